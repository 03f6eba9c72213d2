#include "verdict/verdict.h"

#include "intel/weights.h"

struct weighing {
    const struct sg_weights *weights;
    const struct sg_findings *findings;
    struct sg_reason *reasons;
    size_t n;
};

const char *sg_level_id(enum sg_level level)
{
    static const char *const ids[] = {
        [SG_LEVEL_PHISHING] = "phishing",         [SG_LEVEL_SUSPICIOUS] = "suspicious",
        [SG_LEVEL_NO_SIGN] = "no-sign",           [SG_LEVEL_GENUINE] = "genuine",
        [SG_LEVEL_UNDETERMINED] = "undetermined",
    };
    return ids[level];
}

static int32_t points_of(const struct sg_weights *weights, const struct sg_finding *f)
{
    const struct sg_weight *w = sg_map_get(&weights->by_finding, sg_span_of(f->kind->id));
    return w == NULL ? 0 : (int32_t)((int64_t)w->points * f->strength / 100);
}

/* A second finding of one kind says the same thing again: it shows, and weighs nothing. */
static bool is_repeated(const struct weighing *w, const struct sg_finding *f)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->reasons[i].finding->kind == f->kind)
            return true;
    return false;
}

static void take_findings(struct weighing *w)
{
    for (const struct sg_finding *f = w->findings->first; f != NULL; f = f->next) {
        int32_t points = is_repeated(w, f) ? 0 : points_of(w->weights, f);
        w->reasons[w->n++] = (struct sg_reason){ .finding = f, .points = points };
    }
}

/* Insertion sort: at most SG_MAX_FINDINGS, and equal weights keep the order of the checks, so that a
 * report never changes from run to run. */
static void heaviest_first(struct sg_reason *reasons, size_t n)
{
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j > 0 && reasons[j - 1].points < reasons[j].points; j--) {
            struct sg_reason swap = reasons[j];
            reasons[j] = reasons[j - 1];
            reasons[j - 1] = swap;
        }
}

/* Past its group's cap a reason counts only as far as the cap reaches; the heaviest go first. */
static void apply_caps(struct weighing *w)
{
    int32_t sums[SG_N_GROUPS] = { 0 };
    for (size_t i = 0; i < w->n; i++) {
        struct sg_reason *r = &w->reasons[i];
        enum sg_group group = r->finding->kind->group;
        int32_t cap = w->weights->caps[group];
        if (cap == 0 || r->points <= 0)
            continue;
        int32_t left = cap - sums[group];
        if (r->points > left)
            r->points = left;
        sums[group] += r->points;
    }
}

static bool has_finding(const struct weighing *w, sg_span id)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->reasons[i].finding != NULL &&
            sg_same(sg_span_of(w->reasons[i].finding->kind->id), id))
            return true;
    return false;
}

static bool is_combined(const struct weighing *w, const struct sg_combination *c)
{
    for (size_t i = 0; i < c->n_findings; i++)
        if (!has_finding(w, c->findings[i]))
            return false;
    return c->n_findings > 0;
}

static void take_combinations(struct weighing *w)
{
    size_t n = w->n;
    for (size_t i = 0; i < w->weights->n_combinations; i++) {
        const struct sg_combination *c = &w->weights->combinations[i];
        if (is_combined(w, c))
            w->reasons[n++] = (struct sg_reason){ .combination = c, .points = c->points };
    }
    w->n = n;
}

/* Where who it says it is can be proven, and nothing contradicts it. */
static bool is_genuine(const struct sg_facts *f)
{
    if (!f->sender.is_authenticated_brand)
        return false;
    for (size_t i = 0; i < f->n_attachments; i++)
        if (!f->attachments[i]->is_shown && sg_page_asks(f->attachments[i]))
            return false;
    for (size_t i = 0; i < f->n_links; i++) {
        const struct sg_link *l = &f->links[i];
        bool is_web = l->target.host.kind != SG_HOST_NONE;
        if (is_web && l->role != SG_ROLE_RESOURCE && l->role != SG_ROLE_DEFANGED &&
            l->role != SG_ROLE_MENTIONED && !l->is_official && l->role != SG_ROLE_SOCIAL)
            return false;
    }
    return true;
}

static bool has_all(unsigned parts, unsigned wanted)
{
    return (parts & wanted) == wanted;
}

/* Claim, ask and inconsistency together make phishing; whatever the points, two of the three are no more than suspicious
 * (DESIGN.md, decision 6), one of them the inconsistency: a strange make-up may stand for it. */
bool sg_parts_allow(enum sg_level level, unsigned parts)
{
    if (level == SG_LEVEL_PHISHING)
        return has_all(parts, SG_PART_CLAIM | SG_PART_ASK | SG_PART_INCONSISTENCY);
    return level == SG_LEVEL_SUSPICIOUS &&
           (has_all(parts, SG_PART_CLAIM | SG_PART_INCONSISTENCY) ||
            has_all(parts, SG_PART_ASK | SG_PART_INCONSISTENCY) ||
            has_all(parts, SG_PART_CLAIM | SG_PART_ASK | SG_PART_STRANGE));
}

static enum sg_level level_of(const struct sg_facts *f, const struct sg_verdict *v)
{
    const struct sg_weights *w = f->intel->weights;
    if (v->points >= w->phishing && sg_parts_allow(SG_LEVEL_PHISHING, v->parts))
        return SG_LEVEL_PHISHING;
    if (v->points >= w->suspicious && sg_parts_allow(SG_LEVEL_SUSPICIOUS, v->parts))
        return SG_LEVEL_SUSPICIOUS;
    if (!v->complete || f->mail->bytes.len == 0)
        return SG_LEVEL_UNDETERMINED;
    return is_genuine(f) ? SG_LEVEL_GENUINE : SG_LEVEL_NO_SIGN;
}

struct sg_verdict sg_weigh(const struct sg_facts *facts, const struct sg_findings *findings)
{
    const struct sg_weights *weights = facts->intel->weights;
    struct weighing w = { .weights = weights, .findings = findings };
    w.reasons =
        SG_NEW_N(findings->arena, struct sg_reason, findings->count + weights->n_combinations + 1);
    take_findings(&w);
    heaviest_first(w.reasons, w.n);
    apply_caps(&w);
    take_combinations(&w);
    heaviest_first(w.reasons, w.n);
    struct sg_verdict v = { .reasons = w.reasons, .n_reasons = w.n };
    for (size_t i = 0; i < w.n; i++) {
        v.points += w.reasons[i].points;
        if (w.reasons[i].finding != NULL)
            v.parts |= w.reasons[i].finding->kind->part;
    }
    v.complete = facts->is_complete && findings->dropped == 0;
    v.level = level_of(facts, &v);
    return v;
}
