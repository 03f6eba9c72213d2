/* service/duty.h - what the processes behind the walls have to do, in octets: this room does not know what a
 * mail or an attachment is.
 *
 * An examiner reads a mail and writes its reply.  What only third-party decoders can open, it hands to its
 * opener, a process of its own (service/opening.h), with a short order that says what to do. */
#ifndef SG_SERVICE_DUTY_H
#define SG_SERVICE_DUTY_H

#include "base/buf.h"

struct sg_opening;

struct sg_task {
    sg_span note;               /* the job's, for example the mail's name */
    sg_span mail;               /* at most max_mail octets */
    struct sg_opening *opening; /* the way to the opener */
};

enum {
    SG_MAX_NOTE = 8192,     /* octets of a note */
    SG_MAX_ORDER = 8192,    /* octets of an order to an opener */
    SG_WORKER_MAILS = 2000, /* mails, then a worker is replaced: what crept in does not stay */
    SG_OPENER_ORDERS = 200, /* orders, then an opener is */
};

struct sg_duty {
    size_t max_mail, max_reply;   /* octets of a mail (the rest is not read), of a reply */
    size_t max_opened;            /* octets of what an opener replies */
    size_t memory, opener_memory; /* octets: of an examiner's arena, of an opener's */
    void *with;                   /* handed to all of these: */
    /* In an examiner.  All in `task` ends with the call. */
    void (*work)(void *with, struct sg_arena *arena, const struct sg_task *task,
                 struct sg_buf *reply);
    /* In an opener, before its walls stand: make libraries load what they load lazily.  May be NULL. */
    void (*warm)(void *with);
    /* In an opener: do with `octets` what `order` says.  NULL: there is nothing to open. */
    void (*open)(void *with, struct sg_arena *arena, sg_span order, sg_span octets,
                 struct sg_buf *reply);
};

#endif
