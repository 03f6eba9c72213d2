/* country-mismatch-brand, cloud-vps-sender: the claimed brand has its mail servers elsewhere.
 *
 * Source: document S4 ("would an IT company use a server in the American mountains?").  Quiet without a
 * table, with aligned authentication, through lists, and for brands whose countries are not known.  Known
 * false alarm: a foreign delivery service; an estimate that is wrong. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "country-mismatch-brand", SG_GROUP_HOP, SG_CORRELATED, SG_PART_INCONSISTENCY },
    { "cloud-vps-sender", SG_GROUP_HOP, SG_CORRELATED, SG_PART_INCONSISTENCY },
    { 0 },
};

static bool is_home(const struct sg_brand *brand, sg_span country)
{
    for (size_t i = 0; i < brand->n_countries; i++)
        if (sg_same(brand->countries[i], country))
            return true;
    return false;
}

static void add(const struct sg_facts *facts, struct sg_findings *out, size_t kind)
{
    const struct sg_sender *s = &facts->sender;
    struct sg_finding *f = sg_found(out, &kinds[kind]);
    f->brand = facts->brand;
    sg_found_arg(f, "country", s->location.country);
    sg_found_arg(f, "network", s->location.network);
    sg_found_at(f, s->place, sg_ip_show(facts->arena, &s->ip));
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_sender *s = &facts->sender;
    const struct sg_brand *brand = facts->brand;
    if (brand == NULL || s->is_aligned || brand->n_countries == 0 || facts->is_list)
        return;
    if (s->location.country.len > 0 && !is_home(brand, s->location.country))
        add(facts, out, 0);
    if (s->location.is_cloud)
        add(facts, out, 1);
}

const struct sg_check sg_check_country_mismatch_brand = {
    .name = "country-mismatch-brand",
    .looks_for = "a mail of a domestic brand from a foreign network",
    .kinds = kinds,
    .run = run,
};
