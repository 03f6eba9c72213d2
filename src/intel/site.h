/* intel/site.h - what only the house that runs this knows: which mailboxes there are, what its customers host. */
#ifndef SG_INTEL_SITE_H
#define SG_INTEL_SITE_H

#include "base/map.h"
#include "base/status.h"
#include "web/host.h"

struct sg_prefix { /* of addresses */
    uint8_t octets[16];
    size_t bits;
};

struct sg_site {
    struct sg_map mailboxes;       /* "taro@example.jp", lower case */
    struct sg_map mailbox_domains; /* "example.jp": its mailboxes are listed, all of them */
    struct sg_map hosted;          /* domains of customers */
    struct sg_prefix *prefixes;    /* addresses of customers */
    size_t n_prefixes;
};

/* Read `mailboxes` (an address a line) and `hosted` (a domain, an address or a block like 192.0.2.0/24 a line); NULL:
 * none.  Blank lines and lines that begin with '#' are skipped.  SG_E_VALUE names the line that is neither. */
SG_MUST_USE enum sg_status sg_site_read(struct sg_arena *arena, const struct sg_host_tools *tools,
                                        const char *mailboxes, const char *hosted,
                                        const struct sg_site **out, struct sg_error *err);

/* True when the list has mailboxes of the domain of `address` ("local@domain", lower case), and not this one. */
bool sg_site_lacks_mailbox(struct sg_arena *arena, const struct sg_site *site, sg_span address);

/* True when `host` is under a customer's domain or an address of a customer. */
bool sg_site_hosts(const struct sg_site *site, const struct sg_host *host);

#endif
