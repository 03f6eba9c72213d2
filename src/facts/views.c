#include "facts/views.h"

#include "base/buf.h"
#include "text/unicode.h"

enum { MIN_SPACED = 3 }; /* letters that stand alone before a text counts as spaced: `E T C` */

/* What senders put between the letters of a name: `E T C`, `U.P.S`. */
static bool is_gap(int32_t c)
{
    return c == ' ' || c == '.' || c == '-' || c == '_' || c == '*';
}

static bool is_latin(int32_t c)
{
    return sg_is_alnum(c) || (c >= 0xC0 && c < 0x250);
}

/* True when a Latin letter begins at `at` and none follows it. */
static bool is_last_latin(sg_span s, size_t at)
{
    if (at >= s.len || !is_latin(sg_utf8_next(s, &at)))
        return false;
    return at >= s.len || !is_latin(sg_utf8_next(s, &at));
}

static int32_t peek(sg_span s, size_t at)
{
    return at < s.len ? sg_utf8_next(s, &at) : ' ';
}

static bool is_east_asian(int32_t c)
{
    return c >= 0x3040 && c < 0xA000;
}

/* True when nothing that unspaced() leaves out can stand in `s`: ASCII with few letters that stand alone. */
static bool is_plain(sg_span s)
{
    size_t singles = 0;
    bool before = false;
    if (sg_find_non_ascii(s) < s.len)
        return false;
    for (size_t at = 0; at < s.len; at++) {
        bool here = sg_is_alnum(sg_at(s, at));
        singles += here && !before && !sg_is_alnum(sg_at(s, at + 1));
        before = here;
    }
    return singles < MIN_SPACED;
}

/* Gaps between letters that stand alone are left out: other scripts are no gap (`E T Cサービス`).  So are blanks
 * beside Japanese letters (三菱UFJ ニコス). */
static struct sg_text unspaced(struct sg_arena *arena, const struct sg_text *folded)
{
    sg_span s = folded->utf8;
    if (is_plain(s))
        return (struct sg_text){ 0 };
    struct sg_buf b = SG_BUF_IN(arena, s.len);
    struct sg_places *places = sg_places_open(arena, folded->places);
    size_t alone = 0, dropped = 0;
    int32_t before = ' ';
    bool is_after_single = false;
    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        bool is_single = !is_latin(before) && is_last_latin(s, at);
        int32_t here = sg_utf8_next(s, &at), last = before;
        before = here;
        alone += is_single;
        if (is_after_single && is_gap(here) && is_last_latin(s, at))
            continue;
        if (here == ' ' && (is_east_asian(last) || is_east_asian(peek(s, at)))) {
            dropped++;
            continue;
        }
        sg_places_point(arena, places, b.len, from);
        sg_put(&b, sg_cut(s, from, at - from));
        is_after_single = is_single;
    }
    sg_places_point(arena, places, b.len, s.len);
    return alone < MIN_SPACED && dropped == 0 ? (struct sg_text){ 0 }
                                              : (struct sg_text){ sg_buf_done(&b), places };
}

/* The Latin letter that a lower-case Cyrillic, Greek or other letter passes for, or 0. */
static uint8_t latin_for(int32_t c)
{
    static const struct {
        int32_t letter;
        uint8_t latin;
    } rows[] = {
        { 0x03B1, 'a' }, { 0x03B5, 'e' }, { 0x03B9, 'i' }, { 0x03BA, 'k' }, { 0x03BD, 'v' },
        { 0x03BF, 'o' }, { 0x03C1, 'p' }, { 0x03C4, 't' }, { 0x03C5, 'u' }, { 0x03C7, 'x' },
        { 0x03BC, 'm' }, { 0x0430, 'a' }, { 0x0432, 'b' }, { 0x0433, 'r' }, { 0x0435, 'e' },
        { 0x043A, 'k' }, { 0x043C, 'm' }, { 0x043D, 'h' }, { 0x043E, 'o' }, { 0x0440, 'p' },
        { 0x0441, 'c' }, { 0x0442, 't' }, { 0x0443, 'y' }, { 0x0445, 'x' }, { 0x0455, 's' },
        { 0x0456, 'i' }, { 0x0457, 'i' }, { 0x0458, 'j' }, { 0x0501, 'd' }, { 0x051B, 'q' },
        { 0x051D, 'w' }, { 0x04BB, 'h' }, { 0x04CF, 'l' }, { 0x0131, 'i' }, { 0x0261, 'g' },
        { 0x0251, 'a' }, { 0x0269, 'i' }, { 0x1D0F, 'o' },
    };

    if (c < 0x0131 || (c > 0x051D && c != 0x1D0F))
        return 0;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (rows[i].letter == c)
            return rows[i].latin;
    return 0;
}

