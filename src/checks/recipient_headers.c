/* undisclosed-recipients, recipient-not-in-to, recipient-unknown: the mail was not written to this reader.
 *
 * Source: document S4 (the account does not exist, the mail "got lost").  The first two are quiet in mail that
 * claims nobody and asks nothing, with aligned authentication, through lists, and for an alias at the reader's own
 * domain; the last without a list of mailboxes (--mailboxes) that knows the domain.  Known false alarm: Bcc and
 * forwarding. */
#include "facts/check.h"
#include "facts/inner.h"

static const struct sg_finding_kind kinds[] = {
    { "undisclosed-recipients", SG_GROUP_RECIPIENT, SG_DIRECT, SG_PART_NONE },
    { "recipient-not-in-to", SG_GROUP_RECIPIENT, SG_DIRECT, SG_PART_NONE },
    { "recipient-unknown", SG_GROUP_RECIPIENT, SG_CORRELATED, SG_PART_NONE },
    { 0 },
};

static bool is_among(const struct sg_facts *facts, const struct sg_address_list *list)
{
    sg_span own = facts->recipient_host.registrable;
    for (size_t i = 0; i < list->n; i++)
        if (sg_same(list->at[i].domain, facts->recipient_domain) ||
            (own.len > 0 && sg_host_is_under(list->at[i].domain, own)))
            return true;
    return false;
}

static void headers(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_mail *mail = facts->mail;
    const struct sg_field *to = sg_fields_first(mail->fields, SG_SPAN("To"));
    if (mail->to.n == 0 && mail->cc.n == 0) {
        struct sg_finding *f = sg_found(out, &kinds[0]);
        sg_found_at(f, to != NULL ? to->place : facts->recipient_place,
                    to != NULL ? sg_field_unfold(facts->arena, to) : facts->recipient);
        return;
    }
    if (facts->recipient.len == 0 || mail->to.n == 0 || is_among(facts, &mail->to) ||
        is_among(facts, &mail->cc))
        return;
    struct sg_finding *f = sg_found(out, &kinds[1]);
    sg_found_at(f, mail->to.at[0].place, sg_address_spec(facts->arena, &mail->to.at[0]));
    sg_found_at(f, facts->recipient_place, facts->recipient);
}

/* Who passes a mail on as text often leaves out to whom it was. */
static bool is_lost(const struct sg_facts *facts)
{
    return facts->as != NULL && facts->as->how == SG_INNER_AS_TEXT;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->is_unknown_recipient) {
        struct sg_finding *f = sg_found(out, &kinds[2]);
        sg_found_at(f, facts->recipient_place, facts->recipient);
    }
    if ((facts->n_claims > 0 || facts->has_ask) && !facts->sender.is_aligned && !facts->is_list &&
        !facts->is_notice && facts->recipient.len > 0 && !is_lost(facts))
        headers(facts, out);
}

const struct sg_check sg_check_recipient_headers = {
    .name = "recipient-headers",
    .looks_for = "a recipient whom the mail does not name, or who does not exist",
    .kinds = kinds,
    .run = run,
};
