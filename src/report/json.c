#include "report/json.h"

#include <assert.h>
#include <inttypes.h>

#include "text/unicode.h"

/* Comma, line break, indent and key: what comes before every value. */
static void put_lead(struct sg_json *j, const char *key)
{
    if (j->depth > 0) {
        if (j->has_items[j->depth - 1])
            sg_put_octet(j->out, ',');
        j->has_items[j->depth - 1] = true;
        if (j->indented)
            sg_putf(j->out, "\n%*s", (int)j->depth * 2, "");
    }
    if (key != NULL)
        sg_putf(j->out, j->indented ? "\"%s\": " : "\"%s\":", key);
}

static void put_open(struct sg_json *j, const char *key, uint8_t opener, char closer)
{
    assert(j->depth < SG_MAX_JSON_DEPTH);
    put_lead(j, key);
    sg_put_octet(j->out, opener);
    j->has_items[j->depth] = false;
    j->closers[j->depth++] = closer;
}

void sg_json_object(struct sg_json *j, const char *key)
{
    put_open(j, key, '{', '}');
}

void sg_json_array(struct sg_json *j, const char *key)
{
    put_open(j, key, '[', ']');
}

void sg_json_end(struct sg_json *j)
{
    assert(j->depth > 0);
    j->depth--;
    if (j->indented && j->has_items[j->depth])
        sg_putf(j->out, "\n%*s", (int)j->depth * 2, "");
    sg_put_octet(j->out, (uint8_t)j->closers[j->depth]);
    if (j->depth == 0)
        sg_put_octet(j->out, '\n');
}

static void put_escaped(struct sg_buf *out, int32_t c)
{
    if (c > 0xffff) {
        unsigned rest = (unsigned)c - 0x10000;
        sg_putf(out, "\\u%04x\\u%04x", 0xd800 + (rest >> 10), 0xdc00 + (rest & 0x3ff));
    } else {
        sg_putf(out, "\\u%04x", (unsigned)c);
    }
}

static void put_character(struct sg_buf *out, int32_t c)
{
    if (c == '"' || c == '\\') {
        sg_put_octet(out, '\\');
        sg_put_octet(out, (uint8_t)c);
    } else if (c == '\n') {
        sg_put(out, SG_SPAN("\\n"));
    } else if (c >= ' ' && c < 0x7f) {
        sg_put_octet(out, (uint8_t)c);
    } else if (sg_is_control(c) || sg_is_bidi_control(c) || sg_is_invisible(c) || c == 0x2028 ||
               c == 0x2029) {
        put_escaped(out, c);
    } else {
        sg_put_utf8(out, c);
    }
}

void sg_json_text(struct sg_json *j, const char *key, sg_span text)
{
    put_lead(j, key);
    sg_put_octet(j->out, '"');
    sg_span kept = text.len > SG_MAX_JSON_STRING ? sg_utf8_cut(text, SG_MAX_JSON_STRING) : text;
    for (size_t at = 0; at < kept.len;)
        put_character(j->out, sg_utf8_next(kept, &at));
    if (kept.len < text.len)
        sg_put(j->out, SG_SPAN("\xe2\x80\xa6"));
    sg_put_octet(j->out, '"');
}

void sg_json_ascii(struct sg_json *j, const char *key, sg_span ascii)
{
    put_lead(j, key);
    sg_put_octet(j->out, '"');
    sg_put(j->out, ascii);
    sg_put_octet(j->out, '"');
}

void sg_json_word(struct sg_json *j, const char *key, const char *ours)
{
    if (ours == NULL)
        sg_json_null(j, key);
    else
        sg_json_text(j, key, sg_span_of(ours));
}

void sg_json_number(struct sg_json *j, const char *key, int64_t n)
{
    put_lead(j, key);
    sg_putf(j->out, "%" PRId64, n);
}

void sg_json_bool(struct sg_json *j, const char *key, bool yes)
{
    put_lead(j, key);
    sg_put_text(j->out, yes ? "true" : "false");
}

void sg_json_null(struct sg_json *j, const char *key)
{
    put_lead(j, key);
    sg_put(j->out, SG_SPAN("null"));
}

void sg_json_text_or_null(struct sg_json *j, const char *key, sg_span text)
{
    if (text.len == 0)
        sg_json_null(j, key);
    else
        sg_json_text(j, key, text);
}

bool sg_json_is_full(const struct sg_json *j)
{
    return j->out->len > j->out->ceiling / 8 * 7;
}
