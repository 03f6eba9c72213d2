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
    /* Where the lists have rules of more than one label: the last label of each of `icann`, and the last two
     * of each of the private section. */
    struct sg_map icann_under, private_under;
};

struct sg_host_rules {
    /* the last two labels of the host: its registrable domain when it is not ruled */
    sg_span domain;
    bool has_private; /* a rule of the private section may stand at or above it */
};

/* True when the lists have to be asked about `host`; false when `out` says all that they would: most hosts
 * stand right under a top-level domain that sells names. */
bool sg_host_ruled(const struct sg_host_tools *tools, sg_span host, struct sg_host_rules *out);

#endif
