#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_ROOM = 256 };

static void widen(struct sg_buf *b, size_t room)
{
    if (b->arena != NULL) {
        b->at = sg_arena_grow(b->arena, b->at, b->room, room, 1);
    } else {
        uint8_t *at = realloc(b->at, room);
        if (at == NULL)
            sg_arena_exhausted(room, b->ceiling);
        b->at = at;
    }
    b->room = room;
}

size_t sg_buf_widen(struct sg_buf *b, size_t more)
{
    if (more > b->ceiling - b->len) {
        more = b->ceiling - b->len;
        b->cut = true;
    }
    size_t need = b->len + more;
    if (need > b->room) {
        size_t room = b->room < FIRST_ROOM ? FIRST_ROOM : b->room * 2;
        if (room < need)
            room = need;
        widen(b, room < b->ceiling ? room : b->ceiling);
    }
    return more;
}

void sg_put_widening(struct sg_buf *b, sg_span s)
{
    size_t fits = sg_buf_room(b, s.len);
    if (fits == 0)
        return;
    memcpy(b->at + b->len, s.at, fits);
    b->len += fits;
}

void sg_put_text(struct sg_buf *b, const char *text)
{
    sg_put(b, sg_span_of(text));
}

void sg_putf(struct sg_buf *b, const char *fmt, ...)
{
    char line[512];
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(line, sizeof(line), fmt, args);
    va_end(args);
    if (n > 0)
        sg_put(b, (sg_span){ (const uint8_t *)line,
                             (size_t)n < sizeof(line) ? (size_t)n : sizeof(line) - 1 });
}

sg_span sg_buf_done(struct sg_buf *b)
{
    if (b->arena != NULL && b->len < b->room) {
        sg_arena_trim(b->arena, b->at, b->room, b->len);
        b->room = b->len;
    }
    return sg_buf_span(b);
}

void sg_buf_free(struct sg_buf *b)
{
    if (b->arena == NULL)
        free(b->at);
    *b = (struct sg_buf){ .ceiling = b->ceiling, .arena = b->arena };
}
