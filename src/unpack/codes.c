#include "unpack/codes.h"

#include "unpack/finders.h"
#include "unpack/grey.h"
#include "unpack/zxing.h"

enum {
    LEAST_SIDE = 11, /* pixels: the smallest code there is, Micro QR M1, at one pixel a module */
    TINY = 200, /* pixels of the lesser side: enlarged, because a module may be of a pixel or two */
    SMALL = 400, /* pixels of the lesser side: looked at as it is in all ways */
    HUGE =
        1000 *
        1000, /* pixels in all: looked at only in halves, since a code fills a part of it worth seeing */
    MOST =
        2200 *
        1000, /* pixels in all: halved before it is looked at; a quarter of A4 at 300 dots an inch */
    ENLARGED = 4, /* times, a tiny one; of a long one less, so that no more than HUGE comes out */
    LEAST_CONTRAST =
        3, /* between the darkest and the lightest pixel: below it nothing is drawn there */
};

/* How large pictures are, as bits, and at which scale they are looked at. */
enum size { IS_TINY = 1, IS_SMALL = 2, IS_LARGE = 4, IS_HUGE = 8, IS_NOT_HUGE = 7, IS_ANY = 15 };

enum scale { AS_IS, ENLARGED_SCALE, HALF, QUARTER, N_SCALES };

/* A way to look at a picture. */
struct way {
    unsigned sizes; /* enum size that it is worth it for */
    enum scale scale;
    bool is_inverted; /* light on dark */
    bool is_levelled; /* contrast made even from place to place */
    bool is_smoothed; /* noise */
    bool is_grown;    /* dark dots until they touch */
};

static const struct way ways[] = {
    /* sizes scale inverted levelled smoothed grown */
    { IS_ANY, AS_IS, false, false, false, false },
    { IS_ANY, AS_IS, true, false, false, false },
    { IS_NOT_HUGE, AS_IS, false, true, false, false },
    { IS_TINY, ENLARGED_SCALE, false, false, false, false },
    { IS_TINY, ENLARGED_SCALE, true, false, false, false },
    { IS_TINY | IS_SMALL, AS_IS, true, true, false, false },
    { IS_TINY | IS_SMALL, AS_IS, false, true, true, false },
    { IS_SMALL | IS_LARGE, HALF, false, true, false, false },
    { IS_SMALL | IS_LARGE, HALF, true, true, false, false },
    { IS_HUGE, HALF, false, true, false, false },
    { IS_LARGE, QUARTER, false, true, false, false },
    { IS_LARGE | IS_HUGE, QUARTER, true, true, false, false },
    { IS_TINY | IS_SMALL, AS_IS, false, true, false, true },
    { IS_SMALL | IS_LARGE, HALF, false, true, false, true },
    { IS_LARGE | IS_HUGE, QUARTER, false, true, false, true },
};

enum { N_FIRST_WAYS = 2 }; /* as it is: dark on light, light on dark */

/* Of one colour, these are enough. */
static const struct way colour_ways[] = {
    { IS_TINY, ENLARGED_SCALE, false, false, false, false },
    { IS_TINY | IS_SMALL, AS_IS, false, true, false, false },
    { IS_LARGE, HALF, false, true, false, false },
    { IS_HUGE, QUARTER, false, true, false, false },
};

struct look {
    struct sg_unpacking *u;
    uint32_t page;
};

static void keep_code(void *with, const uint8_t *text, size_t len)
{
    const struct look *look = with;
    const struct sg_item item = { .kind = SG_ITEM_CODE,
                                  .page = look->page,
                                  .value = { text, len } };
    for (size_t i = 0; i < look->u->items.n; i++) {
        const struct sg_item *kept = &look->u->items.at[i];
        if (kept->kind == SG_ITEM_CODE && kept->page == item.page &&
            sg_same(kept->value, item.value))
            return;
    }
    sg_unpack_add(look->u, &item);
}

static uint32_t lesser_side(const struct sg_picture *p)
{
    return p->width < p->height ? p->width : p->height;
}

static enum size size_of(const struct sg_picture *p)
{
    uint32_t side = lesser_side(p);
    if ((uint64_t)p->width * p->height > HUGE)
        return IS_HUGE;
    return side <= TINY ? IS_TINY : side <= SMALL ? IS_SMALL : IS_LARGE;
}

/* A map at every scale that this size of picture is looked at. */
static void scale_all(struct sg_arena *arena, enum size size, struct sg_grey scales[N_SCALES])
{
    uint64_t pixels = (uint64_t)scales[AS_IS].width * scales[AS_IS].height;
    uint32_t by = ENLARGED;
    while (by > 1 && pixels * by * by > HUGE)
        by--;
    if (size == IS_TINY)
        scales[ENLARGED_SCALE] = sg_grey_enlarged(arena, &scales[AS_IS], by);
    if (size != IS_TINY)
        scales[HALF] = sg_grey_halved(arena, &scales[AS_IS]);
    if (size == IS_LARGE || size == IS_HUGE)
        scales[QUARTER] = sg_grey_halved(arena, &scales[HALF]);
}

