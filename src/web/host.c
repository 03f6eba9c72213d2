#include "web/host.h"

#include <libpsl.h>
#include <unicode/uidna.h>

#include "base/buf.h"
#include "base/limits.h"
#include "text/transfer.h"
#include "text/unicode.h"
#include "web/host_tools.h"
#include "web/ipv4.h"
#include "web/url.h"

enum {
    MAX_HOST = 1024, /* octets of a host that are read: as written and in ASCII */
    MAX_NAME = 253,  /* octets of a domain name, RFC 1035 2.3.4 */
};

enum {
    FORBIDDEN = 1, /* what URL 3.5 calls forbidden domain code points */
    NO_NAME = 2,   /* what stands in no plain name of letters, digits, "-", "_" and dots */
    CAPITAL = 4,
};

#define SIX(value) value, value, value, value, value, value
#define THIRTY(v)  SIX(v), SIX(v), SIX(v), SIX(v), SIX(v)
#define LETTERS(v) v, v, SIX(v), SIX(v), SIX(v), SIX(v)
#define BOTH       (FORBIDDEN | NO_NAME)

/* A row for each run of ASCII. */
/* clang-format off */
static const uint8_t classes[256] = {
    /* controls and the blank */ THIRTY(BOTH), BOTH, BOTH, BOTH,
    /* !"#$%&'()*+,-./ */ NO_NAME, NO_NAME, BOTH, NO_NAME, BOTH, SIX(NO_NAME), NO_NAME, 0, 0, BOTH,
    /* 0-9 */ SIX(0), 0, 0, 0, 0,
    /* :;<=>?@ */ BOTH, NO_NAME, BOTH, NO_NAME, BOTH, BOTH, BOTH,
    /* A-Z */ LETTERS(CAPITAL),
    /* [\]^_` */ BOTH, BOTH, BOTH, BOTH, 0, NO_NAME,
    /* a-z */ LETTERS(0),
    /* {|}~ DEL */ NO_NAME, BOTH, NO_NAME, NO_NAME, BOTH,
    /* not ASCII */ THIRTY(NO_NAME), THIRTY(NO_NAME), THIRTY(NO_NAME), THIRTY(NO_NAME),
    SIX(NO_NAME), NO_NAME, NO_NAME,
};

/* clang-format on */

/* A percent sign may have smuggled them in. */
static bool has_forbidden(sg_span s)
{
    return sg_find_class(s, classes, FORBIDDEN, 0) < s.len;
}

static bool has_punycode(sg_span s)
{
    return sg_starts_nocase(s, SG_SPAN("xn--")) || sg_holds_nocase(s, SG_SPAN(".xn--"));
}

/* The name as it is: nothing to decode, to fold or to map. */
static bool is_ready_name(sg_span s)
{
    return sg_find_class(s, classes, NO_NAME | CAPITAL, 0) == s.len &&
           (sg_find(s, '-', 0) == s.len || !has_punycode(s));
}

static bool is_plain_name(sg_span s)
{
    return sg_find_class(s, classes, NO_NAME, 0) == s.len;
}

static sg_span lower(struct sg_arena *arena, sg_span s)
{
    struct sg_buf b = SG_BUF_IN(arena, s.len);
    for (size_t i = 0; i < s.len; i++)
        sg_put_octet(&b, (uint8_t)sg_lower(sg_at(s, i)));
    return sg_buf_done(&b);
}

typedef int32_t idna_function(const UIDNA *, const char *, int32_t, char *, int32_t, UIDNAInfo *,
                              UErrorCode *);

static sg_span map_name(struct sg_arena *arena, const struct sg_host_tools *tools, sg_span s,
                        idna_function *function)
{
    char mapped[MAX_HOST * 2];
    UIDNAInfo info = UIDNA_INFO_INITIALIZER;
    UErrorCode code = U_ZERO_ERROR;
    int32_t n = function(tools->idna, (const char *)s.at, (int32_t)s.len, mapped, sizeof(mapped),
                         &info, &code);
    /* hyphens, lengths and bidi are no errors to a browser (beStrict is false) */
    uint32_t ignored = UIDNA_ERROR_LEADING_HYPHEN | UIDNA_ERROR_TRAILING_HYPHEN |
                       UIDNA_ERROR_HYPHEN_3_4 | UIDNA_ERROR_EMPTY_LABEL |
                       UIDNA_ERROR_LABEL_TOO_LONG | UIDNA_ERROR_DOMAIN_NAME_TOO_LONG;
    if (U_FAILURE(code) || n <= 0 || (size_t)n > sizeof(mapped) || (info.errors & ~ignored) != 0)
        return (sg_span){ 0 };
    return sg_keep(arena, (sg_span){ (const uint8_t *)mapped, (size_t)n });
}

