/* programs/evaluate.h - what `shingan evaluate` found, and the three ways to write it down. */
#ifndef SG_PROGRAMS_EVALUATE_H
#define SG_PROGRAMS_EVALUATE_H

#include "measure/cut.h"
#include "measure/decisive.h"
#include "measure/tally.h"
#include "measure/wilson.h"

enum { SG_N_SHARES = 5, SG_N_OTHERS = 3, SG_MAX_TALLIES = 8 };

/* Hundredths of a percent of the others that may be accused. */
extern const int32_t sg_evaluation_shares[SG_N_SHARES];

enum { SG_HELD_OUT_SHARE = 30 }; /* the same, of the ham of the other sources */

struct sg_against { /* strict phish against others, each cluster once */
    const char *id; /* "ham", "ham-html", "advertising" */
    struct sg_scores others;
    double auc;
    struct sg_cut_at cuts[SG_N_SHARES];
};

struct sg_evaluation {
    sg_span title; /* the tables and folders, as given */
    struct sg_measured_list mails;
    size_t n_lost; /* could not be examined: told, and counted nowhere */
    const struct sg_weights *weights;
    struct sg_weighed_list weighed;
    struct sg_tally tallies[SG_MAX_TALLIES];
    size_t n_tallies;
    struct sg_scores phish, ham, spam; /* strict; clusters */
    struct sg_against against[SG_N_OTHERS];
    size_t n_spam_clusters, n_spam_suspicious, n_spam_phishing; /* spam called phish */
    sg_held_out_list held_out;
    struct sg_decisive_list decisive;
    const struct sg_measured *const *alarms; /* accused ham, the most accused first */
    const struct sg_measured *const *misses; /* strict phish not accused, fewest points first */
    size_t n_alarms, n_misses;               /* of which so many are shown */
    size_t worst;
};

void sg_evaluation_text(const struct sg_evaluation *e, struct sg_buf *out);
void sg_evaluation_json(const struct sg_evaluation *e, struct sg_buf *out);
void sg_evaluation_svg(const struct sg_evaluation *e, struct sg_arena *arena, struct sg_buf *out);

#endif
