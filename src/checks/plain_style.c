/* plain-style-request: a request that ends without the polite form that every Japanese company writes.
 *
 * Source: document S4 ("以下のリンクを使用して今すぐアップグレード").  Quiet for labels of links and buttons, headings
 * (lines without a verb before the request), short lines, and in mail that claims nobody.  Known false alarm:
 * slogans of shops. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "plain-style-request", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_NONE },
    { 0 },
};

enum { MIN_LINE = 36, MAX_LINE = 240 }; /* octets: a dozen characters to eighty */

static sg_span line_around(sg_span text, sg_span part)
{
    struct sg_range at = sg_range_in(text, part);
    size_t least = at.from > MAX_LINE ? at.from - MAX_LINE : 0;
    sg_span before = sg_cut(text, least, at.from - least);
    size_t last = sg_find_last(before, '\n');
    size_t start = least + (last == before.len ? 0 : last + 1);
    return sg_trim(sg_cut(text, start, sg_find(text, '\n', at.from + at.len) - start));
}

static bool ends_with_any(sg_span line, const char *const *ends, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (sg_ends(line, sg_span_of(ends[i])))
            return true;
    return false;
}

/* The line asks ("...を使用して今すぐアップグレード") and stops at a noun or a plain verb. */
static bool is_plain(sg_span line)
{
    static const char *const joined[] = { "して", "って", "いて", "んで", "から", "より" };
    static const char *const plain[] = {
        "アップグレード", "更新",     "確認",   "ログイン", "検証",
        "アップデート",   "クリック", "有効化", "認証",     "する"
    };
    if (line.len < MIN_LINE || line.len > MAX_LINE || !sg_holds(line, SG_SPAN("を")) ||
        !ends_with_any(line, plain, sizeof(plain) / sizeof(*plain)))
        return false;
    for (size_t i = 0; i < sizeof(joined) / sizeof(*joined); i++)
        if (sg_holds(line, sg_span_of(joined[i])))
            return true;
    return false;
}

static bool is_label(const struct sg_facts *facts, sg_span line)
{
    for (size_t i = 0; i < facts->n_links; i++)
        if (facts->links[i].label.utf8.len > 0 &&
            sg_holds(line, sg_trim(facts->links[i].label.utf8)))
            return true;
    return false;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->n_claims == 0 || facts->is_notice || facts->is_forward)
        return;
    for (size_t i = 1; i < facts->n_passages; i++) {
        const struct sg_passage *p = &facts->passages[i];
        for (size_t j = 0; j < p->phrases.n; j++) {
            enum sg_phrase_category c = p->phrases.at[j].phrase->category;
            if (c != SG_PHRASE_CTA && c != SG_PHRASE_URGENCY && c != SG_PHRASE_VERIFY)
                continue;
            sg_span line = line_around(p->text.utf8, sg_passage_source(p, p->phrases.at[j].at));
            if (!is_plain(line) || is_label(facts, line))
                continue;
            struct sg_finding *f = sg_found(out, &kinds[0]);
            sg_found_arg(f, "shown", line);
            sg_found_text(f, &p->text, line);
            return;
        }
    }
}

const struct sg_check sg_check_plain_style = {
    .name = "plain-style",
    .looks_for = "a request without the polite form",
    .kinds = kinds,
    .run = run,
};
