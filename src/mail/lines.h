/* mail/lines.h - lines and header scanning shared by the files of this room; nobody else's business.
 *
 * A line ends with LF (a CR before it belongs to the end); in bytes without any LF, with CR. */
#ifndef SG_MAIL_LINES_H
#define SG_MAIL_LINES_H

#include "mail/field.h"

/* '\n', or '\r' when `bytes` holds no LF but a CR. */
uint8_t sg_line_end_of(sg_span bytes);

/* Index after the line that holds octet `from`. */
static inline size_t sg_line_after(sg_span s, size_t from, uint8_t line_end)
{
    size_t end = sg_find(s, line_end, from);
    return end < s.len ? end + 1 : s.len;
}

/* sg_fields_read() when the line end is known already, so that many parts stay linear. */
struct sg_fields sg_fields_read_lines(struct sg_arena *arena, sg_span bytes, size_t base,
                                      uint8_t line_end, struct sg_oddities *oddities);

/* Index after the comment that opens with "(" at `from` (nested, with quoted pairs), or s.len + 1
 * when it never closes. */
size_t sg_comment_after(sg_span s, size_t from);

/* Index of the closing quote of the string whose opening quote is at `from`, or s.len. */
size_t sg_quote_end(sg_span s, size_t from);

/* Index of the first octet at or after `from` that is neither blank nor inside a comment; a comment
 * that never closes runs to the end. */
size_t sg_skip_comments(sg_span s, size_t from);

/* `s` with each run of blanks that holds a line end as one space, in the arena; `s` itself trimmed
 * when it has none. */
sg_span sg_unfold(struct sg_arena *arena, sg_span s);

/* A lower-case ASCII copy in the arena; `s` itself when there is nothing to fold. */
sg_span sg_lowered(struct sg_arena *arena, sg_span s);

/* A quoted string's content without its backslashes; `s` itself when it has none. */
sg_span sg_unquoted(struct sg_arena *arena, sg_span s);

/* sg_starts_nocase() and sg_same_nocase() with a lower-case literal of ours; most calls end at the first
 * letter. */
static inline bool sg_starts_with(sg_span s, const char *text)
{
    sg_span own = { (const uint8_t *)text, strlen(text) }; /* known to the compiler */
    return sg_lower(sg_at(s, 0)) == text[0] && sg_starts_nocase(s, own);
}

static inline bool sg_is(sg_span s, const char *text)
{
    sg_span own = { (const uint8_t *)text, strlen(text) };
    return sg_lower(sg_at(s, 0)) == text[0] && sg_same_nocase(s, own);
}

#endif
