/* mail/auth_results.h - Authentication-Results (RFC 8601), one entry per method result. */
#ifndef SG_MAIL_AUTH_RESULTS_H
#define SG_MAIL_AUTH_RESULTS_H

#include "mail/field.h"

struct sg_auth_result {
    const struct sg_field *field;
    sg_span authserv_id; /* who says so; believed only when the caller lists it */
    sg_span method;      /* "spf", "dkim", "dmarc", "arc", "iprev", ... lower case */
    sg_span result;      /* "pass", "fail", "softfail", "none", ... lower case */
    /* of header.d / header.i / smtp.mailfrom / smtp.helo / header.from, by method; lower case */
    sg_span domain;
    sg_span selector; /* header.s */
    sg_span shown;    /* "dkim=pass header.d=example.jp" as written */
};

/* Read one field and push what it says (at most SG_MAX_AUTH_RESULTS in the list).  Comments and
 * quoted strings are handled; "none" gives no entry. */
struct sg_auth_list {
    struct sg_auth_result *at;
    size_t n, room;
};

void sg_auth_results_read(struct sg_arena *arena, const struct sg_field *field,
                          struct sg_auth_list *out, struct sg_oddities *oddities);

/* In whose name the field speaks; empty when it does not say. */
sg_span sg_auth_results_id(const struct sg_field *field);

#endif
