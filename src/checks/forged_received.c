/* forged-received-below: the line under the boundary says that a server of ours or of the brand took the mail, but
 * no such server handed it over.
 *
 * Source: RFC 5321 7.2: a client may write any line below the one that our side wrote.  Only the line next to the
 * boundary counts: whoever wrote it must be who connected.  Quiet when the reverse name is at that organisation,
 * after a login, for local hand-overs, through lists, and in mail that neither poses as a brand nor asks for
 * anything.  Known false alarm: a gateway under another name. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "forged-received-below", SG_GROUP_HOP, SG_DIRECT, SG_PART_INCONSISTENCY },
    { 0 },
};

static bool is_at(const struct sg_facts *facts, const struct sg_host *by, sg_span name)
{
    struct sg_host host = sg_host_read(facts->arena, facts->intel->hosts, name, NULL);
    return host.registrable.len > 0 &&
           (sg_same(host.registrable, by->registrable) || sg_same_owner(facts, &host, by));
}

static bool is_borrowed(const struct sg_facts *facts, const struct sg_host *by)
{
    bool is_ours = sg_same(by->registrable, facts->recipient_host.registrable);
    bool is_brands =
        sg_is_named_brand(facts) && sg_brand_owns(facts->intel->brands, facts->brand, by->ascii);
    return by->registrable.len > 0 && (is_ours || is_brands);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_sender *s = &facts->sender;
    size_t below = s->boundary_at + 1;
    if ((facts->n_claims == 0 && !facts->has_ask) || s->boundary == NULL || s->is_aligned ||
        s->is_authenticated_client || facts->is_list || below >= facts->mail->n_hops)
        return;
    const struct sg_received *hop = &facts->mail->hops[below];
    struct sg_host by = sg_host_read(facts->arena, facts->intel->hosts, hop->by, NULL);
    bool is_named = s->rdns.len > 0 || s->rdns_unknown;
    if (hop->is_local || !is_named || !is_borrowed(facts, &by) || is_at(facts, &by, s->rdns))
        return;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    sg_found_arg(f, "by", by.shown);
    sg_found_arg(f, "ip", sg_ip_show(facts->arena, &s->ip));
    sg_found_at(f, hop->field->place, hop->by);
    sg_found_at(f, s->place, s->boundary->from);
}

const struct sg_check sg_check_forged_received = {
    .name = "forged-received",
    .looks_for = "a Received line that names a server which did not hand the mail over",
    .kinds = kinds,
    .run = run,
};
