#include "web/scheme.h"

#include "base/buf.h"

struct known {
    sg_span name, meant;
    enum sg_scheme scheme;
    unsigned traits;
};

static const struct known known[] = {
    { SG_SPAN_INIT("https"), SG_SPAN_INIT("https"), SG_SCHEME_HTTPS, 0 },
    { SG_SPAN_INIT("http"), SG_SPAN_INIT("http"), SG_SCHEME_HTTP, 0 },
    { SG_SPAN_INIT("ftp"), SG_SPAN_INIT("ftp"), SG_SCHEME_FTP, 0 },
    { SG_SPAN_INIT("mailto"), SG_SPAN_INIT("mailto"), SG_SCHEME_MAILTO, 0 },
    { SG_SPAN_INIT("tel"), SG_SPAN_INIT("tel"), SG_SCHEME_TEL, 0 },
    { SG_SPAN_INIT("sms"), SG_SPAN_INIT("sms"), SG_SCHEME_TEL, 0 },
    { SG_SPAN_INIT("data"), SG_SPAN_INIT("data"), SG_SCHEME_DATA, 0 },
    { SG_SPAN_INIT("javascript"), SG_SPAN_INIT("javascript"), SG_SCHEME_SCRIPT, 0 },
    { SG_SPAN_INIT("vbscript"), SG_SPAN_INIT("vbscript"), SG_SCHEME_SCRIPT, 0 },
    { SG_SPAN_INIT("cid"), SG_SPAN_INIT("cid"), SG_SCHEME_CID, 0 },
    { SG_SPAN_INIT("file"), SG_SPAN_INIT("file"), SG_SCHEME_FILE, 0 },
    { SG_SPAN_INIT("hxxp"), SG_SPAN_INIT("http"), SG_SCHEME_HTTP, SG_URL_DEFANGED },
    { SG_SPAN_INIT("hxxps"), SG_SPAN_INIT("https"), SG_SCHEME_HTTPS, SG_URL_DEFANGED },
    { SG_SPAN_INIT("fxp"), SG_SPAN_INIT("ftp"), SG_SCHEME_FTP, SG_URL_DEFANGED },
    { SG_SPAN_INIT("h**p"), SG_SPAN_INIT("http"), SG_SCHEME_HTTP, SG_URL_DEFANGED },
    { SG_SPAN_INIT("h**ps"), SG_SPAN_INIT("https"), SG_SCHEME_HTTPS, SG_URL_DEFANGED },
    { SG_SPAN_INIT("meow"), SG_SPAN_INIT("http"), SG_SCHEME_HTTP, SG_URL_DEFANGED },
    { SG_SPAN_INIT("hhttp"), SG_SPAN_INIT("http"), SG_SCHEME_HTTP, SG_URL_SCHEME_TYPO },
    { SG_SPAN_INIT("hhttps"), SG_SPAN_INIT("https"), SG_SCHEME_HTTPS, SG_URL_SCHEME_TYPO },
    { SG_SPAN_INIT("ttp"), SG_SPAN_INIT("http"), SG_SCHEME_HTTP, SG_URL_SCHEME_TYPO },
    { SG_SPAN_INIT("ttps"), SG_SPAN_INIT("https"), SG_SCHEME_HTTPS, SG_URL_SCHEME_TYPO },
    { SG_SPAN_INIT("htp"), SG_SPAN_INIT("http"), SG_SCHEME_HTTP, SG_URL_SCHEME_TYPO },
    { SG_SPAN_INIT("htps"), SG_SPAN_INIT("https"), SG_SCHEME_HTTPS, SG_URL_SCHEME_TYPO },
    { SG_SPAN_INIT("htpps"), SG_SPAN_INIT("https"), SG_SCHEME_HTTPS, SG_URL_SCHEME_TYPO },
    { SG_SPAN_INIT("httpss"), SG_SPAN_INIT("https"), SG_SCHEME_HTTPS, SG_URL_SCHEME_TYPO },
    { SG_SPAN_INIT("htttp"), SG_SPAN_INIT("http"), SG_SCHEME_HTTP, SG_URL_SCHEME_TYPO },
    { SG_SPAN_INIT("htttps"), SG_SPAN_INIT("https"), SG_SCHEME_HTTPS, SG_URL_SCHEME_TYPO },
};

static bool is_scheme_octet(int c)
{
    return sg_is_alnum(c) || c == '+' || c == '-' || c == '.' || c == '*';
}

static bool is_slash(int c)
{
    return c == '/' || c == '\\';
}

/* The mark after the scheme: ":", "[:]", or ";" and ":" left out where two slashes follow. */
static size_t mark_len(sg_span rest, unsigned *traits)
{
    if (sg_at(rest, 0) == ':')
        return 1;
    if (sg_starts(rest, SG_SPAN("[:]"))) {
        *traits |= SG_URL_DEFANGED;
        return 3;
    }
    if (sg_at(rest, 0) == ';' && is_slash(sg_at(rest, 1)) && is_slash(sg_at(rest, 2))) {
        *traits |= SG_URL_SCHEME_TYPO;
        return 1;
    }
    return 0;
}

static sg_span lower(struct sg_arena *arena, sg_span s)
{
    struct sg_buf b = SG_BUF_IN(arena, s.len);
    for (size_t i = 0; i < s.len; i++)
        sg_put_octet(&b, (uint8_t)sg_lower(sg_at(s, i)));
    return sg_buf_done(&b);
}

struct sg_scheme_read sg_scheme_read(struct sg_arena *arena, sg_span s)
{
    struct sg_scheme_read r = { .scheme = SG_SCHEME_NONE };
    size_t len = 0;
    while (is_scheme_octet(sg_at(s, len)))
        len++;
    size_t mark = mark_len(sg_tail(s, len), &r.traits);
    if (len == 0 || mark == 0 || !sg_is_alpha(sg_at(s, 0)))
        return (struct sg_scheme_read){ .scheme = SG_SCHEME_NONE };
    sg_span name = sg_cut(s, 0, len);
    r.len = len + mark;
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
        if (!sg_same_nocase(name, known[i].name))
            continue;
        r.scheme = known[i].scheme;
        r.name = known[i].meant;
        r.traits |= known[i].traits;
        r.is_special = r.scheme == SG_SCHEME_HTTP || r.scheme == SG_SCHEME_HTTPS ||
                       r.scheme == SG_SCHEME_FTP || r.scheme == SG_SCHEME_FILE;
        return r;
    }
    if (sg_find(name, '*', 0) < name.len)
        return (struct sg_scheme_read){ .scheme = SG_SCHEME_NONE };
    r.scheme = SG_SCHEME_OTHER;
    r.name = lower(arena, name);
    return r;
}
