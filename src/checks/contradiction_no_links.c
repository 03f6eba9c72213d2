/* contradiction-no-links: it says that it never sends links or asks for passwords, and does.
 *
 * Source: WORDING 3; such lines are copied from genuine footers, whose links are official.  Quiet without a claimed brand, where
 * the call to action is not a stranger's, for senders proven to be themselves, for services that count clicks, and in notices.
 * Known false alarm: a mail service that sends for the brand, and of which we do not know. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "contradiction-no-links", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_NONE },
    { 0 },
};

/* Also the own domain of a sender who is not the brand. */
static bool is_foreign(const struct sg_link *l)
{
    return !l->is_official && (l->is_senders || sg_link_is_stray(l));
}

static bool is_counted(const struct sg_link *l)
{
    return l->wrapper != NULL ||
           (l->hoster != NULL &&
            (l->hoster->kind == SG_HOSTER_CLICK_TRACKER || l->hoster->kind == SG_HOSTER_REWRITER));
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_link *l = sg_main_action(facts);
    if (facts->brand == NULL || l == NULL || !is_foreign(l) || is_counted(l) ||
        facts->sender.is_aligned || facts->is_notice || facts->is_list || facts->is_conversation)
        return;
    struct sg_finding *f = sg_found_phrases(out, &kinds[0], facts, SG_PHRASE_PSEUDO_SAFETY);
    if (f != NULL)
        sg_found_url_at(f, l->place, l->url.href);
}

const struct sg_check sg_check_contradiction_no_links = {
    .name = "contradiction-no-links",
    .looks_for = "a promise to send no links, above a link",
    .kinds = kinds,
    .run = run,
};
