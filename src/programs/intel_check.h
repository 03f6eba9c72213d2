/* programs/intel_check.h - `shingan intel check`. */
#ifndef SG_PROGRAMS_INTEL_CHECK_H
#define SG_PROGRAMS_INTEL_CHECK_H

#include "programs/cli.h"

/* Say every mistake in the data on standard error, or what is in it; the exit status. */
int sg_intel_check(struct sg_cli *cli);

#endif
