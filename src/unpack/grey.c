#include "unpack/grey.h"

#include <endian.h>

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
    size_t most = (size_t)p->width * p->height / COLOURFUL_PART, n = 0;
    for (size_t y = 0; y < p->height && n <= most; y++)
        for (size_t x = 0; x < p->width; x++) {
            const uint8_t *c = p->at + (y * p->width + x) * p->channels;
            int a = c[0] - c[1], b = c[1] - c[2], d = c[2] - c[0];
            n += a > COLOURFUL || a < -COLOURFUL || b > COLOURFUL || b < -COLOURFUL ||
                 d > COLOURFUL || d < -COLOURFUL;
        }
    return n > most;
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

/* Sixteen octets side by side, which every processor we know does at once. */
typedef uint8_t lanes __attribute__((vector_size(TILE)));

static lanes load(const uint8_t *at)
{
    lanes v;
    memcpy(&v, at, sizeof(v));
    return v;
}

static lanes all_of(uint8_t octet)
{
    return (lanes){ 0 } + octet;
}

static lanes choose(lanes is_first, lanes first, lanes second)
{
    return (first & is_first) | (second & ~is_first);
}

/* Of the pixels of a tile, `n` of them in each of `rows` rows. */
static void tile_one(const uint8_t *from, size_t width, size_t n, size_t rows, uint8_t *dark,
                     uint8_t *light)
{
    uint8_t least[TILE], most[TILE];
    lanes low = all_of(255), high = all_of(0);
    for (size_t y = 0; n == TILE && y < rows; y++) {
        lanes v = load(from + y * width);
        low = choose((lanes)(v < low), v, low);
        high = choose((lanes)(v > high), v, high);
    }
    memcpy(least, &low, TILE);
    memcpy(most, &high, TILE);
    *dark = 255;
    *light = 0;
    for (size_t y = 0; n < TILE && y < rows; y++)
        for (size_t x = 0; x < n; x++) {
            least[x] = from[y * width + x] < least[x] ? from[y * width + x] : least[x];
            most[x] = from[y * width + x] > most[x] ? from[y * width + x] : most[x];
        }
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

/* A run of pixels in one tile; `dark` becomes 0 and `light` 255.  Of 16 bits each, which compilers do several at once:
 * 255 * 256 and what rounding up adds stay below 65536. */
static void level(uint8_t *to, const uint8_t *from, size_t n, uint8_t dark, uint8_t light)
{
    uint16_t range = (uint16_t)(light - dark);
    if (range < FLAT) {
        memset(to, 255, n);
        return;
    }
    uint16_t scale = (uint16_t)((255 * 256 + range - 1) / range);
    for (size_t i = 0; i < n; i++)
        to[i] = (uint8_t)((uint16_t)((uint16_t)(from[i] - dark) * scale) >> 8);
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
            if (left >= TILE)
                level(out.at + at, map->at + at, TILE, t.dark[i], t.light[i]);
            else
                level(out.at + at, map->at + at, left, t.dark[i], t.light[i]);
        }
    return out;
}

/* A bit of each lane. */
static uint64_t bits_of(lanes is_set)
{
    static const uint64_t gather = 0x0102040810204080;
    lanes lowest = is_set & 1;
    uint64_t half[2];
    memcpy(half, &lowest, TILE);
    return le64toh(half[0]) * gather >> 56 | le64toh(half[1]) * gather >> 56 << 8;
}

/* The pixels of a tile in one row; `n` of them. */
static void ink_run(const uint8_t *from, size_t n, uint8_t dark, uint8_t light, uint64_t bits[2])
{
    uint8_t octets[TILE];
    uint8_t range = (uint8_t)(light - dark), half = (uint8_t)((range + 1) / 2);
    bits[0] = bits[1] = 0;
    if (range < FLAT)
        return;
    memset(octets, 0, TILE);
    memcpy(octets, from, n);
    lanes v = load(octets);
    uint64_t within = (1U << n) - 1;
    bits[0] = bits_of((lanes)(v < all_of((uint8_t)(dark + half)))) & within;
    bits[1] = bits_of((lanes)(v > all_of((uint8_t)(light - half)))) & within;
}

struct sg_inks sg_grey_inks(struct sg_arena *arena, const struct sg_grey *map)
{
    size_t words = (map->width + 63) / 64, n = words * map->height;
    struct sg_ink ink = { map->width, map->height, words, NULL };
    struct sg_inks out = { ink, ink };
    struct tiles own = tile(arena, map), t = widened(arena, &own);
    out.dark.at = SG_NEW_N(arena, uint64_t, n);
    out.light.at = SG_NEW_N(arena, uint64_t, n);
    for (uint32_t y = 0; y < map->height; y++)
        for (uint32_t x = 0; x < t.width; x++) {
            const uint8_t *from = map->at + (size_t)y * map->width + (size_t)x * TILE;
            size_t i = (size_t)(y / TILE) * t.width + x, left = map->width - (size_t)x * TILE;
            size_t word = y * words + x / 4;
            uint64_t bits[2];
            ink_run(from, left < TILE ? left : TILE, t.dark[i], t.light[i], bits);
            out.dark.at[word] |= bits[0] << TILE * (x % 4);
            out.light.at[word] |= bits[1] << TILE * (x % 4);
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
