#include "facts/forward.h"

#include "base/buf.h"
#include "base/limits.h"
#include "text/unicode.h"

enum {
    MAX_LINE = 200,      /* octets of a line that may stand above a block, or of a field's name */
    MIN_RULE = 10,       /* characters of a rule */
    MAX_GAP = 4,         /* lines between the line above and the first field */
    WRAPPED = 50,        /* octets of a line that may go on on the next one */
    MIN_FIELDS = 3,      /* of a block without a line above it; with one, one less */
    MAX_PIECES = 16,     /* lines of one value */
    MAX_BLOCK_LINES = 60 /* of a block */
};

enum line_kind {
    LINE_OTHER,
    LINE_BLANK,
    LINE_FORWARD,  /* only above what is passed on */
    LINE_ORIGINAL, /* above what is answered, too */
};

enum field_kind {
    FIELD_NONE,
    FIELD_OTHER,
    FIELD_FROM,
    FIELD_DATE,
    FIELD_TO,
    FIELD_CC,
    FIELD_SUBJECT,
    N_FIELDS
};

struct finding {
    struct sg_arena *arena;
    const struct sg_lists *lists;
    const struct sg_folder *folder;
    const struct sg_text *text;
    bool is_page;
};

struct line {
    size_t from, next;   /* octets of the text, `next` after its line end */
    size_t quotes;       /* ">" before it */
    struct sg_range own; /* without these and blanks */
};

static bool is_space(int c)
{
    return sg_is_blank(c) || c == '\f' || c == '\v';
}

/* Blanks at both ends, also U+00A0 and U+3000, which mail programs put there. */
static struct sg_range trimmed(sg_span s, struct sg_range r)
{
    sg_span wide = SG_SPAN("\xe3\x80\x80"), hard = SG_SPAN("\xc2\xa0");
    for (bool is_more = true; is_more && r.len > 0;) {
        sg_span at = sg_cut(s, r.from, r.len);
        size_t start = is_space(sg_at(at, 0)) ? 1
                       : sg_starts(at, wide)  ? wide.len
                       : sg_starts(at, hard)  ? hard.len
                                              : 0;
        at = sg_tail(at, start);
        size_t end = is_space(sg_at(at, at.len - 1)) ? 1
                     : sg_ends(at, wide)             ? wide.len
                     : sg_ends(at, hard)             ? hard.len
                                                     : 0;
        r = (struct sg_range){ r.from + start, at.len - end };
        is_more = start + end > 0;
    }
    return r;
}

static struct line line_at(sg_span s, size_t from)
{
    size_t end = sg_find(s, '\n', from);
    struct line l = { .from = from, .next = end < s.len ? end + 1 : s.len };
    size_t at = from;
    for (; at < end; at++) {
        int c = sg_at(s, at);
        if (c == '>')
            l.quotes++;
        else if (!is_space(c))
            break;
    }
    l.own = trimmed(s, (struct sg_range){ at, end - at });
    return l;
}

static sg_span own_of(const struct finding *f, const struct line *l)
{
    return sg_cut(f->text->utf8, l->own.from, l->own.len);
}

/* ---- the line above ---- */

static sg_span without_rules(sg_span s)
{
    static const struct sg_octets rules = SG_EIGHT('-', '_', '=', '*', ' ', ':', '\t', '~');
    size_t from = sg_find_not(s, &rules, 0);
    s = sg_tail(s, from);
    while (s.len > 0 && sg_has_octet(&rules, sg_at(s, s.len - 1)))
        s = sg_cut(s, 0, s.len - 1);
    return s;
}

/* True when the line may be one without its words being looked at. */
static bool may_stand_above(sg_span s)
{
    int c = sg_at(s, 0);
    return s.len <= MAX_LINE &&
           (c == '-' || c == '_' || c == '=' || c == '*' || sg_ends(s, SG_SPAN(":")) ||
            sg_ends(s, SG_SPAN("：")) || sg_starts_nocase(s, SG_SPAN("begin forwarded")) ||
            sg_starts(s, SG_SPAN("転送")) || sg_starts(s, SG_SPAN("以下")));
}

static bool stands_first(const struct sg_word_list *words, sg_span folded, bool is_ruled)
{
    size_t len = sg_words_start(words, folded);
    return len > 0 && (len == folded.len || (is_ruled && sg_at(folded, len) == ' '));
}

