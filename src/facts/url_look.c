#include "facts/url_look.h"

#include "base/limits.h"
#include "text/transfer.h"
#include "text/unicode.h"

enum {
    MIN_SCRAMBLED = 6, /* letters of a brand's word */
    MAX_SCRAMBLED = 24,
    MAX_PLACEHOLDER = 40, /* octets between its brackets */
    MIN_NUMBER = 8,       /* hexadecimal digits of one, with its hyphens */
    MAX_HIDDEN = 24,      /* octets of a hidden folder's name */
    MAX_CODED = 2,        /* times that an address inside another is percent-encoded */
};

static sg_span first_label(sg_span domain)
{
    return sg_cut(domain, 0, sg_find(domain, '.', 0));
}

sg_span sg_url_label(const struct sg_host *host)
{
    return host->kind == SG_HOST_NAME ? first_label(host->registrable) : (sg_span){ 0 };
}

static sg_span subdomain_of(const struct sg_host *host)
{
    size_t own = host->registrable.len;
    return own == 0 || host->ascii.len <= own ? (sg_span){ 0 }
                                              : sg_cut(host->ascii, 0, host->ascii.len - own - 1);
}

sg_span sg_url_odd_subdomain(const struct sg_intel *intel, const struct sg_host *host,
                             int32_t *points)
{
    sg_span rest = subdomain_of(host), oddest = { 0 };
    *points = 0;
    while (rest.len > 0) {
        sg_span label = sg_next(&rest, '.');
        int32_t own = sg_url_letters_points(intel->urls->subdomain, label);
        if (sg_same(label, SG_SPAN("www")) || (oddest.len > 0 && own <= *points))
            continue;
        oddest = label;
        *points = own;
    }
    return oddest;
}

sg_span sg_url_zone(const struct sg_intel *intel, const struct sg_host *host, int32_t *points)
{
    const struct sg_hoster *hoster = sg_hoster_of(intel->hosters, host->ascii);
    sg_span zone = hoster == NULL ? sg_host_suffix(intel->hosts, host->ascii) : hoster->domain;
    sg_span top = sg_tail(host->ascii, sg_find_last(host->ascii, '.') + 1);
    *points = 0;
    if (host->kind != SG_HOST_NAME)
        return (sg_span){ 0 };
    if (sg_map_get(&intel->urls->zones, zone) == NULL)
        zone = hoster == NULL ? top : (sg_span){ 0 };
    *points = sg_url_points_of(&intel->urls->zones, zone);
    return zone;
}

/* ---- suffixes inside ---- */

static const char *const suffixes[] = { "co.jp", "ne.jp", "or.jp", "go.jp",
                                        "ac.jp", "ed.jp", "com",   "co.uk" };
static const char *const misspelt[] = { "co.ip", "co.jr", "co.jq", "co.jb", "co.lp", "c0.jp",
                                        "co.pj", "ne.ip", "or.ip", "cojp",  "c.jp" };
static const char *const hyphenated[] = { "-co-jp",    "-ne-jp", "-or-jp", "-go-jp",
                                          "-jp-login", "-jp-co", "-com-" };

static bool has_inner(sg_span sub, sg_span suffix)
{
    size_t at = sg_find_span(sub, suffix, 0);
    int after = sg_at(sub, at + suffix.len);
    return at < sub.len && at > 0 && sg_at(sub, at - 1) == '.' && (after == '.' || after == -1);
}

