#include "text/transfer.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/load.h"
#include "base/wide.h"
#include "text/base64_wide.h"

#define V(n) ((n) | VALUE)

enum {
    SPARE = 16,   /* octets behind the room of a writer */
    VALUE = 0x40, /* what is not a letter lacks this bit */
    VALUES = (VALUE << 18) ^ (VALUE << 12) ^ (VALUE << 6) ^ VALUE,
};

/* Value of a letter and VALUE; 0 for what is none. */
static const uint8_t base64_values[256] = {
    ['A'] = V(0), V(1),  V(2),          V(3),  V(4),          V(5),  V(6),          V(7),
    V(8),         V(9),  V(10),         V(11), V(12),         V(13), V(14),         V(15),
    V(16),        V(17), V(18),         V(19), V(20),         V(21), V(22),         V(23),
    V(24),        V(25), ['a'] = V(26), V(27), V(28),         V(29), V(30),         V(31),
    V(32),        V(33), V(34),         V(35), V(36),         V(37), V(38),         V(39),
    V(40),        V(41), V(42),         V(43), V(44),         V(45), V(46),         V(47),
    V(48),        V(49), V(50),         V(51), ['0'] = V(52), V(53), V(54),         V(55),
    V(56),        V(57), V(58),         V(59), V(60),         V(61), ['+'] = V(62), ['/'] = V(63),
};

static inline int base64_value(int octet)
{
    return octet < 0 || base64_values[octet] == 0 ? -1 : base64_values[octet] ^ VALUE;
}

struct writer { /* room for `room` octets and SPARE more, which fast paths may overwrite */
    uint8_t *at;
    size_t len, room;
};

static struct writer writer_open(struct sg_arena *arena, size_t needed, size_t most)
{
    size_t room = needed < most ? needed : most;
    return (struct writer){ .at = sg_arena_octets(arena, room + SPARE), .room = room };
}

/* What was written, with the rest of the room given back. */
static sg_span writer_close(struct sg_arena *arena, const struct writer *w)
{
    sg_arena_trim(arena, w->at, w->room + SPARE, w->len);
    return (sg_span){ w->at, w->len };
}

static inline bool put(struct writer *w, int octet)
{
    if (w->len >= w->room)
        return false;
    w->at[w->len++] = (uint8_t)octet;
    return true;
}

struct quantum { /* letters of base64 that wait for their fellows */
    uint32_t bits;
    int n;
};

/* The octets that an unfinished quantum holds; what is left of a single letter is noise. */
static bool quantum_flush(struct quantum *q, struct writer *w, size_t *noise)
{
    int n = q->n;
    uint32_t bits = q->bits << (6 * (4 - n));
    *q = (struct quantum){ 0 };
    if (n == 1)
        *noise += 1;
    if (n >= 2 && !put(w, (int)(bits >> 16 & 0xFF)))
        return false;
    if (n >= 3 && !put(w, (int)(bits >> 8 & 0xFF)))
        return false;
    return n < 4 || put(w, (int)(bits & 0xFF));
}

/* Whole quanta without anything between: gives where it stopped. */
static size_t base64_run(sg_span in, size_t start, struct writer *w)
{
    uint8_t *out = w->at + w->len;
    size_t i = sg_base64_wide(in, start, out, w->room - w->len);
    out += (i - start) / 4 * 3;
    size_t quanta = (in.len - i) / 4, fits = (w->room - (size_t)(out - w->at)) / 3;
    if (quanta > fits)
        quanta = fits;
    for (; quanta > 0; quanta--, i += 4, out += 3) {
        uint32_t word = sg_load4(in, i);
        uint32_t a = base64_values[word & 0xFF], b = base64_values[word >> 8 & 0xFF],
                 c = base64_values[word >> 16 & 0xFF], d = base64_values[word >> 24];
        if ((a & b & c & d) < VALUE)
            break;
        uint32_t swapped = __builtin_bswap32((a << 18 ^ b << 12 ^ c << 6 ^ d ^ VALUES) << 8);
        memcpy(out, &swapped, sizeof(swapped));
    }
    w->len = (size_t)(out - w->at);
    return i;
}

struct base64 {
    struct sg_arena *arena;
    struct sg_places *places;
    struct writer w;
    struct quantum q;
    size_t noise;
};

/* One octet of the slow path; false when the output is full. */
static bool base64_octet(struct base64 *d, int octet, size_t i)
{
    int value = base64_value(octet);
    if (value >= 0) {
        if (d->q.n == 0)
            sg_places_point(d->arena, d->places, d->w.len, i);
        d->q.bits = d->q.bits << 6 | (uint32_t)value;
        d->q.n++;
        return d->q.n < 4 || quantum_flush(&d->q, &d->w, &d->noise);
    }
    if (octet == '=')
        return quantum_flush(&d->q, &d->w, &d->noise);
    d->noise += !sg_is_blank(octet);
    return true;
}