/* The katakana that an ideograph passes for between katakana (カ一ド for カード), or an empty span. */
static sg_span kana_for(int32_t c)
{
    static const struct {
        int32_t han;
        const char *kana;
    } rows[] = {
        { 0x4E00, "ー" }, { 0x529B, "カ" }, { 0x53E3, "ロ" }, { 0x5DE5, "エ" },
        { 0x4E8C, "ニ" }, { 0x535C, "ト" }, { 0x516B, "ハ" }, { 0x624D, "オ" },
        { 0x5343, "チ" }, { 0x4E09, "ミ" }, { 0x5915, "タ" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (rows[i].han == c)
            return sg_span_of(rows[i].kana);
    return (sg_span){ 0 };
}

static bool is_katakana_at(sg_span s, size_t at)
{
    return at < s.len && sg_script_of(sg_utf8_next(s, &at)) == SG_SCRIPT_KATAKANA;
}

/* Marks that are put over Latin letters to keep filters from reading them; the accents of a language are one
 * letter with theirs after folding. */
static bool is_mark(int32_t c)
{
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x483 && c <= 0x489) || (c >= 0x591 && c <= 0x5BD) ||
           (c >= 0x610 && c <= 0x61A) || (c >= 0x64B && c <= 0x65F) || (c >= 0x730 && c <= 0x74A) ||
           (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) ||
           (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE20 && c <= 0xFE2F);
}

/* Only where Latin letters stand beside them: a Russian or Greek text is not a disguise. */
static struct sg_text latinised(struct sg_arena *arena, const struct sg_text *folded)
{
    sg_span s = folded->utf8;
    if (sg_find_non_ascii(s) == s.len)
        return (struct sg_text){ 0 };
    struct sg_buf b = SG_BUF_IN(arena, s.len);
    struct sg_places *places = sg_places_open(arena, folded->places);
    bool has_latin = false, has_other = false, has_kana = false, is_kana = false;
    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        int32_t c = sg_utf8_next(s, &at);
        uint8_t latin = latin_for(c);
        has_latin |= sg_is_alpha(c);
        has_other |= latin != 0 || is_mark(c);
        if (is_mark(c))
            continue;
        sg_span kana = is_kana || is_katakana_at(s, at) ? kana_for(c) : (sg_span){ 0 };
        has_kana |= kana.len > 0;
        is_kana = kana.len > 0 || sg_script_of(c) == SG_SCRIPT_KATAKANA;
        sg_places_point(arena, places, b.len, from);
        sg_put(&b, latin != 0     ? (sg_span){ &latin, 1 }
                   : kana.len > 0 ? kana
                                  : sg_cut(s, from, at - from));
    }
    sg_places_point(arena, places, b.len, s.len);
    return (has_latin && has_other) || has_kana ? (struct sg_text){ sg_buf_done(&b), places }
                                                : (struct sg_text){ 0 };
}

static bool is_decoration(int32_t c)
{
    return !sg_is_letter(c) && !sg_is_digit(c) && c != ' ' && !is_mark(c);
}

/* Signs between whole words are blanks: "BANCO*DO*BRASIL", "Mercado.Pago", "★Amazon★Prime★".  Those of an address join what
 * is no name. */
static struct sg_text undecorated(struct sg_arena *arena, const struct sg_text *folded)
{
    sg_span s = folded->utf8;
    if (sg_holds(s, SG_SPAN("@")))
        return (struct sg_text){ 0 };
    struct sg_buf b = SG_BUF_IN(arena, s.len);
    struct sg_places *places = sg_places_open(arena, folded->places);
    bool has_any = false, is_blank = true;
    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        int32_t c = sg_utf8_next(s, &at);
        bool is_sign = is_decoration(c);
        has_any |= is_sign;
        if (is_blank && (is_sign || c == ' '))
            continue;
        is_blank = is_sign || c == ' ';
        sg_places_point(arena, places, b.len, from);
        sg_put(&b, is_blank ? SG_SPAN(" ") : sg_cut(s, from, at - from));
    }
    sg_places_point(arena, places, b.len, s.len);
    return has_any ? (struct sg_text){ sg_buf_done(&b), places } : (struct sg_text){ 0 };
}

/* Folding would make "tm" of the trademark sign and glue it to the name: blanks of the same length instead. */
static sg_span without_trademarks(struct sg_arena *arena, sg_span text)
{
    sg_span sign = SG_SPAN("™");
    if (!sg_holds(text, sign))
        return text;
    struct sg_buf b = SG_BUF_IN(arena, text.len);
    for (size_t at = 0; at < text.len;) {
        size_t next = sg_find_span(text, sign, at);
        sg_put(&b, sg_cut(text, at, next - at));
        if (next < text.len)
            sg_put_text(&b, "   ");
        at = next + sign.len;
    }
    return sg_buf_done(&b);
}

static struct sg_text view_folded(struct sg_arena *arena, const struct sg_folder *folder,
                                  sg_span text)
{
    struct sg_text own = { without_trademarks(arena, text), sg_places_literal(arena, 0, NULL) };
    return sg_fold(arena, folder, &own);
}

struct sg_views sg_views_of(struct sg_arena *arena, const struct sg_folder *folder, sg_span text)
{
    struct sg_views views = { 0 };
    views.at[SG_VIEW_FOLDED] = view_folded(arena, folder, text);
    views.at[SG_VIEW_UNSPACED] = unspaced(arena, &views.at[SG_VIEW_FOLDED]);
    views.at[SG_VIEW_LATINISED] = latinised(arena, &views.at[SG_VIEW_FOLDED]);
    views.at[SG_VIEW_UNDECORATED] = undecorated(arena, &views.at[SG_VIEW_FOLDED]);
    return views;
}

sg_span sg_view_source(const struct sg_text *view, struct sg_range range, sg_span text)
{
    struct sg_range source = sg_places_find(view->places, range);
    return sg_trim(sg_cut(text, source.from, source.len));
}
