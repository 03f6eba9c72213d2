/* verdict/verdict.h - what the findings add up to. */
#ifndef SG_VERDICT_VERDICT_H
#define SG_VERDICT_VERDICT_H

#include "facts/finding.h"

enum sg_level {
    SG_LEVEL_PHISHING,
    SG_LEVEL_SUSPICIOUS,
    SG_LEVEL_NO_SIGN,      /* nothing found; never called safe */
    SG_LEVEL_GENUINE,      /* authenticated as the brand it claims, every link official */
    SG_LEVEL_UNDETERMINED, /* could not be read far enough to say */
};

const char *sg_level_id(enum sg_level level); /* "no-sign" */

struct sg_reason {
    const struct sg_finding *finding;         /* NULL for a combination */
    const struct sg_combination *combination; /* NULL for a finding */
    int32_t points;                           /* hundredths, after the cap of its group */
};

struct sg_verdict {
    enum sg_level level;
    int32_t points;                  /* hundredths; exactly the sum of the reasons' points */
    const struct sg_reason *reasons; /* heaviest first; equal ones in the order of the checks */
    size_t n_reasons;
    unsigned parts; /* enum sg_part_of bits that findings fulfil */
    bool complete;  /* false: a limit was reached, something was not looked at */
};

/* True when findings that fulfil `parts` may make a mail PHISHING, or SUSPICIOUS; false for the other levels. */
bool sg_parts_allow(enum sg_level level, unsigned parts);

/* Weigh findings.  A kind without a weight weighs 0 and still shows. */
struct sg_verdict sg_weigh(const struct sg_facts *facts, const struct sg_findings *findings);

#endif
