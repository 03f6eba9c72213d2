/* warn/uuid.h - UUIDs that are the same for the same name: version 5 of RFC 9562, by SHA-1. */
#ifndef SG_WARN_UUID_H
#define SG_WARN_UUID_H

#include "base/buf.h"

/* "2ed6657d-e927-568b-95e1-2665a8aea6a2" */
void sg_put_uuid5(struct sg_buf *out, const uint8_t namespace[16], sg_span name);

#endif
