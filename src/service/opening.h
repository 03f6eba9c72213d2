/* service/opening.h - an examiner's way to its opener, the process in which third-party decoders run.
 *
 * The opener may die over what it opens: that costs this one answer, never the mail.  Where everything happens in
 * one process (sg_pool_plan.is_here) the duty's open() is called directly. */
#ifndef SG_SERVICE_OPENING_H
#define SG_SERVICE_OPENING_H

#include "service/duty.h"

enum sg_opening_end {
    SG_OPENING_DONE,
    SG_OPENING_LOST, /* the opener died, took too long, or there were too many losses in this mail */
    SG_OPENING_REFUSED, /* this duty opens nothing */
};

/* Have `octets` (at most max_mail) opened as `order` says (at most SG_MAX_ORDER).  The answer takes the place of what
 * `reply` held, at most its ceiling and max_opened octets; `reply` is empty unless SG_OPENING_DONE. */
enum sg_opening_end sg_opening_ask(struct sg_opening *opening, sg_span order, sg_span octets,
                                   struct sg_buf *reply);

#endif
