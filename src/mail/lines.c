#include "mail/lines.h"

#include "base/buf.h"

uint8_t sg_line_end_of(sg_span bytes)
{
    if (sg_find(bytes, '\n', 0) < bytes.len)
        return '\n';
    return sg_find(bytes, '\r', 0) < bytes.len ? '\r' : '\n';
}

size_t sg_comment_after(sg_span s, size_t from)
{
    size_t depth = 0;
    for (size_t i = from; i < s.len; i++) {
        int c = sg_at(s, i);
        if (c == '\\')
            i++;
        else if (c == '(')
            depth++;
        else if (c == ')' && --depth == 0)
            return i + 1;
    }
    return s.len + 1;
}

size_t sg_quote_end(sg_span s, size_t from)
{
    for (size_t i = from + 1; i < s.len; i++) {
        int c = sg_at(s, i);
        if (c == '\\')
            i++;
        else if (c == '"')
            return i;
    }
    return s.len;
}

size_t sg_skip_comments(sg_span s, size_t from)
{
    size_t i = from;
    while (i < s.len) {
        if (sg_is_blank(sg_at(s, i)))
            i++;
        else if (sg_at(s, i) == '(')
            i = sg_comment_after(s, i);
        else
            return i;
    }
    return s.len;
}

sg_span sg_unfold(struct sg_arena *arena, sg_span s)
{
    s = sg_trim(s);
    static const struct sg_octets ends = SG_FEW('\r', '\n', '\n', '\n');
    if (sg_find(s, '\n', 0) == s.len && sg_find(s, '\r', 0) == s.len)
        return s;
    struct sg_buf out = SG_BUF_IN(arena, s.len);
    sg_buf_room(&out, s.len);
    for (size_t i = 0; i < s.len;) {
        size_t end = sg_find_any(s, &ends, i);
        sg_put(&out, sg_trim(sg_cut(s, i, end - i)));
        i = end;
        while (sg_is_blank(sg_at(s, i)))
            i++;
        if (i < s.len)
            sg_put_octet(&out, ' ');
    }
    return sg_buf_done(&out);
}

sg_span sg_lowered(struct sg_arena *arena, sg_span s)
{
    size_t upper = 0;
    while (upper < s.len && sg_lower(sg_at(s, upper)) == sg_at(s, upper))
        upper++;
    if (upper == s.len)
        return s;
    struct sg_buf out = SG_BUF_IN(arena, s.len);
    sg_buf_room(&out, s.len);
    for (size_t i = 0; i < s.len; i++)
        sg_put_octet(&out, (uint8_t)sg_lower(sg_at(s, i)));
    return sg_buf_done(&out);
}

sg_span sg_unquoted(struct sg_arena *arena, sg_span s)
{
    if (sg_find(s, '\\', 0) == s.len)
        return s;
    struct sg_buf out = SG_BUF_IN(arena, s.len);
    sg_buf_room(&out, s.len);
    for (size_t i = 0; i < s.len; i++) {
        if (sg_at(s, i) == '\\' && i + 1 < s.len)
            i++;
        sg_put_octet(&out, (uint8_t)sg_at(s, i));
    }
    return sg_buf_done(&out);
}
