/* freemail-brand-claim: the display name is a brand's, the address is at a free mail service.
 *
 * Quiet when only subject or text name the brand.  Known false alarm: a small shop named like a brand. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "freemail-brand-claim", SG_GROUP_IDENTITY, SG_DIRECT, SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { 0 },
};

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_sender *s = &facts->sender;
    if (facts->brand == NULL || facts->brand->is_software || !s->from_is_free_mail ||
        facts->is_forward || facts->is_list || facts->claims[0].where != SG_CLAIM_DISPLAY_NAME ||
        sg_from_stand(facts, facts->brand) != SG_FROM_FOREIGN)
        return;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    f->brand = facts->brand;
    sg_found_at(f, s->from->place, sg_address_spec(facts->arena, s->from));
}

const struct sg_check sg_check_freemail_brand_claim = {
    .name = "freemail-brand-claim",
    .looks_for = "a brand that writes from a free mail address",
    .kinds = kinds,
    .run = run,
};
