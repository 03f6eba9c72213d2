/* The charsets that ICU converts, and the tables that are made from ICU's once. */
#include <unicode/ucnv.h>

#include "text/charset_tables.h"

enum { CHUNK = 512 /* UTF-16 units converted at once */ };

static enum sg_status converter_open(const char *name, struct UConverter **out,
                                     struct sg_error *err)
{
    UErrorCode status = U_ZERO_ERROR;
    struct UConverter *converter = ucnv_open(name, &status);
    if (U_FAILURE(status))
        return sg_fail(err, SG_E_VALUE, "cannot open charset '%s': %s", name, u_errorName(status));
    *out = converter;
    return SG_OK;
}

/* The one character that `octets` are, or U+FFFD. */
static uint16_t one_character(struct UConverter *converter, const char *octets, int32_t n)
{
    UChar units[8];
    UErrorCode status = U_ZERO_ERROR;
    int32_t count = ucnv_toUChars(converter, units, 8, octets, n, &status);
    return U_SUCCESS(status) && count == 1 ? units[0] : 0xFFFD;
}

static void fill_single(uint16_t *table, struct UConverter *converter)
{
    for (int i = 0; i < 256; i++) {
        char octet = (char)i;
        table[i] = one_character(converter, &octet, 1);
    }
}

static void fill_cp932(struct sg_charsets *charsets, struct UConverter *converter)
{
    for (int lead = 0; lead < SG_CP932_LEADS; lead++)
        for (int trail = 0; trail < SG_CP932_TRAILS; trail++) {
            bool is_kana = lead + 0x81 >= 0xA0 && lead + 0x81 <= 0xDF;
            char octets[2] = { (char)(lead + 0x81), (char)(trail + 0x40) };
            charsets->cp932[lead][trail] = is_kana ? 0xFFFD : one_character(converter, octets, 2);
        }
}

static void fill_jis0212(struct sg_charsets *charsets, struct UConverter *converter)
{
    for (int row = 0; row < SG_JIS_CELLS; row++)
        for (int cell = 0; cell < SG_JIS_CELLS; cell++) {
            char octets[3] = { (char)0x8F, (char)(row + 0xA1), (char)(cell + 0xA1) };
            charsets->jis0212[row][cell] = one_character(converter, octets, 3);
        }
}

static void fill(struct sg_charsets *charsets, enum sg_charset charset,
                 struct UConverter *converter)
{
    if (sg_charset_kinds[charset].how == SG_HOW_SINGLE)
        fill_single(charsets->single[charset], converter);
    else if (charset == SG_CHARSET_SHIFT_JIS)
        fill_cp932(charsets, converter);
    else if (charset == SG_CHARSET_EUC_JP)
        fill_jis0212(charsets, converter);
}

enum sg_status sg_charsets_open(struct sg_charsets **out, struct sg_error *err)
{
    struct sg_arena *arena = sg_arena_open(2 * sizeof(struct sg_charsets));
    struct sg_charsets *charsets = SG_NEW(arena, struct sg_charsets);
    charsets->arena = arena;
    for (enum sg_charset i = 0; i < SG_N_CHARSETS; i++) {
        const struct sg_charset_kind *kind = &sg_charset_kinds[i];
        if (kind->icu == NULL)
            continue;
        struct UConverter *converter = NULL;
        enum sg_status status = converter_open(kind->icu, &converter, err);
        if (status != SG_OK) {
            sg_charsets_close(charsets);
            return status;
        }
        fill(charsets, i, converter);
        if (kind->how == SG_HOW_CONVERTER || kind->how == SG_HOW_WIDE)
            charsets->converters[i] = converter;
        else
            ucnv_close(converter);
    }
    *out = charsets;
    return SG_OK;
}

/* The character at `*i`, which moves past it; U+FFFD for half a pair.  (ICU wrote the units: the analyzer
 * cannot know.) */
/* NOLINTBEGIN(clang-analyzer-core.*) */
static int32_t character_at(const UChar *units, int32_t *i, int32_t n)
{
    int32_t c = units[(*i)++];
    if ((c & 0xF800) != 0xD800)
        return c;
    if (c >= 0xDC00 || *i >= n || (units[*i] & 0xFC00) != 0xDC00)
        return 0xFFFD;
    return 0x10000 + ((c - 0xD800) << 10) + (units[(*i)++] - 0xDC00);
}

/* NOLINTEND(clang-analyzer-core.*) */

static void put_units(struct sg_charset_out *out, const UChar *units, const int32_t *offsets,
                      int32_t n, size_t base)
{
    size_t in = base;
    for (int32_t i = 0; i < n;) {
        in = offsets[i] >= 0 ? base + (size_t)offsets[i] : in;
        int32_t c = character_at(units, &i, n);
        if (c != 0xFEFF || out->utf8.len > 0)
            sg_charset_put(out, c, in);
    }
}

void sg_charset_by_converter(const struct sg_charsets *charsets, enum sg_charset charset,
                             sg_span octets, struct sg_charset_out *out)
{
    UErrorCode status = U_ZERO_ERROR;
    struct UConverter *own = ucnv_clone(charsets->converters[charset], &status);
    if (U_FAILURE(status) || octets.len == 0) {
        ucnv_close(own);
        return;
    }
    const char *start = (const char *)octets.at, *at = start, *end = start + octets.len;
    bool more = true;
    UChar units[CHUNK];
    int32_t offsets[CHUNK], kept = 0; /* kept: the first half of a pair whose second is to come */
    while (more && !out->utf8.cut) {
        UChar *to = units + kept;
        size_t base = (size_t)(at - start);
        status = U_ZERO_ERROR;
        ucnv_toUnicode(own, &to, units + CHUNK, &at, end, offsets + kept, true, &status);
        more = status == U_BUFFER_OVERFLOW_ERROR;
        int32_t n = (int32_t)(to - units);
        kept = more && n > 0 && (units[n - 1] & 0xFC00) == 0xD800;
        put_units(out, units, offsets, n - kept, base);
        units[0] = kept > 0 ? units[n - 1] : 0;
        offsets[0] = -1;
    }
    ucnv_close(own);
}

void sg_charsets_close(struct sg_charsets *charsets)
{
    if (charsets == NULL)
        return;
    for (size_t i = 0; i < SG_N_CHARSETS; i++)
        if (charsets->converters[i] != NULL)
            ucnv_close(charsets->converters[i]);
    sg_arena_close(charsets->arena);
}
