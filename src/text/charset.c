#include "text/charset.h"

#include "base/limits.h"
#include "base/load.h"
#include "text/charset_tables.h"
#include "text/unicode.h"

enum {
    RUN = 8,        /* source octets of converted characters that share a point */
    FIRST_OUT = 64, /* octets of UTF-8 beside one and a half times the source's */
    REPLACEMENT = 0xFFFD,
};

void sg_charset_put(struct sg_charset_out *out, int32_t character, size_t in)
{
    if (in >= out->run_end) {
        sg_places_point(out->arena, out->places, out->utf8.len, in);
        out->run_end = in + RUN;
    }
    out->broken += character == REPLACEMENT || character == 0;
    if (character > 0 && character < 0x80)
        sg_put_octet(&out->utf8, (uint8_t)character);
    else
        sg_put_utf8(&out->utf8, character == 0 ? REPLACEMENT : character);
}

size_t sg_charset_put_ascii(struct sg_charset_out *out, sg_span octets, size_t in)
{
    size_t end = in + sg_find_non_ascii(sg_tail(octets, in));
    while (in < end) {
        sg_span run = sg_cut(octets, in, end - in);
        run = sg_cut(run, 0, sg_find(run, 0, 0));
        if (run.len > 0)
            sg_places_point(out->arena, out->places, out->utf8.len, in);
        sg_put(&out->utf8, run);
        in += run.len;
        out->run_end = 0;
        if (in < end)
            sg_charset_put(out, 0, in++);
    }
    out->run_end = 0;
    return end;
}

static void convert_utf8(sg_span octets, struct sg_charset_out *out)
{
    size_t i = sg_starts(octets, SG_SPAN("\xEF\xBB\xBF")) ? 3 : 0;
    size_t nul =
        sg_find(octets, 0, i); /* valid, but no text: looked for once, or a million are quadratic */
    while (i < octets.len && !out->utf8.cut) {
        if (nul < i)
            nul = sg_find(octets, 0, i);
        sg_span valid = sg_cut(octets, i, nul - i);
        valid = sg_cut(valid, 0, sg_utf8_valid_length(valid));
        if (valid.len > 0)
            sg_places_point(out->arena, out->places, out->utf8.len, i);
        sg_put(&out->utf8, valid);
        i += valid.len;
        out->run_end = 0;
        if (i < octets.len)
            sg_charset_put(out, REPLACEMENT, i++);
        out->run_end = 0;
    }
}

static void convert_single(const uint16_t *table, sg_span octets, struct sg_charset_out *out)
{
    size_t i = 0;
    while (i < octets.len && !out->utf8.cut) {
        i = sg_charset_put_ascii(out, octets, i);
        for (int octet = sg_at(octets, i); octet >= 0x80; octet = sg_at(octets, i))
            sg_charset_put(out, table[octet], i++);
    }
}

static void convert_as(const struct sg_charsets *charsets, enum sg_charset charset, sg_span octets,
                       struct sg_charset_out *out)
{
    switch (sg_charset_kinds[charset].how) {
    case SG_HOW_UTF8:
    case SG_HOW_ASCII:
        convert_utf8(octets, out);
        break;
    case SG_HOW_SINGLE:
        convert_single(charsets->single[charset], octets, out);
        break;
    case SG_HOW_JAPANESE:
        sg_charset_japanese(charsets, charset, octets, out);
        break;
    case SG_HOW_CONVERTER:
    case SG_HOW_WIDE:
        sg_charset_by_converter(charsets, charset, octets, out);
        break;
    }
}

static bool is_seven_bit(enum sg_charset charset)
{
    return charset == SG_CHARSET_UTF_7 || charset == SG_CHARSET_HZ ||
           charset == SG_CHARSET_ISO_2022_KR || charset == SG_CHARSET_ISO_2022_CN;
}

static bool is_wide(enum sg_charset charset)
{
    return charset != SG_CHARSET_NONE && sg_charset_kinds[charset].how == SG_HOW_WIDE;
}

