#include "train/numbers.h"

void sg_put_number(struct sg_buf *out, unsigned n)
{
    sg_put_octet(out, (uint8_t)(n >> 8 & 0xFF));
    sg_put_octet(out, (uint8_t)(n & 0xFF));
}

unsigned sg_next_number(struct sg_numbers *numbers)
{
    int high = sg_at(numbers->octets, numbers->at), low = sg_at(numbers->octets, numbers->at + 1);
    numbers->at += 2;
    numbers->is_short |= low < 0;
    return numbers->is_short ? 0 : (unsigned)high << 8 | (unsigned)low;
}
