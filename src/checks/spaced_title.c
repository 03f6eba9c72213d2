/* spaced-title: a sender's name or a subject with a blank between all letters ("重 要 な お 知 ら せ", "T E M U").
 *
 * Source: WORDING 3; people read it, filters do not.  Quiet below four letters, for headings that old-style companies set so (御 見 積 書), for
 * brands, of which disguised-brand-name tells, in replies, lists and notices, and in mail that claims nobody and asks
 * nothing.  Known false alarm: names of shops that are always written so. */
#include "facts/check.h"
#include "text/unicode.h"

static const struct sg_finding_kind kinds[] = {
    { "spaced-title", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

enum { MIN_LETTERS = 4 }; /* in a row, each by itself */

static bool is_japanese(enum sg_script script)
{
    return script == SG_SCRIPT_HAN || script == SG_SCRIPT_HIRAGANA || script == SG_SCRIPT_KATAKANA;
}

/* The longest run of single letters with one blank between them; gives its letters. */
static sg_span spaced(sg_span s, size_t *letters)
{
    struct sg_range best = { 0, 0 };
    size_t from = 0, n = 0, end = 0; /* of the run at hand */
    bool is_alone = true;            /* a blank, or the start, stands before */
    *letters = 0;
    for (size_t at = 0; at < s.len;) {
        size_t start = at;
        int32_t c = sg_utf8_next(s, &at);
        enum sg_script script = sg_script_of(c);
        bool is_letter = script == SG_SCRIPT_LATIN || is_japanese(script) || c == 0x30FC;
        size_t next = at;
        int32_t after = sg_utf8_next(s, &next);
        bool ends = after < 0 || after == ' ' || after == 0x3000;
        if (is_letter && is_alone && ends) {
            from = n++ == 0 ? start : from;
            end = at;
        } else if (c != ' ' && c != 0x3000) {
            n = 0;
        }
        is_alone = c == ' ' || c == 0x3000;
        if (n > *letters) {
            *letters = n;
            best = (struct sg_range){ from, end - from };
        }
    }
    return sg_cut(s, best.from, best.len);
}

/* Folding takes the blanks out of Japanese. */
static bool is_heading(const struct sg_facts *facts, sg_span shown)
{
    static const char *const headings[] = { "御見積書", "見積書",   "お見積書", "御請求書",
                                            "ご請求書", "納品書",   "領収書",   "お知らせ",
                                            "ご案内",   "ご案内状", "議事録",   "年賀状",
                                            "謹賀新年", "暑中見舞", "回答書",   "開催案内",
                                            "案内状",   "株式会社", "注文書",   "御注文書",
                                            "発注書",   "報告書",   "申込書",   "目次" };
    sg_span folded = sg_fold_span(facts->arena, facts->intel->folder, shown);
    for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++)
        if (sg_same(folded, sg_span_of(headings[i])))
            return true;
    return false;
}

static bool is_told(const struct sg_facts *facts, const struct sg_text *text)
{
    for (size_t i = 0; i < facts->n_claims; i++)
        if (facts->claims[i].is_disguised && facts->claims[i].text.utf8.at == text->utf8.at)
            return true;
    return false;
}

static bool is_found(const struct sg_facts *facts, const struct sg_text *text,
                     struct sg_findings *out)
{
    size_t letters;
    sg_span shown = spaced(text->utf8, &letters);
    if (letters < MIN_LETTERS || is_told(facts, text) || is_heading(facts, shown))
        return false;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    sg_found_arg(f, "shown", shown);
    sg_found_text(f, text, shown);
    return true;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->is_notice || facts->is_list || facts->is_conversation || facts->is_report ||
        (facts->n_claims == 0 && !facts->has_ask) || facts->sender.is_authenticated_brand)
        return;
    if (facts->sender.from != NULL && is_found(facts, &facts->sender.from->display, out))
        return;
    (void)is_found(facts, &facts->mail->subject, out);
}

const struct sg_check sg_check_spaced_title = {
    .name = "spaced-title",
    .looks_for = "a name or a subject with a blank between all letters",
    .kinds = kinds,
    .run = run,
};
