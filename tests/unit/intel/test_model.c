#include "intel/model.h"

#include "data_folder.h"
#include "test.h"

static char *with_rows(const char *head, int rows, const char *row)
{
    size_t room = strlen(head) + (size_t)rows * (strlen(row) + 6) + 1;
    char *text = malloc(room);
    size_t at = (size_t)snprintf(text, room, "%s", head);
    for (int i = 0; i < rows; i++)
        at += (size_t)snprintf(text + at, room - at, "row %s\n", row);
    return text;
}

static enum sg_status read_text(struct sg_arena *arena, const char *text,
                                const struct sg_model **out, struct sg_error *err)
{
    char dir[] = "/tmp/shingan-model-XXXXXX", path[96];
    assert_int_equal(make_data_folder(dir, "model"), 0);
    snprintf(path, sizeof path, "%s/model/wording.model", dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    enum sg_status st = sg_model_read(arena, path, out, err);
    drop_data_folder(dir, "model", "wording.model");
    return st;
}

static const char ROW[] =
    "0102037f80ff00000000000000000000000000000000000000000000000000000000000000000000000000000000"
    "000000000000000000000000000000000000";

static void rows_are_signed_octets_in_order(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 22);
    struct sg_error err = { 0 };
    const struct sg_model *m;
    char *text = with_rows("bias -10\nscale 512\nmost 300\n", 256, ROW);
    assert_int_equal(read_text(arena, text, &m, &err), SG_OK);
    static const int wanted[] = { 1, 2, 3, 127, -128, -1, 0 };
    for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++) {
        assert_int_equal(m->weights[i], wanted[i]);
        assert_int_equal(m->weights[64 * 255 + i], wanted[i]);
    }
    assert_int_equal(m->bias, -10);
    free(text);
    sg_arena_close(arena);
}

static void a_score_is_the_sum_over_the_root_of_the_number(void **state)
{
    (void)state;

    static const struct {
        int32_t sum, score;
        size_t n;
    } rows[] = {
        { 0, 0, 0 },     { 0, 5, 400 },       { 100, 15, 400 },      { -100, -5, 400 },
        { 100, 16, 50 }, { 99999, 300, 400 }, { -99999, -300, 400 },
    };

    struct sg_model *m = calloc(1, sizeof(*m));
    m->bias = 5;
    m->scale = 512; /* two hundredths a unit */
    m->most = 300;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_int_equal(sg_model_score(m, rows[i].sum, rows[i].n), rows[i].score);
    free(m);
}

static void a_broken_file_is_told_with_its_line(void **state)
{
    (void)state;

    static const struct {
        const char *head, *row, *said;
        int rows;
    } rows[] = {
        { "bias 1\nscale 1\nmost 1\n", ROW, "rows are missing", 255 },
        { "bias 1\nscale 1\nmost 1\n", ROW, ":260:", 257 },
        { "bias 1\nscale 1\nmost 1\n", "01", ":4:", 1 },
        { "bias 1\nscale 1\nmost 1\n", "zz", ":4:", 1 },
        { "bias many\n", ROW, ":1:", 1 },
        { "colour 1\n", ROW, ":1:", 1 },
        { "bias 1\nscale 1\n", ROW, "missing", 256 },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_arena *arena = sg_arena_open(1 << 22);
        struct sg_error err = { 0 };
        const struct sg_model *m = NULL;
        char *text = with_rows(rows[i].head, rows[i].rows, rows[i].row);
        assert_int_not_equal(read_text(arena, text, &m, &err), SG_OK);
        assert_null(m);
        if (strstr(err.text, rows[i].said) == NULL)
            fail_msg("'%s' does not say '%s'", err.text, rows[i].said);
        free(text);
        sg_arena_close(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_are_signed_octets_in_order),
        cmocka_unit_test(a_score_is_the_sum_over_the_root_of_the_number),
        cmocka_unit_test(a_broken_file_is_told_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
