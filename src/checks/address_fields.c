/* to-equals-from, from-returnpath-mismatch, sender-header-mismatch: addresses of one mail that do not agree.
 *
 * Quiet through lists, in reports and with aligned authentication; the second and third only beside a claim, for delivery
 * services send under return paths of their own and delegates under a Sender.  Known false alarm: reminders to
 * oneself, web forms, mail of services without authentication. */
#include "facts/check.h"

enum { SELF, RETURN_PATH, SENDER };

static const struct sg_finding_kind kinds[] = {
    [SELF] = { "to-equals-from", SG_GROUP_RECIPIENT, SG_DIRECT, SG_PART_NONE },
    [RETURN_PATH] = { "from-returnpath-mismatch", SG_GROUP_IDENTITY, SG_DIRECT, SG_PART_NONE },
    [SENDER] = { "sender-header-mismatch", SG_GROUP_IDENTITY, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

static bool is_same_address(const struct sg_address *a, const struct sg_address *b)
{
    return a->local.len > 0 && sg_same_nocase(a->local, b->local) &&
           sg_same_nocase(a->domain, b->domain);
}

static void self(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_address_list *to = &facts->mail->to;
    const struct sg_address *from = facts->sender.from;
    if (to->n != 1 || !is_same_address(&to->at[0], from) || facts->sender.is_authenticated_client)
        return;
    struct sg_finding *f = sg_found(out, &kinds[SELF]);
    sg_found_from(f, facts);
    sg_found_at(f, to->at[0].place, sg_address_spec(facts->arena, &to->at[0]));
}

/* `other` is at another organisation than the From, and not the claimed brand's. */
static void other_organisation(const struct sg_facts *facts, const struct sg_address *other,
                               int kind, struct sg_findings *out)
{
    if (other->domain.len == 0)
        return;
    struct sg_host host = sg_host_read(facts->arena, facts->intel->hosts, other->domain, NULL);
    if (host.registrable.len == 0 || sg_same_owner(facts, &host, &facts->sender.from_host) ||
        sg_same(host.registrable, facts->sender.from_host.registrable) ||
        sg_brand_owns(facts->intel->brands, facts->brand, host.ascii))
        return;
    struct sg_finding *f = sg_found(out, &kinds[kind]);
    sg_found_arg(f, "other", host.shown);
    sg_found_from(f, facts);
    sg_found_at(f, other->place, sg_address_spec(facts->arena, other));
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_mail *mail = facts->mail;
    if (facts->sender.from == NULL || facts->is_list || facts->is_report ||
        facts->sender.is_aligned)
        return;
    self(facts, out);
    if (facts->brand == NULL)
        return;
    other_organisation(facts, &mail->return_path, RETURN_PATH, out);
    if (mail->sender.n > 0)
        other_organisation(facts, &mail->sender.at[0], SENDER, out);
}

const struct sg_check sg_check_address_fields = {
    .name = "address-fields",
    .looks_for = "a From that is the recipient's, or that return path or Sender do not agree with",
    .kinds = kinds,
    .run = run,
};
