/* train/wording.h - the model of wordings, fitted; how it scores mails that it has not seen. */
#ifndef SG_TRAIN_WORDING_H
#define SG_TRAIN_WORDING_H

#include "intel/model.h"
#include "train/fit.h"
#include "train/sample.h"

/* The rows of samples over buckets: each present bucket one over the square root of how many there are. */
struct sg_row *sg_wording_rows(struct sg_arena *arena, const struct sg_sample *samples, size_t n);

/* Log-odds of one sample. */
double sg_wording_of(const struct sg_line *line, const struct sg_sample *sample);

/* Fit on all rows for which `keep` is not 0 (NULL: all). */
struct sg_line sg_wording_fit(struct sg_arena *arena, const struct sg_row *rows, size_t n,
                              const uint8_t *keep);

/* Give each sample's `wording` by a model fitted without the clusters of its fold. */
void sg_wording_out_of_fold(struct sg_arena *arena, const struct sg_row *rows,
                            struct sg_sample *samples, size_t n);

/* The same in integers of eight bits; no score farther from 0 than `most` hundredths. */
const struct sg_model *sg_wording_model(struct sg_arena *arena, const struct sg_line *line,
                                        int32_t most);

#endif
