/* mail/address.c - address lists in one pass.
 *
 * What a sender may write is far more than RFC 5322 allows: 500,000 nested groups or comments, names
 * with bare commas, two angle addresses behind one name.  So there is no grammar here but one walk
 * over the octets that remembers where the mailbox at hand began. */
#include "mail/address.h"

#include "base/buf.h"
#include "base/limits.h"
#include "mail/lines.h"
#include "text/encoded_word.h"
#include "text/unicode.h"

struct reader {
    struct sg_arena *arena;
    const struct sg_charsets *charsets;
    const struct sg_field *field;
    sg_span charset;
    struct sg_oddities *oddities;
    sg_span s;
    SG_LIST(struct sg_address) list;
    bool open_comment,
        open_quote; /* one that never closes was met: those octets are ordinary now */
    /* the mailbox at hand */
    size_t start; /* where it began, pieces before bare commas included */
    size_t piece; /* where its last piece began */
    bool has_word, has_at, has_angle;
    size_t comment, comment_len;
};

static struct sg_range place_of(const struct reader *r, size_t from, size_t to)
{
    return (struct sg_range){ r->field->body_at + from, to - from };
}

static void odd(struct reader *r, size_t from, size_t to)
{
    sg_odd(r->oddities, SG_ODD_ADDRESS, place_of(r, from, to), NULL);
}

/* --- the parts of one mailbox --- */

/* `raw` without comments and without the quotes and backslashes of quoted strings. */
static void unquote_into(struct reader *r, sg_span raw, size_t base, struct sg_buf *out,
                         struct sg_places *places)
{
    static const struct sg_octets stops = SG_FEW('"', '(', '\\', '\\');
    bool in_quotes = false, open_comment = r->open_comment;
    for (size_t i = 0; i < raw.len;) {
        int c = sg_at(raw, i);
        size_t end = sg_find_any(raw, &stops, i);
        if (c == '"') {
            in_quotes = !in_quotes;
            i++;
            continue;
        }
        if (c == '(' && !in_quotes && !open_comment) {
            size_t after = sg_comment_after(raw, i);
            open_comment = after > raw.len;
            i = open_comment ? i : after;
            if (!open_comment)
                continue;
        }
        if (end == i) { /* a backslash and what it protects, or a plain "(" */
            i += c == '\\' && i + 1 < raw.len;
            end = i + 1;
        }
        sg_places_point(r->arena, places, out->len, base + i);
        sg_put(out, sg_cut(raw, i, end - i));
        i = end;
    }
}

static struct sg_text display_read(struct reader *r, size_t from, size_t to)
{
    static const struct sg_octets stops = SG_FEW('"', '(', '\\', '\\');
    sg_span raw = sg_trim(sg_cut(r->s, from, to - from));
    if (raw.len == 0)
        return (struct sg_text){ 0 };
    size_t base = r->field->body_at + sg_range_in(r->s, raw).from;
    if (sg_at(raw, 0) == '"' && sg_find_any(raw, &stops, 1) == raw.len - 1) {
        raw = sg_cut(raw, 1, raw.len - 2);
        base++;
    }
    const struct sg_places *below = NULL;
    if (sg_find_any(raw, &stops, 0) < raw.len) {
        struct sg_buf out = SG_BUF_IN(r->arena, raw.len);
        struct sg_places *places = sg_places_open(r->arena, NULL);
        sg_buf_room(&out, raw.len);
        unquote_into(r, raw, base, &out, places);
        raw = sg_buf_done(&out);
        below = places;
    } else {
        below = sg_places_literal(r->arena, base, NULL);
    }
    struct sg_text text =
        sg_header_decode(r->arena, r->charsets, raw, below, r->charset, r->oddities);
    sg_span trimmed = sg_trim(text.utf8);
    if (trimmed.len == text.utf8.len)
        return text;
    return sg_text_cut(r->arena, &text, sg_range_in(text.utf8, trimmed).from, trimmed.len);
}

