/* JPEG by libjpeg-turbo, to grey or RGB.  Larger ones are decoded at 1/2, 1/4 or 1/8 of their sides. */
#include <stdio.h>

#include <jpeglib.h>
#include <setjmp.h>

#include "unpack/picture.h"

enum {
    MOST_SCANS = 40,                 /* of a progressive one; encoders write about ten */
    MOST_MEMORY = 128 * 1024 * 1024, /* octets, for the coefficients of a progressive one */
};

struct decoder {
    struct jpeg_decompress_struct jpeg; /* first, so that a pointer to it is one to this */
    struct jpeg_error_mgr errors;
    struct jpeg_progress_mgr progress;
    jmp_buf broken;
};

static _Noreturn void on_error(j_common_ptr jpeg)
{
    longjmp(((struct decoder *)(void *)jpeg)->broken, 1);
}

static void on_message(j_common_ptr jpeg, int level)
{
    if (level < 0)
        jpeg->err->num_warnings++;
}

static void on_output(j_common_ptr jpeg)
{
    (void)jpeg;
}

static void on_progress(j_common_ptr jpeg)
{
    if (((struct decoder *)(void *)jpeg)->jpeg.input_scan_number > MOST_SCANS)
        on_error(jpeg);
}

/* The least reduction that brings it under SG_MAX_PIXELS; 0: none does. */
static unsigned reduction_of(const struct jpeg_decompress_struct *jpeg)
{
    uint64_t width = jpeg->image_width, height = jpeg->image_height;
    for (unsigned by = 1; by <= 8 && width * height <= SG_MAX_CODED_PIXELS; by *= 2)
        if ((width + by - 1) / by * ((height + by - 1) / by) <= SG_MAX_PIXELS)
            return by;
    return 0;
}

static uint32_t set_form(struct jpeg_decompress_struct *jpeg)
{
    switch ((int)jpeg->jpeg_color_space) {
    case JCS_GRAYSCALE:
        jpeg->out_color_space = JCS_GRAYSCALE;
        return 1;
    case JCS_CMYK:
    case JCS_YCCK:
        jpeg->out_color_space = JCS_CMYK;
        return 4;
    default:
        jpeg->out_color_space = JCS_RGB;
        return 3;
    }
}

/* Inks to grey and full alpha, in place.  Adobe writes them inverted; an inverted code is found as well. */
static void blend_inks(struct sg_picture *p)
{
    for (size_t at = 0, end = (size_t)p->width * p->height * 4; at < end; at += 4) {
        uint32_t light = ((uint32_t)p->at[at] + p->at[at + 1] + p->at[at + 2]) / 3;
        uint8_t grey = (uint8_t)(light * p->at[at + 3] / 255);
        memset(p->at + at, grey, 3);
        p->at[at + 3] = 255;
    }
}

static bool decode(struct sg_picture_reading *r, struct decoder *d, sg_span octets,
                   struct sg_picture *out)
{
    if (setjmp(d->broken) != 0) {
        r->traits |= SG_UNPACK_BROKEN;
        return out->at != NULL;
    }
    struct jpeg_decompress_struct *jpeg = &d->jpeg;
    jpeg_create_decompress(jpeg);
    jpeg->progress = &d->progress;
    jpeg->mem->max_memory_to_use = MOST_MEMORY;
    jpeg_mem_src(jpeg, octets.at, octets.len);
    jpeg_read_header(jpeg, TRUE);
    unsigned by = reduction_of(jpeg);
    if (by == 0) {
        r->traits |= SG_UNPACK_CUT;
        return false;
    }
    uint32_t channels = set_form(jpeg);
    jpeg->scale_num = 8 / by;
    jpeg->scale_denom = 8;
    jpeg->dct_method = JDCT_ISLOW;
    jpeg->do_fancy_upsampling = FALSE;
    jpeg_start_decompress(jpeg);
    if ((uint32_t)jpeg->output_components != channels)
        on_error((j_common_ptr)jpeg);
    if (!sg_picture_make(r, out, jpeg->output_width, jpeg->output_height, channels))
        return false;
    while (jpeg->output_scanline < jpeg->output_height) {
        JSAMPROW row = out->at + (size_t)jpeg->output_scanline * out->width * channels;
        if (jpeg_read_scanlines(jpeg, &row, 1) != 1)
            on_error((j_common_ptr)jpeg);
    }
    if (d->errors.num_warnings > 0)
        r->traits |= SG_UNPACK_BROKEN;
    return true;
}

void sg_jpeg_read(struct sg_picture_reading *r, sg_span octets)
{
    struct decoder d = { 0 };
    struct sg_picture picture = { 0 };
    d.jpeg.err = jpeg_std_error(&d.errors);
    d.errors.error_exit = on_error;
    d.errors.emit_message = on_message;
    d.errors.output_message = on_output;
    d.progress.progress_monitor = on_progress;
    bool has_pixels = decode(r, &d, octets, &picture);
    jpeg_destroy_decompress(&d.jpeg);
    if (!has_pixels)
        return;
    if (picture.channels == 4)
        blend_inks(&picture);
    r->seen(r->with, &picture, 0);
}
