/* literal-greeting, nonsense-term, unnatural-japanese: what no Japanese company writes.
 *
 * Source: document S4 (親愛なる有効なユーザー, メールのバージョン).  Quiet for phrases of high risk, in notices
 * that quote them, and for a greeting that does not open the mail or names a person.  Known false alarm: colleagues who write Japanese as a foreign language. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "literal-greeting", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_STRANGE },
    { "nonsense-term", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_STRANGE },
    { "unnatural-japanese", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_STRANGE },
    { 0 },
};

enum { GREETING_OCTETS = 500 }; /* of folded text that a greeting may stand in */

/* "親愛なる山田様": an old-fashioned letter to a person, no address to a user list. */
static bool names_person(const struct sg_passage *p, const struct sg_phrase_hit *hit)
{
    static const char *const ends[] = { "さん", "様", "先生", "君", "ちゃん", "へ" };
    static const char *const lists[] = {
        "ユーザ", "お客", "顧客", "会員", "メンバー", "アカウント"
    };
    sg_span rest = sg_tail(p->folded.utf8, hit->at.from + hit->at.len);
    sg_span line = sg_cut(rest, 0, sg_find(rest, '\n', 0));
    if (!sg_ends(hit->phrase->phrase, SG_SPAN("なる")) &&
        !sg_ends(hit->phrase->phrase, SG_SPAN("する")))
        return false;
    for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
        if (sg_holds(line, sg_span_of(lists[i])))
            return false;
    for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
        if (sg_holds(sg_cut(line, 0, 60), sg_span_of(ends[i])))
            return true;
    return false;
}

static bool is_greeting(const struct sg_passage *p, const struct sg_phrase_hit *hit)
{
    return hit->at.from < GREETING_OCTETS && !names_person(p, hit);
}

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
    f->phrase = hit->phrase;
}

enum {
    MIN_PHRASES = 2
}; /* of which honest mail may hold one: who writes so writes so more than once */

static bool is_odd_enough(const struct sg_facts *facts)
{
    const struct sg_phrase *first = NULL;
    size_t n = 0, kind;
    for (size_t i = 0; i < facts->n_passages; i++)
        for (size_t j = 0; j < facts->passages[i].phrases.n; j++) {
            const struct sg_phrase *p = facts->passages[i].phrases.at[j].phrase;
            if (!kind_of(p, &kind) || kind != 2)
                continue;
            if (p->risk == SG_RISK_LOW)
                return true;
            n += p != first;
            first = p;
        }
    return n >= MIN_PHRASES;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    struct sg_finding *found[3] = { NULL };
    if (facts->is_notice)
        return;
    bool is_odd = is_odd_enough(facts);
    for (size_t i = 0; i < facts->n_passages; i++) {
        const struct sg_passage *p = &facts->passages[i];
        if (p->n_kana == 0)
            continue; /* "!!!" is odd in Japanese only */
        for (size_t j = 0; j < p->phrases.n; j++) {
            size_t kind;
            if (!kind_of(p->phrases.at[j].phrase, &kind) || (kind == 2 && !is_odd) ||
                (kind == 0 && !is_greeting(p, &p->phrases.at[j])))
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
