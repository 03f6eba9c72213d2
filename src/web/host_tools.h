/* web/host_tools.h - what host reading was opened with; for the files of this room only. */
#ifndef SG_WEB_HOST_TOOLS_H
#define SG_WEB_HOST_TOOLS_H

#include "web/host.h"

struct UIDNA;
struct psl_ctx_st;

struct sg_host_tools {
    struct sg_arena *arena; /* of this struct */
    struct UIDNA *idna;
    struct psl_ctx_st *icann; /* the public list's ICANN section and our supplement */
    struct psl_ctx_st *all;   /* with the private section */
};

#endif
