#include "text/encoded_word.h"

#include "base/limits.h"
#include "text/transfer.h"
#include "text/unicode.h"

enum {
    MAX_CHARSET_LABEL = 64, /* octets of a word's charset, its language included */
    POINT_EVERY = 4,        /* characters of a decoded word that share a place */
};

struct word {
    sg_span label, text; /* charset without language; encoded text */
    size_t text_at, end; /* octets of the field */
    bool is_base64;
    bool is_malformed;
};

struct decoder {
    struct sg_arena *arena;
    const struct sg_charsets *charsets;
    struct sg_oddities *oddities;
    const struct sg_places *below;
    sg_span raw, charset;
    struct sg_buf out;
    struct sg_places *places;
};

static struct sg_range in_mail(const struct decoder *d, size_t from, size_t end)
{
    return sg_places_find(d->below, (struct sg_range){ from, end - from });
}

static bool is_base64_octet(int octet)
{
    return sg_is_alnum(octet) || octet == '+' || octet == '/' || octet == '=';
}

/* Where the encoded text that starts at `from` ends when its `?=` is missing. */
static size_t unended(sg_span raw, size_t from, bool is_base64)
{
    size_t i = from;
    for (int c = sg_at(raw, i); c > ' ' && c != '"' && c != '?' && c < 0x80; c = sg_at(raw, ++i))
        if (is_base64 && !is_base64_octet(c))
            break;
    return i;
}

/* The `?=` that ends the encoded text; raw.len when another word or the end comes before it. */
static size_t word_end(sg_span raw, size_t from)
{
    for (size_t i = sg_find(raw, '?', from); i < raw.len; i = sg_find(raw, '?', i + 1)) {
        if (sg_at(raw, i + 1) == '=')
            return i;
        if (i > from && sg_at(raw, i - 1) == '=')
            break;
    }
    return raw.len;
}

static bool has_blank(sg_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (sg_is_blank(sg_at(s, i)))
            return true;
    return false;
}

/* The encoded word at `at`, where `=?` stands. */
static bool read_word(sg_span raw, size_t at, struct word *w)
{
    size_t question = sg_find(sg_cut(raw, 0, at + 2 + MAX_CHARSET_LABEL), '?', at + 2);
    sg_span label = sg_cut(raw, at + 2, question - at - 2);
    int encoding = sg_lower(sg_at(raw, question + 1));
    if (label.len == 0 || has_blank(label) || (encoding != 'b' && encoding != 'q') ||
        sg_at(raw, question + 2) != '?')
        return false;
    *w = (struct word){
        .label = sg_cut(label, 0, sg_find(label, '*', 0)),
        .text_at = question + 3,
        .is_base64 = encoding == 'b',
    };
    size_t end = word_end(raw, w->text_at);
    bool ended = end < raw.len;
    if (!ended)
        end = unended(raw, w->text_at, w->is_base64);
    w->text = sg_cut(raw, w->text_at, end - w->text_at);
    w->end = ended ? end + 2 : end;
    w->is_malformed = !ended || has_blank(w->text);
    return ended || w->text.len > 0;
}

/* The word after `w`, when only blanks stand between. */
static bool read_next_word(sg_span raw, const struct word *w, struct word *next)
{
    size_t at = w->end;
    while (sg_is_blank(sg_at(raw, at)))
        at++;
    return sg_starts(sg_cut(raw, at, 2), SG_SPAN("=?")) && read_word(raw, at, next);
}

struct octets { /* what the words of one group decode to */
    struct sg_buf buf;
    struct sg_places *places;
    size_t noise;
};

static void decode_q(struct sg_arena *arena, const struct word *w, struct octets *o)
{
    bool in_escape = false;
    for (size_t i = 0; i < w->text.len;) {
        int octet = sg_at(w->text, i);
        int high = sg_hex_value(sg_at(w->text, i + 1)), low = sg_hex_value(sg_at(w->text, i + 2));
        bool escape = octet == '=' && high >= 0 && low >= 0;
        if (escape != in_escape || i == 0)
            sg_places_point(arena, o->places, o->buf.len, w->text_at + i);
        in_escape = escape;
        o->noise += octet == '=' && !escape;
        int plain = octet == '_' ? ' ' : octet;
        sg_put_octet(&o->buf, (uint8_t)(escape ? high << 4 | low : plain));
        i += escape ? 3 : 1;
    }
}

