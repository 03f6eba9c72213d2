/* subject-brand-claim: the subject speaks for a brand, the sender is not the brand's.
 *
 * Quiet for replies, forwards, mailing lists and notices about phishing, which name brands too.  Known
 * false alarm: news about the brand. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "subject-brand-claim", SG_GROUP_IDENTITY, SG_DIRECT, SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { 0 },
};

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t i = 0; i < facts->n_claims; i++) {
        const struct sg_claim *c = &facts->claims[i];
        if (c->where != SG_CLAIM_SUBJECT || c->brand == NULL || c->brand->is_software ||
            sg_from_stand(facts, c->brand) != SG_FROM_FOREIGN || facts->is_forward ||
            facts->is_list || facts->is_notice)
            continue;
        struct sg_finding *f = sg_found(out, &kinds[0]);
        f->brand = c->brand;
        sg_found_text(f, &c->text, c->shown);
        sg_found_from(f, facts);
    }
}

const struct sg_check sg_check_subject_brand_claim = {
    .name = "subject-brand-claim",
    .looks_for = "a subject that names a brand in a mail from elsewhere",
    .kinds = kinds,
    .run = run,
};
