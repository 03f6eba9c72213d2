/* service/pool.h - mails examined by worker processes, results in the order of the mails.
 *
 * N persistent single-threaded workers are forked once everything is loaded.  A mail goes to one as its octets
 * with a note (its name), the answer comes back as one reply that never exceeds `max_reply`.  A worker that dies
 * or takes too long costs the one mail it was at work on: the caller is told, the mails behind it are given to its
 * successor.  Each worker has one arena, reset between mails. */
#ifndef SG_SERVICE_POOL_H
#define SG_SERVICE_POOL_H

#include "base/buf.h"
#include "base/status.h"
#include "service/duty.h"

struct sg_job {
    int fd; /* the mail, from its start (from where it stands when it cannot seek); the pool closes it */
    /* handed to the worker and back; at most SG_MAX_NOTE octets; the pool frees it */
    struct sg_buf note;
};

struct sg_result {
    sg_span note;
    sg_span reply;          /* empty when lost or unreadable */
    const char *lost;       /* "worker-died", "worker-stopped", or NULL */
    const char *unreadable; /* why `fd` could not be read, or NULL */
};

enum {
    SG_MAX_NOTE = 8192,   /* octets */
    SG_MAX_WORKERS = 256, /* processes */
    SG_JOB_SECONDS = 20,  /* a mail that takes longer is given up with its worker */
};

struct sg_pool_plan {
    struct sg_duty duty;
    size_t workers; /* processes, at least 1 */
    bool is_here;   /* everything in this one process, for measuring: no walls */
    /* In the caller, with the duty's `with`: the next job, or false when there is none left. */
    bool (*next)(void *with, struct sg_job *job);
    /* In the caller, in the order of the jobs.  False stops the pool. */
    bool (*done)(void *with, const struct sg_result *result);
};

/* Run until there are no more jobs.  SG_E_WORKER when workers cannot be started. */
SG_MUST_USE enum sg_status sg_pool_run(const struct sg_pool_plan *plan, struct sg_error *err);

/* What `fd` holds from its start (from where it stands when it cannot seek), at most `limit` octets. */
SG_MUST_USE enum sg_status sg_fd_read(struct sg_arena *arena, int fd, size_t limit, sg_span *out,
                                      struct sg_error *err);

#endif
