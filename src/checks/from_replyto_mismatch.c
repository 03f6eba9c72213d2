/* from-replyto-mismatch, replyto-freemail: replies go to another organisation than the From's.
 *
 * Quiet through mailing lists, and for an address that the mail is addressed to as well.  Known false alarm: help desks and small firms that read replies at a free
 * mail service; hence the second id only where a brand is claimed. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "from-replyto-mismatch", SG_GROUP_IDENTITY, SG_DIRECT, SG_PART_NONE },
    { "replyto-freemail", SG_GROUP_IDENTITY, SG_DIRECT, SG_PART_INCONSISTENCY },
    { 0 },
};

/* Lists put themselves there, and conversations among many go on among them. */
static bool is_addressed(const struct sg_address_list *list, const struct sg_address *reply)
{
    for (size_t i = 0; i < list->n; i++)
        if (sg_same_nocase(list->at[i].domain, reply->domain) &&
            sg_same_nocase(list->at[i].local, reply->local))
            return true;
    return false;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_sender *s = &facts->sender;
    if (s->from == NULL || facts->mail->reply_to.n == 0 || facts->is_list)
        return;
    const struct sg_address *reply = &facts->mail->reply_to.at[0];
    if (is_addressed(&facts->mail->to, reply) || is_addressed(&facts->mail->cc, reply))
        return;
    struct sg_host host = sg_host_read(facts->arena, facts->intel->hosts, reply->domain, NULL);
    if (host.registrable.len == 0 || sg_same_owner(facts, &host, &s->from_host) ||
        sg_same(host.registrable, s->from_host.registrable))
        return;
    bool is_free = sg_list_has(&facts->intel->lists->free_mail, host.registrable);
    struct sg_finding *f =
        sg_found(out, &kinds[is_free && facts->brand != NULL && !s->from_is_free_mail ? 1 : 0]);
    sg_found_arg(f, "from", s->from_host.shown);
    sg_found_arg(f, "replyto", host.shown);
    sg_found_at(f, reply->place, sg_address_spec(facts->arena, reply));
}

const struct sg_check sg_check_from_replyto_mismatch = {
    .name = "from-replyto-mismatch",
    .looks_for = "replies that go elsewhere than to the sender",
    .kinds = kinds,
    .run = run,
};
