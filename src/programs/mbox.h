/* programs/mbox.h - one mail after the other out of a stream; an mbox, or a single mail. */
#ifndef SG_PROGRAMS_MBOX_H
#define SG_PROGRAMS_MBOX_H

#include "base/buf.h"
#include "base/status.h"

struct sg_mbox {
    int fd; /* owned */
    bool is_mbox, is_begun, is_ended;
    bool after_blank;     /* the line before was empty: a "From " line may follow */
    size_t number;        /* of the mail last given, from 1 */
    struct sg_buf window; /* read ahead */
    size_t used;          /* octets of the window that were taken */
};

void sg_mbox_open(struct sg_mbox *mbox, int fd);

/* The next mail as a file in memory, or -1 at the end or (err->status set) on failure. */
int sg_mbox_next(struct sg_mbox *mbox, struct sg_error *err);
void sg_mbox_close(struct sg_mbox *mbox);

/* True for "From someone Sat Jan  3 01:05:34 1996". */
bool sg_mbox_is_from_line(sg_span line);

#endif
