/* unpack/pdf_drawing.h - what a PDF's page draws with lines and areas, as a picture; for the readers of PDF only.
 *
 * Coordinates are in SG_PDF_UNIT ths of a point, y upwards. */
#ifndef SG_UNPACK_PDF_DRAWING_H
#define SG_UNPACK_PDF_DRAWING_H

#include "unpack/picture.h"

enum { SG_PDF_UNIT = 16384 };

struct sg_pdf_edge {
    int64_t x0, y0, x1, y1;
};

/* An area: edges that close. */
struct sg_pdf_area {
    size_t from, n; /* edges */
    int64_t left, bottom, right, top;
    bool is_even_odd; /* how inside is told from outside */
    uint8_t grey;
};

struct sg_pdf_drawing {
    struct sg_arena *arena;
    SG_LIST(struct sg_pdf_edge) edges;
    SG_LIST(struct sg_pdf_area) areas;
    bool is_cut; /* at SG_MAX_PDF_EDGES */
};

void sg_pdf_draw_edge(struct sg_pdf_drawing *d, struct sg_pdf_edge edge);

/* Close an area of all edges drawn from the `from`-th on. */
void sg_pdf_draw_area(struct sg_pdf_drawing *d, size_t from, bool is_even_odd, uint8_t grey);

/* The part of the drawing where small areas stand, as modules of a code do, painted in their order; false when there are
 * fewer than a code has. */
bool sg_pdf_drawing_paint(const struct sg_pdf_drawing *d, struct sg_arena *arena,
                          struct sg_picture *out);

#endif
