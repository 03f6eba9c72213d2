#include "mail/parameter.h"

#include "base/buf.h"
#include "base/limits.h"
#include "mail/lines.h"
#include "text/encoded_word.h"

static bool is_file_name(sg_span name)
{
    return sg_starts_nocase(name, SG_SPAN("name")) || sg_starts_nocase(name, SG_SPAN("filename"));
}

/* A quoted value whose opening quote is at `from`.  When it never closes, or what seems to close it opens
 * the next parameter's value, it ends with its line:
 *     boundary="----=_Next
 *         charset="utf-8"          real phishing writes this */
static size_t quoted_read(sg_span s, size_t from, struct sg_parameter *p)
{
    static const struct sg_octets line_ends = SG_FEW('\r', '\n', '\n', '\n');
    size_t end = sg_quote_end(s, from);
    size_t line_end = sg_find_any(s, &line_ends, from);
    p->is_quoted = true;
    p->is_open = end == s.len || (line_end < end && sg_at(s, end - 1) == '=');
    if (p->is_open)
        end = line_end;
    p->value = sg_cut(s, from + 1, end - from - 1);
    if (p->is_open)
        p->value = sg_trim(p->value);
    return p->is_open ? end : end + 1;
}

/* Index after the value that starts at `from`. */
static size_t value_read(sg_span s, size_t from, struct sg_parameter *p)
{
    static const struct sg_octets ends = SG_EIGHT(';', ' ', '\t', '\r', '\n', ';', ';', ';');
    if (sg_at(s, from) == '"')
        return quoted_read(s, from, p);
    /* file names with blanks are written without quotes all the time */
    size_t end = is_file_name(p->name) ? sg_find(s, ';', from) : sg_find_any(s, &ends, from);
    p->value = sg_trim(sg_cut(s, from, end - from));
    return end;
}

struct sg_parameters sg_parameters_read(struct sg_arena *arena, const struct sg_field *field,
                                        struct sg_oddities *oddities)
{
    struct sg_parameters all = { .field = field };
    static const struct sg_octets name_ends = SG_EIGHT('=', ';', ' ', '\t', '\r', '\n', '(', '(');
    static const struct sg_octets gaps = SG_EIGHT(';', ' ', '\t', '\r', '\n', ';', ';', ';');
    static const struct sg_octets value_ends = SG_EIGHT(';', ' ', '\t', '\r', '\n', '(', '(', '(');
    sg_span s = field->body;
    size_t i = sg_skip_comments(s, 0);
    size_t end = sg_find_any(s, &value_ends, i);
    all.value = sg_cut(s, i, end - i);
    for (i = sg_skip_comments(s, end); i < s.len; i = sg_skip_comments(s, i)) {
        i = sg_find_not(s, &gaps, i);
        if (sg_at(s, i) == '(')
            continue;
        end = sg_find_any(s, &name_ends, i);
        struct sg_parameter p = { .name = sg_cut(s, i, end - i) };
        size_t equals = sg_skip_comments(s, end);
        if (sg_at(s, equals) != '=') {
            i = end > i ? end : i + 1; /* a word of its own: skipped */
            continue;
        }
        i = value_read(s, sg_skip_comments(s, equals + 1), &p);
        if (p.name.len == 0)
            continue;
        if (all.list.n == SG_MAX_PARAMETERS) {
            sg_odd(oddities, SG_ODD_LIMIT, field->place, "parameters");
            return all;
        }
        *SG_PUSH(arena, &all.list) = p;
        if (p.is_open && !sg_same_nocase(p.name, SG_SPAN("boundary")))
            sg_odd(oddities, SG_ODD_PARAMETER, field->place, NULL);
    }
    return all;
}

const struct sg_parameter *sg_parameter_find(const struct sg_parameters *all, sg_span name)
{
    for (size_t i = 0; i < all->list.n; i++)
        if (sg_same_nocase(all->list.at[i].name, name))
            return &all->list.at[i];
    return NULL;
}

/* --- RFC 2231 --- */

struct segment {
    const struct sg_parameter *p;
    bool is_encoded;
};

/* The number of the segment of `name` that the parameter is, or -1: "name*", "name*0", "name*0*". */
static int64_t segment_number(const struct sg_parameter *p, sg_span name, bool *is_encoded)
{
    if (p->name.len <= name.len || !sg_starts_nocase(p->name, name) ||
        sg_at(p->name, name.len) != '*')
        return -1;
    sg_span rest = sg_tail(p->name, name.len + 1);
    int64_t n = 0;
    *is_encoded = rest.len == 0 || sg_at(rest, rest.len - 1) == '*';
    if (rest.len > 0 &&
        !sg_number(sg_cut(rest, 0, rest.len - *is_encoded), 0, SG_MAX_PARAMETERS - 1, &n))
        return -1;
    return n;
}

