/* mail/part.c - the MIME structure, in one walk over the lines that start with "--".
 *
 * Open multiparts are a stack of at most SG_MAX_DEPTH boundaries; a delimiter line is looked up from
 * the innermost outwards and ends everything that stands deeper.  Nothing is looked at twice, however
 * the parts nest. */
#include "mail/part.h"

#include "base/limits.h"
#include "mail/entity.h"
#include "mail/lines.h"

struct open {
    int part; /* the multipart */
    sg_span boundary;
};

struct reader {
    struct sg_arena *arena;
    const struct sg_charsets *charsets;
    struct sg_oddities *oddities;
    sg_span s;   /* the body of the outermost entity */
    size_t base; /* octet of the mail where `s` starts */
    uint8_t line_end;
    SG_LIST(struct sg_part) parts;
    struct open open[SG_MAX_DEPTH + 1];
    size_t n_open, n_fields; /* n_fields: of all parts but the outermost */
    int current;             /* the innermost part that has not ended */
    bool is_full;
};

struct delimiter {
    size_t from, after; /* the line */
    size_t level;       /* index in open[] */
    bool is_found, is_closing;
};

static void odd(struct reader *r, enum sg_oddity_kind kind, size_t from, size_t len,
                const char *what)
{
    sg_odd(r->oddities, kind, (struct sg_range){ r->base + from, len }, what);
}

/* Index of the next line that starts with "--" at or after the line start `from`, or s.len. */
static size_t dashes_at(const struct reader *r, size_t from)
{
    size_t i = from;
    while (i < r->s.len && !(sg_at(r->s, i) == '-' && sg_at(r->s, i + 1) == '-'))
        i = sg_line_after(r->s, i, r->line_end);
    return i;
}

/* Does `line` (with its end, from "--" on) delimit `boundary`?  Blanks may follow. */
static bool delimits(sg_span line, sg_span boundary, bool *is_closing)
{
    sg_span rest = sg_tail(line, 2);
    if (sg_at(rest, 0) != sg_at(boundary, 0) || !sg_starts(rest, boundary))
        return false;
    rest = sg_tail(rest, boundary.len);
    *is_closing = sg_at(rest, 0) == '-' && sg_at(rest, 1) == '-';
    return sg_trim(sg_tail(rest, *is_closing ? 2 : 0)).len == 0;
}

static struct delimiter delimiter_next(const struct reader *r, size_t from)
{
    struct delimiter d = { .after = from };
    for (d.from = dashes_at(r, from); d.from < r->s.len; d.from = dashes_at(r, d.after)) {
        d.after = sg_line_after(r->s, d.from, r->line_end);
        sg_span line = sg_cut(r->s, d.from, d.after - d.from);
        for (d.level = r->n_open; d.level-- > 0;)
            if (delimits(line, r->open[d.level].boundary, &d.is_closing)) {
                d.is_found = true;
                return d;
            }
    }
    return d;
}

/* Letters or digits, and no blank: a ruler or "-----BEGIN PGP MESSAGE" is no boundary. */
static bool looks_like_boundary(sg_span word)
{
    bool has_alnum = false;
    for (size_t i = 0; i < word.len; i++) {
        if (sg_is_blank(sg_at(word, i)))
            return false;
        has_alnum |= sg_is_alnum(sg_at(word, i));
    }
    return has_alnum;
}

/* The boundary that the body at `from` seems to use: its first line that starts with "--" and has a
 * word behind, unless an outer multipart owns it. */
static sg_span boundary_sniff(const struct reader *r, size_t from)
{
    size_t at = dashes_at(r, from);
    sg_span line = sg_cut(r->s, at, sg_line_after(r->s, at, r->line_end) - at);
    sg_span word = sg_trim(sg_tail(line, 2));
    bool is_closing;
    for (size_t i = 0; i < r->n_open; i++)
        if (delimits(line, r->open[i].boundary, &is_closing))
            return (sg_span){ 0 };
    return looks_like_boundary(word) ? word : (sg_span){ 0 };
}

