#include "programs/mbox.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/limits.h"

enum {
    WINDOW = 256 * 1024, /* octets; a longer line is taken in pieces */
    FROM_LINE = 1000,    /* octets of a "From " line that are looked at */
};

bool sg_mbox_is_from_line(sg_span line)
{
    if (!sg_starts(line, SG_SPAN("From ")))
        return false;
    bool has_time = false, has_year = false;
    sg_span rest = sg_trim(sg_cut(line, 5, FROM_LINE));
    while (rest.len > 0) {
        sg_span word = sg_next(&rest, ' ');
        int64_t n;
        has_time |= sg_at(word, 2) == ':' && sg_is_digit(sg_at(word, 0)) &&
                    sg_is_digit(sg_at(word, 1)) && sg_is_digit(sg_at(word, 3));
        has_year |= word.len == 4 && sg_number(word, 1970, 2999, &n);
    }
    return has_time && has_year;
}

/* Read on until the window is full or the stream ends. */
static SG_MUST_USE enum sg_status fill(struct sg_mbox *m, struct sg_error *err)
{
    sg_span rest = sg_tail(sg_buf_span(&m->window), m->used);
    if (m->used > 0 && rest.len > 0)
        memmove(m->window.at, rest.at, rest.len);
    m->window.len = rest.len;
    m->used = 0;
    while (!m->is_ended && m->window.len < WINDOW) {
        size_t fits = sg_buf_room(&m->window, WINDOW - m->window.len);
        ssize_t n = read(m->fd, m->window.at + m->window.len, fits);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return sg_fail(err, SG_E_IO, "%s", strerror(errno));
        m->is_ended = n == 0;
        m->window.len += (size_t)n;
    }
    return SG_OK;
}

/* The line that comes next, with its line end; empty at the end of the stream. */
static SG_MUST_USE enum sg_status peek_line(struct sg_mbox *m, sg_span *line, struct sg_error *err)
{
    sg_span rest = sg_tail(sg_buf_span(&m->window), m->used);
    if (sg_find(rest, '\n', 0) == rest.len && !m->is_ended) {
        enum sg_status st = fill(m, err);
        if (st != SG_OK)
            return st;
        rest = sg_tail(sg_buf_span(&m->window), m->used);
    }
    *line = sg_cut(rest, 0, sg_find(rest, '\n', 0) + 1);
    return SG_OK;
}

void sg_mbox_open(struct sg_mbox *m, int fd)
{
    *m = (struct sg_mbox){ .fd = fd, .after_blank = true, .window = SG_BUF(WINDOW) };
}

void sg_mbox_close(struct sg_mbox *m)
{
    if (m->fd >= 0)
        (void)close(m->fd);
    sg_buf_free(&m->window);
    m->fd = -1;
}

static sg_span unquoted(const struct sg_mbox *m, sg_span line)
{
    size_t n = 0;
    while (sg_at(line, n) == '>')
        n++;
    return m->is_mbox && n > 0 && sg_starts(sg_tail(line, n), SG_SPAN("From ")) ? sg_tail(line, 1)
                                                                                : line;
}

static int in_memory(sg_span mail, struct sg_error *err)
{
    int fd = memfd_create("mail", MFD_CLOEXEC);
    for (size_t at = 0; fd >= 0 && at < mail.len;) {
        sg_span rest = sg_tail(mail, at);
        ssize_t n = write(fd, rest.at, rest.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0) {
            (void)close(fd);
            fd = -1;
        }
        at += n > 0 ? (size_t)n : 0;
    }
    if (fd < 0)
        (void)!sg_fail(err, SG_E_IO, "cannot keep a mail in memory: %s", strerror(errno));
    return fd;
}

/* Lines up to the next mail's "From " line. */
static SG_MUST_USE enum sg_status collect(struct sg_mbox *m, struct sg_buf *mail,
                                          struct sg_error *err)
{
    bool first = true, at_line_start = true;
    for (;;) {
        sg_span line;
        enum sg_status st = peek_line(m, &line, err);
        if (st != SG_OK || line.len == 0)
            return st;
        bool is_limit = at_line_start && m->is_mbox && m->after_blank && sg_mbox_is_from_line(line);
        if (is_limit && !first)
            return SG_OK;
        if (!is_limit)
            sg_put(mail, at_line_start ? unquoted(m, line) : line);
        m->used += line.len;
        at_line_start = sg_at(line, line.len - 1) == '\n';
        m->after_blank = at_line_start && sg_trim(line).len == 0;
        first = false;
    }
}

int sg_mbox_next(struct sg_mbox *m, struct sg_error *err)
{
    sg_span line;
    *err = (struct sg_error){ 0 };
    if (peek_line(m, &line, err) != SG_OK)
        return -1;
    if (line.len == 0 && m->is_begun)
        return -1;
    if (!m->is_begun)
        m->is_mbox = sg_mbox_is_from_line(line);
    m->is_begun = true;
    m->number++;
    struct sg_buf mail = SG_BUF((size_t)SG_MAX_MAIL + 1);
    int fd = collect(m, &mail, err) == SG_OK ? in_memory(sg_buf_span(&mail), err) : -1;
    sg_buf_free(&mail);
    return fd;
}
