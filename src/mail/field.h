/* mail/field.h - header fields as written (RFC 5322 2.2, 3.6). */
#ifndef SG_MAIL_FIELD_H
#define SG_MAIL_FIELD_H

#include "base/oddity.h"
#include "text/places.h"

struct sg_field {
    sg_span name;          /* as written, blanks before the colon left out */
    sg_span body;          /* after the colon, folds and all, without the last line end; raw */
    struct sg_range place; /* the whole field with its line end, in the mail */
    size_t body_at;        /* octet of the mail where `body` starts */
};

struct sg_fields {
    const struct sg_field *at;
    size_t n;
    struct sg_range place; /* the header block with the blank line that ends it */
};

/* Read the header block at the start of `bytes`, which starts at octet `base` of the mail.  Ends at
 * the blank line or at the end; a line without a colon that is no fold is an oddity and skipped
 * (it ends the block when it cannot be a header: the rest is body, as most programs do). */
struct sg_fields sg_fields_read(struct sg_arena *arena, sg_span bytes, size_t base,
                                struct sg_oddities *oddities);

/* The first field named `name` (no case), or NULL; the next one after `field`, or NULL. */
const struct sg_field *sg_fields_first(const struct sg_fields *fields, sg_span name);
const struct sg_field *sg_fields_next(const struct sg_fields *fields, const struct sg_field *field);

/* `body` with folds as one space each, trimmed; still encoded.  The body itself when it has no fold. */
sg_span sg_field_unfold(struct sg_arena *arena, const struct sg_field *field);

#endif
