#include "warn/clock.h"

#include <time.h>

static bool read_time(int64_t time, struct tm *out)
{
    const time_t at = (time_t)time;
    return gmtime_r(&at, out) != NULL;
}

static void put_clock(struct sg_buf *out, int64_t time, const char *between, const char *zone)
{
    struct tm t;
    if (read_time(time, &t))
        sg_putf(out, "%04d-%02d-%02d%s%02d:%02d:%02d%s", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday,
                between, t.tm_hour, t.tm_min, t.tm_sec, zone);
}

void sg_put_day(struct sg_buf *out, int64_t time)
{
    struct tm t;
    if (read_time(time, &t))
        sg_putf(out, "%04d-%02d-%02d", t.tm_year + 1900, t.tm_mon + 1, t.tm_mday);
}

void sg_put_iso_time(struct sg_buf *out, int64_t time)
{
    put_clock(out, time, "T", "Z");
}

void sg_put_two_times(struct sg_buf *out, int64_t time)
{
    put_clock(out, time, " ", " UTC (");
    put_clock(out, time + SG_JAPAN, " ", " JST, UTC+09:00)");
}

void sg_put_mail_time(struct sg_buf *out, int64_t time)
{
    static const char days[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
    static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    struct tm t;
    if (read_time(time, &t))
        sg_putf(out, "%s, %d %s %04d %02d:%02d:%02d +0000", days[t.tm_wday], t.tm_mday,
                months[t.tm_mon], t.tm_year + 1900, t.tm_hour, t.tm_min, t.tm_sec);
}
