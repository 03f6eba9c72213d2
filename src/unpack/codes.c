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
    MOST_LIKELY = SG_MAX_FINDERS * SG_FINDER, /* with more corners ZXing-cpp would take minutes */
    LEAST_CERTAIN =
        SG_FINDER / 2, /* of the three that a QR code has: a scale that shows none has none */
};

/* How large pictures are, as bits, and at which scale they are looked at. */
enum size { IS_TINY = 1, IS_SMALL = 2, IS_LARGE = 4, IS_HUGE = 8, IS_NOT_HUGE = 7, IS_ANY = 15 };

enum scale { AS_IS, HALF, QUARTER, N_SCALES };

/* A way to look at a picture. */
struct way {
    unsigned sizes; /* enum size that it is worth it for */
    enum scale scale;
    unsigned kinds;   /* of codes */
    bool is_enlarged; /* from that scale */
    bool is_inverted; /* light on dark */
    bool is_levelled; /* contrast made even from place to place */
    bool is_smoothed; /* noise */
    bool is_grown;    /* dark dots until they touch */
};

enum { QR = SG_ZXING_QR, ALL = SG_ZXING_QR | SG_ZXING_OTHERS, OTHERS = SG_ZXING_OTHERS };

static const struct way ways[] = {
    /* sizes scale kinds enlarged inverted levelled smoothed grown */
    { IS_NOT_HUGE, AS_IS, ALL, false, false, false, false, false },
    { IS_HUGE, AS_IS, QR, false, false, false, false, false },
    { IS_HUGE, HALF, OTHERS, false, false, false, false, false },
    { IS_ANY, AS_IS, QR, false, true, false, false, false },
    { IS_NOT_HUGE, AS_IS, QR, false, false, true, false, false },
    { IS_TINY, AS_IS, ALL, true, false, false, false, false },
    { IS_TINY, AS_IS, QR, true, true, false, false, false },
    { IS_TINY | IS_SMALL, AS_IS, QR, false, true, true, false, false },
    { IS_TINY | IS_SMALL, AS_IS, QR, false, false, true, true, false },
    { IS_SMALL | IS_LARGE, HALF, QR, false, false, true, false, false },
    { IS_SMALL | IS_LARGE, HALF, QR, false, true, true, false, false },
    { IS_HUGE, HALF, QR, false, false, true, false, false },
    { IS_LARGE, QUARTER, QR, false, false, true, false, false },
    { IS_LARGE | IS_HUGE, QUARTER, QR, false, true, true, false, false },
    { IS_TINY | IS_SMALL, AS_IS, QR, false, false, true, false, true },
    { IS_SMALL | IS_LARGE, HALF, QR, false, false, true, false, true },
    { IS_LARGE | IS_HUGE, QUARTER, QR, false, false, true, false, true },
};

enum { N_FIRST_WAYS = 4 }; /* as it is: dark on light, light on dark */

/* Of one colour, these are enough. */
static const struct way colour_ways[] = {
    { IS_TINY, AS_IS, QR, true, false, false, false, false },
    { IS_TINY | IS_SMALL, AS_IS, QR, false, false, true, false, false },
    { IS_LARGE, HALF, QR, false, false, true, false, false },
    { IS_HUGE, QUARTER, QR, false, false, true, false, false },
};

/* A picture at one scale, and the corners of codes that are seen in it. */
struct view {
    struct sg_grey map;
    struct sg_finders dark, light; /* dark on light, light on dark */
};

