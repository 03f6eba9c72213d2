/* first-contact-sender: somebody who never wrote before speaks of the reader's account.
 *
 * Source: the list of senders that the caller gives (--known-senders).  Says no more than that; every company writes a first
 * time.  Quiet without a list, where nothing is asked of an account, for mail of the reader's own domain, through lists,
 * in reports, and for who is proven to be the brand that he claims.  Known false alarm: a service just signed up for. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "first-contact-sender", SG_GROUP_IDENTITY, SG_CORRELATED, SG_PART_NONE },
    { 0 },
};

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_sender *s = &facts->sender;
    const struct sg_site *site = facts->intel->site;
    if (site->known_senders.n == 0 || s->from == NULL || s->from_host.registrable.len == 0 ||
        !facts->has_ask || facts->is_list || facts->is_report || facts->is_notice ||
        s->is_authenticated_brand || s->is_authenticated_client ||
        sg_same(s->from_host.registrable, facts->recipient_host.registrable) ||
        sg_site_knows_sender(facts->arena, site, sg_address_spec(facts->arena, s->from),
                             s->from_host.registrable, s->from_is_free_mail))
        return;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    sg_found_arg(f, "domain", s->from_host.shown);
    sg_found_from(f, facts);
}

const struct sg_check sg_check_first_contact_sender = {
    .name = "first-contact-sender",
    .looks_for = "a sender that never wrote before and wants something of an account",
    .kinds = kinds,
    .run = run,
};
