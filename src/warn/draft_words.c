/* warn/draft_words.c - sentences and times of drafts. */
#include "report/shown.h"
#include "warn/draft_parts.h"

enum {
    DAY = 24 * 60 * 60,  /* seconds */
    JAPAN = 9 * 60 * 60, /* seconds east of UTC, without summer time */
    ID_ROOM = 64,
    EPOCH_TO_MARCH_0 = 719468, /* days from 0000-03-01 to 1970-01-01 */
    DAYS_OF_ERA = 146097,      /* in 400 years */
    THURSDAY = 4,              /* 1970-01-01 */
};

/* ---- words ---- */

struct sentence {
    struct sg_buf *out;
    const struct sg_draft_value *values;
    size_t n;
};

static sg_span value_of(const struct sentence *s, sg_span name)
{
    for (size_t i = 0; i < s->n; i++)
        if (sg_same(name, sg_span_of(s->values[i].name)))
            return s->values[i].value;
    return (sg_span){ 0 };
}

/* Without double brackets; false when a value in it is empty. */
static bool put_flat(const struct sentence *s, sg_span text)
{
    bool is_whole = true;
    while (text.len > 0) {
        size_t brace = sg_find(text, '{', 0);
        sg_put(s->out, sg_cut(text, 0, brace));
        if (brace == text.len)
            break;
        size_t end = sg_find(text, '}', brace);
        sg_span value = value_of(s, sg_cut(text, brace + 1, end - brace - 1));
        is_whole = is_whole && value.len > 0;
        sg_put(s->out, value);
        text = sg_tail(text, end + 1);
    }
    return is_whole;
}

void sg_put_draft_word(struct sg_buf *out, const struct sg_words *words, const char *id,
                       const struct sg_draft_value *values, size_t n)
{
    sg_span text = sg_words_in(words, "draft", sg_span_of(id));
    struct sentence s = { out, values, n };
    while (text.len > 0) {
        size_t open = sg_find_span(text, SG_SPAN("[["), 0);
        (void)put_flat(&s, sg_cut(text, 0, open));
        if (open == text.len)
            break;
        size_t close = sg_find_span(text, SG_SPAN("]]"), open), was = out->len;
        if (!put_flat(&s, sg_cut(text, open + 2, close - open - 2)))
            out->len = was;
        text = sg_tail(text, close + 2);
    }
}

sg_span sg_draft_shown(struct sg_arena *arena, sg_span s)
{
    struct sg_buf out = SG_BUF_IN(arena, (size_t)16 * SG_MAX_SPECIMEN_TEXT);
    sg_put_shown(&out, NULL, s, (struct sg_showing){ 0 });
    return sg_buf_done(&out);
}

sg_span sg_draft_host(struct sg_arena *arena, sg_span host)
{
    struct sg_buf out = SG_BUF_IN(arena, (size_t)16 * SG_MAX_SPECIMEN_TEXT);
    sg_put_shown(&out, NULL, host, (struct sg_showing){ .is_url = true });
    return sg_buf_done(&out);
}

/* ---- times ---- */

struct civil {
    int year, month, day, weekday, hour, minute, second;
};

/* Howard Hinnant's civil_from_days, in the Gregorian calendar. */
static struct civil civil_of(int64_t seconds)
{
    int64_t days = seconds / DAY - (seconds % DAY < 0);
    int64_t rest = seconds - days * DAY;
    int64_t z = days + EPOCH_TO_MARCH_0;
    int64_t era = (z >= 0 ? z : z - (DAYS_OF_ERA - 1)) / DAYS_OF_ERA;
    int64_t of_era = z - era * DAYS_OF_ERA;
    int64_t years = (of_era - of_era / 1460 + of_era / 36524 - of_era / (DAYS_OF_ERA - 1)) / 365;
    int64_t of_year = of_era - (365 * years + years / 4 - years / 100);
    int64_t from_march = (5 * of_year + 2) / 153;
    struct civil c = { .day = (int)(of_year - (153 * from_march + 2) / 5 + 1),
                       .month = (int)(from_march < 10 ? from_march + 3 : from_march - 9),
                       .weekday = (int)(((days + THURSDAY) % 7 + 7) % 7),
                       .hour = (int)(rest / 3600),
                       .minute = (int)(rest / 60 % 60),
                       .second = (int)(rest % 60) };
    c.year = (int)(years + era * 400 + (c.month <= 2));
    return c;
}

static void put_clock(struct sg_buf *out, int64_t seconds, const char *between, const char *zone)
{
    struct civil c = civil_of(seconds);
    sg_putf(out, "%04d-%02d-%02d%s%02d:%02d:%02d%s", c.year, c.month, c.day, between, c.hour,
            c.minute, c.second, zone);
}

void sg_put_two_times(struct sg_buf *out, int64_t seconds)
{
    put_clock(out, seconds, " ", " UTC (");
    put_clock(out, seconds + JAPAN, " ", " JST, UTC+09:00)");
}

void sg_put_iso_time(struct sg_buf *out, int64_t seconds)
{
    put_clock(out, seconds, "T", "Z");
}

void sg_put_mail_time(struct sg_buf *out, int64_t seconds)
{
    static const char days[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
    static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    struct civil c = civil_of(seconds);
    sg_putf(out, "%s, %d %s %04d %02d:%02d:%02d +0000", days[c.weekday], c.day, months[c.month - 1],
            c.year, c.hour, c.minute, c.second);
}
