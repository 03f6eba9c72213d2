/* mail/address.h - address lists (RFC 5322 3.4, RFC 6531), read iteratively.
 *
 * Groups are flattened, comments dropped (one that follows a bare address becomes its display name,
 * as old mailers meant it), obsolete routes skipped, quotes and encoded words decoded in display
 * names.  Source: RFC 5322 3.4 and 4.4, RFC 2047 5. */
#ifndef SG_MAIL_ADDRESS_H
#define SG_MAIL_ADDRESS_H

#include "mail/field.h"
#include "text/charset.h"

struct sg_address {
    struct sg_text display; /* decoded, unquoted, trimmed; empty when absent */
    sg_span local;          /* before the last @, unquoted */
    /* after it, lower case ASCII, no final dot; UTF-8 when raw IDN; may be a literal "[...]" */
    sg_span domain;
    struct sg_range place; /* the whole mailbox in the mail */
};

struct sg_address_list {
    const struct sg_address *at;
    size_t n;
};

/* Read one address-list field. `charset`: what raw 8-bit is tried as after UTF-8. */
struct sg_address_list sg_address_list_read(struct sg_arena *arena,
                                            const struct sg_charsets *charsets,
                                            const struct sg_field *field, sg_span charset,
                                            struct sg_oddities *oddities);

/* "local@domain" in the arena; empty when there is no domain. */
sg_span sg_address_spec(struct sg_arena *arena, const struct sg_address *a);

#endif