struct sg_decoded sg_base64_decode(struct sg_arena *arena, sg_span in,
                                   const struct sg_places *below, size_t most)
{
    struct base64 d = { .arena = arena,
                        .places = sg_places_open(arena, below),
                        .w = writer_open(arena, in.len / 4 * 3 + 3, most) };
    d.places->kind = SG_PLACES_BASE64;
    bool fits = true;
    size_t i = 0;
    while (i < in.len && fits && d.noise < SG_MAX_NOISE) {
        size_t run = d.q.n == 0 ? base64_run(in, i, &d.w) : i;
        if (run > i) {
            size_t before = d.w.len - (run - i) / 4 * 3;
            sg_places_point(arena, d.places, before, i);
            i = run;
            continue;
        }
        fits = base64_octet(&d, sg_at(in, i), i);
        i++;
        if (d.q.n == 0)
            while (sg_is_blank(sg_at(in, i)))
                i++;
    }
    if (fits)
        fits = quantum_flush(&d.q, &d.w, &d.noise);
    sg_places_point(arena, d.places, d.w.len, i);
    return (struct sg_decoded){ { d.w.at, d.w.len }, d.places, d.noise, !fits || i < in.len };
}

static bool is_blank(int octet)
{
    return octet == ' ' || octet == '\t';
}

/* Where a soft line break that starts at the `=` at `i` ends, or `i` when it is none. */
static size_t soft_break_end(sg_span in, size_t i)
{
    size_t end = i + 1;
    while (is_blank(sg_at(in, end)))
        end++;
    if (end >= in.len)
        return in.len;
    if (sg_at(in, end) == '\r')
        end++;
    return sg_at(in, end) == '\n' ? end + 1 : i;
}

/* Copy octets from `i` on up to the next `=` or line feed; gives where it stopped. */
static size_t quoted_run(sg_span in, size_t i, struct writer *w)
{
    size_t room = w->room - w->len, left = in.len - i, wide = SG_WIDE, start = i;
    uint8_t *out = w->at + w->len;
    uint32_t hit = 0;
    for (size_t fits = (room < left ? room : left) / wide; fits > 0 && hit == 0; fits--) {
        sg_wide octets = sg_wide_load(in, i);
        memcpy(out, &octets, sizeof(octets));
        hit = sg_wide_bits(sg_wide_same(octets, '=') | sg_wide_same(octets, '\n'));
        size_t n = hit != 0 ? sg_wide_first(hit) : wide;
        out += n;
        i += n;
    }
    w->len += i - start;
    if (hit != 0)
        return i;
    for (int octet = sg_at(in, i); octet >= 0 && octet != '=' && octet != '\n';
         octet = sg_at(in, i)) {
        if (!put(w, octet))
            break;
        i++;
    }
    return i;
}

struct quoted {
    struct sg_arena *arena;
    struct sg_places *places;
    struct writer w;
    size_t noise;
    size_t floor;   /* decoded octets before this come from escapes: blanks there are meant */
    bool in_escape; /* the current run is one of escapes */
};

/* A run of the other sort starts here. */
static inline void quoted_switch(struct quoted *d, bool escape, size_t i)
{
    if (d->in_escape != escape)
        sg_places_point(d->arena, d->places, d->w.len, i);
    d->in_escape = escape;
}

/* The line feed at `i`: blanks before it were put there on the way and are dropped. */
static bool quoted_line_end(struct quoted *d, sg_span in, size_t i)
{
    size_t cr = d->w.len > d->floor && i > 0 && sg_at(in, i - 1) == '\r';
    size_t end = d->w.len - cr, kept = end;
    while (kept > d->floor && is_blank(d->w.at[kept - 1]))
        kept--;
    quoted_switch(d, false, i);
    if (kept < end) {
        d->w.len = kept;
        sg_places_point(d->arena, d->places, kept, i - cr - (end - kept));
        sg_places_point(d->arena, d->places, kept, i - cr);
        if (cr > 0)
            put(&d->w, '\r');
    }
    return put(&d->w, '\n');
}

/* The `=` at `*i`, which moves past what it starts. */
static bool quoted_equals(struct quoted *d, sg_span in, size_t *i)
{
    int next = sg_at(in, *i + 1);
    int high = next > ' ' ? sg_hex_value(next) : -1;
    int low = high >= 0 ? sg_hex_value(sg_at(in, *i + 2)) : -1;
    if (low >= 0) {
        quoted_switch(d, true, *i);
        bool fits = put(&d->w, high << 4 | low);
        d->floor = d->w.len;
        *i += fits ? 3 : 0;
        return fits;
    }
    size_t end = soft_break_end(in, *i);
    if (end > *i) {
        sg_places_point(d->arena, d->places, d->w.len, *i);
        sg_places_point(d->arena, d->places, d->w.len, end);
        d->floor = d->w.len;
        *i = end;
        return true;
    }
    quoted_switch(d, false, *i);
    d->noise++;
    *i += 1;
    return put(&d->w, '=');
}

