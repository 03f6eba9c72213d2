/* programs/progress.h - a bar on standard error while many mails are examined. */
#ifndef SG_PROGRAMS_PROGRESS_H
#define SG_PROGRAMS_PROGRESS_H

#include "base/span.h"

struct sg_progress {
    bool is_shown;    /* standard error is a terminal */
    size_t total;     /* files */
    int64_t drawn_at; /* milliseconds */
};

void sg_progress_draw(struct sg_progress *progress, size_t files, size_t mails);
void sg_progress_clear(struct sg_progress *progress);
int64_t sg_now_ms(void); /* a clock that only goes forward */

#endif
