#include "train/weights.h"

#include <assert.h>
#include <math.h>

enum { MOST_CELLS = 512, MOST_ROUNDS = 50, MOST_GROWTH = 2 };

static const double COST = 0.02, HAND_SCALE = 10;

/* How much of lure-like wording a sample shows, in hundredths; 0: it does not. */
static int32_t wording_value(const struct sg_sample *s, int32_t most)
{
    int32_t score = (int32_t)lround(fmax(0, fmin(most, s->wording * 100)));
    return s->is_quoted || !sg_wording_is_lure(score) ? 0 : score;
}

/* The value of column `at` for a sample, 0 when it does not show it. */
static int32_t value_at(const struct sg_weighed *w, size_t at, const struct sg_sample *s,
                        int32_t most)
{
    if (w->is_wording)
        return wording_value(s, most);
    for (size_t i = 0; i < s->n_features; i++)
        if (s->features[i].at == at)
            return s->features[i].value;
    return 0;
}

/* ---- the regression ---- */

struct fitting {
    struct sg_arena *arena;
    const struct sg_weighed_list *weighed;
    const struct sg_sample *samples;
    size_t n;
    const uint8_t *keep;
    int32_t most;
    bool *is_free; /* its weight may still depart from 0 */
};

static const void *cells_of(const struct fitting *t, const struct sg_sample *s)
{
    uint16_t columns[MOST_CELLS];
    double values[MOST_CELLS], by_hand = 0;
    size_t n = 0;
    for (size_t i = 0; i < t->weighed->n; i++) {
        int32_t value = t->is_free[i] ? value_at(&t->weighed->at[i], i, s, t->most) : 0;
        if (value == 0)
            continue;
        assert(n < MOST_CELLS - 1);
        columns[n] = (uint16_t)i;
        values[n++] = value / 100.0;
        by_hand += value / 100.0 * t->weighed->at[i].prior / 100.0;
    }
    columns[n] = (uint16_t)t->weighed->n;
    values[n++] = by_hand * HAND_SCALE;
    return sg_row_cells(t->arena, columns, values, 0, n, t->weighed->n + 1);
}

static struct sg_line fit_once(const struct fitting *t)
{
    struct sg_row *rows = SG_NEW_N(t->arena, struct sg_row, t->n + 1);
    for (size_t i = 0; i < t->n; i++) {
        const struct sg_sample *s = &t->samples[i];
        if (s->side == 0 || (t->keep != NULL && t->keep[i] == 0))
            continue;
        rows[i] = (struct sg_row){ cells_of(t, s), s->side, s->times };
    }
    return sg_fit(t->arena, rows, t->n, t->weighed->n + 1, COST);
}

/* No corpus holds all honest mail: a weight grows to no more than MOST_GROWTH times what was set by hand. */
static int32_t bounded(int32_t points, int32_t prior)
{
    int32_t most = MOST_GROWTH * (prior < 0 ? -prior : prior);
    return points > most ? most : points < -most ? -most : points;
}

/* Give the points of a fit; true when none has the wrong sign, else those are freed no more. */
static bool settle(const struct fitting *t, const struct sg_line *line, struct sg_fitted *out)
{
    bool is_settled = true;
    out->share = line->weights[t->weighed->n] * HAND_SCALE;
    out->bias = line->bias;
    for (size_t i = 0; i < t->weighed->n; i++) {
        const struct sg_weighed *w = &t->weighed->at[i];
        out->points[i] = 0;
        if (!t->is_free[i])
            continue;
        out->points[i] = (int32_t)lround(out->share * w->prior + line->weights[i] * 100);
        out->points[i] = bounded(out->points[i], w->prior);
        bool is_wrong = w->is_reassuring ? out->points[i] > 0 : out->points[i] < 0;
        if (is_wrong) {
            t->is_free[i] = false;
            out->points[i] = 0;
            is_settled = false;
        }
    }
    return is_settled;
}

struct sg_fitted sg_weights_fit(struct sg_arena *arena, const struct sg_weighed_list *weighed,
                                const struct sg_sample *samples, size_t n, const uint8_t *keep,
                                int32_t most)
{
    struct fitting t = { .arena = arena,
                         .weighed = weighed,
                         .samples = samples,
                         .n = n,
                         .keep = keep,
                         .most = most,
                         .is_free = SG_NEW_N(arena, bool, weighed->n + 1) };
    struct sg_fitted out = { .points = SG_NEW_N(arena, int32_t, weighed->n + 1) };
    for (size_t i = 0; i < weighed->n; i++)
        t.is_free[i] = weighed->at[i].prior != 0 && (!weighed->at[i].is_wording || most > 0);
    for (int round = 0; round < MOST_ROUNDS; round++) {
        struct sg_line line = fit_once(&t);
        if (settle(&t, &line, &out))
            break;
    }
    return out;
}

/* ---- the sum ---- */

int32_t sg_points_of(const struct sg_weighed_list *weighed, const int32_t *points,
                     const int32_t *caps, const struct sg_sample *s, int32_t most, unsigned *parts)
{
    int32_t sum = 0, groups[SG_N_GROUPS] = { 0 };
    *parts = s->parts;
    for (size_t i = 0; i < weighed->n; i++) {
        const struct sg_weighed *w = &weighed->at[i];
        int32_t value = value_at(w, i, s, most);
        if (value == 0)
            continue;
        if (w->is_wording)
            *parts |= w->kind->part;
        int32_t more = (int32_t)((int64_t)points[i] * value / 100);
        if (w->kind != NULL && more > 0)
            groups[w->kind->group] += more;
        else
            sum += more;
    }
    for (size_t g = 0; g < SG_N_GROUPS; g++)
        sum += caps[g] > 0 && groups[g] > caps[g] ? caps[g] : groups[g];
    return sum;
}
