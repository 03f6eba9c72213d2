#include "warn/notice_harmless.h"

#include "report/shown.h"
#include "text/unicode.h"
#include "web/find.h"

enum {
    FULLWIDTH = 0xfee0,  /* from an ASCII character to its full-width form */
    HARMLESS_FACTOR = 4, /* octets written for one read, at most */
    MAX_PASSES = 6,
    HARMLESS_EXTRA = 256, /* and beyond that */
};

bool sg_defang_style_of(sg_span name, enum sg_defang_style *style)
{
    static const struct {
        sg_span name;
        enum sg_defang_style style;
    } rows[] = { { SG_SPAN_INIT("last-dot"), SG_DEFANG_LAST_DOT },
                 { SG_SPAN_INIT("all-dots"), SG_DEFANG_ALL_DOTS },
                 { SG_SPAN_INIT("masked"), SG_DEFANG_MASKED },
                 { SG_SPAN_INIT("fullwidth"), SG_DEFANG_FULLWIDTH } };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (sg_same(name, rows[i].name)) {
            *style = rows[i].style;
            return true;
        }
    return false;
}

/* Its host in full-width letters alone: no program makes a link of that. */
static bool is_wide(sg_span shown)
{
    for (size_t i = 0; i < shown.len; i++)
        if (sg_is_alnum(sg_at(shown, i)))
            return false;
    return true;
}

/* Written with a scheme that no program follows (in full-width letters a reader might type it, so its host must be broken too),
 * and none that one does stands behind it. */
static bool has_broken_scheme(const struct sg_found_url *found)
{
    sg_span shown = found->shown;
    bool has_slip = (found->url.traits & SG_URL_SCHEME_TYPO) != 0; /* https;// */
    bool is_wide_start = sg_at(shown, 0) == 0xef && sg_holds(shown, SG_SPAN("[.]"));
    return (is_wide_start || has_slip || sg_starts_nocase(shown, SG_SPAN("hxxp")) ||
            sg_starts_nocase(shown, SG_SPAN("fxp"))) &&
           !sg_holds_nocase(shown, SG_SPAN("http:")) &&
           !sg_holds_nocase(shown, SG_SPAN("https:")) && !sg_holds_nocase(shown, SG_SPAN("ftp:"));
}

bool sg_is_live(const struct sg_found_url *found)
{
    if (has_broken_scheme(found))
        return false;
    return (found->url.traits & SG_URL_DEFANGED) == 0 && !is_wide(found->shown);
}

bool sg_is_official_root(const struct sg_intel *intel, const struct sg_found_url *found)
{
    const struct sg_url *url = &found->url;
    const struct sg_brand_domain *owner = sg_brand_domain_of(intel->brands, url->host.ascii);
    bool is_root = url->path.len <= 1 && !url->has_query && !url->has_fragment &&
                   url->userinfo.len == 0 && url->port < 0;
    return is_root && owner != NULL && owner->kind == SG_DOMAIN_OFFICIAL &&
           (found->is_host_only || url->scheme == SG_SCHEME_HTTPS ||
            url->scheme == SG_SCHEME_HTTP) &&
           (url->traits & ~(unsigned)SG_URL_NO_SCHEME) == 0;
}

/* ---- writing one address ---- */

static size_t scheme_octets(sg_span s)
{
    static const sg_span names[] = { SG_SPAN_INIT("https"), SG_SPAN_INIT("http"),
                                     SG_SPAN_INIT("ftp") };
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (sg_starts_nocase(s, names[i]) && sg_at(s, names[i].len) == ':')
            return names[i].len;
    return 0;
}

/* Where the host ends: the address is one that was found, so only its own marks matter. */
static size_t host_end(sg_span s, size_t from)
{
    static const struct sg_octets ends = SG_FEW('/', '?', '#', '\\');
    return sg_find_any(s, &ends, from);
}

static void put_dots(struct sg_buf *out, sg_span host, bool all)
{
    while (host.len > 1 && sg_at(host, host.len - 1) == '.')
        host.len--;
    size_t last = sg_find_last(host, '.');
    for (size_t i = 0; i < host.len; i++) {
        if (sg_at(host, i) == '.' && (all || i == last))
            sg_put_text(out, "[.]");
        else
            sg_put(out, sg_cut(host, i, 1));
    }
}

