/* unpack/lzfu.h - RTF as mail programs of Microsoft compress it (MS-OXRTFCP). */
#ifndef SG_UNPACK_LZFU_H
#define SG_UNPACK_LZFU_H

#include "base/arena.h"
#include "base/span.h"

/* The RTF in `octets`, at most SG_MAX_INNER_FILE of it; empty when it is no such thing. */
sg_span sg_lzfu_read(struct sg_arena *arena, sg_span octets);

#endif
