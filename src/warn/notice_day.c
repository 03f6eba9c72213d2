/* warn/notice_day.c - days as a notice writes them. */
#include "warn/clock.h"
#include "warn/notice.h"

enum {
    DAY_OCTETS = 10,   /* "2022-01-30" */
    FIRST_YEAR = 1980, /* of a day that a notice may name */
    LAST_YEAR = 9999,
};

sg_span sg_notice_day(struct sg_arena *arena, int64_t seconds)
{
    struct sg_buf out = SG_BUF_IN(arena, 32);
    sg_put_day(&out, seconds + SG_JAPAN);
    return sg_buf_done(&out);
}

static int64_t days_of(int64_t year, int64_t month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool is_leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && is_leap);
}

bool sg_notice_is_day(sg_span s)
{
    int64_t year = 0, month = 0, day = 0;
    return s.len == DAY_OCTETS && sg_at(s, 4) == '-' && sg_at(s, 7) == '-' &&
           sg_number(sg_cut(s, 0, 4), FIRST_YEAR, LAST_YEAR, &year) &&
           sg_number(sg_cut(s, 5, 2), 1, 12, &month) &&
           sg_number(sg_tail(s, 8), 1, days_of(year, month), &day);
}

void sg_notice_put_day(struct sg_buf *out, sg_span day, bool japanese)
{
    if (!japanese || !sg_notice_is_day(day)) {
        sg_put(out, day);
        return;
    }
    sg_put(out, sg_cut(day, 0, 4));
    sg_put_text(out, "年");
    sg_put(out, sg_cut(day, 5, 2));
    sg_put_text(out, "月");
    sg_put(out, sg_tail(day, 8));
    sg_put_text(out, "日");
}
