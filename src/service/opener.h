/* service/opener.h - what runs in an opener; only for this room. */
#ifndef SG_SERVICE_OPENER_H
#define SG_SERVICE_OPENER_H

#include "service/duty.h"
#include "service/packet.h"
#include "service/process.h"
#include "service/walls.h"

/* True when `packet` is an order. */
bool sg_order_is_sound(const struct sg_duty *duty, const struct sg_packet *packet);

struct sg_opener_role {
    const struct sg_duty *duty;
    enum sg_walls walls;
    int orders; /* where the examiner's orders come in and the replies go */
};

/* A `struct sg_role`: `with` is a struct sg_opener_role.  Never returns. */
void sg_opener_run(void *with, int channel, sg_mark *mark);

#endif
