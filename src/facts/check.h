/* facts/check.h - what a check is.
 *
 * A check is a pure function from facts to findings.  It does not fail, log, read a clock, touch the
 * network, or see what other checks found.  It says what it saw; how much that weighs is data
 * (data/weights.conf), what it is called in a language is data (data/words/). */
#ifndef SG_FACTS_CHECK_H
#define SG_FACTS_CHECK_H

#include "facts/finding.h"

struct sg_check {
    const char *name;                    /* file name with dashes; unique */
    const char *looks_for;               /* one English sentence, shown by `shingan checks` */
    const struct sg_finding_kind *kinds; /* every kind it may find; ends with .id == NULL */
    void (*run)(const struct sg_facts *facts, struct sg_findings *out);
};

#endif
