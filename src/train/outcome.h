/* train/outcome.h - what weights would do: thresholds, and each source judged by a fit that has not seen it. */
#ifndef SG_TRAIN_OUTCOME_H
#define SG_TRAIN_OUTCOME_H

#include "base/buf.h"
#include "train/weights.h"

/* Which share of honest mail may be accused, in hundredths of a percent.  Own mails and ham: see outcome.c. */
struct sg_thresholds {
    int32_t suspicious, phishing; /* hundredths */
};

struct sg_scored { /* one sample under some weights */
    int32_t points;
    bool may_be_suspicious, may_be_phishing; /* by the parts that it fulfils */
};

struct sg_scored *sg_score_all(struct sg_arena *arena, const struct sg_weighed_list *weighed,
                               const int32_t *points, const int32_t *caps,
                               const struct sg_sample *samples, size_t n, int32_t most);

/* The lowest thresholds at which honest mails stay within what is allowed of them. */
struct sg_thresholds sg_thresholds_for(struct sg_arena *arena, const struct sg_sample *samples,
                                       const struct sg_scored *scored, size_t n,
                                       const uint8_t *keep);

/* Fit without each source in turn, for each of several caps of the wording's share; write the table to `out` and give
 * the cap that did best on sources not seen, hundredths. */
int32_t sg_leave_one_source_out(struct sg_arena *arena, const struct sg_weighed_list *weighed,
                                const int32_t *caps, struct sg_sample *samples, size_t n,
                                const struct sg_row *wordings, struct sg_buf *out);

#endif
