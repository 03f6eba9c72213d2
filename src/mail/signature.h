/* mail/signature.h - what a DKIM-Signature or ARC-Seal says of itself (RFC 6376 3.5, RFC 8617 4.1).
 *
 * Nothing is verified here: a signature in somebody's name is a claim. */
#ifndef SG_MAIL_SIGNATURE_H
#define SG_MAIL_SIGNATURE_H

#include "mail/field.h"

struct sg_signature {
    const struct sg_field *field;
    sg_span domain, selector, algorithm; /* d=, s=, a=: unfolded, as written; may be empty */
    int instance;                        /* i= of an ARC set; 0: none */
    int64_t expires;                     /* x=, seconds since 1970; 0: none */
    bool is_partial;                     /* l=: only the first octets of the body are signed */
    size_t octets; /* of the signature b=: with RSA as long as the key; 0: none or unreadable */
};

/* Read a tag list; tags that are missing or broken stay empty. */
struct sg_signature sg_signature_read(struct sg_arena *arena, const struct sg_field *field);

#endif
