/* Netpbm's binary greymap (PGM, P5) of 8 bits, without comments: how facts/ hands on a code that is drawn in text. */
#include "unpack/picture.h"

/* The number at the start of `*rest`, which moves past it and the one blank behind it; 0 when there is none. */
static uint32_t number_next(sg_span *rest)
{
    size_t end = 0;
    while (sg_is_digit(sg_at(*rest, end)) && end < 9)
        end++;
    int64_t n = 0;
    bool is_number = sg_number(sg_cut(*rest, 0, end), 1, INT32_MAX, &n);
    bool is_closed = sg_is_blank(sg_at(*rest, end));
    *rest = sg_tail(*rest, end + 1);
    return is_number && is_closed ? (uint32_t)n : 0;
}

void sg_greymap_read(struct sg_picture_reading *r, sg_span octets)
{
    if (!sg_starts(octets, SG_SPAN("P5")) || !sg_is_blank(sg_at(octets, 2))) {
        r->traits |= SG_UNPACK_BROKEN;
        return;
    }
    sg_span rest = sg_tail(octets, 3);
    uint32_t width = number_next(&rest), height = number_next(&rest), most = number_next(&rest);
    struct sg_picture picture;
    if (most != 255 || (uint64_t)width * height > rest.len) {
        r->traits |= SG_UNPACK_BROKEN;
        return;
    }
    if (!sg_picture_make(r, &picture, width, height, 1))
        return;
    memcpy(picture.at, rest.at, (size_t)width * height);
    r->seen(r->with, &picture, 0);
}
