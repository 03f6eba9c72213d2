/* web/host_tools.h - what host reading was opened with; for the files of this room only. */
#ifndef SG_WEB_HOST_TOOLS_H
#define SG_WEB_HOST_TOOLS_H

#include "base/map.h"
#include "web/host.h"

struct sg_host_tools {
    struct sg_arena *arena; /* of this struct */
    void *idna;             /* the library's UTS #46 instance */
    void *icann;            /* the public list's ICANN section and our supplement */
    void *all;              /* with the private section */
    struct sg_map
        rules; /* the last two labels of each rule of more than one -> what it says of them */
};

struct sg_host_rules {
    sg_span domain;   /* the registrable domain of a host that is not ruled */
    bool has_private; /* a rule of the private section may stand at or above it */
};

/* True when the lists have to be asked about `host`; false when `out` says all that they would: most hosts
 * stand right under a top-level domain that sells names, or under a suffix of two labels (co.jp). */
bool sg_host_ruled(const struct sg_host_tools *tools, sg_span host, struct sg_host_rules *out);

#endif
