/* service/process.h - one child process: its channel to the keeper and its mark; only for this room.
 *
 * The mark is a number in memory that the two alone share.  The child sets it to the number of what it begins, so that
 * of a child that died one knows what it was at work on, without a message for each piece of work. */
#ifndef SG_SERVICE_PROCESS_H
#define SG_SERVICE_PROCESS_H

#include <stdatomic.h>
#include <sys/types.h>

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

typedef _Atomic uint64_t sg_mark;

struct sg_process {
    pid_t pid;   /* 0: there is none */
    int channel; /* -1 when there is none */
    sg_mark *mark;
};

/* What a child runs: it has its end of the channel, and every descriptor of the keeper until its walls stand; standard
 * input and output are nowhere. */
struct sg_role {
    void (*run)(void *with, int channel, sg_mark *mark); /* never returns */
    void *with;
};

/* `p` is untouched on failure. */
SG_MUST_USE enum sg_status sg_process_start(struct sg_process *p, const struct sg_role *role,
                                            struct sg_error *err);

/* End it, whatever it does, and wait for it: the signal that ended it (SIGKILL when it lived until now), or 0. */
int sg_process_end(struct sg_process *p);

/* Milliseconds, microseconds of a clock that nobody sets. */
int64_t sg_clock_ms(void);
int64_t sg_clock_us(void);

#endif
