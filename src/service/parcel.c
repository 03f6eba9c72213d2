#include "service/parcel.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

enum {
    USUAL_ROOM = 256 * 1024, /* octets: most mails; such a parcel is used again */
    READ_CHUNK = 64 * 1024,
    WIDER = 4, /* times, when a stream holds more than there is room for */
};

/* read() that is not stopped by a signal. */
static ssize_t read_some(int fd, uint8_t *at, size_t len)
{
    ssize_t n;
    do
        n = read(fd, at, len);
    while (n < 0 && errno == EINTR);
    return n;
}

void sg_parcel_drop(struct sg_parcel *p)
{
    if (p->map != NULL) {
        (void)munmap(p->map, p->room);
        (void)close(p->fd);
    }
    *p = (struct sg_parcel){ .fd = -1 };
}

/* The map is ours alone to write through: the seal lets no receiver write or map it so, or change its size, and a
 * process forked later does not have the map. */
static SG_MUST_USE enum sg_status make(struct sg_parcel *p, size_t room, struct sg_error *err)
{
    static const int seals = F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_FUTURE_WRITE | F_SEAL_SEAL;
    int fd = memfd_create("mail", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    void *map = fd < 0 || ftruncate(fd, (off_t)room) != 0
                    ? MAP_FAILED
                    : mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (map == MAP_FAILED || madvise(map, room, MADV_DONTFORK) != 0 ||
        fcntl(fd, F_ADD_SEALS, seals) != 0) {
        enum sg_status st =
            sg_fail(err, SG_E_WORKER, "cannot keep a mail in memory: %s", strerror(errno));
        if (map != MAP_FAILED)
            (void)munmap(map, room);
        if (fd >= 0)
            (void)close(fd);
        return st;
    }
    *p = (struct sg_parcel){ .fd = fd, .map = map, .room = room };
    return SG_OK;
}

/* A parcel that was made for one large mail is not kept. */
static SG_MUST_USE enum sg_status make_room(struct sg_parcel *p, size_t want, struct sg_error *err)
{
    size_t room = want > USUAL_ROOM ? want : USUAL_ROOM;
    p->len = 0;
    if (p->map != NULL && p->room == room)
        return SG_OK;
    sg_parcel_drop(p);
    return make(p, room, err);
}

static SG_MUST_USE enum sg_status widen(struct sg_parcel *p, size_t limit, struct sg_error *err)
{
    struct sg_parcel wider = { 0 };
    enum sg_status st = make(&wider, p->room < limit / WIDER ? p->room * WIDER : limit, err);
    if (st != SG_OK)
        return st;
    assert(wider.map != NULL);
    memcpy(wider.map, p->map, p->len);
    wider.len = p->len;
    sg_parcel_drop(p);
    *p = wider;
    return SG_OK;
}

/* Octets that a file says it has, and one more to see its end. */
static size_t size_of(int fd, size_t limit)
{
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size < 0)
        return 0;
    return (size_t)info.st_size < limit ? (size_t)info.st_size + 1 : limit;
}

enum sg_status sg_parcel_fill(struct sg_parcel *p, int source, size_t limit, struct sg_error *err)
{
    enum sg_status st = make_room(p, size_of(source, limit), err);
    (void)lseek(source, 0, SEEK_SET);
    while (st == SG_OK && p->len < limit) {
        size_t fits = p->room - p->len;
        ssize_t n =
            read_some(source, p->map + p->len, fits < limit - p->len ? fits : limit - p->len);
        if (n < 0)
            return sg_fail(err, SG_E_IO, "cannot read: %s", strerror(errno));
        if (n == 0)
            return SG_OK;
        p->len += (size_t)n;
        if (p->len == p->room && p->len < limit)
            st = widen(p, limit, err);
    }
    return st;
}

int sg_parcel_of(sg_span octets)
{
    int fd = memfd_create("part", MFD_CLOEXEC);
    for (size_t at = 0; fd >= 0 && at < octets.len;) {
        sg_span rest = sg_tail(octets, at);
        ssize_t n = write(fd, rest.at, rest.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            (void)close(fd);
            return -1;
        }
        at += (size_t)n;
    }
    return fd;
}

bool sg_parcel_read(struct sg_arena *arena, int fd, size_t len, sg_span *out)
{
    uint8_t *at = len > 0 ? sg_arena_octets(arena, len) : NULL;
    for (size_t n_read = 0; n_read < len;) {
        ssize_t n = pread(fd, at + n_read, len - n_read, (off_t)n_read);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return false;
        n_read += (size_t)n;
    }
    *out = (sg_span){ at, len };
    return true;
}

enum sg_status sg_fd_read(struct sg_arena *arena, int fd, size_t limit, sg_span *out,
                          struct sg_error *err)
{
    struct sg_buf b = SG_BUF_IN(arena, limit);
    size_t size = size_of(fd, limit);
    (void)lseek(fd, 0, SEEK_SET);
    for (;;) {
        size_t fits = sg_buf_room(&b, size > b.len ? size - b.len : READ_CHUNK);
        ssize_t n = fits == 0 ? 0 : read_some(fd, b.at + b.len, fits);
        if (n < 0)
            return sg_fail(err, SG_E_IO, "cannot read: %s", strerror(errno));
        if (n == 0)
            break;
        b.len += (size_t)n;
    }
    *out = sg_buf_done(&b);
    return SG_OK;
}
