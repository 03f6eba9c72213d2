/* unpack/picture.h - pictures as pixels, for the files of this room only.
 *
 * A reader looks at the dimensions before it decodes; a picture of more than SG_MAX_PIXELS is decoded scaled down where
 * its format can be, and is else not read (SG_UNPACK_CUT).  Half a picture is still a picture (SG_UNPACK_BROKEN). */
#ifndef SG_UNPACK_PICTURE_H
#define SG_UNPACK_PICTURE_H

#include "unpack/kinds.h"

struct sg_picture {
    uint32_t width, height; /* pixels; the product at most SG_MAX_PIXELS */
    uint32_t channels; /* octets of a pixel; 1: grey, 2: grey and alpha, 3: RGB, 4: RGB and alpha */
    uint8_t *at;       /* rows from the top, without gaps */
};

/* One frame after the other, decoded.  False: enough seen. */
typedef bool sg_picture_seen(void *with, const struct sg_picture *picture, uint32_t frame);

struct sg_picture_reading {
    struct sg_arena *scratch; /* where pixels live until the picture is done */
    sg_picture_seen *seen;
    void *with;
    unsigned traits; /* BROKEN, CUT */
};

typedef void sg_picture_reader(struct sg_picture_reading *r, sg_span octets);
sg_picture_reader sg_png_read, sg_jpeg_read, sg_gif_read, sg_webp_read, sg_greymap_read;

/* Room for a picture of these dimensions, zeroed; false, CUT set, when it has too many pixels, or none. */
bool sg_picture_make(struct sg_picture_reading *r, struct sg_picture *out, uint32_t width,
                     uint32_t height, uint32_t channels);

/* Decode `octets` of one of the kinds of pictures and add what the codes in it say, as on page `page` (0: as many as
 * the frame). */
void sg_picture_read(struct sg_unpacking *u, enum sg_file_kind kind, sg_span octets);
void sg_picture_read_on_page(struct sg_unpacking *u, enum sg_file_kind kind, sg_span octets,
                             uint32_t page);

#endif
