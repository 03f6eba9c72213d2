/* report/html_text.c - the octets of a text one after the other: whoever is hidden, whatever is harmful, escaped. */
#include "report/html_parts.h"
#include "text/unicode.h"

static bool is_chooser_at(sg_span s, size_t at, size_t *end)
{
    *end = at;
    return sg_is_glyph_chooser(sg_utf8_next(s, end));
}

/* Octets that addresses and schemes are made of. */
static bool is_ascii_word(int c)
{
    return c > ' ' && c < 0x7f;
}

sg_span sg_html_regular(struct sg_arena *arena, sg_span s)
{
    if (!sg_holds(s, SG_SPAN("\xef\xb8")) && !sg_holds(s, SG_SPAN("\xf3\xa0")))
        return s;
    struct sg_buf out = SG_BUF_IN(arena, s.len + 1), held = SG_BUF_IN(arena, s.len + 1);
    for (size_t at = 0, end; at < s.len; at = end) {
        if (is_chooser_at(s, at, &end) && out.len > 0 && is_ascii_word(out.at[out.len - 1])) {
            sg_put(&held, sg_cut(s, at, end - at));
            continue;
        }
        if (!is_ascii_word(sg_at(s, at))) {
            sg_put(&out, sg_buf_span(&held));
            held.len = 0;
        }
        sg_put(&out, sg_cut(s, at, end - at));
    }
    sg_put(&out, sg_buf_span(&held));
    return sg_buf_done(&out);
}

/* Write what `step` made of the octets at hand, escaped. */
static void put_made(struct sg_html_text *t, struct sg_buf *made, size_t took)
{
    sg_put_html(t->out, sg_buf_span(made));
    t->at += took;
}

static void put_one(struct sg_html_text *t)
{
    uint8_t room[256];
    struct sg_buf made = { .at = room, .room = sizeof(room), .ceiling = sizeof(room) };
    size_t took = sg_hide(t->mask, &made, t->s, t->at);
    if (took == 0) {
        made.len = 0;
        took = sg_defang(&made, t->s, t->at, &t->dot);
    }
    if (took > 0) {
        put_made(t, &made, took);
        return;
    }
    if (sg_at(t->s, t->at) == '\r' && sg_at(t->s, t->at + 1) == '\n') {
        t->at++;
        return;
    }
    if (t->at == t->dot) {
        sg_put(t->out, SG_SPAN("[.]"));
        t->at++;
        return;
    }
    /* A run of what cannot be seen is told as one. */
    size_t end = t->at;
    int32_t c = sg_utf8_next(t->s, &end);
    for (size_t next = end; sg_is_shown_as_code(c) && sg_utf8_next(t->s, &next) == c;)
        end = next;
    sg_put_html(t->out, sg_cut(t->s, t->at, end - t->at));
    t->at = end;
}

void sg_html_text_to(struct sg_html_text *t, size_t to)
{
    size_t full = t->out->ceiling - SG_HTML_SPARE;
    while (t->at < to && t->at < t->s.len && t->out->len < full)
        put_one(t);
}
