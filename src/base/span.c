#include "base/span.h"

#include <string.h>

#include "base/load.h"
#include "base/wide.h"

sg_span sg_span_of(const char *text)
{
    return text == NULL ? (sg_span){ 0 } : (sg_span){ (const uint8_t *)text, strlen(text) };
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

static size_t find_few(sg_span s, const uint8_t few[4], size_t i)
{
    for (; sg_wide_fits(s, i); i += SG_WIDE) {
        sg_wide w = sg_wide_load(s, i);
        uint32_t found = sg_wide_bits(sg_wide_same(w, few[0]) | sg_wide_same(w, few[1]) |
                                      sg_wide_same(w, few[2]) | sg_wide_same(w, few[3]));
        if (found != 0)
            return i + sg_wide_first(found);
    }
    if (i >= s.len || s.len < SG_WIDE)
        return i;
    size_t back = s.len - SG_WIDE;
    sg_wide w = sg_wide_load(s, back);
    uint32_t found = sg_wide_bits(sg_wide_same(w, few[0]) | sg_wide_same(w, few[1]) |
                                  sg_wide_same(w, few[2]) | sg_wide_same(w, few[3])) >>
                     (i - back);
    return found != 0 ? i + sg_wide_first(found) : s.len;
}

/* Letters, digits and -./_ are no members. */
static bool spares_words(const struct sg_octets *set)
{
    const uint64_t signs_and_digits = UINT64_C(0x03FFE00000000000);
    const uint64_t letters = UINT64_C(0x07FFFFFE87FFFFFE);
    return ((set->bits[0] & signs_and_digits) | (set->bits[1] & letters)) == 0;
}

/* A set that spares words: only the octets between them are looked up, as far as sixteen at once go. */
static size_t find_between_words(sg_span s, const struct sg_octets *set, size_t i)
{
    for (; sg_wide_fits(s, i); i += SG_WIDE) {
        sg_wide w = sg_wide_load(s, i);
        sg_wide words =
            sg_wide_letters(w) | sg_wide_below(w - sg_wide_of('-'), 13) | sg_wide_same(w, '_');
        for (uint32_t odd = ~sg_wide_bits(words) & 0xFFFF; odd != 0; odd &= odd - 1)
            if (sg_has_octet(set, s.at[i + sg_wide_first(odd)]))
                return i + sg_wide_first(odd);
    }
    return i;
}

size_t sg_find_any(sg_span s, const struct sg_octets *set, size_t from)
{
    size_t i = from < s.len ? from : s.len;
    if (set->is_few)
        i = find_few(s, set->few, i);
    else if (sg_wide_fits(s, i) && spares_words(set))
        i = find_between_words(s, set, i);
    while (i < s.len && !sg_has_octet(set, s.at[i]))
        i++;
    return i;
}

/* All letters and digits are members. */
static bool holds_words(const struct sg_octets *set)
{
    const uint64_t digits = UINT64_C(0x03FF000000000000), letters = UINT64_C(0x07FFFFFE07FFFFFE);
    return (set->bits[0] & digits) == digits && (set->bits[1] & letters) == letters;
}

/* A set that holds words: only the octets between them are looked up, as far as sixteen at once go. */
static size_t find_after_words(sg_span s, const struct sg_octets *set, size_t i)
{
    for (; sg_wide_fits(s, i); i += SG_WIDE) {
        sg_wide w = sg_wide_load(s, i);
        sg_wide words = sg_wide_letters(w) | sg_wide_below(w - sg_wide_of('0'), 10);
        for (uint32_t odd = ~sg_wide_bits(words) & 0xFFFF; odd != 0; odd &= odd - 1)
            if (!sg_has_octet(set, s.at[i + sg_wide_first(odd)]))
                return i + sg_wide_first(odd);
    }
    return i;
}

size_t sg_find_not(sg_span s, const struct sg_octets *set, size_t from)
{
    size_t i = from < s.len ? from : s.len;
    if (sg_wide_fits(s, i) && holds_words(set))
        i = find_after_words(s, set, i);
    while (i < s.len && sg_has_octet(set, s.at[i]))
        i++;
    return i;
}

size_t sg_find_class(sg_span s, const uint8_t classes[256], uint8_t mask, size_t from)
{
    size_t i = from < s.len ? from : s.len;
    while (i < s.len && (classes[s.at[i]] & mask) == 0)
        i++;
    return i;
}

/* Octets that may be compared in vain, beside four for each octet that was passed: past that, glibc's
 * search takes over, which is linear whatever it searches. */
enum { MOST_IN_VAIN = 256 };

/* The needle at one of the last places, from `i` up to `end`, fewer than sixteen. */
static size_t find_in_rest(sg_span s, sg_span needle, size_t i, size_t end)
{
    if (i < end && end >= SG_WIDE) {
        size_t back = end - SG_WIDE;
        uint32_t found =
            sg_wide_bits(sg_wide_same(sg_wide_load(s, back), needle.at[0])) >> (i - back);
        for (; found != 0; found &= found - 1)
            if (sg_octets_same(s.at + i + sg_wide_first(found), needle.at, needle.len))
                return i + sg_wide_first(found);
        return s.len;
    }
    for (; i < end; i++)
        if (s.at[i] == needle.at[0] && sg_octets_same(s.at + i, needle.at, needle.len))
            return i;
    return s.len;
}

/* By the needle's first and last octet, sixteen places at once. */
size_t sg_find_span(sg_span s, sg_span needle, size_t from)
{
    if (from >= s.len || needle.len == 0 || needle.len > s.len - from)
        return s.len;
    if (needle.len == 1)
        return sg_find(s, needle.at[0], from);
    size_t i = from, end = s.len - needle.len + 1, in_vain = 0;
    sg_span firsts = sg_cut(s, 0, end);
    uint8_t first = needle.at[0], last = needle.at[needle.len - 1];
    for (; sg_wide_fits(firsts, i) && in_vain < MOST_IN_VAIN + 4 * (i - from); i += SG_WIDE) {
        sg_wide lasts;
        memcpy(&lasts, s.at + i + needle.len - 1, sizeof(lasts));
        uint32_t found =
            sg_wide_bits(sg_wide_same(sg_wide_load(firsts, i), first) & sg_wide_same(lasts, last));
        for (; found != 0; found &= found - 1, in_vain += needle.len) {
            size_t at = i + sg_wide_first(found);
            if (sg_octets_same(s.at + at, needle.at, needle.len))
                return at;
        }
    }
    if (end - i >= SG_WIDE) {
        const uint8_t *found = memmem(s.at + i, s.len - i, needle.at, needle.len);
        return found == NULL ? s.len : (size_t)(found - s.at);
    }
    return find_in_rest(s, needle, i, end);
}

/* Where an ASCII letter or another octet stands, in either case. */
static uint32_t either_case(sg_wide w, uint8_t octet)
{
    return sg_wide_bits(sg_wide_same(sg_wide_lower(w), (uint8_t)sg_lower(octet)));
}

/* Where the first and the last octet of `needle` stand together, in either case, in sixteen places from `i`. */
static uint32_t ends_nocase(sg_span s, sg_span needle, size_t i)
{
    uint32_t found = either_case(sg_wide_load(s, i), needle.at[0]);
    if (found != 0)
        found &= either_case(sg_wide_load(s, i + needle.len - 1), needle.at[needle.len - 1]);
    return found;
}

size_t sg_find_nocase(sg_span s, sg_span needle, size_t from)
{
    if (from >= s.len || needle.len == 0 || needle.len > s.len - from)
        return s.len;
    size_t i = from, end = s.len - needle.len + 1;
    while (i < end && end >= SG_WIDE) {
        size_t at = i <= end - SG_WIDE ? i : end - SG_WIDE;
        uint32_t found = ends_nocase(s, needle, at) >> (i - at);
        for (; found != 0; found &= found - 1)
            if (sg_same_nocase(sg_cut(s, i + sg_wide_first(found), needle.len), needle))
                return i + sg_wide_first(found);
        i = at + SG_WIDE;
    }
    for (; i < end; i++)
        if (sg_same_nocase(sg_cut(s, i, needle.len), needle))
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

bool sg_same_long(const uint8_t *a, const uint8_t *b, size_t len)
{
    return memcmp(a, b, len) == 0;
}

/* ASCII capitals among eight octets made small. */
static uint64_t lower8(uint64_t word)
{
    uint64_t low = word & ~SG_EACH_HIGH;
    uint64_t from_a = low + SG_EACH_OCTET * (0x80 - 'A'),
             past_z = low + SG_EACH_OCTET * (0x7F - 'Z');
    return word | ((from_a ^ past_z) & ~word & SG_EACH_HIGH) >> 2;
}

/* Most words are the same to the letter, or differ in more than the bit that tells capitals. */
static bool same_nocase8(uint64_t a, uint64_t b)
{
    uint64_t apart = a ^ b;
    if (apart == 0 || (apart & ~(SG_EACH_OCTET * 0x20)) != 0)
        return apart == 0;
    return lower8(a) == lower8(b);
}

bool sg_same_nocase_rest(sg_span a, sg_span b)
{
    size_t i = 0, len = a.len;
    if (len < 4) {
        for (; i < len; i++)
            if (sg_lower(a.at[i]) != sg_lower(b.at[i]))
                return false;
        return true;
    }
    if (len < 8)
        return same_nocase8(sg_load4(a, 0) | (uint64_t)sg_load4(a, len - 4) << 32,
                            sg_load4(b, 0) | (uint64_t)sg_load4(b, len - 4) << 32);
    for (; sg_wide_fits(a, i); i += SG_WIDE) {
        sg_wide same =
            (sg_wide)(sg_wide_lower(sg_wide_load(a, i)) == sg_wide_lower(sg_wide_load(b, i)));
        if (sg_wide_bits(same) != 0xFFFF)
            return false;
    }
    if (len - i >= 8 && !same_nocase8(sg_load8(a, i), sg_load8(b, i)))
        return false;
    return same_nocase8(sg_load8(a, len - 8), sg_load8(b, len - 8));
}

int sg_order(sg_span a, sg_span b)
{
    size_t shared = a.len < b.len ? a.len : b.len;
    int order = shared == 0 ? 0 : memcmp(a.at, b.at, shared);
    if (order != 0)
        return order;
    return (a.len > b.len) - (a.len < b.len);
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

static uint64_t mix(uint64_t h, uint64_t word)
{
    h = (h ^ word) * UINT64_C(0x9e3779b97f4a7c15);
    return h ^ h >> 32;
}

uint64_t sg_hash(sg_span s)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325) ^ s.len;
    size_t i = 0;
    for (; s.len - i >= 8; i += 8)
        h = mix(h, sg_load8(s, i));
    if (i < s.len)
        h = mix(h, sg_load_part(s, i, s.len - i));
    return mix(h, 0);
}
