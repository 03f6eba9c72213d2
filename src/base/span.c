#include "base/span.h"

#include <string.h>

sg_span sg_span_of(const char *text)
{
    return text == NULL ? (sg_span){ 0 } : (sg_span){ (const uint8_t *)text, strlen(text) };
}

struct sg_range sg_range_in(sg_span whole, sg_span part)
{
    uintptr_t start = (uintptr_t)whole.at, at = (uintptr_t)part.at;
    if (part.at == NULL || at < start || at - start > whole.len ||
        part.len > whole.len - (at - start))
        return (struct sg_range){ 0 };
    return (struct sg_range){ at - start, part.len };
}

struct sg_octets sg_octets_of(const char *members)
{
    struct sg_octets set = { 0 };
    for (const char *m = members; *m != '\0'; m++) {
        unsigned octet = (unsigned char)*m;
        set.bits[octet >> 6] |= UINT64_C(1) << (octet & 63);
    }
    return set;
}

size_t sg_find(sg_span s, uint8_t octet, size_t from)
{
    if (from >= s.len)
        return s.len;
    const uint8_t *found = memchr(s.at + from, octet, s.len - from);
    return found == NULL ? s.len : (size_t)(found - s.at);
}

size_t sg_find_any(sg_span s, const struct sg_octets *set, size_t from)
{
    size_t i = from < s.len ? from : s.len;
    while (i < s.len && !sg_has_octet(set, s.at[i]))
        i++;
    return i;
}

size_t sg_find_not(sg_span s, const struct sg_octets *set, size_t from)
{
    size_t i = from < s.len ? from : s.len;
    while (i < s.len && sg_has_octet(set, s.at[i]))
        i++;
    return i;
}

size_t sg_find_span(sg_span s, sg_span needle, size_t from)
{
    if (from >= s.len || needle.len == 0)
        return s.len;
    const uint8_t *found = memmem(s.at + from, s.len - from, needle.at, needle.len);
    return found == NULL ? s.len : (size_t)(found - s.at);
}

size_t sg_find_nocase(sg_span s, sg_span needle, size_t from)
{
    if (needle.len == 0)
        return s.len;
    for (size_t i = from; i < s.len && needle.len <= s.len - i; i++)
        if (sg_lower(s.at[i]) == sg_lower(needle.at[0]) &&
            sg_same_nocase(sg_cut(s, i, needle.len), needle))
            return i;
    return s.len;
}

size_t sg_find_last(sg_span s, uint8_t octet)
{
    if (s.len == 0)
        return 0;
    const uint8_t *found = memrchr(s.at, octet, s.len);
    return found == NULL ? s.len : (size_t)(found - s.at);
}

bool sg_same(sg_span a, sg_span b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool sg_same_nocase(sg_span a, sg_span b)
{
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (sg_lower(a.at[i]) != sg_lower(b.at[i]))
            return false;
    return true;
}

bool sg_starts(sg_span s, sg_span prefix)
{
    return sg_same(sg_cut(s, 0, prefix.len), prefix);
}

bool sg_starts_nocase(sg_span s, sg_span prefix)
{
    return sg_same_nocase(sg_cut(s, 0, prefix.len), prefix);
}

static sg_span ending(sg_span s, size_t len)
{
    return len <= s.len ? sg_tail(s, s.len - len) : (sg_span){ 0 };
}

bool sg_ends(sg_span s, sg_span suffix)
{
    return sg_same(ending(s, suffix.len), suffix);
}

bool sg_ends_nocase(sg_span s, sg_span suffix)
{
    return sg_same_nocase(ending(s, suffix.len), suffix);
}

int sg_order(sg_span a, sg_span b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared == 0 ? 0 : memcmp(a.at, b.at, shared);
    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
}

bool sg_holds(sg_span s, sg_span needle)
{
    return sg_find_span(s, needle, 0) < s.len;
}

bool sg_holds_nocase(sg_span s, sg_span needle)
{
    return sg_find_nocase(s, needle, 0) < s.len;
}

sg_span sg_trim(sg_span s)
{
    size_t start = 0, end = s.len;
    while (start < end && sg_is_blank(s.at[start]))
        start++;
    while (end > start && sg_is_blank(s.at[end - 1]))
        end--;
    return sg_cut(s, start, end - start);
}

sg_span sg_next(sg_span *rest, uint8_t octet)
{
    size_t end = sg_find(*rest, octet, 0);
    sg_span part = sg_cut(*rest, 0, end);
    *rest = sg_tail(*rest, end + 1);
    return part;
}

bool sg_number(sg_span s, int64_t min, int64_t max, int64_t *n)
{
    bool negative = sg_at(s, 0) == '-';
    size_t i = negative ? 1 : 0;
    int64_t value = 0;
    if (i == s.len)
        return false;
    for (; i < s.len; i++) {
        if (!sg_is_digit(s.at[i]) || __builtin_mul_overflow(value, 10, &value) ||
            __builtin_sub_overflow(value, s.at[i] - '0', &value))
            return false;
    }
    if (!negative && __builtin_sub_overflow(0, value, &value))
        return false;
    if (value < min || value > max)
        return false;
    *n = value;
    return true;
}

uint64_t sg_hash(sg_span s)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < s.len; i++)
        h = (h ^ s.at[i]) * UINT64_C(0x100000001b3);
    h ^= h >> 32;
    h *= UINT64_C(0x9e3779b97f4a7c15);
    return h ^ (h >> 29);
}
