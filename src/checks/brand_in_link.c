/* brand-in-subdomain, brand-in-path, brand-in-query, domain-name-in-path: a name that stands in a link
 * where it decides nothing.
 *
 * Source: document S4 (`https://17aday.com/jp/kagoya.net/`).  Quiet for links of known brands and for file
 * names; for the sender's own links unless the sender's name poses as the brand.  Known false alarm: web archives, domain tools, news about a brand; hence paths count
 * for the claimed brand and a bare domain name in a path weighs little. */
#include "facts/check.h"
#include "facts/resemble.h"

static const struct sg_finding_kind kinds[] = {
    { "brand-in-subdomain", SG_GROUP_HOST, SG_DIRECT, SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { "brand-in-path", SG_GROUP_LINK, SG_DIRECT, SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { "brand-in-query", SG_GROUP_LINK, SG_DIRECT, SG_PART_NONE },
    { "domain-name-in-path", SG_GROUP_LINK, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

enum { MAX_SEGMENTS = 20 }; /* of a path that are looked at */

static void add(const struct sg_link *link, struct sg_findings *out, size_t kind,
                const struct sg_brand *brand, sg_span shown)
{
    struct sg_finding *f = sg_found(out, &kinds[kind]);
    f->brand = brand;
    sg_found_url_arg(f, "domain", sg_link_domain(link));
    sg_found_url_arg(f, "shown", shown);
    sg_found_url_at(f, link->place, link->url.href);
}

static void in_host(const struct sg_facts *facts, const struct sg_link *link,
                    struct sg_findings *out)
{
    sg_span host = link->target.host.ascii, sub = sg_host_subdomain(&link->target.host), shown;
    if (sub.len == 0)
        return;
    const struct sg_brand *brand = sg_labels_hold_domain(facts->intel->brands, sub, &shown);
    if (brand == NULL && sg_holds_token(facts->brand, sub, &shown))
        brand = facts->brand;
    if (brand != NULL && !sg_brand_owns(facts->intel->brands, brand, host))
        add(link, out, 0, brand, shown);
}

/* Who writes about a brand may name it on its own site; who says to be it may not. */
static bool is_posing(const struct sg_facts *facts)
{
    return sg_is_named_brand(facts) && sg_from_stand(facts, facts->brand) == SG_FROM_FOREIGN;
}

/* "/xserver/login" and not the words of an article's name. */
static bool is_segment(sg_span path, sg_span token)
{
    struct sg_range at = sg_range_in(path, token);
    int after = sg_at(path, at.from + at.len);
    return at.from > 0 && sg_at(path, at.from - 1) == '/' && (after == '/' || after == -1);
}

static bool in_path(const struct sg_facts *facts, const struct sg_link *link,
                    struct sg_findings *out)
{
    sg_span rest = link->target.path, token;
    for (int n = 0; rest.len > 0 && n < MAX_SEGMENTS; n++) {
        sg_span segment = sg_next(&rest, '/');
        if (!sg_host_is_domain_name(facts->intel->hosts, segment))
            continue;
        const struct sg_brand_domain *d = sg_brand_domain_of(facts->intel->brands, segment);
        bool is_brands = d != NULL && sg_claims(facts, d->brand);
        add(link, out, is_brands ? 1 : 3, is_brands ? d->brand : NULL, segment);
        if (is_brands)
            add(link, out, 3, NULL, segment);
        return true;
    }
    if (sg_holds_token(facts->brand, link->target.path, &token) &&
        (is_posing(facts) || is_segment(link->target.path, token)))
        add(link, out, 1, facts->brand, token);
    return false;
}

static void look(const struct sg_facts *facts, const struct sg_link *link, struct sg_findings *out)
{
    sg_span token;
    in_host(facts, link, out);
    if (in_path(facts, link, out))
        return;
    if (sg_holds_token(facts->brand, link->target.query, &token) ||
        sg_holds_token(facts->brand, link->target.fragment, &token))
        add(link, out, 2, facts->brand, token);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    bool any_owner = is_posing(facts);
    for (size_t i = 0; i < facts->n_links && out->dropped == 0; i++) {
        const struct sg_link *link = &facts->links[i];
        bool is_first = i == 0 || !sg_same(link->url.href, facts->links[i - 1].url.href);
        if (is_first && sg_link_is_followed(link) && link->target.host.kind == SG_HOST_NAME &&
            !link->is_official && (any_owner || !link->is_senders) && link->owner == NULL)
            look(facts, link, out);
    }
}

const struct sg_check sg_check_brand_in_link = {
    .name = "brand-in-link",
    .looks_for = "a brand or a domain name that stands in a link without owning it",
    .kinds = kinds,
    .run = run,
};