/* UTF-16 and UTF-32 by their BOM, or else by where the zeros of ASCII characters stand. */
static enum sg_charset byte_order(sg_span octets, enum sg_charset declared)
{
    bool is_32 = declared == SG_CHARSET_UTF_32BE || declared == SG_CHARSET_UTF_32LE;
    if (is_32 && sg_starts(octets, SG_SPAN("\0\0\xFE\xFF")))
        return SG_CHARSET_UTF_32BE;
    if (is_32 && sg_starts(octets, SG_SPAN("\xFF\xFE\0\0")))
        return SG_CHARSET_UTF_32LE;
    if (is_32)
        return declared;
    if (sg_starts(octets, SG_SPAN("\xFE\xFF")))
        return SG_CHARSET_UTF_16BE;
    if (sg_starts(octets, SG_SPAN("\xFF\xFE")))
        return SG_CHARSET_UTF_16LE;
    size_t zeros[2] = { 0, 0 };
    for (size_t i = 0; i < octets.len && i < 256; i++)
        zeros[i & 1] += sg_at(octets, i) == 0;
    if (declared == SG_CHARSET_NONE || zeros[0] == zeros[1])
        return declared;
    return zeros[0] > zeros[1] ? SG_CHARSET_UTF_16BE : SG_CHARSET_UTF_16LE;
}

/* Octets, and what one walk over them showed. */
struct source {
    sg_span octets;
    bool is_ascii;
    size_t valid; /* octets from the start on that are UTF-8 */
};

static struct source source_of(sg_span octets)
{
    size_t ascii = sg_find_non_ascii(octets);
    return (struct source){ octets, ascii == octets.len,
                            ascii + sg_utf8_valid_length(sg_tail(octets, ascii)) };
}

struct reading {
    enum sg_charset charset;
    bool repaired;
};

static struct reading read_as(enum sg_charset charset, enum sg_charset declared)
{
    return (struct reading){ charset, charset != declared };
}

/* Octets without any >= 0x80. */
static struct reading choose_ascii(sg_span octets, enum sg_charset declared)
{
    if (is_seven_bit(declared))
        return read_as(declared, declared);
    if (is_wide(declared) && sg_find(octets, 0, 0) < octets.len)
        return read_as(byte_order(octets, declared), byte_order(octets, declared));
    if (sg_has_japanese_escapes(octets))
        return read_as(SG_CHARSET_ISO_2022_JP, declared);
    if (declared == SG_CHARSET_ISO_2022_JP && sg_find(octets, 0x0E, 0) == octets.len)
        return read_as(SG_CHARSET_US_ASCII, SG_CHARSET_US_ASCII);
    bool plain = declared == SG_CHARSET_NONE || is_wide(declared);
    return (struct reading){ plain ? SG_CHARSET_US_ASCII : declared, is_wide(declared) };
}

/* Characters of three octets and more: two octets alone may be a pair of another charset. */
static bool is_surely_utf8(const struct source *source, enum sg_charset declared)
{
    sg_span octets = source->octets;
    size_t valid = source->valid;
    bool whole = valid == octets.len ||
                 (octets.len - valid < 4 && valid > 8 && sg_at(octets, valid) >= 0xC2);
    if (!whole)
        return false;
    bool pairs = declared != SG_CHARSET_NONE &&
                 (sg_charset_kinds[declared].how == SG_HOW_CONVERTER ||
                  declared == SG_CHARSET_SHIFT_JIS || declared == SG_CHARSET_EUC_JP);
    if (!pairs)
        return true;
    for (size_t i = 0; i < octets.len; i++)
        if (sg_at(octets, i) >= 0xE0)
            return true;
    return false;
}

static bool has_utf8_sequence(sg_span octets)
{
    size_t i = sg_find_non_ascii(octets);
    while (i < octets.len) {
        size_t at = i;
        if (sg_utf8_next(octets, &at) != REPLACEMENT)
            return true;
        i = at + sg_find_non_ascii(sg_tail(octets, at));
    }
    return false;
}

/* Octets that are neither UTF-8 nor what their label says. */
static struct reading choose_unlabelled(sg_span octets, enum sg_charset declared)
{
    if (sg_has_japanese_escapes(octets))
        return read_as(SG_CHARSET_ISO_2022_JP, declared);
    enum sg_charset guess = sg_charset_guess_japanese(octets);
    if (guess != SG_CHARSET_NONE)
        return read_as(guess, declared);
    if (declared == SG_CHARSET_ISO_2022_JP)
        return read_as(declared, declared);
    if (has_utf8_sequence(octets) && declared == SG_CHARSET_UTF_8)
        return read_as(declared, declared);
    return read_as(SG_CHARSET_WINDOWS_1252, declared);
}

static struct reading choose_wide(const struct source *source, enum sg_charset declared)
{
    sg_span octets = source->octets;
    if (is_surely_utf8(source, declared) && sg_find(octets, 0, 0) == octets.len &&
        !sg_starts(octets, SG_SPAN("\xFF\xFE")))
        return read_as(SG_CHARSET_UTF_8, declared);
    enum sg_charset order = byte_order(octets, declared);
    return read_as(order, order);
}

