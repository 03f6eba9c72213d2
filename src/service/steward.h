/* service/steward.h - the first process of a service: it keeps the front, which talks to the world, and the keeper, whose workers
 * read what the world sends; and does nothing else, so that it has no reason to die.
 *
 *   steward -+- front      any number of threads; asks the keeper (service/office.h)
 *            +- keeper     one thread; loads what is known, forks workers
 *
 * SIGHUP begins anew: the settings are read again, a keeper is started with them, and only when it is ready does the front get
 * the way to it; the one before ends when the last mail in its hands is answered.  If anything is wrong, all stays as it was.  A
 * keeper or a front that dies is replaced.  SIGTERM and SIGINT end it all.  systemd is told (sd_notify). */
#ifndef SG_SERVICE_STEWARD_H
#define SG_SERVICE_STEWARD_H

#include "base/status.h"

#include <stdbool.h>

struct sg_steward_plan {
    void *with; /* handed to all of these: */
    /* In the steward: the settings as they stand now, as a descriptor that the front and a keeper can read them from; -1 when
     * something is wrong with them, which was said. */
    int (*settings)(void *with);
    /* In the front: wait for the first keeper, say that it can be reached, work until SIGTERM; gives the exit status.  What comes on `control`: sg_steward_news(). */
    int (*front)(void *with, int settings, int control);
    /* In a keeper: work at `channel` (sg_office_run()); gives the exit status. */
    int (*keeper)(void *with, int settings, int channel);
    int64_t start_ms; /* within which a keeper or a front must be ready */
};

/* Until the end; gives the exit status. */
int sg_steward_run(const struct sg_steward_plan *plan);

/* ---- in the front ---- */

enum sg_steward_said {
    SG_STEWARD_SHIFT,  /* from now on `settings` and `channel`, both the caller's */
    SG_STEWARD_FAILED, /* settings were read again, and are wrong: all stays as it was */
    SG_STEWARD_GONE,   /* the steward is gone */
};

/* Wait for news. */
enum sg_steward_said sg_steward_news(int control, int *settings, int *channel);

/* The front can be reached. */
void sg_steward_ready(int control);

#endif
