/* programs/milter_policy.h - what is done with a mail, by its verdict and the policy of those it goes to. */
#ifndef SG_PROGRAMS_MILTER_POLICY_H
#define SG_PROGRAMS_MILTER_POLICY_H

#include "programs/milter_message.h"
#include "programs/milter_settings.h"
#include "service/office.h"

enum sg_because { /* why a mail is not treated as its level says */
                  SG_BECAUSE_LEVEL,
                  SG_BECAUSE_FAILED,   /* no verdict */
                  SG_BECAUSE_PARDONED, /* an entry of the allow list */
                  SG_BECAUSE_OBSERVED, /* of our own users or networks */
                  SG_N_BECAUSE,
};

const char *sg_because_id(enum sg_because because); /* "pardoned" */

struct sg_decision {
    enum sg_action action;
    enum sg_because because;
    enum sg_level level;
    sg_span prefix; /* of the subject; empty: none */
    sg_span reject_text;
};

struct sg_deciding {
    const struct sg_milter_settings *settings;
    enum sg_asked asked;
    const struct sg_milter_answer *answer; /* when ANSWERED */
    enum sg_handling handling;
    const sg_span *recipients; /* addresses */
    size_t n_recipients;
};

/* Of several recipients' policies the mildest holds, for a mail is one mail: nobody loses what is his because of somebody else.
 * Fail open: without a verdict `on_failure` holds. */
struct sg_decision sg_milter_decide(const struct sg_deciding *d);

#endif
