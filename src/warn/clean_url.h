/* warn/clean_url.h - an address that may be published: without what tells who received it.
 *
 * Lures carry their recipient's address in the link, plain or encoded, or a number that stands for it.  Whoever opens or
 * publishes such a link tells the sender who read his mail.  So of a URL remain scheme, host, port and as much of path and
 * query as no recipient can be told from: what is long, mixed or encoded is taken out, since nobody can tell a page's
 * number from a recipient's. */
#ifndef SG_WARN_CLEAN_URL_H
#define SG_WARN_CLEAN_URL_H

#include "report/mask.h"
#include "web/url.h"

struct sg_clean_url {
    sg_span url; /* ASCII; empty when `url` has no host */
    sg_span
        host; /* of it, without the labels before what is registered where they name the recipient */
    bool is_cleaned; /* it is not the whole URL */
};

struct sg_clean_url sg_clean_url(const struct sg_mask *mask, const struct sg_url *url);

/* True for what may stand for a recipient: an address, a long run of digits, letters and digits mixed, an encoding. */
bool sg_is_personal_token(sg_span s);

#endif