/* Put each segment of `name` where its number says; of two with one number the first counts. */
static void segments_sort(const struct sg_parameters *all, sg_span name, struct segment *sorted)
{
    for (size_t i = 0; i < all->list.n; i++) {
        bool is_encoded;
        int64_t n = segment_number(&all->list.at[i], name, &is_encoded);
        if (n >= 0 && sorted[n].p == NULL)
            sorted[n] = (struct segment){ &all->list.at[i], is_encoded };
    }
}

/* Take charset'language' off the first segment; `charset` stays when there is none. */
static sg_span without_charset(sg_span value, sg_span *charset)
{
    size_t first = sg_find(value, '\'', 0), second = sg_find(value, '\'', first + 1);
    if (second >= value.len)
        return value;
    *charset = sg_cut(value, 0, first);
    return sg_tail(value, second + 1);
}

static void segment_put(struct sg_arena *arena, struct sg_buf *out, struct sg_places *places,
                        sg_span value, size_t at, bool is_encoded)
{
    for (size_t i = 0; i < value.len;) {
        size_t end = is_encoded ? sg_find(value, '%', i) : value.len;
        if (end > i) {
            sg_places_point(arena, places, out->len, at + i);
            sg_put(out, sg_cut(value, i, end - i));
            i = end;
            continue;
        }
        int high = sg_hex_value(sg_at(value, i + 1)), low = sg_hex_value(sg_at(value, i + 2));
        bool is_octet = high >= 0 && low >= 0;
        sg_places_point(arena, places, out->len, at + i);
        sg_put_octet(out, is_octet ? (uint8_t)(high * 16 + low) : '%');
        i += is_octet ? 3 : 1;
    }
}

/* `len` octets that all came from the `in_len` at `in`. */
static const struct sg_places *place_all(struct sg_arena *arena, size_t len, size_t in,
                                         size_t in_len)
{
    struct sg_places *places = sg_places_open(arena, NULL);
    sg_places_point(arena, places, 0, in);
    sg_places_point(arena, places, len, in + in_len);
    return places;
}

static struct sg_text extended_read(struct sg_arena *arena, const struct sg_charsets *charsets,
                                    const struct sg_parameters *all, sg_span name,
                                    struct sg_oddities *oddities)
{
    struct segment sorted[SG_MAX_PARAMETERS] = { 0 };
    sg_span charset = { 0 };
    struct sg_buf out = SG_BUF_IN(arena, SG_MAX_FILE_NAME);
    struct sg_places *places = sg_places_open(arena, NULL);
    size_t end = 0;
    bool ascends = true;
    segments_sort(all, name, sorted);
    for (size_t n = 0; n < SG_MAX_PARAMETERS && sorted[n].p != NULL && !out.cut; n++) {
        struct segment segment = sorted[n];
        sg_span value = segment.p->value;
        if (n == 0 && segment.is_encoded)
            value = without_charset(value, &charset);
        size_t at = all->field->body_at + sg_range_in(all->field->body, value).from;
        ascends = ascends && at >= end;
        segment_put(arena, &out, places, value, at, segment.is_encoded);
        end = at + value.len;
    }
    if (out.len == 0)
        return (struct sg_text){ 0 };
    if (out.cut)
        sg_odd(oddities, SG_ODD_LIMIT, all->field->place, "file name");
    sg_places_point(arena, places, out.len, end);
    const struct sg_places *from = places;
    if (!ascends) /* what stands where is not worth more than "in this field" */
        from = place_all(arena, out.len, all->field->body_at, all->field->body.len);
    struct sg_converted c = sg_charset_convert(arena, charsets, charset, sg_buf_span(&out), from);
    sg_charset_note(&c, charset, all->field->place, oddities);
    return c.text;
}

struct sg_text sg_parameter_text(struct sg_arena *arena, const struct sg_charsets *charsets,
                                 const struct sg_parameters *all, sg_span name,
                                 struct sg_oddities *oddities)
{
    struct sg_text text = extended_read(arena, charsets, all, name, oddities);
    const struct sg_parameter *p = sg_parameter_find(all, name);
    if (text.utf8.len > 0 || p == NULL || p->value.len == 0)
        return text;
    if (p->value.len > SG_MAX_FILE_NAME)
        sg_odd(oddities, SG_ODD_LIMIT, all->field->place, "file name");
    sg_span raw = sg_cut(p->value, 0, SG_MAX_FILE_NAME);
    sg_span value = p->is_quoted ? sg_unquoted(arena, raw) : raw;
    size_t at = all->field->body_at + sg_range_in(all->field->body, p->value).from;
    const struct sg_places *below = sg_places_literal(arena, at, NULL);
    if (value.len != raw.len) /* backslashes went: the whole value is the place */
        below = place_all(arena, value.len, at, raw.len);
    return sg_header_decode(arena, charsets, value, below, (sg_span){ 0 }, oddities);
}
