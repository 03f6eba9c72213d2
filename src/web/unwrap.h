/* web/unwrap.h - links that carry another link: mail gateways' rewriters, redirectors, click trackers.
 *
 * Which hosts those are is data (data/hosters/wrappers.list); a target inside a link of any other host is no
 * pardon, because the sender wrote it. */
#ifndef SG_WEB_UNWRAP_H
#define SG_WEB_UNWRAP_H

#include "web/url.h"

enum sg_wrapper_coding {
    SG_WRAP_PARAMETER,     /* ?url=https%3A%2F%2F... in the named query parameter */
    SG_WRAP_BASE64,        /* the same, base64 */
    SG_WRAP_PATH,          /* the target stands in the path after `key` */
    SG_WRAP_PROOFPOINT_V2, /* urldefense v2: - for %, _ for / */
    SG_WRAP_PROOFPOINT_V3, /* urldefense v3: __https://...__;... */
    SG_WRAP_HOST,          /* the host itself is the target, dots as dashes: *.translate.goog */
};

struct sg_wrapper {
    sg_span domain; /* the host, or any host under it */
    sg_span path;   /* the path starts so; empty: any */
    sg_span key;    /* parameter name, or path prefix */
    enum sg_wrapper_coding coding;
    bool is_rewriter; /* put on by the receiver's gateway: not the sender's doing */
};

struct sg_wrappers {
    const struct sg_wrapper *at;
    size_t n;
};

struct sg_unwrapped {
    struct sg_url target; /* the innermost link; the link itself when nothing wraps it */
    const struct sg_wrapper *outermost; /* NULL: not wrapped */
    /* the outermost that is no gateway's: the sender sends through it; NULL: none */
    const struct sg_wrapper *senders;
    struct sg_host senders_host; /* the host of that one */
    size_t layers;
    bool cut; /* more than SG_MAX_UNWRAP layers */
};

struct sg_unwrapped sg_url_unwrap(struct sg_arena *arena, const struct sg_host_tools *tools,
                                  const struct sg_wrappers *wrappers, const struct sg_url *url);

#endif