static void decode_b(struct sg_arena *arena, const struct word *w, struct octets *o)
{
    struct sg_decoded d = sg_base64_decode(arena, w->text, NULL, SG_MAX_TEXT);
    sg_places_point(arena, o->places, o->buf.len, w->text_at);
    sg_put(&o->buf, d.octets);
    o->noise += d.noise;
}

static bool is_same_coat(const struct word *a, const struct word *b)
{
    return a->is_base64 == b->is_base64 && sg_same_nocase(a->label, b->label);
}

/* A blank of folding or between words, but never two, and none at the start. */
static void put_blank(struct decoder *d, size_t at)
{
    sg_span so_far = sg_buf_span(&d->out);
    if (so_far.len == 0 || sg_at(so_far, so_far.len - 1) == ' ')
        return;
    sg_places_point(d->arena, d->places, d->out.len, at);
    sg_put_octet(&d->out, ' ');
}

/* Where in the field the character at `start` begins, or SIZE_MAX when it shares octets with the one
 * before. */
static size_t start_of(const struct sg_text *text, size_t start, size_t from)
{
    if (start == 0)
        return from;
    struct sg_range before = sg_places_find(text->places, (struct sg_range){ start - 1, 1 });
    struct sg_range here = sg_places_find(text->places, (struct sg_range){ start, 1 });
    return before.from + before.len <= here.from ? here.from : SIZE_MAX;
}

/* Add a converted text whose places lead to the field, with a point wherever one character's octets end
 * before the next one's begin. */
static void put_text(struct decoder *d, const struct sg_text *text, size_t from, size_t end)
{
    size_t i = 0, n = 0;
    while (i < text->utf8.len) {
        size_t start = i;
        int32_t c = sg_utf8_next(text->utf8, &i);
        size_t at = n++ % POINT_EVERY == 0 ? start_of(text, start, from) : end;
        if (at < end)
            sg_places_point(d->arena, d->places, d->out.len, at);
        bool breaks = c == '\r' || c == '\n';
        sg_put(&d->out, breaks ? SG_SPAN(" ") : sg_cut(text->utf8, start, i - start));
    }
    sg_places_point(d->arena, d->places, d->out.len, end);
}

static void note_converted(struct decoder *d, const struct sg_converted *c, sg_span label,
                           struct sg_range place)
{
    if (c->declared == NULL || c->repaired || c->broken > 0 || c->cut)
        sg_charset_note(c, label, place, d->oddities);
}

/* Whether the octets of one word, read alone, break. */
static bool is_split(struct decoder *d, const struct word *w, sg_span octets)
{
    if (sg_find_non_ascii(octets) == octets.len)
        return false;
    const char *name = sg_charset_name(w->label);
    if (name != NULL && sg_same(sg_span_of(name), SG_SPAN("utf-8")))
        return sg_utf8_valid_length(octets) < octets.len;
    struct sg_converted c = sg_charset_convert(d->arena, d->charsets, w->label, octets, NULL);
    return c.broken > 0;
}

/* The word at `at` and those joined to it; gives where they end, or `at` when there is none. */
static size_t decode_group(struct decoder *d, size_t at)
{
    struct word w, next;
    if (!read_word(d->raw, at, &w))
        return at;
    struct word first = w;
    struct octets o = { .buf = SG_BUF_IN(d->arena, SG_MAX_FIELD),
                        .places = sg_places_open(d->arena, NULL) };
    o.places->kind = w.is_base64 ? SG_PLACES_BASE64 : SG_PLACES_QUOTED;
    bool split = false, malformed = false, more = true;
    while (more) {
        size_t start = o.buf.len;
        (w.is_base64 ? decode_b : decode_q)(d->arena, &w, &o);
        sg_places_point(d->arena, o.places, o.buf.len, w.text_at + w.text.len);
        malformed = malformed || w.is_malformed;
        more = read_next_word(d->raw, &w, &next) && is_same_coat(&w, &next);
        if (more && !split)
            split = is_split(d, &w, sg_tail(sg_buf_span(&o.buf), start));
        if (more)
            w = next;
    }
    struct sg_range place = in_mail(d, at, w.end);
    if (malformed || o.noise > 0)
        sg_odd(d->oddities, SG_ODD_WORD_MALFORMED, place, NULL);
    if (split)
        sg_odd(d->oddities, SG_ODD_WORD_SPLIT, place, NULL);
    if (o.noise > 0)
        o.places->kind = SG_PLACES_RUNS;
    struct sg_converted c =
        sg_charset_convert(d->arena, d->charsets, first.label, sg_buf_done(&o.buf), o.places);
    note_converted(d, &c, first.label, place);
    put_text(d, &c.text, at, w.end);
    return w.end;
}

