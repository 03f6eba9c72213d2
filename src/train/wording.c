#include "train/wording.h"

#include <math.h>

enum { FOLDS = 5 };

static const double COST = 10;

struct sg_row *sg_wording_rows(struct sg_arena *arena, const struct sg_sample *samples, size_t n)
{
    struct sg_row *rows = SG_NEW_N(arena, struct sg_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        const struct sg_sample *s = &samples[i];
        double same = s->n_grams == 0 ? 0 : 1 / sqrt((double)s->n_grams);
        rows[i].cells = sg_row_cells(arena, s->grams, NULL, same, s->n_grams, SG_GRAM_BUCKETS);
        rows[i].side = s->is_quoted ? 0 : s->side;
        rows[i].times = s->times;
    }
    return rows;
}

double sg_wording_of(const struct sg_line *line, const struct sg_sample *sample)
{
    double sum = 0;
    if (sample->n_grams == 0)
        return 0;
    for (size_t i = 0; i < sample->n_grams; i++)
        sum += line->weights[sample->grams[i]];
    double share = fmin(1, (double)sample->n_grams / SG_GRAMS_TELL);
    return share * (line->bias + sum / sqrt((double)sample->n_grams));
}

struct sg_line sg_wording_fit(struct sg_arena *arena, const struct sg_row *rows, size_t n,
                              const uint8_t *keep)
{
    struct sg_row *kept = SG_NEW_N(arena, struct sg_row, n + 1);
    for (size_t i = 0; i < n; i++) {
        kept[i] = rows[i];
        kept[i].side = keep == NULL || keep[i] != 0 ? rows[i].side : 0;
    }
    return sg_fit(arena, kept, n, SG_GRAM_BUCKETS, COST);
}

static unsigned fold_of(const struct sg_sample *s)
{
    sg_span key = s->cluster.len > 0 ? s->cluster : s->path;
    uint32_t hash = 0;
    for (size_t i = 0; i < key.len; i++)
        hash = hash * 31 + (uint32_t)sg_at(key, i);
    return (hash ^ hash >> 16) % FOLDS;
}

void sg_wording_out_of_fold(struct sg_arena *arena, const struct sg_row *rows,
                            struct sg_sample *samples, size_t n)
{
    uint8_t *keep = SG_NEW_N(arena, uint8_t, n + 1);
    for (unsigned fold = 0; fold < FOLDS; fold++) {
        for (size_t i = 0; i < n; i++)
            keep[i] = fold_of(&samples[i]) != fold;
        struct sg_line line = sg_wording_fit(arena, rows, n, keep);
        for (size_t i = 0; i < n; i++)
            if (keep[i] == 0)
                samples[i].wording = sg_wording_of(&line, &samples[i]);
    }
}

const struct sg_model *sg_wording_model(struct sg_arena *arena, const struct sg_line *line,
                                        int32_t most)
{
    struct sg_model *m = SG_NEW(arena, struct sg_model);
    double largest = 1e-9;
    for (size_t i = 0; i < SG_GRAM_BUCKETS; i++)
        largest = fmax(largest, fabs(line->weights[i]));
    for (size_t i = 0; i < SG_GRAM_BUCKETS; i++)
        m->weights[i] = (int8_t)lround(line->weights[i] * 127 / largest);
    m->bias = (int32_t)lround(line->bias * 100);
    m->scale = (int32_t)lround(largest / 127 * 100 * 256);
    m->most = most;
    return m;
}
