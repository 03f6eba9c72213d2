/* service/keeper.h - the process that keeps workers: it gives each its jobs, and replaces it when it dies, strays or
 * takes too long.  It reads no mail.
 *
 * Each worker is an examiner behind its walls and, once it has something to open, an opener behind others.  Jobs end
 * in any order.  The death of a worker costs the one mail it was at work on; jobs it had not begun go to its successor.
 *
 *     sg_keeper_open(); { while (sg_keeper_has_room()) sg_keeper_give(); sg_keeper_wait(); while (sg_keeper_take()) ...;
 *     } sg_keeper_close(); */
#ifndef SG_SERVICE_KEEPER_H
#define SG_SERVICE_KEEPER_H

#include "base/status.h"
#include "service/duty.h"
#include "service/walls.h"

struct sg_keeper_plan {
    struct sg_duty duty;
    size_t workers; /* from 1 to SG_MAX_WORKERS */
    enum sg_walls walls;
    /* Tell a person something about the walls, one line; with the duty's `with`.  NULL: nobody is told. */
    void (*say)(void *with, const char *line);
};

enum {
    SG_MAX_WORKERS = 256, /* each with its opener */
    SG_JOB_SECONDS = 20,  /* a mail that takes longer is given up with its worker */
    SG_WORKER_JOBS = 2,   /* jobs a worker has at once: the next one lies ready when it ends one */
};

struct sg_keeper;

/* Load everything before.  `plan` stays as long as the keeper.  SG_E_WORKER when a worker cannot be started. */
SG_MUST_USE enum sg_status sg_keeper_open(const struct sg_keeper_plan *plan, struct sg_keeper **out,
                                          struct sg_error *err);
void sg_keeper_close(struct sg_keeper *keeper); /* jobs not ended are dropped; NULL is fine */

bool sg_keeper_has_room(const struct sg_keeper *keeper);

/* Give a job when there is room: `fd` is read from its start (from where it stands when it cannot seek) and stays the
 * caller's.  `note` is borrowed until the job was taken.  SG_E_IO: `fd` cannot be read, and nothing was given. */
SG_MUST_USE enum sg_status sg_keeper_give(struct sg_keeper *keeper, size_t job, sg_span note,
                                          int fd, struct sg_error *err);

/* How many workers: `asked`; 0: one a core. */
size_t sg_keeper_workers(size_t asked);

/* Wait until something has happened, at most a second.  SG_E_WORKER when workers die as they start. */
SG_MUST_USE enum sg_status sg_keeper_wait(struct sg_keeper *keeper, struct sg_error *err);

/* Likewise, also until there is something to read from `fd`; -1: from nothing. */
SG_MUST_USE enum sg_status sg_keeper_wait_also(struct sg_keeper *keeper, int fd,
                                               struct sg_error *err);

struct sg_ended {
    size_t job;
    struct sg_buf reply; /* the caller's from now on; empty when lost */
    const char *lost;    /* "worker-died", "worker-stopped", or NULL */
    int signal; /* that ended the worker, when lost; 0: it ended itself or broke the protocol */
};

/* Take a job that has ended; false when there is none. */
bool sg_keeper_take(struct sg_keeper *keeper, struct sg_ended *out);

#endif
