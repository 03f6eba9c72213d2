#include "web/page_reader.h"

#include "base/wide.h"
#include "text/unicode.h"
#include "web/entity.h"

/* Octets that text is not simply copied at; +1 for sg_at()'s -1.  A blank is copied when it stands alone. */
static const uint8_t special[257] = {
    [0] = 1,        [0 + 1] = 1,   ['\t' + 1] = 1, ['\n' + 1] = 1, ['\f' + 1] = 1,
    ['\r' + 1] = 1, [' ' + 1] = 1, ['&' + 1] = 1,  [0xC2 + 1] = 1,
};

static bool is_space(int octet)
{
    return octet == ' ' || octet == '\t' || octet == '\n' || octet == '\r' || octet == '\f';
}

static enum sg_page_sink sink_of(const struct sg_page_reader *p)
{
    if (p->is_beside)
        return SG_SINK_BESIDE;
    return sg_page_look(p)->hidden != 0 ? SG_SINK_HIDDEN : SG_SINK_SEEN;
}

static void widen_gap(struct sg_page_stream *to, enum sg_page_gap gap)
{
    to->gap = gap > to->gap ? gap : to->gap;
}

static void count_break(struct sg_page_reader *p)
{
    p->saw_nbsp = false;
    p->breaks++;
    if (p->breaks <= p->page->n_breaks)
        return;
    p->page->n_breaks = p->breaks;
    p->page->breaks_at = p->sinks[SG_SINK_SEEN].buf.len;
}

void sg_page_gap(struct sg_page_reader *p, enum sg_page_gap gap)
{
    for (size_t i = 0; i < SG_N_SINKS; i++)
        widen_gap(&p->sinks[i], gap);
    if (gap >= SG_GAP_LINE && p->saw_nbsp)
        count_break(p);
}

void sg_page_break(struct sg_page_reader *p)
{
    struct sg_page_stream *to = &p->sinks[sink_of(p)];
    widen_gap(to, to->gap == SG_GAP_LINE ? SG_GAP_LINES : SG_GAP_LINE);
    if (to == &p->sinks[SG_SINK_SEEN])
        count_break(p);
}

/* A hidden run ends where visible text or another way of hiding comes. */
static void note_run(struct sg_page_reader *p)
{
    size_t n = p->runs.n, seen = p->sinks[SG_SINK_SEEN].buf.len;
    enum sg_hidden_how how = (enum sg_hidden_how)(sg_page_look(p)->hidden - 1);
    if (n > 0 && p->runs.at[n - 1].how == how && p->runs.at[n - 1].seen == seen)
        return;
    if (n >= SG_MAX_HIDDEN) {
        p->page->cut = true;
        return;
    }
    size_t from = p->sinks[SG_SINK_HIDDEN].buf.len;
    *SG_PUSH(p->arena, &p->runs) = (struct sg_page_run){ { from, from }, how, seen };
    p->sinks[SG_SINK_HIDDEN].gap = SG_GAP_NONE;
}

static void point(struct sg_page_reader *p, struct sg_page_stream *to, size_t in)
{
    if (to->places != NULL)
        sg_places_point(p->arena, to->places, to->buf.len, in);
}

static void put_gap(struct sg_page_stream *to)
{
    static const uint8_t gaps[] = { 0, ' ', '\t', '\n', '\n' };
    enum sg_page_gap gap = to->gap;
    to->gap = SG_GAP_NONE;
    if (gap == SG_GAP_NONE || to->buf.len == 0)
        return;
    sg_put_octet(&to->buf, gaps[gap]);
    if (gap == SG_GAP_LINES)
        sg_put_octet(&to->buf, '\n');
}

static void note_tone(struct sg_page_reader *p, size_t at)
{
    p->tone = sg_page_look(p)->tones;
    if (p->tones.n < SG_MAX_TONES)
        *SG_PUSH(p->arena, &p->tones) = (struct sg_page_tones){ at, p->tone };
}

