/* mail/parameter.h - `value; name=value; ...` of Content-Type and Content-Disposition (RFC 2045 5.1,
 * RFC 2231); for the files of this room. */
#ifndef SG_MAIL_PARAMETER_H
#define SG_MAIL_PARAMETER_H

#include "mail/field.h"
#include "text/charset.h"

struct sg_parameter {
    sg_span name;            /* as written, with the stars of RFC 2231 */
    sg_span value;           /* as written, without the quotes around it */
    bool is_quoted, is_open; /* is_open: the closing quote was missing */
};

struct sg_parameters {
    sg_span value; /* before the first ';', trimmed */
    SG_LIST(struct sg_parameter) list;
    const struct sg_field *field;
};

struct sg_parameters sg_parameters_read(struct sg_arena *arena, const struct sg_field *field,
                                        struct sg_oddities *oddities);

/* The first parameter `name`, or NULL. */
const struct sg_parameter *sg_parameter_find(const struct sg_parameters *all, sg_span name);

/* The value of `name` decoded for people: RFC 2231 continuations and charset, else RFC 2047 and raw
 * 8-bit as sg_header_decode() reads them.  Empty when there is none. */
struct sg_text sg_parameter_text(struct sg_arena *arena, const struct sg_charsets *charsets,
                                 const struct sg_parameters *all, sg_span name,
                                 struct sg_oddities *oddities);

#endif
