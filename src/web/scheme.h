/* web/scheme.h - the scheme of a URL, with the typing errors that browsers and people forgive. */
#ifndef SG_WEB_SCHEME_H
#define SG_WEB_SCHEME_H

#include "web/url.h"

struct sg_scheme_read {
    enum sg_scheme scheme;
    sg_span name;    /* lower case, as meant; empty when there is none */
    size_t len;      /* octets of the scheme and its colon as written */
    unsigned traits; /* SCHEME_TYPO, DEFANGED */
    bool is_special; /* http, https, ftp, file: has a host */
};

struct sg_scheme_read sg_scheme_read(struct sg_arena *arena, sg_span s);

#endif
