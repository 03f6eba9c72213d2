/* text/grams.h - which short runs of characters a folded text holds, as a set of buckets.
 *
 * Of each run of SG_GRAM_LEAST to SG_GRAM_MOST characters one bucket by a hash; two runs may share one.  Digits are all the
 * same, an address or a URL is one character, blanks in a row are one: what differs from mail to mail of one wave
 * does not count.  The hash never changes: weights are kept by it (data/model/). */
#ifndef SG_TEXT_GRAMS_H
#define SG_TEXT_GRAMS_H

#include "base/span.h"

enum {
    SG_GRAM_LEAST = 3, /* characters of a run */
    SG_GRAM_MOST = 4,
    SG_GRAM_BUCKETS = 16384, /* a power of two */
};

struct sg_grams {
    uint64_t bits[SG_GRAM_BUCKETS / 64];
    size_t n; /* buckets that are set */
};

/* A walk over a text, run by run. */
struct sg_gram_walk {
    sg_span text;
    size_t at, left; /* octet of the next character; characters that may still be read */
    uint32_t last[SG_GRAM_MOST]; /* characters read last, the newest first */
    size_t n_last;
    bool was_ascii;
    uint16_t
        buckets[SG_GRAM_MOST - SG_GRAM_LEAST + 1]; /* of the runs that end at the last character */
    size_t n_buckets;
};

/* At most `characters` of `folded` are read. */
struct sg_gram_walk sg_gram_walk(sg_span folded, size_t characters);

/* Read one more character; false at the end. */
bool sg_gram_next(struct sg_gram_walk *walk);

/* Set the bucket; true when it was not set before. */
static inline bool sg_gram_set(struct sg_grams *g, uint16_t bucket)
{
    uint64_t bit = UINT64_C(1) << bucket % 64,
             *word = &g->bits[bucket / 64 % (SG_GRAM_BUCKETS / 64)];
    bool is_first = (*word & bit) == 0;
    *word |= bit;
    g->n += is_first;
    return is_first;
}

#endif
