#include "base/limits.h"
#include "test.h"
#include "unpack/unpack.h"

static const struct sg_item items[] = {
    { SG_ITEM_LINK, 2, false, SG_SPAN_INIT("請求書"), SG_SPAN_INIT("https://a.example.test/") },
    { SG_ITEM_NAME, 0, true, SG_SPAN_INIT("a.exe"), { NULL, 0 } },
    { SG_ITEM_FILE, 0, false, SG_SPAN_INIT("b.bin"), SG_SPAN_INIT("\xff\0\x80") },
};
static const struct sg_unpacked some = { items, 3, SG_UNPACK_ENCRYPTED, 7 };

static void what_was_put_is_taken(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 20);
    struct sg_buf b = SG_BUF_IN(arena, 1 << 16);
    sg_unpacked_put(&b, &some);
    struct sg_unpacked got;
    assert_true(sg_unpacked_take(arena, sg_buf_span(&b), &got));
    assert_int_equal(got.n, 3);
    assert_int_equal(got.traits, SG_UNPACK_ENCRYPTED);
    assert_int_equal(got.pages, 7);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(got.items[i].kind, items[i].kind);
        assert_int_equal(got.items[i].page, items[i].page);
        assert_int_equal(got.items[i].is_encrypted, items[i].is_encrypted);
        assert_true(sg_same(got.items[i].name, items[i].name));
        assert_true(sg_same(got.items[i].value, items[i].value));
    }
    sg_arena_close(arena);
}

static void nothing_that_is_cut_or_changed_is_taken_for_whole(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 24);
    struct sg_buf b = SG_BUF_IN(arena, 1 << 16);
    sg_unpacked_put(&b, &some);
    struct sg_unpacked got = { .n = 99 };
    for (size_t len = 0; len < b.len; len++)
        assert_false(sg_unpacked_take(arena, sg_cut(sg_buf_span(&b), 0, len), &got));
    sg_put_octet(&b, 0);
    assert_false(sg_unpacked_take(arena, sg_buf_span(&b), &got));
    b.len--;
    for (size_t at = 0; at < b.len; at++) /* any answer, but no octet outside */
        for (unsigned c = 0; c < 256; c += 51) {
            uint8_t was = b.at[at];
            b.at[at] = (uint8_t)c;
            if (sg_unpacked_take(arena, sg_buf_span(&b), &got))
                assert_true(got.n <= SG_MAX_ITEMS);
            b.at[at] = was;
        }
    sg_arena_close(arena);
}

static void more_than_fits_is_left_out_and_said(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 26);
    struct sg_item *many = SG_NEW_N(arena, struct sg_item, SG_MAX_ITEMS + 5);
    const struct sg_unpacked all = { many, SG_MAX_ITEMS + 5, 0, 0 };
    struct sg_buf b = SG_BUF_IN(arena, 1 << 20);
    sg_unpacked_put(&b, &all);
    struct sg_unpacked got;
    assert_true(sg_unpacked_take(arena, sg_buf_span(&b), &got));
    assert_int_equal(got.n, SG_MAX_ITEMS);
    assert_int_equal(got.traits, SG_UNPACK_CUT);
    sg_arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_put_is_taken),
        cmocka_unit_test(nothing_that_is_cut_or_changed_is_taken_for_whole),
        cmocka_unit_test(more_than_fits_is_left_out_and_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
