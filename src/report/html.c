#include "report/html.h"

#include "report/shown.h"
#include "text/unicode.h"

/* Unicode 23.7: no text holds them, and XML readers refuse a page with one. */
static bool is_no_character(int32_t c)
{
    return (c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef);
}

/* A run of one character that cannot be seen; gives where it ends. */
static size_t put_code(struct sg_buf *out, sg_span s, size_t at, int32_t c)
{
    size_t n = 1, ahead = at;
    while (sg_utf8_next(s, &ahead) == c) {
        at = ahead;
        n++;
    }
    sg_putf(out, "&lt;U+%04X&gt;", (unsigned)c);
    if (n > 1)
        sg_putf(out, "\xc3\x97%zu", n);
    return at;
}

static const char *reference_of(int32_t c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

void sg_put_html(struct sg_buf *out, sg_span s)
{
    for (size_t at = 0; at < s.len;) {
        int32_t c = sg_utf8_next(s, &at);
        const char *reference = reference_of(c);
        if (reference != NULL)
            sg_put_text(out, reference);
        else if (c == '\t' || c == '\n')
            sg_put_octet(out, (uint8_t)c);
        else if (c == '\r' && sg_at(s, at) == '\n')
            continue;
        else if (sg_is_glyph_chooser(c))
            continue;
        else if (sg_is_shown_as_code(c) || is_no_character(c))
            at = put_code(out, s, at, c);
        else
            sg_put_utf8(out, c);
    }
}
