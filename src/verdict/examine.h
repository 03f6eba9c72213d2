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
};

const struct sg_examination *sg_examine(struct sg_arena *arena, const struct sg_intel *intel,
                                        const struct sg_envelope *envelope, sg_span mail);

#endif
