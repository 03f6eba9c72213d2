/* mail/auth_results.c - Authentication-Results.
 *
 * Source: RFC 8601 2.2, and what is really written: Microsoft puts no authserv-id in front (or one
 * in front of single results), Google's comments hold colons and addresses, old filters put
 * properties before the method.  ARC-Authentication-Results is another field and not read: nobody
 * here has verified its seal. */
#include "mail/auth_results.h"

#include "base/limits.h"
#include "mail/lines.h"

enum { NO_RANK = 99 };

struct pair {
    sg_span key, value; /* value empty when there is no "=" */
    bool has_value;
};

/* Where each method names its domain; the lower rank wins. */
static const struct {
    const char *method, *key;
    int rank;
} domain_keys[] = {
    { "dkim", "header.d", 0 },          { "dkim", "header.i", 1 },
    { "dkim-adsp", "header.from", 0 },  { "domainkeys", "header.d", 0 },
    { "domainkeys", "header.from", 1 }, { "dmarc", "header.from", 0 },
    { "spf", "smtp.mailfrom", 0 },      { "spf", "smtp.mail", 1 },
    { "spf", "envelope-from", 1 },      { "spf", "smtp.helo", 2 },
    { "sender-id", "header.from", 0 },  { "iprev", "policy.iprev", NO_RANK },
    { "bimi", "header.d", 0 },          { "auth", "smtp.auth", 0 },
    { "auth", "smtp.mailfrom", 1 },     { "arc", "header.d", 0 },
    { "compauth", "header.from", 0 },
};

static size_t value_end(sg_span s, size_t from, const struct sg_octets *ends)
{
    size_t after = sg_at(s, from) == '"' ? sg_quote_end(s, from) + 1 : from;
    return sg_find_any(s, ends, after);
}

static sg_span unquoted(sg_span s)
{
    bool quoted = s.len >= 2 && sg_at(s, 0) == '"' && sg_at(s, s.len - 1) == '"';
    return quoted ? sg_cut(s, 1, s.len - 2) : s;
}

/* The next "key" or "key=value" of a result at `*at`, comments skipped; an empty key ends it. */
static struct pair pair_next(sg_span s, size_t *at)
{
    struct sg_octets key_ends = sg_octets_of(" \t\r\n=;(\""), ends = sg_octets_of(" \t\r\n;(\"");
    struct pair p = { 0 };
    size_t start = sg_skip_comments(s, *at);
    size_t end = sg_find_any(s, &key_ends, start);
    if (end == start && sg_at(s, start) == '"')
        end = value_end(s, start, &ends);
    p.key = sg_cut(s, start, end - start);
    *at = end;
    if (p.key.len == 0)
        return p;
    size_t equals = sg_skip_comments(s, end);
    if (sg_at(s, equals) != '=')
        return p;
    start = sg_skip_comments(s, equals + 1);
    end = value_end(s, start, &ends);
    p.value = unquoted(sg_cut(s, start, end - start));
    p.has_value = true;
    *at = end;
    return p;
}

static bool is_word(sg_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!sg_is_alnum(sg_at(s, i)) && sg_at(s, i) != '-' && sg_at(s, i) != '_')
            return false;
    return s.len > 0;
}

/* "spf", "dkim/1": the method without its version. */
static sg_span method_of(struct sg_arena *arena, sg_span key)
{
    sg_span method = sg_cut(key, 0, sg_find(key, '/', 0));
    return is_word(method) ? sg_lowered(arena, method) : (sg_span){ 0 };
}

static int domain_rank(sg_span method, sg_span key)
{
    for (size_t i = 0; i < sizeof(domain_keys) / sizeof(*domain_keys); i++)
        if (sg_is(method, domain_keys[i].method) && sg_is(key, domain_keys[i].key))
            return domain_keys[i].rank;
    return NO_RANK;
}

/* The domain of "user@example.jp", "@example.jp", "<a@example.jp>" or "example.jp". */
static sg_span domain_of(struct sg_arena *arena, sg_span value)
{
    size_t at = sg_find_last(value, '@');
    if (at < value.len)
        value = sg_tail(value, at + 1);
    while (sg_at(value, value.len - 1) == '>' || sg_at(value, value.len - 1) == '.')
        value = sg_cut(value, 0, value.len - 1);
    if (sg_same_nocase(value, SG_SPAN("none")))
        return (sg_span){ 0 };
    return sg_lowered(arena, value);
}

/* Read the properties of one result up to its ';', and its words as written. */
static size_t properties_read(struct sg_arena *arena, sg_span s, size_t at,
                              struct sg_auth_result *result)
{
    int best = NO_RANK;
    for (;;) {
        size_t next = sg_skip_comments(s, at);
        if (next >= s.len || sg_at(s, next) == ';')
            return next;
        struct pair p = pair_next(s, &at);
        int rank = domain_rank(result->method, p.key);
        if (rank < best) {
            best = rank;
            result->domain = domain_of(arena, p.value);
        }
        if (sg_same_nocase(p.key, SG_SPAN("header.s")))
            result->selector = p.value;
        if (p.key.len == 0)
            at++; /* an octet that starts nothing */
    }
}

/* Index of the ';' that ends the result at `at`. */
static size_t skip_result(sg_span s, size_t at)
{
    for (;;) {
        at = sg_skip_comments(s, at);
        if (at >= s.len || sg_at(s, at) == ';')
            return at;
        size_t before = at;
        pair_next(s, &at);
        if (at == before)
            at++;
    }
}

/* The result at `at`; gives the index of the ';' behind it. */
static size_t result_read(struct sg_arena *arena, sg_span s, size_t at,
                          struct sg_auth_result *result)
{
    size_t start = sg_skip_comments(s, at);
    at = start;
    struct pair p = pair_next(s, &at);
    result->method = p.has_value ? method_of(arena, p.key) : (sg_span){ 0 };
    if (result->method.len == 0 || !is_word(p.value)) {
        result->method = (sg_span){ 0 };
        return skip_result(s, at);
    }
    result->result = sg_lowered(arena, p.value);
    size_t end = properties_read(arena, s, at, result);
    result->shown = sg_unfold(arena, sg_cut(s, start, end - start));
    return end;
}

/* The authserv-id, when the field starts with one and not with a result (Microsoft). */
static sg_span authserv_id_read(sg_span s, size_t *at)
{
    size_t after = *at;
    struct pair p = pair_next(s, &after);
    if (p.has_value)
        return (sg_span){ 0 };
    *at = skip_result(s, after);
    return unquoted(p.key);
}

sg_span sg_auth_results_id(const struct sg_field *field)
{
    size_t at = 0;
    return authserv_id_read(field->body, &at);
}

void sg_auth_results_read(struct sg_arena *arena, const struct sg_field *field,
                          struct sg_auth_list *out, struct sg_oddities *oddities)
{
    sg_span s = field->body;
    size_t at = 0;
    sg_span id = authserv_id_read(s, &at);
    while (at < s.len) {
        if (out->n == SG_MAX_AUTH_RESULTS) {
            sg_odd(oddities, SG_ODD_LIMIT, field->place, "authentication results");
            return;
        }
        if (sg_at(s, at) == ';')
            at++;
        struct sg_auth_result result = { .field = field, .authserv_id = id };
        at = result_read(arena, s, at, &result);
        if (result.method.len > 0)
            *SG_PUSH(arena, out) = result;
    }
}