static enum line_kind kind_of(const struct finding *f, const struct line *l)
{
    sg_span own = own_of(f, l);
    if (own.len == 0)
        return LINE_BLANK;
    if (!may_stand_above(own))
        return LINE_OTHER;
    bool is_ruled = sg_at(own, 0) == '-' || sg_at(own, 0) == '_' || sg_at(own, 0) == '=';
    sg_span folded = without_rules(sg_fold_span(f->arena, f->folder, own));
    if (folded.len == 0)
        return is_ruled && own.len >= MIN_RULE ? LINE_ORIGINAL : LINE_OTHER;
    if (stands_first(&f->lists->words[SG_WORDS_FORWARD_LINE], folded, is_ruled))
        return LINE_FORWARD;
    return stands_first(&f->lists->words[SG_WORDS_ORIGINAL_LINE], folded, is_ruled) && is_ruled
               ? LINE_ORIGINAL
               : LINE_OTHER;
}

/* ---- its fields ---- */

struct field {
    enum field_kind kind;
    struct sg_range value; /* of the text */
};

/* "return-path", "x-mailer": who pastes a header pastes all of it. */
static bool is_header(sg_span name)
{
    size_t dashes = 0;
    for (size_t i = 0; i < name.len; i++) {
        if (sg_at(name, i) != '-' && !sg_is_alnum(sg_at(name, i)))
            return false;
        dashes += sg_at(name, i) == '-';
    }
    return dashes > 0;
}

/* The name in `folded`, up to its colon; `*From:*` is how bold letters become plain text. */
static enum field_kind name_of(const struct sg_lists *lists, sg_span folded)
{
    static const struct {
        enum sg_word_kind words;
        enum field_kind kind;
    } names[] = {
        { SG_WORDS_BLOCK_FROM, FIELD_FROM },       { SG_WORDS_BLOCK_DATE, FIELD_DATE },
        { SG_WORDS_BLOCK_TO, FIELD_TO },           { SG_WORDS_BLOCK_CC, FIELD_CC },
        { SG_WORDS_BLOCK_SUBJECT, FIELD_SUBJECT }, { SG_WORDS_BLOCK_REPLY_TO, FIELD_OTHER },
        { SG_WORDS_BLOCK_OTHER, FIELD_OTHER },
    };
    static const struct sg_octets marks = SG_FEW('*', ' ', '\t', ' ');
    sg_span name = sg_cut(folded, 0, sg_find(folded, ':', 0));
    if (name.len == folded.len)
        return FIELD_NONE;
    name = sg_tail(name, sg_find_not(name, &marks, 0));
    while (name.len > 0 && sg_has_octet(&marks, sg_at(name, name.len - 1)))
        name = sg_cut(name, 0, name.len - 1);
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (sg_words_are(&lists->words[names[i].words], name))
            return names[i].kind;
    return is_header(name) ? FIELD_OTHER : FIELD_NONE;
}

/* Where the name's colon ends, of either width. */
static size_t colon_after(sg_span own)
{
    sg_span wide = SG_SPAN("：");
    size_t narrow_at = sg_find(own, ':', 0), wide_at = sg_find_span(own, wide, 0);
    return narrow_at < wide_at ? narrow_at + 1 : wide_at < own.len ? wide_at + wide.len : own.len;
}

static struct field field_of(const struct finding *f, const struct line *l)
{
    sg_span own = own_of(f, l);
    size_t colon = colon_after(own);
    struct field field = { FIELD_NONE, { 0 } };
    if (colon > MAX_LINE || (colon == own.len && !sg_ends(own, SG_SPAN(":")) &&
                             !sg_ends(own, SG_SPAN("：")) && !sg_ends(own, SG_SPAN("*"))))
        return field;
    field.kind = name_of(f->lists, sg_fold_span(f->arena, f->folder, sg_cut(own, 0, colon)));
    struct sg_range rest = { l->own.from + colon, own.len - colon };
    bool was_bold = sg_at(own, 0) == '*';
    if (was_bold && sg_at(f->text->utf8, rest.from) == '*')
        rest = (struct sg_range){ rest.from + 1, rest.len - 1 };
    field.value = trimmed(f->text->utf8, rest);
    if (was_bold && sg_at(f->text->utf8, field.value.from) == '*' && field.value.len > 0)
        field.value =
            trimmed(f->text->utf8, (struct sg_range){ field.value.from + 1, field.value.len - 1 });
    return field;
}

