/* mixed-script-host, punycode-host: a host written in other letters than ASCII.
 *
 * Source: UTS #39; URLS 7.  Quiet for official links, the sender's own hosts and those of known companies.  Known false
 * alarm: genuine names such as 日本語.jp, hence no weight for a host that mixes nothing. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "mixed-script-host", SG_GROUP_HOST, SG_DIRECT, SG_PART_INCONSISTENCY },
    { "punycode-host", SG_GROUP_HOST, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    bool seen[2] = { false };
    for (size_t i = 0; i < facts->n_links; i++) {
        const struct sg_link *link = &facts->links[i];
        const struct sg_host *host = &link->target.host;
        size_t kind = host->is_mixed_script ? 0 : 1;
        if (!host->has_idn || seen[kind] || !sg_link_is_followed(link) || !sg_link_is_stray(link))
            continue;
        seen[kind] = true;
        struct sg_finding *f = sg_found(out, &kinds[kind]);
        sg_found_url_arg(f, "shown", host->shown);
        sg_found_url_arg(f, "host", host->ascii);
        sg_found_url_at(f, link->place, link->url.href);
    }
}

const struct sg_check sg_check_host_script = {
    .name = "host-script",
    .looks_for = "a host in other letters than ASCII, or in letters of several scripts",
    .kinds = kinds,
    .run = run,
};
