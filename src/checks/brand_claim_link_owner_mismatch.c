/* brand-claim-link-owner-mismatch, no-official-link, mixed-official-and-foreign-links: who the mail says
 * it is against who owns where it leads.
 *
 * Source: documents S0, S4; of 257,933 phishing URLs 3 stood on an official domain of the brand.  Quiet for
 * replies, forwards, lists, notices, links to hosts that another known company runs itself, and senders who
 * prove an identity of their own and only mention the brand.  Known false alarm: a partner's or survey site that the brand data does not know. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "brand-claim-link-owner-mismatch", SG_GROUP_LINK, SG_CORRELATED,
      SG_PART_CLAIM | SG_PART_ASK | SG_PART_INCONSISTENCY },
    { "no-official-link", SG_GROUP_LINK, SG_CORRELATED, SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { "mixed-official-and-foreign-links", SG_GROUP_LINK, SG_CORRELATED,
      SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { 0 },
};

struct counts {
    size_t followed, official, decoration;
};

static struct counts count(const struct sg_facts *facts)
{
    struct counts n = { 0 };
    for (size_t i = 0; i < facts->n_links; i++) {
        const struct sg_link *l = &facts->links[i];
        n.followed += sg_link_is_followed(l);
        n.official += sg_link_is_followed(l) && l->is_official;
        n.decoration += l->role == SG_ROLE_RESOURCE && l->is_official;
    }
    return n;
}

static bool wants_something(const struct sg_facts *facts, const struct sg_link *action)
{
    return facts->has_ask || action->recipient_form != SG_TOKEN_NONE;
}

/* Who wears a brand's name without its address. */
static bool is_posing(const struct sg_facts *facts)
{
    return sg_is_named_brand(facts) && sg_from_stand(facts, facts->brand) == SG_FROM_FOREIGN;
}

/* Documents that come along speak of many: theirs count where the mail asks, or its sender poses as the brand. */
static bool is_reference(const struct sg_facts *facts, const struct sg_link *link)
{
    return link->attachment != NULL && link->kind == SG_LINK_ANCHOR && !is_posing(facts) &&
           (!wants_something(facts, link) || link->is_senders);
}

/* Nobody fishes on a host that another known company runs itself; software runs on anybody's host, and a
 * sender who proves another identity may link to itself. */
static bool is_explained(const struct sg_facts *facts, const struct sg_link *link)
{
    return sg_link_is_companys(link) || is_reference(facts, link) ||
           (facts->brand->is_software &&
            (link->is_own || link->is_senders || facts->sender.is_authenticated_client ||
             !wants_something(facts, link))) ||
           (facts->sender.is_aligned && link->is_senders && !sg_is_named_brand(facts));
}

static void add(const struct sg_facts *facts, struct sg_findings *out, size_t kind,
                const struct sg_link *link)
{
    struct sg_finding *f = sg_found(out, &kinds[kind]);
    f->brand = facts->brand;
    sg_found_url_arg(f, "domain", sg_link_domain(link));
    sg_found_url_arg(f, "host", link->target.host.shown);
    sg_found_url_at(f, link->place, link->url.href);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_link *action = sg_main_action(facts);
    if (facts->brand == NULL || action == NULL || facts->is_forward || facts->is_list ||
        facts->is_notice || action->is_official || is_explained(facts, action))
        return;
    struct counts n = count(facts);
    if (n.official == 0 || action->is_button || facts->has_ask)
        add(facts, out, 0, action);
    if (n.official == 0)
        add(facts, out, 1, action);
    else if (n.official + n.decoration > 0 && n.followed - n.official == 1)
        add(facts, out, 2, action);
}

const struct sg_check sg_check_brand_claim_link_owner_mismatch = {
    .name = "brand-claim-link-owner-mismatch",
    .looks_for = "a mail that speaks for a brand and asks to follow a link that is not the brand's",
    .kinds = kinds,
    .run = run,
};
