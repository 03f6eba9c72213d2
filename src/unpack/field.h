/* unpack/field.h - what the code of a field in Word and RTF does: HYPERLINK "address" \o "tip". */
#ifndef SG_UNPACK_FIELD_H
#define SG_UNPACK_FIELD_H

#include "unpack/kinds.h"

/* Keep a LINK for where `code` leads or what it loads; the latter is TEMPLATE, a program LAUNCHES.  Other fields (PAGE,
 * DATE) do nothing. */
void sg_field_read(struct sg_unpacking *u, sg_span name, uint32_t page, sg_span code);

#endif
