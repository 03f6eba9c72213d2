#include "text/fold.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include "base/load.h"
#include "base/wide.h"
#include "text/fold_tables.h"
#include "text/unicode.h"

enum {
    SEGMENT = 32,  /* characters folded together by ICU; longer chains of marks are cut */
    WIDEST = 1024, /* UTF-16 units that a segment becomes */
};

struct fold {
    const struct sg_folder *folder;
    struct sg_arena *arena;
    sg_span in;
    struct sg_buf out;
    struct sg_places *places; /* NULL when nobody asks */
    size_t last_in, last_out; /* where the last character stands in both */
    int32_t last;             /* the last character written, -1 at the start */
    size_t segment_end;       /* where the last segment that ICU folded ends */
    size_t blank_at;          /* where blanks that wait to be written begin; SIZE_MAX: none */
    bool literal;             /* the current run is literal */
};

static bool is_ideographic(int32_t c) /* written without blanks between */
{
    return (c >= 0x3001 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}

static void point(struct fold *f, size_t in)
{
    if (f->places != NULL)
        sg_places_point(f->arena, f->places, f->out.len, in);
}

static void put_pending_blank(struct fold *f, int32_t next)
{
    if (f->blank_at == SIZE_MAX)
        return;
    if (f->last >= 0)
        point(f, f->blank_at);
    if (f->last >= 0 && !(is_ideographic(f->last) && is_ideographic(next)))
        sg_put_octet(&f->out, ' ');
    f->blank_at = SIZE_MAX;
    f->literal = false;
}

static size_t octets_of(int32_t c)
{
    return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
}

/* Character `c`, made of the `n` octets at `in`. */
static inline void put(struct fold *f, int32_t c, size_t in, size_t n)
{
    if (f->blank_at != SIZE_MAX)
        put_pending_blank(f, c);
    bool literal = octets_of(c) == n;
    if (!literal || !f->literal)
        point(f, in);
    f->literal = literal;
    f->last_in = in;
    f->last_out = f->out.len;
    f->last = c;
    if (c < 0x80)
        sg_put_octet(&f->out, (uint8_t)c);
    else
        sg_put_utf8(&f->out, c);
}

static inline void blank(struct fold *f, size_t in)
{
    if (f->blank_at == SIZE_MAX)
        f->blank_at = in;
}

/* An invisible character at `in` leaves nothing. */
static void skip_invisible(struct fold *f, size_t in)
{
    if (f->blank_at == SIZE_MAX && f->last >= 0)
        point(f, in);
    f->literal = false;
}

/* The characters from `from` on that belong together, in UTF-16; gives where they end. */
static size_t segment(const struct fold *f, size_t from, UChar *units, int32_t *n)
{
    size_t i = from;
    *n = 0;
    for (int count = 0; i < f->in.len && count < SEGMENT; count++) {
        size_t next = i;
        int32_t c = sg_utf8_next(f->in, &next);
        if (count > 0 && (c < 0x80 || unorm2_hasBoundaryBefore(f->folder->normalizer, c)))
            break;
        if (c >= 0x10000)
            units[(*n)++] = (UChar)(0xD7C0 + (c >> 10));
        units[(*n)++] = (UChar)(c < 0x10000 ? c : 0xDC00 | (c & 0x3FF));
        i = next;
    }
    return i;
}

static int32_t unit_character(const UChar *units, int32_t *i, int32_t n)
{
    int32_t c = units[(*i)++];
    if ((c & 0xFC00) == 0xD800 && *i < n)
        c = 0x10000 + ((c - 0xD800) << 10) + (units[(*i)++] - 0xDC00);
    return c;
}

/* Fold by ICU what starts at `from`; gives where it ends. */
static size_t fold_segment(struct fold *f, size_t from)
{
    UChar units[2 * SEGMENT], folded[WIDEST];
    int32_t n;
    size_t end = segment(f, from, units, &n);
    f->segment_end = end;
    UErrorCode status = U_ZERO_ERROR;
    n = unorm2_normalize(f->folder->normalizer, units, n, folded, WIDEST, &status);
    if (U_FAILURE(status))
        return end;
    for (int32_t i = 0; i < n;) {
        int32_t c = unit_character(folded, &i, n);
        if (c == ' ')
            blank(f, from);
        else
            put(f, c, from, SIZE_MAX);
    }
    f->last_in = from;
    return end;
}

/* Take the last character back: the mark at hand changes it, unless it is the next of a chain that was cut. */
static size_t fold_joined(struct fold *f, size_t at)
{
    bool alone =
        f->last < 0 || f->blank_at != SIZE_MAX || f->last_out >= f->out.len || f->segment_end == at;
    size_t from = alone ? at : f->last_in;
    if (!alone)
        f->out.len = f->last_out;
    f->literal = false;
    return fold_segment(f, from);
}

/* Characters of three octets that fold to themselves, after one such before `at`; gives where they end. */
static size_t fold_inert_run(struct fold *f, size_t at)
{
    size_t start = at, fits = sg_buf_room(&f->out, f->in.len - at) / 3;
    uint8_t *out = f->out.at + f->out.len;
    for (; fits > 0 && f->in.len - at >= 4; fits--, at += 3, out += 3) {
        uint32_t word = sg_load4(f->in, at);
        uint32_t c = (word & 0x0F) << 12 | (word >> 2 & 0xFC0) | (word >> 16 & 0x3F);
        if ((word & 0xC0C0F0) != 0x8080E0 || f->folder->simple[c] != c || c < 0x800)
            break;
        memcpy(out, &word, 3);
    }
    if (at > start) {
        f->out.len += at - start;
        f->last_in = at - 3;
        f->last_out = f->out.len - 3;
        size_t last = at - 3;
        f->last = sg_utf8_next(f->in, &last);
    }
    return at;
}

/* The character at `at`, not ASCII; gives where it ends. */
static size_t fold_wide(struct fold *f, size_t at)
{
    size_t end = at;
    int32_t c = sg_utf8_next_wide(f->in, &end);
    if (c >= 0x10000) {
        if (c < 0x1F300 || c > 0x1FAFF)
            return fold_segment(f, at);
        put(f, c, at, end - at);
        return end;
    }
    int32_t to = f->folder->simple[c];
    if (to > SG_FOLD_BLANK)
        put(f, to, at, end - at);
    if (to == c && end - at == 3 && f->literal)
        return fold_inert_run(f, end);
    if (to > SG_FOLD_BLANK)
        return end;
    if (to == SG_FOLD_BLANK)
        blank(f, at);
    else if (to == SG_FOLD_MANY)
        return fold_segment(f, at);
    else if (to == SG_FOLD_JOINS)
        return fold_joined(f, at);
    else
        skip_invisible(f, at);
    return end;
}

/* As much of what fold_ascii_run() folds as can be taken sixteen octets at a time. */
static size_t fold_ascii_blocks(struct fold *f, size_t at)
{
    while (sg_wide_fits(f->in, at)) {
        sg_wide w = sg_wide_load(f->in, at);
        uint32_t blanks = sg_wide_bits(sg_wide_same(w, ' '));
        uint32_t stops = sg_wide_bits(w | sg_wide_below(w, ' '));
        uint32_t behind = (stops | blanks) >> 1 | UINT32_C(1) << (SG_WIDE - 1);
        stops |= blanks & behind;
        size_t n = stops == 0 ? SG_WIDE : sg_wide_first(stops);
        if (n == 0 || !sg_wide_put(&f->out, sg_wide_lower(w), n))
            break;
        at += n;
    }
    return at;
}

/* Letters and single blanks after an ASCII character at `at` - 1; gives where they end. */
static size_t fold_ascii_run(struct fold *f, size_t at)
{
    size_t start = at;
    const uint8_t *visible = f->folder->visible;
    for (;; at++) {
        at = fold_ascii_blocks(f, at);
        int octet = sg_at(f->in, at), next;
        uint8_t folded = visible[octet & 0xFF];
        if (octet < 0 || sg_buf_room(&f->out, 1) == 0)
            break;
        if (folded == 0) {
            next = sg_at(f->in, at + 1);
            if (octet != ' ' || next < 0 || visible[next] == 0)
                break;
            folded = ' ';
        }
        sg_put_octet(&f->out, folded);
    }
    if (at > start) {
        f->last_in = at - 1;
        f->last_out = f->out.len - 1;
        f->last = sg_at(f->in, at - 1);
    }
    return at;
}

/* The ASCII octet at `at`; gives where it and what is like it end. */
static inline size_t fold_ascii(struct fold *f, int octet, size_t at)
{
    if (octet <= ' ') {
        blank(f, at);
        return at + 1;
    }
    put(f, sg_lower(octet), at, 1);
    return fold_ascii_run(f, at + 1);
}

/* No room for another character and the blank before it. */
static bool is_full(size_t len, size_t most)
{
    return most - len < 8;
}

/* A text may grow to this; honest ones hardly grow, but one character may stand for eighteen. */
static size_t most_of(size_t len)
{
    return 2 * len + 1024;
}

bool sg_fold_is_cut(sg_span folded, size_t len)
{
    return is_full(folded.len, most_of(len));
}

static struct sg_text fold_text(struct sg_arena *arena, const struct sg_folder *folder,
                                sg_span utf8, struct sg_places *places)
{
    size_t most = most_of(utf8.len);
    struct fold f = {
        .folder = folder,
        .arena = arena,
        .in = utf8,
        .out = SG_BUF_IN(arena, most),
        .places = places,
        .last = -1,
        .blank_at = SIZE_MAX,
    };
    sg_buf_room(&f.out, utf8.len + SG_WIDE < most ? utf8.len + SG_WIDE : most);
    for (size_t at = 0; at < utf8.len && !is_full(f.out.len, most);) {
        int octet = sg_at(utf8, at);
        if (octet < 0x80)
            at = fold_ascii(&f, octet, at);
        else
            at = fold_wide(&f, at);
    }
    point(&f, f.blank_at == SIZE_MAX ? utf8.len : f.blank_at);
    return (struct sg_text){ sg_utf8_cut(sg_buf_span(&f.out), most), places };
}

struct sg_text sg_fold(struct sg_arena *arena, const struct sg_folder *folder,
                       const struct sg_text *text)
{
    struct sg_places *places = text->places == NULL ? NULL : sg_places_open(arena, text->places);
    return fold_text(arena, folder, text->utf8, places);
}

sg_span sg_fold_span(struct sg_arena *arena, const struct sg_folder *folder, sg_span utf8)
{
    return fold_text(arena, folder, utf8, NULL).utf8;
}
