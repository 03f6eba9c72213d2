/* mail/entity.h - what the fields of one MIME entity say of it; for the files of this room. */
#ifndef SG_MAIL_ENTITY_H
#define SG_MAIL_ENTITY_H

#include "mail/part.h"

/* Fill type, parameters, disposition, transfer encoding and Content-ID of `part` from part->fields.
 * `in_digest`: the part stands in a multipart/digest, so that message/rfc822 is what it is when
 * nothing is said. */
void sg_mime_entity_read(struct sg_arena *arena, const struct sg_charsets *charsets,
                         struct sg_part *part, bool in_digest, struct sg_oddities *oddities);

#endif
