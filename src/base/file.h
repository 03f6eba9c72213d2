/* base/file.h - a whole file as a span: data, configuration, one mail. */
#ifndef SG_BASE_FILE_H
#define SG_BASE_FILE_H

#include "base/arena.h"
#include "base/status.h"

/* Read `path` ("-" is standard input) into the arena.  SG_E_LIMIT when it holds more than `limit`
 * octets, SG_E_IO when it cannot be read (a directory too); `out` is then untouched. */
SG_MUST_USE enum sg_status sg_file_read(struct sg_arena *arena, const char *path, size_t limit,
                                        sg_span *out, struct sg_error *err);

/* Close `*fd` unless it is -1: what SG_CLOSES calls at the end of the scope. */
void sg_close_fd(const int *fd);

#define SG_CLOSES __attribute__((cleanup(sg_close_fd)))

#endif
