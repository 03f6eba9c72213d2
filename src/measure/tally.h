/* measure/tally.h - measured mails counted by level, as mails and as clusters, and each source held out. */
#ifndef SG_MEASURE_TALLY_H
#define SG_MEASURE_TALLY_H

#include "measure/cut.h"
#include "measure/measured.h"

enum { SG_N_LEVELS = SG_LEVEL_UNDETERMINED + 1 };

struct sg_tally_row {
    sg_span label, key; /* "phish-strict"; source, language, ... or "" for all */
    size_t mails[SG_N_LEVELS], n_mails;
    size_t clusters[SG_N_LEVELS], n_clusters; /* each cluster once */
};

struct sg_tally {
    const char *by;                    /* "label", "source", "lang", "sub", "date", "charset" */
    SG_LIST(struct sg_tally_row) rows; /* in order of label and key */
};

/* "label", a column, or NULL when there is no such column. */
const char *sg_tally_column(const char *name);

/* By label alone there are rows for HTML ham, for phish strict, broad and all, and for advertising; by a column
 * for phish and strict phish. */
struct sg_tally sg_tally_of(struct sg_arena *arena, struct sg_measured_list mails, const char *by);

/* Scores of the clusters that have a bit of `is`, and all of `also` (enum sg_mail_is); sorted. */
struct sg_scores sg_scores_of(struct sg_arena *arena, struct sg_measured_list mails, unsigned is,
                              unsigned also);

struct sg_held_out {
    sg_span source;
    int32_t threshold;                 /* by the ham of all others */
    size_t phish, caught, ham, alarms; /* of this one, each cluster once */
};

typedef SG_LIST(struct sg_held_out) sg_held_out_list;

/* Each source that has strict phish or ham, its threshold set where `share` (hundredths of a percent) of the ham
 * of the others is accused. */
sg_held_out_list sg_hold_out(struct sg_arena *arena, struct sg_measured_list mails, int32_t share);

#endif
