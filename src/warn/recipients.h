/* warn/recipients.h - the last look at whatever goes out: does it name somebody who received one of the mails? */
#ifndef SG_WARN_RECIPIENTS_H
#define SG_WARN_RECIPIENTS_H

#include "warn/specimen.h"

struct sg_recipients {
    SG_LIST(sg_span) addresses; /* "local@domain", lower case */
    SG_LIST(sg_span) names;     /* local parts of some length that are no role's */
    SG_LIST(sg_span) domains;   /* not those that many people share */
};

/* Of all the specimens together: a mail of a wave may name whom another one was sent to. */
const struct sg_recipients *sg_recipients_of(struct sg_arena *arena, const struct sg_intel *intel,
                                             const struct sg_specimen *const *specimens, size_t n);

/* True when `s` holds an address, a name as a word of its own, or a domain of theirs, in letters of whatever case. */
bool sg_names_recipient(const struct sg_recipients *recipients, sg_span s);

/* True when `host` is a domain of theirs or stands under one. */
bool sg_is_of_recipient(const struct sg_recipients *recipients, sg_span host);

#endif
