#include "unpack/grey.h"

enum {
    COLOURFUL = 48,      /* difference of two channels: more is colour, not paper or lens */
    COLOURFUL_PART = 50, /* of so many pixels one is colourful: then colours are looked at */
    TILE = 16,           /* pixels of a side: a tile of levelling */
    FLAT = 6,            /* between darkest and lightest near by: nothing stands there */
};

static uint32_t lightness(const uint8_t *rgb)
{
    return (306U * rgb[0] + 601U * rgb[1] + 117U * rgb[2] + 512U) >> 10;
}

/* Octets of a pixel that are colour. */
static uint32_t colours(const struct sg_picture *p)
{
    return p->channels < 3 ? 1 : 3;
}

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

static uint32_t light_of(const uint8_t *pixel, uint32_t n_colours, enum sg_light light)
{
    if (n_colours == 1)
        return pixel[0];
    switch (light) {
    case SG_LIGHT_RED:
        return pixel[0];
    case SG_LIGHT_GREEN:
        return pixel[1];
    case SG_LIGHT_BLUE:
        return pixel[2];
    case SG_LIGHT_GREY:
    case SG_LIGHT_OVER_BLACK:
        break;
    }
    return lightness(pixel);
}

struct sg_grey sg_grey_of(struct sg_arena *arena, const struct sg_picture *p, enum sg_light light)
{
    struct sg_grey map = blank(arena, p->width, p->height);
    size_t pixels = (size_t)p->width * p->height;
    uint32_t n_colours = colours(p), under = light == SG_LIGHT_OVER_BLACK ? 0 : 255;
    if (p->channels == 1) {
        memcpy(map.at, p->at, pixels);
        return map;
    }
    for (size_t i = 0; i < pixels; i++) {
        const uint8_t *pixel = p->at + i * p->channels;
        uint32_t own = light_of(pixel, n_colours, light);
        uint32_t alpha = p->channels > n_colours ? pixel[n_colours] : 255;
        map.at[i] = (uint8_t)((own * alpha + under * (255 - alpha)) / 255);
    }
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

struct sg_grey sg_grey_reduced(struct sg_arena *arena, const struct sg_grey *map, uint32_t by)
{
    if (map->width < by || map->height < by)
        return *map;
    struct sg_grey out = blank(arena, map->width / by, map->height / by);
    uint32_t *sums = SG_NEW_N(arena, uint32_t, out.width);
    for (uint32_t y = 0; y < out.height; y++) {
        memset(sums, 0, out.width * sizeof(*sums));
        for (uint32_t dy = 0; dy < by; dy++) {
            const uint8_t *from = map->at + (size_t)(y * by + dy) * map->width;
            for (uint32_t x = 0; x < out.width; x++)
                for (uint32_t dx = 0; dx < by; dx++)
                    sums[x] += from[x * by + dx];
        }
        for (uint32_t x = 0; x < out.width; x++)
            out.at[(size_t)y * out.width + x] = (uint8_t)(sums[x] / (by * by));
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

static struct tiles tile(struct sg_arena *arena, const struct sg_grey *map)
{
    struct tiles t = { (map->width + TILE - 1) / TILE, (map->height + TILE - 1) / TILE, NULL,
                       NULL };
    size_t n = (size_t)t.width * t.height;
    t.dark = memset(sg_arena_octets(arena, n), 255, n);
    t.light = memset(sg_arena_octets(arena, n), 0, n);
    for (uint32_t y = 0; y < map->height; y++) {
        size_t row = (size_t)(y / TILE) * t.width;
        for (uint32_t x = 0; x < map->width; x++) {
            uint8_t v = map->at[(size_t)y * map->width + x];
            size_t i = row + x / TILE;
            t.dark[i] = v < t.dark[i] ? v : t.dark[i];
            t.light[i] = v > t.light[i] ? v : t.light[i];
        }
    }
    return t;
}

/* The same of each tile and its eight neighbours. */
static struct tiles widened(struct sg_arena *arena, const struct tiles *t)
{
    size_t n = (size_t)t->width * t->height;
    struct tiles out = { t->width, t->height, sg_arena_octets(arena, n),
                         sg_arena_octets(arena, n) };
    for (uint32_t i = 0; i < n; i++) {
        uint32_t x = i % t->width, y = i / t->width;
        uint8_t dark = 255, light = 0;
        for (uint32_t ny = y > 0 ? y - 1 : 0; ny <= y + 1 && ny < t->height; ny++)
            for (uint32_t nx = x > 0 ? x - 1 : 0; nx <= x + 1 && nx < t->width; nx++) {
                size_t near = (size_t)ny * t->width + nx;
                dark = t->dark[near] < dark ? t->dark[near] : dark;
                light = t->light[near] > light ? t->light[near] : light;
            }
        out.dark[i] = dark;
        out.light[i] = light;
    }
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

void sg_grey_invert(struct sg_grey *map)
{
    size_t pixels = (size_t)map->width * map->height;
    for (size_t i = 0; i < pixels; i++)
        map->at[i] = (uint8_t)(255 - map->at[i]);
}
