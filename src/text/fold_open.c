/* The tables of folding and of skeletons, made once from ICU's. */
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uspoof.h>

#include "text/fold_tables.h"
#include "text/unicode.h"

/* Marks that readers and mailers do not tell apart, beyond NFKC: dashes, wave dashes, quotes. */
static const struct {
    uint16_t from, to, is;
} alike[] = {
    { 0x2010, 0x2015, '-' },  { 0x2212, 0x2212, '-' }, { 0x301C, 0x301C, '~' },
    { 0x2018, 0x2019, '\'' }, { 0x201C, 0x201D, '"' }, { 0x2225, 0x2225, 0x2016 },
};

/* Blocks whose characters fold to themselves alone. */
static bool is_inert_block(int32_t c)
{
    return (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
           (c >= 0xD800 && c <= 0xF8FF);
}

static uint16_t fold_of(const UNormalizer2 *normalizer, int32_t c)
{
    if (is_inert_block(c))
        return (uint16_t)c;
    if (c <= ' ' || u_isUWhiteSpace(c))
        return SG_FOLD_BLANK;
    if (sg_is_invisible(c))
        return SG_FOLD_REMOVED;
    if (!unorm2_hasBoundaryBefore(normalizer, c))
        return SG_FOLD_JOINS;
    UChar unit = (UChar)c, folded[32];
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = unorm2_normalize(normalizer, &unit, 1, folded, 32, &status);
    if (U_FAILURE(status) || n != 1)
        return SG_FOLD_MANY;
    return folded[0] > ' ' ? folded[0] : SG_FOLD_MANY;
}

static void fill_simple(struct sg_folder *folder)
{
    for (int32_t c = 0; c < 0x10000; c++)
        folder->simple[c] = fold_of(folder->normalizer, c);
    for (size_t i = 0; i < sizeof(alike) / sizeof(*alike); i++)
        for (int32_t c = alike[i].from; c <= alike[i].to; c++)
            folder->simple[c] = alike[i].is;
}

static void fill_visible(struct sg_folder *folder)
{
    for (int octet = '!'; octet <= 0x7F; octet++)
        folder->visible[octet] = (uint8_t)sg_lower(octet);
}

static void fill_ascii_skeletons(struct sg_folder *folder)
{
    for (int c = 0; c < 128; c++) {
        struct sg_skeleton_cell *cell = &folder->ascii[c];
        char in = (char)sg_lower(c), out[sizeof(cell->octets)];
        UErrorCode status = U_ZERO_ERROR;
        int32_t n = uspoof_getSkeletonUTF8(folder->spoof, 0, &in, 1, out, sizeof(out), &status);
        if (U_FAILURE(status) || n <= 0 || n > (int32_t)sizeof(out)) {
            out[0] = in;
            n = 1;
        }
        for (int32_t i = 0; i < n; i++)
            cell->octets[i] = (uint8_t)sg_lower((uint8_t)out[i]);
        cell->len = (uint8_t)n;
    }
}

enum sg_status sg_folder_open(struct sg_folder **out, struct sg_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *normalizer = unorm2_getNFKCCasefoldInstance(&status);
    USpoofChecker *spoof = uspoof_open(&status);
    if (U_FAILURE(status)) {
        uspoof_close(spoof);
        return sg_fail(err, SG_E_VALUE, "cannot open Unicode data: %s", u_errorName(status));
    }
    struct sg_arena *arena = sg_arena_open(2 * sizeof(struct sg_folder));
    struct sg_folder *folder = SG_NEW(arena, struct sg_folder);
    folder->arena = arena;
    folder->normalizer = normalizer;
    folder->spoof = spoof;
    fill_simple(folder);
    fill_visible(folder);
    fill_ascii_skeletons(folder);
    *out = folder;
    return SG_OK;
}

void sg_folder_close(struct sg_folder *folder)
{
    if (folder == NULL)
        return;
    uspoof_close(folder->spoof);
    sg_arena_close(folder->arena);
}
