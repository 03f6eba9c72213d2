/* link-hosted-by-us: the page that the mail leads to is at a customer of the reader's own company.
 *
 * Source: document S0 (a hosting company cleans up behind such mail).  It says where to act, not that the mail is
 * false, hence weighs nothing.  Quiet without a list (--hosted), for official links and for our own mail. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "link-hosted-by-us", SG_GROUP_LINK, SG_CORRELATED, SG_PART_NONE },
    { 0 },
};

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    struct sg_finding *f = NULL;
    for (size_t i = 0; i < facts->n_links; i++) {
        const struct sg_link *link = &facts->links[i];
        if (!link->is_hosted_by_us || !sg_link_is_followed(link) || link->is_official ||
            (link->is_senders && facts->sender.is_aligned))
            continue;
        if (f == NULL) {
            f = sg_found(out, &kinds[0]);
            sg_found_url_arg(f, "host", link->target.host.shown);
        }
        sg_found_url_at(f, link->place, link->url.href);
    }
}

const struct sg_check sg_check_hosted_link = {
    .name = "hosted-link",
    .looks_for = "a link to a host of our own customers",
    .kinds = kinds,
    .run = run,
};
