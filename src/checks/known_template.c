/* known-template-new-links: the sentences are those of a genuine notice of a brand, the links are not.
 *
 * Source: document S0 (the company's own notice, copied whole: its wording is faultless).  Quiet for fewer than three
 * such sentences, for official links and the brand's own mail, for replies, forwards and notices that quote one.
 * Known false alarm: a customer who pastes the notice into a question beside a link. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "known-template-new-links", SG_GROUP_WORDING, SG_CORRELATED,
      SG_PART_CLAIM | SG_PART_ASK | SG_PART_INCONSISTENCY },
    { 0 },
};

enum { MIN_SENTENCES = 3 };

static const struct sg_brand *brand_of(const struct sg_facts *facts,
                                       const struct sg_passage **passage)
{
    if (sg_count_phrases(facts, SG_PHRASE_TEMPLATE) < MIN_SENTENCES)
        return NULL;
    const struct sg_phrase_hit *hit = sg_first_phrase(facts, SG_PHRASE_TEMPLATE, passage);
    return sg_brand_find(facts->intel->brands, hit->phrase->brand);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_link *action = sg_main_action(facts);
    const struct sg_passage *passage = NULL;
    if (action == NULL || facts->is_forward || facts->is_list || facts->is_notice)
        return;
    const struct sg_brand *brand = brand_of(facts, &passage);
    if (brand == NULL || sg_from_stand(facts, brand) == SG_FROM_PROVEN ||
        sg_brand_owns(facts->intel->brands, brand, action->target.host.ascii))
        return;
    struct sg_finding *f = sg_found_phrases(out, &kinds[0], facts, SG_PHRASE_TEMPLATE);
    f->brand = brand;
    sg_found_url_arg(f, "domain", sg_link_domain(action));
}

const struct sg_check sg_check_known_template = {
    .name = "known-template",
    .looks_for = "a copied notice of a brand with other links",
    .kinds = kinds,
    .run = run,
};
