/* Shift_JIS (as Windows-31J), EUC-JP and ISO-2022-JP (with the extensions of NEC and IBM and half-width
 * kana): three coats of one table, so that a character is the same whichever way it came. */
#include "text/charset_tables.h"

enum {
    ESC = 0x1B,
    SHIFT_OUT = 0x0E,
    SHIFT_IN = 0x0F,
    NO_CHARACTER = 0xFFFD,
    HALF_WIDTH_KANA = 0xFF61 - 0xA1, /* from the octet in Shift_JIS to the character */
};

static bool is_between(int octet, int first, int last)
{
    return octet >= first && octet <= last;
}

static int32_t cp932_character(const struct sg_charsets *charsets, int lead, int trail)
{
    if (!is_between(lead, 0x81, 0xFC) || !is_between(trail, 0x40, 0xFC))
        return NO_CHARACTER;
    return charsets->cp932[lead - 0x81][trail - 0x40];
}

/* Row and cell (from 0) of JIS X 0208 in its Shift_JIS coat. */
static int32_t jis_character(const struct sg_charsets *charsets, int row, int cell)
{
    int lead = row / 2 + (row < 62 ? 0x81 : 0xC1);
    int trail = row % 2 == 1 ? cell + 0x9F : cell + (cell < 63 ? 0x40 : 0x41);
    return cp932_character(charsets, lead, trail);
}

/* What starts at `i`, not ASCII; gives how many octets it took. */
static size_t read_shift_jis(const struct sg_charsets *charsets, sg_span in, size_t i, int32_t *c)
{
    int lead = sg_at(in, i);
    if (is_between(lead, 0xA1, 0xDF)) {
        *c = lead + HALF_WIDTH_KANA;
        return 1;
    }
    *c = cp932_character(charsets, lead, sg_at(in, i + 1));
    return *c == NO_CHARACTER ? 1 : 2;
}

static size_t read_euc_jp(const struct sg_charsets *charsets, sg_span in, size_t i, int32_t *c)
{
    int lead = sg_at(in, i), second = sg_at(in, i + 1), third = sg_at(in, i + 2);
    *c = NO_CHARACTER;
    if (lead == 0x8E && is_between(second, 0xA1, 0xDF))
        *c = second + HALF_WIDTH_KANA;
    else if (lead == 0x8F && is_between(second, 0xA1, 0xFE) && is_between(third, 0xA1, 0xFE))
        *c = charsets->jis0212[second - 0xA1][third - 0xA1];
    else if (is_between(lead, 0xA1, 0xFE) && is_between(second, 0xA1, 0xFE))
        *c = jis_character(charsets, lead - 0xA1, second - 0xA1);
    if (*c == NO_CHARACTER)
        return 1;
    return lead == 0x8F ? 3 : 2;
}

static void convert_eight_bit(const struct sg_charsets *charsets, bool euc, sg_span in,
                              struct sg_charset_out *out)
{
    size_t i = 0;
    while (i < in.len && !out->utf8.cut) {
        i = sg_charset_put_ascii(out, in, i);
        while (sg_at(in, i) >= 0x80 && !out->utf8.cut) {
            int32_t c;
            size_t n = euc ? read_euc_jp(charsets, in, i, &c) : read_shift_jis(charsets, in, i, &c);
            sg_charset_put(out, c, i);
            i += n;
        }
    }
}

enum shift { /* what the octets mean at present */
             IN_ASCII,
             IN_KANA,
             IN_0208,
             IN_0212,
};

struct escape {
    sg_span octets;
    enum shift shift;
};

static const struct escape escapes[] = {
    { SG_SPAN_INIT("\x1B(B"), IN_ASCII }, { SG_SPAN_INIT("\x1B(J"), IN_ASCII },
    { SG_SPAN_INIT("\x1B(H"), IN_ASCII }, { SG_SPAN_INIT("\x1B(I"), IN_KANA },
    { SG_SPAN_INIT("\x1B$B"), IN_0208 },  { SG_SPAN_INIT("\x1B$@"), IN_0208 },
    { SG_SPAN_INIT("\x1B$(B"), IN_0208 }, { SG_SPAN_INIT("\x1B$(@"), IN_0208 },
    { SG_SPAN_INIT("\x1B$(D"), IN_0212 }, { SG_SPAN_INIT("\x1B&@\x1B$B"), IN_0208 },
    { SG_SPAN_INIT("\x1B$(Q"), IN_0208 }, { SG_SPAN_INIT("\x1B$(O"), IN_0208 },
};

