#include "service/log.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "text/unicode.h"

enum {
    TIME_ROOM = 32, /* octets of what stands before a line */
    LAST_ROOM = 10, /* octets kept for " cut=yes" and the newline */
};

const char *const sg_log_level_ids[SG_N_LOG_LEVELS + 1] = { "error", "warning", "info", "debug",
                                                            NULL };

static const char *const PRIORITIES[SG_N_LOG_LEVELS] = { "<3>", "<4>", "<6>", "<7>" };

/* The two things that are the process's, not an examination's: where lines go and which. */
static _Atomic int least_level = SG_LOG_INFO;
static _Atomic bool is_journal;

void sg_log_open(enum sg_log_level least)
{
    const char *journal = getenv("JOURNAL_STREAM");
    atomic_store(&is_journal, journal != NULL && *journal != '\0');
    sg_log_set_least(least);
}

void sg_log_set_least(enum sg_log_level least)
{
    assert(least < SG_N_LOG_LEVELS);
    atomic_store(&least_level, (int)least);
}

bool sg_log_is_on(enum sg_log_level level)
{
    return (int)level <= atomic_load_explicit(&least_level, memory_order_relaxed);
}

/* Octets that stand as they are in a value without quotes. */
static bool is_plain(sg_span s)
{
    for (size_t i = 0; i < s.len; i++) {
        int c = sg_at(s, i);
        if (c <= ' ' || c >= 0x7f || c == '"' || c == '=' || c == '\\')
            return false;
    }
    return s.len > 0;
}

/* The octets of the character at `i`, or 0 when it is to be escaped: not UTF-8, a control, or one that turns the
 * direction of a line or is not seen. */
static size_t sound_octets(sg_span s, size_t i)
{
    int c = sg_at(s, i);
    if (c < 0x80)
        return c >= ' ' && c != 0x7f;
    size_t n = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
    sg_span character = sg_cut(s, i, n);
    if (character.len < n || !sg_utf8_valid(character))
        return 0;
    bool is_c1 = c == 0xc2 && sg_at(s, i + 1) < 0xa0;
    bool is_format = c == 0xe2 && (sg_at(s, i + 1) == 0x80 || sg_at(s, i + 1) == 0x81);
    return is_c1 || is_format ? 0 : n;
}

static void put_escaped(struct sg_buf *b, int c)
{
    if (c == '\n')
        sg_put_text(b, "\\n");
    else if (c == '\t')
        sg_put_text(b, "\\t");
    else
        sg_putf(b, "\\x%02x", (unsigned)c);
}

static void put_quoted(struct sg_buf *b, sg_span s)
{
    sg_put_octet(b, '"');
    for (size_t i = 0; i < s.len;) {
        size_t n = sound_octets(s, i);
        if (n == 0) {
            put_escaped(b, sg_at(s, i++));
            continue;
        }
        if (sg_at(s, i) == '"' || sg_at(s, i) == '\\')
            sg_put_octet(b, '\\');
        sg_put(b, sg_cut(s, i, n));
        i += n;
    }
    sg_put_octet(b, '"');
}

static void put_value(struct sg_buf *b, const struct sg_log_field *field)
{
    if (field->kind == SG_LOG_NUMBER) {
        sg_putf(b, "%lld", (long long)field->number);
        return;
    }
    if (is_plain(field->text) && field->text.len <= SG_LOG_VALUE) {
        sg_put(b, field->text);
        return;
    }
    put_quoted(b, sg_utf8_cut(field->text, SG_LOG_VALUE));
    if (field->text.len > SG_LOG_VALUE)
        sg_put_text(b, "...");
}

/* ` key=value`, or nothing and false when there is no room for it. */
static bool put_field(struct sg_buf *line, const struct sg_log_field *field)
{
    uint8_t room[SG_LOG_LINE];
    struct sg_buf b = { .at = room, .room = sizeof(room), .ceiling = sizeof(room) };
    sg_putf(&b, " %s=", field->key);
    put_value(&b, field);
    if (b.cut || b.len > line->ceiling - line->len)
        return false;
    sg_put(line, sg_buf_span(&b));
    return true;
}

void sg_log_format(enum sg_log_level level, const char *event, const struct sg_log_field *fields,
                   struct sg_buf *line)
{
    assert(level < SG_N_LOG_LEVELS && line->ceiling > line->len + LAST_ROOM);
    bool is_whole = true;
    line->ceiling -= LAST_ROOM;
    sg_putf(line, "level=%s event=%s", sg_log_level_ids[level], event);
    for (; is_whole && fields != NULL && fields->key != NULL; fields++)
        is_whole = put_field(line, fields);
    line->ceiling += LAST_ROOM;
    sg_put_text(line, is_whole ? "\n" : " cut=yes\n");
}

static void put_time(struct sg_buf *b)
{
    struct tm tm = { 0 };
    time_t now = time(NULL);
    char text[TIME_ROOM];
    if (gmtime_r(&now, &tm) != NULL && strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ ", &tm) > 0)
        sg_put_text(b, text);
}

void sg_log(enum sg_log_level level, const char *event, const struct sg_log_field *fields)
{
    if (!sg_log_is_on(level))
        return;
    uint8_t room[SG_LOG_LINE];
    struct sg_buf line = { .at = room, .room = sizeof(room), .ceiling = sizeof(room) };
    if (atomic_load(&is_journal))
        sg_put_text(&line, PRIORITIES[level]);
    else
        put_time(&line);
    sg_log_format(level, event, fields, &line);
    ssize_t written = write(STDERR_FILENO, line.at, line.len);
    (void)written; /* whom should we tell */
}
