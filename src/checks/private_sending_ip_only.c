/* private-sending-ip-only: every hop has an address of a private network, so where it came from cannot be seen.
 *
 * Source: document S4 reads the hops.  Tells, and does not weigh: mail inside a house looks the same.  Quiet where nobody is
 * claimed and nothing asked, in lists, without hops, and where the session itself is known. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "private-sending-ip-only", SG_GROUP_HOP, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_mail *mail = facts->mail;
    size_t n_private = 0;
    if (facts->brand == NULL || !facts->has_ask || facts->is_list ||
        facts->sender.how == SG_BOUNDARY_ENVELOPE)
        return;
    for (size_t i = 0; i < mail->n_hops; i++) {
        enum sg_ip_kind kind = sg_ip_kind_of(&mail->hops[i].ip);
        if (kind == SG_IP_PUBLIC || kind == SG_IP_RESERVED)
            return;
        n_private += kind == SG_IP_PRIVATE || kind == SG_IP_LOOPBACK;
    }
    if (n_private == 0)
        return;
    const struct sg_received *last = &mail->hops[mail->n_hops - 1];
    sg_found_at(sg_found(out, &kinds[0]), last->field->place,
                sg_field_unfold(facts->arena, last->field));
}

const struct sg_check sg_check_private_sending_ip_only = {
    .name = "private-sending-ip-only",
    .looks_for = "hops with addresses of private networks only",
    .kinds = kinds,
    .run = run,
};
