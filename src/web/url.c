#include "web/url.h"

#include "base/buf.h"
#include "base/limits.h"
#include "text/unicode.h"
#include "web/find.h"
#include "web/scheme.h"

struct reading {
    struct sg_arena *arena;
    const struct sg_host_tools *tools;
    struct sg_url *url;
    sg_span rest; /* what is still to be read */
};

/* Tabs and line ends inside a URL vanish; C0 and blanks at its ends too (URL 4.4). */
static sg_span without_blanks(struct sg_arena *arena, sg_span raw, unsigned *traits)
{
    while (raw.len > 0 && sg_at(raw, 0) <= ' ')
        raw = sg_tail(raw, 1);
    while (raw.len > 0 && sg_at(raw, raw.len - 1) <= ' ')
        raw.len--;
    static const struct sg_octets dropped = SG_FEW('\t', '\r', '\n', '\n');
    if (sg_find_any(raw, &dropped, 0) == raw.len)
        return raw;
    *traits |= SG_URL_BLANKS;
    struct sg_buf b = SG_BUF_IN(arena, raw.len);
    for (size_t i = 0; i < raw.len; i++)
        if (!sg_has_octet(&dropped, sg_at(raw, i)))
            sg_put_octet(&b, (uint8_t)sg_at(raw, i));
    return sg_buf_done(&b);
}

static bool is_slash(int c)
{
    return c == '/' || c == '\\';
}

/* Special URLs take any number of slashes or backslashes, even none (URL 4.4, special authority). */
static void skip_slashes(struct reading *r)
{
    size_t n = 0;
    while (is_slash(sg_at(r->rest, n))) {
        if (sg_at(r->rest, n) == '\\')
            r->url->traits |= SG_URL_BACKSLASH;
        n++;
    }
    if (n != 2 && r->url->scheme != SG_SCHEME_FILE)
        r->url->traits |= SG_URL_SCHEME_TYPO;
    r->rest = sg_tail(r->rest, n);
}

static bool has_fake_slash(sg_span s)
{
    return sg_holds(s, SG_SPAN("\xE2\x88\x95")) || sg_holds(s, SG_SPAN("\xE2\x81\x84")) ||
           sg_holds(s, SG_SPAN("\xE2\xA7\xB8")) || sg_holds(s, SG_SPAN("\xEF\xBC\x8F")) ||
           sg_holds_nocase(s, SG_SPAN("%E2%88%95")) || sg_holds_nocase(s, SG_SPAN("%E2%81%84")) ||
           sg_holds_nocase(s, SG_SPAN("%E2%A7%B8")) || sg_holds_nocase(s, SG_SPAN("%EF%BC%8F"));
}

static int default_port(enum sg_scheme scheme)
{
    return scheme == SG_SCHEME_HTTP    ? 80
           : scheme == SG_SCHEME_HTTPS ? 443
           : scheme == SG_SCHEME_FTP   ? 21
                                       : -1;
}

static bool read_port(struct sg_url *u, sg_span port)
{
    int64_t n;
    if (port.len == 0)
        return true;
    if (!sg_is_digit(sg_at(port, 0)) || !sg_number(port, 0, 65535, &n))
        return false;
    u->port = n == default_port(u->scheme) ? -1 : (int)n;
    if (u->port >= 0 && n != 80 && n != 443)
        u->traits |= SG_URL_ODD_PORT;
    return true;
}

/* "www.example[.]com": the dots that a writer put into brackets. */
static sg_span live_host(struct sg_arena *arena, sg_span host, unsigned *traits)
{
    if (sg_find(host, '[', 1) == host.len && sg_find(host, '(', 0) == host.len)
        return host;
    if (sg_at(host, 0) == '[')
        return host;
    sg_span live = sg_refang_dots(arena, host);
    if (live.len != host.len)
        *traits |= SG_URL_DEFANGED;
    return live;
}

static size_t authority_end(sg_span s, bool special)
{
    static const struct sg_octets ends = SG_FEW('/', '?', '#', '#');
    static const struct sg_octets special_ends = SG_FEW('/', '\\', '?', '#');
    return sg_find_any(s, special ? &special_ends : &ends, 0);
}

static bool read_authority(struct reading *r, bool special)
{
    struct sg_url *u = r->url;
    size_t end = authority_end(r->rest, special);
    sg_span authority = sg_cut(r->rest, 0, end);
    r->rest = sg_tail(r->rest, end);
    size_t sign = sg_find_last(authority, '@');
    if (sign < authority.len) {
        u->userinfo = sg_cut(authority, 0, sign);
        authority = sg_tail(authority, sign + 1);
        u->traits |= u->userinfo.len > 0 ? SG_URL_USERINFO : 0;
        u->traits |= has_fake_slash(u->userinfo) ? SG_URL_FAKE_SLASH : 0;
    }
    authority = live_host(r->arena, authority, &u->traits);
    size_t bracket = sg_at(authority, 0) == '[' ? sg_find(authority, ']', 0) : 0;
    size_t colon = sg_find(authority, ':', bracket);
    if (!read_port(u, sg_tail(authority, colon + 1)))
        return false;
    u->host = sg_host_read(r->arena, r->tools, sg_cut(authority, 0, colon), &u->traits);
    return u->host.kind != SG_HOST_NONE || (u->scheme == SG_SCHEME_FILE && colon == 0);
}

