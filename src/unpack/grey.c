#include "unpack/grey.h"

enum {
    COLOURFUL = 48,      /* difference of two channels: more is colour, not paper or lens */
    COLOURFUL_PART = 50, /* of so many pixels one is colourful: then colours are looked at */
    TILE = 16,           /* pixels of a side: a tile of levelling */
    FLAT = 3,            /* between darkest and lightest near by: nothing stands there */
};

static bool is_transparent_somewhere(const struct sg_picture *p)
{
    if (p->channels == 1 || p->channels == 3)
        return false;
    size_t octets = (size_t)p->width * p->height * p->channels;
    for (size_t at = p->channels - 1; at < octets; at += p->channels)
        if (p->at[at] < 128)
            return true;
    return false;
}

static bool is_colourful(const struct sg_picture *p)
{
    if (p->channels < 3)
        return false;
    size_t pixels = (size_t)p->width * p->height, n = 0;
    for (size_t i = 0; i < pixels; i++) {
        const uint8_t *c = p->at + i * p->channels;
        int a = c[0] - c[1], b = c[1] - c[2], d = c[2] - c[0];
        n += a > COLOURFUL || a < -COLOURFUL || b > COLOURFUL || b < -COLOURFUL || d > COLOURFUL ||
             d < -COLOURFUL;
    }
    return n > pixels / COLOURFUL_PART;
}

unsigned sg_grey_lights(const struct sg_picture *p)
{
    unsigned lights = 1U << SG_LIGHT_GREY;
    if (is_transparent_somewhere(p))
        lights |= 1U << SG_LIGHT_OVER_BLACK;
    if (is_colourful(p))
        lights |= 1U << SG_LIGHT_RED | 1U << SG_LIGHT_GREEN | 1U << SG_LIGHT_BLUE;
    return lights;
}

static struct sg_grey blank(struct sg_arena *arena, uint32_t width, uint32_t height)
{
    assert(width > 0 && height > 0);
    return (struct sg_grey){ width, height, sg_arena_octets(arena, (size_t)width * height) };
}

/* Shares of red, green and blue, of 1024 in all. */
struct shares {
    uint32_t red, green, blue;
};

static struct shares shares_of(enum sg_light light)
{
    static const struct shares rows[SG_N_LIGHTS] = {
        [SG_LIGHT_GREY] = { 306, 601, 117 }, [SG_LIGHT_OVER_BLACK] = { 306, 601, 117 },
        [SG_LIGHT_RED] = { 1024, 0, 0 },     [SG_LIGHT_GREEN] = { 0, 1024, 0 },
        [SG_LIGHT_BLUE] = { 0, 0, 1024 },
    };
    return rows[light];
}

static void put_colours(uint8_t *to, const struct sg_picture *p, struct shares s)
{
    size_t pixels = (size_t)p->width * p->height, step = p->channels;
    const uint8_t *c = p->at;
    for (size_t i = 0; i < pixels; i++, c += step)
        to[i] = (uint8_t)((s.red * c[0] + s.green * c[1] + s.blue * c[2] + 512) >> 10 & 255);
}

/* `under` shows through; division by 255, rounded. */
static void lay_over(uint8_t *to, const struct sg_picture *p, uint32_t under)
{
    size_t pixels = (size_t)p->width * p->height, step = p->channels;
    const uint8_t *alpha = p->at + step - 1;
    for (size_t i = 0; i < pixels; i++, alpha += step) {
        uint32_t sum = to[i] * (uint32_t)*alpha + under * (255U - *alpha) + 128;
        to[i] = (uint8_t)((sum + (sum >> 8)) >> 8 & 255);
    }
}

struct sg_grey sg_grey_of(struct sg_arena *arena, const struct sg_picture *p, enum sg_light light)
{
    struct sg_grey map = blank(arena, p->width, p->height);
    size_t pixels = (size_t)p->width * p->height;
    if (p->channels == 1)
        memcpy(map.at, p->at, pixels);
    if (p->channels == 2)
        for (size_t i = 0; i < pixels; i++)
            map.at[i] = p->at[2 * i];
    if (p->channels >= 3)
        put_colours(map.at, p, shares_of(light));
    if (p->channels == 2 || p->channels == 4)
        lay_over(map.at, p, light == SG_LIGHT_OVER_BLACK ? 0 : 255);
    return map;
}

