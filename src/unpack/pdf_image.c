/* The pictures of a PDF: JPEG as it is, samples of 1 to 16 bits laid open.  CCITT, JBIG2 and JPEG 2000 are not read. */
#include "unpack/codes.h"
#include "unpack/pdf.h"

enum {
    LEAST_SIDE = 21, /* pixels: a QR code has that many modules at least */
};

struct samples {
    uint32_t width, height;
    uint32_t bits;       /* of a sample: 1, 2, 4, 8, 16 */
    uint32_t components; /* samples of a pixel */
    sg_span palette;     /* Indexed: colours of `palette_components` octets each */
    uint32_t palette_components;
};

static uint32_t either_key(struct sg_pdf *pdf, uint32_t object, const char *key, const char *brief)
{
    uint32_t value = sg_pdf_key(pdf, object, key);
    return value != 0 ? value : sg_pdf_key(pdf, object, brief);
}

/* How many components a colour of `space` has; of Indexed: of its base.  0: not known. */
static uint32_t components_of(struct sg_pdf *pdf, uint32_t space)
{
    static const struct {
        const char *name;
        uint32_t components;
    } rows[] = {
        { "/DeviceGray", 1 }, { "/G", 1 },    { "/CalGray", 1 }, { "/Separation", 1 },
        { "/DeviceRGB", 3 },  { "/RGB", 3 },  { "/CalRGB", 3 },  { "/Lab", 3 },
        { "/DeviceCMYK", 4 }, { "/CMYK", 4 },
    };

    uint32_t name = sg_pdf_item(pdf, space, 0);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (sg_pdf_is_named(pdf, name, rows[i].name))
            return rows[i].components;
    if (sg_pdf_is_named(pdf, name, "/ICCBased")) {
        int64_t n = sg_pdf_number(pdf, sg_pdf_key(pdf, sg_pdf_item(pdf, space, 1), "/N"), 0);
        return n == 1 || n == 3 || n == 4 ? (uint32_t)n : 0;
    }
    if (sg_pdf_is_named(pdf, name, "/DeviceN")) {
        uint32_t n = sg_pdf_count(pdf, sg_pdf_item(pdf, space, 1));
        return n <= 4 ? n : 0;
    }
    return 0;
}

static void read_space(struct sg_pdf_reading *r, uint32_t space, struct samples *s)
{
    struct sg_pdf *pdf = r->pdf;
    uint32_t name = sg_pdf_item(pdf, space, 0);
    if (!sg_pdf_is_named(pdf, name, "/Indexed") && !sg_pdf_is_named(pdf, name, "/I")) {
        s->components = components_of(pdf, space);
        return;
    }
    uint32_t colours = sg_pdf_item(pdf, space, 3);
    s->components = 1;
    s->palette_components = components_of(pdf, sg_pdf_item(pdf, space, 1));
    s->palette = sg_pdf_is_stream(pdf, colours) ? sg_keep(r->arena, sg_pdf_stream(pdf, colours))
                                                : sg_pdf_string(pdf, colours);
}

/* Samples begin anew with an octet in each row. */
static uint32_t sample_at(const struct samples *s, sg_span row, size_t n)
{
    size_t bit = n * s->bits;
    int octet = sg_at(row, bit / 8);
    if (s->bits >= 8 || octet < 0)
        return octet < 0 ? 0 : (uint32_t)octet;
    uint32_t most = (1U << s->bits) - 1;
    return (uint32_t)octet >> (8 - s->bits - bit % 8) & most;
}

static uint8_t ink_over(uint32_t colour, uint32_t black)
{
    return (uint8_t)((255 - colour) * (255 - black) / 255);
}

static void put_pixel(const struct samples *s, sg_span row, uint32_t x, uint8_t *to)
{
    uint32_t most = s->bits < 8 ? (1U << s->bits) - 1 : 255, c[4] = { 0 };
    uint32_t n = s->palette_components > 0 ? s->palette_components : s->components;
    for (uint32_t i = 0; i < n; i++)
        if (s->palette_components > 0) {
            int octet = sg_at(s->palette, sample_at(s, row, x) * (size_t)n + i);
            c[i] = octet < 0 ? 0 : (uint32_t)octet;
        } else {
            c[i] = sample_at(s, row, (size_t)x * n + i) * 255 / most;
        }
    for (uint32_t i = 0; i < 3 && n >= 3; i++)
        to[i] = n == 4 ? ink_over(c[i], c[3]) : (uint8_t)c[i];
    if (n < 3)
        to[0] = (uint8_t)c[0];
}

static void look_at_samples(struct sg_pdf_reading *r, const struct samples *s, sg_span octets)
{
    struct sg_picture_reading p = { .scratch = sg_arena_open(SG_MAX_SCRATCH) };
    struct sg_picture picture;
    uint32_t n = s->palette_components > 0 ? s->palette_components : s->components;
    size_t row = ((size_t)s->width * s->components * s->bits + 7) / 8;
    if (sg_picture_make(&p, &picture, s->width, s->height, n >= 3 ? 3 : 1)) {
        for (uint32_t y = 0; y < s->height; y++)
            for (uint32_t x = 0; x < s->width; x++)
                put_pixel(s, sg_cut(octets, y * row, row), x,
                          picture.at + ((size_t)y * s->width + x) * picture.channels);
        sg_codes_find(r->u, &picture, r->page);
    }
    sg_arena_close(p.scratch);
}

