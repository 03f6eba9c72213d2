/* unpack/finders.h - how many corners of codes a map seems to hold; for codes.c only.
 *
 * ZXing-cpp tries every three of the finder patterns it sees, so that a picture of many takes it minutes. */
#ifndef SG_UNPACK_FINDERS_H
#define SG_UNPACK_FINDERS_H

#include "unpack/grey.h"

/* Roughly, dark on light; counting stops beyond `most`. */
uint32_t sg_finders_count(const struct sg_grey *map, uint32_t most);

#endif
