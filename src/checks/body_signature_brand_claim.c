/* body-signature-brand-claim: the mail signs or introduces itself as a brand that did not send it.
 *
 * Quiet when a link is official, and for replies, forwards, lists and notices.  Known false alarm: a
 * quoted mail without quotation marks. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "body-signature-brand-claim", SG_GROUP_IDENTITY, SG_DIRECT,
      SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { 0 },
};

static bool has_official_link(const struct sg_facts *facts)
{
    for (size_t i = 0; i < facts->n_links; i++)
        if (facts->links[i].is_official && facts->links[i].role != SG_ROLE_RESOURCE &&
            facts->links[i].attachment == NULL)
            return true;
    return false;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->is_forward || facts->is_list || facts->is_notice || has_official_link(facts))
        return;
    for (size_t i = 0; i < facts->n_claims; i++) {
        const struct sg_claim *c = &facts->claims[i];
        if ((c->where != SG_CLAIM_SIGNATURE && c->where != SG_CLAIM_GREETING) || c->brand == NULL ||
            c->brand->is_software || sg_from_stand(facts, c->brand) != SG_FROM_FOREIGN)
            continue;
        struct sg_finding *f = sg_found(out, &kinds[0]);
        f->brand = c->brand;
        sg_found_text(f, &c->text, c->shown);
    }
}

const struct sg_check sg_check_body_signature_brand_claim = {
    .name = "body-signature-brand-claim",
    .looks_for = "a signature or self-introduction of a brand in a mail that is not the brand's",
    .kinds = kinds,
    .run = run,
};
