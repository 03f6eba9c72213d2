/* programs/intel_compile.h - `shingan intel compile`. */
#ifndef SG_PROGRAMS_INTEL_COMPILE_H
#define SG_PROGRAMS_INTEL_COMPILE_H

#include "programs/cli.h"

/* Save what was compiled of the words of the data beside it; the exit status. */
int sg_intel_compile(const struct sg_cli *cli);

#endif