struct sg_decoded sg_quoted_printable_decode(struct sg_arena *arena, sg_span in,
                                             const struct sg_places *below, size_t most)
{
    struct quoted d = { .arena = arena,
                        .places = sg_places_open(arena, below),
                        .w = writer_open(arena, in.len, most) };
    d.places->kind = SG_PLACES_QUOTED;
    bool fits = true;
    size_t i = 0;
    while (i < in.len && fits) {
        int octet = sg_at(in, i);
        if (octet == '=') {
            fits = quoted_equals(&d, in, &i);
        } else if (octet == '\n') {
            fits = quoted_line_end(&d, in, i);
            i += fits;
        } else {
            quoted_switch(&d, false, i);
            size_t end = quoted_run(in, i, &d.w);
            fits = end > i;
            i = end;
        }
    }
    sg_places_point(arena, d.places, d.w.len, i);
    return (struct sg_decoded){ { d.w.at, d.w.len }, d.places, d.noise, !fits };
}

static int uu_value(sg_span line, size_t i)
{
    int octet = sg_at(line, i);
    if (octet < 0)
        return 0; /* trailing blanks are often lost on the way */
    return octet >= ' ' && octet <= '`' ? (octet - ' ') & 0x3F : -1;
}

/* One line; false when it is not one of uuencode's. */
static bool uu_line(sg_span line, struct writer *w)
{
    int len = uu_value(line, 0);
    if (len <= 0 || line.len > 1 + ((size_t)len + 2) / 3 * 4 + 1 || line.len < 2)
        return false;
    size_t start = w->len;
    for (size_t i = 1; len > 0; i += 4, len -= 3) {
        int a = uu_value(line, i), b = uu_value(line, i + 1), c = uu_value(line, i + 2),
            d = uu_value(line, i + 3);
        if (a < 0 || b < 0 || c < 0 || d < 0) {
            w->len = start;
            return false;
        }
        put(w, (a << 2 | b >> 4) & 0xFF);
        if (len > 1)
            put(w, (b << 4 | c >> 2) & 0xFF);
        if (len > 2)
            put(w, (c << 6 | d) & 0xFF);
    }
    return true;
}

struct sg_decoded sg_uu_decode(struct sg_arena *arena, sg_span in, const struct sg_places *below,
                               size_t most)
{
    struct sg_places *places = sg_places_open(arena, below);
    struct writer w = writer_open(arena, in.len + 64, most);
    size_t noise = 0;
    bool cut = false;
    sg_span rest = in;
    while (rest.len > 0 && !cut) {
        size_t at = in.len - rest.len;
        sg_span line = sg_next(&rest, '\n');
        line = sg_at(line, line.len - 1) == '\r' ? sg_cut(line, 0, line.len - 1) : line;
        if (sg_same(line, SG_SPAN("end")))
            break;
        if (line.len == 0 || sg_starts(line, SG_SPAN("begin ")) || sg_same(line, SG_SPAN("`")))
            continue;
        sg_places_point(arena, places, w.len, at);
        cut = w.room - w.len < 64;
        if (!cut && !uu_line(line, &w))
            noise += line.len;
        sg_places_point(arena, places, w.len, at + line.len);
    }
    return (struct sg_decoded){ { w.at, w.len }, places, noise, cut };
}

static int token_value(int octet)
{
    return octet == '-' ? 62 : octet == '_' ? 63 : base64_value(octet);
}

bool sg_base64_token(struct sg_arena *arena, sg_span in, sg_span *out)
{
    sg_span letters = in;
    for (int pads = 0; pads < 2 && letters.len > 0 && sg_at(letters, letters.len - 1) == '=';
         pads++)
        letters.len--;
    if (letters.len < 2 || letters.len % 4 == 1)
        return false;
    struct writer w = writer_open(arena, letters.len, SG_MAX_TEXT);
    struct quantum q = { 0 };
    size_t noise = 0;
    for (size_t i = base64_run(letters, 0, &w); i < letters.len; i++) {
        int value = token_value(sg_at(letters, i));
        if (value < 0) {
            w.len = 0;
            (void)writer_close(arena, &w);
            return false;
        }
        q.bits = q.bits << 6 | (uint32_t)value;
        q.n++;
        if (q.n == 4)
            quantum_flush(&q, &w, &noise);
    }
    quantum_flush(&q, &w, &noise);
    *out = writer_close(arena, &w);
    return true;
}

sg_span sg_percent_decode(struct sg_arena *arena, sg_span in)
{
    size_t i = sg_find(in, '%', 0);
    while (i < in.len && (sg_hex_value(sg_at(in, i + 1)) < 0 || sg_hex_value(sg_at(in, i + 2)) < 0))
        i = sg_find(in, '%', i + 1);
    if (i >= in.len)
        return in;
    struct sg_buf b = SG_BUF_IN(arena, in.len);
    sg_put(&b, sg_cut(in, 0, i));
    while (i < in.len) {
        int octet = sg_at(in, i);
        int high = sg_hex_value(sg_at(in, i + 1)), low = sg_hex_value(sg_at(in, i + 2));
        bool escape = octet == '%' && high >= 0 && low >= 0;
        sg_put_octet(&b, (uint8_t)(escape ? high << 4 | low : octet));
        i += escape ? 3 : 1;
    }
    return sg_buf_done(&b);
}
