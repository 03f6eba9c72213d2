/* facts/claims_misspelt.h - words of a name or a subject that pass for a brand's name without being it.
 *
 * For the files of this room only. */
#ifndef SG_FACTS_CLAIMS_MISSPELT_H
#define SG_FACTS_CLAIMS_MISSPELT_H

#include "facts/facts.h"

struct sg_misspelt_hit {
    const struct sg_brand_called *called;
    struct sg_range at; /* in the folded text */
};

/* The first such word of `folded` from octet `*at` on, which is moved behind it; `called` NULL: none is left.  Ordinary
 * words, names of people (a display name in which other words than those of services stand too), and words that the sender's own proven domain bears do not count. */
struct sg_misspelt_hit sg_facts_misspelt(const struct sg_facts *f, sg_span folded,
                                         enum sg_claim_where where, size_t *at);

#endif
