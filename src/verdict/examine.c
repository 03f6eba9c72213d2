#include "verdict/examine.h"

#include "checks/table.h"

const struct sg_examination *sg_examine(struct sg_arena *arena, const struct sg_intel *intel,
                                        const struct sg_envelope *envelope, sg_span mail)
{
    struct sg_examination *x = SG_NEW(arena, struct sg_examination);
    x->facts = sg_facts_open(arena, intel, envelope, mail);
    x->findings = sg_findings_open(arena);
    for (const struct sg_check *const *check = sg_checks; *check != NULL; check++)
        (*check)->run(x->facts, &x->findings);
    x->verdict = sg_weigh(x->facts, &x->findings);
    return x;
}