struct value { /* lines of one value */
    struct sg_range pieces[MAX_PIECES];
    size_t n, octets;
};

static void add_piece(struct value *v, struct sg_range piece)
{
    if (piece.len == 0 || v->n == MAX_PIECES || v->octets + piece.len > SG_MAX_FORWARD_FIELD)
        return;
    v->pieces[v->n++] = piece;
    v->octets += piece.len;
}

/* The lines with a blank between each two. */
static struct sg_text joined(const struct finding *f, const struct value *v)
{
    if (v->n == 0)
        return (struct sg_text){ 0 };
    if (v->n == 1)
        return sg_text_cut(f->arena, f->text, v->pieces[0].from, v->pieces[0].len);
    struct sg_places *places = sg_places_open(f->arena, f->text->places);
    struct sg_buf own = SG_BUF_IN(f->arena, v->octets + v->n);
    for (size_t i = 0; i < v->n; i++) {
        if (i > 0) {
            sg_places_point(f->arena, places, own.len,
                            v->pieces[i - 1].from + v->pieces[i - 1].len);
            sg_put_octet(&own, ' ');
        }
        sg_places_point(f->arena, places, own.len, v->pieces[i].from);
        sg_put(&own, sg_cut(f->text->utf8, v->pieces[i].from, v->pieces[i].len));
    }
    return (struct sg_text){ sg_buf_done(&own), places };
}

struct block {
    struct value values[N_FIELDS];
    bool seen[N_FIELDS];
    enum field_kind last; /* the field that a wrapped line belongs to */
    size_t last_len;      /* octets of the line before */
    size_t n;             /* fields */
    size_t after;
};

/* True when the line belongs to the field above it. */
static bool goes_on(const struct finding *f, const struct block *b, const struct line *l)
{
    if (b->last == FIELD_NONE)
        return false;
    if (b->values[b->last].n == 0)
        return true; /* its name stood alone */
    bool is_list = b->last == FIELD_TO || b->last == FIELD_CC;
    return !f->is_page && (b->last_len >= WRAPPED || l->own.from > l->from + l->quotes + 1 ||
                           (is_list && sg_find(own_of(f, l), '@', 0) < l->own.len));
}

static void take_field(struct block *b, const struct field *field)
{
    b->last = field->kind;
    b->n++;
    if (b->seen[field->kind]) {
        b->last = FIELD_OTHER;
        return;
    }
    b->seen[field->kind] = true;
    add_piece(&b->values[field->kind], field->value);
}

/* Read fields from the line that starts at `at`; ends at the first that is none. */
static void read_fields(const struct finding *f, size_t at, size_t quotes, struct block *b)
{
    sg_span s = f->text->utf8;
    b->after = at;
    for (size_t lines = 0; at < s.len && lines < MAX_BLOCK_LINES; lines++) {
        struct line l = line_at(s, at);
        if (l.own.len == 0 || l.quotes != quotes)
            return;
        struct field field = field_of(f, &l);
        if (field.kind != FIELD_NONE)
            take_field(b, &field);
        else if (goes_on(f, b, &l))
            add_piece(&b->values[b->last], l.own);
        else
            return;
        b->last_len = l.own.len;
        at = b->after = l.next;
    }
}

static bool is_block(const struct block *b, bool has_line)
{
    return b->seen[FIELD_FROM] && b->values[FIELD_FROM].n > 0 &&
           (b->seen[FIELD_SUBJECT] || b->seen[FIELD_DATE]) &&
           b->n >= (has_line ? MIN_FIELDS - 1 : MIN_FIELDS);
}

static void fill(const struct finding *f, const struct block *b, struct sg_forward_block *out)
{
    out->from = joined(f, &b->values[FIELD_FROM]);
    out->date = joined(f, &b->values[FIELD_DATE]);
    out->to = joined(f, &b->values[FIELD_TO]);
    out->cc = joined(f, &b->values[FIELD_CC]);
    out->subject = joined(f, &b->values[FIELD_SUBJECT]);
    out->after = b->after;
    for (size_t at = b->after; at < f->text->utf8.len;) {
        struct line l = line_at(f->text->utf8, at);
        if (l.own.len > 0)
            break;
        at = out->after = l.next;
    }
}

