/* PNG by libpng, to 8 bits a channel.  A bad checksum is passed over as some readers do; what its rows give before it
 * breaks is looked at. */
#include <png.h>
#include <setjmp.h>

#include "unpack/picture.h"

struct source {
    sg_span rest;
    jmp_buf broken;
};

static void source_read(png_structp png, png_bytep to, size_t len)
{
    struct source *s = png_get_io_ptr(png);
    if (len > s->rest.len)
        png_error(png, "end");
    memcpy(to, s->rest.at, len);
    s->rest = sg_tail(s->rest, len);
}

static _Noreturn void on_error(png_structp png, png_const_charp message)
{
    (void)message;
    struct source *s = png_get_error_ptr(png);
    longjmp(s->broken, 1);
}

static void on_warning(png_structp png, png_const_charp message)
{
    (void)png;
    (void)message;
}

/* What says nothing about pixels is passed over unread: profiles and texts, which may be large once inflated. */
static void set_limits(png_structp png)
{
    static const uint8_t unread[] = "bKGD\0cHRM\0eXIf\0gAMA\0hIST\0iCCP\0iTXt\0oFFs\0pCAL\0pHYs\0"
                                    "sBIT\0sCAL\0sPLT\0sRGB\0sTER\0tEXt\0tIME\0zTXt";
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
    png_set_keep_unknown_chunks(png, PNG_HANDLE_CHUNK_NEVER, unread, sizeof(unread) / 5);
    png_set_user_limits(png, SG_MAX_SIDE, SG_MAX_SIDE);
    png_set_chunk_cache_max(png, 1);
    png_set_chunk_malloc_max(png, (size_t)1024 * 1024);
    png_set_crc_action(png, PNG_CRC_QUIET_USE, PNG_CRC_QUIET_USE);
    png_set_benign_errors(png, 1);
}

/* Grey or RGB, with alpha when it has any. */
static uint32_t set_form(png_structp png, png_infop info)
{
    png_set_expand(png);
    png_set_scale_16(png);
    png_set_packing(png);
    bool has_alpha = (png_get_color_type(png, info) & PNG_COLOR_MASK_ALPHA) != 0 ||
                     png_get_valid(png, info, PNG_INFO_tRNS) != 0;
    bool is_grey = (png_get_color_type(png, info) & PNG_COLOR_MASK_COLOR) == 0;
    return (is_grey ? 1U : 3U) + (has_alpha ? 1U : 0U);
}

/* By how much sides are divided so that it fits; 0: it is beyond all measure. */
static uint32_t reduction_of(uint32_t width, uint32_t height)
{
    uint64_t pixels = (uint64_t)width * height;
    if (pixels > SG_MAX_CODED_PIXELS)
        return 0;
    uint32_t by = 1;
    while (pixels / by / by > SG_MAX_PIXELS)
        by++;
    return by <= width && by <= height ? by : 0;
}

/* Row by row, each pixel the mean of `by` by `by`. */
static void read_reduced(struct sg_arena *scratch, png_structp png, const struct sg_picture *out,
                         uint32_t by)
{
    uint32_t channels = out->channels, n = out->width * channels;
    uint8_t *row = sg_arena_octets(scratch, (size_t)(out->width + 1) * by * channels);
    uint32_t *sums = SG_NEW_N(scratch, uint32_t, n);
    for (uint32_t y = 0; y < out->height; y++) {
        memset(sums, 0, n * sizeof(*sums));
        for (uint32_t dy = 0; dy < by; dy++) {
            png_read_row(png, row, NULL);
            for (uint32_t i = 0; i < n; i++)
                for (uint32_t dx = 0; dx < by; dx++)
                    sums[i] += row[(i / channels * by + dx) * channels + i % channels];
        }
        for (uint32_t i = 0; i < n; i++)
            out->at[(size_t)y * n + i] = (uint8_t)(sums[i] / (by * by));
    }
}

/* True: there are pixels, maybe not all. */
static bool decode(struct sg_picture_reading *r, png_structp png, png_infop info, struct source *s,
                   struct sg_picture *out)
{
    if (setjmp(s->broken) != 0) { /* what `out` got before stays */
        r->traits |= SG_UNPACK_BROKEN;
        return out->at != NULL;
    }
    set_limits(png);
    png_read_info(png, info);
    uint32_t channels = set_form(png, info);
    int passes = png_set_interlace_handling(png);
    png_read_update_info(png, info);
    size_t row = png_get_rowbytes(png, info);
    uint32_t width = png_get_image_width(png, info), height = png_get_image_height(png, info);
    if (row != (size_t)width * channels)
        png_error(png, "form");
    uint32_t by = reduction_of(width, height);
    if (by == 0 || (by > 1 && passes > 1)) {
        r->traits |= SG_UNPACK_CUT;
        return false;
    }
    if (!sg_picture_make(r, out, width / by, height / by, channels))
        return false;
    if (by > 1)
        read_reduced(r->scratch, png, out, by);
    for (int pass = 0; by == 1 && pass < passes; pass++)
        for (uint32_t y = 0; y < height; y++)
            png_read_row(png, out->at + row * y, NULL);
    return true;
}

void sg_png_read(struct sg_picture_reading *r, sg_span octets)
{
    struct source s = { .rest = octets };
    struct sg_picture picture = { 0 };
    png_structp png = png_create_read_struct(PNG_LIBPNG_VER_STRING, &s, on_error, on_warning);
    png_infop info = png == NULL ? NULL : png_create_info_struct(png);
    if (info == NULL) {
        png_destroy_read_struct(&png, NULL, NULL);
        r->traits |= SG_UNPACK_CUT;
        return;
    }
    png_set_read_fn(png, &s, source_read);
    bool has_pixels = decode(r, png, info, &s, &picture);
    png_destroy_read_struct(&png, &info, NULL);
    if (has_pixels)
        r->seen(r->with, &picture, 0);
}
