/* rdns-generic-host, helo-rdns-mismatch, helo-not-fqdn, helo-recipient-or-brand: the name of the sending server, as
 * it says and as DNS says.
 *
 * Source: document S4 (a server without a name of its own), RFC 5321 4.1.4.  Quiet after a login, with aligned
 * authentication, through lists, for names that say "static", and for a mismatch in mail that claims nobody.
 * Known false alarm: small firms that send from their line or a rented server. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "rdns-generic-host", SG_GROUP_HOP, SG_CORRELATED, SG_PART_NONE },
    { "helo-rdns-mismatch", SG_GROUP_HOP, SG_CORRELATED, SG_PART_NONE },
    { "helo-not-fqdn", SG_GROUP_HOP, SG_DIRECT, SG_PART_NONE },
    { "helo-recipient-or-brand", SG_GROUP_HOP, SG_CORRELATED, SG_PART_INCONSISTENCY },
    { 0 },
};

static void add(const struct sg_facts *facts, struct sg_findings *out, size_t kind)
{
    const struct sg_sender *s = &facts->sender;
    struct sg_finding *f = sg_found(out, &kinds[kind]);
    sg_found_arg(f, "helo", s->helo);
    sg_found_arg(f, "rdns", s->rdns);
    sg_found_arg(f, "ip", sg_ip_show(facts->arena, &s->ip));
    sg_found_at(f, s->place, s->boundary != NULL ? s->boundary->from : s->helo);
}

/* It calls itself the reader's own server or the brand's, and its reverse name is not theirs. */
static bool borrows_name(const struct sg_facts *facts, const struct sg_host *helo,
                         const struct sg_host *rdns)
{
    bool is_ours =
        helo->registrable.len > 0 && sg_same(helo->registrable, facts->recipient_host.registrable);
    bool is_brands =
        facts->brand != NULL && sg_brand_owns(facts->intel->brands, facts->brand, helo->ascii);
    return (is_ours || is_brands) && (facts->sender.rdns_unknown || rdns->registrable.len > 0) &&
           !sg_same(helo->registrable, rdns->registrable) && !sg_same_owner(facts, helo, rdns);
}

static void names(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_sender *s = &facts->sender;
    sg_span own = facts->recipient_host.registrable;
    if (facts->brand == NULL && (own.len == 0 || !sg_ends_nocase(s->helo, own)))
        return;
    struct sg_host helo = sg_host_read(facts->arena, facts->intel->hosts, s->helo, NULL);
    struct sg_host rdns = sg_host_read(facts->arena, facts->intel->hosts, s->rdns, NULL);
    if (borrows_name(facts, &helo, &rdns))
        add(facts, out, 3);
    else if (facts->brand != NULL && rdns.registrable.len > 0 && helo.registrable.len > 0 &&
             !sg_same(helo.registrable, rdns.registrable))
        add(facts, out, 1);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_sender *s = &facts->sender;
    if (s->is_authenticated_client || s->is_aligned || facts->is_list || !s->ip.is_set)
        return;
    if (s->rdns.len > 0 && sg_sender_is_unnamed(s))
        add(facts, out, 0);
    if (s->helo.len == 0 || s->helo_ip.is_set || sg_same_nocase(s->helo, SG_SPAN("localhost")))
        return;
    if (sg_find(s->helo, '.', 0) == s->helo.len)
        add(facts, out, 2);
    else
        names(facts, out);
}

const struct sg_check sg_check_sender_host_name = {
    .name = "sender-host-name",
    .looks_for = "a sending server whose names say that it is nobody's mail server",
    .kinds = kinds,
    .run = run,
};