static void put_masked_host(struct sg_buf *out, sg_span host)
{
    sg_put_text(out, "●●●●");
    size_t last = sg_find_last(host, '.');
    sg_put(out, sg_tail(host, last));
}

static void put_wide(struct sg_buf *out, sg_span s)
{
    for (size_t at = 0; at < s.len;) {
        int32_t c = sg_utf8_next(s, &at);
        sg_put_utf8(out, c > ' ' && c < 0x7f ? c + FULLWIDTH : c);
    }
}

/* Where the host of the address ends, which may be defanged already: only up to there it is made live before it is written,
 * since what follows may hold addresses of its own. */
static size_t authority_end(sg_span s)
{
    static const struct sg_octets slashes = SG_FEW('/', '\\', '/', '\\');
    size_t first = sg_find_any(s, &slashes, 0);
    sg_span before = sg_cut(s, 0, first);
    bool has_scheme = sg_ends(before, SG_SPAN(":")) || sg_ends(before, SG_SPAN("[:]"));
    return host_end(s, has_scheme ? sg_find_not(s, &slashes, first) : 0);
}

/* `live` is scheme and host as they would be followed, `rest` what stands behind them. */
static void put_address(struct sg_buf *out, sg_span live, sg_span rest, enum sg_defang_style style)
{
    size_t scheme = scheme_octets(live), start = scheme;
    while (scheme > 0 &&
           (sg_at(live, start) == ':' || sg_at(live, start) == '/' || sg_at(live, start) == '\\'))
        start++;
    sg_span host = sg_tail(live, start);
    const char *harmless = scheme == 0 ? "" : scheme == 5 ? "hxxps://" : "hxxp://";
    if (scheme == 3)
        harmless = "fxp://";
    if (style == SG_DEFANG_FULLWIDTH) {
        put_wide(out, sg_span_of(harmless));
        put_wide(out, host);
        put_wide(out, rest);
        return;
    }
    sg_put_text(out, harmless);
    if (style == SG_DEFANG_MASKED)
        put_masked_host(out, host);
    else
        put_dots(out, host, style == SG_DEFANG_ALL_DOTS);
    sg_put(out, rest);
}

/* A scheme in full-width letters, for which browsers take it as well, in ASCII: `ｈｔｔｐｓ：／／`. */
static sg_span with_narrow_start(struct sg_arena *arena, sg_span s)
{
    struct sg_buf out = SG_BUF_IN(arena, s.len + 1);
    size_t at = 0;
    for (size_t next = 0; at < s.len; at = next) {
        int32_t c = sg_utf8_next(s, &next);
        if (c <= FULLWIDTH + ' ' || c >= FULLWIDTH + 0x7f)
            break;
        sg_put_utf8(&out, c - FULLWIDTH);
    }
    sg_put(&out, sg_tail(s, at));
    return sg_buf_done(&out);
}

/* What follows the host may hold further addresses. */
static void put_again(struct sg_arena *arena, struct sg_buf *out, sg_span shown,
                      enum sg_defang_style style)
{
    sg_span whole = with_narrow_start(arena, shown);
    size_t end = authority_end(whole);
    struct sg_buf once = SG_BUF_IN(arena, whole.len * HARMLESS_FACTOR + HARMLESS_EXTRA);
    put_address(&once, sg_refang(arena, sg_cut(whole, 0, end)), sg_tail(whole, end), style);
    sg_put_defanged(out, sg_buf_done(&once), false);
}

/* ---- a text ---- */

static bool is_host_octet(int c)
{
    return sg_is_alnum(c) || c == '.' || c == '-';
}

static bool is_foreign_host(struct sg_arena *arena, const struct sg_intel *intel, sg_span run)
{
    struct sg_buf lower = SG_BUF_IN(arena, run.len + 1);
    for (size_t i = 0; i < run.len; i++)
        sg_put_octet(&lower, (uint8_t)sg_lower(sg_at(run, i)));
    sg_span host = sg_buf_done(&lower);
    if (sg_find(host, '.', 0) == host.len || !sg_host_is_domain_name(intel->hosts, host))
        return false;
    const struct sg_brand_domain *owner = sg_brand_domain_of(intel->brands, host);
    return owner == NULL || owner->kind != SG_DOMAIN_OFFICIAL;
}

