#include "verdict/examine.h"

#include "base/limits.h"
#include "checks/table.h"
#include "facts/inner.h"

/* Every examined mail, a wrapper before what it holds. */
struct examined {
    struct sg_examination *at[1 + SG_MAX_INNER + SG_MAX_INNER * SG_MAX_INNER_DEEPER +
                              SG_MAX_INNER * SG_MAX_INNER_DEEPER * SG_MAX_INNER_DEEPER];
    size_t n;
};

_Static_assert(SG_MAX_INNER_DEPTH == 3, "examined.at has room for three levels of mails");

static struct sg_examination *examine(const struct sg_facts *facts)
{
    struct sg_examination *x = SG_NEW(facts->arena, struct sg_examination);
    x->facts = facts;
    x->findings = sg_findings_open(facts->arena);
    for (const struct sg_check *const *check = sg_checks; *check != NULL; check++)
        (*check)->run(x->facts, &x->findings);
    x->verdict = sg_weigh(x->facts, &x->findings);
    return x;
}

/* ---- which one is judged ---- */

static int accusation(const struct sg_examination *x)
{
    return x->verdict.level == SG_LEVEL_PHISHING ? 2 : x->verdict.level == SG_LEVEL_SUSPICIOUS;
}

/* Servers that report and lists that collect hold mails of others: those are told, and do not decide. */
static bool is_in_report(const struct sg_examination *x)
{
    for (; x->wrapper != NULL; x = x->wrapper)
        if (x->wrapper->facts->is_report || x->wrapper->facts->is_digest)
            return true;
    return false;
}

/* True when `x` is judged rather than `best`, which was before it. */
static bool is_preferred(const struct sg_examination *x, const struct sg_examination *best)
{
    if (is_in_report(x))
        return false;
    if (accusation(x) != accusation(best))
        return accusation(x) > accusation(best);
    if (x->wrapper == best->wrapper)
        return accusation(x) > 0 && x->verdict.points > best->verdict.points;
    return x->wrapper == best && best->facts->passes_on && best->verdict.level != SG_LEVEL_GENUINE;
}

static const struct sg_examination *judged(const struct examined *all)
{
    const struct sg_examination *best = all->at[0];
    for (size_t i = 1; i < all->n; i++)
        if (is_preferred(all->at[i], best))
            best = all->at[i];
    return best;
}

/* ---- all of them ---- */

/* The finding of the wrapper that tells of `inner` gets what came of it. */
static void tell_level(const struct sg_examination *wrapper, const struct sg_inner *inner,
                       const struct sg_examination *x)
{
    sg_span level = sg_span_of(sg_level_id(x->verdict.level));
    for (struct sg_finding *f = wrapper->findings.first; f != NULL; f = f->next)
        if (f->inner == inner)
            sg_found_arg(f, "level", level);
}

static void examine_inside(struct examined *all, const struct sg_examination *wrapper)
{
    const struct sg_facts *f = wrapper->facts;
    for (size_t i = 0; i < f->n_inner; i++) {
        struct sg_examination *x = examine(sg_facts_open_inner(f, &f->inner[i]));
        x->wrapper = wrapper;
        tell_level(wrapper, &f->inner[i], x);
        all->at[all->n++] = x;
    }
}

const struct sg_examination *sg_examine(struct sg_arena *arena, const struct sg_intel *intel,
                                        const struct sg_envelope *envelope, sg_span mail)
{
    struct examined all = { .at = { examine(sg_facts_open(arena, intel, envelope, mail)) },
                            .n = 1 };
    for (size_t i = 0; i < all.n; i++)
        examine_inside(&all, all.at[i]);
    return judged(&all);
}
