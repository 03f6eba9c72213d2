/* own-service-link: the mail speaks as the mail service of the recipient's own domain, the link leads
 * elsewhere.
 *
 * Source: document S4, lures against mail accounts ("example.jp support", "your mailbox is full").  Quiet
 * for links of the domain itself, of the sender's organisation where it only speaks of the mailbox, of companies
 * that we know, and for mail that the domain proves to be its own.  Known false alarm: a small provider that
 * sends its customers to a panel at somebody else's domain. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "own-service-link", SG_GROUP_LINK, SG_CORRELATED,
      SG_PART_CLAIM | SG_PART_ASK | SG_PART_INCONSISTENCY },
    { 0 },
};

static const struct sg_claim *own_claim(const struct sg_facts *facts)
{
    for (size_t i = 0; i < facts->n_claims; i++)
        if (facts->claims[i].is_own_domain)
            return &facts->claims[i];
    return NULL;
}

static bool is_ours(const struct sg_facts *facts)
{
    const struct sg_sender *s = &facts->sender;
    return s->is_authenticated_client ||
           (s->is_aligned && sg_same(s->from_host.registrable, facts->recipient_host.registrable));
}

/* Who wears the domain as a name is not believed for a link to where he writes from. */
static bool is_foreign(const struct sg_claim *claim, const struct sg_link *link)
{
    return sg_link_is_stray(link) ||
           (claim->is_host_name && link->is_senders && !link->is_own && link->owner == NULL);
}

/* A link made for this recipient wants this recipient, whatever the words are. */
static bool wants_something(const struct sg_facts *facts, const struct sg_link *action)
{
    return facts->has_ask || action->is_button || action->recipient_form != SG_TOKEN_NONE;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_claim *claim = own_claim(facts);
    const struct sg_link *action = sg_main_action(facts);
    if (claim == NULL || action == NULL || !wants_something(facts, action) || facts->is_forward ||
        facts->is_list || facts->is_notice || facts->is_report || is_ours(facts) ||
        !is_foreign(claim, action))
        return;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    sg_found_url_arg(f, "host", action->target.host.shown);
    sg_found_text(f, &claim->text, claim->shown);
    sg_found_url_at(f, action->place, action->url.href);
}

const struct sg_check sg_check_own_service_link = {
    .name = "own-service-link",
    .looks_for = "a mail that speaks as the recipient's own mail service and leads elsewhere",
    .kinds = kinds,
    .run = run,
};
