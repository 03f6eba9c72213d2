/* chinese-font-in-japanese: a Japanese page that names fonts of Chinese systems, or says that it is Chinese.
 *
 * Source: WORDING 3 (10 % of Japanese phishing).  Quiet in replies, on lists, in notices, in mail that claims nobody, for
 * the proven brand's own, and for lists of fonts that name Japanese ones too, as style sheets for all the world do.
 * Known false alarm: a company's branch in China. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "chinese-font-in-japanese", SG_GROUP_MAKEUP, SG_CORRELATED, SG_PART_NONE },
    { 0 },
};

enum { MIN_KANA = 20, MAX_FONTS = 40 }; /* letters; fonts of a page that are looked at */

/* Words in the names of fonts that Japanese systems have. */
static bool is_japanese(sg_span font)
{
    static const char *const words[] = {
        "meiryo",           "メイリオ",  "hiragino",   "ヒラギノ",  "yu gothic", "yugothic",
        "游ゴシ",           "yu mincho", "ms pgothic", "ｍｓ ｐゴ", "ms gothic", "noto sans jp",
        "noto sans cjk jp", "osaka",     "ms mincho",  "ms pmincho"
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (sg_holds(font, sg_span_of(words[i])))
            return true;
    return false;
}

/* The first Chinese font of the page, where it names no Japanese one. */
static sg_span chinese_font(const struct sg_facts *facts, sg_span fonts)
{
    sg_span first = { 0 };
    for (size_t n = 0; fonts.len > 0 && n < MAX_FONTS; n++) {
        sg_span font = sg_trim(sg_next(&fonts, ','));
        if (is_japanese(font))
            return (sg_span){ 0 };
        if (first.len == 0 && sg_list_has(&facts->intel->lists->chinese_fonts, font))
            first = font;
    }
    return first;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->n_claims == 0 || facts->is_notice || facts->is_list || facts->is_report ||
        facts->is_conversation || facts->sender.is_authenticated_brand)
        return;
    for (size_t i = 1; i < facts->n_passages; i++) {
        const struct sg_passage *p = &facts->passages[i];
        if (p->page == NULL || p->n_kana < MIN_KANA)
            continue;
        sg_span shown = chinese_font(facts, p->page->fonts);
        if (shown.len == 0 && sg_starts_nocase(p->page->lang, SG_SPAN("zh")))
            shown = p->page->lang;
        if (shown.len == 0)
            continue;
        size_t at = sg_find_nocase(p->source.utf8, shown, 0);
        struct sg_finding *f = sg_found(out, &kinds[0]);
        sg_found_arg(f, "shown", shown);
        sg_found_text(f, &p->source, sg_cut(p->source.utf8, at, shown.len));
        return;
    }
}

const struct sg_check sg_check_chinese_font_in_japanese = {
    .name = "chinese-font-in-japanese",
    .looks_for = "fonts of Chinese systems in a Japanese page",
    .kinds = kinds,
    .run = run,
};
