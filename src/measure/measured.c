#include "measure/measured.h"

#include "base/limits.h"
#include "train/numbers.h"

static bool has_page(const struct sg_facts *f)
{
    for (size_t i = 0; i < f->n_passages; i++)
        if (f->passages[i].page != NULL)
            return true;
    return false;
}

/* The verdict reads the weight of the first finding of a kind in the order of the findings. */
static int32_t raw_points(const struct sg_examination *x, const struct sg_weighed *w)
{
    if (w->kind == NULL)
        return w->prior;
    for (const struct sg_finding *f = x->findings.first; f != NULL; f = f->next)
        if (f->kind == w->kind)
            return (int32_t)((int64_t)w->prior * f->strength / 100);
    return 0;
}

/* Points after caps; false when the mail does not show it.  A repeated finding adds a reason with nothing. */
static bool counted_points(const struct sg_examination *x, const struct sg_weighed *w, int32_t *sum)
{
    bool is_shown = false;
    *sum = 0;
    for (size_t i = 0; i < x->verdict.n_reasons; i++) {
        const struct sg_reason *r = &x->verdict.reasons[i];
        if (w->kind != NULL ? r->finding == NULL || r->finding->kind != w->kind
                            : r->combination == NULL || !sg_same(r->combination->name, w->id))
            continue;
        is_shown = true;
        *sum += r->points;
    }
    return is_shown;
}

void sg_measured_pack(const struct sg_examination *x, const struct sg_weighed_list *weighed,
                      struct sg_buf *out)
{
    size_t n = 0;
    int32_t counted;
    sg_put_number(out, (unsigned)x->verdict.level);
    sg_put_number(out, (unsigned)x->verdict.points >> 16);
    sg_put_number(out, (unsigned)x->verdict.points);
    sg_put_number(out, x->verdict.parts);
    sg_put_number(out, has_page(x->facts));
    for (size_t i = 0; i < weighed->n; i++)
        n += counted_points(x, &weighed->at[i], &counted);
    sg_put_number(out, (unsigned)n);
    for (size_t i = 0; i < weighed->n; i++) {
        const struct sg_weighed *w = &weighed->at[i];
        if (!counted_points(x, w, &counted))
            continue;
        sg_put_number(out, (unsigned)i);
        sg_put_number(out, (unsigned)raw_points(x, w));
        sg_put_number(out, (unsigned)counted);
    }
}

bool sg_measured_unpack(struct sg_arena *arena, sg_span packed, size_t n_weighed,
                        struct sg_measured *out)
{
    struct sg_numbers r = { .octets = packed };
    unsigned level = sg_next_number(&r), high = sg_next_number(&r), low = sg_next_number(&r);
    unsigned parts = sg_next_number(&r), is_html = sg_next_number(&r);
    size_t n = sg_next_number(&r);
    if (r.is_short || level > SG_LEVEL_UNDETERMINED || n > n_weighed)
        return false;
    struct sg_sign *signs = SG_NEW_N(arena, struct sg_sign, n + 1);
    for (size_t i = 0; i < n; i++) {
        signs[i].at = (uint16_t)sg_next_number(&r);
        signs[i].raw = (int16_t)(uint16_t)sg_next_number(&r);
        signs[i].counted = (int16_t)(uint16_t)sg_next_number(&r);
        if (signs[i].at >= n_weighed)
            return false;
    }
    if (r.is_short || r.at != packed.len)
        return false;
    out->level = (enum sg_level)level;
    out->points = (int32_t)(high << 16 | low);
    out->parts = parts;
    out->is |= is_html != 0 ? SG_IS_HTML : 0u;
    out->signs = signs;
    out->n_signs = n;
    return true;
}

/* ---- asked of it ---- */

bool sg_is_accused(const struct sg_measured *m)
{
    return m->level == SG_LEVEL_PHISHING || m->level == SG_LEVEL_SUSPICIOUS;
}

int32_t sg_accusable_points(const struct sg_measured *m)
{
    return sg_parts_allow(SG_LEVEL_SUSPICIOUS, m->parts) ? m->points : SG_NEVER;
}

static bool is_made_of(const struct sg_combination *c, sg_span id)
{
    for (size_t i = 0; i < c->n_findings; i++)
        if (sg_same(c->findings[i], id))
            return true;
    return false;
}

/* In which order the cap of a group is used up does not matter to the sum: what is above 0 counts up to it. */
bool sg_is_accused_without(const struct sg_measured *m, size_t left_out,
                           const struct sg_weighed_list *weighed, const struct sg_weights *weights)
{
    sg_span id = weighed->at[m->signs[left_out].at].id;
    int32_t above[SG_N_GROUPS] = { 0 }, points = 0;
    unsigned parts = 0;
    for (size_t i = 0; i < m->n_signs; i++) {
        const struct sg_weighed *w = &weighed->at[m->signs[i].at];
        int32_t raw = m->signs[i].raw;
        if (i == left_out || (w->kind == NULL && is_made_of(w->combination, id)))
            continue;
        if (w->kind != NULL)
            parts |= w->kind->part;
        if (w->kind != NULL && raw > 0)
            above[w->kind->group] += raw;
        else
            points += raw;
    }
    for (size_t g = 0; g < SG_N_GROUPS; g++)
        points +=
            weights->caps[g] != 0 && above[g] > weights->caps[g] ? weights->caps[g] : above[g];
    return points >= weights->suspicious && sg_parts_allow(SG_LEVEL_SUSPICIOUS, parts);
}
