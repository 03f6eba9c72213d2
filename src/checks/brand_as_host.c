/* brand-named-by-domain: the text calls the company by its domain in capitals, "KAGOYA.NET", for want of its name.
 *
 * Source: document S4 ("最新のKAGOYA.NETバージョン"): templates are filled in with the victim's domain.  Quiet for
 * addresses and URLs, for names in the brand's own mail, and in notices.  Known false alarm: brands whose name is
 * such a word. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "brand-named-by-domain", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_NONE },
    { 0 },
};

static bool is_capital(int c)
{
    return sg_is_alpha(c) && sg_lower(c) != c;
}

static bool is_name_octet(int c)
{
    return is_capital(c) || sg_is_digit(c) || c == '-' || c == '.';
}

/* The next run like "KAGOYA.NET" at or after `*at`, not a part of an address or a URL; empty at the end. */
static sg_span next_name(sg_span text, size_t *at)
{
    while ((*at = sg_find(text, '.', *at)) < text.len) {
        size_t from = *at, end = *at + 1;
        if (from == 0 || !is_capital(sg_at(text, from - 1)) || !is_capital(sg_at(text, end))) {
            (*at)++;
            continue;
        }
        while (from > 0 && is_name_octet(sg_at(text, from - 1)))
            from--;
        while (is_name_octet(sg_at(text, end)))
            end++;
        *at = end;
        int before = from == 0 ? ' ' : sg_at(text, from - 1), after = sg_at(text, end);
        if (!sg_is_alnum(before) && before != '@' && before != '/' && before != '_' &&
            !sg_is_alnum(after) && after != '/' && after != '@')
            return sg_cut(text, from, end - from);
    }
    return (sg_span){ 0 };
}

/* The recipient's own domain, or one of the claimed brand. */
static bool is_meant(const struct sg_facts *facts, sg_span name)
{
    const struct sg_brand *brand = facts->brand;
    for (size_t i = 0; brand != NULL && i < brand->n_domains; i++)
        if (sg_same_nocase(brand->domains[i].domain, name))
            return true;
    return sg_same_nocase(facts->recipient_host.registrable, name);
}

static bool look(const struct sg_facts *facts, const struct sg_passage *p, struct sg_findings *out)
{
    size_t at = 0;
    for (sg_span name; (name = next_name(p->text.utf8, &at)).len > 0;) {
        if (!is_meant(facts, name))
            continue;
        struct sg_finding *f = sg_found(out, &kinds[0]);
        f->brand = facts->brand;
        sg_found_arg(f, "shown", name);
        sg_found_text(f, &p->text, name);
        return true;
    }
    return false;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->n_claims == 0 || facts->is_notice || facts->is_forward || facts->sender.is_aligned)
        return;
    for (size_t i = 0; i < facts->n_passages; i++)
        if (look(facts, &facts->passages[i], out))
            return;
}

const struct sg_check sg_check_brand_as_host = {
    .name = "brand-as-host",
    .looks_for = "a company that is called by its domain in capitals",
    .kinds = kinds,
    .run = run,
};