/* Raw octets that are not ASCII, or ISO-2022-JP escapes, from `at` on; gives where they end. */
static size_t decode_raw(struct decoder *d, size_t at)
{
    size_t end = at;
    while (end < d->raw.len && sg_at(d->raw, end) != '\r' && sg_at(d->raw, end) != '\n' &&
           !sg_starts(sg_cut(d->raw, end, 2), SG_SPAN("=?")))
        end++;
    if (end == at)
        end++;
    sg_span octets = sg_cut(d->raw, at, end - at);
    struct sg_range place = in_mail(d, at, end);
    if (sg_find_non_ascii(octets) < octets.len)
        sg_odd(d->oddities, SG_ODD_FIELD_RAW_8BIT, place, NULL);
    sg_span label = sg_utf8_valid(octets) ? (sg_span){ 0 } : d->charset;
    struct sg_converted c = sg_charset_convert(d->arena, d->charsets, label, octets,
                                               sg_places_literal(d->arena, at, NULL));
    if (c.broken > 0)
        sg_charset_note(&c, label, place, d->oddities);
    put_text(d, &c.text, at, end);
    return end;
}

static bool is_literal(int octet)
{
    return octet >= 0 && octet < 0x80 && octet != '\r' && octet != '\n' && octet != 0x1B &&
           octet != 0;
}

/* Plain octets from `at` to the next that needs thought; gives where they end. */
static size_t put_literal(struct decoder *d, size_t at)
{
    size_t end = at;
    while (is_literal(sg_at(d->raw, end)) &&
           !(end > at && sg_at(d->raw, end) == '=' && sg_at(d->raw, end + 1) == '?'))
        end++;
    sg_places_point(d->arena, d->places, d->out.len, at);
    sg_put(&d->out, sg_cut(d->raw, at, end - at));
    sg_places_point(d->arena, d->places, d->out.len, end);
    return end;
}

static size_t skip_fold(struct decoder *d, size_t at)
{
    size_t end = at;
    while (sg_is_blank(sg_at(d->raw, end)))
        end++;
    if (end < d->raw.len)
        put_blank(d, at);
    return end;
}

static size_t decode_next(struct decoder *d, size_t at)
{
    int octet = sg_at(d->raw, at);
    if (octet == '=' && sg_at(d->raw, at + 1) == '?') {
        size_t end = decode_group(d, at);
        if (end > at) {
            struct word next;
            struct word here = { .end = end };
            size_t blank = end;
            while (sg_is_blank(sg_at(d->raw, blank)))
                blank++;
            return read_next_word(d->raw, &here, &next) ? blank : end;
        }
        sg_odd(d->oddities, SG_ODD_WORD_MALFORMED, in_mail(d, at, at + 2), NULL);
        return put_literal(d, at);
    }
    if (octet == '\r' || octet == '\n')
        return skip_fold(d, at);
    return is_literal(octet) ? put_literal(d, at) : decode_raw(d, at);
}

static bool is_plain(sg_span raw)
{
    for (size_t i = 0; i < raw.len; i++) {
        int octet = sg_at(raw, i);
        if (octet < ' ' ? octet != '\t' : octet >= 0x7F)
            return false;
        if (octet == '=' && sg_at(raw, i + 1) == '?')
            return false;
    }
    return true;
}

struct sg_text sg_header_decode(struct sg_arena *arena, const struct sg_charsets *charsets,
                                sg_span raw, const struct sg_places *below, sg_span charset,
                                struct sg_oddities *oddities)
{
    raw = sg_cut(raw, 0, SG_MAX_FIELD);
    if (is_plain(raw))
        return (struct sg_text){ raw, sg_places_literal(arena, 0, below) };
    struct decoder d = {
        .arena = arena,
        .charsets = charsets,
        .oddities = oddities,
        .below = below,
        .raw = raw,
        .charset = charset,
        .out = SG_BUF_IN(arena, (size_t)4 * SG_MAX_FIELD),
        .places = sg_places_open(arena, below),
    };
    sg_buf_room(&d.out, raw.len + 8);
    for (size_t at = 0; at < raw.len;)
        at = decode_next(&d, at);
    sg_places_point(arena, d.places, d.out.len, raw.len);
    return (struct sg_text){ sg_buf_span(&d.out), d.places };
}
