/* base/buf.h - a growing run of octets with a ceiling; what decoders and renderers write into.
 *
 * With an arena the octets live there and are never freed; without one they are the caller's, who
 * ends with sg_buf_free().  Writing past the ceiling drops the rest and sets `cut`. */
#ifndef SG_BASE_BUF_H
#define SG_BASE_BUF_H

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/span.h"
#include "base/status.h"

struct sg_buf {
    uint8_t *at;
    size_t len, room;
    size_t ceiling; /* octets */
    struct sg_arena *arena;
    bool cut;
};

#define SG_BUF(limit)              ((struct sg_buf){ .ceiling = (limit) })
#define SG_BUF_IN(in_arena, limit) ((struct sg_buf){ .ceiling = (limit), .arena = (in_arena) })

/* Behind sg_buf_room() and sg_put(), when there is no room yet. */
size_t sg_buf_widen(struct sg_buf *b, size_t more);
void sg_put_widening(struct sg_buf *b, sg_span s);

/* Room for `more` octets, or less when the ceiling is near: gives how many fit. */
static inline size_t sg_buf_room(struct sg_buf *b, size_t more)
{
    return more <= b->room - b->len ? more : sg_buf_widen(b, more);
}

static inline void sg_put(struct sg_buf *b, sg_span s)
{
    if (s.len == 0)
        return;
    assert(s.at != NULL);
    if (s.len <= b->room - b->len) {
        memcpy(b->at + b->len, s.at, s.len);
        b->len += s.len;
        return;
    }
    sg_put_widening(b, s);
}

void sg_putf(struct sg_buf *b, const char *fmt, ...) SG_PRINTF(2, 3); /* at most 511 octets */
void sg_put_text(struct sg_buf *b, const char *text);                 /* our own literals */

static inline void sg_put_octet(struct sg_buf *b, uint8_t octet)
{
    if (sg_buf_room(b, 1) == 1)
        b->at[b->len++] = octet;
}

/* What was written so far; valid until the next write. */
static inline sg_span sg_buf_span(const struct sg_buf *b)
{
    return (sg_span){ b->at, b->len };
}

/* End writing: the octets, with the spare room given back to the arena where that is possible. */
sg_span sg_buf_done(struct sg_buf *b);

void sg_buf_free(struct sg_buf *b);

#endif
