/* UTS #39 skeletons of folded text, and the look-alikes that its table does not hold. */
#include <unicode/uspoof.h>

#include "base/limits.h"
#include "text/fold_tables.h"
#include "text/unicode.h"

enum { MAX_SKELETON_INPUT = 1024 /* octets; names and hosts are shorter */ };

/* Small capitals and other letters that pass for a Latin one, which Unicode's table keeps apart. */
static const struct {
    int32_t from;
    char to;
} own[] = {
    { 0x1D00, 'a' }, { 0x0299, 'b' }, { 0x1D04, 'c' }, { 0x1D05, 'd' }, { 0x1D07, 'e' },
    { 0xA730, 'f' }, { 0x0262, 'g' }, { 0x029C, 'h' }, { 0x026A, 'i' }, { 0x1D0A, 'j' },
    { 0x1D0B, 'k' }, { 0x029F, 'l' }, { 0x1D0D, 'm' }, { 0x0274, 'n' }, { 0x1D0F, 'o' },
    { 0x1D18, 'p' }, { 0x0280, 'r' }, { 0xA731, 's' }, { 0x1D1B, 't' }, { 0x1D1C, 'u' },
    { 0x1D20, 'v' }, { 0x1D21, 'w' }, { 0x028F, 'y' }, { 0x1D22, 'z' }, { 0x0261, 'g' },
    { 0x0251, 'a' }, { 0x0131, 'i' }, { 0x00F8, 'o' }, { 0x0142, 'l' }, { 0x0111, 'd' },
    { 0x04CF, 'l' },
};

static int32_t own_of(int32_t c)
{
    for (size_t i = 0; i < sizeof(own) / sizeof(*own); i++)
        if (own[i].from == c)
            return own[i].to;
    return c;
}

static bool is_lower(int octet)
{
    return octet >= 'a' && octet <= 'z';
}

/* A capital I after a small letter stands for an l: folding would make an i of it. */
static sg_span without_capital_i(struct sg_arena *arena, sg_span utf8)
{
    struct sg_buf b = SG_BUF_IN(arena, utf8.len);
    for (size_t i = 0; i < utf8.len; i++) {
        bool stands_for_l = i > 0 && sg_at(utf8, i) == 'I' && is_lower(sg_at(utf8, i - 1));
        sg_put_octet(&b, stands_for_l ? 'l' : (uint8_t)sg_at(utf8, i));
    }
    return sg_buf_done(&b);
}

/* Accents fall away: whoever reads in a hurry does not see them. */
static bool is_accent(int32_t c)
{
    return c >= 0x300 && c <= 0x36F;
}

static void put_ascii(struct sg_buf *b, const struct sg_folder *folder, int32_t c)
{
    const struct sg_skeleton_cell *cell = &folder->ascii[c];
    sg_put(b, (sg_span){ cell->octets, cell->len });
}

/* The skeleton of one character outside ASCII. */
static void put_wide(struct sg_buf *b, const struct sg_folder *folder, sg_span character)
{
    char out[128];
    UErrorCode status = U_ZERO_ERROR;
    int32_t n = uspoof_getSkeletonUTF8(folder->spoof, 0, (const char *)character.at,
                                       (int32_t)character.len, out, sizeof(out), &status);
    bool ok = U_SUCCESS(status) && n > 0 && n <= (int32_t)sizeof(out);
    sg_span skeleton = ok ? (sg_span){ (const uint8_t *)out, (size_t)n } : character;
    for (size_t i = 0; i < skeleton.len;) {
        int32_t c = sg_utf8_next(skeleton, &i);
        if (c < 0x80)
            put_ascii(b, folder, sg_lower(c));
        else if (!is_accent(c))
            sg_put_utf8(b, c);
    }
}

sg_span sg_skeleton(struct sg_arena *arena, const struct sg_folder *folder, sg_span utf8)
{
    utf8 = sg_utf8_cut(utf8, MAX_SKELETON_INPUT);
    sg_span folded = sg_fold_span(arena, folder, without_capital_i(arena, utf8));
    struct sg_buf b = SG_BUF_IN(arena, (size_t)32 * MAX_SKELETON_INPUT);
    for (size_t i = 0; i < folded.len;) {
        size_t start = i;
        int32_t c = own_of(sg_utf8_next(folded, &i));
        if (c < 0x80)
            put_ascii(&b, folder, c);
        else
            put_wide(&b, folder, sg_cut(folded, start, i - start));
    }
    return sg_buf_done(&b);
}

/* ASCII that folds to itself, so that its skeleton is that of each octet. */
static bool is_small_ascii(sg_span s)
{
    for (size_t i = 0; i < s.len; i++) {
        int octet = sg_at(s, i);
        if (octet <= ' ' || octet >= 0x7F || sg_lower(octet) != octet)
            return false;
    }
    return s.len <= MAX_SKELETON_INPUT;
}

struct cursor { /* in the skeleton of small ASCII */
    sg_span s;
    size_t at, in; /* octet of `s`; octet of its skeleton */
};

static int next_octet(const struct sg_folder *folder, struct cursor *c)
{
    while (c->at < c->s.len) {
        const struct sg_skeleton_cell *cell = &folder->ascii[sg_at(c->s, c->at)];
        if (c->in < cell->len)
            return cell->octets[c->in++];
        c->in = 0;
        c->at++;
    }
    return -1;
}

bool sg_is_skeleton_of(const struct sg_folder *folder, sg_span skeleton, sg_span ascii)
{
    struct cursor c = { .s = ascii };
    size_t at = 0;
    int octet = is_small_ascii(ascii) ? next_octet(folder, &c) : -1;
    for (; octet >= 0 && octet == sg_at(skeleton, at); octet = next_octet(folder, &c))
        at++;
    return octet < 0 && at == skeleton.len;
}

bool sg_same_skeleton(struct sg_arena *arena, const struct sg_folder *folder, sg_span a, sg_span b)
{
    struct cursor x = { .s = a }, y = { .s = b };
    if (!is_small_ascii(a) || !is_small_ascii(b))
        return sg_same(sg_skeleton(arena, folder, a), sg_skeleton(arena, folder, b));
    for (;;) {
        int octet = next_octet(folder, &x);
        if (octet != next_octet(folder, &y))
            return false;
        if (octet < 0)
            return true;
    }
}