/* `s` without blanks, and without comments when it has some. */
static sg_span squeezed(struct sg_arena *arena, sg_span s)
{
    static const struct sg_octets stops = SG_EIGHT(' ', '\t', '\r', '\n', '(', '(', '(', '(');
    if (sg_find_any(s, &stops, 0) == s.len)
        return s;
    struct sg_buf out = SG_BUF_IN(arena, s.len);
    sg_buf_room(&out, s.len);
    for (size_t i = sg_skip_comments(s, 0); i < s.len; i = sg_skip_comments(s, i)) {
        size_t end = sg_find_any(s, &stops, i);
        sg_put(&out, sg_cut(s, i, end - i));
        i = end;
    }
    return sg_buf_done(&out);
}

static sg_span readable(struct reader *r, sg_span s)
{
    if (sg_find_span(s, SG_SPAN("=?"), 0) == s.len &&
        (sg_find_non_ascii(s) == s.len || sg_utf8_valid(s)))
        return s;
    const struct sg_places *below =
        sg_places_literal(r->arena, r->field->body_at + sg_range_in(r->s, s).from, NULL);
    return sg_header_decode(r->arena, r->charsets, s, below, r->charset, r->oddities).utf8;
}

/* Local part and domain of `spec`, what stands between < and > or a bare address. */
static void spec_read(struct reader *r, sg_span spec, struct sg_address *out)
{
    spec = sg_trim(readable(r, spec));
    if (sg_at(spec, 0) == '@') /* an obsolete route: <@a.example,@b.example:user@c.example> */
        spec = sg_trim(sg_tail(spec, sg_find(spec, ':', 0) + 1));
    if (sg_starts_nocase(spec, SG_SPAN("mailto:")))
        spec = sg_tail(spec, 7);
    size_t at = sg_find_last(spec, '@');
    sg_span local = sg_trim(sg_cut(spec, 0, at));
    sg_span domain = squeezed(r->arena, sg_tail(spec, at + 1));
    while (sg_at(domain, domain.len - 1) == '.')
        domain = sg_cut(domain, 0, domain.len - 1);
    if (sg_at(local, 0) == '"' && local.len >= 2 && sg_at(local, local.len - 1) == '"')
        local = sg_unquoted(r->arena, sg_cut(local, 1, local.len - 2));
    else
        local = squeezed(r->arena, local);
    out->local = local;
    out->domain = sg_lowered(r->arena, domain);
}

/* --- mailboxes --- */

static void mailbox_begin(struct reader *r, size_t at)
{
    r->start = r->piece = at;
    r->has_word = r->has_at = r->has_angle = false;
    r->comment_len = 0;
}

static struct sg_address *mailbox_add(struct reader *r, size_t from, size_t to)
{
    sg_span whole = sg_trim(sg_cut(r->s, from, to - from));
    if (r->list.n == SG_MAX_ADDRESSES)
        return NULL;
    struct sg_address *a = SG_PUSH(r->arena, &r->list);
    size_t at = sg_range_in(r->s, whole).from;
    a->place = place_of(r, at, at + whole.len);
    return a;
}

/* The blank-separated word of the piece that holds its last '@', when there is more than that word:
 * "Name user@example.jp".  Otherwise empty. */
static sg_span word_with_at(sg_span piece)
{
    static const struct sg_octets blanks = SG_FEW(' ', '\t', '\r', '\n');
    size_t at = sg_find_last(piece, '@'), from = at;
    bool quoted_local = sg_at(piece, 0) == '"' && sg_at(piece, sg_quote_end(piece, 0) + 1) == '@';
    if (quoted_local || sg_find(piece, '(', 0) < piece.len)
        return (sg_span){ 0 };
    while (from > 0 && !sg_has_octet(&blanks, sg_at(piece, from - 1)))
        from--;
    sg_span word = sg_cut(piece, from, sg_find_any(piece, &blanks, at) - from);
    bool is_address = sg_at(word, 0) != '@' && sg_at(word, word.len - 1) != '@';
    return is_address && word.len < piece.len ? word : (sg_span){ 0 };
}

