/* web/entity.h - character references, by WHATWG HTML 13.2.5.72 and the table of 13.5. */
#ifndef SG_WEB_ENTITY_H
#define SG_WEB_ENTITY_H

#include "base/buf.h"

/* Read the reference that starts with the '&' at `at` and write what it stands for.  Gives the octets it
 * took; 0, and nothing written, when it is none.  In an attribute `&copy=1` is none. */
size_t sg_entity_read(sg_span s, size_t at, bool in_attribute, struct sg_buf *out);

/* `text` with its references decoded; `text` itself when it has none. */
sg_span sg_entities_decode(struct sg_arena *arena, sg_span text, bool in_attribute);

#endif
