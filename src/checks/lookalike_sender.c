/* lookalike-sender-domain: the From domain is made to be taken for an official one of a brand that the mail claims.
 *
 * Source: UTS #39, document S0 (xserver-vpsonc.com).  Quiet for labels under five letters, domains of known brands and
 * free mail.  Known false alarm: another firm of nearly the same name. */
#include "facts/check.h"
#include "facts/resemble.h"

static const struct sg_finding_kind kinds[] = {
    { "lookalike-sender-domain", SG_GROUP_IDENTITY, SG_HEURISTIC,
      SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { 0 },
};

static sg_span official_like(const struct sg_facts *facts, const struct sg_brand *brand)
{
    const struct sg_host *host = &facts->sender.from_host;
    struct sg_resembling r = sg_resembling_of(facts->arena, facts->intel->folder, host);
    for (size_t i = 0; i < brand->n_domains; i++)
        if (brand->domains[i].kind == SG_DOMAIN_OFFICIAL &&
            sg_domain_resembles(&r, brand->domains[i].domain) != SG_RESEMBLES_NOT)
            return brand->domains[i].domain;
    sg_span label = sg_cut(host->registrable, 0, sg_find(host->registrable, '.', 0));
    return brand->n_domains > 0 && sg_label_joins_token(brand, label) ? brand->domains[0].domain
                                                                      : (sg_span){ 0 };
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_sender *s = &facts->sender;
    if (s->from == NULL || s->from_host.registrable.len == 0 || s->from_owner != NULL ||
        s->from_is_free_mail)
        return;
    for (size_t i = 0; i < facts->n_claims; i++) {
        const struct sg_brand *brand = facts->claims[i].brand;
        sg_span official = brand == NULL ? (sg_span){ 0 } : official_like(facts, brand);
        if (official.len == 0)
            continue;
        struct sg_finding *f = sg_found(out, &kinds[0]);
        f->brand = brand;
        sg_found_url_arg(f, "domain", s->from_host.shown);
        sg_found_arg(f, "official", official);
        sg_found_from(f, facts);
        return;
    }
}

const struct sg_check sg_check_lookalike_sender = {
    .name = "lookalike-sender",
    .looks_for = "a From domain that resembles an official one of the claimed brand",
    .kinds = kinds,
    .run = run,
};
