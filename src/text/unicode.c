#include "text/unicode.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "base/load.h"
#include "base/wide.h"

enum { REPLACEMENT = 0xFFFD, LAST_CHARACTER = 0x10FFFF };

static bool is_surrogate(int32_t c)
{
    return c >= 0xD800 && c <= 0xDFFF;
}

/* The character of `n` octets at `at`, or -1 when it is malformed. */
static int32_t decode(sg_span s, size_t at, int lead, size_t n)
{
    static const int32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
    int32_t c = lead & (0x7F >> n);
    for (size_t i = 1; i < n; i++) {
        int octet = sg_at(s, at + i);
        if (octet < 0 || (octet & 0xC0) != 0x80)
            return -1;
        c = c << 6 | (octet & 0x3F);
    }
    return c < least[n] || c > LAST_CHARACTER || is_surrogate(c) ? -1 : c;
}

static size_t sequence_length(int lead)
{
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

int32_t sg_utf8_next_wide(sg_span s, size_t *at)
{
    int lead = sg_at(s, *at);
    if (lead < 0)
        return -1;
    if (lead >= 0xE1 && lead <= 0xEC && s.len - *at >= 4) { /* most of the world's scripts */
        uint32_t word = sg_load4(s, *at);
        if ((word & 0xC0C000) == 0x808000) {
            *at += 3;
            return (int32_t)((word & 0x0F) << 12 | (word >> 2 & 0xFC0) | (word >> 16 & 0x3F));
        }
    }
    size_t n = sequence_length(lead);
    int32_t c = n == 0 ? -1 : decode(s, *at, lead, n);
    *at += c < 0 ? 1 : n;
    return c < 0 ? REPLACEMENT : c;
}

size_t sg_find_non_ascii(sg_span s)
{
    const size_t step = SG_FOUR_WIDE;
    size_t i = 0;
    for (; s.len - i >= step && sg_wide_bits(sg_wide_load_four(s, i)) == 0; i += step)
        ;
    for (; sg_wide_fits(s, i); i += SG_WIDE) {
        uint32_t high = sg_wide_bits(sg_wide_load(s, i));
        if (high != 0)
            return i + sg_wide_first(high);
    }
    while (i < s.len && sg_at(s, i) < 0x80)
        i++;
    return i;
}

size_t sg_count_ascii_letters(sg_span s)
{
    size_t i = 0, n = 0;
    while (sg_wide_fits(s, i)) {
        sg_wide counts = sg_wide_of(0); /* of each column, which holds no more than 255 */
        for (size_t k = 0; k < 255 && sg_wide_fits(s, i); k++, i += SG_WIDE)
            counts -= sg_wide_letters(sg_wide_load(s, i));
        n += sg_wide_sum(counts);
    }
    for (; i < s.len; i++)
        n += sg_is_alpha(sg_at(s, i));
    return n;
}

/* The first octet at or after `i` that does not belong to a valid sequence, of non-ASCII only. */
static size_t valid_wide(sg_span s, size_t i)
{
    while (s.len - i >= 4) {
        uint32_t word = sg_load4(s, i); /* lowest octet first */
        uint32_t lead = word & 0xFF;
        if ((word & 0xC0C0F0) == 0x8080E0 && (word & 0x200F) != 0 && (word & 0x200F) != 0x200D)
            i += 3;
        else if ((word & 0xC0E0) == 0x80C0 && lead >= 0xC2)
            i += 2;
        else
            break;
    }
    int lead = sg_at(s, i);
    size_t n = lead < 0 ? 0 : sequence_length(lead);
    return n > 0 && decode(s, i, lead, n) >= 0 ? i + n : i;
}

size_t sg_utf8_valid_length(sg_span s)
{
    size_t i = 0;
    while (i < s.len) {
        i += sg_find_non_ascii(sg_tail(s, i));
        size_t end = i < s.len ? valid_wide(s, i) : i;
        if (end == i)
            break;
        i = end;
    }
    return i;
}

bool sg_utf8_valid(sg_span s)
{
    return sg_utf8_valid_length(s) == s.len;
}

/* The octets of `c`, which is a character; gives how many. */
static inline size_t encode(int32_t c, uint8_t *to)
{
    if (c < 0x80) {
        to[0] = (uint8_t)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (uint8_t)(0xC0 | c >> 6);
        to[1] = (uint8_t)(0x80 | (c & 0x3F));
        return 2;
    }
    size_t n = c < 0x10000 ? 3 : 4;
    if (n == 4)
        *to++ = (uint8_t)(0xF0 | c >> 18);
    to[0] = (uint8_t)(n == 3 ? 0xE0 | c >> 12 : 0x80 | (c >> 12 & 0x3F));
    to[1] = (uint8_t)(0x80 | (c >> 6 & 0x3F));
    to[2] = (uint8_t)(0x80 | (c & 0x3F));
    return n;
}

void sg_put_utf8(struct sg_buf *b, int32_t c)
{
    if (c < 0 || c > LAST_CHARACTER || is_surrogate(c))
        c = REPLACEMENT;
    if (b->room - b->len >= 4) {
        b->len += encode(c, b->at + b->len);
        return;
    }
    uint8_t octets[4];
    size_t n = encode(c, octets);
    if (sg_buf_room(b, n) == n)
        sg_put(b, (sg_span){ octets, n });
}

sg_span sg_utf8_cut(sg_span s, size_t octets)
{
    if (s.len <= octets)
        return s;
    size_t end = octets;
    for (int back = 0; back < 3 && end > 0 && (sg_at(s, end) & 0xC0) == 0x80; back++)
        end--;
    return sg_cut(s, 0, (sg_at(s, end) & 0xC0) == 0x80 ? octets : end);
}

sg_span sg_utf8_end(sg_span s, size_t octets)
{
    size_t from = s.len <= octets ? 0 : s.len - octets;
    for (int on = 0; on < 3 && from > 0 && (sg_at(s, from) & 0xC0) == 0x80; on++)
        from++;
    return sg_tail(s, from);
}

sg_span sg_utf8_mended(struct sg_arena *arena, sg_span s)
{
    if (sg_utf8_valid(s))
        return s;
    struct sg_buf b = SG_BUF_IN(arena, 3 * s.len);
    for (size_t at = 0; at < s.len;)
        sg_put_utf8(&b, sg_utf8_next(s, &at));
    return sg_buf_done(&b);
}

size_t sg_utf8_count(sg_span s)
{
    size_t n = 0, i = 0;
    for (; s.len - i >= 8; i += 8) {
        uint64_t word = sg_load8(s, i);
        n += 8 - (size_t)__builtin_popcountll(word & ~(word << 1) & SG_EACH_HIGH);
    }
    for (; i < s.len; i++)
        n += (sg_at(s, i) & 0xC0) != 0x80;
    return n;
}

static enum sg_script script_of_code(UScriptCode code)
{
    static const struct {
        UScriptCode code;
        enum sg_script script;
    } rows[] = {
        { USCRIPT_COMMON, SG_SCRIPT_COMMON },     { USCRIPT_INHERITED, SG_SCRIPT_COMMON },
        { USCRIPT_LATIN, SG_SCRIPT_LATIN },       { USCRIPT_GREEK, SG_SCRIPT_GREEK },
        { USCRIPT_CYRILLIC, SG_SCRIPT_CYRILLIC }, { USCRIPT_HAN, SG_SCRIPT_HAN },
        { USCRIPT_HIRAGANA, SG_SCRIPT_HIRAGANA }, { USCRIPT_KATAKANA, SG_SCRIPT_KATAKANA },
        { USCRIPT_HANGUL, SG_SCRIPT_HANGUL },     { USCRIPT_ARABIC, SG_SCRIPT_ARABIC },
        { USCRIPT_HEBREW, SG_SCRIPT_HEBREW },     { USCRIPT_THAI, SG_SCRIPT_THAI },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (rows[i].code == code)
            return rows[i].script;
    return SG_SCRIPT_OTHER;
}

enum sg_script sg_script_of(int32_t c)
{
    if (c < 0x80)
        return sg_is_alpha(c) ? SG_SCRIPT_LATIN : SG_SCRIPT_COMMON;
    if (c >= 0x3041 && c <= 0x3096)
        return SG_SCRIPT_HIRAGANA;
    if (c >= 0x30A1 && c <= 0x30FA)
        return SG_SCRIPT_KATAKANA;
    if (c >= 0x4E00 && c <= 0x9FFC)
        return SG_SCRIPT_HAN;
    if (c >= 0xAC00 && c <= 0xD7A3)
        return SG_SCRIPT_HANGUL;
    UErrorCode status = U_ZERO_ERROR;
    UScriptCode code = uscript_getScript(c, &status);
    return U_FAILURE(status) ? SG_SCRIPT_OTHER : script_of_code(code);
}

bool sg_is_control(int32_t c)
{
    return (c >= 0 && c < 0x20) || (c >= 0x7F && c <= 0x9F);
}

bool sg_is_bidi_control(int32_t c)
{
    return c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069);
}

bool sg_is_invisible(int32_t c)
{
    if (c < 0xAD || (c >= 0x3165 && c <= 0xFDFF))
        return false;
    return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) != 0;
}

bool sg_is_letter(int32_t c)
{
    if (c < 0x80)
        return sg_is_alpha(c);
    return (c >= 0x4E00 && c <= 0x9FFC) || u_isalpha(c) != 0;
}

int sg_columns_of(int32_t c)
{
    if (c < 0 || sg_is_control(c))
        return 0;
    if (c < 0x300)
        return c == 0xAD ? 0 : 1;
    if (c >= 0x4E00 && c <= 0x9FFF)
        return 2;
    if (sg_is_invisible(c) || (U_GET_GC_MASK(c) & (U_GC_MN_MASK | U_GC_ME_MASK)) != 0)
        return 0;
    int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}
