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
struct sg_range sg_range_in(sg_span whole, sg_span part);

/* Octets as a set, for scanning.  Build once with sg_octets_of("...") outside the loop. */
struct sg_octets {
    uint64_t bits[4];
};

struct sg_octets sg_octets_of(const char *members);

static inline bool sg_has_octet(const struct sg_octets *set, int octet)
{
    return octet >= 0 && (set->bits[(unsigned)octet >> 6] >> ((unsigned)octet & 63) & 1) != 0;
}

/* Index at or after `from` of the first: `octet` / octet in `set` / octet not in `set` /
 * occurrence of `needle`; s.len when there is none. */
size_t sg_find(sg_span s, uint8_t octet, size_t from);
size_t sg_find_any(sg_span s, const struct sg_octets *set, size_t from);
size_t sg_find_not(sg_span s, const struct sg_octets *set, size_t from);
size_t sg_find_span(sg_span s, sg_span needle, size_t from);
size_t sg_find_nocase(sg_span s, sg_span needle, size_t from);

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
bool sg_same(sg_span a, sg_span b);
bool sg_same_nocase(sg_span a, sg_span b);
bool sg_starts(sg_span s, sg_span prefix);
bool sg_starts_nocase(sg_span s, sg_span prefix);
bool sg_ends(sg_span s, sg_span suffix);
bool sg_ends_nocase(sg_span s, sg_span suffix);
int sg_order(sg_span a, sg_span b); /* <0, 0, >0: octet by octet, a prefix first */

/* True when `needle` (not empty) occurs in `s`. */
bool sg_holds(sg_span s, sg_span needle);
bool sg_holds_nocase(sg_span s, sg_span needle);

/* `s` without spaces, tabs, CR and LF at both ends. */
sg_span sg_trim(sg_span s);

/* Take the part of `*rest` before the next `octet` and move `*rest` past that octet; at the end
 * gives what is left and empties `*rest`.  `while (rest.len > 0) { sg_span line = sg_next(&rest, '\n'); ...`
 */
sg_span sg_next(sg_span *rest, uint8_t octet);

/* The decimal number that `s` is as a whole (optional '-'), when it lies in [min, max].  False leaves
 * `n` untouched. */
bool sg_number(sg_span s, int64_t min, int64_t max, int64_t *n);

/* A 64-bit hash (FNV-1a with a final mix) for tables of our own; not for secrets. */
uint64_t sg_hash(sg_span s);

#endif
