#include "unpack/finders.h"

enum {
    DARK_BELOW = 128, /* of 255 */
    RUNS = 5,         /* dark, light, dark three wide, light, dark */
    MODULES = 7,      /* that they take together */
    ROWS_BETWEEN = 2, /* rows looked at: one in so many */
    SHARE = 256,      /* what a whole pattern counts */
};

/* Runs of the widths 1:1:3:1:1, within three quarters of a module. */
static bool is_finder(const uint32_t run[RUNS], uint32_t *total)
{
    static const uint32_t wanted[RUNS] = { 1, 1, 3, 1, 1 };
    *total = run[0] + run[1] + run[2] + run[3] + run[4];
    if (*total < MODULES)
        return false;
    for (size_t i = 0; i < RUNS; i++) {
        uint32_t got = run[i] * MODULES, want = wanted[i] * *total;
        uint32_t off = got > want ? got - want : want - got;
        if (off * 4 > *total * 3)
            return false;
    }
    return true;
}

/* The run through a pixel, upwards and downwards, is about three modules high as well. */
static bool is_as_high(const struct sg_grey *map, uint32_t x, uint32_t y, uint32_t total)
{
    uint32_t most = total * 5 / MODULES + 1, height = 1;
    for (uint32_t up = y; up > 0 && height <= most; up--, height++)
        if (map->at[(size_t)(up - 1) * map->width + x] >= DARK_BELOW)
            break;
    for (uint32_t down = y + 1; down < map->height && height <= most; down++, height++)
        if (map->at[(size_t)down * map->width + x] >= DARK_BELOW)
            break;
    return height <= most && height * MODULES * 2 >= total * 3;
}

/* A pattern is met in as many rows as its middle is high: each of them counts a share. */
static uint32_t count_row(const struct sg_grey *map, uint32_t y)
{
    const uint8_t *row = map->at + (size_t)y * map->width;
    uint32_t run[RUNS] = { 0 }, shares = 0, total = 0;
    bool was_dark = false;
    for (uint32_t x = 0; x <= map->width; x++) {
        bool is_dark = x < map->width && row[x] < DARK_BELOW;
        if (is_dark == was_dark) {
            run[RUNS - 1]++;
            continue;
        }
        if (was_dark && is_finder(run, &total) &&
            is_as_high(map, x - run[4] - run[3] - (run[2] + 1) / 2, y, total))
            shares += SHARE * ROWS_BETWEEN * MODULES / (3 * total);
        for (size_t i = 0; i + 1 < RUNS; i++)
            run[i] = run[i + 1];
        run[RUNS - 1] = 1;
        was_dark = is_dark;
    }
    return shares;
}

uint32_t sg_finders_count(const struct sg_grey *map, uint32_t most)
{
    uint32_t shares = 0;
    for (uint32_t y = 0; y < map->height && shares / SHARE <= most; y += ROWS_BETWEEN)
        shares += count_row(map, y);
    return shares / SHARE;
}
