/* unpack/warm.h - a part of sg_unpack_warm(), for the files of this room only. */
#ifndef SG_UNPACK_WARM_H
#define SG_UNPACK_WARM_H

#include "unpack/kinds.h"

/* Read a small picture of each kind and a document. */
void sg_warm_readers(void);

#endif
