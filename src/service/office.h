/* service/office.h - a keeper as a process of its own, and how others hand mails in there.
 *
 * Whoever has a mail asks over a channel (SOCK_SEQPACKET) that any number of threads may share: a packet with the note, the
 * mail's descriptor and the end of a way back, on which nothing but the one answer comes.  No thread waits for another, and
 * whoever has waited long enough just goes away.
 *
 * The process that runs the office must have one thread only: workers are forked from it. */
#ifndef SG_SERVICE_OFFICE_H
#define SG_SERVICE_OFFICE_H

#include "service/keeper.h"

enum sg_asked {
    SG_ASKED_ANSWERED,
    SG_ASKED_LATE,   /* no answer before the deadline */
    SG_ASKED_FULL,   /* nobody took the mail before the deadline */
    SG_ASKED_LOST,   /* the worker died over it */
    SG_ASKED_CLOSED, /* there is no office, or it died */
    SG_N_ASKED,
};

const char *sg_asked_id(enum sg_asked asked); /* "worker-died" */

enum { SG_MAX_ANSWER = 60000 }; /* octets of a reply that goes back this way */

/* Work for who asks at `channel` until its other end is closed and all is answered; then close `channel`.  Tells on it once
 * that it is ready (sg_office_ready()). */
SG_MUST_USE enum sg_status sg_office_run(const struct sg_keeper_plan *plan, int channel,
                                         struct sg_error *err);

/* The other end of a channel: wait until the office is ready.  False when it never will be or takes longer. */
bool sg_office_ready(int channel, int64_t within_ms);

/* Hand in what `mail` holds from its start; the descriptor stays the caller's.  `until` is a time of sg_clock_ms().  The reply is
 * put to `reply` when answered.  Any thread. */
enum sg_asked sg_office_ask(int channel, sg_span note, int mail, int64_t until,
                            struct sg_buf *reply);

#endif
