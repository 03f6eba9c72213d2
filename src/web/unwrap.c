#include "web/unwrap.h"

#include "base/buf.h"
#include "base/limits.h"
#include "text/transfer.h"

/* The value of the query parameter `key`, still percent-encoded. */
static sg_span parameter(sg_span query, sg_span key)
{
    while (query.len > 0) {
        sg_span pair = sg_next(&query, '&');
        size_t sign = sg_find(pair, '=', 0);
        if (sign < pair.len && sg_same_nocase(sg_cut(pair, 0, sign), key))
            return sg_tail(pair, sign + 1);
    }
    return (sg_span){ 0 };
}

static sg_span from_base64(struct sg_arena *arena, sg_span value)
{
    sg_span out;
    value = sg_percent_decode(arena, value);
    if (sg_base64_token(arena, value, &out) && sg_starts_nocase(out, SG_SPAN("http")))
        return out;
    /* Bing writes "a1" before it */
    if (sg_base64_token(arena, sg_tail(value, 2), &out) && sg_starts_nocase(out, SG_SPAN("http")))
        return out;
    return (sg_span){ 0 };
}

/* "/amp/s/www.example.jp/a": the scheme may be left out. */
static sg_span after_key(struct sg_arena *arena, const struct sg_url *url, sg_span key)
{
    sg_span path = url->path;
    size_t at = sg_find_span(path, key, 0);
    if (at == path.len)
        return (sg_span){ 0 };
    sg_span target = sg_percent_decode(arena, sg_tail(path, at + key.len));
    if (target.len == 0 || sg_starts_nocase(target, SG_SPAN("http")))
        return target;
    struct sg_buf b = SG_BUF_IN(arena, target.len + 8);
    sg_put_text(&b, "https://");
    sg_put(&b, target);
    return sg_buf_done(&b);
}

/* "https-3A__www.example.jp_a" */
static sg_span proofpoint_v2(struct sg_arena *arena, sg_span value)
{
    struct sg_buf b = SG_BUF_IN(arena, value.len);
    for (size_t i = 0; i < value.len; i++) {
        int c = sg_at(value, i);
        sg_put_octet(&b, (uint8_t)(c == '-' ? '%' : c == '_' ? '/' : c));
    }
    return sg_percent_decode(arena, sg_buf_done(&b));
}

/* "/v3/__https://www.example.jp/a__;..." */
static sg_span proofpoint_v3(const struct sg_url *url)
{
    size_t from = sg_find_span(url->path, SG_SPAN("__"), 0);
    sg_span rest = sg_tail(url->path, from + 2);
    return sg_cut(rest, 0, sg_find_span(rest, SG_SPAN("__;"), 0));
}

/* "www-example-jp.translate.goog": a dash is a dot, two dashes are a dash. */
static sg_span from_host(struct sg_arena *arena, const struct sg_url *url, sg_span domain)
{
    sg_span host = url->host.ascii;
    if (host.len <= domain.len + 1)
        return (sg_span){ 0 };
    host = sg_cut(host, 0, host.len - domain.len - 1);
    struct sg_buf b = SG_BUF_IN(arena, host.len + url->path.len + 16);
    sg_put_text(&b, "https://");
    for (size_t i = 0; i < host.len; i++) {
        bool twice = sg_at(host, i) == '-' && sg_at(host, i + 1) == '-';
        sg_put_octet(&b, (uint8_t)(sg_at(host, i) == '-' && !twice ? '.' : sg_at(host, i)));
        i += twice;
    }
    sg_put(&b, url->path);
    return sg_buf_done(&b);
}

static sg_span target_of(struct sg_arena *arena, const struct sg_wrapper *w,
                         const struct sg_url *url)
{
    switch (w->coding) {
    case SG_WRAP_PARAMETER:
        return sg_percent_decode(arena, parameter(url->query, w->key));
    case SG_WRAP_BASE64:
        return from_base64(arena, parameter(url->query, w->key));
    case SG_WRAP_PATH:
        return after_key(arena, url, w->key);
    case SG_WRAP_PROOFPOINT_V2:
        return proofpoint_v2(arena, parameter(url->query, w->key));
    case SG_WRAP_PROOFPOINT_V3:
        return proofpoint_v3(url);
    case SG_WRAP_HOST:
        return from_host(arena, url, w->domain);
    }
    return (sg_span){ 0 };
}

static bool is_wrapped_by(const struct sg_wrapper *w, const struct sg_url *url)
{
    return sg_host_is_under(url->host.ascii, w->domain) && sg_starts(url->path, w->path);
}

/* One host may carry its target in several ways: the first that yields a link. */
static const struct sg_wrapper *take_off(struct sg_arena *arena, const struct sg_host_tools *tools,
                                         const struct sg_wrappers *wrappers, struct sg_url *url)
{
    for (size_t i = 0; url->host.kind == SG_HOST_NAME && i < wrappers->n; i++) {
        const struct sg_wrapper *w = &wrappers->at[i];
        if (!is_wrapped_by(w, url))
            continue;
        struct sg_url inner = sg_url_read(arena, tools, target_of(arena, w, url), NULL);
        if (!inner.is_valid || inner.host.kind == SG_HOST_NONE)
            continue;
        *url = inner;
        return w;
    }
    return NULL;
}

struct sg_unwrapped sg_url_unwrap(struct sg_arena *arena, const struct sg_host_tools *tools,
                                  const struct sg_wrappers *wrappers, const struct sg_url *url)
{
    struct sg_unwrapped u = { .target = *url };
    while (!u.cut) {
        struct sg_url inner = u.target;
        const struct sg_wrapper *w = take_off(arena, tools, wrappers, &inner);
        if (w == NULL)
            break;
        u.cut = u.layers == SG_MAX_UNWRAP;
        if (u.cut)
            break;
        if (u.outermost == NULL)
            u.outermost = w;
        if (u.senders == NULL && !w->is_rewriter) {
            u.senders = w;
            u.senders_host = u.target.host;
        }
        u.target = inner;
        u.layers++;
    }
    return u;
}
