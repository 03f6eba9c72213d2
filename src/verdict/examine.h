/* verdict/examine.h - the whole examination, in one call.
 *
 * A pure function: the same bytes, envelope and intel give the same verdict.  No file, network, clock or
 * log.  This is what is fuzzed, tested and isolated. */
#ifndef SG_VERDICT_EXAMINE_H
#define SG_VERDICT_EXAMINE_H

#include "verdict/verdict.h"

struct sg_examination {
    const struct sg_facts *facts;
    struct sg_findings findings;
    struct sg_verdict verdict;
    /* Of the mail that the one judged here came in (facts->as says how); NULL: it is the mail as received. */
    const struct sg_examination *wrapper;
};

/* Examine `mail` and the mails inside it; gives the examination of the one that is to be judged:
 * - what a person passes on rather than the wrapper, unless the wrapper is accused more;
 * - a mail inside that is accused more than all around it, whoever sent it;
 * - else the mail as received; always that of a report or a digest, which servers write by themselves. */
const struct sg_examination *sg_examine(struct sg_arena *arena, const struct sg_intel *intel,
                                        const struct sg_envelope *envelope, sg_span mail);

#endif