/* Write `s`, which came from `len` octets at `in` of the page. */
static void put(struct sg_page_reader *p, enum sg_page_sink sink, sg_span s, struct sg_range in)
{
    struct sg_page_stream *to = &p->sinks[sink];
    if (sink == SG_SINK_HIDDEN)
        note_run(p);
    if (sink == SG_SINK_SEEN) {
        p->breaks = 0;
        p->saw_nbsp = false;
    }
    put_gap(to);
    if (s.len > to->buf.ceiling - to->buf.len) {
        p->page->cut = true;
        return;
    }
    if (sink == SG_SINK_SEEN && sg_page_look(p)->tones != p->tone)
        note_tone(p, to->buf.len);
    point(p, to, in.from);
    sg_put(&to->buf, s);
    point(p, to, in.from + in.len);
    if (sink == SG_SINK_HIDDEN && p->runs.n > 0)
        p->runs.at[p->runs.n - 1].piece.to = to->buf.len;
}

/* The first octet at or after `at` that word_end() has to look at, `end` at the latest: no letter, and no blank
 * that stands alone between letters, as far as sixteen octets show. */
static size_t next_special(sg_span html, size_t at, size_t end)
{
    for (; at < end && sg_wide_fits(html, at); at += SG_WIDE) {
        sg_wide w = sg_wide_load(html, at);
        uint32_t blanks = sg_wide_bits(sg_wide_same(w, ' '));
        uint32_t stops =
            sg_wide_bits(sg_wide_below(w, ' ') | sg_wide_same(w, '&') | sg_wide_same(w, 0xC2));
        if (end - at < SG_WIDE)
            stops |= UINT32_C(0xFFFF) << (end - at);
        uint32_t behind = (stops | blanks) >> 1 | UINT32_C(1) << (SG_WIDE - 1);
        stops |= blanks & behind;
        if (stops != 0)
            return at + sg_wide_first(stops);
    }
    return at < end ? at : end;
}

/* Text in a page: `html` may go on behind its end, for looks at sixteen octets. */
struct piece {
    sg_span html, text;
    size_t from; /* octet of `html` that `text` starts at */
    size_t base; /* octet of the page */
};

static struct piece piece_of(const struct sg_page_reader *p, sg_span text)
{
    struct sg_range in = sg_range_in(p->html->utf8, text);
    if (in.len < text.len)
        return (struct piece){ text, text, 0, 0 };
    return (struct piece){ p->html->utf8, text, in.from, in.from };
}

static size_t word_end(const struct piece *piece, size_t from)
{
    sg_span text = piece->text;
    if (special[sg_at(text, from) + 1] != 0 && sg_at(text, from) != 0xC2)
        return from;
    for (size_t at = from;; at++) {
        int octet;
        at = next_special(piece->html, piece->from + at, piece->from + text.len) - piece->from;
        while (special[(octet = sg_at(text, at)) + 1] == 0)
            at++;
        int next = sg_at(text, at + 1);
        if (octet == ' ' && special[next + 1] == 0)
            continue;
        if (octet == 0xC2 && next != 0xA0)
            continue;
        return at;
    }
}

/* Where the blanks from `at` on end that are no more than a blank. */
static size_t blanks_end(sg_span text, size_t at, bool with_lines)
{
    for (; sg_wide_fits(text, at); at += SG_WIDE) {
        sg_wide w = sg_wide_load(text, at);
        sg_wide lines = sg_wide_same(w, '\n') | sg_wide_same(w, '\r') | sg_wide_same(w, '\f');
        sg_wide blanks = sg_wide_same(w, ' ') | sg_wide_same(w, '\t');
        uint32_t others = ~sg_wide_bits(with_lines ? blanks | lines : blanks) & 0xFFFF;
        if (others != 0)
            return at + sg_wide_first(others);
    }
    for (int c = sg_at(text, at); c == ' ' || c == '\t' || (with_lines && is_space(c));
         c = sg_at(text, at))
        at++;
    return at;
}

