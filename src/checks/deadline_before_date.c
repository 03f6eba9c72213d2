/* deadline-before-date: it is to be done by a day that was over when the mail was written.
 *
 * Source: WORDING 3; lures are sent again and again.  Quiet for days without a year, where the sentence speaks of what was done or missed
 * by that day ("までにお申し込みいただいた"), asks nothing, or lies years back; in replies and forwards, on lists, in reports and
 * notices, and where the mail's own date cannot be trusted.  Known false alarm: wrong clocks. */
#include "base/buf.h"
#include "facts/check.h"
#include "text/unicode.h"

static const struct sg_finding_kind kinds[] = {
    { "deadline-before-date", SG_GROUP_WORDING, SG_HEURISTIC, SG_PART_NONE },
    { 0 },
};

enum {
    READ = 12000,   /* octets of a text */
    BESIDE = 60,    /* octets on a side of a date that belong to its sentence */
    SENTENCE = 240, /* octets of the rest of the sentence and what follows it */
    MAX_DATES = 20,
    DAY = 24 * 60 * 60,
    GRACE = 2 * DAY, /* seconds: the day itself and time zones */
    LONG_AGO = 180 * DAY,
};

static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun",
                                      "jul", "aug", "sep", "oct", "nov", "dec" };

struct day {
    int64_t year, month, day;
    struct sg_range at; /* of the text */
};

static bool holds_any(sg_span s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (sg_holds(s, sg_span_of(words[i])))
            return true;
    return false;
}

/* One or two digits at `*at`, blanks before them; `*at` goes past them. */
static bool read_number(sg_span s, size_t *at, int64_t most, int64_t *n)
{
    while (sg_at(s, *at) == ' ')
        *at += 1;
    size_t len = !sg_is_digit(sg_at(s, *at)) ? 0 : 1 + (size_t)sg_is_digit(sg_at(s, *at + 1));
    bool is_read = sg_number(sg_cut(s, *at, len), 1, most, n);
    *at += len;
    return is_read;
}

/* "年", "/", "-", "." with blanks before; how long it is. */
static size_t separator(sg_span s, size_t at, const char *kanji)
{
    size_t blanks = sg_at(s, at) == ' ' ? 1 : 0;
    sg_span rest = sg_tail(s, at + blanks);
    if (sg_starts(rest, sg_span_of(kanji)))
        return blanks + sg_span_of(kanji).len;
    int c = sg_at(rest, 0);
    return blanks == 0 && (c == '/' || c == '-' || c == '.') ? 1 : 0;
}

/* "2022年6月5日", "2022/6/5" where the year stands at `at`. */
static bool read_after_year(sg_span s, size_t at, struct day *d)
{
    size_t i = at + 4, sep = separator(s, i, "年");
    i += sep;
    if (sep == 0 || !read_number(s, &i, 12, &d->month))
        return false;
    sep = separator(s, i, "月");
    i += sep;
    if (sep == 0 || !read_number(s, &i, 31, &d->day))
        return false;
    d->at = (struct sg_range){ at, i - at };
    return true;
}

/* "june 5, 2022", "5 june 2022" where the year stands at `at`. */
static bool read_before_year(sg_span s, size_t at, struct day *d)
{
    size_t from = at < 20 ? 0 : at - 20;
    sg_span before = sg_cut(s, from, at - from);
    for (size_t m = 0; m < 12; m++) {
        size_t i = sg_find_span(before, sg_span_of(months[m]), 0);
        if (i == before.len)
            continue;
        size_t after = i + 3, day_at = i < 3 ? 0 : i - 3;
        while (sg_is_alpha(sg_at(before, after)) || sg_at(before, after) == '.')
            after++;
        bool is_day_first = sg_is_digit(sg_at(before, day_at + (sg_at(before, day_at) == ' ')));
        size_t start = from + (is_day_first ? day_at : i);
        d->month = (int64_t)m + 1;
        d->at = (struct sg_range){ start, at + 4 - start };
        return read_number(before, is_day_first ? &day_at : &after, 31, &d->day);
    }
    return false;
}