/* Scripts that one Japanese name mixes honestly. */
static bool is_japanese(enum sg_script s)
{
    return s == SG_SCRIPT_HAN || s == SG_SCRIPT_HIRAGANA || s == SG_SCRIPT_KATAKANA ||
           s == SG_SCRIPT_LATIN;
}

static bool mixes_scripts(sg_span shown)
{
    unsigned seen = 0, foreign = 0;
    for (size_t at = 0; at < shown.len;) {
        int32_t c = sg_utf8_next(shown, &at);
        if (c == '.') {
            seen = foreign = 0;
            continue;
        }
        enum sg_script script = sg_script_of(c);
        if (script == SG_SCRIPT_COMMON)
            continue;
        seen |= 1u << script;
        if (!is_japanese(script))
            foreign |= 1u << script;
        bool korean =
            foreign == 1u << SG_SCRIPT_HANGUL &&
            (seen & ~(1u << SG_SCRIPT_HANGUL | 1u << SG_SCRIPT_HAN | 1u << SG_SCRIPT_LATIN)) == 0;
        if (foreign != 0 && (seen & (seen - 1)) != 0 && !korean)
            return true;
    }
    return false;
}

static const char *registrable(const void *list, sg_span host, char name[MAX_NAME + 1])
{
    for (size_t i = 0; i < host.len; i++)
        name[i] = (char)sg_at(host, i);
    name[host.len] = '\0';
    return psl_registrable_domain(list, name);
}

static void set_domains(const struct sg_host_tools *tools, struct sg_host *h)
{
    char name[MAX_NAME + 1];
    struct sg_host_rules rules;
    if (h->ascii.len > MAX_NAME)
        return;
    bool is_ruled = sg_host_ruled(tools, h->ascii, &rules);
    if (!is_ruled) {
        h->registrable = h->site = rules.domain;
    } else {
        const char *icann = registrable(tools->icann, h->ascii, name);
        if (icann != NULL)
            h->registrable = sg_tail(h->ascii, (size_t)(icann - name));
    }
    if (is_ruled || rules.has_private) {
        const char *all = registrable(tools->all, h->ascii, name);
        h->site = all != NULL ? sg_tail(h->ascii, (size_t)(all - name)) : h->ascii;
    }
}

static struct sg_host address(struct sg_arena *arena, uint32_t v4)
{
    struct sg_host h = { .kind = SG_HOST_IPV4 };
    struct sg_buf b = SG_BUF_IN(arena, 16);
    sg_putf(&b, "%u.%u.%u.%u", v4 >> 24, v4 >> 16 & 255, v4 >> 8 & 255, v4 & 255);
    h.ascii = h.shown = h.registrable = h.site = sg_buf_done(&b);
    h.address[10] = h.address[11] = 0xff;
    for (unsigned i = 0; i < 4; i++)
        h.address[12 + i] = (uint8_t)(v4 >> (24 - 8 * i));
    return h;
}

static struct sg_host address6(struct sg_arena *arena, sg_span inside)
{
    struct sg_host h = { .kind = SG_HOST_IPV6 };
    if (!sg_ipv6_read(inside, h.address))
        return (struct sg_host){ 0 };
    struct sg_buf b = SG_BUF_IN(arena, 48);
    sg_put_octet(&b, '[');
    sg_ipv6_put(&b, h.address);
    sg_put_octet(&b, ']');
    h.ascii = h.shown = h.registrable = h.site = sg_buf_done(&b);
    return h;
}

/* The last label is a number, so that the whole is an address or nothing (URL 3.5). */
static bool ends_in_number(sg_span s)
{
    if (sg_ends(s, SG_SPAN(".")))
        s.len--;
    size_t dot = sg_find_last(s, '.');
    sg_span last = dot == s.len ? s : sg_tail(s, dot + 1);
    uint64_t n;
    if (!sg_is_digit(sg_at(last, 0)))
        return false;
    bool digits = last.len > 0;
    for (size_t i = 0; i < last.len; i++)
        digits = digits && sg_is_digit(sg_at(last, i));
    return digits || (last.len > 0 && sg_ipv4_number(last, &n));
}

