/* service/pool.h - mails examined by worker processes, results in the order of the mails: the keeper for who has all
 * mails at hand.  Many are begun at once, so that a slow one does not hold up the workers. */
#ifndef SG_SERVICE_POOL_H
#define SG_SERVICE_POOL_H

#include "service/keeper.h"

struct sg_job {
    int fd; /* the mail, from its start (from where it stands when it cannot seek); the pool closes it */
    /* handed to the worker and back; at most SG_MAX_NOTE octets; the pool frees it */
    struct sg_buf note;
};

struct sg_result {
    sg_span note;
    sg_span reply;          /* empty when lost or unreadable */
    const char *lost;       /* "worker-died", "worker-stopped", or NULL */
    int signal;             /* that ended the worker, when lost; 0: none */
    const char *unreadable; /* why `fd` could not be read, or NULL */
};

struct sg_pool_plan {
    struct sg_keeper_plan keep;
    bool is_here; /* everything in this one process, for measuring: no walls */
    /* With the duty's `with`: the next job, or false when there is none left. */
    bool (*next)(void *with, struct sg_job *job);
    /* In the order of the jobs.  False stops the pool. */
    bool (*done)(void *with, const struct sg_result *result);
};

/* Run until there are no more jobs.  SG_E_WORKER when workers cannot be started, or die as they start. */
SG_MUST_USE enum sg_status sg_pool_run(const struct sg_pool_plan *plan, struct sg_error *err);

#endif
