/* unpack/codes.h - the codes in a picture: QR, Micro QR, Aztec, Data Matrix; for the files of this room only. */
#ifndef SG_UNPACK_CODES_H
#define SG_UNPACK_CODES_H

#include "unpack/picture.h"

/* Look at `picture` in several ways and add what each code in it says, once on a page.  All ways are tried even when one shows a
 * code: a second code may be there to be seen by those who point a telephone at it, in colours that the first way does
 * not see. */
void sg_codes_find(struct sg_unpacking *u, const struct sg_picture *picture, uint32_t page);

#endif
