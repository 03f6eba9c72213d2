/* open-redirector, translate-proxy-url, multiple-urls-in-query: a link that goes on to somewhere else than its
 * host says.
 *
 * Source: URLS 1 (official hosts as redirectors) and 6.  Quiet for what the receiver's gateway wrote, for ends at the
 * sender's, the recipient's or a known company's, and for the sender's own host.  Known false alarms: newsletters through
 * advertising networks, honest translations, buttons that share a page. */
#include "facts/check.h"
#include "facts/url_look.h"

enum way { WAY_REDIRECTOR, WAY_TRANSLATED, WAY_MANY, N_WAYS };

static const struct sg_finding_kind kinds[] = {
    [WAY_REDIRECTOR] = { "open-redirector", SG_GROUP_LINK, SG_CORRELATED, SG_PART_NONE },
    [WAY_TRANSLATED] = { "translate-proxy-url", SG_GROUP_LINK, SG_CORRELATED, SG_PART_NONE },
    [WAY_MANY] = { "multiple-urls-in-query", SG_GROUP_LINK, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

enum { MAX_INNER = 8 }; /* addresses inside one that are looked at */

static bool is_same_domain(const struct sg_host *a, const struct sg_host *b)
{
    return a->registrable.len > 0 && sg_same(a->registrable, b->registrable);
}

/* Nobody known stands behind the host. */
static bool is_strangers(const struct sg_facts *facts, const struct sg_host *host)
{
    return !is_same_domain(host, &facts->sender.from_host) &&
           !is_same_domain(host, &facts->recipient_host) &&
           sg_brand_domain_of(facts->intel->brands, host->ascii) == NULL;
}

static bool is_translator(const struct sg_facts *facts, const struct sg_link *link)
{
    const struct sg_hoster *hoster = link->hoster;
    if (link->sent_via != NULL)
        hoster = sg_hoster_of(facts->intel->hosters, link->sent_via->domain);
    return hoster != NULL && hoster->kind == SG_HOSTER_TRANSLATE && sg_link_is_stray(link);
}

/* How many strangers' hosts stand behind the host of the link, and the first of them; those of the link's own domain
 * aside. */
static size_t inner_hosts(const struct sg_facts *facts, const struct sg_url *url,
                          struct sg_host *first)
{
    sg_span behind = sg_url_behind(facts->arena, url), met[MAX_INNER];
    struct sg_host host;
    size_t n = 0, at = 0;
    for (int i = 0;
         i < MAX_INNER && sg_url_next_inner(facts->arena, facts->intel->hosts, behind, &at, &host);
         i++) {
        size_t same = 0;
        while (same < n && !sg_same(met[same], host.registrable))
            same++;
        if (same < n || is_same_domain(&host, &url->host) || !is_strangers(facts, &host))
            continue;
        if (n == 0)
            *first = host;
        met[n++] = host.registrable;
    }
    return n;
}

/* The host that the link shows, gateways aside. */
static const struct sg_host *shown_host(const struct sg_link *link)
{
    return link->sent_via == NULL ? &link->target.host : &link->via;
}

/* A well-known host whose page sends its visitors on to whom the address says; `*end` gets where. */
static bool is_redirector(const struct sg_facts *facts, const struct sg_link *link,
                          struct sg_host *end)
{
    const struct sg_sender *sender = &facts->sender;
    if (link->sent_via != NULL)
        return sg_link_is_stray(link) &&
               !(sender->is_aligned && is_same_domain(&link->via, &sender->from_host));
    return sg_link_is_companys(link) && !link->is_official && !link->is_senders &&
           !sg_same_owner(facts, &link->target.host, &sender->from_host) &&
           inner_hosts(facts, &link->target, end) > 0;
}

static void add(const struct sg_link *link, struct sg_findings *out, enum way way,
                const struct sg_host *end)
{
    struct sg_finding *f = sg_found(out, &kinds[way]);
    sg_found_url_arg(f, "shown", shown_host(link)->shown);
    sg_found_url_arg(f, "host", end->shown);
    sg_found_url_at(f, link->place, link->url.href);
}

/* How the link goes on, or N_WAYS. */
static enum way way_of(const struct sg_facts *facts, const struct sg_link *link,
                       struct sg_host *end)
{
    *end = link->target.host;
    if (is_translator(facts, link))
        return WAY_TRANSLATED;
    if (is_redirector(facts, link, end))
        return WAY_REDIRECTOR;
    if (sg_link_is_stray(link) && inner_hosts(facts, &link->target, end) > 1)
        return WAY_MANY;
    return N_WAYS;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    bool seen[N_WAYS + 1] = { [N_WAYS] = true };
    sg_span before = { 0 };
    for (size_t i = 0; i < facts->n_links; i++) {
        const struct sg_link *link = &facts->links[i];
        struct sg_host end;
        if (!sg_link_is_followed(link) || sg_same(link->url.href, before))
            continue;
        before = link->url.href;
        enum way way = way_of(facts, link, &end);
        if (seen[way])
            continue;
        seen[way] = true;
        add(link, out, way, &end);
    }
}

const struct sg_check sg_check_redirect = {
    .name = "redirect",
    .looks_for = "a link that goes on to somewhere else than its host says",
    .kinds = kinds,
    .run = run,
};
