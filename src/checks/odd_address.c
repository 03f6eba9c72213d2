/* high-risk-tld, nonstandard-port, excessive-subdomains: a host whose zone, port or depth is not what a company gives
 * its customers.
 *
 * Source: the tables of data/urls/, measured; URLS 5 and 7.  Quiet for official links, the sender's own hosts and
 * those of known companies; a zone in mail from that zone, and China's in Chinese mail.  Known false alarms: delivery
 * services, small firms in new zones, servers of a house on their own ports. */
#include "base/buf.h"
#include "facts/check.h"
#include "facts/url_look.h"

enum odd { ODD_ZONE, ODD_PORT, ODD_LABELS, N_ODD };

enum { MOST_LABELS = 4 }; /* before the registrable domain */

static const struct sg_finding_kind kinds[] = {
    [ODD_ZONE] = { "high-risk-tld", SG_GROUP_HOST, SG_CORRELATED, SG_PART_NONE },
    [ODD_PORT] = { "nonstandard-port", SG_GROUP_HOST, SG_DIRECT, SG_PART_NONE },
    [ODD_LABELS] = { "excessive-subdomains", SG_GROUP_HOST, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

static sg_span top_of(const struct sg_host *host)
{
    return sg_tail(host->ascii, sg_find_last(host->ascii, '.') + 1);
}

static bool is_at_home(const struct sg_facts *facts, sg_span top)
{
    return sg_same(top, top_of(&facts->sender.from_host)) ||
           (sg_same(top, SG_SPAN("cn")) && sg_starts(sg_span_of(facts->language), SG_SPAN("zh")));
}

static sg_span risky_zone(const struct sg_facts *facts, const struct sg_link *link)
{
    int32_t points;
    if (link->hoster != NULL || is_at_home(facts, top_of(&link->target.host)))
        return (sg_span){ 0 };
    sg_span zone = sg_url_zone(facts->intel, &link->target.host, &points);
    return points >= facts->intel->urls->risky_zone ? zone : (sg_span){ 0 };
}

/* Panels and webmail of hosting companies, and what their software uses for tests. */
static bool is_common_port(int port)
{
    static const int common[] = { 2078, 2082, 2083, 2086, 2087, 2095, 2096,
                                  8006, 8080, 8081, 8443, 8888, 9443, 10000 };
    for (size_t i = 0; i < sizeof(common) / sizeof(*common); i++)
        if (port == common[i])
            return true;
    return false;
}

static sg_span odd_port(struct sg_arena *arena, const struct sg_url *url)
{
    if (url->host.kind != SG_HOST_NAME || (url->traits & SG_URL_ODD_PORT) == 0 ||
        is_common_port(url->port))
        return (sg_span){ 0 };
    struct sg_buf b = SG_BUF_IN(arena, url->host.shown.len + 8);
    sg_put(&b, url->host.shown);
    sg_putf(&b, ":%d", url->port);
    return sg_buf_done(&b);
}

static sg_span too_many_labels(const struct sg_link *link)
{
    const struct sg_host *host = &link->target.host;
    size_t labels = 0;
    for (size_t i = 0; i + host->registrable.len < host->ascii.len; i++)
        labels += sg_at(host->ascii, i) == '.';
    return labels > MOST_LABELS && host->kind == SG_HOST_NAME ? host->shown : (sg_span){ 0 };
}

/* What is odd about the link in the way of `odd`, or an empty span. */
static sg_span look(const struct sg_facts *facts, const struct sg_link *link, enum odd odd)
{
    switch (odd) {
    case ODD_ZONE:
        return risky_zone(facts, link);
    case ODD_PORT:
        return odd_port(facts->arena, &link->target);
    case ODD_LABELS:
        return too_many_labels(link);
    case N_ODD:
        break;
    }
    return (sg_span){ 0 };
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    bool seen[N_ODD] = { false };
    sg_span before = { 0 };
    for (size_t i = 0; i < facts->n_links; i++) {
        const struct sg_link *link = &facts->links[i];
        const struct sg_url *url = &link->target;
        bool is_first = url->port >= 0 || !sg_same(url->host.ascii, before);
        if (!is_first || !sg_link_is_followed(link) || !sg_link_is_stray(link))
            continue;
        before = url->host.ascii;
        for (enum odd odd = 0; odd < N_ODD; odd++) {
            sg_span shown = seen[odd] ? (sg_span){ 0 } : look(facts, link, odd);
            if (shown.len == 0)
                continue;
            seen[odd] = true;
            struct sg_finding *f = sg_found(out, &kinds[odd]);
            sg_found_url_arg(f, "shown", shown);
            sg_found_url_arg(f, "domain", sg_link_domain(link));
            sg_found_url_at(f, link->place, link->url.href);
        }
    }
}

const struct sg_check sg_check_odd_address = {
    .name = "odd-address",
    .looks_for = "a host whose zone, port or depth is not what a company gives customers",
    .kinds = kinds,
    .run = run,
};