static void multipart_open(struct reader *r, int index, size_t at)
{
    struct sg_part *part = &r->parts.at[index];
    if (part->depth >= SG_MAX_DEPTH || r->n_open == SG_MAX_DEPTH) {
        odd(r, SG_ODD_LIMIT, at, 0, "depth");
        return;
    }
    if (part->boundary.len == 0) {
        part->boundary = boundary_sniff(r, at);
        odd(r, SG_ODD_BOUNDARY_MISSING, at, 0, NULL);
        if (part->boundary.len == 0)
            return;
    }
    for (size_t i = 0; i < r->n_open; i++)
        if (sg_same(r->open[i].boundary, part->boundary)) {
            odd(r, SG_ODD_BOUNDARY_REPEATED, at, 0, NULL);
            break;
        }
    r->open[r->n_open++] = (struct open){ index, part->boundary };
}

static bool is_message(const struct sg_part *part)
{
    return part->transfer != SG_TRANSFER_BASE64 && part->transfer != SG_TRANSFER_QUOTED_PRINTABLE &&
           (sg_part_is(part, "message", "rfc822") || sg_part_is(part, "message", "global"));
}

/* Add a part whose fields start at `at`; gives where its body starts. */
static size_t part_add(struct reader *r, int parent, size_t at)
{
    bool in_digest = sg_part_is(&r->parts.at[parent], "multipart", "digest");
    int depth = r->parts.at[parent].depth + 1;
    r->parts.at[parent].is_multipart = !r->parts.at[parent].is_message;
    struct sg_part *part = SG_PUSH(r->arena, &r->parts);
    part->fields =
        sg_fields_read_lines(r->arena, sg_tail(r->s, at), r->base + at, r->line_end, r->oddities);
    r->n_fields += part->fields.n;
    part->parent = parent;
    part->depth = depth;
    sg_mime_entity_read(r->arena, r->charsets, part, in_digest, r->oddities);
    return at + part->fields.place.len;
}

static bool has_room(const struct reader *r)
{
    return r->parts.n < SG_MAX_PARTS && r->n_fields < SG_MAX_PART_FIELDS;
}

static size_t skip_blank_lines(const struct reader *r, size_t at)
{
    while (sg_at(r->s, at) == '\r' || sg_at(r->s, at) == '\n')
        at++;
    return at;
}

/* Enter the part added last, whose body starts at `at`, and the mails inside it; gives where to look for
 * the next delimiter. */
static size_t part_enter(struct reader *r, size_t at)
{
    for (;;) {
        int index = (int)r->parts.n - 1;
        struct sg_part *part = &r->parts.at[index];
        part->body_at = r->base + at;
        part->body = sg_tail(r->s, at);
        r->current = index;
        if (sg_same(part->type, SG_SPAN("multipart")))
            multipart_open(r, index, at);
        if (!is_message(part))
            return at;
        if (part->depth >= SG_MAX_DEPTH || !has_room(r)) {
            odd(r, SG_ODD_LIMIT, at, 0, part->depth >= SG_MAX_DEPTH ? "depth" : "parts");
            return at;
        }
        part->is_message = true;
        at = part_add(r, index, skip_blank_lines(r, at));
    }
}

/* The line end before a delimiter belongs to the delimiter. */
static size_t before_line_end(const struct reader *r, size_t at, size_t start)
{
    if (at > start && sg_at(r->s, at - 1) == r->line_end)
        at--;
    if (r->line_end == '\n' && at > start && sg_at(r->s, at - 1) == '\r')
        at--;
    return at;
}

/* End every part deeper than `keep` at the delimiter line `at`. */
static void parts_end(struct reader *r, int keep, size_t at)
{
    while (r->current != keep && r->current != SG_NO_PARENT) {
        struct sg_part *part = &r->parts.at[r->current];
        size_t start = part->body_at - r->base;
        part->body = sg_cut(r->s, start, before_line_end(r, at, start) - start);
        r->current = part->parent;
    }
}

/* Take the delimiter; gives where to look for the next. */
static size_t delimiter_take(struct reader *r, const struct delimiter *d)
{
    for (size_t i = d->level + 1; i < r->n_open; i++)
        odd(r, SG_ODD_BOUNDARY_UNENDED, d->from, 0, NULL);
    parts_end(r, r->open[d->level].part, d->from);
    r->n_open = d->level + (d->is_closing ? 0 : 1);
    if (d->is_closing)
        return d->after;
    if (!has_room(r)) {
        odd(r, SG_ODD_LIMIT, d->from, 0, "parts");
        r->is_full = true;
        return r->s.len;
    }
    return part_enter(r, part_add(r, r->current, d->after));
}

