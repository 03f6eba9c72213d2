#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

enum { CHUNK = 64 * 1024 }; /* octets read at once when the size is not known */

void sg_close_fd(const int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
}

/* Octets read into `b`, 0 at the end, -1 with errno. */
static ssize_t read_more(int fd, struct sg_buf *b, size_t chunk)
{
    size_t fits = sg_buf_room(b, chunk);
    ssize_t n;
    do
        n = read(fd, b->at + b->len, fits);
    while (n < 0 && errno == EINTR);
    if (n > 0)
        b->len += (size_t)n;
    return n;
}

enum sg_status sg_file_read(struct sg_arena *arena, const char *path, size_t limit, sg_span *out,
                            struct sg_error *err)
{
    bool is_stdin = strcmp(path, "-") == 0;
    SG_CLOSES int opened = is_stdin ? -1 : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (!is_stdin && opened < 0)
        return sg_fail(err, SG_E_IO, "cannot open '%s': %s", path, strerror(errno));
    int fd = is_stdin ? STDIN_FILENO : opened;
    struct stat info;
    size_t chunk = CHUNK;
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size >= 0 &&
        (uint64_t)info.st_size < limit)
        chunk = (size_t)info.st_size + 1; /* one more, so that the end is seen at once */
    struct sg_buf b = SG_BUF_IN(arena, limit + 1);
    ssize_t n;
    while ((n = read_more(fd, &b, chunk)) > 0 && b.len <= limit)
        chunk = CHUNK;
    if (n < 0)
        return sg_fail(err, SG_E_IO, "cannot read '%s': %s", path, strerror(errno));
    if (b.len > limit)
        return sg_fail(err, SG_E_LIMIT, "'%s' is larger than %zu octets", path, limit);
    *out = sg_buf_done(&b);
    return SG_OK;
}
