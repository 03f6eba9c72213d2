/* random-host-label: a label of a link's host whose letters follow each other as nobody writes.
 *
 * Source: URLS 4; a table of three letters in a row, measured (data/urls/).  Quiet for short labels and such with hyphens,
 * for delivery networks and platforms that number their customers, for official links, the sender's own hosts and those of
 * known companies.  Known false alarms: acronyms, long Welsh names, trackers. */
#include "facts/check.h"
#include "facts/url_look.h"

enum { MIN_RANDOM = 5 }; /* octets of a label: shorter ones are acronyms */

static const struct sg_finding_kind kinds[] = {
    { "random-host-label", SG_GROUP_HOST, SG_HEURISTIC, SG_PART_NONE },
    { 0 },
};

/* Hosters under whose domain a customer chooses the name. */
static bool is_named_by_customers(const struct sg_hoster *hoster)
{
    return hoster->kind == SG_HOSTER_DYNAMIC_DNS || hoster->kind == SG_HOSTER_FREE_SUBDOMAIN ||
           hoster->kind == SG_HOSTER_FREE_HOSTING;
}

/* Words joined by hyphens were chosen to be read. */
static bool is_random(const struct sg_url_points *urls, sg_span label)
{
    return label.len >= MIN_RANDOM && sg_find(label, '-', 0) == label.len &&
           sg_url_letters_points(urls->domain, label) >= urls->random_domain;
}

static sg_span random_label(const struct sg_facts *facts, const struct sg_link *link)
{
    const struct sg_url_points *urls = facts->intel->urls;
    const struct sg_host *host = &link->target.host;
    sg_span label = sg_url_label(host);
    int32_t points;
    if (host->has_idn)
        return (sg_span){ 0 };
    if (link->hoster == NULL && is_random(urls, label))
        return label;
    if (link->hoster != NULL && !is_named_by_customers(link->hoster))
        return (sg_span){ 0 };
    sg_span sub = sg_url_odd_subdomain(facts->intel, host, &points);
    return points >= urls->random_subdomain && is_random(urls, sub) ? sub : (sg_span){ 0 };
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    sg_span before = { 0 };
    for (size_t i = 0; i < facts->n_links; i++) {
        const struct sg_link *link = &facts->links[i];
        if (sg_same(link->target.host.ascii, before) || !sg_link_is_followed(link) ||
            !sg_link_is_stray(link))
            continue;
        before = link->target.host.ascii;
        sg_span label = random_label(facts, link);
        if (label.len == 0)
            continue;
        struct sg_finding *f = sg_found(out, &kinds[0]);
        sg_found_url_arg(f, "shown", label);
        sg_found_url_at(f, link->place, link->url.href);
        return;
    }
}

const struct sg_check sg_check_random_host = {
    .name = "random-host",
    .looks_for = "a host with a label that nobody chose to be read",
    .kinds = kinds,
    .run = run,
};
