/* programs/milter_session.h - the conversation with Postfix, by way of libmilter: collect a mail, ask, act. */
#ifndef SG_PROGRAMS_MILTER_SESSION_H
#define SG_PROGRAMS_MILTER_SESSION_H

#include "programs/milter_shift.h"
#include "service/metrics.h"

/* Talk until the process gets SIGTERM.  `shifts` gives what is in force when a mail ends; an octet is written to `ready` once
 * Postfix can connect.  An exit status; what went wrong was logged.  Threads are libmilter's. */
int sg_milter_talk(struct sg_shifts *shifts, struct sg_metrics *metrics, int ready);

#endif
