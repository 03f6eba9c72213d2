/* service/log.h - what a service tells its operator: one line an event, logfmt, on standard error.
 *
 *     <6>level=info event=mail-examined queue=4F2A ms=13 action=quarantine
 *     2026-01-31T09:15:00Z level=info event=...
 *
 * Where standard error is a journal's (JOURNAL_STREAM is set) a line begins with its priority (sd-daemon(3)), else with
 * the time in UTC.  A line goes out in one write(2), so that lines of many threads and processes never mix, and has at
 * most SG_LOG_LINE octets with its newline: a longer value is cut, ending in "...", and fields for which no room is left
 * give way to `cut=yes`.
 *
 * Mail content never comes here: no subject, address, link, file name or word of a mail.  Whoever hands over a span says
 * with it that its octets are ours (a file name of ours, a setting, a queue id that was checked, a system's error).  As a
 * second wall all but printable ASCII and sound UTF-8 is escaped: `\n`, `\t`, `\"`, `\\`, `\xHH`. */
#ifndef SG_SERVICE_LOG_H
#define SG_SERVICE_LOG_H

#include "base/buf.h"

enum sg_log_level { SG_LOG_ERROR, SG_LOG_WARNING, SG_LOG_INFO, SG_LOG_DEBUG, SG_N_LOG_LEVELS };

enum {
    SG_LOG_LINE = 1024, /* octets of a line */
    SG_LOG_VALUE = 300, /* octets of one value, before it is escaped */
};

/* "error", "warning", "info", "debug": for a table of settings.  Ends with NULL. */
extern const char *const sg_log_level_ids[SG_N_LOG_LEVELS + 1];

enum sg_log_kind { SG_LOG_TEXT, SG_LOG_NUMBER };

struct sg_log_field {
    const char *key; /* kebab-case, a literal; NULL ends a list */
    enum sg_log_kind kind;
    sg_span text;
    int64_t number;
};

static inline struct sg_log_field sg_log_text(const char *key, sg_span text)
{
    return (struct sg_log_field){ .key = key, .kind = SG_LOG_TEXT, .text = text };
}

/* `word` is one of a few words of ours: a level, an action, a cause. */
static inline struct sg_log_field sg_log_word(const char *key, const char *word)
{
    return sg_log_text(key, sg_span_of(word));
}

static inline struct sg_log_field sg_log_number(const char *key, int64_t number)
{
    return (struct sg_log_field){ .key = key, .kind = SG_LOG_NUMBER, .number = number };
}

/* sg_log(SG_LOG_INFO, "started", SG_LOG_WITH(sg_log_number("workers", 4), sg_log_word("walls", "all"))); */
#define SG_LOG_WITH(...) ((const struct sg_log_field[]){ __VA_ARGS__, { 0 } })

/* Find out where standard error goes.  Call it once, before there are threads; without it lines carry the time and
 * the least level is info. */
void sg_log_open(enum sg_log_level least);

/* May be called while other threads log. */
void sg_log_set_least(enum sg_log_level least);
bool sg_log_is_on(enum sg_log_level level); /* to spare the making of fields */

/* Write a line; `event` is kebab-case, a literal, and `fields` NULL for none.  A line that cannot be written is lost. */
void sg_log(enum sg_log_level level, const char *event, const struct sg_log_field *fields);

/* The line itself, without what stands before `level=`, ending in a newline; `line` has room for SG_LOG_LINE octets. */
void sg_log_format(enum sg_log_level level, const char *event, const struct sg_log_field *fields,
                   struct sg_buf *line);

#endif
