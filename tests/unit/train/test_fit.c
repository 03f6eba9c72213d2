#include "test.h"
#include "train/fit.h"

/* Column 0 is only in phish, column 1 only in the others, column 2 in both. */
static struct sg_line fit_small(struct sg_arena *arena, unsigned times)
{
    static const uint16_t with[][2] = { { 0, 2 }, { 1, 2 } };
    struct sg_row rows[20];
    for (size_t i = 0; i < 20; i++)
        rows[i] = (struct sg_row){ sg_row_cells(arena, with[i % 2], NULL, 1, 2, 3),
                                   i % 2 == 0 ? 1 : -1, times };
    return sg_fit(arena, rows, 20, 3, 1);
}

static void a_column_of_one_side_speaks_for_that_side(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 24);
    struct sg_line line = fit_small(arena, 1);
    assert_true(line.weights[0] > 0.5);
    assert_true(line.weights[1] < -0.5);
    assert_true(line.weights[2] < 0.1 && line.weights[2] > -0.1);
    sg_arena_close(arena);
}

static void rows_that_count_more_often_outweigh_the_regularisation(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 24);
    assert_true(fit_small(arena, 5).weights[0] > fit_small(arena, 1).weights[0]);
    sg_arena_close(arena);
}

static void one_side_alone_fits_nothing(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 24);
    uint16_t column = 0;
    struct sg_row row = { sg_row_cells(arena, &column, NULL, 1, 1, 1), 1, 1 };
    struct sg_line line = sg_fit(arena, &row, 1, 1, 1);
    assert_true(line.weights[0] == 0 && line.bias == 0);
    sg_arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_column_of_one_side_speaks_for_that_side),
        cmocka_unit_test(rows_that_count_more_often_outweigh_the_regularisation),
        cmocka_unit_test(one_side_alone_fits_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
