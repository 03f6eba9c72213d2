/* display-name-brand-claim: the display name is a brand's, the address is not.
 *
 * Source: documents S0, S4.  Quiet when the address is at a domain of the brand or of its owner, and for
 * webmail software, which runs anywhere.  Known false alarm: a reseller that puts the brand into its
 * own name. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "display-name-brand-claim", SG_GROUP_IDENTITY, SG_DIRECT,
      SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { 0 },
};

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t i = 0; i < facts->n_claims; i++) {
        const struct sg_claim *c = &facts->claims[i];
        if (c->where != SG_CLAIM_DISPLAY_NAME || c->brand == NULL || c->brand->is_software ||
            sg_from_stand(facts, c->brand) != SG_FROM_FOREIGN)
            continue;
        struct sg_finding *f = sg_found(out, &kinds[0]);
        f->brand = c->brand;
        sg_found_text(f, &c->text, c->shown);
        sg_found_from(f, facts);
    }
}

const struct sg_check sg_check_display_name_brand_claim = {
    .name = "display-name-brand-claim",
    .looks_for = "a sender that calls itself a brand but writes from elsewhere",
    .kinds = kinds,
    .run = run,
};