/* The percent-encode sets of the parts of a URL (URL 1.3): up to nine printable octets, and all that is not
 * printable ASCII. */
#define UNPRINTABLE(row) \
    ((row) == 0 ? UINT64_C(0x1ffffffff) : (row) == 1 ? UINT64_C(1) << 63 : UINT64_MAX)
#define SET_BITS(row, ninth, ...) \
    (UNPRINTABLE(row) | SG_EIGHT_BITS(row, __VA_ARGS__) | SG_OCTET_BIT(row, ninth))
#define ENCODE_SET(...)                                                                 \
    {                                                                                   \
        { SET_BITS(0, __VA_ARGS__), SET_BITS(1, __VA_ARGS__), SET_BITS(2, __VA_ARGS__), \
          SET_BITS(3, __VA_ARGS__) },                                                   \
            { 0 }, false                                                                \
    }

static const struct sg_octets in_fragment = ENCODE_SET('"', '<', '>', '`', '"', '"', '"', '"', '"');
static const struct sg_octets in_query = ENCODE_SET('"', '<', '>', '\'', '"', '"', '"', '"', '"');
static const struct sg_octets in_path = ENCODE_SET('"', '#', '<', '>', '?', '^', '`', '{', '}');

static struct sg_octets in_userinfo(void)
{
    struct sg_octets set = sg_octets_of("/;=@[\\]|");
    for (size_t i = 0; i < sizeof(set.bits) / sizeof(*set.bits); i++)
        set.bits[i] |= in_path.bits[i];
    return set;
}

static void put_encoded(struct sg_buf *b, sg_span s, const struct sg_octets *encoded)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < s.len; i++) {
        int c = sg_at(s, i);
        if (!sg_has_octet(encoded, c)) {
            sg_put_octet(b, (uint8_t)c);
            continue;
        }
        const uint8_t code[] = { '%', (uint8_t)digits[c >> 4], (uint8_t)digits[c & 15] };
        sg_put(b, (sg_span){ code, sizeof(code) });
    }
}

static sg_span encode(struct sg_arena *arena, sg_span s, const struct sg_octets *encoded)
{
    if (sg_find_any(s, encoded, 0) == s.len)
        return s;
    struct sg_buf b = SG_BUF_IN(arena, 3 * s.len);
    put_encoded(&b, s, encoded);
    return sg_buf_done(&b);
}

static bool is_single_dot(sg_span s)
{
    return sg_same(s, SG_SPAN(".")) || sg_same_nocase(s, SG_SPAN("%2e"));
}

static bool is_double_dot(sg_span s)
{
    return sg_same(s, SG_SPAN("..")) || sg_same_nocase(s, SG_SPAN(".%2e")) ||
           sg_same_nocase(s, SG_SPAN("%2e.")) || sg_same_nocase(s, SG_SPAN("%2e%2e"));
}

/* Take the last segment off what is written. */
static void drop_segment(struct sg_buf *b)
{
    size_t slash = sg_find_last(sg_buf_span(b), '/');
    b->len = slash < b->len ? slash : 0;
}

/* `s` starts with its slash; dot segments resolved (URL 4.4, path state). */
static sg_span read_path(struct reading *r, sg_span s)
{
    static const struct sg_octets slashes = SG_FEW('/', '\\', '/', '/');
    static const struct sg_octets special = SG_FEW('.', '%', '\\', '.');
    size_t odd = sg_find_any(s, &special, 0);
    if (odd == s.len || (!sg_holds(s, SG_SPAN("/.")) && !sg_holds_nocase(s, SG_SPAN("/%2e")) &&
                         sg_find(s, '\\', odd) == s.len))
        return encode(r->arena, s, &in_path);
    struct sg_buf b = SG_BUF_IN(r->arena, 3 * s.len + 1);
    for (size_t at = 0; at < s.len;) {
        if (sg_at(s, at) == '\\')
            r->url->traits |= SG_URL_BACKSLASH;
        size_t end = sg_find_any(s, &slashes, at + 1);
        sg_span segment = sg_cut(s, at + 1, end - at - 1);
        bool last = end == s.len;
        at = end;
        if (is_double_dot(segment))
            drop_segment(&b);
        if (is_double_dot(segment) || is_single_dot(segment)) {
            if (last)
                sg_put_octet(&b, '/');
            continue;
        }
        sg_put_octet(&b, '/');
        put_encoded(&b, segment, &in_path);
    }
    return sg_buf_done(&b);
}

