#include "warn/notice_harmless.h"

#include "report/shown.h"
#include "text/unicode.h"
#include "web/find.h"

enum {
    FULLWIDTH = 0xfee0,   /* from an ASCII character to its full-width form */
    HARMLESS_FACTOR = 4,  /* octets written for one read, at most */
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

bool sg_is_live(const struct sg_found_url *found)
{
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

/* `live` is the address as it would be followed, from its scheme or its host on. */
static void put_address(struct sg_buf *out, sg_span live, enum sg_defang_style style)
{
    size_t scheme = scheme_octets(live), start = scheme;
    while (scheme > 0 &&
           (sg_at(live, start) == ':' || sg_at(live, start) == '/' || sg_at(live, start) == '\\'))
        start++;
    size_t end = host_end(live, start);
    sg_span host = sg_cut(live, start, end - start);
    const char *harmless = scheme == 0 ? "" : scheme == 5 ? "hxxps://" : "hxxp://";
    if (scheme == 3)
        harmless = "fxp://";
    if (style == SG_DEFANG_FULLWIDTH) {
        put_wide(out, sg_span_of(harmless));
        put_wide(out, sg_tail(live, start));
        return;
    }
    sg_put_text(out, harmless);
    if (style == SG_DEFANG_MASKED)
        put_masked_host(out, host);
    else
        put_dots(out, host, style == SG_DEFANG_ALL_DOTS);
    sg_put(out, sg_tail(live, end));
}

/* ---- a text ---- */

/* The rest of a text: what no browser takes for an address may still be made a link of, so schemes are broken here too; of
 * mail addresses the mark is put in brackets. */
static void put_plain(struct sg_arena *arena, struct sg_buf *out, sg_span text)
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
        sg_put(out, sg_cut(s, done, from - done));
        sg_put(out, sg_cut(found, 0, mark));
        sg_put_text(out, "[@]");
        put_dots(out, sg_tail(found, mark + 1), false);
        done = from + found.len;
    }
    sg_put(out, sg_tail(s, done));
}

sg_span sg_harmless(struct sg_arena *arena, const struct sg_intel *intel, sg_span text,
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
        put_plain(arena, &out, sg_cut(text, done, at.from - done));
        if (sg_is_official_root(intel, &urls.at[i]))
            sg_put(&out, urls.at[i].shown);
        else
            put_address(&out, sg_refang(arena, urls.at[i].shown), style);
        done = at.from + at.len;
    }
    put_plain(arena, &out, sg_tail(text, done));
    return sg_buf_done(&out);
}
