/* disguised-brand-name, misspelt-brand-name: the name of a brand, written so that people read it and filters do not.
 *
 * `E T C`, `Аmazon` with a Cyrillic letter, カ一ド with an ideograph, invisible characters between the letters.
 * `Amazom`, `Mircosoft`, `Share-P0int` with letters changed.
 * Quiet for full-width letters and single blanks, which companies use, for words and names of people that are like a
 * brand's (data/lists/real-words.list), in replies, lists and notices.  Known false alarm: headings set in spaced letters;
 * a small company whose name is like a large one's. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "disguised-brand-name", SG_GROUP_IDENTITY, SG_DIRECT, SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { "misspelt-brand-name", SG_GROUP_IDENTITY, SG_HEURISTIC,
      SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { 0 },
};

static const struct sg_claim *first(const struct sg_facts *facts, bool is_misspelt)
{
    for (size_t i = 0; i < facts->n_claims; i++) {
        const struct sg_claim *c = &facts->claims[i];
        if (c->brand != NULL && (is_misspelt ? c->is_misspelt : c->is_disguised))
            return c;
    }
    return NULL;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->is_forward || facts->is_list || facts->is_notice)
        return;
    for (size_t kind = 0; kind < 2; kind++) {
        const struct sg_claim *c = first(facts, kind == 1);
        if (c == NULL || (kind == 1 && sg_from_stand(facts, c->brand) != SG_FROM_FOREIGN))
            continue;
        struct sg_finding *f = sg_found(out, &kinds[kind]);
        f->brand = c->brand;
        sg_found_arg(f, "shown", c->shown);
        sg_found_text(f, &c->text, c->shown);
    }
}

const struct sg_check sg_check_disguised_brand_name = {
    .name = "disguised-brand-name",
    .looks_for = "a brand name written so that people read it and filters do not",
    .kinds = kinds,
    .run = run,
};
