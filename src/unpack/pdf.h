/* unpack/pdf.h - the reading of one PDF, for the files of it only. */
#ifndef SG_UNPACK_PDF_H
#define SG_UNPACK_PDF_H

#include "base/map.h"
#include "unpack/pdf_object.h"

struct sg_pdf_reading {
    struct sg_unpacking *u;
    struct sg_pdf *pdf;
    struct sg_arena *arena;    /* while the document is read */
    struct sg_map links;       /* page and address of those kept */
    SG_LIST(uint32_t) actions; /* to be looked at */
    uint32_t page;             /* from 1; 0: the document */
    uint64_t content;          /* octets of content streams interpreted so far */
    uint64_t pixels;           /* of pictures looked at so far */
    uint32_t files;            /* handed out so far */
};

/* Keep an address, once for a page. */
void sg_pdf_keep_link(struct sg_pdf_reading *r, sg_span name, sg_span address);

/* Keep each "http://..." or "https://..." that stands in a text. */
void sg_pdf_keep_links_in(struct sg_pdf_reading *r, sg_span name, sg_span text);

/* The actions of an object: its /A, /PA and /AA, and those that follow them. */
void sg_pdf_read_actions(struct sg_pdf_reading *r, uint32_t object);
void sg_pdf_read_action(struct sg_pdf_reading *r, uint32_t action);

/* A file that an object brings along: a file specification with octets. */
void sg_pdf_read_file(struct sg_pdf_reading *r, uint32_t specification);

/* The codes in a picture: a stream of /Subtype /Image. */
void sg_pdf_read_image(struct sg_pdf_reading *r, uint32_t image);

/* What a page or a form draws: its content, a stream or an array of streams. */
void sg_pdf_read_contents(struct sg_pdf_reading *r, uint32_t contents);

/* What a page shows: pictures and what else `resources` hold. */
void sg_pdf_read_resources(struct sg_pdf_reading *r, uint32_t resources);

#endif
