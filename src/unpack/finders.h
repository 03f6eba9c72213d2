/* unpack/finders.h - how many corners of codes a map seems to hold; for codes.c only.
 *
 * ZXing-cpp tries every three of the finder patterns it sees, so that a picture of many takes it minutes; and where there
 * is none there is no QR code, which is found out here at a small part of what the library takes to say so. */
#ifndef SG_UNPACK_FINDERS_H
#define SG_UNPACK_FINDERS_H

#include "unpack/grey.h"

enum { SG_FINDER = 256 }; /* what one pattern that stands upright and whole counts */

struct sg_finders {
    uint32_t likely;  /* by their rows alone; counting stops beyond SG_MAX_FINDERS of them */
    uint32_t certain; /* of these, such as have the same runs from top to bottom; at most as many */
};

/* Roughly, in parts of SG_FINDER. */
struct sg_finders sg_finders_count(const struct sg_ink *ink);

#endif
