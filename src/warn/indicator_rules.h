/* warn/indicator_rules.h - what one mail gives: candidates, each an indicator or kept out, with the rule that made it so. */
#ifndef SG_WARN_INDICATOR_RULES_H
#define SG_WARN_INDICATOR_RULES_H

#include "warn/indicators.h"

struct sg_candidate {
    enum sg_indicator_kind kind;
    sg_span value;
    bool is_prefix;
    sg_span name; /* of a file */
    int32_t confidence;
    const char *why, *why_not;           /* of an indicator: struct sg_indicator */
    const char *out;                     /* kept out: why; NULL: an indicator */
    const struct sg_specimen_link *link; /* whose findings speak for it; NULL: the mail's */
};

struct sg_rules {
    struct sg_arena *arena;
    const struct sg_intel *intel;
    const struct sg_recipients *recipients;
    const struct sg_specimen *mail; /* phishing or suspicious */
    void *with;
    void (*give)(void *with, const struct sg_candidate *candidate);
};

void sg_rules_links(const struct sg_rules *rules);  /* addresses and hosts of its links */
void sg_rules_sender(const struct sg_rules *rules); /* who it came from, its subject, its files */

/* Hand on, unless it names a recipient; what may only be watched is so, and not more trusted than that. */
void sg_rules_give(const struct sg_rules *rules, struct sg_candidate candidate);

/* Why `host` is none of those that may become one: "official", "hoster-whole", ...; NULL when nobody known answers for
 * it.  Without what the mail says of itself. */
const char *sg_rules_known(const struct sg_rules *rules, sg_span host);

bool sg_has_finding(const struct sg_specimen_link *link, const char *const *ids); /* NULL ends */

#endif
