#include "report/mask.h"

#include "text/transfer.h"

enum {
    MIN_TELLING = 4,  /* octets of a local part that is nobody else's */
    MIN_TOKEN = 8,    /* octets: a shorter encoded token cannot hold an address */
    MAX_TOKEN = 1024, /* octets of one token that are decoded */
};

/* ---- where it stands ---- */

static bool is_name_octet(int c)
{
    return sg_is_alnum(c) || c == '-' || c == '_';
}

/* A short local part that goes on before or behind is another's address; a long one in a run of letters is how links and
 * Message-IDs carry the recipient: "1942taro@example.jpt12". */
static bool is_apart(const struct sg_masked_address *a, sg_span s, size_t at)
{
    return a->local.len >= MIN_TELLING || !is_name_octet(sg_at(s, at));
}

static bool starts_at(sg_span s, size_t at, sg_span what)
{
    return sg_starts_nocase(sg_tail(s, at), what);
}

/* Octets of `s` from `at` that are local@domain with any of the ways to write the @; 0: none. */
static size_t address_at(const struct sg_masked_address *a, sg_span s, size_t at)
{
    static const sg_span signs[] = { SG_SPAN_INIT("@"), SG_SPAN_INIT("%40"), SG_SPAN_INIT("%2540"),
                                     SG_SPAN_INIT("=40"), SG_SPAN_INIT("\xef\xbc\xa0") };
    if (!starts_at(s, at, a->local) || !is_apart(a, s, at - 1))
        return 0;
    for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
        size_t domain = at + a->local.len + signs[i].len;
        if (!starts_at(s, at + a->local.len, signs[i]) || !starts_at(s, domain, a->domain))
            continue;
        if (is_apart(a, s, domain + a->domain.len))
            return domain + a->domain.len - at;
    }
    return 0;
}

/* Octets of `word` when it stands at `at` as a whole word. */
static size_t word_at(sg_span word, sg_span s, size_t at)
{
    if (word.len == 0 || !starts_at(s, at, word) || is_name_octet(sg_at(s, at - 1)) ||
        is_name_octet(sg_at(s, at + word.len)))
        return 0;
    return word.len;
}

/* Octets of the longest name that stands at `at`. */
static size_t name_at(const struct sg_mask *mask, sg_span s, size_t at)
{
    size_t longest = 0;
    for (size_t i = 0; i < mask->n_names; i++) {
        size_t len = word_at(mask->names[i], s, at);
        longest = len > longest ? len : longest;
    }
    return longest;
}

/* ---- encoded tokens ---- */

static bool holds_address(const struct sg_mask *mask, sg_span decoded)
{
    for (size_t i = 0; i < mask->n; i++) {
        const struct sg_masked_address *a = &mask->at[i];
        for (size_t at = sg_find_nocase(decoded, a->local, 0); at < decoded.len;
             at = sg_find_nocase(decoded, a->local, at + 1))
            if (address_at(a, decoded, at) > 0)
                return true;
    }
    return mask->domain.len > 0 && sg_holds_nocase(decoded, mask->domain);
}

static bool hex_decode(struct sg_arena *arena, sg_span in, sg_span *out)
{
    struct sg_buf b = SG_BUF_IN(arena, MAX_TOKEN);
    bool is_hex = in.len % 2 == 0;
    for (size_t i = 0; i < in.len && is_hex; i += 2) {
        int high = sg_hex_value(sg_at(in, i)), low = sg_hex_value(sg_at(in, i + 1));
        is_hex = high >= 0 && low >= 0;
        if (is_hex)
            sg_put_octet(&b, (uint8_t)(high * 16 + low));
    }
    *out = sg_buf_done(&b);
    return is_hex;
}

/* Whether a decoded token holds an address; its memory is given back, or a mail of tokens would use up all there is. */
static bool betrays(const struct sg_mask *mask, sg_span decoded)
{
    bool found = holds_address(mask, decoded);
    sg_arena_trim(mask->arena, (void *)(uintptr_t)decoded.at, decoded.len, 0);
    return found;
}

static bool hides_in_base64(const struct sg_mask *mask, sg_span token)
{
    sg_span decoded;
    return sg_base64_token(mask->arena, token, &decoded) && betrays(mask, decoded);
}

