/* ip-literal-url, userinfo-in-url, url-shortener, free-hosting-site, site-builder, dynamic-dns-host,
 * ipfs-web3-gateway: a host that says nothing of who is behind it.
 *
 * Quiet for official links, private addresses and the sender's own hosts (not for a name before "@", which
 * disguises anybody's).  Known false alarm: small shops and
 * hobbyists publish there too, hence little weight without a claim. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "ip-literal-url", SG_GROUP_HOST, SG_DIRECT, SG_PART_INCONSISTENCY },
    { "userinfo-in-url", SG_GROUP_HOST, SG_DIRECT, SG_PART_INCONSISTENCY },
    { "url-shortener", SG_GROUP_LINK, SG_CORRELATED, SG_PART_NONE },
    { "free-hosting-site", SG_GROUP_LINK, SG_CORRELATED, SG_PART_NONE },
    { "site-builder", SG_GROUP_LINK, SG_CORRELATED, SG_PART_NONE },
    { "dynamic-dns-host", SG_GROUP_LINK, SG_CORRELATED, SG_PART_NONE },
    { "ipfs-web3-gateway", SG_GROUP_LINK, SG_CORRELATED, SG_PART_NONE },
    { 0 },
};

static int kind_of_hoster(enum sg_hoster_kind kind)
{
    switch (kind) {
    case SG_HOSTER_SHORTENER:
        return 2;
    case SG_HOSTER_APP_PLATFORM:
    case SG_HOSTER_CLOUD_STORAGE:
    case SG_HOSTER_FREE_HOSTING:
    case SG_HOSTER_SHARED_HOSTING:
    case SG_HOSTER_FREE_SUBDOMAIN:
    case SG_HOSTER_FORMS:
    case SG_HOSTER_LINK_PAGE:
    case SG_HOSTER_TUNNEL:
        return 3;
    case SG_HOSTER_SITE_BUILDER:
        return 4;
    case SG_HOSTER_DYNAMIC_DNS:
        return 5;
    case SG_HOSTER_IPFS:
        return 6;
    case SG_HOSTER_BRAND_SHORTENER:
    case SG_HOSTER_DOCUMENTS:
    case SG_HOSTER_TRANSLATE:
    case SG_HOSTER_REDIRECTOR:
    case SG_HOSTER_REWRITER:
    case SG_HOSTER_CLICK_TRACKER:
    case SG_HOSTER_CDN:
    case SG_HOSTER_TRUSTED:
    case SG_N_HOSTER_KINDS:
        return -1;
    }
    return -1;
}

static int kind_of(const struct sg_link *link)
{
    enum sg_host_kind host = link->target.host.kind;
    struct sg_ip ip = { .is_set = true, .is_v4 = host == SG_HOST_IPV4 };
    for (size_t i = 0; i < sizeof(ip.octets); i++)
        ip.octets[i] = link->target.host.address[i];
    bool is_inside = sg_ip_kind_of(&ip) == SG_IP_PRIVATE || sg_ip_kind_of(&ip) == SG_IP_LOOPBACK ||
                     (ip.is_v4 && ip.octets[12] == 0); /* 0.0.0.0: any address of this machine */
    if ((host == SG_HOST_IPV4 || host == SG_HOST_IPV6) && !is_inside)
        return 0;
    if ((link->target.traits & SG_URL_USERINFO) != 0 && link->target.scheme != SG_SCHEME_FTP)
        return 1;
    return link->hoster == NULL ? -1 : kind_of_hoster(link->hoster->kind);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    bool seen[7] = { false };
    for (size_t i = 0; i < facts->n_links; i++) {
        const struct sg_link *link = &facts->links[i];
        int kind = sg_link_is_followed(link) && !link->is_official ? kind_of(link) : -1;
        if (kind < 0 || seen[kind] || (link->is_senders && kind != 1))
            continue;
        seen[kind] = true;
        struct sg_finding *f = sg_found(out, &kinds[kind]);
        sg_found_url_arg(f, "host", link->target.host.shown);
        sg_found_url_arg(f, "shown", link->target.userinfo);
        if (link->hoster != NULL)
            sg_found_arg(f, "kind", sg_span_of(sg_hoster_kind_id(link->hoster->kind)));
        sg_found_url_at(f, link->place, link->url.href);
    }
}

const struct sg_check sg_check_odd_host = {
    .name = "odd-host",
    .looks_for = "a link whose host is an address, a disguise or a place where anybody can publish",
    .kinds = kinds,
    .run = run,
};
