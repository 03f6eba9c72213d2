/* mail/received.h - Received fields: who handed the mail to whom.
 *
 * The three facts of the from clause are told apart, because each is worth something else: HELO is
 * what the client said, the reverse name what DNS says of its address, the address what the
 * connection had.  `from [127.0.0.1] (unknown [40.71.38.95])`: HELO is the literal 127.0.0.1, no
 * reverse name, address 40.71.38.95.
 * Source: RFC 5321 4.4, RFC 8601 2.7.3 (iprev), and the forms that Postfix, Exim, Sendmail, qmail,
 * Exchange/Outlook, Google, Zimbra, MDaemon, Courier and Mailman really write. */
#ifndef SG_MAIL_RECEIVED_H
#define SG_MAIL_RECEIVED_H

#include "mail/field.h"

struct sg_ip {
    uint8_t octets[16]; /* IPv4 as ::ffff:a.b.c.d */
    bool is_set, is_v4;
};

enum sg_ip_kind { SG_IP_NONE, SG_IP_PUBLIC, SG_IP_LOOPBACK, SG_IP_PRIVATE, SG_IP_RESERVED };

/* Read `s` ("192.0.2.1", "2001:db8::1", "[192.0.2.1]", "IPv6:...") as a whole; is_set false when it is none. */
struct sg_ip sg_ip_read(sg_span s);

enum sg_ip_kind sg_ip_kind_of(
    const struct sg_ip *ip); /* IANA special registries; ULA and RFC 1918, 6598 are private */
sg_span sg_ip_show(struct sg_arena *arena, const struct sg_ip *ip); /* RFC 5952 */
bool sg_ip_same(const struct sg_ip *a, const struct sg_ip *b);

struct sg_received {
    const struct sg_field *field;
    /* the whole from clause as written, e.g. "from [127.0.0.1] (unknown [40.71.38.95])" */
    sg_span from;
    sg_span helo;         /* as written; empty when absent */
    struct sg_ip helo_ip; /* set when HELO is an address literal, with or without brackets */
    sg_span rdns;         /* reverse name; empty when absent or unknown */
    bool rdns_unknown; /* the line says so: "unknown", or an MTA that always writes it wrote none */
    struct sg_ip ip;   /* of the connection */
    sg_span by, with, id, for_address;
    bool is_authenticated; /* ESMTPA, ESMTPSA, "Authenticated sender", ASMTP */
    /* no network: "from userid", "by HOST (Postfix, from userid 33)", qmail invoked by */
    bool is_local;
    bool has_time;
    int64_t time;     /* seconds since 1970 */
    bool is_readable; /* false: neither from nor by could be found */
};

struct sg_received sg_received_read(struct sg_arena *arena, const struct sg_field *field,
                                    struct sg_oddities *oddities);

/* RFC 5322 3.3 and 4.3, and what mailers write instead.  False leaves the rest untouched. */
bool sg_date_read(sg_span s, int64_t *seconds, int *offset_minutes);

#endif
