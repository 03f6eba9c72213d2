/* train/weights.h - weights of findings and combinations, fitted around those set by hand.
 *
 * The sum of the weights set by hand is one column of the regression, and each finding's departure from it another, which is
 * regularised: what few mails show stays where it was set, and none grows to more than twice that.  A weight that would change its sign becomes 0. */
#ifndef SG_TRAIN_WEIGHTS_H
#define SG_TRAIN_WEIGHTS_H

#include "train/fit.h"
#include "train/sample.h"

struct sg_fitted {
    int32_t *points; /* hundredths, one of each that is weighed */
    double share;    /* of the weights set by hand that is kept */
    double bias;     /* log-odds without any finding */
};

/* Fit on the samples for which `keep` is not 0 (NULL: all), wording clipped at `most` hundredths (0: left out). */
struct sg_fitted sg_weights_fit(struct sg_arena *arena, const struct sg_weighed_list *weighed,
                                const struct sg_sample *samples, size_t n, const uint8_t *keep,
                                int32_t most);

/* The points that the verdict would give a sample, caps of groups applied; `parts` gets the parts fulfilled. */
int32_t sg_points_of(const struct sg_weighed_list *weighed, const int32_t *points,
                     const int32_t *caps, const struct sg_sample *s, int32_t most, unsigned *parts);

#endif
