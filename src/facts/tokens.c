/* facts/tokens.c - the recipient's address inside a link: opening it tells the sender who opened.
 *
 * Forms seen: plain, %40, base64 (also url-safe), hexadecimal, and local part and domain in two
 * places.  Without a known recipient any mail address counts, also one that a notice has masked
 * (`admin@******.***`). */
#include "base/buf.h"
#include "base/limits.h"
#include "facts/build.h"
#include "text/transfer.h"

enum {
    MIN_ENCODED = 8, /* octets of a token before it is tried as base64 or hexadecimal */
    MAX_TOKENS = 64, /* tokens tried in one URL */
    MIN_LOCAL = 3,   /* octets of a local part that may stand apart from its domain */
};

static const struct sg_octets signs = {
    /* +-= and digits; letters and _ */
    .bits = { UINT64_C(0x23ff280000000000), UINT64_C(0x07fffffe87fffffe) },
};

/* The next run of letters, digits and base64 signs at or after `*at`; empty at the end. */
static sg_span next_token(sg_span s, size_t *at)
{
    size_t from = sg_find_any(s, &signs, *at), end = sg_find_not(s, &signs, from);
    *at = end;
    return sg_cut(s, from, end - from);
}

/* In "key=value" the value; `=` at the end is padding. */
static sg_span value_of(sg_span token)
{
    size_t sign = sg_find(token, '=', 0);
    sg_span value = sg_tail(token, sign + 1);
    return sg_find(value, '=', 0) == 0 || value.len == 0 ? token : value;
}

static bool hex_decode(struct sg_arena *arena, sg_span token, sg_span *out)
{
    if (token.len % 2 != 0 || sg_hex_value(sg_at(token, 0)) < 0 ||
        sg_hex_value(sg_at(token, 1)) < 0)
        return false;
    struct sg_buf b = SG_BUF_IN(arena, token.len / 2);
    for (size_t i = 0; i < token.len; i += 2) {
        int high = sg_hex_value(sg_at(token, i)), low = sg_hex_value(sg_at(token, i + 1));
        if (high < 0 || low < 0)
            return false;
        sg_put_octet(&b, (uint8_t)(high * 16 + low));
    }
    *out = sg_buf_done(&b);
    return true;
}

static bool is_masked_domain(sg_span s)
{
    size_t stars = 0;
    for (size_t i = 0; i < s.len; i++) {
        stars += sg_at(s, i) == '*';
        if (sg_at(s, i) != '*' && sg_at(s, i) != '.')
            return false;
    }
    return stars >= 3;
}

/* The recipient's address in `s`, or any address when the recipient is not known. */
static sg_span address_in(const struct sg_facts *f, sg_span s)
{
    if (f->recipient.len > 0) {
        size_t at = sg_find_nocase(s, f->recipient, 0);
        return sg_cut(s, at, f->recipient.len);
    }
    size_t at = 0;
    sg_span address = sg_find_address(s, &at);
    if (address.len > 0)
        return address;
    size_t sign = sg_find(s, '@', 0), from = sign;
    while (from > 0 && sg_is_alnum(sg_at(s, from - 1)))
        from--;
    sg_span domain = sg_tail(s, sign + 1);
    return from < sign && is_masked_domain(domain) ? sg_tail(s, from) : (sg_span){ 0 };
}

static enum sg_token_form in_tokens(const struct sg_facts *f, sg_span s, sg_span *token)
{
    size_t at = 0;
    for (int n = 0; n < MAX_TOKENS && at < s.len; n++) {
        sg_span t = value_of(next_token(s, &at)), decoded;
        if (t.len < MIN_ENCODED)
            continue;
        *token = t;
        /* decoded it would be too short to hold the recipient's address */
        if (t.len / 4 * 3 + 3 < f->recipient.len)
            continue;
        if (hex_decode(f->arena, t, &decoded) && address_in(f, decoded).len > 0)
            return SG_TOKEN_HEX;
        if (sg_base64_token(f->arena, t, &decoded) && address_in(f, decoded).len > 0)
            return SG_TOKEN_BASE64;
    }
    return SG_TOKEN_NONE;
}

/* "?u=taro&d=example.jp" */
static bool is_split(const struct sg_facts *f, sg_span s)
{
    if (f->recipient_local.len < MIN_LOCAL)
        return false;
    size_t local = sg_find_nocase(s, f->recipient_local, 0);
    size_t domain = sg_find_nocase(s, f->recipient_domain, 0);
    return local < s.len && domain < s.len && sg_at(s, local - 1) == '=' &&
           (sg_at(s, domain - 1) == '=' || sg_at(s, domain - 1) == '/');
}

/* Everything after the host: only the server's owner chose what stands there. */
static sg_span after_host(const struct sg_url *url)
{
    size_t slashes = sg_find_span(url->href, SG_SPAN("://"), 0);
    return sg_tail(url->href, sg_find(url->href, '/', slashes + 3));
}

enum sg_token_form sg_facts_recipient_token(const struct sg_facts *f, const struct sg_url *url,
                                            sg_span *token)
{
    sg_span tail = after_host(url);
    if (tail.len < 3)
        return SG_TOKEN_NONE;
    sg_span found = address_in(f, tail);
    if (found.len > 0) {
        *token = found;
        return SG_TOKEN_PLAIN;
    }
    sg_span decoded = sg_percent_decode(f->arena, tail);
    if (decoded.len != tail.len && (found = address_in(f, decoded)).len > 0) {
        *token = found;
        return SG_TOKEN_PERCENT;
    }
    if (is_split(f, decoded)) {
        *token = f->recipient_local;
        return SG_TOKEN_SPLIT;
    }
    return in_tokens(f, decoded, token);
}
