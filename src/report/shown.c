#include "report/shown.h"

#include "text/unicode.h"

enum { SHOWN_CEILING = 256 * 1024 }; /* octets of one shown text */

/* ---- defanging ---- */

/* Index behind the host that starts at `at`. */
static size_t host_end(sg_span s, size_t at)
{
    while (at < s.len) {
        int c = sg_at(s, at);
        if (c <= ' ' || c == '/' || c == '?' || c == '#' || c == '\\' || c == '"' || c == '<' ||
            c == '>' || c == ')' || c == ',' || (c == ':' && !sg_is_digit(sg_at(s, at + 1))))
            break;
        at++;
    }
    return at;
}

/* Index of the host behind any "user:password@" that starts at `at`. */
static size_t host_start(sg_span s, size_t at)
{
    size_t start = at;
    for (int c = sg_at(s, at); c > ' ' && c != '/' && c != '?' && c != '#' && c != '\\' &&
                               c != '"' && c != '<' && c != '>';
         c = sg_at(s, ++at))
        if (c == '@')
            start = at + 1;
    return start;
}

/* Index of the last dot of the host that starts at `at` and ends at `end`; SIZE_MAX: none, or in brackets already. */
static size_t host_dot(sg_span s, size_t at, size_t end)
{
    sg_span host = sg_cut(s, at, end - at);
    while (host.len > 0 && sg_at(host, host.len - 1) == '.')
        host.len--;
    size_t dot = sg_find_last(host, '.');
    return dot == host.len || sg_at(host, dot + 1) == ']' ? SIZE_MAX : at + dot;
}

/* Write the host that starts at `at` with its last dot in brackets; gives where it ends. */
static size_t put_host(struct sg_buf *out, sg_span s, size_t at)
{
    size_t end = host_end(s, at), dot = host_dot(s, at, end);
    if (dot == SIZE_MAX) {
        sg_put(out, sg_cut(s, at, end - at));
        return end;
    }
    sg_put(out, sg_cut(s, at, dot - at));
    sg_put(out, SG_SPAN("[.]"));
    sg_put(out, sg_cut(s, dot + 1, end - dot - 1));
    return end;
}

/* Octets of "http:", "https:" or "ftp:" with the slashes or backslashes after it, at `at`; 0: none. */
static size_t scheme_at(sg_span s, size_t at)
{
    sg_span rest = sg_tail(s, at);
    size_t n = sg_starts_nocase(rest, SG_SPAN("https:"))  ? 6
               : sg_starts_nocase(rest, SG_SPAN("http:")) ? 5
               : sg_starts_nocase(rest, SG_SPAN("ftp:"))  ? 4
                                                          : 0;
    size_t start = n;
    while (n > 0 && (sg_at(rest, n) == '/' || sg_at(rest, n) == '\\'))
        n++;
    return n > start ? n : 0;
}

/* Does `s` start with a host rather than with a scheme, which may stand behind a bracket: `「https://`? */
static bool starts_with_host(sg_span s)
{
    return !sg_starts_nocase(s, SG_SPAN("hxxp")) && sg_at(s, host_end(s, 0)) != ':';
}

static bool is_slash(int c)
{
    return c == '/' || c == '\\';
}

/* Octets of the "://" at `at` behind another scheme's name (`wss`); 0: none, or behind one that is harmless already. */
static size_t other_scheme_at(sg_span s, size_t at)
{
    sg_span before = sg_cut(s, 0, at);
    if (sg_at(s, at) != ':' || !is_slash(sg_at(s, at + 1)) || !is_slash(sg_at(s, at + 2)) ||
        !sg_is_alnum(sg_at(before, before.len - 1)))
        return 0;
    bool is_harmless = sg_ends_nocase(before, SG_SPAN("hxxp")) ||
                       sg_ends_nocase(before, SG_SPAN("hxxps")) ||
                       sg_ends_nocase(before, SG_SPAN("fxp"));
    return is_harmless ? 0 : 3;
}

