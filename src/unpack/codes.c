#include "unpack/codes.h"

#include "unpack/grey.h"
#include "unpack/zxing.h"

/* A way to look at a picture. */
struct way {
    enum sg_light light;
    uint32_t by;      /* its sides are enlarged (below SMALL) or reduced by this */
    bool is_inverted; /* light on dark */
    bool is_levelled; /* contrast made even from place to place */
    bool is_smoothed; /* noise, gaps between dots */
    uint32_t least,
        most; /* applies to pictures whose lesser side has at least and at most these pixels */
};

enum {
    LEAST_SIDE = 11, /* pixels: the smallest code there is, Micro QR M1, at one pixel a module */
    SMALL =
        200, /* pixels of the lesser side: enlarged, because a module may be of a pixel or two */
    ANY = SG_MAX_SIDE, /* pixels */
};

static const struct way ways[] = {
    /* light         by inverted levelled smoothed least most */
    { SG_LIGHT_GREY, 1, false, false, false, 0, ANY },
    { SG_LIGHT_GREY, 1, true, false, false, 0, ANY },
    { SG_LIGHT_GREY, 4, false, false, false, 0, SMALL },
    { SG_LIGHT_GREY, 4, true, false, false, 0, SMALL },
    { SG_LIGHT_GREY, 1, false, true, false, 0, ANY },
    { SG_LIGHT_GREY, 1, true, true, false, 0, ANY },
    { SG_LIGHT_GREY, 2, false, false, false, SMALL, ANY },
    { SG_LIGHT_GREY, 2, true, false, false, SMALL, ANY },
    { SG_LIGHT_GREY, 4, false, false, false, 2 * SMALL, ANY },
    { SG_LIGHT_GREY, 4, true, false, false, 2 * SMALL, ANY },
    { SG_LIGHT_GREY, 1, false, true, true, 0, ANY },
    { SG_LIGHT_OVER_BLACK, 1, false, false, false, 0, ANY },
    { SG_LIGHT_OVER_BLACK, 1, true, false, false, 0, ANY },
    { SG_LIGHT_RED, 1, false, true, false, 0, ANY },
    { SG_LIGHT_GREEN, 1, false, true, false, 0, ANY },
    { SG_LIGHT_BLUE, 1, false, true, false, 0, ANY },
};

struct look {
    struct sg_unpacking *u;
    uint32_t page;
    size_t from; /* items before this picture's */
};

static void keep_code(void *with, const uint8_t *text, size_t len)
{
    const struct look *look = with;
    const struct sg_item item = { .kind = SG_ITEM_CODE,
                                  .page = look->page,
                                  .value = { text, len } };
    for (size_t i = look->from; i < look->u->items.n; i++)
        if (sg_same(look->u->items.at[i].value, item.value))
            return;
    sg_unpack_add(look->u, &item);
}

static uint32_t lesser_side(const struct sg_picture *p)
{
    return p->width < p->height ? p->width : p->height;
}

static struct sg_grey seen_this_way(struct sg_arena *arena, const struct sg_picture *picture,
                                    const struct way *way)
{
    struct sg_grey map = sg_grey_of(arena, picture, way->light);
    if (way->by > 1 && lesser_side(picture) <= SMALL)
        map = sg_grey_enlarged(arena, &map, way->by);
    else if (way->by > 1)
        map = sg_grey_reduced(arena, &map, way->by);
    if (way->is_smoothed)
        map = sg_grey_smoothed(arena, &map);
    if (way->is_levelled)
        map = sg_grey_levelled(arena, &map);
    if (way->is_inverted)
        sg_grey_invert(&map);
    return map;
}

static bool applies(const struct way *way, const struct sg_picture *picture, unsigned lights)
{
    uint32_t side = lesser_side(picture);
    return side >= way->least && side <= way->most && (lights >> way->light & 1) != 0;
}

void sg_codes_find(struct sg_unpacking *u, const struct sg_picture *picture, uint32_t page)
{
    if (lesser_side(picture) < LEAST_SIDE)
        return;
    struct look look = { u, page, u->items.n };
    struct sg_arena *arena = sg_arena_open(SG_MAX_SCRATCH);
    unsigned lights = sg_grey_lights(picture);
    for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++) {
        if (!applies(&ways[i], picture, lights))
            continue;
        sg_arena_reset(arena);
        struct sg_grey map = seen_this_way(arena, picture, &ways[i]);
        sg_zxing_read(map.at, map.width, map.height, SG_MAX_CODES, keep_code, &look);
    }
    sg_arena_close(arena);
}
