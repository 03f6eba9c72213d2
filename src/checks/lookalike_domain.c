/* lookalike-domain, combosquat-domain, idn-homograph: the link's domain is made to be taken for an
 * official one of the brand that the mail claims.
 *
 * Source: document S0 (xserver-vpsonc.com), UTS #39; URLS 2 (names scrambled to be read past: amaozn, rekutan).  Quiet for
 * labels under five letters and for domains of known brands; a word that is scrambled has six letters at least.  Known
 * false alarm: another firm of nearly the same name. */
#include "facts/check.h"
#include "facts/resemble.h"
#include "facts/url_look.h"

enum { SHORT_TOKEN = 6, LEAST_SCRAMBLED = 2 }; /* letters of a word; cost of a scrambled one */

static const struct sg_finding_kind kinds[] = {
    { "lookalike-domain", SG_GROUP_HOST, SG_HEURISTIC, SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { "combosquat-domain", SG_GROUP_HOST, SG_HEURISTIC, SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { "idn-homograph", SG_GROUP_HOST, SG_HEURISTIC, SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { 0 },
};

static sg_span label_of(sg_span domain)
{
    return sg_cut(domain, 0, sg_find(domain, '.', 0));
}

static void add(const struct sg_link *link, struct sg_findings *out, size_t kind,
                const struct sg_brand_domain *d, sg_span shown)
{
    struct sg_finding *f = sg_found(out, &kinds[kind]);
    f->brand = d->brand;
    sg_found_url_arg(f, "domain", shown);
    sg_found_arg(f, "official", d->domain);
    sg_found_url_at(f, link->place, link->url.href);
}

/* The longer a word, the more letters of it may be wrong. */
static bool is_scrambled(const struct sg_brand *brand, sg_span label)
{
    bool found = false;
    for (size_t i = 0; i < brand->n_tokens; i++) {
        sg_span token = brand->tokens[i];
        int more = token.len > SHORT_TOKEN + 1 ? 2 : token.len > SHORT_TOKEN;
        if (token.len >= SHORT_TOKEN && sg_holds(label, token))
            return false;
        found |= sg_label_scrambles(label, token, LEAST_SCRAMBLED + more) >= 0;
    }
    return found;
}

/* One label of the host; the registrable one is not its customers' at a hoster. */
static bool has_scrambled(const struct sg_link *link, const struct sg_brand *brand)
{
    const struct sg_host *host = &link->target.host;
    sg_span rest = sg_host_subdomain(host);
    if (link->hoster == NULL && is_scrambled(brand, sg_url_label(host)))
        return true;
    for (int n = 0; rest.len > 0 && n < SG_MAX_URL_SEGMENTS; n++)
        if (is_scrambled(brand, sg_next(&rest, '.')))
            return true;
    return false;
}

static bool look(const struct sg_resembling *host, const struct sg_link *link,
                 const struct sg_brand *brand, struct sg_findings *out)
{
    for (size_t i = 0; i < brand->n_domains; i++) {
        const struct sg_brand_domain *d = &brand->domains[i];
        if (d->kind != SG_DOMAIN_OFFICIAL)
            continue;
        enum sg_resemblance how = sg_domain_resembles(host, d->domain);
        if (how == SG_RESEMBLES_NOT)
            continue;
        add(link, out, how == SG_RESEMBLES_LETTERS ? 2 : 0, d, sg_link_domain(link));
        return true;
    }
    if (brand->n_domains == 0)
        return false;
    if (sg_label_joins_token(brand, label_of(sg_link_domain(link))))
        add(link, out, 1, &brand->domains[0], sg_link_domain(link));
    else if (has_scrambled(link, brand))
        add(link, out, 0, &brand->domains[0], link->target.host.ascii);
    else
        return false;
    return true;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t i = 0; i < facts->n_links && facts->n_claims > 0; i++) {
        const struct sg_link *link = &facts->links[i];
        if (!sg_link_is_followed(link) || link->target.host.kind != SG_HOST_NAME ||
            link->is_official || link->owner != NULL)
            continue;
        struct sg_resembling host =
            sg_resembling_of(facts->arena, facts->intel->folder, &link->target.host);
        for (size_t c = 0; c < facts->n_claims; c++)
            if (facts->claims[c].brand != NULL && look(&host, link, facts->claims[c].brand, out))
                return;
    }
}

const struct sg_check sg_check_lookalike_domain = {
    .name = "lookalike-domain",
    .looks_for = "a domain that resembles an official one of the claimed brand",
    .kinds = kinds,
    .run = run,
};
