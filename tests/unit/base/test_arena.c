#include "base/buf.h"
#include "base/map.h"
#include "test.h"

static void memory_is_zeroed_also_after_a_reset(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 20);
    for (int round = 0; round < 3; round++) {
        uint8_t *p = SG_NEW_N(arena, uint8_t, 1000);
        for (size_t i = 0; i < 1000; i++) {
            assert_int_equal(p[i], 0);
            p[i] = 0xff;
        }
        sg_arena_reset(arena);
        assert_int_equal(sg_arena_used(arena), 0);
    }
    sg_arena_close(arena);
}

static void a_list_keeps_its_items_while_it_grows(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 20);
    SG_LIST(uint32_t) list = { 0 };
    for (uint32_t i = 0; i < 1000; i++) {
        *SG_PUSH(arena, &list) = i;
        if (i % 100 == 0)
            (void)SG_NEW(arena, uint64_t); /* something else in between: growing has to move */
    }
    assert_int_equal(list.n, 1000);
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(list.at[i], i);
    sg_arena_close(arena);
}

static void a_buffer_stops_at_its_ceiling_and_says_so(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 20);
    struct sg_buf own = SG_BUF(5), in = SG_BUF_IN(arena, 5);
    struct sg_buf *both[] = { &own, &in };
    for (size_t i = 0; i < 2; i++) {
        sg_put(both[i], SG_SPAN("abc"));
        assert_false(both[i]->cut);
        sg_put(both[i], SG_SPAN("defg"));
        assert_true(both[i]->cut);
        sg_put_octet(both[i], 'x');
        assert_span_is(sg_buf_done(both[i]), "abcde");
    }
    sg_buf_free(&own);
    sg_arena_close(arena);
}

static void trimming_gives_the_rest_back(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 20);
    void *p = sg_arena_take(arena, 100, 1, 1);
    sg_arena_trim(arena, p, 100, 30);
    assert_int_equal(sg_arena_used(arena), 30);
    sg_arena_close(arena);
}

static void a_map_gives_back_what_was_put_first(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 20);
    struct sg_map map = SG_MAP(arena);
    static const char *const values[] = { "one", "two" };
    assert_null(sg_map_get(&map, SG_SPAN("k")));
    assert_ptr_equal(sg_map_put(&map, SG_SPAN("k"), values[0]), values[0]);
    assert_ptr_equal(sg_map_put(&map, SG_SPAN("k"), values[1]), values[0]);
    for (int i = 0; i < 500; i++) {
        struct sg_buf key = SG_BUF_IN(arena, 20);
        sg_putf(&key, "key%d", i);
        (void)sg_map_put(&map, sg_buf_done(&key), values[1]);
    }
    assert_int_equal(map.n, 501);
    assert_ptr_equal(sg_map_get(&map, SG_SPAN("k")), values[0]);
    assert_ptr_equal(sg_map_get(&map, SG_SPAN("key499")), values[1]);
    assert_null(sg_map_get(&map, SG_SPAN("key500")));
    sg_arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_also_after_a_reset),
        cmocka_unit_test(a_list_keeps_its_items_while_it_grows),
        cmocka_unit_test(a_buffer_stops_at_its_ceiling_and_says_so),
        cmocka_unit_test(trimming_gives_the_rest_back),
        cmocka_unit_test(a_map_gives_back_what_was_put_first),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
