/* web/host_tools.h - what host reading was opened with; for the files of this room only. */
#ifndef SG_WEB_HOST_TOOLS_H
#define SG_WEB_HOST_TOOLS_H

#include "web/host.h"

struct sg_host_tools {
    struct sg_arena *arena; /* of this struct */
    void *idna;             /* the library's UTS #46 instance */
    void *icann;            /* the public list's ICANN section and our supplement */
    void *all;              /* with the private section */
};

#endif
