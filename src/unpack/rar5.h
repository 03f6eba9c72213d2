/* unpack/rar5.h - which files of a RAR 5 archive are encrypted, which the library behind entries.h does not tell.
 *
 * Source: RAR 5.0 archive format (rarlab.com/technote.htm): blocks of checksum, size, type, flags, extra records. */
#ifndef SG_UNPACK_RAR5_H
#define SG_UNPACK_RAR5_H

#include "base/span.h"

struct sg_rar5 {
    sg_span rest; /* blocks not read yet */
};

/* `octets` of any kind; one that is no RAR 5 archive has no files. */
struct sg_rar5 sg_rar5_open(sg_span octets);

/* The next file's header; false at the end, and where the blocks make no sense any more. */
bool sg_rar5_next(struct sg_rar5 *rar, bool *is_encrypted);

#endif
