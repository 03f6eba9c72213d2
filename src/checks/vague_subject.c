/* vague-subject: the whole subject is "お知らせ" or a security notice about nothing.
 *
 * Source: document S4 (メールボックスのセキュリティメッセージ).  Quiet in mail that claims nobody: colleagues
 * write so too. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "vague-subject", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_NONE },
    { 0 },
};

enum {
    MAX_BESIDE = 15
}; /* octets of other words that leave a subject saying nothing: "【】" does not count */

/* Octets of the subject outside 【】, blanks aside: what it says beside the sender's name. */
static size_t said(sg_span folded)
{
    size_t n = 0;
    for (sg_span rest = folded; rest.len > 0;) {
        size_t open = sg_find_span(rest, SG_SPAN("【"), 0);
        n += sg_trim(sg_cut(rest, 0, open)).len;
        size_t close = sg_find_span(rest, SG_SPAN("】"), open);
        rest = sg_tail(rest, open < rest.len ? close + SG_SPAN("】").len : rest.len);
    }
    return n;
}

/* A phrase of nothing in particular, or of the mailbox kind ("メールボックスのセキュリティメッセージ"), that is all the
 * subject says. */
static const struct sg_phrase_hit *only_hit(const struct sg_passage *subject)
{
    size_t all = said(subject->folded.utf8);
    for (size_t i = 0; i < subject->phrases.n; i++) {
        const struct sg_phrase_hit *hit = &subject->phrases.at[i];
        enum sg_phrase_category c = hit->phrase->category;
        size_t beside = c == SG_PHRASE_VAGUE_SUBJECT ? MAX_BESIDE : 0;
        if ((c == SG_PHRASE_VAGUE_SUBJECT || c == SG_PHRASE_VERSION_UPGRADE ||
             c == SG_PHRASE_SECURITY_UPDATE) &&
            all <= hit->at.len + beside)
            return hit;
    }
    return NULL;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->is_notice || facts->n_claims == 0)
        return;
    const struct sg_passage *subject = &facts->passages[0];
    const struct sg_phrase_hit *hit = only_hit(subject);
    if (hit != NULL)
        sg_found_phrase(sg_found(out, &kinds[0]), subject, hit);
}

const struct sg_check sg_check_vague_subject = {
    .name = "vague-subject",
    .looks_for = "a subject that says nothing in particular",
    .kinds = kinds,
    .run = run,
};
