/* charset-language-mismatch: Japanese in a charset that writers of Japanese do not use, or Chinese in theirs.
 *
 * Source: WORDING 3 (5 % of Japanese phishing).  Quiet in replies, on lists, in notices and reports, in mail that claims nobody
 * (a colleague in China writes Japanese in gb2312), in bilingual mail, for the proven brand's own, and where the octets
 * were not of the charset they are labelled with: a gateway did that.  Known false alarm: a company's branch abroad. */
#include "facts/check.h"
#include "text/unicode.h"

static const struct sg_finding_kind kinds[] = {
    { "charset-language-mismatch", SG_GROUP_MAKEUP, SG_CORRELATED, SG_PART_NONE },
    { 0 },
};

enum {
    MIN_KANA = 5,  /* letters of a text that is surely Japanese */
    MIN_HAN = 40,  /* letters of a text that is surely Chinese */
    MAX_WORDS = 20 /* encoded words of a field that are looked at */
};

enum writers { OF_ANY, OF_JAPANESE, OF_OTHERS };

/* Whose charset that is, as far as it can be told. */
static enum writers writers_of(sg_span label)
{
    static const char *const japanese[] = { "shift_jis", "euc-jp", "iso-2022-jp" };
    static const char *const others[] = { "gb18030", "gbk",    "hz-gb-2312", "big5",
                                          "koi8-r",  "koi8-u", "iso-2022-cn" };
    const char *name = sg_charset_name(label);
    sg_span known = name == NULL ? (sg_span){ 0 } : sg_span_of(name);
    for (size_t i = 0; i < sizeof(japanese) / sizeof(*japanese); i++)
        if (sg_same(known, sg_span_of(japanese[i])))
            return OF_JAPANESE;
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
        if (sg_same(known, sg_span_of(others[i])))
            return OF_OTHERS;
    return OF_ANY;
}

static bool is_in(const struct sg_passage *p, const char *language)
{
    return sg_same(sg_span_of(p->language), sg_span_of(language));
}

/* The label of an encoded word of the field that no writer of Japanese puts there, or an empty span. */
static sg_span foreign_word(sg_span raw)
{
    size_t at = sg_find_span(raw, SG_SPAN("=?"), 0);
    for (size_t n = 0; at < raw.len && n < MAX_WORDS; n++) {
        size_t end = sg_find(raw, '?', at + 2);
        sg_span label = sg_cut(raw, at + 2, end - at - 2);
        if (writers_of(label) == OF_OTHERS)
            return label;
        at = sg_find_span(raw, SG_SPAN("=?"), end);
    }
    return (sg_span){ 0 };
}

static bool is_in_subject(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_field *field = facts->mail->subject_field;
    if (field == NULL || facts->as != NULL || !is_in(&facts->passages[0], "ja"))
        return false;
    sg_span label = foreign_word(sg_field_unfold(facts->arena, field));
    if (label.len == 0)
        return false;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    sg_found_arg(f, "charset", label);
    sg_found_at(f, field->place, label);
    return true;
}

static bool is_in_text(const struct sg_facts *facts, const struct sg_passage *p,
                       struct sg_findings *out)
{
    sg_span label = facts->mail->parts[p->part].charset;
    if (label.len == 0 && p->page != NULL)
        label = p->page->charset;
    bool is_mismatch =
        (writers_of(label) == OF_OTHERS && p->n_kana >= MIN_KANA && is_in(p, "ja")) ||
        (writers_of(label) == OF_JAPANESE && p->n_kana == 0 && p->n_han >= MIN_HAN &&
         is_in(p, "zh"));
    if (!is_mismatch)
        return false;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    sg_found_arg(f, "charset", label);
    sg_found_text(f, &p->text, sg_utf8_cut(sg_trim(p->text.utf8), 60));
    return true;
}

/* Somebody between may have changed the octets or the label. */
static bool is_repaired(const struct sg_facts *facts)
{
    for (const struct sg_oddity *o = facts->oddities.first; o != NULL; o = o->next)
        if (o->kind == SG_ODD_CHARSET_REPAIRED || o->kind == SG_ODD_CHARSET_BROKEN)
            return true;
    return false;
}

static bool is_bilingual(const struct sg_facts *facts)
{
    bool ja = false, zh = false;
    for (size_t i = 0; i < facts->n_passages; i++) {
        ja = ja || is_in(&facts->passages[i], "ja");
        zh = zh || is_in(&facts->passages[i], "zh");
    }
    return ja && zh;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->n_claims == 0 || facts->is_notice || facts->is_list || facts->is_report ||
        facts->is_conversation || facts->sender.is_authenticated_brand || is_repaired(facts) ||
        is_bilingual(facts) || is_in_subject(facts, out))
        return;
    for (size_t i = 1; i < facts->n_passages; i++)
        if (is_in_text(facts, &facts->passages[i], out))
            return;
}

const struct sg_check sg_check_charset_language_mismatch = {
    .name = "charset-language-mismatch",
    .looks_for = "Japanese in a charset of Chinese or Russian, or Chinese in a Japanese one",
    .kinds = kinds,
    .run = run,
};