/* What is not levelled is counted as if it were: the library finds dark and light from place to place, too. */
static bool has_too_many_finders(struct sg_arena *arena, const struct sg_grey *map,
                                 const struct way *way)
{
    struct sg_grey level = way->is_levelled ? *map : sg_grey_levelled(arena, map);
    return sg_finders_count(&level, SG_MAX_FINDERS) > SG_MAX_FINDERS;
}

static void look_this_way(struct look *look, struct sg_arena *arena, const struct sg_grey *from,
                          const struct way *way)
{
    struct sg_grey map = *from;
    if (way->is_smoothed)
        map = sg_grey_smoothed(arena, &map);
    if (way->is_levelled)
        map = sg_grey_levelled(arena, &map);
    if (way->is_grown)
        map = sg_grey_grown(arena, &map);
    if (way->is_inverted)
        map = sg_grey_inverted(arena, &map);
    bool any_kind = !way->is_levelled && !way->is_inverted;
    if (has_too_many_finders(arena, &map, way)) {
        look->u->traits |= any_kind ? SG_UNPACK_CUT : 0;
        return;
    }
    sg_zxing_read((struct sg_zxing_map){ map.at, map.width, map.height }, any_kind, SG_MAX_CODES,
                  keep_code, look);
}

/* Sides halved, each octet the mean of the four it stands for. */
static struct sg_picture halved(struct sg_arena *arena, const struct sg_picture *p)
{
    struct sg_picture half = { p->width / 2, p->height / 2, p->channels, NULL };
    size_t channels = p->channels, row = p->width * channels;
    half.at = SG_NEW_N(arena, uint8_t, (size_t)half.width * half.height * channels);
    uint8_t *to = half.at;
    for (size_t y = 0; y < half.height; y++)
        for (size_t x = 0; x < half.width; x++)
            for (size_t c = 0; c < channels; c++) {
                const uint8_t *at = p->at + 2 * y * row + 2 * x * channels + c;
                *to++ = (uint8_t)((at[0] + at[channels] + at[row] + at[row + channels]) / 4);
            }
    return half;
}

/* A picture of one lightness, as spacers are. */
static bool is_empty(const struct sg_picture *p)
{
    size_t octets = (size_t)p->width * p->height * p->channels;
    uint8_t least = UINT8_MAX, most = 0;
    for (size_t i = 0; i < octets && most - least < LEAST_CONTRAST; i++) {
        least = p->at[i] < least ? p->at[i] : least;
        most = p->at[i] > most ? p->at[i] : most;
    }
    return most - least < LEAST_CONTRAST;
}

/* The first ways are for every picture; the others as long as the file's share lasts, so that a document of a hundred
 * photographs costs no more than a few. */
static bool may_look(struct sg_unpacking *u, const struct sg_grey *map, bool is_first)
{
    size_t pixels = (size_t)map->width * map->height;
    if (!is_first &&
        pixels > SG_MAX_LOOKED - (u->looked < SG_MAX_LOOKED ? u->looked : SG_MAX_LOOKED))
        return false;
    u->looked += pixels;
    return true;
}

void sg_codes_find(struct sg_unpacking *u, const struct sg_picture *picture, uint32_t page)
{
    if (lesser_side(picture) < LEAST_SIDE || is_empty(picture))
        return;
    struct look look = { u, page };
    struct sg_arena *smaller = sg_arena_open(SG_MAX_SCRATCH);
    struct sg_picture half;
    if ((uint64_t)picture->width * picture->height > MOST) {
        half = halved(smaller, picture);
        picture = &half;
    }
    struct sg_arena *kept = sg_arena_open(SG_MAX_SCRATCH), *passing = sg_arena_open(SG_MAX_SCRATCH);
    unsigned lights = sg_grey_lights(picture);
    enum size size = size_of(picture);
    for (enum sg_light light = SG_LIGHT_GREY; light < SG_N_LIGHTS; light++) {
        if ((lights >> light & 1) == 0)
            continue;
        bool is_colour = light >= SG_LIGHT_RED;
        const struct way *some = is_colour ? colour_ways : ways;
        size_t n = is_colour ? sizeof(colour_ways) / sizeof(*some) : sizeof(ways) / sizeof(*some);
        sg_arena_reset(kept);
        struct sg_grey scales[N_SCALES] = { [AS_IS] = sg_grey_of(kept, picture, light) };
        scale_all(kept, size, scales);
        for (size_t i = 0; i < n; i++) {
            sg_arena_reset(passing);
            bool is_first = light == SG_LIGHT_GREY && i < N_FIRST_WAYS;
            if ((some[i].sizes & size) != 0 && may_look(u, &scales[some[i].scale], is_first))
                look_this_way(&look, passing, &scales[some[i].scale], &some[i]);
        }
    }
    sg_arena_close(passing);
    sg_arena_close(kept);
    sg_arena_close(smaller);
}
