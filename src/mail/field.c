/* mail/field.c - the header block.
 *
 * Programs differ on where a malformed header block ends.  Ours: at a blank line, at a line that starts
 * with "--" and holds no colon (a delimiter: the part had no blank line), and at a line that cannot be a field unless a
 * field follows it, so that one stray line does not hide the rest (Thunderbird, Rspamd) and a body
 * without a blank line before it is still a body (Postfix, Python). */
#include "mail/field.h"

#include "base/limits.h"
#include "mail/lines.h"

struct reader {
    struct sg_arena *arena;
    sg_span bytes;
    size_t base;
    uint8_t line_end;
    struct sg_oddities *oddities;
    SG_LIST(struct sg_field) fields;
    bool full, saw_crlf, saw_lf;
};

/* The line at `from` without its end. */
static sg_span line_at(const struct reader *r, size_t from, size_t after)
{
    size_t len = after - from;
    if (len > 0 && sg_at(r->bytes, after - 1) == r->line_end)
        len--;
    if (r->line_end == '\n' && len > 0 && sg_at(r->bytes, from + len - 1) == '\r')
        len--;
    return sg_cut(r->bytes, from, len);
}

/* Index of the colon after a field name, or line.len when the line is no field. */
static size_t colon_of(sg_span line)
{
    size_t i = 0;
    while (sg_at(line, i) > ' ' && sg_at(line, i) != ':' && sg_at(line, i) != 0x7f)
        i++;
    if (i == 0)
        return line.len;
    while (sg_at(line, i) == ' ' || sg_at(line, i) == '\t')
        i++;
    return sg_at(line, i) == ':' ? i : line.len;
}

static bool starts_field(const struct reader *r, size_t from)
{
    size_t after = sg_line_after(r->bytes, from, r->line_end);
    sg_span line = line_at(r, from, after);
    return colon_of(line) < line.len;
}

static bool is_fold(const struct reader *r, size_t at)
{
    int c = sg_at(r->bytes, at);
    return c == ' ' || c == '\t';
}

static void odd(struct reader *r, enum sg_oddity_kind kind, size_t from, size_t len,
                const char *what)
{
    sg_odd(r->oddities, kind, (struct sg_range){ r->base + from, len }, what);
}

static bool name_is_plain(sg_span name)
{
    for (size_t i = 0; i < name.len; i++)
        if (sg_at(name, i) >= 0x7f)
            return false;
    return true;
}

/* Where the field that starts at `from` ends: after its last folded line. */
static size_t field_after(const struct reader *r, size_t from)
{
    size_t after = sg_line_after(r->bytes, from, r->line_end);
    while (after < r->bytes.len && is_fold(r, after))
        after = sg_line_after(r->bytes, after, r->line_end);
    return after;
}

static void field_add(struct reader *r, size_t from, size_t after, size_t colon)
{
    if (r->fields.n == SG_MAX_FIELDS) {
        if (!r->full)
            odd(r, SG_ODD_LIMIT, from, after - from, "fields");
        r->full = true;
        return;
    }
    sg_span whole = line_at(r, from, after);
    sg_span name = sg_trim(sg_cut(whole, 0, colon));
    sg_span body = sg_tail(whole, colon + 1);
    if (name.len < colon || !name_is_plain(name))
        odd(r, SG_ODD_FIELD_NAME, from, colon, NULL);
    if (body.len > SG_MAX_FIELD) {
        odd(r, SG_ODD_LIMIT, from, after - from, "field");
        body = sg_cut(body, 0, SG_MAX_FIELD);
    }
    *SG_PUSH(r->arena, &r->fields) = (struct sg_field){
        .name = name,
        .body = body,
        .place = { r->base + from, after - from },
        .body_at = r->base + from + colon + 1,
    };
}

static void note_line_end(struct reader *r, size_t after)
{
    if (after < 2 || sg_at(r->bytes, after - 1) != '\n')
        return;
    if (sg_at(r->bytes, after - 2) == '\r')
        r->saw_crlf = true;
    else
        r->saw_lf = true;
}

/* Octets a header block should not hold; each kind is noted once, at its first place. */
static void note_octets(struct reader *r, size_t end)
{
    sg_span block = sg_cut(r->bytes, 0, end);
    size_t nul = sg_find(block, 0, 0);
    if (nul < block.len)
        odd(r, SG_ODD_NUL, nul, 1, NULL);
    if (r->saw_crlf && r->saw_lf)
        odd(r, SG_ODD_BARE_LF_MIXED, 0, end, NULL);
    for (size_t cr = sg_find(block, '\r', 0); cr < block.len; cr = sg_find(block, '\r', cr + 1))
        if (sg_at(block, cr + 1) != '\n') {
            odd(r, SG_ODD_BARE_CR, cr, 1, NULL);
            return;
        }
}

/* Read from `at` to the end of the block: the index where the body starts. */
static size_t block_read(struct reader *r, size_t at)
{
    while (at < r->bytes.len) {
        size_t first_after = sg_line_after(r->bytes, at, r->line_end);
        sg_span line = line_at(r, at, first_after);
        if (line.len == 0)
            return first_after;
        size_t colon = colon_of(line);
        if (colon == line.len && sg_starts(line, SG_SPAN("--")))
            return at;
        size_t after = first_after;
        if (colon < line.len) {
            after = field_after(r, at);
            field_add(r, at, after, colon);
        } else {
            if (!is_fold(r, at) && !starts_field(r, first_after))
                return at;
            odd(r, SG_ODD_NO_COLON, at, line.len, NULL);
        }
        note_line_end(r, after);
        at = after;
    }
    odd(r, SG_ODD_HEADER_UNENDED, 0, r->bytes.len, NULL);
    return at;
}

struct sg_fields sg_fields_read_lines(struct sg_arena *arena, sg_span bytes, size_t base,
                                      uint8_t line_end, struct sg_oddities *oddities)
{
    struct reader r = { arena, bytes, base, line_end, oddities, { 0 }, false, false, false };
    size_t at = 0;
    if (sg_starts(bytes, SG_SPAN("From ")) || sg_starts(bytes, SG_SPAN(">From ")))
        at = sg_line_after(bytes, 0, line_end);
    size_t end = block_read(&r, at);
    note_octets(&r, end);
    return (struct sg_fields){ r.fields.at, r.fields.n, { base, end } };
}

struct sg_fields sg_fields_read(struct sg_arena *arena, sg_span bytes, size_t base,
                                struct sg_oddities *oddities)
{
    return sg_fields_read_lines(arena, bytes, base, sg_line_end_of(bytes), oddities);
}

static const struct sg_field *named(const struct sg_fields *fields, size_t from, sg_span name)
{
    for (size_t i = from; i < fields->n; i++)
        if (fields->at[i].name.len == name.len &&
            sg_lower(sg_at(fields->at[i].name, 0)) == sg_lower(sg_at(name, 0)) &&
            sg_same_nocase(fields->at[i].name, name))
            return &fields->at[i];
    return NULL;
}

const struct sg_field *sg_fields_first(const struct sg_fields *fields, sg_span name)
{
    return named(fields, 0, name);
}

const struct sg_field *sg_fields_next(const struct sg_fields *fields, const struct sg_field *field)
{
    return named(fields, (size_t)(field - fields->at) + 1, field->name);
}

sg_span sg_field_unfold(struct sg_arena *arena, const struct sg_field *field)
{
    return sg_unfold(arena, field->body);
}