/* Write the scheme at `at`, harmless, or what makes another scheme so; gives where it ends: `at` when none is there. */
static size_t put_scheme(struct sg_buf *out, sg_span s, size_t at)
{
    size_t n = scheme_at(s, at), other = n > 0 ? 0 : other_scheme_at(s, at);
    bool is_ftp = sg_lower(sg_at(s, at)) == 'f';
    size_t named = is_ftp ? 3 : 4;
    if (n > 0) {
        sg_put(out, is_ftp ? SG_SPAN("fxp") : SG_SPAN("hxxp"));
        sg_put(out, sg_cut(s, at + named, n - named));
    } else if (other > 0) {
        sg_put(out, SG_SPAN("[:]"));
        sg_put(out, sg_cut(s, at + 1, other - 1));
    }
    return at + n + other;
}

size_t sg_defang(struct sg_buf *out, sg_span s, size_t at, size_t *dot)
{
    size_t behind = put_scheme(out, s, at);
    if (behind == at)
        return 0;
    size_t start = host_start(s, behind);
    *dot = host_dot(s, start, host_end(s, start));
    return behind - at;
}

void sg_put_defanged(struct sg_buf *out, sg_span s, bool is_host)
{
    size_t at = 0;
    if (is_host && starts_with_host(s))
        at = put_host(out, s, 0);
    while (at < s.len) {
        size_t behind = put_scheme(out, s, at);
        if (behind == at) {
            sg_put_octet(out, (uint8_t)sg_at(s, at++));
            continue;
        }
        size_t start = host_start(s, behind);
        sg_put(out, sg_cut(s, behind, start - behind));
        at = put_host(out, s, start);
    }
}

/* ---- making visible ---- */

bool sg_is_glyph_chooser(int32_t c)
{
    return (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef);
}

/* They choose a glyph and are not seen: the recipient's address with one in it is that address where it is shown. */
static sg_span without_variations(struct sg_buf *buf, sg_span s)
{
    if (!sg_holds(s, SG_SPAN("\xef\xb8")) && !sg_holds(s, SG_SPAN("\xf3\xa0")))
        return s;
    for (size_t at = 0; at < s.len;) {
        size_t from = at;
        if (!sg_is_glyph_chooser(sg_utf8_next(s, &at)))
            sg_put(buf, sg_cut(s, from, at - from));
    }
    return sg_buf_span(buf);
}

bool sg_is_shown_as_code(int32_t c)
{
    return sg_is_control(c) || sg_is_bidi_control(c) || sg_is_invisible(c);
}

/* A run of one character that cannot be seen: `<U+200B>`, `<U+200B>×37`. */
static size_t put_code(struct sg_buf *out, sg_span s, size_t at, int32_t c)
{
    size_t n = 1, ahead = at;
    while (sg_utf8_next(s, &ahead) == c) {
        at = ahead;
        n++;
    }
    sg_putf(out, "<U+%04X>", (unsigned)c);
    if (n > 1)
        sg_putf(out, "\xc3\x97%zu", n);
    return at;
}

static void put_visible(struct sg_buf *out, sg_span s)
{
    bool blank = true; /* at the start: leading blanks are not shown */
    for (size_t at = 0; at < s.len;) {
        int32_t c = sg_utf8_next(s, &at);
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
            if (!blank)
                sg_put_octet(out, ' ');
            blank = true;
            continue;
        }
        blank = false;
        if (sg_is_shown_as_code(c))
            at = put_code(out, s, at, c);
        else
            sg_put_utf8(out, c);
    }
}

void sg_put_shown(struct sg_buf *out, const struct sg_mask *mask, sg_span s, struct sg_showing how)
{
    struct sg_buf plain = SG_BUF(SHOWN_CEILING);
    s = without_variations(&plain, s);
    if (mask != NULL)
        s = sg_masked(mask, s, how.most);
    bool cut = how.most > 0 && s.len > how.most;
    if (cut)
        s = sg_utf8_cut(s, how.most);
    struct sg_buf visible = SG_BUF(SHOWN_CEILING);
    put_visible(&visible, s); /* first: what is not shown must not hide a scheme */
    if (how.stays_live)
        sg_put(out, sg_buf_span(&visible));
    else
        sg_put_defanged(out, sg_buf_span(&visible), how.is_url);
    if (cut)
        sg_put(out, SG_SPAN("\xe2\x80\xa6"));
    sg_buf_free(&visible);
    sg_buf_free(&plain);
}
