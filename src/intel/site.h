/* intel/site.h - what only the house that runs this knows: which mailboxes there are, what its customers host, who wrote to it
 * before, what it was warned of. */
#ifndef SG_INTEL_SITE_H
#define SG_INTEL_SITE_H

#include "base/map.h"
#include "base/status.h"
#include "intel/feed.h"
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
    struct sg_map known_senders; /* "example.jp", "taro@free.example": lower case; n 0: no list */
    struct sg_feed feed;
};

/* Paths; NULL: none. */
struct sg_site_files {
    const char *mailboxes; /* a mail address a line */
    const char *hosted;    /* a domain, an address or a block like 192.0.2.0/24 a line */
    const char *
        known_senders; /* a domain or a mail address a line; with a number before it, how often it was seen */
    const char *feed; /* intel/feed.h */
};

/* Read the files.  Blank lines and lines that begin with '#' are skipped.  SG_E_VALUE names the line that is not what
 * its file holds. */
SG_MUST_USE enum sg_status sg_site_read(struct sg_arena *arena, const struct sg_host_tools *tools,
                                        const struct sg_site_files *files,
                                        const struct sg_site **out, struct sg_error *err);

/* True when the list has mailboxes of the domain of `address` ("local@domain", lower case), and not this one. */
bool sg_site_lacks_mailbox(struct sg_arena *arena, const struct sg_site *site, sg_span address);

/* True when `host` is under a customer's domain or an address of a customer. */
bool sg_site_hosts(const struct sg_site *site, const struct sg_host *host);

/* True when the list of senders has the registrable domain, or of a domain where anybody may have an address
 * (`is_shared`) the address itself. */
bool sg_site_knows_sender(struct sg_arena *arena, const struct sg_site *site, sg_span address,
                          sg_span registrable, bool is_shared);

#endif
