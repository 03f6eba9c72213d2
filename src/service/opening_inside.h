/* service/opening_inside.h - what an opening is made of; only for this room. */
#ifndef SG_SERVICE_OPENING_INSIDE_H
#define SG_SERVICE_OPENING_INSIDE_H

#include "service/opening.h"

struct sg_opening {
    const struct sg_duty *duty;
    struct sg_arena *arena; /* of what is opened in this process; NULL until needed */
};

#endif
