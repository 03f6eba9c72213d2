/* vague-subject: the whole subject is "お知らせ" or a security notice about nothing.
 *
 * Source: document S4 (メールボックスのセキュリティメッセージ).  Quiet in mail that claims nobody: colleagues
 * write so too. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "vague-subject", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_NONE },
    { 0 },
};

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->is_notice || facts->n_claims == 0)
        return;
    const struct sg_passage *subject = &facts->passages[0];
    for (size_t i = 0; i < subject->phrases.n; i++) {
        const struct sg_phrase_hit *hit = &subject->phrases.at[i];
        if (hit->phrase->category != SG_PHRASE_VAGUE_SUBJECT)
            continue;
        struct sg_finding *f = sg_found(out, &kinds[0]);
        f->phrase = hit->phrase;
        sg_found_phrase(f, subject, hit);
        return;
    }
}

const struct sg_check sg_check_vague_subject = {
    .name = "vague-subject",
    .looks_for = "a subject that says nothing in particular",
    .kinds = kinds,
    .run = run,
};
