/* rdns-missing: the receiver found no reverse name for the sending address.
 *
 * Source: document S4; the Council of Anti-Phishing Japan counted 81-98 % of phishing so in 2025.  Quiet
 * when the line does not say either way.  Known false alarm: small providers, IPv6, a failed lookup. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "rdns-missing", SG_GROUP_HOP, SG_CORRELATED, SG_PART_NONE },
    { 0 },
};

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_sender *s = &facts->sender;
    if (!s->rdns_unknown || sg_ip_kind_of(&s->ip) != SG_IP_PUBLIC || s->is_authenticated_client)
        return;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    sg_found_arg(f, "ip", sg_ip_show(facts->arena, &s->ip));
    sg_found_at(f, s->place, s->boundary != NULL ? s->boundary->from : SG_SPAN("unknown"));
}

const struct sg_check sg_check_rdns_missing = {
    .name = "rdns-missing",
    .looks_for = "a sending address without a reverse name",
    .kinds = kinds,
    .run = run,
};
