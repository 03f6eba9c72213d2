/* service/landlock.h - no file, no port, no signal to others; only for this room. */
#ifndef SG_SERVICE_LANDLOCK_H
#define SG_SERVICE_LANDLOCK_H

#include "service/calls.h"

/* Deny every right that this kernel's Landlock knows.  Needs PR_SET_NO_NEW_PRIVS. */
enum sg_built sg_landlock_nothing(void);

#endif
