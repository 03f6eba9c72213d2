/* text/base64_wide.h - inside the room: base64 by many letters at once, where the processor can. */
#ifndef SG_TEXT_BASE64_WIDE_H
#define SG_TEXT_BASE64_WIDE_H

#include "base/span.h"

/* Decode whole blocks of letters at `i` into `out`, writing at most `room` octets, until something else
 * stands between; gives where it stopped: three octets out of four letters were written. */
size_t sg_base64_wide(sg_span in, size_t i, uint8_t *out, size_t room);

#endif
