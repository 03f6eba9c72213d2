/* programs/intel_show.h - `shingan intel show BRAND`. */
#ifndef SG_PROGRAMS_INTEL_SHOW_H
#define SG_PROGRAMS_INTEL_SHOW_H

#include "programs/cli.h"

/* Print what is known of each brand, by its id, a name or a domain of its own; for one that is not known say which have
 * names like it.  The exit status. */
int sg_intel_show(const struct sg_cli *cli, int n, char **names);

#endif
