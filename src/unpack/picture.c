#include "unpack/picture.h"

#include "unpack/codes.h"

bool sg_picture_make(struct sg_picture_reading *r, struct sg_picture *out, uint32_t width,
                     uint32_t height, uint32_t channels)
{
    assert(channels >= 1 && channels <= 4);
    if (width == 0 || height == 0) {
        r->traits |= SG_UNPACK_BROKEN;
        return false;
    }
    if ((uint64_t)width * height > SG_MAX_PIXELS) {
        r->traits |= SG_UNPACK_CUT;
        return false;
    }
    size_t octets = (size_t)width * height * channels;
    *out = (struct sg_picture){ width, height, channels, SG_NEW_N(r->scratch, uint8_t, octets) };
    return true;
}

struct hunt {
    struct sg_unpacking *u;
    uint32_t page;
    uint64_t pixels; /* of all frames so far */
};

static bool hunt_frame(void *with, const struct sg_picture *picture, uint32_t frame)
{
    struct hunt *hunt = with;
    hunt->pixels += (uint64_t)picture->width * picture->height;
    if (hunt->pixels > SG_MAX_PIXELS) {
        hunt->u->traits |= SG_UNPACK_CUT;
        return false;
    }
    sg_codes_find(hunt->u, picture, hunt->page > 0 ? hunt->page : frame);
    return true;
}

static sg_picture_reader *reader_of(enum sg_file_kind kind)
{
    static sg_picture_reader *const readers[SG_N_FILE_KINDS] = {
        [SG_FILE_PNG] = sg_png_read,         [SG_FILE_JPEG] = sg_jpeg_read,
        [SG_FILE_GIF] = sg_gif_read,         [SG_FILE_WEBP] = sg_webp_read,
        [SG_FILE_GREYMAP] = sg_greymap_read,
    };
    return readers[kind];
}

void sg_picture_read_on_page(struct sg_unpacking *u, enum sg_file_kind kind, sg_span octets,
                             uint32_t page)
{
    struct sg_arena *scratch = sg_arena_open(SG_MAX_SCRATCH);
    struct hunt hunt = { u, page, 0 };
    struct sg_picture_reading r = { .scratch = scratch, .seen = hunt_frame, .with = &hunt };
    reader_of(kind)(&r, octets);
    u->traits |= r.traits;
    sg_arena_close(scratch);
}

void sg_picture_read(struct sg_unpacking *u, enum sg_file_kind kind, sg_span octets)
{
    sg_picture_read_on_page(u, kind, octets, 0);
}