/* A local name ("root"), or a name and no address at all. */
static void without_domain(struct reader *r, struct sg_address *a, sg_span piece)
{
    static const struct sg_octets special = SG_EIGHT(' ', '\t', '\r', '\n', '"', '(', '=', '=');
    size_t from = sg_range_in(r->s, piece).from;
    if (sg_find_any(piece, &special, 0) == piece.len && sg_find_non_ascii(piece) == piece.len)
        a->local = piece;
    else
        a->display = display_read(r, from, from + piece.len);
    odd(r, from, from + piece.len);
}

/* A mailbox without angle brackets ends at `to`. */
static void bare_end(struct reader *r, size_t to)
{
    sg_span piece = sg_trim(sg_cut(r->s, r->piece, to - r->piece));
    struct sg_address *a = r->has_word ? mailbox_add(r, r->piece, to) : NULL;
    if (a == NULL)
        return;
    if (!r->has_at) {
        without_domain(r, a, piece);
        return;
    }
    sg_span word = word_with_at(piece);
    if (word.len > 0) {
        a->display = display_read(r, r->piece, sg_range_in(r->s, word).from);
        odd(r, r->piece, to);
        spec_read(r, word, a);
    } else {
        spec_read(r, sg_at(piece, 0) == '"' ? piece : squeezed(r->arena, piece), a);
    }
    if (a->display.utf8.len == 0 && r->comment_len > 0)
        a->display = display_read(r, r->comment, r->comment + r->comment_len);
}

static void mailbox_end(struct reader *r, size_t to)
{
    if (!r->has_angle)
        bare_end(r, to);
    else if (r->has_word)
        odd(r, r->piece, to); /* words behind the address */
    mailbox_begin(r, to + 1);
}

/* The index of the '>' for the '<' at `from`, quoted strings passed over; else where a reader gives up. */
static size_t angle_end(const struct reader *r, size_t from)
{
    static const struct sg_octets stops = SG_FEW('>', '"', '>', '"');
    static const struct sg_octets give_up = SG_EIGHT(',', ';', ' ', '\t', '\r', '\n', ',', ';');
    size_t i = sg_find_any(r->s, &stops, from + 1);
    while (sg_at(r->s, i) == '"' && !r->open_quote) {
        size_t quote = sg_quote_end(r->s, i);
        if (quote == r->s.len)
            break;
        i = sg_find_any(r->s, &stops, quote + 1);
    }
    if (sg_at(r->s, i) != '>')
        i = sg_find(r->s, '>', from);
    return i < r->s.len ? i : sg_find_any(r->s, &give_up, from);
}

/* An angle address; gives the index after it. */
static size_t angle_read(struct reader *r, size_t from)
{
    size_t end = angle_end(r, from);
    size_t after = end < r->s.len && sg_at(r->s, end) == '>' ? end + 1 : end;
    sg_span spec = sg_cut(r->s, from + 1, end - from - 1);
    size_t inner = sg_find_last(spec, '<');
    if (inner < spec.len)
        spec = sg_tail(spec, inner + 1);
    if (r->has_angle || after == end || inner < spec.len)
        odd(r, r->start, after);
    struct sg_address *a = mailbox_add(r, r->has_angle ? r->piece : r->start, after);
    if (a != NULL) {
        spec_read(r, spec, a);
        a->display = display_read(r, r->has_angle ? r->piece : r->start, from);
        if (a->display.utf8.len == 0 && r->comment_len > 0)
            a->display = display_read(r, r->comment, r->comment + r->comment_len);
        if (a->domain.len == 0 && a->local.len > 0)
            odd(r, from, after);
    }
    mailbox_begin(r, after);
    r->has_angle = true;
    return after;
}

