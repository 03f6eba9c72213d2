/* text/places.h - where decoded text came from, through every layer of decoding.
 *
 * A decoder that turns octets into other octets hands out a `struct sg_places` beside them.  Layers
 * stack: HTML text stands on a charset conversion, that on a base64 decoding, that on the mail.
 * sg_place_of() walks down and gives the octets in the mail as received, so that every piece of
 * evidence can be looked up in the original.
 *
 * A layer is a run of points: decoded octet `out` came from source octet `in`, ascending in both.
 * Between two points a range is exact when the run is literal (one octet to one) or follows the
 * layer's own ratio (base64: to the quantum of four letters; quoted-printable: to the escape), else
 * widened to cover the whole run: never too small, at most one run (a line, a character) too large.
 */
#ifndef SG_TEXT_PLACES_H
#define SG_TEXT_PLACES_H

#include "base/arena.h"
#include "base/limits.h"

struct sg_place_point {
    uint32_t out, in; /* octets; SG_MAX_MAIL and SG_MAX_TEXT fit */
};

enum sg_places_kind {
    SG_PLACES_RUNS,   /* literal or widened */
    SG_PLACES_BASE64, /* four letters to three octets; a run of at most three octets is widened */
    SG_PLACES_QUOTED, /* literal, or escapes: three octets to one */
    SG_N_PLACES_KINDS,
};

struct sg_places {
    SG_LIST(struct sg_place_point) points; /* empty: literal from `base` on */
    uint32_t base; /* source octet of decoded octet 0 when there are no points */
    enum sg_places_kind kind;
    bool full;                     /* SG_MAX_POINTS reached: the last run is widened */
    const struct sg_places *below; /* the layer that the source octets belong to; NULL: the mail */
};

/* Text (always valid UTF-8, unless a function says otherwise) that knows where it came from. */
struct sg_text {
    sg_span utf8;
    const struct sg_places *places; /* NULL: made up by us, stands nowhere in the mail */
};

/* A layer whose decoded octets are the source's own from octet `base` of `below` on. */
const struct sg_places *sg_places_literal(struct sg_arena *arena, size_t base,
                                          const struct sg_places *below);

/* A layer to be filled by a decoder with sg_places_point(), ascending.  A decoder ends with a point at
 * its end, unless its last run is literal. */
struct sg_places *sg_places_open(struct sg_arena *arena, const struct sg_places *below);
static inline void sg_places_point(struct sg_arena *arena, struct sg_places *places, size_t out,
                                   size_t in);
/* Behind it: the first points, and those that need room or find none. */
void sg_places_widen(struct sg_arena *arena, struct sg_places *places, struct sg_place_point point);

/* The octets of the mail that `range` of the decoded text came from; {0, 0} when `places` is NULL. */
struct sg_range sg_places_find(const struct sg_places *places, struct sg_range range);

/* The same for `part`, which points into text->utf8. */
struct sg_range sg_place_of(const struct sg_text *text, sg_span part);

/* The part of `text` from `from`, at most `len` octets, with its places. */
struct sg_text sg_text_cut(struct sg_arena *arena, const struct sg_text *text, size_t from,
                           size_t len);

static inline void sg_places_point(struct sg_arena *arena, struct sg_places *places, size_t out,
                                   size_t in)
{
    struct sg_place_point point = { (uint32_t)out, (uint32_t)in };
    size_t n = places->points.n;
    if (n < 2 || n >= places->points.room || n >= SG_MAX_POINTS) {
        sg_places_widen(arena, places, point);
        return;
    }
    struct sg_place_point *last = &places->points.at[n - 1];
    uint32_t delta = point.in - point.out;
    bool is_on_line = last[0].in - last[0].out == delta;
    if (is_on_line && last->out == point.out)
        return;
    /* The middle one of three points that lie on one literal run says nothing. */
    if (is_on_line && places->kind == SG_PLACES_RUNS && last[-1].in - last[-1].out == delta) {
        *last = point;
        return;
    }
    last[1] = point;
    places->points.n = n + 1;
}

#endif
