/* text/transfer.h - content transfer encodings: base64, quoted-printable, uuencode.
 *
 * Source: RFC 2045 6.7, 6.8; POSIX uuencode.  Decoders never fail: octets that the encoding does not
 * allow are skipped and counted as noise, as mail programs do.  `below` is the layer of `in`; `most` is how
 * many octets are decoded. */
#ifndef SG_TEXT_TRANSFER_H
#define SG_TEXT_TRANSFER_H

#include "text/places.h"

struct sg_decoded {
    sg_span octets;
    const struct sg_places *places; /* of `octets` */
    size_t noise;                   /* octets skipped because the encoding does not allow them */
    bool cut;                       /* past `most` octets; the rest was not decoded */
};

struct sg_decoded sg_base64_decode(struct sg_arena *arena, sg_span in,
                                   const struct sg_places *below, size_t most);
struct sg_decoded sg_quoted_printable_decode(struct sg_arena *arena, sg_span in,
                                             const struct sg_places *below, size_t most);
struct sg_decoded sg_uu_decode(struct sg_arena *arena, sg_span in, const struct sg_places *below,
                               size_t most);

/* For tokens inside URLs: true and the octets when `in` as a whole is base64 or base64url (padding
 * optional, no blanks); false leaves `out` untouched. */
bool sg_base64_token(struct sg_arena *arena, sg_span in, sg_span *out);

/* `in` with every %XX decoded; `in` itself when there is none. */
sg_span sg_percent_decode(struct sg_arena *arena, sg_span in);

#endif
