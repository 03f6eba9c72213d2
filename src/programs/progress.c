#include "programs/progress.h"

#include <stdio.h>
#include <time.h>

enum { EVERY_MS = 100, BAR = 30 /* columns */ };

int64_t sg_now_ms(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void sg_progress_draw(struct sg_progress *p, size_t files, size_t mails)
{
    static const char full[] = "==============================";
    int64_t now = sg_now_ms();
    if (!p->is_shown || now - p->drawn_at < EVERY_MS)
        return;
    p->drawn_at = now;
    size_t done = p->total == 0 ? 0 : files * BAR / p->total;
    fprintf(stderr, "\r[%-*.*s] %zu/%zu (%zu)", BAR, (int)(done < BAR ? done : BAR), full, files,
            p->total, mails);
    (void)fflush(stderr);
}

void sg_progress_clear(struct sg_progress *p)
{
    if (p->is_shown && p->drawn_at > 0)
        fprintf(stderr, "\r\033[K");
}
