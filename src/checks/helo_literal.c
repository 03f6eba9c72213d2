/* helo-loopback-literal, helo-private-literal, helo-ip-literal-other: HELO names an address that the
 * connection did not come from.
 *
 * Source: document S4 (`from [127.0.0.1] (unknown [40.71.38.95])`), RFC 5321 4.1.4.  Quiet after a login
 * (NATed mail programs say so) and when the client is not a public address (content filters that hand
 * the mail back). */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "helo-loopback-literal", SG_GROUP_HOP, SG_DIRECT, SG_PART_NONE },
    { "helo-private-literal", SG_GROUP_HOP, SG_DIRECT, SG_PART_NONE },
    { "helo-ip-literal-other", SG_GROUP_HOP, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

static const struct sg_finding_kind *kind_of(const struct sg_sender *s)
{
    enum sg_ip_kind helo = sg_ip_kind_of(&s->helo_ip);
    if (helo == SG_IP_LOOPBACK)
        return &kinds[0];
    if (helo == SG_IP_PRIVATE)
        return &kinds[1];
    return sg_ip_same(&s->helo_ip, &s->ip) ? NULL : &kinds[2];
}

static bool is_localhost(sg_span helo)
{
    return sg_same_nocase(helo, SG_SPAN("localhost")) ||
           sg_same_nocase(helo, SG_SPAN("localhost.localdomain"));
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_sender *s = &facts->sender;
    if (sg_ip_kind_of(&s->ip) != SG_IP_PUBLIC || s->is_authenticated_client ||
        (!s->helo_ip.is_set && !is_localhost(s->helo)))
        return;
    const struct sg_finding_kind *kind = s->helo_ip.is_set ? kind_of(s) : &kinds[0];
    if (kind == NULL)
        return;
    struct sg_finding *f = sg_found(out, kind);
    sg_found_arg(f, "helo", s->helo);
    sg_found_arg(f, "ip", sg_ip_show(facts->arena, &s->ip));
    sg_found_at(f, s->place, s->boundary != NULL ? s->boundary->from : s->helo);
}

const struct sg_check sg_check_helo_literal = {
    .name = "helo-literal",
    .looks_for = "a server that introduces itself by a false address",
    .kinds = kinds,
    .run = run,
};
