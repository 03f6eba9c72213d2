/* GIF by giflib, frame by frame, drawn one over the other as a reader sees them. */
#include <gif_lib.h>

#include "unpack/picture.h"

static int source_read(GifFileType *gif, GifByteType *to, int len)
{
    sg_span *rest = gif->UserData;
    size_t n = len > 0 ? (size_t)len : 0;
    if (n > rest->len)
        n = rest->len;
    if (n > 0)
        memcpy(to, rest->at, n);
    *rest = sg_tail(*rest, n);
    return (int)n;
}

struct film {
    struct sg_picture_reading *r;
    GifFileType *gif;
    struct sg_picture canvas; /* RGB and alpha */
    uint8_t *row;             /* of one frame, as indices */
    int transparent;          /* index, or -1 */
    bool is_cleared;          /* the frame is taken off before the next */
    uint32_t frame;
    uint64_t pixels; /* decoded so far */
};

/* Extensions up to the next record; of them, only the control of the next frame says anything. */
static bool pass_extension(struct film *f)
{
    int code = 0;
    GifByteType *block = NULL;
    if (DGifGetExtension(f->gif, &code, &block) == GIF_ERROR)
        return false;
    GraphicsControlBlock control;
    if (code == GRAPHICS_EXT_FUNC_CODE && block != NULL &&
        DGifExtensionToGCB(block[0], block + 1, &control) == GIF_OK) {
        f->transparent = control.TransparentColor;
        f->is_cleared = control.DisposalMode == DISPOSE_BACKGROUND;
    }
    while (block != NULL)
        if (DGifGetExtensionNext(f->gif, &block) == GIF_ERROR)
            return false;
    return true;
}

static void draw_row(struct film *f, const ColorMapObject *colors, uint32_t left, uint32_t y,
                     uint32_t width)
{
    if (y >= f->canvas.height || colors == NULL)
        return;
    for (uint32_t x = 0; x < width && left + x < f->canvas.width; x++) {
        int index = f->row[x];
        if (index == f->transparent || index >= colors->ColorCount)
            continue;
        uint8_t *to = f->canvas.at + ((size_t)y * f->canvas.width + left + x) * 4;
        to[0] = colors->Colors[index].Red;
        to[1] = colors->Colors[index].Green;
        to[2] = colors->Colors[index].Blue;
        to[3] = 255;
    }
}

/* The row of a frame that comes as the n-th, when its rows come interlaced. */
static uint32_t interlaced(uint32_t n, uint32_t height)
{
    static const struct {
        uint32_t from, step;
    } passes[] = { { 0, 8 }, { 4, 8 }, { 2, 4 }, { 1, 2 } };

    for (size_t i = 0; i < sizeof(passes) / sizeof(*passes); i++) {
        uint32_t rows =
            height > passes[i].from ? (height - passes[i].from - 1) / passes[i].step + 1 : 0;
        if (n < rows)
            return passes[i].from + n * passes[i].step;
        n -= rows;
    }
    return height;
}

static bool draw_frame(struct film *f)
{
    if (DGifGetImageDesc(f->gif) == GIF_ERROR)
        return false;
    const GifImageDesc *image = &f->gif->Image;
    uint32_t left = (uint32_t)image->Left, top = (uint32_t)image->Top;
    uint32_t width = (uint32_t)image->Width, height = (uint32_t)image->Height;
    f->pixels += (uint64_t)width * height;
    if (width == 0 || width > SG_MAX_SIDE || f->pixels > SG_MAX_CODED_PIXELS) {
        f->r->traits |= SG_UNPACK_CUT;
        return false;
    }
    const ColorMapObject *colors = image->ColorMap != NULL ? image->ColorMap : f->gif->SColorMap;
    for (uint32_t n = 0; n < height; n++) {
        if (DGifGetLine(f->gif, f->row, (int)width) == GIF_ERROR)
            return false;
        draw_row(f, colors, left, top + (image->Interlace ? interlaced(n, height) : n), width);
    }
    return true;
}

/* True: there is another. */
static bool show_frame(struct film *f)
{
    bool is_whole = draw_frame(f);
    f->frame++;
    if (f->r->traits & SG_UNPACK_CUT || !f->r->seen(f->r->with, &f->canvas, f->frame) || !is_whole)
        return false;
    if (f->is_cleared)
        memset(f->canvas.at, 0, (size_t)f->canvas.width * f->canvas.height * 4);
    f->transparent = NO_TRANSPARENT_COLOR;
    f->is_cleared = false;
    return true;
}

static bool play(struct film *f)
{
    for (;;) { /* each record takes octets of the file */
        GifRecordType record = UNDEFINED_RECORD_TYPE;
        if (DGifGetRecordType(f->gif, &record) == GIF_ERROR)
            return false;
        if (record == TERMINATE_RECORD_TYPE)
            return true;
        if (record == EXTENSION_RECORD_TYPE && !pass_extension(f))
            return false;
        if (record != IMAGE_DESC_RECORD_TYPE)
            continue;
        if (f->frame == SG_MAX_FRAMES)
            return true;
        if (!show_frame(f))
            return false;
    }
}

void sg_gif_read(struct sg_picture_reading *r, sg_span octets)
{
    sg_span rest = octets;
    int error = 0;
    GifFileType *gif = DGifOpen(&rest, source_read, &error);
    if (gif == NULL) {
        r->traits |= SG_UNPACK_BROKEN;
        return;
    }
    struct film f = { .r = r, .gif = gif, .transparent = NO_TRANSPARENT_COLOR };
    f.row = sg_arena_octets(r->scratch, SG_MAX_SIDE);
    if (sg_picture_make(r, &f.canvas, (uint32_t)gif->SWidth, (uint32_t)gif->SHeight, 4) &&
        !play(&f) && !(r->traits & SG_UNPACK_CUT))
        r->traits |= SG_UNPACK_BROKEN;
    DGifCloseFile(gif, &error);
}