/* A comma: the end of a mailbox, or part of a name nobody quoted ("Doe, John <a@b.example>"). */
static void comma(struct reader *r, size_t at)
{
    bool is_name = r->has_word && !r->has_at && !r->has_angle;
    size_t angle = is_name ? sg_find(r->s, '<', at) : r->s.len;
    sg_span between = sg_cut(r->s, at, angle - at);
    if (angle < r->s.len && between.len <= SG_MAX_BARE_NAME &&
        sg_find(between, '@', 0) == between.len) {
        odd(r, r->start, at + 1);
        return;
    }
    mailbox_end(r, at);
}

/* --- the walk --- */

/* A comment or a quoted string at `i`; gives the index after it, or `i` when it never closes. */
static size_t enclosed(struct reader *r, size_t i)
{
    if (sg_at(r->s, i) == '(' && !r->open_comment) {
        size_t after = sg_comment_after(r->s, i);
        if (after > r->s.len) {
            r->open_comment = true;
            odd(r, i, r->s.len);
            return i;
        }
        r->comment = i + 1;
        r->comment_len = after - i - 2;
        return after;
    }
    if (sg_at(r->s, i) == '"' && !r->open_quote) {
        size_t end = sg_quote_end(r->s, i);
        if (end == r->s.len) {
            r->open_quote = true;
            odd(r, i, r->s.len);
            return i;
        }
        r->has_word = true;
        return end + 1;
    }
    return i;
}

/* What step() does more about than to know that a word stands there; blanks are not even that. */
static const uint8_t signs[256] = {
    ['('] = 1, ['"'] = 1, ['<'] = 1,  [','] = 1,  [';'] = 1, [':'] = 1,
    ['@'] = 1, [' '] = 1, ['\t'] = 1, ['\r'] = 1, ['\n'] = 1
};

/* One step from `i`; gives the next index. */
static size_t step(struct reader *r, size_t i)
{
    int c = sg_at(r->s, i);
    size_t after = c == '(' || c == '"' ? enclosed(r, i) : i;
    if (after > i)
        return after;
    if (c == '<')
        return angle_read(r, i);
    if (c == ',')
        comma(r, i);
    else if (c == ';')
        mailbox_end(r, i);
    else if (c == ':' && !r->has_at && !r->has_angle)
        mailbox_begin(r, i + 1); /* the name of a group */
    else if (c == '@')
        r->has_at = r->has_word = true;
    else if (!sg_is_blank(c))
        r->has_word = true;
    return i + 1;
}

struct sg_address_list sg_address_list_read(struct sg_arena *arena,
                                            const struct sg_charsets *charsets,
                                            const struct sg_field *field, sg_span charset,
                                            struct sg_oddities *oddities)
{
    struct reader r = { .arena = arena,
                        .charsets = charsets,
                        .field = field,
                        .charset = charset,
                        .oddities = oddities,
                        .s = field->body };
    size_t i = 0;
    while (i < r.s.len && r.list.n < SG_MAX_ADDRESSES) {
        size_t end = sg_find_class(r.s, signs, 1, i);
        r.has_word |= end > i;
        i = end < r.s.len ? step(&r, end) : end;
    }
    if (i < r.s.len)
        sg_odd(oddities, SG_ODD_LIMIT, field->place, "addresses");
    else
        mailbox_end(&r, r.s.len);
    return (struct sg_address_list){ r.list.at, r.list.n };
}

sg_span sg_address_spec(struct sg_arena *arena, const struct sg_address *a)
{
    if (a->domain.len == 0)
        return (sg_span){ 0 };
    struct sg_buf out = SG_BUF_IN(arena, a->local.len + 1 + a->domain.len);
    sg_put(&out, a->local);
    sg_put_octet(&out, '@');
    sg_put(&out, a->domain);
    return sg_buf_done(&out);
}
