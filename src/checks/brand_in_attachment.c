/* brand-in-attachment: an attached page that asks for entries calls itself a brand that did not send the mail.
 *
 * Only title and first words of such a page are a claim: documents mention brands.  Quiet for notices.
 * Known false alarm: a saved log-in page that a colleague sends. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "brand-in-attachment", SG_GROUP_IDENTITY, SG_DIRECT, SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { 0 },
};

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t i = 0; i < facts->n_claims && !facts->is_notice; i++) {
        const struct sg_claim *c = &facts->claims[i];
        if (c->where != SG_CLAIM_ATTACHMENT || c->brand == NULL ||
            sg_from_stand(facts, c->brand) != SG_FROM_FOREIGN)
            continue;
        struct sg_finding *f = sg_found(out, &kinds[0]);
        f->brand = c->brand;
        sg_found_text(f, &c->text, c->shown);
    }
}

const struct sg_check sg_check_brand_in_attachment = {
    .name = "brand-in-attachment",
    .looks_for = "a brand's name on an attached page that asks for entries",
    .kinds = kinds,
    .run = run,
};