static bool is_demand(sg_span s, const struct day *d)
{
    static const char *const until[] = { "まで", "迄", "より前", "よりも前", "以前に" };
    static const char *const by[] = { "by ", "before ", "until ", "no later than", "deadline" };
    static const char *const asks[] = { "ください", "下さい",   "お願い",   "必要",   "ない場合",
                                        "ないと",   "なければ", "please",   "must",   "will be",
                                        "have to",  "need to",  "to avoid", "failure" };
    static const char *const past[] = { "いただいた", "頂いた", "された", "した方",
                                        "した場合",   "ました", "でした", "過ぎ",
                                        "had ",       "was ",   "were ",  "since" };
    static const char *const missed[] = { "過ぎ", "確認でき", "未納",     "滞納",
                                          "延滞", "overdue",  "past due", "not received" };
    size_t end = d->at.from + d->at.len;
    size_t from = d->at.from < BESIDE ? 0 : d->at.from - BESIDE;
    sg_span left = sg_cut(s, from, d->at.from - from), right = sg_cut(s, end, SENTENCE);
    sg_span own = sg_cut(right, 0, sg_find_span(right, SG_SPAN("。"), 0));
    bool is_until = holds_any(sg_cut(own, 0, 30), until, sizeof(until) / sizeof(*until)) ||
                    holds_any(sg_utf8_end(left, 24), by, sizeof(by) / sizeof(*by));
    return is_until && holds_any(right, asks, sizeof(asks) / sizeof(*asks)) &&
           !holds_any(own, past, sizeof(past) / sizeof(*past)) &&
           !holds_any(right, missed, sizeof(missed) / sizeof(*missed));
}

/* Noon of that day in Japan; good enough with the grace. */
static bool seconds_of(struct sg_arena *arena, const struct day *d, int64_t *seconds)
{
    struct sg_buf text = SG_BUF_IN(arena, 64);
    int offset;
    sg_putf(&text, "%lld %s %lld 12:00:00 +0900", (long long)d->day, months[d->month - 1],
            (long long)d->year);
    return sg_date_read(sg_buf_done(&text), seconds, &offset);
}

static bool is_over(const struct sg_facts *facts, const struct day *d)
{
    int64_t seconds, date = facts->mail->date;
    const struct sg_received *border = facts->sender.boundary;
    if (border != NULL && border->has_time && border->time < date)
        date = border->time;
    return seconds_of(facts->arena, d, &seconds) && seconds < date - GRACE &&
           seconds > date - LONG_AGO;
}

static bool is_found(const struct sg_facts *facts, const struct sg_passage *p,
                     struct sg_findings *out)
{
    sg_span s = sg_cut(p->folded.utf8, 0, READ);
    size_t at = sg_find_span(s, SG_SPAN("20"), 0);
    for (size_t n = 0; at < s.len && n < MAX_DATES; at = sg_find_span(s, SG_SPAN("20"), at + 2)) {
        struct day d;
        if (sg_is_digit(at == 0 ? -1 : sg_at(s, at - 1)) || sg_is_digit(sg_at(s, at + 4)) ||
            !sg_number(sg_cut(s, at, 4), 2000, 2099, &d.year))
            continue;
        n++;
        if ((!read_after_year(s, at, &d) && !read_before_year(s, at, &d)) || !is_demand(s, &d) ||
            !is_over(facts, &d))
            continue;
        sg_span shown = sg_passage_source(p, d.at);
        struct sg_finding *f = sg_found(out, &kinds[0]);
        sg_found_arg(f, "shown", shown);
        sg_found_text(f, &p->text, shown);
        return true;
    }
    return false;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    if (!facts->mail->has_date || facts->is_notice || facts->is_list || facts->is_report ||
        facts->is_conversation || facts->as != NULL)
        return;
    for (size_t i = 1; i < facts->n_passages; i++)
        if (is_found(facts, &facts->passages[i], out))
            return;
}

const struct sg_check sg_check_deadline_before_date = {
    .name = "deadline-before-date",
    .looks_for = "a deadline that was over when the mail was written",
    .kinds = kinds,
    .run = run,
};
