/* unpack/calendar.c - what a calendar (RFC 5545, 2445) or a card (vCard 2.1; RFC 2426, 6350) says and links to.
 *
 * Both are lines of NAME;PARAMETER=VALUE:VALUE, so components need not be told apart: an invitation's alarm may hold the
 * lure as well as its description.  Each line is unfolded into one buffer and read there. */
#include "text/transfer.h"
#include "unpack/words.h"

struct property {
    sg_span name; /* without its group */
    sg_span charset, type, file_name, common_name, alternative;
    bool is_quoted_printable, is_base64;
    sg_span value; /* as written */
};

/* ---- lines ---- */

static sg_span next_line(sg_span *rest)
{
    sg_span line = sg_next(rest, '\n');
    return sg_ends(line, SG_SPAN("\r")) ? sg_cut(line, 0, line.len - 1) : line;
}

/* vCard 2.1 folds such values by "=" at the end of the line, as MIME does. */
static bool is_quoted_printable(sg_span line)
{
    sg_span head = sg_cut(line, 0, sg_find(line, ':', 0));
    return sg_holds_nocase(head, SG_SPAN("QUOTED-PRINTABLE"));
}

static sg_span next_property(struct sg_buf *unfolded, sg_span *rest)
{
    unfolded->len = 0;
    unfolded->cut = false;
    sg_span line = next_line(rest);
    bool is_soft = is_quoted_printable(line);
    sg_put(unfolded, line);
    while (rest->len > 0) {
        bool is_folded = sg_at(*rest, 0) == ' ' || sg_at(*rest, 0) == '\t';
        if (is_soft && sg_ends(line, SG_SPAN("=")))
            sg_put(unfolded, SG_SPAN("\n"));
        else if (is_folded)
            *rest = sg_tail(*rest, 1);
        else
            break;
        line = next_line(rest);
        sg_put(unfolded, line);
    }
    return sg_buf_span(unfolded);
}

/* ---- parameters ---- */

static sg_span unquoted(sg_span s)
{
    s = sg_trim(s);
    if (s.len >= 2 && sg_at(s, 0) == '"' && sg_at(s, s.len - 1) == '"')
        return sg_cut(s, 1, s.len - 2);
    return s;
}

/* Index at or after `from` of the first ';' or ':' outside quotes, or s.len. */
static size_t end_of_part(sg_span s, size_t from)
{
    static const struct sg_octets ends = SG_FEW(';', ':', '"', '"');
    size_t at = sg_find_any(s, &ends, from);
    while (sg_at(s, at) == '"')
        at = sg_find_any(s, &ends, sg_find(s, '"', at + 1) + 1);
    return at < s.len ? at : s.len;
}

static void read_parameter(struct property *p, sg_span parameter)
{
    size_t equals = sg_find(parameter, '=', 0);
    sg_span name = sg_trim(sg_cut(parameter, 0, equals));
    sg_span value = unquoted(sg_tail(parameter, equals + 1));
    /* vCard 2.1 writes an encoding without its name */
    sg_span encoding = equals == parameter.len ? name : (sg_span){ 0 };
    if (sg_same_nocase(name, SG_SPAN("CHARSET")))
        p->charset = value;
    else if (sg_same_nocase(name, SG_SPAN("ENCODING")))
        encoding = value;
    else if (sg_same_nocase(name, SG_SPAN("FMTTYPE")) || sg_same_nocase(name, SG_SPAN("MEDIATYPE")))
        p->type = value;
    else if (sg_ends_nocase(name, SG_SPAN("FILENAME")) || sg_same_nocase(name, SG_SPAN("X-NAME")))
        p->file_name = value;
    else if (sg_same_nocase(name, SG_SPAN("CN")))
        p->common_name = value;
    else if (sg_same_nocase(name, SG_SPAN("ALTREP")))
        p->alternative = value;
    p->is_quoted_printable |= sg_same_nocase(encoding, SG_SPAN("QUOTED-PRINTABLE"));
    p->is_base64 |=
        sg_same_nocase(encoding, SG_SPAN("BASE64")) || sg_same_nocase(encoding, SG_SPAN("B"));
}

/* "group.NAME;PARAMETER=VALUE;...:VALUE"; false when it is no such line. */
static bool read_property(sg_span line, struct property *p)
{
    size_t end = end_of_part(line, 0);
    sg_span name = sg_cut(line, 0, end);
    size_t dot = sg_find(name, '.', 0);
    *p = (struct property){ .name = dot < name.len ? sg_tail(name, dot + 1) : name };
    for (int n = 0; sg_at(line, end) == ';' && n < SG_MAX_PARAMETERS; n++) {
        size_t from = end + 1;
        end = end_of_part(line, from);
        read_parameter(p, sg_cut(line, from, end - from));
    }
    if (sg_at(line, end) != ':') /* a quote that is never closed, or too many parameters */
        end = sg_find(line, ':', 0);
    p->value = sg_tail(line, end + 1);
    return end < line.len && p->name.len > 0;
}

/* ---- values ---- */

static sg_span unescaped(struct sg_arena *arena, sg_span value)
{
    if (sg_find(value, '\\', 0) == value.len)
        return value;
    struct sg_buf out = SG_BUF_IN(arena, value.len);
    for (size_t at = 0; at < value.len; at += 2) {
        size_t slash = sg_find(value, '\\', at);
        sg_put(&out, sg_cut(value, at, slash - at));
        at = slash;
        int c = sg_at(value, slash + 1);
        if (c >= 0)
            sg_put_octet(&out, c == 'n' || c == 'N' ? '\n' : (uint8_t)c);
    }
    return sg_buf_done(&out);
}

