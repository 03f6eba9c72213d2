/* base/span.h - a borrowed run of octets, and the only code that indexes one.
 *
 * A span never owns memory and is never NUL-terminated.  It stays valid as long
 * as what it points into: the mail's bytes, the examination's arena, the intel,
 * or a string literal.  Offsets and lengths are in octets.
 *
 * The functions that parsers call per octet are inline, because they decide the speed of
 * the whole program.
 */
#ifndef SG_BASE_SPAN_H
#define SG_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef struct sg_span {
    const uint8_t *at; /* may be NULL only when len is 0 */
    size_t len;        /* octets */
} sg_span;

/* Where something stands in a larger span (mostly: in the mail as received). */
struct sg_range {
    size_t from, len; /* octets */
};

/* A span over a string literal, its NUL left out. */
#define SG_SPAN(literal) ((sg_span){ (const uint8_t *)("" literal), sizeof(literal) - 1 })
/* The same as a constant initialiser for static tables. */
#define SG_SPAN_INIT(literal)                              \
    {                                                      \
        (const uint8_t *)("" literal), sizeof(literal) - 1 \
    }

/* A span over one of our own NUL-terminated strings (a file name, a table's id); NULL gives an
 * empty span.  Never for mail content. */
sg_span sg_span_of(const char *text);

/* The octet at `i`, or -1 past the end: a parser can look ahead without asking first. */
static inline int sg_at(sg_span s, size_t i)
{
    return i < s.len ? s.at[i] : -1;
}

/* The part of `s` from `from`, at most `len` octets; clamped, never out of bounds. */
static inline sg_span sg_cut(sg_span s, size_t from, size_t len)
{
    if (from >= s.len)
        return (sg_span){ 0 };
    size_t rest = s.len - from;
    return (sg_span){ s.at + from, len < rest ? len : rest };
}

/* The part of `s` from `from` to its end. */
static inline sg_span sg_tail(sg_span s, size_t from)
{
    return sg_cut(s, from, SIZE_MAX);
}

/* Where `part` stands inside `whole`; {0, 0} when it does not point into it.  The way a parser
 * that cuts spans out of spans still says which octets of the mail it means. */
static inline struct sg_range sg_range_in(sg_span whole, sg_span part)
{
    uintptr_t start = (uintptr_t)whole.at, at = (uintptr_t)part.at;
    if (part.at == NULL || at < start || at - start > whole.len ||
        part.len > whole.len - (at - start))
        return (struct sg_range){ 0 };
    return (struct sg_range){ at - start, part.len };
}

/* Octets as a set, for scanning.  Build once with sg_octets_of("...") outside the loop; up to eight are
 * better a constant: `static const struct sg_octets ends = SG_FEW('/', '?', '#', '#');`, or SG_EIGHT(),
 * with one of them repeated where they are fewer. */
struct sg_octets {
    uint64_t bits[4];
    uint8_t few[4]; /* the members of SG_FEW() */
    bool is_few;
};

#define SG_OCTET_BIT(row, c) ((c) / 64 == (row) ? UINT64_C(1) << (c) % 64 : 0)
#define SG_FOUR_BITS(row, a, b, c, d) \
    (SG_OCTET_BIT(row, a) | SG_OCTET_BIT(row, b) | SG_OCTET_BIT(row, c) | SG_OCTET_BIT(row, d))
#define SG_FEW(...)                                                     \
    {                                                                   \
        { SG_FOUR_BITS(0, __VA_ARGS__), SG_FOUR_BITS(1, __VA_ARGS__),   \
          SG_FOUR_BITS(2, __VA_ARGS__), SG_FOUR_BITS(3, __VA_ARGS__) }, \
            { __VA_ARGS__ }, true                                       \
    }
#define SG_EIGHT_BITS(row, a, b, c, d, e, f, g, h) \
    (SG_FOUR_BITS(row, a, b, c, d) | SG_FOUR_BITS(row, e, f, g, h))
#define SG_EIGHT(...)                                                     \
    {                                                                     \
        { SG_EIGHT_BITS(0, __VA_ARGS__), SG_EIGHT_BITS(1, __VA_ARGS__),   \
          SG_EIGHT_BITS(2, __VA_ARGS__), SG_EIGHT_BITS(3, __VA_ARGS__) }, \
            { 0 }, false                                                  \
    }

struct sg_octets sg_octets_of(const char *members);

static inline bool sg_has_octet(const struct sg_octets *set, int octet)
{
    return octet >= 0 && (set->bits[(unsigned)octet >> 6] >> ((unsigned)octet & 63) & 1) != 0;
}

/* Index at or after `from` of the first: `octet` / octet in `set` / octet not in `set` /
 * occurrence of `needle`; s.len when there is none. */
static inline size_t sg_find(sg_span s, uint8_t octet, size_t from)
{
    if (from >= s.len)
        return s.len;
    const uint8_t *found = memchr(s.at + from, octet, s.len - from);
    return found == NULL ? s.len : (size_t)(found - s.at);
}

