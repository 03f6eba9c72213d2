/* mail/date.c - dates as mailers write them.
 *
 * Source: RFC 5322 3.3 and 4.3.  Read by what each word looks like and not by its position, because
 * real mail has them in every order: weekday missing, month first, ISO 8601, AM and PM, comments. */
#include "base/limits.h"
#include "mail/lines.h"
#include "mail/received.h"

struct date {
    int64_t year, month, day, hour, minute, second; /* year, month, day: -1 until seen */
    int offset;                                     /* minutes */
    bool has_time, has_offset, is_pm, is_am;
};

static const struct {
    const char *name;
    int offset; /* minutes east of UTC */
} zones[] = {
    { "gmt", 0 },    { "ut", 0 },     { "utc", 0 },    { "z", 0 },       { "est", -300 },
    { "edt", -240 }, { "cst", -360 }, { "cdt", -300 }, { "mst", -420 },  { "mdt", -360 },
    { "pst", -480 }, { "pdt", -420 }, { "jst", 540 },  { "kst", 540 },   { "cet", 60 },
    { "cest", 120 }, { "met", 60 },   { "mest", 120 }, { "mez", 60 },    { "bst", 60 },
    { "wet", 0 },    { "west", 60 },  { "eet", 120 },  { "eest", 180 },  { "msk", 180 },
    { "msd", 240 },  { "ist", 330 },  { "ict", 420 },  { "wib", 420 },   { "hkt", 480 },
    { "sgt", 480 },  { "awst", 480 }, { "aest", 600 }, { "aedt", 660 },  { "nzst", 720 },
    { "nzdt", 780 }, { "brt", -180 }, { "art", -180 }, { "akst", -540 }, { "akdt", -480 },
    { "hst", -600 }, { "sast", 120 },
};

static int month_of(sg_span word)
{
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    for (size_t i = 0; i < 12; i++)
        if (sg_lower(sg_at(word, 0)) == names[3 * i] &&
            sg_starts_nocase(word, (sg_span){ (const uint8_t *)names + 3 * i, 3 }))
            return (int)i + 1;
    return -1;
}

static bool digits_take(sg_span *s, size_t most, int64_t *n)
{
    size_t len = 0;
    while (len < most && sg_is_digit(sg_at(*s, len)))
        len++;
    if (!sg_number(sg_cut(*s, 0, len), 0, 9999, n))
        return false;
    *s = sg_tail(*s, len);
    return true;
}

static bool octet_take(sg_span *s, int octet)
{
    if (sg_at(*s, 0) != octet)
        return false;
    *s = sg_tail(*s, 1);
    return true;
}

/* "+0900", "-09:00", "+9", "-600". */
static bool offset_read(struct date *d, sg_span s)
{
    int sign = sg_at(s, 0) == '-' ? -1 : 1;
    int64_t n, minutes = 0;
    s = sg_tail(s, 1);
    size_t digits = 0;
    while (sg_is_digit(sg_at(s, digits)))
        digits++;
    if (d->has_offset || !digits_take(&s, 4, &n))
        return false;
    if (octet_take(&s, ':') && !digits_take(&s, 2, &minutes))
        return false;
    if (digits > 2) {
        minutes = n % 100;
        n /= 100;
    }
    if (n > 15 || minutes > 59)
        return false;
    d->offset = sign * (int)(n * 60 + minutes);
    d->has_offset = true;
    return true;
}

static void year_set(struct date *d, int64_t n, size_t digits)
{
    if (d->year >= 0)
        return;
    if (digits <= 2)
        d->year = n + (n < 50 ? 2000 : 1900);
    else
        d->year = digits == 3 ? n + 1900 : n;
}

static bool time_read(struct date *d, sg_span s)
{
    int64_t hour, minute, second = 0, fraction;
    if (d->has_time || !digits_take(&s, 2, &hour) || !octet_take(&s, ':') ||
        !digits_take(&s, 2, &minute))
        return false;
    if (octet_take(&s, ':') && !digits_take(&s, 2, &second))
        return false;
    if (octet_take(&s, '.') || octet_take(&s, ','))
        while (digits_take(&s, 4, &fraction)) {
        }
    d->hour = hour;
    d->minute = minute;
    d->second = second;
    d->has_time = true;
    if (sg_lower(sg_at(s, 0)) == 'z')
        d->has_offset = true;
    else if (sg_at(s, 0) == '+' || sg_at(s, 0) == '-')
        offset_read(d, s);
    else if (sg_lower(sg_at(s, 0)) == 'p')
        d->is_pm = true;
    return true;
}