enum sg_inner_suffix sg_url_inner_suffix(const struct sg_intel *intel, const struct sg_host *host,
                                         sg_span *shown)
{
    const struct sg_hoster *hoster = sg_hoster_of(intel->hosters, host->ascii);
    sg_span sub = subdomain_of(host);
    /* whole names of sites stand in front of a delivery network's own */
    bool is_network = hoster != NULL && hoster->kind == SG_HOSTER_CDN;
    for (size_t i = 0; i < sizeof(suffixes) / sizeof(*suffixes) && !is_network; i++)
        if (has_inner(sub, *shown = sg_span_of(suffixes[i])))
            return SG_INNER_SUFFIX;
    for (size_t i = 0; i < sizeof(misspelt) / sizeof(*misspelt); i++)
        if (has_inner(sub, *shown = sg_span_of(misspelt[i])))
            return SG_INNER_MISSPELT;
    for (size_t i = 0; i < sizeof(hyphenated) / sizeof(*hyphenated); i++)
        if (sg_holds(host->ascii, *shown = sg_span_of(hyphenated[i])))
            return SG_INNER_HYPHENATED;
    *shown = (sg_span){ 0 };
    return SG_INNER_NONE;
}

/* ---- paths ---- */

/* A name that a site's owner does not see in its list of files. */
static bool is_hidden(sg_span segment)
{
    size_t i = 1;
    while (sg_is_alnum(sg_at(segment, i)) || sg_at(segment, i) == '-' || sg_at(segment, i) == '_')
        i++;
    return sg_at(segment, 0) == '.' && i == segment.len && i > 2 && i <= MAX_HIDDEN;
}

sg_span sg_url_foreign_folder(const struct sg_url *url)
{
    static const char *const folders[] = { "wp-content", "wp-includes", "wp-admin",
                                           "cgi-bin",    "cgi-sys",     "node_modules" };
    sg_span rest = sg_tail(url->path, 1);
    for (int depth = 0; rest.len > 0 && depth < SG_MAX_URL_SEGMENTS; depth++) {
        size_t left = rest.len;
        sg_span segment = sg_next(&rest, '/');
        if (depth == 0 && sg_at(segment, 0) == '~' && segment.len > 1)
            return segment;
        if (segment.len < left && is_hidden(segment))
            return segment;
        for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++)
            if (sg_same_nocase(segment, sg_span_of(folders[i])))
                return segment;
    }
    return (sg_span){ 0 };
}

static bool is_styled(int32_t c)
{
    return (c >= 0x1d400 && c <= 0x1d7ff) || /* mathematical */
           (c >= 0x24b6 && c <= 0x24e9) ||   /* letters in circles */
           (c >= 0x1f130 && c <= 0x1f189) || /* in squares */
           (c >= 0x1d00 && c <= 0x1d2b) ||   /* small capitals */
           (c >= 0x20d0 && c <= 0x20ff);     /* marks around a letter */
}

/* Marks heaped on one letter: an accent that was taken apart is one mark. */
static bool is_mark(int32_t c)
{
    return c >= 0x300 && c <= 0x36f;
}

static sg_span after_host(const struct sg_url *url)
{
    size_t path = sg_find(url->raw, '/', sg_find_span(url->raw, SG_SPAN("://"), 0) + 3);
    return sg_tail(url->raw, path);
}

static bool is_ascii(sg_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (sg_at(s, i) >= 0x80 || sg_at(s, i) == '%')
            return false;
    return true;
}

sg_span sg_url_styled(struct sg_arena *arena, const struct sg_url *url)
{
    if (is_ascii(url->raw))
        return (sg_span){ 0 };
    sg_span text = sg_percent_decode(arena, url->raw);
    bool was_mark = false;
    for (size_t at = 0, from = 0; at < text.len; from = at) {
        int32_t c = sg_utf8_next(text, &at);
        if (is_styled(c) || (is_mark(c) && was_mark))
            return sg_cut(text, from, at - from);
        was_mark = is_mark(c);
    }
    return (sg_span){ 0 };
}

/* "{1d2f...}" numbers a document. */
static bool is_number(sg_span inside)
{
    size_t i = 0;
    while (sg_hex_value(sg_at(inside, i)) >= 0 || sg_at(inside, i) == '-')
        i++;
    return i == inside.len && i >= MIN_NUMBER;
}

