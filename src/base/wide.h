/* base/wide.h - sixteen octets of a span at once, for the loops that decide the speed.
 *
 * Written with the vector types that GCC and Clang know on every processor; x86-64 (SSE2) and ARM turn
 * them into single instructions.  A question about sixteen octets is answered with sixteen bits, the
 * first octet's the lowest.  Ends that are shorter than sixteen octets are the caller's to read singly. */
#ifndef SG_BASE_WIDE_H
#define SG_BASE_WIDE_H

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/span.h"

enum { SG_WIDE = 16, SG_FOUR_WIDE = 64 }; /* octets */

typedef uint8_t sg_wide __attribute__((vector_size(16)));

/* True when sixteen octets stand at `i`. */
static inline bool sg_wide_fits(sg_span s, size_t i)
{
    return s.len >= SG_WIDE && i <= s.len - SG_WIDE;
}

static inline sg_wide sg_wide_load(sg_span s, size_t i)
{
    assert(sg_wide_fits(s, i));
    sg_wide w;
    memcpy(&w, s.at + i, sizeof(w));
    return w;
}

/* The bits that any of 64 octets has, which stand at `i`. */
static inline sg_wide sg_wide_load_four(sg_span s, size_t i)
{
    assert(s.len >= SG_FOUR_WIDE && i <= s.len - SG_FOUR_WIDE);
    sg_wide w[4];
    memcpy(w, s.at + i, sizeof(w));
    return w[0] | w[1] | w[2] | w[3];
}

static inline sg_wide sg_wide_of(uint8_t octet)
{
    sg_wide w;
    memset(&w, octet, sizeof(w));
    return w;
}

/* 0xFF in each octet that is the same in both / that is smaller in `a`, as numbers from 0 to 255. */
static inline sg_wide sg_wide_same(sg_wide a, uint8_t octet)
{
    return (sg_wide)(a == sg_wide_of(octet));
}

static inline sg_wide sg_wide_below(sg_wide a, uint8_t limit)
{
    return (sg_wide)(a < sg_wide_of(limit));
}

/* 0xFF in each octet that is an ASCII letter. */
static inline sg_wide sg_wide_letters(sg_wide a)
{
    return sg_wide_below((a | sg_wide_of(0x20)) - sg_wide_of('a'), 26);
}

/* ASCII capitals made small. */
static inline sg_wide sg_wide_lower(sg_wide a)
{
    return a | (sg_wide_below(a - sg_wide_of('A'), 26) & sg_wide_of(0x20));
}

/* The highest bit of each octet. */
static inline uint32_t sg_wide_bits(sg_wide a)
{
#ifdef __SSE2__
    typedef char chars __attribute__((vector_size(16)));
    return (uint32_t)__builtin_ia32_pmovmskb128((chars)a);
#else
    uint64_t half[2];
    memcpy(half, &a, sizeof(half));
    uint32_t bits = 0;
    for (size_t i = 0; i < 2; i++) {
        uint64_t ones = half[i] >> 7 & UINT64_C(0x0101010101010101);
        bits |= (uint32_t)(ones * UINT64_C(0x0102040810204080) >> 56) << (8 * i);
    }
    return bits;
#endif
}

static inline size_t sg_wide_sum(sg_wide a)
{
    size_t sum = 0;
    for (size_t i = 0; i < SG_WIDE; i++)
        sum += a[i];
    return sum;
}

/* Index of the lowest bit of `bits`, which are not 0. */
static inline size_t sg_wide_first(uint32_t bits)
{
    return (size_t)__builtin_ctz(bits);
}

/* Write the first `n` octets of `a` (at most SG_WIDE) when the buffer has room for all sixteen already;
 * false when it has not. */
static inline bool sg_wide_put(struct sg_buf *b, sg_wide a, size_t n)
{
    if (b->room - b->len < SG_WIDE)
        return false;
    memcpy(b->at + b->len, &a, sizeof(a));
    b->len += n;
    return true;
}

#endif
