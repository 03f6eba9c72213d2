#include "unpack/xml.h"

#include "base/limits.h"
#include "text/unicode.h"

/* Index of the first `needle` at or after `from`, past it; the end when there is none. */
static size_t past(sg_span s, sg_span needle, size_t from)
{
    size_t at = sg_find_span(s, needle, from);
    return at < s.len ? at + needle.len : s.len;
}

/* Index of the '>' that ends the tag, quotes passed over, or s.len. */
static size_t end_of_tag(sg_span s)
{
    static const struct sg_octets ends = SG_FEW('>', '"', '\'', '\'');
    size_t at = sg_find_any(s, &ends, 0);
    while (at < s.len && sg_at(s, at) != '>')
        at = sg_find_any(s, &ends, sg_find(s, (uint8_t)sg_at(s, at), at + 1) + 1);
    return at < s.len ? at : s.len;
}

static void read_tag(struct sg_xml *x, sg_span inside)
{
    static const struct sg_octets ends = SG_EIGHT(' ', '\t', '\r', '\n', '/', '/', '/', '/');
    x->is_end = sg_at(inside, 0) == '/';
    inside = sg_tail(inside, x->is_end ? 1 : 0);
    size_t name = sg_find_any(inside, &ends, 0);
    x->name = sg_cut(inside, 0, name);
    x->attributes = sg_tail(inside, name);
}

bool sg_xml_next(struct sg_xml *x)
{
    x->name = x->attributes = (sg_span){ 0 };
    x->is_end = false;
    while (x->rest.len > 0) {
        size_t at = sg_find(x->rest, '<', 0);
        x->text = sg_cut(x->rest, 0, at);
        x->rest = sg_tail(x->rest, at);
        if (sg_starts(x->rest, SG_SPAN("<!--"))) {
            x->rest = sg_tail(x->rest, past(x->rest, SG_SPAN("-->"), 4));
        } else if (sg_starts(x->rest, SG_SPAN("<![CDATA["))) {
            size_t end = sg_find_span(x->rest, SG_SPAN("]]>"), 9);
            x->text = sg_cut(x->rest, 9, end - 9);
            x->rest = sg_tail(x->rest, end + 3);
        } else if (x->rest.len > 0) {
            size_t end = end_of_tag(x->rest);
            read_tag(x, sg_cut(x->rest, 1, end - 1));
            x->rest = sg_tail(x->rest, end + 1);
        }
        if (x->text.len > 0 || x->name.len > 0)
            return true;
    }
    x->text = (sg_span){ 0 };
    return false;
}

bool sg_xml_attribute(sg_span *attributes, sg_span *name, sg_span *value)
{
    size_t equals = sg_find(*attributes, '=', 0);
    if (equals == attributes->len)
        return false;
    *name = sg_trim(sg_cut(*attributes, 0, equals));
    sg_span rest = sg_trim(sg_tail(*attributes, equals + 1));
    int quote = sg_at(rest, 0);
    bool is_quoted = quote == '"' || quote == '\'';
    static const struct sg_octets blanks = SG_FEW(' ', '\t', '\r', '\n');
    size_t from = is_quoted ? 1 : 0;
    size_t end = is_quoted ? sg_find(rest, (uint8_t)quote, 1) : sg_find_any(rest, &blanks, 0);
    *value = sg_cut(rest, from, end - (end < from ? end : from));
    *attributes = sg_tail(rest, end + 1);
    return true;
}

sg_span sg_xml_local(sg_span name)
{
    size_t colon = sg_find(name, ':', 0);
    return colon < name.len ? sg_tail(name, colon + 1) : name;
}

sg_span sg_xml_value(const struct sg_xml *x, sg_span name)
{
    sg_span rest = x->attributes, key, value;
    for (int n = 0; n < SG_MAX_PARAMETERS && sg_xml_attribute(&rest, &key, &value); n++)
        if (sg_same(sg_xml_local(key), name))
            return value;
    return (sg_span){ 0 };
}

/* What "amp" or "#x41" between '&' and ';' stands for, or -1. */
static int32_t character_of(sg_span reference)
{
    static const struct {
        const char *name;
        int32_t character;
    } known[] = { { "amp", '&' }, { "lt", '<' }, { "gt", '>' }, { "quot", '"' }, { "apos", '\'' } };

    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        if (sg_same(reference, sg_span_of(known[i].name)))
            return known[i].character;
    if (sg_at(reference, 0) != '#')
        return -1;
    bool is_hex = sg_at(reference, 1) == 'x' || sg_at(reference, 1) == 'X';
    int32_t character = 0;
    for (size_t i = is_hex ? 2 : 1; i < reference.len; i++) {
        int digit = sg_hex_value(sg_at(reference, i));
        if (digit < 0 || (!is_hex && digit > 9) || character > 0x10ffff)
            return -1;
        character = character * (is_hex ? 16 : 10) + digit;
    }
    return character > 0 && character <= 0x10ffff ? character : -1;
}

sg_span sg_xml_decoded(struct sg_arena *arena, sg_span raw)
{
    enum { MAX_REFERENCE = 10 };

    if (sg_find(raw, '&', 0) == raw.len)
        return raw;
    struct sg_buf out = SG_BUF_IN(arena, raw.len);
    for (size_t at = 0; at < raw.len;) {
        size_t amp = sg_find(raw, '&', at);
        sg_put(&out, sg_cut(raw, at, amp - at));
        sg_span reference = sg_cut(raw, amp + 1, MAX_REFERENCE);
        size_t end = sg_find(reference, ';', 0);
        int32_t character = end < reference.len ? character_of(sg_cut(reference, 0, end)) : -1;
        if (character >= 0)
            sg_put_utf8(&out, character);
        else
            sg_put(&out, sg_cut(raw, amp, 1));
        at = amp + 1 + (character >= 0 ? end + 1 : 0);
    }
    return sg_buf_done(&out);
}
