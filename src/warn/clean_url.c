#include "warn/clean_url.h"

#include "base/limits.h"

enum {
    LONG_TOKEN = 24, /* octets: a longer value is not looked at further */
    MIXED_TOKEN = 8, /* letters and digits in one run this long are a key rather than a word */
    DIGITS_TOKEN =
        6, /* so many digits in a row number something; years and dates have fewer or say so */
    MAX_PART = 48,     /* octets of one path segment that is kept, of words with hyphens */
    MAX_PAIRS = 16,    /* of a query */
    MAX_SEGMENTS = 32, /* of a path */
};

struct run {
    size_t octets, digits, letters, upper;
};

/* Words joined by hyphens are titles; each run between is looked at by itself. */
static bool is_key(const struct run *r)
{
    if (r->digits >= DIGITS_TOKEN)
        return true;
    return r->octets >= MIXED_TOKEN &&
           ((r->digits > 0 && r->letters > 0) || (r->upper > 1 && r->upper < r->letters));
}

bool sg_is_personal_token(sg_span s)
{
    struct run run = { 0 };
    if (sg_find_nocase(s, SG_SPAN("%40"), 0) < s.len || sg_find(s, '@', 0) < s.len ||
        sg_find(s, '=', 0) < s.len || sg_find_nocase(s, SG_SPAN("%3d"), 0) < s.len)
        return true;
    for (size_t i = 0; i <= s.len; i++) {
        int c = sg_at(s, i);
        if (!sg_is_alnum(c)) {
            if (is_key(&run) || run.octets > LONG_TOKEN)
                return true;
            run = (struct run){ 0 };
            continue;
        }
        run.octets++;
        run.digits += sg_is_digit(c);
        run.letters += sg_is_alpha(c);
        run.upper += sg_is_alpha(c) && sg_lower(c) != c;
    }
    return s.len > MAX_PART;
}

static bool names_recipient(const struct sg_mask *mask, sg_span s)
{
    sg_span masked = sg_masked(mask, s, 0);
    return !sg_same(masked, s);
}

static bool is_private(const struct sg_mask *mask, sg_span s)
{
    return s.len > 0 && (sg_is_personal_token(s) || names_recipient(mask, s));
}

/* As RFC 3986 has it: browsers send some octets as they are which no URL may hold. */
static void put_part(struct sg_buf *out, sg_span s)
{
    static const char fine[] = "-._~!$&'()*+,;=:@/?";
    struct sg_octets others = sg_octets_of(fine);
    for (size_t i = 0; i < s.len; i++) {
        int c = sg_at(s, i);
        bool is_code =
            c == '%' && sg_hex_value(sg_at(s, i + 1)) >= 0 && sg_hex_value(sg_at(s, i + 2)) >= 0;
        if (is_code || sg_is_alnum(c) || sg_has_octet(&others, c))
            sg_put_octet(out, (uint8_t)c);
        else
            sg_putf(out, "%%%02X", (unsigned)c);
    }
}

/* Segments up to the first that may tell a recipient. */
static bool put_path(struct sg_buf *out, const struct sg_mask *mask, sg_span path)
{
    sg_span rest = sg_starts(path, SG_SPAN("/")) ? sg_tail(path, 1) : path;
    sg_put_octet(out, '/');
    for (size_t n = 0; rest.len > 0; n++) {
        bool is_last = sg_find(rest, '/', 0) == rest.len;
        sg_span segment = sg_next(&rest, '/');
        if (n == MAX_SEGMENTS || is_private(mask, segment))
            return false;
        put_part(out, segment);
        if (!is_last)
            sg_put_octet(out, '/');
    }
    return true;
}

static bool put_query(struct sg_buf *out, const struct sg_mask *mask, sg_span query)
{
    bool is_whole = true, has_any = false;
    for (size_t n = 0; query.len > 0; n++) {
        sg_span pair = sg_next(&query, '&');
        size_t sign = sg_find(pair, '=', 0);
        if (n == MAX_PAIRS || is_private(mask, sg_cut(pair, 0, sign)) ||
            is_private(mask, sg_tail(pair, sign + 1))) {
            is_whole = false;
            if (n == MAX_PAIRS)
                break;
            continue;
        }
        sg_put_octet(out, has_any ? '&' : '?');
        put_part(out, pair);
        has_any = true;
    }
    return is_whole;
}

/* The host; what anybody may register of it where a label before that names the recipient. */
static sg_span clean_host(const struct sg_mask *mask, const struct sg_host *host)
{
    return host->site.len > 0 && host->site.len < host->ascii.len &&
                   names_recipient(mask, host->ascii)
               ? host->site
               : host->ascii;
}

struct sg_clean_url sg_clean_url(const struct sg_mask *mask, const struct sg_url *url)
{
    struct sg_clean_url clean = { .is_cleaned = true };
    if (!url->is_valid || url->host.ascii.len == 0 ||
        (url->scheme != SG_SCHEME_HTTP && url->scheme != SG_SCHEME_HTTPS &&
         url->scheme != SG_SCHEME_FTP))
        return clean;
    clean.host = clean_host(mask, &url->host);
    struct sg_buf out = SG_BUF_IN(mask->arena, SG_MAX_URL + 64);
    sg_put(&out, url->scheme_name);
    sg_put_text(&out, "://");
    sg_put(&out, clean.host);
    if (url->port >= 0)
        sg_putf(&out, ":%d", url->port);
    bool is_whole = clean.host.len == url->host.ascii.len && url->userinfo.len == 0 &&
                    put_path(&out, mask, url->path);
    if (is_whole)
        is_whole = put_query(&out, mask, url->query) && url->fragment.len == 0;
    clean.is_cleaned = !is_whole || out.cut;
    clean.url = sg_buf_done(&out);
    return clean;
}
