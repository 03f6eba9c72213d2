#include "unpack/pdf_drawing.h"

enum {
    SIDE = 1400,            /* pixels of the longer side of what is painted */
    MARGIN = 20,            /* pixels around it */
    LEAST_AREAS = 20,       /* a code of 21 modules a side has more runs than that */
    SMALL_PART = 8,         /* an area is small that has at most this part of the whole's sides */
    MOST_PAINTED = 1 << 26, /* pixels of all areas, one painted over the other */
};

void sg_pdf_draw_edge(struct sg_pdf_drawing *d, struct sg_pdf_edge edge)
{
    if (d->edges.n == SG_MAX_PDF_EDGES) {
        d->is_cut = true;
        return;
    }
    *SG_PUSH(d->arena, &d->edges) = edge;
}

static int64_t lesser(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t greater(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static void include(struct sg_pdf_area *box, int64_t x, int64_t y)
{
    box->left = lesser(box->left, x);
    box->right = greater(box->right, x);
    box->bottom = lesser(box->bottom, y);
    box->top = greater(box->top, y);
}

static struct sg_pdf_area nowhere(void)
{
    return (struct sg_pdf_area){
        .left = INT64_MAX, .bottom = INT64_MAX, .right = INT64_MIN, .top = INT64_MIN
    };
}

void sg_pdf_draw_area(struct sg_pdf_drawing *d, size_t from, bool is_even_odd, uint8_t grey)
{
    struct sg_pdf_area area = nowhere();
    if (from >= d->edges.n)
        return;
    area.from = from;
    area.n = d->edges.n - from;
    area.is_even_odd = is_even_odd;
    area.grey = grey;
    for (size_t i = from; i < d->edges.n; i++) {
        include(&area, d->edges.at[i].x0, d->edges.at[i].y0);
        include(&area, d->edges.at[i].x1, d->edges.at[i].y1);
    }
    *SG_PUSH(d->arena, &d->areas) = area;
}

/* Where the small edges of all areas stand: a code drawn as one area has edges as short as a module. */
static struct sg_pdf_area window_of(const struct sg_pdf_drawing *d, size_t *n)
{
    struct sg_pdf_area all = nowhere(), small = nowhere();
    for (size_t i = 0; i < d->edges.n; i++) {
        include(&all, d->edges.at[i].x0, d->edges.at[i].y0);
        include(&all, d->edges.at[i].x1, d->edges.at[i].y1);
    }
    int64_t most =
        d->edges.n == 0 ? 0 : greater(all.right - all.left, all.top - all.bottom) / SMALL_PART;
    *n = 0;
    for (size_t i = 0; i < d->edges.n; i++) {
        const struct sg_pdf_edge *e = &d->edges.at[i];
        int64_t dx = e->x1 > e->x0 ? e->x1 - e->x0 : e->x0 - e->x1;
        int64_t dy = e->y1 > e->y0 ? e->y1 - e->y0 : e->y0 - e->y1;
        if (dx > most || dy > most)
            continue;
        ++*n;
        include(&small, e->x0, e->y0);
        include(&small, e->x1, e->y1);
    }
    return small;
}

struct canvas {
    const struct sg_pdf_drawing *drawing;
    struct sg_picture *picture;
    int64_t left, top, pixel; /* of the picture's corner, and a pixel's side */
    int32_t *turns;           /* how often edges turn around what is right of a pixel */
    uint64_t painted;
};

static int64_t clamp(int64_t n, int64_t most)
{
    return n < 0 ? 0 : n > most ? most : n;
}

/* The first pixel whose middle is at or past a coordinate. */
static int64_t column_of(const struct canvas *c, int64_t x)
{
    return clamp((x - c->left + c->pixel / 2 - 1) / c->pixel, c->picture->width);
}

static int64_t row_of(const struct canvas *c, int64_t y)
{
    return clamp((c->top - y + c->pixel / 2 - 1) / c->pixel, c->picture->height);
}

/* Mark where an edge crosses the middles of rows. */
static void cross(struct canvas *c, const struct sg_pdf_edge *e)
{
    bool is_up = e->y1 > e->y0;
    int64_t y_top = greater(e->y0, e->y1), x_top = is_up ? e->x1 : e->x0;
    int64_t y_low = lesser(e->y0, e->y1), x_low = is_up ? e->x0 : e->x1;
    int64_t end = row_of(c, y_low), height = (y_top - y_low) / 256 + 1;
    int64_t row = row_of(c, y_top);
    c->painted += (uint64_t)(end > row ? end - row : 0);
    for (; row < end && c->painted <= MOST_PAINTED; row++) {
        int64_t y = c->top - row * c->pixel - c->pixel / 2;
        int64_t along = (y_top - y) / 256;
        int64_t x = x_top + (x_low - x_top) / 256 * along / height * 256;
        if (x_top == x_low)
            x = x_top;
        int64_t column = column_of(c, x);
        if (column < c->picture->width)
            c->turns[row * c->picture->width + column] += is_up ? 1 : -1;
    }
}

/* False: painted enough. */
static bool paint_area(struct canvas *c, const struct sg_pdf_area *area)
{
    int64_t from = row_of(c, area->top), to = row_of(c, area->bottom);
    int64_t left = column_of(c, area->left), right = column_of(c, area->right);
    if (from >= to || left >= right)
        return true;
    c->painted += (uint64_t)((to - from) * (right - left)) + area->n;
    if (c->painted > MOST_PAINTED)
        return false;
    for (size_t i = 0; i < area->n; i++)
        cross(c, &c->drawing->edges.at[area->from + i]);
    for (int64_t y = from; y < to; y++) {
        int32_t *turns = c->turns + y * c->picture->width;
        uint8_t *pixels = c->picture->at + y * c->picture->width;
        int inside = 0;
        for (int64_t x = left; x <= right && x < c->picture->width; x++) {
            inside += turns[x];
            turns[x] = 0;
            if (area->is_even_odd ? (inside & 1) != 0 : inside != 0)
                pixels[x] = area->grey;
        }
    }
    return true;
}

bool sg_pdf_drawing_paint(const struct sg_pdf_drawing *d, struct sg_arena *arena,
                          struct sg_picture *out)
{
    size_t n = 0;
    struct sg_pdf_area window = window_of(d, &n);
    if (n < 4 * (size_t)LEAST_AREAS)
        return false;
    int64_t width = window.right - window.left, height = window.top - window.bottom;
    int64_t pixel = greater(width, height) / SIDE + 1;
    *out = (struct sg_picture){ (uint32_t)(width / pixel) + 2 * MARGIN + 1,
                                (uint32_t)(height / pixel) + 2 * MARGIN + 1, 1, NULL };
    size_t pixels = (size_t)out->width * out->height;
    out->at = memset(sg_arena_octets(arena, pixels), 255, pixels);
    struct canvas c = { .drawing = d, .picture = out, .pixel = pixel };
    c.left = window.left - MARGIN * pixel;
    c.top = window.top + MARGIN * pixel;
    c.turns = SG_NEW_N(arena, int32_t, pixels);
    for (size_t i = 0; i < d->areas.n; i++)
        if (!paint_area(&c, &d->areas.at[i]))
            break;
    return true;
}
