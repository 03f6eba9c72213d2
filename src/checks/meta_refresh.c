/* meta-refresh: the mail's own page goes on to somebody else's by itself.
 *
 * Source: the catalogue of checks.  Quiet for a page that only loads itself anew, and for the sender's own, official and
 * known companies' hosts.  Known false alarm: none seen.  Attached pages are html-attachment-redirect. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "meta-refresh", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t i = 0; i < facts->n_links; i++) {
        const struct sg_link *link = &facts->links[i];
        if (link->kind != SG_LINK_REFRESH || link->attachment != NULL ||
            link->target.host.kind == SG_HOST_NONE || !sg_link_is_stray(link))
            continue;
        struct sg_finding *f = sg_found(out, &kinds[0]);
        sg_found_url_arg(f, "host", link->target.host.shown);
        sg_found_url_at(f, link->place, link->url.href);
        return;
    }
}

const struct sg_check sg_check_meta_refresh = {
    .name = "meta-refresh",
    .looks_for = "a mail that takes its reader on to another page by itself",
    .kinds = kinds,
    .run = run,
};
