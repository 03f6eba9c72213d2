/* authenticated-as-claimed, authenticated-sender, all-links-official, phishing-notice: what speaks for a
 * mail.
 *
 * Only results of listed authserv-ids count.  Known miss: a taken-over account of the brand itself is
 * authenticated too. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "authenticated-as-claimed", SG_GROUP_GENUINE, SG_CORRELATED, SG_PART_GENUINE },
    { "authenticated-sender", SG_GROUP_GENUINE, SG_CORRELATED, SG_PART_GENUINE },
    { "all-links-official", SG_GROUP_GENUINE, SG_CORRELATED, SG_PART_GENUINE },
    { "phishing-notice", SG_GROUP_GENUINE, SG_HEURISTIC, SG_PART_GENUINE },
    { 0 },
};

static void authentication(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_sender *s = &facts->sender;
    if (!s->is_aligned)
        return;
    struct sg_finding *f = sg_found(out, &kinds[s->is_authenticated_brand ? 0 : 1]);
    f->brand = s->is_authenticated_brand ? facts->brand : NULL;
    sg_found_arg(f, "domain", s->authenticated_as);
    sg_found_at(f, s->auth_place, s->authenticated_as);
}

static void links(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_link *first = NULL;
    for (size_t i = 0; i < facts->n_links; i++) {
        const struct sg_link *l = &facts->links[i];
        if (!sg_link_is_followed(l))
            continue;
        if (!l->is_official)
            return;
        first = first == NULL ? l : first;
    }
    if (first == NULL)
        return;
    struct sg_finding *f = sg_found(out, &kinds[2]);
    f->brand = facts->brand;
    sg_found_at(f, first->place, first->url.href);
}

/* The words that warn, or the link that was made unfit for clicking. */
static void notice(const struct sg_facts *facts, struct sg_findings *out)
{
    struct sg_finding *f = sg_found_phrases(out, &kinds[3], facts, SG_PHRASE_NOTICE);
    for (size_t i = 0; f == NULL && i < facts->n_links; i++) {
        const struct sg_link *l = &facts->links[i];
        if (l->role != SG_ROLE_DEFANGED)
            continue;
        f = sg_found(out, &kinds[3]);
        sg_found_url_at(f, l->place, l->url.href);
    }
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    authentication(facts, out);
    links(facts, out);
    if (facts->is_notice)
        notice(facts, out);
}

const struct sg_check sg_check_genuine_signs = {
    .name = "genuine-signs",
    .looks_for = "what speaks for the mail",
    .kinds = kinds,
    .run = run,
};
