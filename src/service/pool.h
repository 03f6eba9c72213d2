/* service/pool.h - mails examined by worker processes, results in the order of the mails.
 *
 * N persistent single-threaded workers are forked once everything is loaded.  A mail goes to one as a file
 * descriptor with a note (its name), the answer comes back as one length-prefixed reply that never
 * exceeds `max_reply`.  A worker that dies or takes too long costs the one mail it had: the caller is
 * told, the mails behind it are given to its successor.  Each worker has one arena, reset between mails.
 * Walls around the workers belong between the fork and the first mail. */
#ifndef SG_SERVICE_POOL_H
#define SG_SERVICE_POOL_H

#include "base/buf.h"
#include "base/status.h"

struct sg_job {
    int fd; /* the mail, from its start; the pool closes it */
    /* handed to the worker and back; at most SG_MAX_NOTE octets; the pool frees it */
    struct sg_buf note;
};

enum {
    SG_MAX_NOTE = 8192,   /* octets */
    SG_MAX_WORKERS = 256, /* processes */
    SG_JOB_SECONDS = 60,  /* a mail that takes longer is given up with its worker */
};

struct sg_pool_plan {
    size_t workers;           /* 0 or 1: everything in this one process */
    size_t max_reply, memory; /* octets: of one reply, of a worker's arena */
    void *with;               /* handed to all of these: */
    /* In the worker: examine what `fd` holds and write the reply. */
    void (*work)(void *with, struct sg_arena *arena, sg_span note, int fd, struct sg_buf *reply);
    /* In the caller: the next job, or false when there is none left. */
    bool (*next)(void *with, struct sg_job *job);
    /* In the caller, in the order of the jobs: the reply, or why it is lost ("worker-died",
     * "worker-stopped") with an empty one.  False stops the pool. */
    bool (*done)(void *with, sg_span note, sg_span reply, const char *lost);
};

/* Run until there are no more jobs.  SG_E_WORKER when workers cannot be started. */
SG_MUST_USE enum sg_status sg_pool_run(const struct sg_pool_plan *plan, struct sg_error *err);

/* What `fd` holds from its start (from where it stands when it cannot seek), at most `limit` octets. */
SG_MUST_USE enum sg_status sg_fd_read(struct sg_arena *arena, int fd, size_t limit, sg_span *out,
                                      struct sg_error *err);

#endif