/* Hosts between signs of which no address is made here, but perhaps elsewhere. */
static void put_hosts(struct sg_arena *arena, struct sg_buf *out, const struct sg_intel *intel,
                      sg_span s)
{
    for (size_t at = 0; at < s.len;) {
        size_t end = at;
        while (is_host_octet(sg_at(s, end)))
            end++;
        sg_span run = sg_cut(s, at, end > at ? end - at : 1), host = run;
        while (sg_at(host, host.len - 1) == '.')
            host.len--;
        bool is_harmless =
            sg_starts(sg_tail(s, end), SG_SPAN("[.]")) || sg_ends(sg_cut(s, 0, at), SG_SPAN("[.]"));
        if (end > at && !is_harmless && is_foreign_host(arena, intel, host)) {
            put_dots(out, host, false);
            sg_put(out, sg_tail(run, host.len));
        } else {
            sg_put(out, run);
        }
        at += run.len;
    }
}

/* The rest of a text: what no browser takes for an address may still be made a link of, so schemes are broken here too; of
 * mail addresses the mark is put in brackets. */
static void put_plain(struct sg_arena *arena, struct sg_buf *out, const struct sg_intel *intel,
                      sg_span text)
{
    size_t done = 0;
    struct sg_buf defanged = SG_BUF_IN(arena, text.len * HARMLESS_FACTOR + HARMLESS_EXTRA);
    sg_put_defanged(&defanged, text, false);
    sg_span s = sg_buf_done(&defanged);
    for (size_t at = 0; at < s.len;) {
        sg_span found = sg_find_address(s, &at);
        if (found.len == 0)
            break;
        size_t from = sg_range_in(s, found).from, mark = sg_find(found, '@', 0);
        if (from < done)
            continue;
        put_hosts(arena, out, intel, sg_cut(s, done, from - done));
        put_hosts(arena, out, intel, sg_cut(found, 0, mark));
        sg_put_text(out, "[@]");
        put_dots(out, sg_tail(found, mark + 1), false);
        done = from + found.len;
    }
    put_hosts(arena, out, intel, sg_tail(s, done));
}

/* Nothing stands at `at` that some format or program might take for a part of the address before it. */
static bool ends_there(sg_span text, size_t at)
{
    static const struct sg_octets loose = SG_EIGHT(',', '.', ')', '"', '\'', ' ', '\n', '\t');
    int c = sg_at(text, at);
    return c < 0 || c >= 0x80 || sg_has_octet(&loose, c);
}

static sg_span harmless_once(struct sg_arena *arena, const struct sg_intel *intel, sg_span text,
                             enum sg_defang_style style)
{
    struct sg_found_urls urls = { 0 };
    struct sg_buf out = SG_BUF_IN(arena, text.len * HARMLESS_FACTOR + HARMLESS_EXTRA);
    sg_find_urls(arena, intel->hosts, text, true, &urls);
    size_t done = 0;
    for (size_t i = 0; i < urls.n; i++) {
        struct sg_range at = sg_range_in(text, urls.at[i].shown);
        if (at.from < done || at.len == 0)
            continue;
        put_plain(arena, &out, intel, sg_cut(text, done, at.from - done));
        if (sg_is_official_root(intel, &urls.at[i]) && ends_there(text, at.from + at.len))
            sg_put(&out, urls.at[i].shown);
        else
            put_again(arena, &out, urls.at[i].shown, style);
        done = at.from + at.len;
    }
    put_plain(arena, &out, intel, sg_tail(text, done));
    return sg_buf_done(&out);
}

/* What breaks one address may lay another open, in texts that nobody but an attacker writes: until nothing changes any more. */
sg_span sg_harmless(struct sg_arena *arena, const struct sg_intel *intel, sg_span text,
                    enum sg_defang_style style)
{
    sg_span now = harmless_once(arena, intel, text, style);
    for (int n = 1; n < MAX_PASSES && style == SG_DEFANG_LAST_DOT && !sg_same(now, text); n++) {
        text = now;
        now = harmless_once(arena, intel, text, style);
    }
    return now;
}
