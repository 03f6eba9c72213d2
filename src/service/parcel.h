/* service/parcel.h - octets on their way into a process behind walls: files in memory; only for this room.
 *
 * The keeper reads what a job's descriptor gives into a parcel and hands on the parcel, so that no worker ever holds
 * a real file.  A parcel is used for many mails, because making a file in memory and its pages costs more than
 * all else on the way of a mail; it is sealed so that its receiver can only read it, and stays with one worker, so that
 * one worker's mails are never another's. */
#ifndef SG_SERVICE_PARCEL_H
#define SG_SERVICE_PARCEL_H

#include "base/arena.h"
#include "base/status.h"

struct sg_parcel {
    int fd; /* -1: none yet */
    uint8_t *map;
    size_t room, len; /* octets; pages are taken only as they are written */
};

/* Read `source` (from its start when it can seek), at most `limit` octets.  SG_E_IO says why it cannot be read. */
SG_MUST_USE enum sg_status sg_parcel_fill(struct sg_parcel *parcel, int source, size_t limit,
                                          struct sg_error *err);
void sg_parcel_drop(struct sg_parcel *parcel);

/* The same once, without a map: a new file in memory that holds `octets`, or -1. */
int sg_parcel_of(sg_span octets);

/* In the receiver: the `len` octets of `fd`; false when it holds less. */
SG_MUST_USE bool sg_parcel_read(struct sg_arena *arena, int fd, size_t len, sg_span *out);

/* Without a parcel, into the arena. */
SG_MUST_USE enum sg_status sg_fd_read(struct sg_arena *arena, int fd, size_t limit, sg_span *out,
                                      struct sg_error *err);

#endif
