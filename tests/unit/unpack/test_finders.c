#include "base/limits.h"
#include "test.h"
#include "unpack/finders.h"

enum { MOST_SIDE = 200, MODULES = 7 };

static struct sg_arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = sg_arena_open(64 << 20);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    sg_arena_close(arena);
    return 0;
}

/* Whether a module of a finder pattern is ink: a ring around a square of three. */
static bool is_ink(uint32_t x, uint32_t y)
{
    bool is_ring = x == 0 || y == 0 || x == MODULES - 1 || y == MODULES - 1;
    return is_ring || (x >= 2 && x <= 4 && y >= 2 && y <= 4);
}

/* One pattern with its corner at `x`, `y` of an even ground. */
static struct sg_grey drawn(uint32_t side, uint32_t x, uint32_t y, uint32_t pixels, uint8_t ink,
                            uint8_t ground)
{
    struct sg_grey map = { side, side, sg_arena_octets(arena, (size_t)side * side) };
    memset(map.at, ground, (size_t)side * side);
    for (uint32_t v = 0; v < MODULES * pixels; v++)
        for (uint32_t u = 0; u < MODULES * pixels; u++)
            if (is_ink(u / pixels, v / pixels))
                map.at[(size_t)(y + v) * side + x + u] = ink;
    return map;
}

static struct sg_inks inks_of(const struct sg_grey *map)
{
    sg_span copy = exact_octets(map->at, (size_t)map->width * map->height);
    struct sg_grey exact = { map->width, map->height, (uint8_t *)(uintptr_t)copy.at };
    struct sg_inks inks = sg_grey_inks(arena, &exact);
    drop(copy);
    return inks;
}

static void a_pattern_is_counted_wherever_it_stands(void **state)
{
    (void)state;

    static const struct {
        uint32_t side, x, y, pixels;
    } rows[] = {
        { 40, 10, 10, 1 }, { 64, 57, 3, 1 }, { 64, 0, 0, 2 },   { 65, 51, 51, 2 }, { 63, 42, 0, 3 },
        { 128, 93, 7, 5 }, { 80, 1, 30, 4 }, { 100, 20, 0, 6 }, { 61, 13, 17, 1 },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_grey map = drawn(rows[i].side, rows[i].x, rows[i].y, rows[i].pixels, 100, 140);
        struct sg_inks inks = inks_of(&map);
        struct sg_finders dark = sg_finders_count(&inks.dark);
        struct sg_finders light = sg_finders_count(&inks.light);
        assert_in_range(dark.certain, SG_FINDER / 2, 2 * SG_FINDER);
        assert_int_equal(dark.likely, dark.certain);
        assert_int_equal(light.certain, 0);
    }
}

static void a_light_pattern_is_counted_as_one(void **state)
{
    (void)state;
    struct sg_grey map = drawn(90, 33, 21, 3, 140, 100);
    struct sg_inks inks = inks_of(&map);
    assert_in_range(sg_finders_count(&inks.light).certain, SG_FINDER / 2, 2 * SG_FINDER);
    assert_int_equal(sg_finders_count(&inks.dark).certain, 0);
}

static void stripes_are_likely_and_not_certain(void **state)
{
    (void)state;
    struct sg_grey map = drawn(60, 10, 10, 2, 0, 255);
    for (size_t y = 0; y < 60; y++) /* each row as the middle one */
        memcpy(map.at + y * 60, map.at + (size_t)(10 + 2 * 3) * 60, 60);
    for (size_t y = 0; y < 60; y++) /* cut where the middle would end */
        if (y % 8 == 0)
            memset(map.at + y * 60, 255, 60);
    struct sg_inks inks = inks_of(&map);
    struct sg_finders found = sg_finders_count(&inks.dark);
    assert_true(found.likely > SG_FINDER);
    assert_int_equal(found.certain, 0);
}

static void what_is_even_has_no_ink(void **state)
{
    (void)state;
    struct sg_grey map = drawn(70, 10, 10, 2, 200, 201);
    struct sg_inks inks = inks_of(&map);
    for (size_t i = 0; i < inks.dark.words * inks.dark.height; i++) {
        assert_int_equal(inks.dark.at[i], 0);
        assert_int_equal(inks.light.at[i], 0);
    }
}

static void ink_ends_with_the_row(void **state)
{
    (void)state;
    for (uint32_t side = 1; side <= MOST_SIDE; side += 3) {
        struct sg_grey map = { side, 1, sg_arena_octets(arena, side) };
        for (uint32_t x = 0; x < side; x++)
            map.at[x] = x % 3 == 0 ? 10 : 240;
        struct sg_inks inks = inks_of(&map);
        for (uint32_t x = 0; x < inks.dark.words * 64; x++) {
            bool is_dark = inks.dark.at[x / 64] >> x % 64 & 1;
            assert_int_equal(is_dark, side > 1 && x < side && x % 3 == 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pattern_is_counted_wherever_it_stands),
        cmocka_unit_test(a_light_pattern_is_counted_as_one),
        cmocka_unit_test(stripes_are_likely_and_not_certain),
        cmocka_unit_test(what_is_even_has_no_ink),
        cmocka_unit_test(ink_ends_with_the_row),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
