/* same-link-two-functions: the panel and the manual, say, are at one and the same bare address.
 *
 * Source: document S0.  Quiet for addresses with a path, official links, mail that claims nobody, and the
 * authenticated sender's own home page.  Known false alarm: a logo and a text that both lead home. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "same-link-two-functions", SG_GROUP_LINK, SG_HEURISTIC, SG_PART_INCONSISTENCY },
    { 0 },
};

enum { MIN_WORDS = 6, MAX_COMPARED = 60 }; /* octets of a name; links compared */

static bool is_root(const struct sg_url *url)
{
    return url->path.len <= 1 && !url->has_query;
}

static bool is_other_function(const struct sg_link *first, const struct sg_link *l)
{
    return l != first && sg_link_is_followed(l) && sg_same(l->url.href, first->url.href) &&
           l->words.len >= MIN_WORDS && !sg_same(l->words, first->words);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_link *first = sg_main_action(facts);
    if (first == NULL || !is_root(&first->url) || first->is_official || facts->n_claims == 0 ||
        first->words.len < MIN_WORDS || (first->is_senders && facts->sender.is_aligned))
        return;
    for (size_t i = 0; i < facts->n_links && i < MAX_COMPARED; i++) {
        const struct sg_link *l = &facts->links[i];
        if (!is_other_function(first, l))
            continue;
        struct sg_finding *f = sg_found(out, &kinds[0]);
        sg_found_arg(f, "first", first->words);
        sg_found_arg(f, "second", l->words);
        sg_found_url_at(f, first->place, first->url.href);
        sg_found_url_at(f, l->place, l->url.href);
        return;
    }
}

const struct sg_check sg_check_same_link_two_functions = {
    .name = "same-link-two-functions",
    .looks_for = "links for different things that lead to one root address",
    .kinds = kinds,
    .run = run,
};
