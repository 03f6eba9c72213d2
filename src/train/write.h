/* train/write.h - what was fitted, as data files and as a table of what changed. */
#ifndef SG_TRAIN_WRITE_H
#define SG_TRAIN_WRITE_H

#include "base/buf.h"
#include "intel/model.h"
#include "train/outcome.h"

struct sg_trained {
    const struct sg_weighed_list *weighed;
    const struct sg_weights *priors, *before; /* set by hand; in use until now */
    const struct sg_fitted *fitted;
    struct sg_thresholds thresholds;
    const struct sg_model *model;
};

void sg_write_weights(const struct sg_trained *t, struct sg_buf *out);
void sg_write_model(const struct sg_model *model, struct sg_buf *out);

/* A line for each weight: set by hand, in use, fitted, and how many mails show it. */
void sg_write_changes(const struct sg_trained *t, const struct sg_sample *samples, size_t n,
                      struct sg_buf *out);

/* The honest mails and the advertising with the most points that their parts allow to accuse: what sets the thresholds. */
void sg_write_nearest(const struct sg_sample *samples, const struct sg_scored *scored, size_t n,
                      struct sg_buf *out);

#endif
