/* measure/wilson.h - how far a share counted in a sample may be off. */
#ifndef SG_MEASURE_WILSON_H
#define SG_MEASURE_WILSON_H

#include <stddef.h>

struct sg_interval {
    double low, high; /* 0 to 1 */
};

/* The 95 % interval of `n` in `of`; {0, 1} when `of` is 0.  Source: Wilson 1927, score interval without correction. */
struct sg_interval sg_wilson(size_t n, size_t of);

#endif
