/* literal-greeting, nonsense-term, unnatural-japanese: what no Japanese company writes.
 *
 * Source: document S4 (親愛なる有効なユーザー, メールのバージョン).  Quiet for phrases of high risk and in
 * notices that quote them.  Known false alarm: colleagues who write Japanese as a foreign language. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "literal-greeting", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_STRANGE },
    { "nonsense-term", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_STRANGE },
    { "unnatural-japanese", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_STRANGE },
    { 0 },
};

static bool kind_of(const struct sg_phrase *p, size_t *kind)
{
    *kind = p->category == SG_PHRASE_GREETING_ODD      ? 0
            : p->category == SG_PHRASE_VERSION_UPGRADE ? 1
                                                       : 2;
    return sg_same(p->language, SG_SPAN("ja")) && p->risk != SG_RISK_HIGH &&
           (*kind < 2 || p->category == SG_PHRASE_MT_ODDITY || p->category == SG_PHRASE_HONORIFIC ||
            p->category == SG_PHRASE_TYPO || p->category == SG_PHRASE_PUNCTUATION);
}

static void describe(struct sg_finding *f, const struct sg_passage *p,
                     const struct sg_phrase_hit *hit)
{
    sg_found_arg(f, "shown", sg_passage_source(p, hit->at));
    sg_found_arg(f, "gloss", hit->phrase->gloss);
    sg_found_arg(f, "why-ja", hit->phrase->why_ja);
    sg_found_arg(f, "why-en", hit->phrase->why_en);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    struct sg_finding *found[3] = { NULL };
    if (facts->is_notice)
        return;
    for (size_t i = 0; i < facts->n_passages; i++) {
        const struct sg_passage *p = &facts->passages[i];
        if (p->n_kana == 0)
            continue; /* "!!!" is odd in Japanese only */
        for (size_t j = 0; j < p->phrases.n; j++) {
            size_t kind;
            if (!kind_of(p->phrases.at[j].phrase, &kind))
                continue;
            if (found[kind] == NULL) {
                found[kind] = sg_found(out, &kinds[kind]);
                describe(found[kind], p, &p->phrases.at[j]);
            }
            sg_found_phrase(found[kind], p, &p->phrases.at[j]);
        }
    }
}

const struct sg_check sg_check_unnatural_japanese = {
    .name = "unnatural-japanese",
    .looks_for = "wording that Japanese providers hardly ever use",
    .kinds = kinds,
    .run = run,
};