static bool hides_in_hex(const struct sg_mask *mask, sg_span token)
{
    sg_span decoded;
    bool is_hex = hex_decode(mask->arena, token, &decoded);
    return betrays(mask, decoded) && is_hex;
}

static bool hides_in_percents(const struct sg_mask *mask, sg_span token)
{
    sg_span decoded = sg_percent_decode(mask->arena, token);
    return decoded.at != token.at && betrays(mask, decoded);
}

static size_t run_of(const struct sg_octets *members, sg_span s, size_t at)
{
    size_t len = sg_find_not(sg_cut(s, 0, at + MAX_TOKEN), members, at) - at;
    return len < MIN_TOKEN ? 0 : len;
}

static size_t with_padding(sg_span s, size_t at, size_t len)
{
    while (len % 4 != 0 && sg_at(s, at + len) == '=')
        len++;
    return len;
}

/* Octets of an encoded token at `at` that hides an address; 0: none. */
static size_t token_at(const struct sg_mask *mask, sg_span s, size_t at)
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    struct sg_octets url = sg_octets_of(letters), plain = url, percent = url;
    url.bits[0] |= UINT64_C(1) << '-';
    url.bits[1] |= UINT64_C(1) << ('_' - 64);
    plain.bits[0] |= UINT64_C(1) << '+' | UINT64_C(1) << '/';
    percent.bits[0] |= UINT64_C(1) << '%' | UINT64_C(1) << '.' | UINT64_C(1) << '-';
    size_t len = run_of(&url, s, at), padded = with_padding(s, at, len);
    if (len > 0 &&
        (hides_in_base64(mask, sg_cut(s, at, padded)) || hides_in_hex(mask, sg_cut(s, at, len))))
        return padded;
    len = run_of(&plain, s, at);
    padded = with_padding(s, at, len);
    if (len > 0 && hides_in_base64(mask, sg_cut(s, at, padded)))
        return padded;
    len = run_of(&percent, s, at);
    return len > 0 && hides_in_percents(mask, sg_cut(s, at, len)) ? len : 0;
}

/* ---- writing ---- */

size_t sg_hide(const struct sg_mask *mask, struct sg_buf *out, sg_span s, size_t at)
{
    bool may_begin = !is_name_octet(sg_at(s, at - 1));
    for (size_t i = 0; i < mask->n; i++) {
        size_t len = address_at(&mask->at[i], s, at);
        if (len == 0)
            continue;
        sg_put(out, mask->at[i].keeps_local ? mask->at[i].local : SG_SPAN(SG_MASKED_LOCAL));
        sg_put(out, SG_SPAN("@" SG_MASKED_DOMAIN));
        return len;
    }
    size_t len = name_at(mask, s, at);
    if (len > 0) {
        sg_put(out, SG_SPAN(SG_MASKED_LOCAL));
        return len;
    }
    len = word_at(mask->domain, s, at);
    if (len > 0) {
        sg_put(out, SG_SPAN(SG_MASKED_DOMAIN));
        return len;
    }
    len = word_at(mask->local, s, at);
    if (len == 0 && may_begin && (sg_is_alnum(sg_at(s, at)) || sg_at(s, at) == '%'))
        len = token_at(mask, s, at);
    if (len > 0)
        sg_put(out, SG_SPAN(SG_MASKED_LOCAL));
    return len;
}

sg_span sg_masked(const struct sg_mask *mask, sg_span s, size_t most)
{
    if (mask->n == 0)
        return s;
    struct sg_buf out = SG_BUF_IN(mask->arena, 4 * s.len + 64);
    bool changed = false;
    for (size_t at = 0; at < s.len && (most == 0 || out.len <= most);) {
        size_t hidden = sg_hide(mask, &out, s, at);
        changed |= hidden > 0;
        if (hidden == 0)
            sg_put_octet(&out, (uint8_t)sg_at(s, at));
        at += hidden > 0 ? hidden : 1;
    }
    out.len = changed ? out.len : 0;
    sg_span masked = sg_buf_done(&out);
    return changed ? masked : s;
}