/* The character reference at `at`: gives the octets it took. */
static size_t put_reference(struct sg_page_reader *p, enum sg_page_sink sink, sg_span text,
                            size_t at, size_t base)
{
    uint8_t room[16];
    struct sg_buf value = { .at = room, .room = sizeof(room), .ceiling = sizeof(room) };
    size_t took = sg_entity_read(text, at, false, &value);
    sg_span decoded = sg_buf_span(&value);
    if (took == 0) {
        put(p, sink, SG_SPAN("&"), (struct sg_range){ base + at, 1 });
        return 1;
    }
    bool is_nbsp = sg_same(decoded, SG_SPAN("\xC2\xA0"));
    if (is_nbsp || (decoded.len == 1 && is_space(sg_at(decoded, 0)))) {
        widen_gap(&p->sinks[sink], SG_GAP_SPACE);
        p->saw_nbsp = p->saw_nbsp || is_nbsp;
    } else if (sg_at(decoded, 0) != 0) {
        put(p, sink, decoded, (struct sg_range){ base + at, took });
    }
    return took;
}

/* A blank of some kind at `at`: gives its octets. */
static size_t put_blank(struct sg_page_reader *p, enum sg_page_sink sink, sg_span text, size_t at)
{
    struct sg_page_stream *to = &p->sinks[sink];
    int octet = sg_at(text, at);
    if (octet == 0)
        return 1;
    bool is_line = octet == '\n' && sg_page_look(p)->is_preformatted && sink != SG_SINK_ALT;
    if (is_line)
        widen_gap(to, to->gap == SG_GAP_LINE ? SG_GAP_LINES : SG_GAP_LINE);
    else
        widen_gap(to, SG_GAP_SPACE);
    p->saw_nbsp = p->saw_nbsp || octet == 0xC2;
    bool lines_count = sg_page_look(p)->is_preformatted && sink != SG_SINK_ALT;
    return blanks_end(text, at + (octet == 0xC2 ? 2 : 1), !lines_count) - at;
}

/* The octet at `at` as it stands; gives how many were taken. */
static size_t put_octet(struct sg_page_reader *p, enum sg_page_sink sink, sg_span text, size_t at,
                        size_t base)
{
    put(p, sink, sg_cut(text, at, 1), (struct sg_range){ base + at, 1 });
    return 1;
}

static void put_all(struct sg_page_reader *p, enum sg_page_sink sink, const struct piece *piece,
                    bool has_references)
{
    size_t base = piece->base;
    sg_span text = piece->text;
    for (size_t at = 0; at < text.len;) {
        size_t end = word_end(piece, at);
        if (end > at)
            put(p, sink, sg_cut(text, at, end - at), (struct sg_range){ base + at, end - at });
        at = end;
        int octet = sg_at(text, at);
        if (octet < 0)
            return;
        if (octet == '&' && has_references)
            at += put_reference(p, sink, text, at, base);
        else if (octet == '&')
            at += put_octet(p, sink, text, at, base);
        else
            at += put_blank(p, sink, text, at);
    }
}

void sg_page_put_blank(struct sg_page_reader *p)
{
    widen_gap(&p->sinks[sink_of(p)], SG_GAP_SPACE);
}

void sg_page_put_text(struct sg_page_reader *p, sg_span text, bool has_references)
{
    struct piece piece = piece_of(p, text);
    put_all(p, sink_of(p), &piece, has_references);
}

void sg_page_put_alt(struct sg_page_reader *p, sg_span text)
{
    widen_gap(&p->sinks[SG_SINK_ALT], SG_GAP_SPACE);
    struct piece piece = piece_of(p, sg_utf8_cut(text, SG_MAX_LABEL));
    put_all(p, SG_SINK_ALT, &piece, true);
}

struct sg_text sg_page_cut(struct sg_page_reader *p, enum sg_page_sink sink,
                           struct sg_page_piece piece, size_t most)
{
    sg_span all = sg_buf_span(&p->sinks[sink].buf);
    struct sg_text whole = { all, p->sinks[sink].places };
    sg_span part = sg_trim(sg_cut(all, piece.from, piece.to - piece.from));
    part = sg_utf8_cut(part, most);
    if (part.len == 0)
        return (struct sg_text){ 0 };
    return sg_text_cut(p->arena, &whole, sg_range_in(all, part).from, part.len);
}
