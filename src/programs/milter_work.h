/* programs/milter_work.h - the keeper of the milter: loads what is known, and has workers examine mails. */
#ifndef SG_PROGRAMS_MILTER_WORK_H
#define SG_PROGRAMS_MILTER_WORK_H

#include "programs/milter_settings.h"

/* Load the intel, then work at `channel` (service/office.h) until its other end is closed.  An exit status; what went wrong
 * was logged. */
int sg_milter_work(const struct sg_milter_settings *settings, int channel);

/* Load the intel and drop it again, as `--check-config` does.  An exit status; what is wrong goes to standard error. */
int sg_milter_try_intel(const struct sg_milter_settings *settings);

#endif
