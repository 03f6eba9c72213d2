/* mail/part.h - the MIME structure (RFC 2045, 2046, 2231), as a flat list in order of appearance.
 *
 * Bodies are not decoded here: sg_part_octets() and sg_part_text() do that when somebody asks. */
#ifndef SG_MAIL_PART_H
#define SG_MAIL_PART_H

#include "mail/field.h"
#include "text/charset.h"
#include "text/transfer.h"

enum sg_transfer {
    SG_TRANSFER_NONE, /* 7bit, 8bit, binary, absent or unknown */
    SG_TRANSFER_BASE64,
    SG_TRANSFER_QUOTED_PRINTABLE,
    SG_TRANSFER_UUENCODE,
};

enum { SG_NO_PARENT = -1 };

struct sg_part {
    /* of parts[0]: the mail's own; of a message/rfc822's child: the inner mail's */
    struct sg_fields fields;
    sg_span body;          /* as written, without the line end before the next delimiter */
    size_t body_at;        /* octet of the mail where `body` starts */
    sg_span type, subtype; /* lower case; "text" "plain" when absent or unreadable */
    bool type_given;
    sg_span charset; /* the parameter as written; empty when absent */
    sg_span boundary;
    /* decoded, RFC 2231 and RFC 2047; from Content-Disposition, else `name` */
    struct sg_text filename;
    /* `name` where it differs from that: readers differ on which they show; else empty */
    struct sg_text other_name;
    bool is_attachment; /* Content-Disposition: attachment */
    sg_span content_id; /* without <> */
    enum sg_transfer transfer;
    int parent;        /* index in the list, or SG_NO_PARENT */
    int depth;         /* 0 for parts[0] */
    bool is_multipart; /* children follow */
    bool is_message;   /* message/rfc822: the child part is the inner mail */
};

struct sg_part_list {
    const struct sg_part *at;
    size_t n;
};

/* Read the structure of the entity with these fields and this body. */
struct sg_part_list sg_parts_read(struct sg_arena *arena, const struct sg_charsets *charsets,
                                  const struct sg_fields *fields, sg_span body, size_t body_at,
                                  struct sg_oddities *oddities);

/* The body with its transfer encoding taken off; at most `most` octets. Notes TRANSFER_NOISE, LIMIT. */
struct sg_decoded sg_part_octets(struct sg_arena *arena, const struct sg_part *part, size_t most,
                                 struct sg_oddities *oddities);

/* The same as UTF-8. `page_charset`: what an HTML page says of itself (<meta>), tried when the part has
 * no charset parameter; may be empty. */
struct sg_converted sg_part_text(struct sg_arena *arena, const struct sg_charsets *charsets,
                                 const struct sg_part *part, sg_span page_charset,
                                 struct sg_oddities *oddities);

/* True for "text/html" and the like, without case. */
bool sg_part_is(const struct sg_part *part, const char *type, const char *subtype);

#endif