static struct reading choose(const struct source *source, enum sg_charset declared)
{
    sg_span octets = source->octets;
    if (source->is_ascii)
        return choose_ascii(octets, declared);
    if (is_wide(declared))
        return choose_wide(source, declared);
    if (is_surely_utf8(source, declared))
        return read_as(SG_CHARSET_UTF_8, declared);
    if (declared == SG_CHARSET_NONE && byte_order(octets, declared) != SG_CHARSET_NONE)
        return read_as(byte_order(octets, declared), declared);
    if (declared == SG_CHARSET_NONE || declared == SG_CHARSET_UTF_8 ||
        declared == SG_CHARSET_US_ASCII || declared == SG_CHARSET_ISO_2022_JP)
        return choose_unlabelled(octets, declared);
    if (sg_has_japanese_escapes(octets) && !is_seven_bit(declared))
        return read_as(SG_CHARSET_ISO_2022_JP, declared);
    enum sg_charset guess = sg_charset_guess_japanese(octets);
    bool other_pairs = declared == SG_CHARSET_BIG5 || declared == SG_CHARSET_EUC_KR;
    if (declared == SG_CHARSET_GB18030 && sg_charset_is_rather_chinese(octets))
        return read_as(declared, declared);
    if (guess != SG_CHARSET_NONE && guess != declared && !other_pairs)
        return read_as(guess, declared);
    return read_as(declared, declared);
}

/* Octets that are UTF-8 already are borrowed. */
static bool borrow(struct sg_arena *arena, const struct source *source,
                   const struct sg_places *below, struct sg_converted *c)
{
    size_t bom = sg_starts(source->octets, SG_SPAN("\xEF\xBB\xBF")) ? 3 : 0;
    sg_span text = sg_tail(source->octets, bom);
    if (source->valid < source->octets.len || sg_find(text, 0, 0) < text.len)
        return false;
    c->text.utf8 = sg_utf8_cut(text, SG_MAX_TEXT);
    c->text.places = sg_places_literal(arena, bom, below);
    c->cut = c->text.utf8.len < text.len;
    return true;
}

static bool is_utf8_coat(enum sg_charset charset, const struct source *source)
{
    enum sg_charset_how how = sg_charset_kinds[charset].how;
    if (how == SG_HOW_UTF8 || how == SG_HOW_ASCII)
        return true;
    bool stateful = is_seven_bit(charset) || is_wide(charset) || charset == SG_CHARSET_ISO_2022_JP;
    return !stateful && source->is_ascii;
}

struct sg_converted sg_charset_convert(struct sg_arena *arena, const struct sg_charsets *charsets,
                                       sg_span label, sg_span octets, const struct sg_places *below)
{
    enum sg_charset declared = sg_charset_of(label);
    struct source source = source_of(octets);
    struct reading reading = choose(&source, declared);
    struct sg_converted c = {
        .declared = declared == SG_CHARSET_NONE ? NULL : sg_charset_kinds[declared].name,
        .used = sg_charset_kinds[reading.charset].name,
        .repaired = reading.repaired,
    };
    if (is_utf8_coat(reading.charset, &source) && borrow(arena, &source, below, &c))
        return c;
    struct sg_charset_out out = {
        .arena = arena,
        .utf8 = SG_BUF_IN(arena, SG_MAX_TEXT),
        .places = sg_places_open(arena, below),
    };
    size_t likely = octets.len + octets.len / 2 + FIRST_OUT;
    sg_buf_room(&out.utf8, likely < SG_MAX_TEXT ? likely : SG_MAX_TEXT);
    convert_as(charsets, reading.charset, octets, &out);
    sg_places_point(arena, out.places, out.utf8.len, octets.len);
    c.text = (struct sg_text){ sg_utf8_cut(sg_buf_span(&out.utf8), SG_MAX_TEXT), out.places };
    c.broken = out.broken;
    c.cut = out.utf8.cut;
    return c;
}

void sg_charset_note(const struct sg_converted *c, sg_span label, struct sg_range place,
                     struct sg_oddities *oddities)
{
    if (c->declared == NULL && sg_trim(label).len > 0)
        sg_odd(oddities, SG_ODD_CHARSET_UNKNOWN, place, NULL);
    if (c->repaired)
        sg_odd(oddities, SG_ODD_CHARSET_REPAIRED, place, c->used);
    if (c->broken > 0)
        sg_odd(oddities, SG_ODD_CHARSET_BROKEN, place, c->used);
    if (c->cut)
        sg_odd(oddities, SG_ODD_LIMIT, place, "text");
}