static void structure_read(struct reader *r)
{
    size_t at = part_enter(r, 0);
    while (r->n_open > 0 && !r->is_full) {
        struct delimiter d = delimiter_next(r, at);
        if (!d.is_found)
            break;
        at = delimiter_take(r, &d);
    }
    for (size_t i = 0; i < r->n_open && !r->is_full; i++)
        odd(r, SG_ODD_BOUNDARY_UNENDED, r->s.len, 0, NULL);
}

struct sg_part_list sg_parts_read(struct sg_arena *arena, const struct sg_charsets *charsets,
                                  const struct sg_fields *fields, sg_span body, size_t body_at,
                                  struct sg_oddities *oddities)
{
    struct reader r = { .arena = arena,
                        .charsets = charsets,
                        .oddities = oddities,
                        .s = body,
                        .base = body_at,
                        .line_end = sg_line_end_of(body) };
    struct sg_part *top = SG_PUSH(arena, &r.parts);
    top->fields = *fields;
    top->parent = SG_NO_PARENT;
    sg_mime_entity_read(arena, charsets, top, false, oddities);
    structure_read(&r);
    bool was_open = r.n_open > 0 || r.parts.at[0].boundary.len > 0;
    if (r.parts.n == 1 && was_open &&
        sg_is(r.parts.at[0].type,
              "multipart")) { /* the declared boundary stands nowhere: try the one that does */
        r.parts.at[0].boundary = (sg_span){ 0 };
        r.n_open = 0;
        structure_read(&r);
    }
    return (struct sg_part_list){ r.parts.at, r.parts.n };
}

/* --- bodies --- */

static struct sg_decoded plain(struct sg_arena *arena, const struct sg_part *part, size_t most)
{
    return (struct sg_decoded){
        .octets = sg_cut(part->body, 0, most),
        .places = sg_places_literal(arena, part->body_at, NULL),
        .cut = part->body.len > most,
    };
}

static struct sg_decoded decoded(struct sg_arena *arena, const struct sg_part *part, size_t most)
{
    const struct sg_places *below = sg_places_literal(arena, part->body_at, NULL);
    switch (part->transfer) {
    case SG_TRANSFER_NONE:
        break;
    case SG_TRANSFER_BASE64:
        return sg_base64_decode(arena, part->body, below, most);
    case SG_TRANSFER_QUOTED_PRINTABLE:
        return sg_quoted_printable_decode(arena, part->body, below, most);
    case SG_TRANSFER_UUENCODE:
        return sg_uu_decode(arena, part->body, below, most);
    }
    return plain(arena, part, most);
}

struct sg_decoded sg_part_octets(struct sg_arena *arena, const struct sg_part *part, size_t most,
                                 struct sg_oddities *oddities)
{
    struct sg_range place = { part->body_at, part->body.len };
    struct sg_decoded d = decoded(arena, part, most);
    if (d.noise > 0)
        sg_odd(oddities, SG_ODD_TRANSFER_NOISE, place, NULL);
    if (d.cut)
        sg_odd(oddities, SG_ODD_LIMIT, place, "text");
    return d;
}

struct sg_converted sg_part_text(struct sg_arena *arena, const struct sg_charsets *charsets,
                                 const struct sg_part *part, sg_span page_charset,
                                 struct sg_oddities *oddities)
{
    sg_span label = part->charset.len > 0 ? part->charset : page_charset;
    struct sg_decoded d = sg_part_octets(arena, part, SG_MAX_TEXT, oddities);
    struct sg_converted c = sg_charset_convert(arena, charsets, label, d.octets, d.places);
    sg_charset_note(&c, label, (struct sg_range){ part->body_at, part->body.len }, oddities);
    return c;
}

bool sg_part_is(const struct sg_part *part, const char *type, const char *subtype)
{
    return sg_is(part->type, type) && sg_is(part->subtype, subtype);
}
