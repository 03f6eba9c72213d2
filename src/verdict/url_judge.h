/* verdict/url_judge.h - an address judged by itself, without a mail: how its owner, its zone, its letters and its shape
 * compare with those of phishing.  The points are data (data/urls/). */
#ifndef SG_VERDICT_URL_JUDGE_H
#define SG_VERDICT_URL_JUDGE_H

#include "base/limits.h"
#include "facts/facts.h"

struct sg_url_sign {
    sg_span id;     /* "zone-top", "domain-letters-4": key of its points */
    int32_t points; /* hundredths of log-odds; may be 0 or less */
};

struct sg_url_judgement {
    struct sg_url_sign signs[SG_MAX_URL_SIGNS];
    size_t n;
    int32_t points;  /* sum of the signs' */
    bool is_accused; /* and it stands on no official domain */
};

/* Judge the target of `link`; ids are in the arena. */
struct sg_url_judgement sg_url_judge(struct sg_arena *arena, const struct sg_intel *intel,
                                     const struct sg_link *link);

#endif
