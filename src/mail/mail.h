/* mail/mail.h - one mail as it was written: header fields, addresses, parts, hops.
 *
 * Nothing here judges, and nothing here fails: what is not as RFC 5322, 2045 or 8601 would have it is
 * read as the common programs read it and kept as an oddity with its place.  All spans point into
 * the mail's bytes or the arena given to sg_mail_read(). */
#ifndef SG_MAIL_MAIL_H
#define SG_MAIL_MAIL_H

#include "mail/address.h"
#include "mail/auth_results.h"
#include "mail/field.h"
#include "mail/part.h"
#include "mail/received.h"

struct sg_mail {
    sg_span bytes;                  /* as received */
    const struct sg_fields *fields; /* the header block of the mail itself */
    const struct sg_part *parts;    /* every MIME entity, outermost first, in order of appearance */
    size_t n_parts;                 /* >= 1: parts[0] is the mail's own body */
    struct sg_address_list from, sender, reply_to, to, cc, delivered_to;
    const struct sg_field *from_field, *subject_field; /* the first of each, or NULL */
    size_t n_from_fields;
    struct sg_text subject;        /* decoded; the first Subject field */
    struct sg_address return_path; /* empty when there is none or it is <> */
    sg_span message_id;            /* without <>; empty when there is none */
    bool has_date;
    int64_t date;                   /* Date field, seconds since 1970; 0 unless has_date */
    int date_offset;                /* minutes east of UTC */
    const struct sg_received *hops; /* Received fields, topmost (latest) first */
    size_t n_hops;
    const struct sg_auth_result *auth; /* results of all Authentication-Results fields, in order */
    size_t n_auth;
    struct sg_oddities oddities;
};

/* Read `bytes` (at most SG_MAX_MAIL octets; more is noted as a limit and not read).  A leading mbox
 * "From " line is skipped. */
const struct sg_mail *sg_mail_read(struct sg_arena *arena, const struct sg_charsets *charsets,
                                   sg_span bytes);

/* The same for a mail that begins at octet `from` of `bytes` and ends with them, as an attached one does: places are
 * octets of `bytes`. */
const struct sg_mail *sg_mail_read_at(struct sg_arena *arena, const struct sg_charsets *charsets,
                                      sg_span bytes, size_t from);

/* Where an octet of the mail stands: in a header field of a part, or in its body (`field` NULL).  The innermost
 * part; `part` is NULL for an octet that belongs to none. */
struct sg_where {
    const struct sg_part *part;
    const struct sg_field *field;
};

struct sg_where sg_mail_where(const struct sg_mail *mail, size_t octet);

#endif