/* A block whose line above, or first field, is the line `l`. */
static bool block_at(const struct finding *f, const struct line *l, enum line_kind kind,
                     struct sg_forward_block *out)
{
    struct line first = *l;
    bool is_marked = kind == LINE_FORWARD;
    for (int gap = 0; gap < MAX_GAP && kind != LINE_OTHER; gap++) {
        first = line_at(f->text->utf8, first.next);
        kind = kind_of(f, &first);
        is_marked |= kind == LINE_FORWARD;
    }
    struct block b = { 0 };
    if (first.own.len == 0 || field_of(f, &first).kind == FIELD_NONE)
        return false;
    read_fields(f, first.from, first.quotes, &b);
    if (!is_block(&b, first.from > l->from))
        return false;
    *out = (struct sg_forward_block){ .starts = l->from,
                                      .is_marked = is_marked,
                                      .quotes = first.quotes };
    fill(f, &b, out);
    return true;
}

bool sg_forward_find(struct sg_arena *arena, const struct sg_lists *lists,
                     const struct sg_folder *folder, const struct sg_text *text, bool is_page,
                     bool marked_only, struct sg_forward_block *out)
{
    const struct finding f = { arena, lists, folder, text, is_page };
    size_t at = 0;
    for (size_t n = 0; n < SG_MAX_FORWARD_LINES && at < text->utf8.len && at <= SG_MAX_FORWARD_NOTE;
         n++) {
        struct line l = line_at(text->utf8, at);
        enum line_kind kind = l.quotes > 0 ? LINE_BLANK : kind_of(&f, &l);
        bool may_start = kind == LINE_FORWARD || (!marked_only && kind != LINE_BLANK);
        if (may_start && block_at(&f, &l, kind, out) && (out->is_marked || !marked_only))
            return true;
        at = l.next;
    }
    return false;
}

struct sg_text sg_forward_unquoted(struct sg_arena *arena, const struct sg_text *text, size_t from,
                                   size_t quotes)
{
    sg_span s = text->utf8;
    if (quotes == 0)
        return sg_text_cut(arena, text, from, SIZE_MAX);
    struct sg_places *places = sg_places_open(arena, text->places);
    struct sg_buf own = SG_BUF_IN(arena, s.len - from + 1);
    for (size_t at = from; at < s.len;) {
        size_t end = sg_find(s, '\n', at);
        for (size_t n = 0; n < quotes && sg_at(s, at) == '>'; n++)
            at += sg_at(s, at + 1) == ' ' ? 2 : 1;
        sg_places_point(arena, places, own.len, at);
        sg_put(&own, sg_cut(s, at, end + 1 - at));
        at = end + 1;
    }
    return (struct sg_text){ sg_buf_done(&own), places };
}

/* ---- whom a value names ---- */

static bool is_address_octet(int c)
{
    return c > ' ' && c != '<' && c != '>' && c != '[' && c != ']' && c != '(' && c != ')' &&
           c != ',' && c != ';' && c != '"' && c != '\'' && c != ':' && c != 0x7f;
}

/* The address around the "@" at `sign`; its local part may be lost. */
static struct sg_range around(sg_span s, size_t sign)
{
    size_t from = sign, to = sign + 1;
    while (from > 0 && is_address_octet(sg_at(s, from - 1)) && sg_at(s, from - 1) != '@')
        from--;
    while (is_address_octet(sg_at(s, to)) && sg_at(s, to) != '@')
        to++;
    while (to > sign + 1 && sg_at(s, to - 1) == '.')
        to--;
    return (struct sg_range){ from, to - from };
}

/* The address of a value: in the last brackets rather than in the name before them. */
static struct sg_range address_in(sg_span s)
{
    struct sg_range found = { 0 };
    bool was_plain = false;
    assert(s.at != NULL || s.len == 0);
    for (size_t sign = sg_find(s, '@', 0); sign < s.len; sign = sg_find(s, '@', sign + 1)) {
        struct sg_range at = around(s, sign);
        bool is_plain = at.from > 0 && sg_at(s, at.from - 1) == '<';
        bool is_mailto = sg_ends_nocase(sg_cut(s, 0, at.from), SG_SPAN("mailto:"));
        if (at.len < 2 || (found.len > 0 && !is_plain && (was_plain || !is_mailto)))
            continue;
        found = at;
        was_plain = is_plain;
    }
    return found;
}