static bool is_jpeg(struct sg_pdf *pdf, uint32_t image)
{
    uint32_t filters = either_key(pdf, image, "/Filter", "/F"), n = sg_pdf_count(pdf, filters);
    uint32_t last = n > 0 ? sg_pdf_item(pdf, filters, n - 1) : 0;
    return sg_pdf_is_named(pdf, last, "/DCTDecode") || sg_pdf_is_named(pdf, last, "/DCT");
}

/* Samples fit their dimensions, by what the dictionary says or, where it does not say it, by their number. */
static bool fits(struct samples *s, size_t octets)
{
    if (s->bits != 1 && s->bits != 2 && s->bits != 4 && s->bits != 8 && s->bits != 16)
        return false;
    size_t row = ((size_t)s->width * s->bits + 7) / 8;
    if (s->components == 0)
        s->components = octets >= row * s->height * 3 ? 3 : 1;
    return octets > 0 && (s->palette_components > 0) == (s->palette.len > 0);
}

void sg_pdf_read_image(struct sg_pdf_reading *r, uint32_t image)
{
    struct sg_pdf *pdf = r->pdf;
    int64_t width = sg_pdf_number(pdf, either_key(pdf, image, "/Width", "/W"), 0);
    int64_t height = sg_pdf_number(pdf, either_key(pdf, image, "/Height", "/H"), 0);
    if (width < LEAST_SIDE || height < LEAST_SIDE || width > SG_MAX_SIDE || height > SG_MAX_SIDE)
        return;
    uint64_t pixels = (uint64_t)(width * height);
    if (pixels > SG_MAX_PDF_PIXELS - r->pixels) {
        r->u->traits |= SG_UNPACK_CUT;
        return;
    }
    r->pixels += pixels;
    if (is_jpeg(pdf, image)) {
        sg_picture_read_on_page(r->u, SG_FILE_JPEG, sg_pdf_stream(pdf, image), r->page);
        return;
    }
    struct samples s = { .width = (uint32_t)width, .height = (uint32_t)height };
    bool is_mask = sg_pdf_is_true(pdf, either_key(pdf, image, "/ImageMask", "/IM"));
    s.bits = (uint32_t)sg_pdf_number(pdf, either_key(pdf, image, "/BitsPerComponent", "/BPC"),
                                     is_mask ? 1 : 8);
    if (is_mask)
        s.components = 1;
    else
        read_space(r, either_key(pdf, image, "/ColorSpace", "/CS"), &s);
    sg_span octets = sg_pdf_stream(pdf, image);
    if (fits(&s, octets.len))
        look_at_samples(r, &s, octets);
}

static void read_image_and_mask(struct sg_pdf_reading *r, uint32_t image)
{
    uint32_t mask = sg_pdf_key(r->pdf, image, "/SMask");
    sg_pdf_read_image(r, image);
    if (sg_pdf_is_stream(r->pdf, mask) && sg_pdf_is_first(r->pdf, mask))
        sg_pdf_read_image(r, mask);
}

struct folders {
    SG_LIST(uint32_t) left; /* resources yet to be looked at */
};

static void read_named(struct sg_pdf_reading *r, struct folders *f, uint32_t named)
{
    uint32_t inside[SG_MAX_PDF_RESOURCES];
    uint32_t n = sg_pdf_values(r->pdf, named, inside, SG_MAX_PDF_RESOURCES);
    for (uint32_t i = 0; i < n; i++) {
        if (!sg_pdf_is_stream(r->pdf, inside[i]) || !sg_pdf_is_first(r->pdf, inside[i]))
            continue;
        if (sg_pdf_is_named(r->pdf, sg_pdf_key(r->pdf, inside[i], "/Subtype"), "/Image")) {
            read_image_and_mask(r, inside[i]);
            continue;
        }
        sg_pdf_read_contents(r, inside[i]);
        *SG_PUSH(r->arena, &f->left) = sg_pdf_key(r->pdf, inside[i], "/Resources");
    }
}

/* Pictures, and the forms and patterns that hold some in their turn; each once in a document. */
void sg_pdf_read_resources(struct sg_pdf_reading *r, uint32_t resources)
{
    struct folders f = { 0 };
    *SG_PUSH(r->arena, &f.left) = resources;
    while (f.left.n > 0) {
        uint32_t at = f.left.at[--f.left.n];
        if (!sg_pdf_is_first(r->pdf, at))
            continue;
        read_named(r, &f, sg_pdf_key(r->pdf, at, "/XObject"));
        read_named(r, &f, sg_pdf_key(r->pdf, at, "/Pattern"));
    }
}
