/* warn/indicator_stix.h - indicators as a STIX 2.1 bundle (OASIS), for platforms that share such.
 *
 * Who made it, whom the mails claim to be, an indicator for each with what it indicates, the same as cyber observables, and
 * one report of all.  Identifiers are version 5 UUIDs: the same publisher gives the same thing the same one each time. */
#ifndef SG_WARN_INDICATOR_STIX_H
#define SG_WARN_INDICATOR_STIX_H

#include "report/words.h"
#include "warn/indicators.h"
#include "warn/publisher.h"

struct sg_stix {
    struct sg_arena *arena;
    const struct sg_intel *intel;
    const struct sg_publisher *publisher;
    const struct sg_words *words; /* of the language that descriptions are in */
    const char *tlp;              /* how far it may go: one that sg_stix_knows_tlp() knows */
    int64_t now;                  /* seconds since 1970 */
};

/* "clear", "green", "amber", "red": those for which STIX 2.1 defines markings. */
bool sg_stix_knows_tlp(const char *name);

/* Gives how many indicators were left out, because their pattern is longer than a JSON string of ours may be. */
size_t sg_put_indicator_stix(struct sg_buf *out, const struct sg_indicators *all,
                             const struct sg_stix *stix);

#endif
