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

enum { MAX_TRIED = 20 }; /* places in one text at which one domain is looked for */

static bool is_capital(sg_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (sg_lower(sg_at(s, i)) != sg_at(s, i))
            continue;
        else if (sg_is_alpha(sg_at(s, i)))
            return false;
    return true;
}

/* "KAGOYA.NET" as a word, not a part of an address or a URL. */
static bool find(sg_span text, sg_span domain, sg_span *shown)
{
    static const char beside[] = "@./:-_";
    struct sg_octets inside = sg_octets_of(beside);
    size_t at = sg_find_nocase(text, domain, 0);
    for (int n = 0; n < MAX_TRIED && at < text.len; n++) {
        int before = at == 0 ? ' ' : sg_at(text, at - 1), after = sg_at(text, at + domain.len);
        *shown = sg_cut(text, at, domain.len);
        if (is_capital(*shown) && !sg_is_alnum(before) && !sg_has_octet(&inside, before) &&
            !sg_is_alnum(after) && after != '/' && after != '-')
            return true;
        at = sg_find_nocase(text, domain, at + 1);
    }
    return false;
}

static bool look(const struct sg_facts *facts, const struct sg_passage *p, sg_span domain,
                 struct sg_findings *out)
{
    sg_span shown;
    if (domain.len == 0 || !find(p->text.utf8, domain, &shown))
        return false;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    f->brand = facts->brand;
    sg_found_arg(f, "shown", shown);
    sg_found_text(f, &p->text, shown);
    return true;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->n_claims == 0 || facts->is_notice || facts->is_forward || facts->sender.is_aligned)
        return;
    for (size_t i = 0; i < facts->n_passages; i++) {
        const struct sg_passage *p = &facts->passages[i];
        if (look(facts, p, facts->recipient_host.registrable, out))
            return;
        for (size_t d = 0; facts->brand != NULL && d < facts->brand->n_domains; d++)
            if (look(facts, p, facts->brand->domains[d].domain, out))
                return;
    }
}

const struct sg_check sg_check_brand_as_host = {
    .name = "brand-as-host",
    .looks_for = "a company that is called by its domain in capitals",
    .kinds = kinds,
    .run = run,
};
