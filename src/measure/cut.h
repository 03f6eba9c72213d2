/* measure/cut.h - what a threshold on points would do: recall at so many false alarms, the curve of all thresholds. */
#ifndef SG_MEASURE_CUT_H
#define SG_MEASURE_CUT_H

#include "base/arena.h"

struct sg_scores {
    int32_t *at; /* hundredths; sorted descending by sg_scores_sort() */
    size_t n;
};

void sg_scores_sort(struct sg_scores s);
size_t sg_scores_from(struct sg_scores sorted, int32_t threshold); /* how many are at or above */

struct sg_cut_at {
    int32_t threshold;     /* at or above it a mail is accused */
    size_t caught, alarms; /* of the wanted, of the others */
};

/* The lowest threshold at which no more than `share` (hundredths of a percent) of `others` are accused; both sorted. */
struct sg_cut_at sg_cut_for(struct sg_scores wanted, struct sg_scores others, int32_t share);

/* How often a wanted one scores above another, ties counting half; 0.5 when one side is empty.  Both sorted. */
double sg_auc(struct sg_scores wanted, struct sg_scores others);

struct sg_curve {
    const struct sg_cut_at *at; /* by falling threshold, one for each score that occurs */
    size_t n;
};

struct sg_curve sg_curve_of(struct sg_arena *arena, struct sg_scores wanted,
                            struct sg_scores others);

#endif