static void read_tail(struct reading *r)
{
    struct sg_url *u = r->url;
    size_t hash = sg_find(r->rest, '#', 0);
    if (hash < r->rest.len) {
        u->has_fragment = true;
        u->fragment = encode(r->arena, sg_tail(r->rest, hash + 1), &in_fragment);
    }
    sg_span rest = sg_cut(r->rest, 0, hash);
    size_t mark = sg_find(rest, '?', 0);
    if (mark < rest.len) {
        u->has_query = true;
        u->query = encode(r->arena, sg_tail(rest, mark + 1), &in_query);
    }
    r->rest = sg_cut(rest, 0, mark);
}

static void serialise(struct reading *r)
{
    struct sg_url *u = r->url;
    struct sg_buf b = SG_BUF_IN(r->arena, 4 * (size_t)SG_MAX_URL);
    sg_put(&b, u->scheme_name);
    sg_put_text(&b, u->host.kind == SG_HOST_NONE && u->scheme != SG_SCHEME_FILE ? ":" : "://");
    if (u->userinfo.len > 0) {
        struct sg_octets encoded = in_userinfo();
        sg_put(&b, encode(r->arena, u->userinfo, &encoded));
        sg_put_octet(&b, '@');
    }
    sg_put(&b, u->host.ascii);
    if (u->port >= 0)
        sg_putf(&b, ":%d", u->port);
    sg_put(&b, u->path);
    if (u->has_query) {
        sg_put_octet(&b, '?');
        sg_put(&b, u->query);
    }
    if (u->has_fragment) {
        sg_put_octet(&b, '#');
        sg_put(&b, u->fragment);
    }
    u->href = sg_buf_done(&b);
}

static void read_special(struct reading *r)
{
    skip_slashes(r);
    if (!read_authority(r, true))
        return;
    read_tail(r);
    r->url->path = r->rest.len == 0 ? SG_SPAN("/") : read_path(r, r->rest);
    r->url->is_valid = true;
    serialise(r);
}

/* mailto:, tel:, data: and the like: no host, the path as written. */
static void read_opaque(struct reading *r)
{
    read_tail(r);
    r->url->path = r->rest;
    r->url->is_valid = true;
    serialise(r);
}

static void inherit(struct reading *r, const struct sg_url *base)
{
    struct sg_url *u = r->url;
    u->scheme = base->scheme;
    u->scheme_name = base->scheme_name;
    u->host = base->host;
    u->port = base->port;
    u->userinfo = base->userinfo;
}

static void read_relative(struct reading *r, const struct sg_url *base)
{
    struct sg_url *u = r->url;
    if (base == NULL || !base->is_valid || base->host.kind == SG_HOST_NONE)
        return;
    inherit(r, base);
    if (is_slash(sg_at(r->rest, 0)) && is_slash(sg_at(r->rest, 1))) {
        u->userinfo = (sg_span){ 0 };
        u->port = -1;
        read_special(r);
        return;
    }
    read_tail(r);
    if (r->rest.len == 0) {
        u->path = base->path;
        u->query = u->has_query ? u->query : base->query;
        u->has_query = u->has_query || base->has_query;
    } else if (is_slash(sg_at(r->rest, 0))) {
        u->path = read_path(r, r->rest);
    } else {
        struct sg_buf b = SG_BUF_IN(r->arena, base->path.len + r->rest.len);
        sg_put(&b, sg_cut(base->path, 0, sg_find_last(base->path, '/') + 1));
        sg_put(&b, r->rest);
        u->path = read_path(r, sg_buf_done(&b));
    }
    u->is_valid = true;
    serialise(r);
}

/* "https:x" on a page that is https itself stays on its host (URL 4.4, special relative or authority state). */
static bool stays_on_host(const struct sg_scheme_read *scheme, sg_span rest,
                          const struct sg_url *base)
{
    return scheme->is_special && scheme->traits == 0 && base != NULL && base->is_valid &&
           base->scheme == scheme->scheme && !sg_starts(rest, SG_SPAN("//"));
}

struct sg_url sg_url_read(struct sg_arena *arena, const struct sg_host_tools *tools, sg_span raw,
                          const struct sg_url *base)
{
    struct sg_url u = { .raw = raw, .port = -1, .href = raw };
    struct reading r = { arena, tools, &u, { 0 } };
    if (raw.len > SG_MAX_URL) {
        u.traits |= SG_URL_CUT;
        raw = sg_utf8_cut(raw, SG_MAX_URL);
    }
    r.rest = without_blanks(arena, raw, &u.traits);
    struct sg_scheme_read scheme = sg_scheme_read(arena, r.rest);
    u.scheme = scheme.scheme;
    u.scheme_name = scheme.name;
    if (scheme.scheme == SG_SCHEME_NONE) {
        read_relative(&r, base);
        return u;
    }
    u.traits |= scheme.traits;
    r.rest = sg_tail(r.rest, scheme.len);
    if (stays_on_host(&scheme, r.rest, base))
        read_relative(&r, base);
    else if (scheme.is_special)
        read_special(&r);
    else
        read_opaque(&r);
    return u;
}
