#include "mail/field.h"

#include "test.h"

static struct sg_arena *arena;
static struct sg_oddities odd;

static struct sg_fields read_fields(sg_span in)
{
    odd = SG_ODDITIES_IN(arena);
    return sg_fields_read(arena, in, 100, &odd);
}

static bool noted(enum sg_oddity_kind kind)
{
    for (struct sg_oddity *o = odd.first; o != NULL; o = o->next)
        if (o->kind == kind)
            return true;
    return false;
}

enum { NONE = -1 };

static void a_header_block_is_read_as_written(void **state)
{
    (void)state;

    static const struct {
        const char *in, *name, *body; /* of the last field */
        size_t n, end;
        int odd;
    } rows[] = {
        { "A: b\r\n\r\nx", "A", " b", 1, 8, NONE },
        { "A: b\n\nx", "A", " b", 1, 6, NONE },
        { "A: b\r\rx", "A", " b", 1, 6, SG_ODD_BARE_CR },
        { "A: b\r\n c\r\n\td\r\n\r\n", "A", " b\r\n c\r\n\td", 1, 16, NONE },
        { "A: b\rc\n\nx", "A", " b\rc", 1, 8, SG_ODD_BARE_CR },
        { "A: b\r\nB: c\n\nx", "B", " c", 2, 12, SG_ODD_BARE_LF_MIXED },
        { "A : b\n\nx", "A", " b", 1, 7, SG_ODD_FIELD_NAME },
        { "A:b\n\nx", "A", "b", 1, 5, NONE },
        { "A:\n\nx", "A", "", 1, 4, NONE },
        { "A: b", "A", " b", 1, 4, SG_ODD_HEADER_UNENDED },
        { "A: b\nstray line\nB: c\n\nx", "B", " c", 2, 22, SG_ODD_NO_COLON },
        { "A: b\nDear customer\nplease\n\nB: c", "A", " b", 1, 5, NONE },
        { "A: b\n--next\nC: d\n\n", "A", " b", 1, 5, NONE },
        { "From someone Mon\nA: b\n\nx", "A", " b", 1, 23, NONE },
        { " lost fold\nA: b\n\n", "A", " b", 1, 17, SG_ODD_NO_COLON },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span in = exact(rows[i].in);
        struct sg_fields f = read_fields(in);
        assert_int_equal(f.n, rows[i].n);
        assert_span_is(f.at[f.n - 1].name, rows[i].name);
        assert_span_is(f.at[f.n - 1].body, rows[i].body);
        assert_int_equal(f.place.from, 100);
        assert_int_equal(f.place.len, rows[i].end);
        assert_int_equal(rows[i].odd == NONE ? odd.n == 0 : noted((enum sg_oddity_kind)rows[i].odd),
                         1);
        drop(in);
    }
}

static void a_field_knows_its_place(void **state)
{
    (void)state;
    sg_span in = exact("A: b\r\nB:  c\r\n d\r\n\r\n");
    struct sg_fields f = read_fields(in);
    assert_int_equal(f.at[1].place.from, 106);
    assert_int_equal(f.at[1].place.len, 11);
    assert_int_equal(f.at[1].body_at, 108);
    drop(in);
}

static void a_nul_is_kept_and_noted(void **state)
{
    (void)state;
    sg_span in = exact_octets("A: b\0c\n\n", 8);
    struct sg_fields f = read_fields(in);
    assert_int_equal(f.at[0].body.len, 4);
    assert_true(noted(SG_ODD_NUL));
    drop(in);
}

static void fields_are_found_without_case_in_order(void **state)
{
    (void)state;
    struct sg_fields f = read_fields(SG_SPAN("To: a\nX: b\nTO: c\n\n"));
    const struct sg_field *first = sg_fields_first(&f, SG_SPAN("to"));
    assert_span_is(first->body, " a");
    assert_span_is(sg_fields_next(&f, first)->body, " c");
    assert_null(sg_fields_next(&f, sg_fields_next(&f, first)));
    assert_null(sg_fields_first(&f, SG_SPAN("from")));
}

static void unfolding_leaves_one_space_for_a_fold(void **state)
{
    (void)state;
    struct sg_fields f = read_fields(SG_SPAN("A:  b \r\n\t  c\r\n d \r\n\r\n"));
    assert_span_is(sg_field_unfold(arena, &f.at[0]), "b c d");
}

static int open_arena(void **state)
{
    (void)state;
    arena = sg_arena_open(1 << 24);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    sg_arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_header_block_is_read_as_written),
        cmocka_unit_test(a_field_knows_its_place),
        cmocka_unit_test(a_nul_is_kept_and_noted),
        cmocka_unit_test(fields_are_found_without_case_in_order),
        cmocka_unit_test(unfolding_leaves_one_space_for_a_fold),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