struct sg_grey sg_grey_enlarged(struct sg_arena *arena, const struct sg_grey *map, uint32_t by)
{
    uint32_t zone = 4 * by;
    struct sg_grey out = blank(arena, map->width * by + 2 * zone, map->height * by + 2 * zone);
    uint8_t lightest = 0;
    for (size_t i = 0; i < (size_t)map->width * map->height; i++)
        lightest = map->at[i] > lightest ? map->at[i] : lightest;
    memset(out.at, lightest, (size_t)out.width * out.height);
    for (uint32_t y = 0; y < map->height * by; y++) {
        uint8_t *row = out.at + (size_t)(y + zone) * out.width + zone;
        const uint8_t *from = map->at + (size_t)(y / by) * map->width;
        for (uint32_t x = 0; x < map->width; x++)
            memset(row + (size_t)x * by, from[x], by);
    }
    return out;
}

struct sg_grey sg_grey_halved(struct sg_arena *arena, const struct sg_grey *map)
{
    if (map->width < 2 || map->height < 2)
        return *map;
    struct sg_grey out = blank(arena, map->width / 2, map->height / 2);
    for (size_t y = 0; y < out.height; y++) {
        const uint8_t *a = map->at + 2 * y * map->width, *b = a + map->width;
        uint8_t *to = out.at + y * out.width;
        for (size_t x = 0; x < out.width; x++)
            to[x] = (uint8_t)((a[2 * x] + a[2 * x + 1] + b[2 * x] + b[2 * x + 1]) >> 2 & 255);
    }
    return out;
}

struct sg_grey sg_grey_smoothed(struct sg_arena *arena, const struct sg_grey *map)
{
    if (map->width < 3 || map->height < 3)
        return *map;
    struct sg_grey out = blank(arena, map->width, map->height);
    memcpy(out.at, map->at, (size_t)map->width * map->height);
    size_t w = map->width;
    for (size_t y = 1; y + 1 < map->height; y++) {
        const uint8_t *a = map->at + (y - 1) * w, *b = a + w, *c = b + w;
        for (size_t x = 1; x + 1 < w; x++) {
            unsigned sum = 0;
            for (size_t dx = x - 1; dx <= x + 1; dx++)
                sum += (unsigned)a[dx] + b[dx] + c[dx];
            out.at[y * w + x] = (uint8_t)(sum / 9);
        }
    }
    return out;
}

/* Darkest and lightest of each tile. */
struct tiles {
    uint32_t width, height; /* tiles */
    uint8_t *dark, *light;
};

/* Of the pixels of a tile's columns, `n` of them, in `rows` rows. */
static void tile_one(const uint8_t *from, size_t width, size_t n, size_t rows, uint8_t *dark,
                     uint8_t *light)
{
    uint8_t least[TILE], most[TILE] = { 0 };
    memset(least, 255, TILE);
    for (size_t y = 0; y < rows; y++, from += width)
        for (size_t x = 0; x < n; x++) {
            least[x] = from[x] < least[x] ? from[x] : least[x];
            most[x] = from[x] > most[x] ? from[x] : most[x];
        }
    *dark = 255;
    *light = 0;
    for (size_t x = 0; x < n; x++) {
        *dark = least[x] < *dark ? least[x] : *dark;
        *light = most[x] > *light ? most[x] : *light;
    }
}

static struct tiles tile(struct sg_arena *arena, const struct sg_grey *map)
{
    struct tiles t = { (map->width + TILE - 1) / TILE, (map->height + TILE - 1) / TILE, NULL,
                       NULL };
    size_t n = (size_t)t.width * t.height;
    t.dark = sg_arena_octets(arena, n);
    t.light = sg_arena_octets(arena, n);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t x = i % t.width * TILE, y = i / t.width * TILE;
        const uint8_t *from = map->at + (size_t)y * map->width + x;
        size_t columns = map->width - x < TILE ? map->width - x : TILE;
        size_t rows = map->height - y < TILE ? map->height - y : TILE;
        if (columns == TILE)
            tile_one(from, map->width, TILE, rows, &t.dark[i], &t.light[i]);
        else
            tile_one(from, map->width, columns, rows, &t.dark[i], &t.light[i]);
    }
    return t;
}