static sg_span value_of(struct sg_arena *arena, const struct property *p)
{
    sg_span octets = p->value;
    if (p->is_quoted_printable)
        octets = sg_quoted_printable_decode(arena, octets, NULL, SG_MAX_TEXT).octets;
    return sg_trim(unescaped(arena, sg_unpack_words(arena, p->charset, octets)));
}

static bool is_one_of(sg_span name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (sg_same_nocase(name, sg_span_of(names[i])))
            return true;
    return false;
}

static bool is_text(sg_span name)
{
    static const char *const names[] = { "SUMMARY", "DESCRIPTION",  "LOCATION",     "COMMENT",
                                         "CONTACT", "X-WR-CALNAME", "X-WR-CALDESC", "FN",
                                         "NOTE",    "ORG",          "TITLE",        "NICKNAME" };
    return is_one_of(name, names, sizeof(names) / sizeof(*names));
}

/* Addresses in these are for programs: nobody is shown them. */
static bool is_for_programs(sg_span name)
{
    static const char *const names[] = { "UID", "TZURL", "TZID", "PRODID", "VERSION", "KEY" };
    return is_one_of(name, names, sizeof(names) / sizeof(*names));
}

static bool is_page(const struct property *p, sg_span value)
{
    return sg_same_nocase(p->type, SG_SPAN("text/html")) ||
           sg_same_nocase(p->name, SG_SPAN("X-ALT-DESC")) ||
           sg_starts_nocase(value, SG_SPAN("<!DOCTYPE html")) ||
           sg_starts_nocase(value, SG_SPAN("<html"));
}

static void give_page(struct sg_unpacking *u, sg_span name, sg_span value)
{
    struct sg_buf file = SG_BUF_IN(u->arena, SG_MAX_FILE_NAME);
    sg_put(&file, name);
    sg_put(&file, SG_SPAN(".html"));
    sg_unpack_give_file(u, sg_buf_done(&file), sg_keep(u->arena, value));
}

static void give_attached(struct sg_unpacking *u, const struct property *p)
{
    struct sg_decoded d = sg_base64_decode(u->arena, p->value, NULL, SG_MAX_INNER_FILE);
    sg_span name = p->file_name.len > 0 ? p->file_name : p->name;
    sg_unpack_give_file(u, sg_unpack_words(u->arena, p->charset, name), d.octets);
}

static void give_value(struct sg_unpacking *u, const struct property *p)
{
    sg_span value = value_of(u->arena, p);
    bool is_url = sg_same_nocase(p->name, SG_SPAN("URL"));
    bool is_word = sg_find(value, ' ', 0) == value.len && sg_find(value, '\n', 0) == value.len;
    if (value.len == 0)
        return;
    if (is_url || (sg_unpack_is_address(value) && is_word && !is_for_programs(p->name)))
        sg_unpack_give(u, SG_ITEM_LINK, p->name, sg_cut(value, 0, SG_MAX_URL));
    else if ((is_text(p->name) || sg_ends_nocase(p->name, SG_SPAN("DESC"))) && is_page(p, value))
        give_page(u, p->name, value);
    else if (sg_same_nocase(p->name, SG_SPAN("STYLED-DESCRIPTION")))
        give_page(u, p->name, value);
    else if (is_text(p->name))
        sg_unpack_give(u, SG_ITEM_TEXT, p->name, value);
}

static void give(struct sg_unpacking *u, const struct property *p)
{
    if (sg_unpack_is_address(p->alternative))
        sg_unpack_give(u, SG_ITEM_LINK, SG_SPAN("ALTREP"), sg_cut(p->alternative, 0, SG_MAX_URL));
    if (p->common_name.len > 0 && sg_same_nocase(p->name, SG_SPAN("ORGANIZER")))
        sg_unpack_give(u, SG_ITEM_TEXT, p->name,
                       sg_unpack_words(u->arena, p->charset, p->common_name));
    if (p->is_base64)
        give_attached(u, p);
    else
        give_value(u, p);
}

void sg_unpack_calendar(struct sg_unpacking *u, enum sg_file_kind kind, sg_span octets)
{
    (void)kind;
    sg_span rest = octets;
    if (sg_starts(rest, SG_SPAN("\xff\xfe")) || sg_starts(rest, SG_SPAN("\xfe\xff")))
        rest = sg_unpack_words(u->arena, SG_SPAN("utf-16"), rest);
    if (sg_starts(rest, SG_SPAN("\xef\xbb\xbf")))
        rest = sg_tail(rest, 3);
    if (!sg_starts_nocase(sg_trim(rest), SG_SPAN("BEGIN:")))
        u->traits |= SG_UNPACK_BROKEN;
    struct sg_buf unfolded = SG_BUF_IN(u->arena, SG_MAX_PROPERTY);
    for (size_t n = 0; rest.len > 0 && n < SG_MAX_PROPERTIES; n++) {
        struct property p;
        if (read_property(next_property(&unfolded, &rest), &p))
            give(u, &p);
        if (unfolded.cut)
            u->traits |= SG_UNPACK_CUT;
    }
    if (rest.len > 0)
        u->traits |= SG_UNPACK_CUT;
}