static void set_address(struct sg_arena *arena, struct sg_address *out, sg_span address)
{
    size_t sign = sg_find_last(address, '@');
    sg_span domain = sg_tail(address, sign + 1);
    struct sg_buf lower = SG_BUF_IN(arena, domain.len + 1);
    for (size_t i = 0; i < domain.len; i++)
        sg_put_octet(&lower, (uint8_t)sg_lower(sg_at(domain, i)));
    out->local = sg_cut(address, 0, sign);
    out->domain = sg_buf_done(&lower);
}

/* The name without quotes and brackets around it. */
static struct sg_range bare_name(sg_span s, struct sg_range r)
{
    static const struct sg_octets marks = SG_EIGHT('"', '\'', '<', '[', '(', '*', ' ', '\t');
    r = trimmed(s, r);
    while (r.len > 0 && sg_has_octet(&marks, sg_at(s, r.from)) && sg_at(s, r.from) != '(' &&
           sg_at(s, r.from) != '[')
        r = (struct sg_range){ r.from + 1, r.len - 1 };
    while (r.len > 0 && sg_has_octet(&marks, sg_at(s, r.from + r.len - 1)))
        r.len--;
    return trimmed(s, r);
}

/* What stands behind "<a@b> on behalf of", or 0. */
static size_t behalf_after(struct sg_arena *arena, const struct sg_lists *lists,
                           const struct sg_folder *folder, sg_span s)
{
    static const struct sg_octets closing = SG_FEW('>', ']', '>', ']');
    size_t end = sg_find_any(s, &closing, 0);
    sg_span rest = sg_trim(sg_tail(s, end + 1));
    sg_span folded = sg_fold_span(arena, folder, sg_utf8_cut(rest, MAX_LINE));
    size_t len = sg_words_start(&lists->words[SG_WORDS_ON_BEHALF], folded);
    /* folding keeps the length of these words but for full-width letters, in which nobody writes them */
    return len == 0 || len >= rest.len ? 0 : sg_range_in(s, rest).from + len;
}

struct sg_address sg_forward_sender(struct sg_arena *arena, const struct sg_lists *lists,
                                    const struct sg_folder *folder, const struct sg_text *value)
{
    struct sg_text text = *value;
    struct sg_address out = { .place = sg_place_of(value, value->utf8) };
    size_t behalf = behalf_after(arena, lists, folder, text.utf8);
    struct sg_range first = address_in(sg_cut(text.utf8, 0, behalf));
    text = sg_text_cut(arena, &text, behalf, SIZE_MAX);
    struct sg_range at = address_in(text.utf8);
    struct sg_range name = { 0, at.len > 0 ? at.from : text.utf8.len };
    if (at.len > 0 && sg_ends_nocase(sg_cut(text.utf8, 0, at.from), SG_SPAN("mailto:")))
        name.len -= SG_SPAN("mailto:").len;
    name = bare_name(text.utf8, name);
    sg_span address = sg_cut(text.utf8, at.from, at.len);
    if (at.len == 0 && first.len > 0)
        address = sg_cut(value->utf8, first.from, first.len);
    if (name.len > 0 && !sg_same(sg_cut(text.utf8, name.from, name.len), address))
        out.display = sg_text_cut(arena, &text, name.from, name.len);
    if (address.len > 0)
        set_address(arena, &out, address);
    return out;
}

struct sg_address_list sg_forward_addresses(struct sg_arena *arena, const struct sg_text *value)
{
    SG_LIST(struct sg_address) all = { 0 };
    sg_span s = value->utf8;
    for (size_t sign = sg_find(s, '@', 0); sign < s.len && all.n < SG_MAX_ADDRESSES;
         sign = sg_find(s, '@', sign + 1)) {
        struct sg_range at = around(s, sign);
        struct sg_address a = { .place = sg_place_of(value, sg_cut(s, at.from, at.len)) };
        set_address(arena, &a, sg_cut(s, at.from, at.len));
        bool is_again = false;
        for (size_t i = 0; i < all.n && !is_again; i++)
            is_again =
                sg_same_nocase(all.at[i].local, a.local) && sg_same(all.at[i].domain, a.domain);
        if (!is_again && a.local.len > 0 && a.domain.len > 0)
            *SG_PUSH(arena, &all) = a;
    }
    return (struct sg_address_list){ all.at, all.n };
}