/* Of the tile at x, y and its eight neighbours. */
static void widen_tile(struct tiles *out, const struct tiles *t, uint32_t x, uint32_t y)
{
    uint8_t dark = 255, light = 0;
    for (uint32_t ny = y > 0 ? y - 1 : 0; ny <= y + 1 && ny < t->height; ny++)
        for (uint32_t nx = x > 0 ? x - 1 : 0; nx <= x + 1 && nx < t->width; nx++) {
            size_t near = (size_t)ny * t->width + nx;
            dark = t->dark[near] < dark ? t->dark[near] : dark;
            light = t->light[near] > light ? t->light[near] : light;
        }
    out->dark[(size_t)y * t->width + x] = dark;
    out->light[(size_t)y * t->width + x] = light;
}

/* The same of each tile and its eight neighbours. */
static struct tiles widened(struct sg_arena *arena, const struct tiles *t)
{
    size_t n = (size_t)t->width * t->height;
    struct tiles out = { t->width, t->height, sg_arena_octets(arena, n),
                         sg_arena_octets(arena, n) };
    for (uint32_t y = 0; y < t->height; y++)
        for (uint32_t x = 0; x < t->width; x++)
            widen_tile(&out, t, x, y);
    return out;
}

/* A run of pixels in one tile; `dark` becomes 0 and `light` 255. */
static void level(uint8_t *to, const uint8_t *from, size_t n, uint32_t dark, uint32_t light)
{
    if (light - dark < FLAT) {
        memset(to, 255, n);
        return;
    }
    uint32_t scale = (255U << 16) / (light - dark);
    for (size_t i = 0; i < n; i++)
        to[i] = (uint8_t)((from[i] - dark) * scale >> 16 & 255);
}

struct sg_grey sg_grey_levelled(struct sg_arena *arena, const struct sg_grey *map)
{
    struct sg_grey out = blank(arena, map->width, map->height);
    struct tiles own = tile(arena, map), t = widened(arena, &own);
    for (uint32_t y = 0; y < map->height; y++)
        for (uint32_t x = 0; x < t.width; x++) {
            size_t at = (size_t)y * map->width + (size_t)x * TILE;
            size_t i = (size_t)(y / TILE) * t.width + x;
            size_t left = map->width - (size_t)x * TILE;
            level(out.at + at, map->at + at, left < TILE ? left : TILE, t.dark[i], t.light[i]);
        }
    return out;
}

/* The darkest of three, from `a`, `b`, `c`. */
static void darkest(uint8_t *to, const uint8_t *a, const uint8_t *b, const uint8_t *c, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        uint8_t two = a[i] < b[i] ? a[i] : b[i];
        to[i] = two < c[i] ? two : c[i];
    }
}

struct sg_grey sg_grey_grown(struct sg_arena *arena, const struct sg_grey *map)
{
    size_t w = map->width, h = map->height;
    if (w < 3 || h < 3)
        return *map;
    struct sg_grey flat = blank(arena, map->width, map->height), out = flat;
    out.at = sg_arena_octets(arena, w * h);
    memcpy(flat.at, map->at, w * h);
    darkest(flat.at + 1, map->at, map->at + 1, map->at + 2, w * h - 2); /* rows run on */
    memcpy(out.at, flat.at, w * h);
    darkest(out.at + w, flat.at, flat.at + w, flat.at + 2 * w, w * (h - 2));
    return out;
}

struct sg_grey sg_grey_inverted(struct sg_arena *arena, const struct sg_grey *map)
{
    struct sg_grey out = blank(arena, map->width, map->height);
    size_t pixels = (size_t)map->width * map->height;
    for (size_t i = 0; i < pixels; i++)
        out.at[i] = (uint8_t)(255 - map->at[i]);
    return out;
}
