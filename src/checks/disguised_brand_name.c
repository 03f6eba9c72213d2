/* disguised-brand-name: the name of a brand, written so that people read it and filters do not.
 *
 * `E T C`, `Аmazon` with a Cyrillic letter, カ一ド with an ideograph, invisible characters between the letters.
 * Quiet for full-width letters and single blanks, which companies use, in replies, lists and notices.  Known false
 * alarm: headings set in spaced letters. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "disguised-brand-name", SG_GROUP_IDENTITY, SG_DIRECT, SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { 0 },
};

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (facts->is_forward || facts->is_list || facts->is_notice)
        return;
    for (size_t i = 0; i < facts->n_claims; i++) {
        const struct sg_claim *c = &facts->claims[i];
        if (!c->is_disguised || c->brand == NULL)
            continue;
        struct sg_finding *f = sg_found(out, &kinds[0]);
        f->brand = c->brand;
        sg_found_arg(f, "shown", c->shown);
        sg_found_text(f, &c->text, c->shown);
        return;
    }
}

const struct sg_check sg_check_disguised_brand_name = {
    .name = "disguised-brand-name",
    .looks_for = "a brand name written so that people read it and filters do not",
    .kinds = kinds,
    .run = run,
};
