/* intel/model.h - how much the wording of a mail is like that of lures: data/model/wording.model.
 *
 * A logistic regression over the buckets of text/grams.h, each present or not, on the set made one long: log-odds =
 * bias + sum of weights / sqrt(buckets).  Of a text too
 * short to tell, only a share.  `shingan train` fits it; everything here is integers. */
#ifndef SG_INTEL_MODEL_H
#define SG_INTEL_MODEL_H

#include "base/arena.h"
#include "base/status.h"
#include "text/grams.h"

enum { SG_GRAMS_TELL = 100 }; /* buckets of a text that is long enough to tell */

struct sg_model {
    int32_t bias;  /* hundredths of log-odds */
    int32_t scale; /* hundredths of log-odds of one unit of weight, times 256 */
    int32_t most;  /* hundredths: no score is farther from 0 */
    int8_t weights[SG_GRAM_BUCKETS];
};

/* SG_E_VALUE for a number out of range, a row of the wrong length, rows missing or too many. */
SG_MUST_USE enum sg_status sg_model_read(struct sg_arena *arena, const char *path,
                                         const struct sg_model **out, struct sg_error *err);

/* Hundredths of log-odds of a text whose `buckets` have weights that sum to `sum`. */
int32_t sg_model_score(const struct sg_model *model, int32_t sum, size_t buckets);

#endif
