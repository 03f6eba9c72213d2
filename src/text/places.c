#include "text/places.h"

#include "base/limits.h"

const struct sg_places *sg_places_literal(struct sg_arena *arena, size_t base,
                                          const struct sg_places *below)
{
    if (base == 0 && below != NULL)
        return below;
    struct sg_places *places = SG_NEW(arena, struct sg_places);
    places->base = (uint32_t)base;
    places->below = below;
    return places;
}

struct sg_places *sg_places_open(struct sg_arena *arena, const struct sg_places *below)
{
    struct sg_places *places = SG_NEW(arena, struct sg_places);
    places->below = below;
    return places;
}

void sg_places_widen(struct sg_arena *arena, struct sg_places *places, struct sg_place_point point)
{
    size_t n = places->points.n;
    struct sg_place_point *last = n > 0 ? &places->points.at[n - 1] : NULL;
    if (n > 0 && last->out == point.out && last->in == point.in)
        return;
    if (n >= SG_MAX_POINTS) {
        places->full = true;
        *last = point;
        return;
    }
    uint32_t delta = point.in - point.out;
    if (n >= 2 && places->kind == SG_PLACES_RUNS && last[0].in - last[0].out == delta &&
        last[-1].in - last[-1].out == delta) {
        *last = point;
        return;
    }
    *SG_PUSH(arena, &places->points) = point;
}

struct run {
    size_t out, in;           /* where it starts */
    size_t out_len, in_len;   /* SIZE_MAX: to the end of the layer */
    enum sg_places_kind kind; /* of the layer */
};

/* The run that decoded octet `out` stands in: of points with the same `out` the last one counts. */
static struct run run_at(const struct sg_places *places, size_t out)
{
    const struct sg_place_point *points = places->points.at;
    size_t low = 0, high = places->points.n; /* points before low are <= out, from high on > out */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (points[middle].out <= out)
            low = middle + 1;
        else
            high = middle;
    }
    struct run run = { 0, places->base, SIZE_MAX, SIZE_MAX, places->kind };
    if (low > 0) {
        run.out = points[low - 1].out;
        run.in = points[low - 1].in;
    }
    if (low < places->points.n) {
        run.out_len = points[low].out - run.out;
        run.in_len = points[low].in - run.in;
        if (places->full && low + 1 == places->points.n)
            run.kind = SG_N_PLACES_KINDS;
    }
    return run;
}

static size_t at_most(size_t n, size_t most)
{
    return n < most ? n : most;
}

/* Source octets, from the run's start, before which `d` decoded octets of it begin. */
static size_t run_before(const struct run *run, size_t d)
{
    bool widened = run->kind == SG_N_PLACES_KINDS;
    if (!widened && run->out_len == run->in_len)
        return d;
    if (run->kind == SG_PLACES_BASE64 && run->out_len > 3)
        return at_most(d / 3 * 4, run->in_len);
    if (run->kind == SG_PLACES_QUOTED && run->in_len == run->out_len * 3)
        return d * 3;
    return 0;
}

/* Source octets, from the run's start, that it takes to give its first `d` octets (d > 0). */
static size_t run_after(const struct run *run, size_t d)
{
    bool widened = run->kind == SG_N_PLACES_KINDS;
    if (!widened && run->out_len == run->in_len)
        return d;
    if (run->kind == SG_PLACES_BASE64 && run->out_len > 3)
        return at_most((d + 2) / 3 * 4, run->in_len);
    if (run->kind == SG_PLACES_QUOTED && run->in_len == run->out_len * 3)
        return d * 3;
    return run->in_len;
}

static struct sg_range layer_find(const struct sg_places *places, struct sg_range range)
{
    struct run first = run_at(places, range.from);
    size_t from = first.in + run_before(&first, range.from - first.out);
    if (range.len == 0)
        return (struct sg_range){ from, 0 };
    size_t end = range.from + range.len;
    struct run last = run_at(places, end - 1);
    size_t to = last.in + run_after(&last, end - last.out);
    return (struct sg_range){ from, to > from ? to - from : 0 };
}

struct sg_range sg_places_find(const struct sg_places *places, struct sg_range range)
{
    if (places == NULL)
        return (struct sg_range){ 0, 0 };
    for (; places != NULL; places = places->below)
        range = layer_find(places, range);
    return range;
}

struct sg_range sg_place_of(const struct sg_text *text, sg_span part)
{
    struct sg_range range = sg_range_in(text->utf8, part);
    if (range.len < part.len)
        return (struct sg_range){ 0, 0 };
    return sg_places_find(text->places, range);
}

struct sg_text sg_text_cut(struct sg_arena *arena, const struct sg_text *text, size_t from,
                           size_t len)
{
    struct sg_text cut = { .utf8 = sg_cut(text->utf8, from, len) };
    if (text->places != NULL)
        cut.places = sg_places_literal(arena, from, text->places);
    return cut;
}
