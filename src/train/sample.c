#include "train/sample.h"

#include "base/limits.h"
#include "checks/table.h"
#include "train/numbers.h"

/* ---- what has a weight ---- */

static int32_t prior_of(const struct sg_weights *priors, const char *id)
{
    const struct sg_weight *w = sg_map_get(&priors->by_finding, sg_span_of(id));
    return w == NULL ? 0 : w->points;
}

struct sg_weighed_list sg_weighed_of(struct sg_arena *arena, const struct sg_weights *priors)
{
    SG_LIST(struct sg_weighed) all = { 0 };
    for (const struct sg_check *const *c = sg_checks; *c != NULL; c++)
        for (const struct sg_finding_kind *k = (*c)->kinds; k->id != NULL; k++) {
            struct sg_weighed *w = SG_PUSH(arena, &all);
            w->id = sg_span_of(k->id);
            w->kind = k;
            w->prior = prior_of(priors, k->id);
            w->is_reassuring = w->prior < 0;
            w->is_wording = k->group == SG_GROUP_TEXT;
        }
    for (size_t i = 0; i < priors->n_combinations; i++) {
        struct sg_weighed *w = SG_PUSH(arena, &all);
        w->combination = &priors->combinations[i];
        w->id = w->combination->name;
        w->prior = w->combination->points;
        w->is_reassuring = w->prior < 0;
    }
    return (struct sg_weighed_list){ all.at, all.n };
}

static const struct sg_finding *found(const struct sg_examination *x, sg_span id)
{
    for (const struct sg_finding *f = x->findings.first; f != NULL; f = f->next)
        if (sg_same(sg_span_of(f->kind->id), id))
            return f;
    return NULL;
}

/* Hundredths; 0: it does not hold. */
static int32_t value_of(const struct sg_examination *x, const struct sg_weighed *w)
{
    if (w->is_wording)
        return 0;
    if (w->kind != NULL) {
        const struct sg_finding *f = found(x, w->id);
        return f == NULL ? 0 : f->strength;
    }
    for (size_t i = 0; i < w->combination->n_findings; i++)
        if (found(x, w->combination->findings[i]) == NULL)
            return 0;
    return 100;
}

static void put_features(const struct sg_examination *x, const struct sg_weighed_list *weighed,
                         struct sg_buf *out)
{
    size_t n = 0;
    for (int pass = 0; pass < 2; pass++) {
        if (pass == 1)
            sg_put_number(out, (unsigned)n);
        for (size_t i = 0; i < weighed->n; i++) {
            int32_t value = value_of(x, &weighed->at[i]);
            if (value == 0)
                continue;
            n++;
            if (pass == 1) {
                sg_put_number(out, (unsigned)i);
                sg_put_number(out, (unsigned)value & 0xFFFF);
            }
        }
    }
}

void sg_sample_pack(const struct sg_examination *x, const struct sg_weighed_list *weighed,
                    struct sg_buf *out)
{
    struct sg_grams grams = { 0 };
    unsigned parts = 0;
    for (const struct sg_finding *f = x->findings.first; f != NULL; f = f->next)
        if (f->kind->group != SG_GROUP_TEXT)
            parts |= f->kind->part;
    sg_put_number(out, parts);
    sg_put_number(out, sg_wording_is_quoted(x->facts));
    put_features(x, weighed, out);
    sg_wording_grams(x->facts, &grams);
    sg_put_number(out, (unsigned)grams.n);
    for (unsigned b = 0; b < SG_GRAM_BUCKETS; b++)
        if (grams.bits[b / 64] >> b % 64 & 1)
            sg_put_number(out, b);
}

bool sg_sample_unpack(struct sg_arena *arena, sg_span packed, size_t n_weighed,
                      struct sg_sample *out)
{
    struct sg_numbers r = { .octets = packed };
    out->parts = sg_next_number(&r);
    out->is_quoted = sg_next_number(&r) != 0;
    out->n_features = sg_next_number(&r);
    if (out->n_features > n_weighed)
        return false;
    struct sg_feature *features = SG_NEW_N(arena, struct sg_feature, out->n_features + 1);
    for (size_t i = 0; i < out->n_features; i++) {
        features[i].at = (uint16_t)sg_next_number(&r);
        features[i].value = (int16_t)(uint16_t)sg_next_number(&r);
        if (features[i].at >= n_weighed)
            return false;
    }
    out->n_grams = sg_next_number(&r);
    if (out->n_grams > SG_GRAM_BUCKETS)
        return false;
    uint16_t *grams = SG_NEW_N(arena, uint16_t, out->n_grams + 1);
    for (size_t i = 0; i < out->n_grams; i++) {
        grams[i] = (uint16_t)sg_next_number(&r);
        if (grams[i] >= SG_GRAM_BUCKETS)
            return false;
    }
    out->features = features;
    out->grams = grams;
    return !r.is_short && r.at == packed.len;
}
