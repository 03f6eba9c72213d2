/* own-domain-from-external: From is at the recipient's own domain, the mail came from outside.
 *
 * Quiet with aligned authentication, after a login, through lists, from hosts named under the domain, and
 * for free mail domains.  Known false alarm: services that send in the company's name without DKIM. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "own-domain-from-external", SG_GROUP_IDENTITY, SG_CORRELATED, SG_PART_INCONSISTENCY },
    { 0 },
};

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_sender *s = &facts->sender;
    sg_span own = facts->recipient_host.registrable;
    if (s->from == NULL || own.len == 0 || !sg_same(own, s->from_host.registrable) ||
        sg_list_has(&facts->intel->lists->free_mail, own) || s->is_aligned ||
        s->is_authenticated_client || s->how == SG_BOUNDARY_NONE || facts->is_list ||
        sg_ip_kind_of(&s->ip) != SG_IP_PUBLIC || sg_host_is_under(s->rdns, own))
        return;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    sg_found_from(f, facts);
    sg_found_at(f, s->place, s->boundary != NULL ? s->boundary->from : facts->envelope->client_ip);
}

const struct sg_check sg_check_own_domain_from_external = {
    .name = "own-domain-from-external",
    .looks_for = "a mail from the recipient's own domain that came from outside",
    .kinds = kinds,
    .run = run,
};
