/* service/unpacker.h - files unpacked by an opener: its side of the duty, and the examiner's. */
#ifndef SG_SERVICE_UNPACKER_H
#define SG_SERVICE_UNPACKER_H

#include "service/opening.h"
#include "unpack/unpack.h"

/* For the envelope of an examination: has foreign files unpacked by way of `opening`, which must outlive it. */
struct sg_opener sg_unpacker_of(struct sg_opening *opening);

/* A duty's warm() and open(). */
void sg_unpacker_warm(void *with);
void sg_unpacker_open(void *with, struct sg_arena *arena, sg_span order, sg_span octets,
                      struct sg_buf *reply);

#endif