/* "2024-05-01", "2024/05/01", "1-May-2024", "01-05-2024" (day first), each also with "T..." behind. */
static bool joined_read(struct date *d, sg_span s)
{
    int separator = sg_find(s, '-', 0) < s.len ? '-' : '/';
    int64_t first, middle, last;
    size_t first_digits = sg_find(s, (uint8_t)separator, 0);
    if (d->day >= 0 || !digits_take(&s, 4, &first) || !octet_take(&s, separator))
        return false;
    if (sg_is_alpha(sg_at(s, 0))) {
        middle = month_of(s);
        s = sg_tail(s, sg_find(s, (uint8_t)separator, 0));
    } else if (!digits_take(&s, 2, &middle)) {
        return false;
    }
    size_t before = s.len;
    if (!octet_take(&s, separator) || !digits_take(&s, 4, &last))
        return false;
    size_t last_digits = before - 1 - s.len;
    if (first_digits != 4 && separator == '/')
        return false; /* day or month first: nobody can tell */
    d->year = -1;
    year_set(d, first_digits == 4 ? first : last, first_digits == 4 ? 4 : last_digits);
    d->month = middle;
    d->day = first_digits == 4 ? last : first;
    if (sg_lower(sg_at(s, 0)) == 't')
        time_read(d, sg_tail(s, 1));
    return true;
}

static void number_read(struct date *d, sg_span word)
{
    int64_t n;
    if (!sg_number(word, 0, 9999, &n))
        return;
    if (d->day < 0 && n >= 1 && n <= 31 && word.len <= 3)
        d->day = n;
    else if (word.len >= 2 && word.len <= 4)
        year_set(d, n, word.len);
}

static void name_read(struct date *d, sg_span word)
{
    size_t sign = sg_find(word, '+', 0);
    if (sign == word.len)
        sign = sg_find(word, '-', 0);
    if (d->month < 0 && word.len >= 3 && month_of(word) > 0) {
        d->month = month_of(word);
        return;
    }
    d->is_pm |= sg_is(word, "pm");
    d->is_am |= sg_is(word, "am");
    if (d->has_offset || !d->has_time)
        return;
    if (sign < word.len) {
        offset_read(d, sg_tail(word, sign));
        return;
    }
    for (size_t i = 0; i < sizeof(zones) / sizeof(*zones); i++)
        if (sg_is(word, zones[i].name)) {
            d->offset = zones[i].offset;
            d->has_offset = true;
        }
}

static bool has(sg_span word, int octet)
{
    for (size_t i = 1; i < word.len; i++)
        if (sg_at(word, i) == octet)
            return true;
    return false;
}

static void word_read(struct date *d, sg_span word)
{
    int c = sg_at(word, 0);
    if ((c == '+' || c == '-') && sg_is_digit(sg_at(word, 1)))
        offset_read(d, word);
    else if (!sg_is_digit(c))
        name_read(d, word);
    else if ((has(word, '-') || has(word, '/')) && joined_read(d, word))
        return;
    else if (has(word, ':'))
        time_read(d, word);
    else
        number_read(d, word);
}

static int64_t days_in(int64_t year, int64_t month)
{
    static const uint8_t days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap ? 1 : 0);
}

/* Days since 1970-01-01 in the Gregorian calendar (Howard Hinnant's days_from_civil). */
static int64_t days_since_1970(int64_t year, int64_t month, int64_t day)
{
    int64_t y = month <= 2 ? year - 1 : year;
    int64_t era = y / 400, of_era = y - era * 400;
    int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static bool is_sound(const struct date *d)
{
    return d->year >= 1900 && d->year <= 9999 && d->month >= 1 && d->month <= 12 && d->day >= 1 &&
           d->day <= days_in(d->year, d->month) && d->hour <= 23 && d->minute <= 59 &&
           d->second <= 60;
}

bool sg_date_read(sg_span s, int64_t *seconds, int *offset_minutes)
{
    struct date d = { .year = -1, .month = -1, .day = -1 };
    static const struct sg_octets ends = SG_EIGHT(' ', '\t', '\r', '\n', ',', '(', ',', '(');
    s = sg_cut(s, 0, SG_MAX_DATE);
    for (size_t i = sg_skip_comments(s, 0); i < s.len; i = sg_skip_comments(s, i)) {
        size_t end = sg_find_any(s, &ends, i);
        word_read(&d, sg_cut(s, i, end - i));
        i = sg_at(s, end) == ',' ? end + 1 : end;
    }
    if (d.is_pm && d.hour < 12)
        d.hour += 12;
    else if (d.is_am && d.hour == 12)
        d.hour = 0;
    if (!is_sound(&d))
        return false;
    *seconds = days_since_1970(d.year, d.month, d.day) * 86400 + d.hour * 3600L + d.minute * 60L +
               d.second - d.offset * 60L;
    *offset_minutes = d.offset;
    return true;
}
