/* train/numbers.h - what a worker sends of one mail: numbers of two octets, the higher first. */
#ifndef SG_TRAIN_NUMBERS_H
#define SG_TRAIN_NUMBERS_H

#include "base/buf.h"

struct sg_numbers {
    sg_span octets;
    size_t at;
    bool is_short; /* a number was wanted past the end; those are 0 */
};

/* The lower sixteen bits of `n`. */
void sg_put_number(struct sg_buf *out, unsigned n);
unsigned sg_next_number(struct sg_numbers *numbers);

#endif
