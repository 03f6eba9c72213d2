/* web/url.h - a URL as browsers resolve it, and what a person was meant to see in it.
 *
 * Source: WHATWG URL standard (parsing, host parsing, IPv4 numbers in every base), UTS #46
 * non-transitional.  Where a reader is meant to be deceived, that is kept as a trait. */
#ifndef SG_WEB_URL_H
#define SG_WEB_URL_H

#include "web/host.h"

/* Bits. */
enum sg_url_trait {
    /* hhttps://, ttps://, http:/host, https;// */
    SG_URL_SCHEME_TYPO = 1 << 0,
    /* a backslash where a slash belongs */
    SG_URL_BACKSLASH = 1 << 1,
    /* name@ before the host */
    SG_URL_USERINFO = 1 << 2,
    /* an address not written as dotted decimal: 0x7f.1, 2130706433 */
    SG_URL_NUMERIC_HOST = 1 << 3,
    /* %65 in the host */
    SG_URL_PERCENT_HOST = 1 << 4,
    /* full-width letters, ideographic stop: UTS #46 changed it */
    SG_URL_MAPPED_HOST = 1 << 5,
    /* U+2215, U+2044, U+29F8, U+FF0F and the like in userinfo or host */
    SG_URL_FAKE_SLASH = 1 << 6,
    /* hxxp://, [.], (dot): written so as not to be clicked */
    SG_URL_DEFANGED = 1 << 7,
    /* a port that is not its scheme's default, 80 or 443 */
    SG_URL_ODD_PORT = 1 << 8,
    /* tabs or line ends inside, which browsers drop */
    SG_URL_BLANKS = 1 << 9,
    /* "www.example.jp/x" in text: http was supplied */
    SG_URL_NO_SCHEME = 1 << 10,
    /* longer than SG_MAX_URL */
    SG_URL_CUT = 1 << 11,
};

enum sg_scheme {
    SG_SCHEME_NONE, /* relative, or no URL */
    SG_SCHEME_HTTP,
    SG_SCHEME_HTTPS,
    SG_SCHEME_FTP,
    SG_SCHEME_MAILTO,
    SG_SCHEME_TEL, /* tel, sms */
    SG_SCHEME_DATA,
    SG_SCHEME_SCRIPT, /* javascript, vbscript */
    SG_SCHEME_CID,
    SG_SCHEME_FILE,
    SG_SCHEME_OTHER,
};

struct sg_url {
    sg_span raw;   /* as written */
    bool is_valid; /* a browser would go there; else only raw, scheme and traits mean anything */
    enum sg_scheme scheme;
    sg_span scheme_name; /* lower case, without the colon; after repair */
    sg_span userinfo;    /* as written, before the last @ of the authority */
    struct sg_host host; /* kind NONE for mailto: and the like */
    int port;            /* -1: the scheme's default */
    /* with its slash, dot segments resolved, as percent-encoded by WHATWG; opaque paths as
     * written */
    sg_span path;
    sg_span query, fragment; /* without ? and # */
    bool has_query, has_fragment;
    sg_span href;    /* serialised as a browser would; the raw text when not valid */
    unsigned traits; /* enum sg_url_trait */
};

/* Read `raw` (a href, or a URL found in text).  `base` may be NULL: relative references are then not
 * valid.  `tools` gives IDNA and suffixes. */
struct sg_url sg_url_read(struct sg_arena *arena, const struct sg_host_tools *tools, sg_span raw,
                          const struct sg_url *base);

#endif
