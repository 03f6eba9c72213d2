/* single-call-to-action: what the reader is to follow leads to somebody the sender has nothing to do with.
 *
 * The link that stands out is neither the sender's own, nor the recipient's, nor a company's of which we know.  Honest mail
 * recommends other people's pages too, so it weighs little by itself, and only in mail that asks something, claims
 * somebody, reads like a lure and leads to where anybody publishes, or has a button or a link made for its reader.  Quiet in replies, lists, reports and notices, and for links
 * that the service counts which proves to have sent the mail. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "single-call-to-action", SG_GROUP_LINK, SG_CORRELATED, SG_PART_INCONSISTENCY },
    { 0 },
};

/* Reads like a lure, and neither its sender nor its page is anybody's in particular. */
static bool is_lure_of_nobody(const struct sg_facts *facts, const struct sg_link *action)
{
    return sg_wording_is_lure(facts->wording.score) &&
           (facts->sender.from_is_free_mail || action->hoster != NULL);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_link *action = sg_main_action(facts);
    if (facts->sender.from == NULL || action == NULL || action->target.host.kind == SG_HOST_NONE ||
        facts->is_list || facts->is_forward || facts->is_conversation || facts->is_report ||
        facts->is_digest || facts->is_notice || action->attachment != NULL)
        return;
    bool wants_something = facts->has_ask || facts->n_claims > 0 ||
                           action->recipient_form != SG_TOKEN_NONE || action->is_button ||
                           is_lure_of_nobody(facts, action);
    if (!wants_something || !sg_link_is_stray(action) || sg_link_is_counted(facts, action))
        return;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    sg_found_url_arg(f, "host", action->target.host.shown);
    sg_found_url_at(f, action->place, action->url.href);
}

const struct sg_check sg_check_single_call_to_action = {
    .name = "single-call-to-action",
    .looks_for = "a call to action that leads to strangers",
    .kinds = kinds,
    .run = run,
};
