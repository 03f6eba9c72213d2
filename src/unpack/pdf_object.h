/* unpack/pdf_object.h - a PDF as objects; qpdf behind it.  For the readers of PDF only.
 *
 * An object is a number, 0 what is not there: asking 0 or an object of another type gives 0 or nothing, never an error.
 * Every object handed out counts; past SG_MAX_PDF_OBJECTS, and when streams would give more than SG_MAX_PDF_STREAMS,
 * there are no more and the document is cut. */
#ifndef SG_UNPACK_PDF_OBJECT_H
#define SG_UNPACK_PDF_OBJECT_H

#include "unpack/kinds.h"

struct sg_pdf;

/* Open `octets`, which must stay, with the password that is none.  NULL when it cannot be read; `traits` gets why. */
struct sg_pdf *sg_pdf_open(struct sg_arena *arena, sg_span octets, unsigned *traits);
void sg_pdf_close(struct sg_pdf *pdf, unsigned *traits);

uint32_t sg_pdf_root(struct sg_pdf *pdf);

/* The value of `key`, "/A", of a dictionary or a stream's dictionary. */
uint32_t sg_pdf_key(struct sg_pdf *pdf, uint32_t object, const char *key);

/* Of an array, how many items, at most SG_MAX_PDF_ITEMS, and the n-th from 0; another object is an array of itself, 0 an
 * empty one. */
uint32_t sg_pdf_count(struct sg_pdf *pdf, uint32_t object);
uint32_t sg_pdf_item(struct sg_pdf *pdf, uint32_t object, uint32_t n);

/* The values of a dictionary, at most `most`, with their keys thrown away; how many. */
uint32_t sg_pdf_values(struct sg_pdf *pdf, uint32_t object, uint32_t *values, uint32_t most);

bool sg_pdf_is_array(struct sg_pdf *pdf, uint32_t object);
bool sg_pdf_is_dictionary(struct sg_pdf *pdf, uint32_t object); /* or a stream */
bool sg_pdf_is_stream(struct sg_pdf *pdf, uint32_t object);
bool sg_pdf_is_named(struct sg_pdf *pdf, uint32_t object, const char *name); /* "/URI" */
bool sg_pdf_is_true(struct sg_pdf *pdf, uint32_t object);

/* A whole number, or `otherwise`. */
int64_t sg_pdf_number(struct sg_pdf *pdf, uint32_t object, int64_t otherwise);

/* A string's octets, or its text when it is UTF-16; in the arena. */
sg_span sg_pdf_string(struct sg_pdf *pdf, uint32_t object);

/* A stream's octets, decoded but for DCT; empty when it cannot be.  Valid until the next call. */
sg_span sg_pdf_stream(struct sg_pdf *pdf, uint32_t object);

/* True the first time an indirect object is asked for, and always of a direct one. */
bool sg_pdf_is_first(struct sg_pdf *pdf, uint32_t object);

#endif