struct look {
    struct sg_unpacking *u;
    uint32_t page;
    bool is_first;
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

static struct view view_of(struct sg_arena *passing, struct sg_grey map)
{
    sg_arena_reset(passing);
    struct sg_inks inks = sg_grey_inks(passing, &map);
    return (struct view){ map, sg_finders_count(&inks.dark), sg_finders_count(&inks.light) };
}

static struct sg_grey enlarged(struct sg_arena *arena, const struct sg_grey *map)
{
    uint64_t pixels = (uint64_t)map->width * map->height;
    uint32_t by = ENLARGED;
    while (by > 1 && pixels * by * by > HUGE)
        by--;
    return sg_grey_enlarged(arena, map, by);
}

static struct sg_grey made_ready(struct sg_arena *arena, const struct sg_grey *from,
                                 const struct way *way)
{
    struct sg_grey map = *from;
    if (way->is_enlarged)
        map = enlarged(arena, &map);
    if (way->is_smoothed)
        map = sg_grey_smoothed(arena, &map);
    if (way->is_levelled)
        map = sg_grey_levelled(arena, &map);
    if (way->is_grown)
        map = sg_grey_grown(arena, &map);
    if (way->is_inverted)
        map = sg_grey_inverted(arena, &map);
    return map;
}

/* Where a way shows what the others do not, its own map has to be counted. */
static bool changes_shapes(const struct way *way)
{
    return way->is_smoothed || way->is_grown;
}

/* The kinds of codes that are worth a search. */
static unsigned kinds_for(const struct look *look, const struct view *v, const struct way *way)
{
    const struct sg_finders *found = way->is_inverted ? &v->light : &v->dark;
    if (changes_shapes(way))
        return way->kinds;
    if (found->likely > MOST_LIKELY) {
        look->u->traits |= (way->kinds & OTHERS) != 0 ? SG_UNPACK_CUT : 0;
        return 0;
    }
    return found->certain >= LEAST_CERTAIN ? way->kinds : way->kinds & OTHERS;
}

static bool is_worth_it(struct sg_arena *arena, const struct sg_grey *map)
{
    struct sg_inks inks = sg_grey_inks(arena, map);
    struct sg_finders found = sg_finders_count(&inks.dark);
    return found.likely <= MOST_LIKELY && found.certain >= LEAST_CERTAIN;
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

static void look_this_way(struct look *look, struct sg_arena *passing, const struct view *v,
                          const struct way *way)
{
    unsigned kinds = kinds_for(look, v, way);
    sg_arena_reset(passing);
    if (kinds == 0 || !may_look(look->u, &v->map, look->is_first))
        return;
    struct sg_grey map = made_ready(passing, &v->map, way);
    if (!changes_shapes(way) || is_worth_it(passing, &map))
        sg_zxing_read((struct sg_zxing_map){ map.at, map.width, map.height }, kinds, SG_MAX_CODES,
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

/* Lightness, at all scales. */
static void look_at_lightness(struct look *look, struct sg_arena *kept, struct sg_arena *passing,
                              const struct sg_picture *picture, enum sg_light light)
{
    enum size size = size_of(picture);
    enum scale last = size == IS_TINY ? AS_IS : size == IS_SMALL ? HALF : QUARTER;
    struct view views[N_SCALES];
    views[AS_IS] = view_of(passing, sg_grey_of(kept, picture, light));
    for (enum scale i = HALF; i <= last; i++)
        views[i] = view_of(passing, sg_grey_halved(kept, &views[i - 1].map));
    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        look->is_first = light == SG_LIGHT_GREY && i < N_FIRST_WAYS;
        if ((ways[i].sizes & size) != 0)
            look_this_way(look, passing, &views[ways[i].scale], &ways[i]);
    }
}

/* One colour after the other, at one scale. */
static void look_at_colours(struct look *look, struct sg_arena *kept, struct sg_arena *passing,
                            const struct sg_picture *picture)
{
    enum size size = size_of(picture);
    enum scale scale = size == IS_HUGE ? QUARTER : size == IS_LARGE ? HALF : AS_IS;
    struct sg_picture smaller = *picture;
    for (enum scale i = AS_IS; i < scale; i++)
        smaller = halved(kept, &smaller);
    look->is_first = false;
    for (enum sg_light light = SG_LIGHT_RED; light < SG_N_LIGHTS; light++) {
        struct view v = view_of(passing, sg_grey_of(kept, &smaller, light));
        for (size_t i = 0; i < sizeof(colour_ways) / sizeof(*colour_ways); i++)
            if ((colour_ways[i].sizes & size) != 0)
                look_this_way(look, passing, &v, &colour_ways[i]);
    }
}

void sg_codes_find(struct sg_unpacking *u, const struct sg_picture *picture, uint32_t page)
{
    if (lesser_side(picture) < LEAST_SIDE || is_empty(picture))
        return;
    struct look look = { .u = u, .page = page };
    struct sg_arena *kept = sg_arena_open(SG_MAX_SCRATCH), *passing = sg_arena_open(SG_MAX_SCRATCH);
    struct sg_picture half;
    if ((uint64_t)picture->width * picture->height > MOST) {
        half = halved(kept, picture);
        picture = &half;
    }
    unsigned lights = sg_grey_lights(picture);
    look_at_lightness(&look, kept, passing, picture, SG_LIGHT_GREY);
    if ((lights >> SG_LIGHT_OVER_BLACK & 1) != 0)
        look_at_lightness(&look, kept, passing, picture, SG_LIGHT_OVER_BLACK);
    if ((lights >> SG_LIGHT_RED & 1) != 0)
        look_at_colours(&look, kept, passing, picture);
    sg_arena_close(passing);
    sg_arena_close(kept);
}
