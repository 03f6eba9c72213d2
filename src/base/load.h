/* base/load.h - several octets of a span at once, for the loops that decide the speed. */
#ifndef SG_BASE_LOAD_H
#define SG_BASE_LOAD_H

#include <assert.h>
#include <string.h>

#include "base/span.h"

/* The octets at `i` and after, in memory order; the caller has made sure that they are there. */
static inline uint32_t sg_load4(sg_span s, size_t i)
{
    assert(i <= s.len && s.len - i >= 4);
    uint32_t word;
    memcpy(&word, s.at + i, sizeof(word));
    return word;
}

static inline uint64_t sg_load8(sg_span s, size_t i)
{
    assert(i <= s.len && s.len - i >= 8);
    uint64_t word;
    memcpy(&word, s.at + i, sizeof(word));
    return word;
}

/* The `n` octets at `i` (at most eight, all of them there), the first one lowest, with zeros above. */
static inline uint64_t sg_load_part(sg_span s, size_t i, size_t n)
{
    assert(n <= 8 && i <= s.len && n <= s.len - i);
    uint64_t word = 0;
    if (n > 0 && s.len - i >= 8)
        return sg_load8(s, i) & UINT64_MAX >> (64 - 8 * n);
    memcpy(&word, s.at + i, n);
    return word;
}

#define SG_EACH_OCTET 0x0101010101010101u
#define SG_EACH_HIGH  0x8080808080808080u

#endif