size_t sg_find_any(sg_span s, const struct sg_octets *set, size_t from);
size_t sg_find_not(sg_span s, const struct sg_octets *set, size_t from);
size_t sg_find_span(sg_span s, sg_span needle, size_t from);
size_t sg_find_nocase(sg_span s, sg_span needle, size_t from);

/* Index at or after `from` of the first octet whose row of `classes` has a bit of `mask`, or s.len. */
size_t sg_find_class(sg_span s, const uint8_t classes[256], uint8_t mask, size_t from);

/* Index of the last `octet` in `s`, or s.len when there is none. */
size_t sg_find_last(sg_span s, uint8_t octet);

/* ASCII classes of an octet or of sg_at()'s -1, free of locale. */
static inline int sg_lower(int c)
{
    return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

static inline bool sg_is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static inline bool sg_is_alpha(int c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline bool sg_is_alnum(int c)
{
    return sg_is_alpha(c) || sg_is_digit(c);
}

static inline bool sg_is_blank(int c) /* space, tab, CR, LF */
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The value of a hexadecimal digit, or -1. */
static inline int sg_hex_value(int c)
{
    if (sg_is_digit(c))
        return c - '0';
    c = sg_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Comparing.  `nocase` folds ASCII letters only. */
bool sg_same_long(const uint8_t *a, const uint8_t *b, size_t len); /* behind sg_same(): len > 16 */
bool sg_same_nocase_rest(sg_span a, sg_span b);                    /* of one length */

/* `len` octets at both; short ones, as names are, without a call. */
static inline bool sg_octets_same(const uint8_t *a, const uint8_t *b, size_t len)
{
    uint64_t a8[2], b8[2];
    uint32_t a4[2], b4[2];
    if (len > 16)
        return sg_same_long(a, b, len);
    if (len >= 8) {
        memcpy(&a8[0], a, 8);
        memcpy(&b8[0], b, 8);
        memcpy(&a8[1], a + len - 8, 8);
        memcpy(&b8[1], b + len - 8, 8);
        return ((a8[0] ^ b8[0]) | (a8[1] ^ b8[1])) == 0;
    }
    if (len >= 4) {
        memcpy(&a4[0], a, 4);
        memcpy(&b4[0], b, 4);
        memcpy(&a4[1], a + len - 4, 4);
        memcpy(&b4[1], b + len - 4, 4);
        return ((a4[0] ^ b4[0]) | (a4[1] ^ b4[1])) == 0;
    }
    return len == 0 || (a[0] == b[0] && a[len - 1] == b[len - 1] && (len < 3 || a[1] == b[1]));
}

static inline bool sg_same(sg_span a, sg_span b)
{
    return a.len == b.len && sg_octets_same(a.at, b.at, b.len);
}

static inline bool sg_same_nocase(sg_span a, sg_span b)
{
    return a.len == b.len &&
           (b.len == 0 || (sg_lower(a.at[0]) == sg_lower(b.at[0]) && sg_same_nocase_rest(a, b)));
}

static inline bool sg_starts(sg_span s, sg_span prefix)
{
    return prefix.len <= s.len && sg_octets_same(s.at, prefix.at, prefix.len);
}

static inline bool sg_starts_nocase(sg_span s, sg_span prefix)
{
    return prefix.len <= s.len && sg_same_nocase((sg_span){ s.at, prefix.len }, prefix);
}

static inline bool sg_ends(sg_span s, sg_span suffix)
{
    return suffix.len <= s.len && sg_same(sg_tail(s, s.len - suffix.len), suffix);
}

static inline bool sg_ends_nocase(sg_span s, sg_span suffix)
{
    return suffix.len <= s.len && sg_same_nocase(sg_tail(s, s.len - suffix.len), suffix);
}

int sg_order(sg_span a, sg_span b); /* <0, 0, >0: octet by octet, a prefix first */

/* True when `needle` (not empty) occurs in `s`. */
static inline bool sg_holds(sg_span s, sg_span needle)
{
    return needle.len <= s.len && sg_find_span(s, needle, 0) < s.len;
}

static inline bool sg_holds_nocase(sg_span s, sg_span needle)
{
    return needle.len <= s.len && sg_find_nocase(s, needle, 0) < s.len;
}

/* `s` without spaces, tabs, CR and LF at both ends. */
static inline sg_span sg_trim(sg_span s)
{
    while (s.len > 0 && sg_is_blank(s.at[s.len - 1]))
        s.len--;
    size_t start = 0;
    while (start < s.len && sg_is_blank(s.at[start]))
        start++;
    return sg_cut(s, start, s.len - start);
}

/* Take the part of `*rest` before the next `octet` and move `*rest` past that octet; at the end
 * gives what is left and empties `*rest`.  `while (rest.len > 0) { sg_span line = sg_next(&rest, '\n'); ...`
 */
sg_span sg_next(sg_span *rest, uint8_t octet);

/* The decimal number that `s` is as a whole (optional '-'), when it lies in [min, max].  False leaves
 * `n` untouched. */
bool sg_number(sg_span s, int64_t min, int64_t max, int64_t *n);

/* A 64-bit hash (eight octets at a time, multiplied and mixed) for tables of our own, in memory only; not
 * for secrets. */
uint64_t sg_hash(sg_span s);

#endif
