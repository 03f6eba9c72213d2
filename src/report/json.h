/* report/json.h - writing JSON (RFC 8259) as a stream.
 *
 * Strings are always valid UTF-8: malformed octets become U+FFFD, controls, bidi controls and invisible
 * characters \uXXXX, so that printing the JSON on a terminal is harmless.  No floating point. */
#ifndef SG_REPORT_JSON_H
#define SG_REPORT_JSON_H

#include "base/buf.h"

enum { SG_MAX_JSON_DEPTH = 12, SG_MAX_JSON_STRING = 2048 /* octets; the rest is cut with … */ };

struct sg_json {
    struct sg_buf *out;
    bool indented; /* one value a line; else everything on one line */
    unsigned depth;
    bool has_items[SG_MAX_JSON_DEPTH];
    char closers[SG_MAX_JSON_DEPTH];
};

/* `key` is NULL inside arrays and at the top. */
void sg_json_object(struct sg_json *j, const char *key);
void sg_json_array(struct sg_json *j, const char *key);
void sg_json_end(
    struct sg_json *j); /* of the innermost object or array; the last one ends the line */
void sg_json_text(struct sg_json *j, const char *key, sg_span text);
void sg_json_word(struct sg_json *j, const char *key, const char *ours); /* NULL gives null */
void sg_json_number(struct sg_json *j, const char *key, int64_t n);
void sg_json_bool(struct sg_json *j, const char *key, bool yes);
void sg_json_null(struct sg_json *j, const char *key);

/* Printable ASCII of our own making without quotes and backslashes, of any length: base64. */
void sg_json_ascii(struct sg_json *j, const char *key, sg_span ascii);

/* The text, or null when it is empty. */
void sg_json_text_or_null(struct sg_json *j, const char *key, sg_span text);

/* True when a further item might not fit under the ceiling: leave it out and say so. */
bool sg_json_is_full(const struct sg_json *j);

#endif
