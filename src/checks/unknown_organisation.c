/* unknown-organisation-claim, unknown-claim-link-elsewhere, unknown-claim-freemail: the sender calls itself an
 * organisation or a service that nothing bears out.
 *
 * "IT Notification", "Cloud Storage Team", Kundenservice, 管理者 from a domain that says nothing of it.  Honest senders
 * have such names too, hence small points; more where the link leads to strangers, or the address is one that anybody
 * gets.  Quiet where the domain of sender or link bears the name out, where the mail claims a known brand or the
 * recipient's own service, for links counted by the service that proves to have sent the mail, in replies and lists.
 * Known false alarm: clubs and small firms at free mail services; newsletters sent from a service's domain. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "unknown-organisation-claim", SG_GROUP_IDENTITY, SG_HEURISTIC, SG_PART_CLAIM },
    { "unknown-claim-link-elsewhere", SG_GROUP_LINK, SG_HEURISTIC,
      SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { "unknown-claim-freemail", SG_GROUP_IDENTITY, SG_HEURISTIC,
      SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { 0 },
};

static bool leads_elsewhere(const struct sg_facts *facts, const struct sg_claim *claim,
                            const struct sg_link *link)
{
    if (link == NULL || !sg_link_is_stray(link) || sg_link_is_counted(facts, link))
        return false;
    sg_span folded = sg_fold_span(facts->arena, facts->intel->folder, claim->shown);
    return !sg_facts_bears_out(facts, folded, &link->target.host);
}

static struct sg_finding *add(const struct sg_facts *facts, struct sg_findings *out, size_t kind,
                              const struct sg_claim *claim)
{
    struct sg_finding *f = sg_found(out, &kinds[kind]);
    sg_found_arg(f, "shown", claim->shown);
    sg_found_text(f, &claim->text, claim->shown);
    sg_found_from(f, facts);
    return f;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_claim *claim = sg_unknown_claim(facts);
    const struct sg_link *action = sg_main_action(facts);
    if (claim == NULL)
        return;
    (void)add(facts, out, 0, claim);
    if (leads_elsewhere(facts, claim, action)) {
        struct sg_finding *f = add(facts, out, 1, claim);
        sg_found_url_arg(f, "host", action->target.host.shown);
        sg_found_url_at(f, action->place, action->url.href);
    }
    if (facts->sender.from_is_free_mail)
        (void)add(facts, out, 2, claim);
}

const struct sg_check sg_check_unknown_organisation = {
    .name = "unknown-organisation",
    .looks_for = "a sender that calls itself an organisation which nothing bears out",
    .kinds = kinds,
    .run = run,
};