static bool names_a_value(sg_span inside)
{
    for (size_t i = 0; i < inside.len; i++)
        if (!sg_is_alnum(sg_at(inside, i)) && sg_at(inside, i) != '_' && sg_at(inside, i) != ',' &&
            sg_at(inside, i) != '-' && sg_at(inside, i) != '.' && sg_at(inside, i) != ' ')
            return false;
    return inside.len >= 2 && inside.len <= MAX_PLACEHOLDER && sg_is_alpha(sg_at(inside, 0)) &&
           !is_number(inside);
}

sg_span sg_url_placeholder(struct sg_arena *arena, const struct sg_url *url)
{
    static const struct {
        const char *open, *close;
    } brackets[] = { { "{{", "}}" }, { "[[", "]]" }, { "##", "##" },
                     { "${", "}" },  { "{", "}" },   { "<%", "%>" } };

    sg_span raw = after_host(url), text = is_ascii(raw) ? raw : sg_percent_decode(arena, raw);
    for (size_t i = 0; i < sizeof(brackets) / sizeof(*brackets); i++) {
        sg_span open = sg_span_of(brackets[i].open), close = sg_span_of(brackets[i].close);
        size_t from = sg_find_span(text, open, 0), end = sg_find_span(text, close, from + open.len);
        if (end >= text.len)
            continue;
        sg_span inside = sg_cut(text, from + open.len, end - from - open.len);
        if (names_a_value(sg_trim(inside)))
            return sg_cut(text, from, end + close.len - from);
    }
    return (sg_span){ 0 };
}

/* ---- addresses inside ---- */

sg_span sg_url_behind(struct sg_arena *arena, const struct sg_url *url)
{
    sg_span text = after_host(url);
    for (int coded = 0; coded < MAX_CODED && sg_find(text, '%', 0) < text.len; coded++)
        text = sg_percent_decode(arena, text);
    return sg_holds(text, SG_SPAN("//")) ? text : (sg_span){ 0 };
}

static bool is_host_octet(int c)
{
    return sg_is_alnum(c) || c == '-' || c == '.' || c >= 0x80;
}

bool sg_url_next_inner(struct sg_arena *arena, const struct sg_host_tools *tools, sg_span behind,
                       size_t *at, struct sg_host *host)
{
    while (*at < behind.len) {
        size_t slashes = sg_find_span(behind, SG_SPAN("//"), *at), from = slashes + 2, end = from;
        sg_span before = sg_cut(behind, 0, slashes);
        while (is_host_octet(sg_at(behind, end)))
            end++;
        *at = end;
        bool is_address = sg_ends_nocase(before, SG_SPAN("http:")) ||
                          sg_ends_nocase(before, SG_SPAN("https:")) ||
                          sg_ends(before, SG_SPAN("="));
        if (!is_address || end == from)
            continue;
        *host = sg_host_read(arena, tools, sg_cut(behind, from, end - from), NULL);
        if (host->registrable.len > 0)
            return true;
    }
    return false;
}

/* ---- scrambled words ---- */

int sg_label_scrambles(sg_span label, sg_span token, int most)
{
    int8_t count[256] = { 0 };
    int extra = 0, missing = 0;
    if (token.len < MIN_SCRAMBLED || token.len > MAX_SCRAMBLED ||
        label.len > (size_t)MAX_SCRAMBLED * 2 || label.len + (size_t)most < token.len ||
        sg_at(label, 0) != sg_at(token, 0))
        return -1;
    for (size_t i = 0; i < label.len; i++)
        if (sg_is_alpha(sg_at(label, i)))
            count[sg_at(label, i)]++;
    for (size_t i = 0; i < token.len; i++)
        if (sg_is_alpha(sg_at(token, i)))
            count[sg_at(token, i)]--;
    for (int c = 'a'; c <= 'z'; c++) {
        extra += count[c] > 0 ? count[c] : 0;
        missing -= count[c] < 0 ? count[c] : 0;
    }
    int cost = extra + 2 * missing;
    return cost <= most ? cost : -1;
}
