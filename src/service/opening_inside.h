/* service/opening_inside.h - what an opening is made of; only for this room. */
#ifndef SG_SERVICE_OPENING_INSIDE_H
#define SG_SERVICE_OPENING_INSIDE_H

#include "service/opening.h"

struct sg_opening {
    const struct sg_duty *duty;
    int keeper, opener;     /* channels; -1: what is opened is opened in this process */
    struct sg_arena *arena; /* for that; NULL until needed */
    uint64_t number;        /* of the last order */
    size_t n_lost;          /* answers, of this mail */
    int64_t waited_ms;      /* of this mail */
};

/* A mail begins: its losses and waits count anew. */
void sg_opening_begin(struct sg_opening *opening);

#endif
