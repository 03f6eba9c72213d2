/* message-id-domain-mismatch: the Message-ID was made at another organisation, or at a machine without a full name
 * ("localhost").
 *
 * Quiet unless a brand is claimed, with aligned authentication and through lists: delivery services make
 * their own Message-IDs. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "message-id-domain-mismatch", SG_GROUP_HOP, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_sender *s = &facts->sender;
    sg_span id = facts->mail->message_id;
    size_t sign = sg_find_last(id, '@');
    if (facts->brand == NULL || s->from == NULL || s->is_aligned || facts->is_list ||
        sign == id.len)
        return;
    struct sg_host host =
        sg_host_read(facts->arena, facts->intel->hosts, sg_tail(id, sign + 1), NULL);
    if ((host.registrable.len == 0 && sg_find(host.ascii, '.', 0) < host.ascii.len) ||
        host.kind == SG_HOST_NONE || sg_same(host.registrable, s->from_host.registrable) ||
        sg_same_owner(facts, &host, &s->from_host) ||
        sg_brand_owns(facts->intel->brands, facts->brand, host.ascii))
        return;
    const struct sg_field *field = sg_fields_first(facts->mail->fields, SG_SPAN("Message-ID"));
    struct sg_finding *f = sg_found(out, &kinds[0]);
    f->brand = facts->brand;
    sg_found_arg(f, "domain", host.shown);
    sg_found_at(f, field != NULL ? field->place : (struct sg_range){ 0 }, id);
}

const struct sg_check sg_check_message_id_domain_mismatch = {
    .name = "message-id-domain-mismatch",
    .looks_for = "a Message-ID of another organisation than the claimed sender",
    .kinds = kinds,
    .run = run,
};
