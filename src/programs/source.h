/* programs/source.h - the mails behind FILE, DIR, Maildir, mbox and `-`, one after the other.
 *
 * Directories are walked in the order of their names; a Maildir gives cur/ and new/ and its folders; links to
 * directories are not followed, hidden and special files are left out.  An mbox (a file that begins
 * with "From ") is read as a stream, one mail at a time; `>From ` lines lose one `>` (mboxrd). */
#ifndef SG_PROGRAMS_SOURCE_H
#define SG_PROGRAMS_SOURCE_H

#include "base/buf.h"
#include "base/status.h"

struct sg_source;

struct sg_source_mail {
    int fd;        /* the caller closes it; -1 when only counting */
    sg_span name;  /* "path" or "path#3"; until the next call */
    bool is_alone; /* named on the command line, and no mbox */
};

enum sg_source_step {
    SG_SOURCE_MAIL,
    SG_SOURCE_FAILED, /* err says what could not be read; go on */
    SG_SOURCE_END,
};

/* `counts_only`: files are not opened, so an mbox counts as one. */
struct sg_source *sg_source_open(struct sg_arena *arena, char **paths, size_t n, bool counts_only);
enum sg_source_step sg_source_next(struct sg_source *source, struct sg_source_mail *mail,
                                   struct sg_error *err);
size_t sg_source_files(const struct sg_source *source); /* files begun so far */
void sg_source_close(struct sg_source *source);

#endif
