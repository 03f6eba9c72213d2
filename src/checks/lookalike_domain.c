/* lookalike-domain, combosquat-domain, idn-homograph: the link's domain is made to be taken for an
 * official one of the brand that the mail claims.
 *
 * Source: document S0 (xserver-vpsonc.com), UTS #39.  Quiet for labels under five letters and for domains of
 * known brands.  Known false alarm: another firm of nearly the same name. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "lookalike-domain", SG_GROUP_HOST, SG_HEURISTIC, SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { "combosquat-domain", SG_GROUP_HOST, SG_HEURISTIC, SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { "idn-homograph", SG_GROUP_HOST, SG_HEURISTIC, SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { 0 },
};

enum { MIN_LABEL = 5, MAX_LABEL = 63 }; /* octets of a label that may resemble another */

/* One octet inserted, left out, replaced, or two exchanged. */
static bool is_one_edit(sg_span a, sg_span b)
{
    size_t front = 0, back = 0;
    while (front < a.len && front < b.len && sg_at(a, front) == sg_at(b, front))
        front++;
    while (back < a.len - front && back < b.len - front &&
           sg_at(a, a.len - 1 - back) == sg_at(b, b.len - 1 - back))
        back++;
    size_t left_a = a.len - front - back, left_b = b.len - front - back;
    if (left_a == 2 && left_b == 2)
        return sg_at(a, front) == sg_at(b, front + 1) && sg_at(a, front + 1) == sg_at(b, front);
    return left_a <= 1 && left_b <= 1 && left_a + left_b > 0;
}

static sg_span label_of(sg_span domain)
{
    return sg_cut(domain, 0, sg_find(domain, '.', 0));
}

static void add(const struct sg_link *link, struct sg_findings *out, size_t kind,
                const struct sg_brand_domain *d)
{
    struct sg_finding *f = sg_found(out, &kinds[kind]);
    f->brand = d->brand;
    sg_found_url_arg(f, "domain", sg_link_domain(link));
    sg_found_arg(f, "official", d->domain);
    sg_found_url_at(f, link->place, link->url.href);
}

static bool resembles(const struct sg_facts *facts, const struct sg_link *link,
                      const struct sg_brand_domain *d, size_t *kind)
{
    sg_span own = label_of(sg_link_domain(link)), official = label_of(d->domain);
    if (official.len < MIN_LABEL || own.len < MIN_LABEL || own.len > MAX_LABEL)
        return false;
    if (link->target.host.has_idn) {
        const struct sg_folder *folder = facts->intel->folder;
        *kind = 2;
        return sg_same(sg_skeleton(facts->arena, folder, label_of(link->target.host.shown)),
                       sg_skeleton(facts->arena, folder, official));
    }
    *kind = 0;
    return sg_same(own, official) || is_one_edit(own, official);
}

/* "xserver-vpsonc": the brand's own word, joined with others. */
static bool joins_token(const struct sg_brand *brand, sg_span label)
{
    for (size_t i = 0; i < brand->n_tokens; i++) {
        sg_span token = brand->tokens[i];
        size_t at = sg_find_span(label, token, 0), end = at + token.len;
        if (at == label.len || token.len < 3 || label.len == token.len)
            continue;
        bool starts = at == 0 || sg_at(label, at - 1) == '-';
        bool ends = end == label.len || sg_at(label, end) == '-';
        if ((starts && ends) || (token.len >= MIN_LABEL && (starts || ends)))
            return true;
    }
    return false;
}

static bool look(const struct sg_facts *facts, const struct sg_link *link,
                 const struct sg_brand *brand, struct sg_findings *out)
{
    size_t kind;
    for (size_t i = 0; i < brand->n_domains; i++)
        if (brand->domains[i].kind == SG_DOMAIN_OFFICIAL &&
            resembles(facts, link, &brand->domains[i], &kind)) {
            add(link, out, kind, &brand->domains[i]);
            return true;
        }
    if (brand->n_domains == 0 || !joins_token(brand, label_of(sg_link_domain(link))))
        return false;
    add(link, out, 1, &brand->domains[0]);
    return true;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t i = 0; i < facts->n_links; i++) {
        const struct sg_link *link = &facts->links[i];
        if (!sg_link_is_followed(link) || link->target.host.kind != SG_HOST_NAME ||
            link->is_official || link->owner != NULL)
            continue;
        for (size_t c = 0; c < facts->n_claims; c++)
            if (facts->claims[c].brand != NULL && look(facts, link, facts->claims[c].brand, out))
                return;
    }
}

const struct sg_check sg_check_lookalike_domain = {
    .name = "lookalike-domain",
    .looks_for = "a domain that resembles an official one of the claimed brand",
    .kinds = kinds,
    .run = run,
};
