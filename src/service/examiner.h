/* service/examiner.h - what runs in an examiner; only for this room. */
#ifndef SG_SERVICE_EXAMINER_H
#define SG_SERVICE_EXAMINER_H

#include "service/opening_inside.h"
#include "service/packet.h"
#include "service/process.h"
#include "service/walls.h"

/* What an examiner keeps from mail to mail. */
struct sg_desk {
    const struct sg_duty *duty;
    struct sg_arena *arena;
    struct sg_opening opening;
    struct sg_buf reply;
};

/* `channel` is the keeper's, `opener` the way to the opener; both -1: everything happens in this process. */
void sg_desk_open(struct sg_desk *desk, const struct sg_duty *duty, int channel, int opener);
void sg_desk_close(struct sg_desk *desk);

/* Examine; the reply lies in desk->reply until the next. */
void sg_desk_do(struct sg_desk *desk, const struct sg_task *task);

/* True when `packet` is a job. */
bool sg_job_is_sound(const struct sg_duty *duty, const struct sg_packet *packet);

struct sg_examiner {
    const struct sg_duty *duty;
    enum sg_walls walls;
    int opener; /* its end of the way to its opener; -1: the duty opens nothing */
};

/* A `struct sg_role`: `with` is a struct sg_examiner.  Never returns. */
void sg_examiner_run(void *with, int channel, sg_mark *mark);

#endif
