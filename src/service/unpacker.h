/* service/unpacker.h - files unpacked by an opener: its side of the duty, and the examiner's. */
#ifndef SG_SERVICE_UNPACKER_H
#define SG_SERVICE_UNPACKER_H

#include "service/opening.h"
#include "unpack/unpack.h"

/* For the envelope of an examination: has foreign files unpacked by way of `opening`, which must outlive it. */
struct sg_opener sg_unpacker_of(struct sg_opening *opening);

/* The duty of who reads mails and has what comes with them unpacked; `work` and `with` as in service/duty.h, `max_reply` octets
 * of one reply. */
struct sg_duty sg_unpacker_duty(void (*work)(void *with, struct sg_arena *arena,
                                             const struct sg_task *task, struct sg_buf *reply),
                                void *with, size_t max_reply);

#endif
