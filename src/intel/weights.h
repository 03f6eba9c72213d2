/* intel/weights.h - how much a finding weighs: data/weights.conf. */
#ifndef SG_INTEL_WEIGHTS_H
#define SG_INTEL_WEIGHTS_H

#include "base/map.h"
#include "base/status.h"
#include "intel/datafile.h"

/* Findings of one group share a cap, so that one trick is not counted five times. */
#define SG_GROUPS(X)                                                                     \
    X(IDENTITY, "identity") /* who it says it is */                                      \
    X(HOP, "hop")           /* how it came in */                                         \
    X(AUTH, "authentication")                                                            \
    X(LINK, "link") /* where it leads */                                                 \
    X(HOST, "host") /* how a host is dressed up */                                       \
    X(WORDING, "wording")                                                                \
    X(TEXT, "text") /* how it reads as a whole */                                        \
    X(RECIPIENT, "recipient")                                                            \
    X(MAKEUP, "makeup")         /* how it is built: hidden text, forms, broken fields */ \
    X(ATTACHMENT, "attachment") /* what comes with it, and what lies in that */          \
    X(GENUINE, "genuine")       /* what speaks for it */

enum sg_group {

#define SG_GROUP(name, id) SG_GROUP_##name,
    SG_GROUPS(SG_GROUP)
#undef SG_GROUP
        SG_N_GROUPS,
};

const char *sg_group_id(enum sg_group group);

struct sg_weight {
    sg_span finding; /* finding kind id */
    int32_t points;  /* hundredths; negative reassures */
    struct sg_data_place place;
};

struct sg_combination {      /* findings that together weigh more than their sum */
    const sg_span *findings; /* all of these */
    size_t n_findings;
    sg_span name;
    int32_t points; /* added once */
    struct sg_data_place place;
};

struct sg_weights {
    struct sg_map by_finding;               /* const struct sg_weight */
    const struct sg_weight *const *weights; /* the same in the order of the file */
    size_t n_weights;
    const struct sg_combination *combinations;
    size_t n_combinations;
    int32_t caps[SG_N_GROUPS];    /* hundredths, of the sum of a group's points */
    int32_t suspicious, phishing; /* thresholds, hundredths */
};

SG_MUST_USE enum sg_status sg_weights_read(struct sg_arena *arena, const char *path,
                                           const struct sg_weights **out, struct sg_error *err);

#endif