static const struct escape *escape_at(sg_span in, size_t i)
{
    sg_span here = sg_cut(in, i, 6);
    int second = sg_at(in, i + 1), third = sg_at(in, i + 2);
    for (size_t k = 0; k < sizeof(escapes) / sizeof(*escapes); k++)
        if (sg_at(escapes[k].octets, 1) == second && sg_at(escapes[k].octets, 2) == third &&
            sg_starts(here, escapes[k].octets))
            return &escapes[k];
    return NULL;
}

bool sg_has_japanese_escapes(sg_span octets)
{
    for (size_t i = sg_find(octets, ESC, 0); i < octets.len; i = sg_find(octets, ESC, i + 1)) {
        const struct escape *escape = escape_at(octets, i);
        if (escape != NULL && escape->shift != IN_ASCII)
            return true;
    }
    return false;
}

/* One character of a shifted run at `i`; gives how many octets it took. */
static size_t read_shifted(const struct sg_charsets *charsets, enum shift shift, sg_span in,
                           size_t i, int32_t *c)
{
    int first = sg_at(in, i) & 0x7F, second = sg_at(in, i + 1);
    *c = NO_CHARACTER;
    if (shift == IN_KANA) {
        if (is_between(first, 0x21, 0x5F))
            *c = first + 0x80 + HALF_WIDTH_KANA;
        return 1;
    }
    second = second < 0 ? second : second & 0x7F;
    if (!is_between(first, 0x21, 0x7E) || !is_between(second, 0x21, 0x7E))
        return 1;
    *c = shift == IN_0208 ? jis_character(charsets, first - 0x21, second - 0x21)
                          : charsets->jis0212[first - 0x21][second - 0x21];
    return 2;
}

/* Octets that stand for themselves in every shift: controls, space. */
static bool is_plain(int octet)
{
    return octet <= ' ' || octet == 0x7F;
}

/* An escape or shift at `i`: gives how many octets it is, 0 when there is none. */
static size_t read_escape(sg_span in, size_t i, enum shift *shift)
{
    int octet = sg_at(in, i);
    if (octet == SHIFT_OUT || octet == SHIFT_IN) {
        *shift = octet == SHIFT_OUT ? IN_KANA : IN_ASCII;
        return 1;
    }
    const struct escape *escape = octet == ESC ? escape_at(in, i) : NULL;
    if (escape == NULL)
        return 0;
    *shift = escape->shift;
    return escape->octets.len;
}

/* The pairs of JIS X 0208 from `i` on; gives where they end. */
static size_t convert_pairs(const struct sg_charsets *charsets, sg_span in, size_t i,
                            struct sg_charset_out *out)
{
    for (; !out->utf8.cut; i += 2) {
        int first = sg_at(in, i), second = sg_at(in, i + 1);
        if (!is_between(first, 0x21, 0x7E) || !is_between(second, 0x21, 0x7E))
            break;
        sg_charset_put(out, jis_character(charsets, first - 0x21, second - 0x21), i);
    }
    return i;
}

static void convert_escaped(const struct sg_charsets *charsets, sg_span in,
                            struct sg_charset_out *out)
{
    enum shift shift = IN_ASCII;
    size_t i = 0;
    while (i < in.len && !out->utf8.cut) {
        i = shift == IN_0208 ? convert_pairs(charsets, in, i, out) : i;
        int octet = sg_at(in, i);
        if (octet < 0)
            break;
        size_t n = read_escape(in, i, &shift);
        int32_t c;
        if (n == 0 && (shift == IN_ASCII || is_plain(octet)) && octet < 0x80) {
            if (octet == '\n')
                shift = IN_ASCII; /* every line begins in ASCII, also after a lost escape */
            size_t end = i + 1;
            if (shift == IN_ASCII)
                while (sg_at(in, end) >= ' ' && sg_at(in, end) < 0x80)
                    end++;
            sg_charset_put_ascii(out, sg_cut(in, 0, end), i);
            n = end - i;
        } else if (n == 0) {
            n = shift == IN_ASCII ? read_shift_jis(charsets, in, i, &c)
                                  : read_shifted(charsets, shift, in, i, &c);
            sg_charset_put(out, c, i);
        }
        i += n;
    }
}