static struct sg_host number_host(struct sg_arena *arena, sg_span s, unsigned *traits)
{
    uint32_t v4;
    bool is_dotted;
    if (!sg_ipv4_read(s, &v4, &is_dotted))
        return (struct sg_host){ 0 };
    if (!is_dotted)
        *traits |= SG_URL_NUMERIC_HOST;
    return address(arena, v4);
}

static bool is_fake_slash(int32_t c)
{
    return c == 0x2215 || c == 0x2044 || c == 0x29F8 || c == 0xFF0F || c == 0x2571 || c == 0x27CB;
}

static bool has_fake_slash(sg_span s)
{
    for (size_t at = sg_find_non_ascii(s); at < s.len;)
        if (is_fake_slash(sg_utf8_next(s, &at)))
            return true;
    return false;
}

/* Read `s` into `h` by UTS #46; false when a browser would refuse it. */
static bool mapped(struct sg_arena *arena, const struct sg_host_tools *tools, sg_span s,
                   struct sg_host *h, unsigned *traits)
{
    h->ascii = map_name(arena, tools, s, uidna_nameToASCII_UTF8);
    if (h->ascii.len == 0 || h->ascii.len > MAX_HOST || has_forbidden(h->ascii))
        return false;
    if (sg_find_non_ascii(s) < s.len)
        *traits |= has_punycode(h->ascii) ? 0 : SG_URL_MAPPED_HOST;
    h->has_idn = has_punycode(h->ascii);
    h->shown = h->has_idn ? map_name(arena, tools, h->ascii, uidna_nameToUnicodeUTF8) : h->ascii;
    if (h->shown.len == 0)
        h->shown = h->ascii;
    h->is_mixed_script = h->has_idn && mixes_scripts(h->shown);
    return true;
}

/* `h` with its letters read: a number, or a name whose domains are still to be told. */
static struct sg_host finished(struct sg_arena *arena, const struct sg_host_tools *tools,
                               struct sg_host h, unsigned *traits)
{
    if (ends_in_number(h.ascii))
        return number_host(arena, h.ascii, traits);
    if (sg_at(h.ascii, h.ascii.len - 1) == '.' && h.ascii.len > 1 &&
        sg_at(h.ascii, h.ascii.len - 2) != '.') {
        h.ascii.len--;
        if (sg_ends(h.shown, SG_SPAN(".")))
            h.shown.len--;
    }
    set_domains(tools, &h);
    return h;
}

static struct sg_host name_host(struct sg_arena *arena, const struct sg_host_tools *tools,
                                sg_span s, unsigned *traits)
{
    struct sg_host h = { .kind = SG_HOST_NAME };
    if (is_plain_name(s) && !has_punycode(s))
        h.ascii = h.shown = lower(arena, s);
    else if (!mapped(arena, tools, s, &h, traits))
        return (struct sg_host){ 0 };
    return finished(arena, tools, h, traits);
}

struct sg_host sg_host_read(struct sg_arena *arena, const struct sg_host_tools *tools, sg_span raw,
                            unsigned *traits)
{
    unsigned dropped = 0;
    if (traits == NULL)
        traits = &dropped;
    if (raw.len == 0 || raw.len > MAX_HOST)
        return (struct sg_host){ 0 };
    if (is_ready_name(raw))
        return finished(arena, tools,
                        (struct sg_host){ .kind = SG_HOST_NAME, .ascii = raw, .shown = raw },
                        traits);
    if (sg_at(raw, 0) == '[')
        return sg_ends(raw, SG_SPAN("]")) ? address6(arena, sg_cut(raw, 1, raw.len - 2))
                                          : (struct sg_host){ 0 };
    sg_span s = sg_percent_decode(arena, raw);
    if (s.len != raw.len)
        *traits |= SG_URL_PERCENT_HOST;
    if (has_fake_slash(s))
        *traits |= SG_URL_FAKE_SLASH;
    if (s.len == 0 || !sg_utf8_valid(s) || has_forbidden(s))
        return (struct sg_host){ 0 };
    return name_host(arena, tools, s, traits);
}
