/* suffix-label-in-subdomain, hyphenated-suffix-host: "co.jp" (also misspelt: "co.ip") in the middle of a host,
 * "-co-jp" in a label.
 *
 * Source: 10 % of Japanese phishing URLs, 0.02 % of benign ones.  Quiet for hosts of known brands and of delivery networks, which put
 * whole names of sites before their own.  Known
 * false alarm: a few genuine names. */
#include "facts/check.h"
#include "facts/url_look.h"

static const struct sg_finding_kind kinds[] = {
    { "suffix-label-in-subdomain", SG_GROUP_HOST, SG_DIRECT, SG_PART_INCONSISTENCY },
    { "hyphenated-suffix-host", SG_GROUP_HOST, SG_DIRECT, SG_PART_INCONSISTENCY },
    { 0 },
};

static void add(const struct sg_link *link, struct sg_findings *out, size_t kind, sg_span shown)
{
    struct sg_finding *f = sg_found(out, &kinds[kind]);
    sg_found_url_arg(f, "shown", shown);
    sg_found_url_arg(f, "domain", sg_link_domain(link));
    sg_found_url_at(f, link->place, link->url.href);
}

static bool look(const struct sg_facts *facts, const struct sg_link *link, struct sg_findings *out)
{
    sg_span shown;
    enum sg_inner_suffix inner = sg_url_inner_suffix(facts->intel, &link->target.host, &shown);
    if (inner == SG_INNER_NONE)
        return false;
    add(link, out, inner == SG_INNER_HYPHENATED ? 1 : 0, shown);
    return true;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t i = 0; i < facts->n_links; i++) {
        const struct sg_link *link = &facts->links[i];
        if (sg_link_is_followed(link) && link->target.host.kind == SG_HOST_NAME &&
            !link->is_official && link->owner == NULL && look(facts, link, out))
            return;
    }
}

const struct sg_check sg_check_suffix_in_host = {
    .name = "suffix-in-host",
    .looks_for = "a public suffix that stands inside a host to pass for its end",
    .kinds = kinds,
    .run = run,
};