void sg_charset_japanese(const struct sg_charsets *charsets, enum sg_charset charset,
                         sg_span octets, struct sg_charset_out *out)
{
    if (charset == SG_CHARSET_ISO_2022_JP)
        convert_escaped(charsets, octets, out);
    else
        convert_eight_bit(charsets, charset == SG_CHARSET_EUC_JP, octets, out);
}

struct tally {
    size_t pairs, kana, half, common; /* common: leads of the ordinary characters */
    size_t kanji, rare;               /* of EUC-JP: kanji, and those of the second level */
    size_t adjacent;                  /* pairs right after a pair: not a Western quote in ASCII */
    size_t last_end;
    bool broken;
};

static struct tally tally_shift_jis(sg_span in)
{
    struct tally t = { 0 };
    for (size_t i = 0; i < in.len && !t.broken; i++) {
        int lead = sg_at(in, i), trail = sg_at(in, i + 1);
        if (lead < 0x80)
            continue;
        if (is_between(lead, 0xA1, 0xDF)) {
            t.half++;
            continue;
        }
        i++;
        if (trail < 0) /* the text was cut inside a character */
            break;
        t.broken = lead == 0x80 || lead == 0xA0 || lead > 0xFC || trail < 0x40 || trail == 0x7F ||
                   trail > 0xFC;
        t.pairs++;
        t.kana += (lead == 0x82 && is_between(trail, 0x9F, 0xF1)) ||
                  (lead == 0x83 && is_between(trail, 0x40, 0x96));
        t.common += is_between(lead, 0x81, 0x98);
        t.adjacent += i - 1 == t.last_end;
        t.last_end = i + 1;
    }
    return t;
}

static struct tally tally_euc_jp(sg_span in)
{
    struct tally t = { 0 };
    for (size_t i = 0; i < in.len && !t.broken; i++) {
        int lead = sg_at(in, i), trail = sg_at(in, i + 1);
        if (lead < 0x80)
            continue;
        i += lead == 0x8F ? 2 : 1;
        if (trail < 0)
            break;
        bool leads = is_between(lead, 0xA1, 0xFE) || lead == 0x8E || lead == 0x8F;
        t.broken = !leads || !is_between(trail, 0xA1, 0xFE);
        t.pairs++;
        t.kana += lead == 0xA4 || lead == 0xA5;
        t.kanji += lead >= 0xB0;
        t.rare += lead >= 0xD0;
    }
    return t;
}

enum sg_charset sg_charset_guess_japanese(sg_span octets)
{
    struct tally euc = tally_euc_jp(octets), sjis = tally_shift_jis(octets);
    bool is_euc = !euc.broken && euc.kana >= 2 && euc.kana * 8 >= euc.pairs;
    bool has_kana = sjis.kana >= 2 && sjis.kana * 10 >= sjis.pairs;
    bool is_kanji = sjis.half == 0 && sjis.pairs >= 2 && sjis.common * 4 >= sjis.pairs * 3;
    bool in_runs = sjis.adjacent * 2 >= sjis.pairs && sjis.half <= sjis.pairs;
    bool is_sjis = !sjis.broken && (has_kana || is_kanji) && in_runs;
    if (is_sjis && !(is_euc && euc.kana > sjis.kana))
        return SG_CHARSET_SHIFT_JIS;
    return is_euc ? SG_CHARSET_EUC_JP : SG_CHARSET_NONE;
}

/* GB2312 has its kana where EUC-JP has them, and its kanji by their sound: one in three lies where EUC-JP keeps those that
 * hardly any Japanese text needs. */
bool sg_charset_is_rather_chinese(sg_span octets)
{
    struct tally t = tally_euc_jp(octets);
    return t.rare * 6 >= t.kanji && t.rare > 0;
}
