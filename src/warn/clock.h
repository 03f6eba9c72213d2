/* warn/clock.h - times as what goes out writes them; all are seconds since 1970.  A time that no calendar holds is written as
 * nothing. */
#ifndef SG_WARN_CLOCK_H
#define SG_WARN_CLOCK_H

#include "base/buf.h"

enum { SG_JAPAN = 9 * 60 * 60 /* seconds east of UTC, without summer time */ };

void sg_put_day(struct sg_buf *out, int64_t time); /* "2026-02-03", in UTC */
void sg_put_iso_time(struct sg_buf *out,
                     int64_t time); /* RFC 3339, in UTC: "2026-02-03T04:05:06Z" */
void sg_put_mail_time(struct sg_buf *out, int64_t time); /* RFC 5322, in UTC */

/* "2022-01-30 00:00:05 UTC (2022-01-30 09:00:05 JST, UTC+09:00)" */
void sg_put_two_times(struct sg_buf *out, int64_t time);

#endif
