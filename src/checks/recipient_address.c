/* role-account-recipient: an address that anybody can guess; recipient-domain-as-brand: "example.jp support"
 * to somebody at example.jp, from outside.
 *
 * Source: document S4 (admin@).  Quiet without a claim or a request, for authenticated senders, replies and
 * lists.  Known false alarm: services that were registered with the role address; one's own IT department
 * through an unauthenticated service. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "role-account-recipient", SG_GROUP_RECIPIENT, SG_DIRECT, SG_PART_NONE },
    { "recipient-domain-as-brand", SG_GROUP_RECIPIENT, SG_DIRECT,
      SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { 0 },
};

static bool is_ours(const struct sg_facts *facts)
{
    const struct sg_sender *s = &facts->sender;
    return s->is_authenticated_client ||
           (s->is_aligned && sg_same(s->from_host.registrable, facts->recipient_host.registrable));
}

static bool leads_astray(const struct sg_facts *facts)
{
    const struct sg_link *action = sg_main_action(facts);
    return action != NULL && action->recipient_form != SG_TOKEN_NONE && sg_link_is_stray(action);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    bool claims = facts->n_claims > 0 || facts->has_ask;
    if (facts->is_role_recipient && claims && !facts->sender.is_aligned) {
        struct sg_finding *f = sg_found(out, &kinds[0]);
        sg_found_arg(f, "local", facts->recipient_local);
        sg_found_at(f, facts->recipient_place, facts->recipient);
    }
    const struct sg_link *action = sg_main_action(facts);
    if (facts->is_forward || facts->is_list || is_ours(facts) || (action != NULL && action->is_own))
        return;
    for (size_t i = 0; i < facts->n_claims; i++) {
        const struct sg_claim *c = &facts->claims[i];
        /* what only speaks of the mailbox may be its provider's notice, but for a link made for the reader */
        bool wants = !c->is_host_name ? leads_astray(facts) : facts->has_ask || leads_astray(facts);
        if (!c->is_own_domain || !wants)
            continue;
        sg_found_text(sg_found(out, &kinds[1]), &c->text, c->shown);
    }
}

const struct sg_check sg_check_recipient_address = {
    .name = "recipient-address",
    .looks_for = "a recipient that was guessed, or whose own domain poses as the brand",
    .kinds = kinds,
    .run = run,
};
