#include "report/sheet.h"
#include "test.h"

static void lines_break_where_they_may(void **state)
{
    (void)state;

    static const struct {
        size_t columns;
        const char *in, *out;
    } rows[] = {
        { 0, "as long as it gets", "as long as it gets\n" },
        { 12, "one two three", "one two\n  three\n" },
        { 12, "日本語の文章です", "日本語の文章\n  です\n" },
        { 12, "日本語の文章。次", "日本語の文\n  章。次\n" },
        { 12, "日本語の文「次」", "日本語の文\n  「次」\n" },
        { 12, "abcdefghijklmnop", "abcdefghijkl\n  mnop\n" },
        { 12, "ht://a.b/cd/ef", "ht://a.b/cd/\n  ef\n" },
        { 12, "ht://abcdefghi", "ht://abcdefg\n  hi\n" },
        { 12, "", "\n" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span in = exact(rows[i].in);
        struct sg_buf out = SG_BUF(4096);
        const struct sg_sheet sheet = { &out, rows[i].columns, false };
        sg_sheet_put(&sheet, 0, 2, in);
        assert_span_is(sg_buf_span(&out), rows[i].out);
        sg_buf_free(&out);
        drop(in);
    }
}

static void inks_take_no_width_and_vanish_without_colour(void **state)
{
    (void)state;
    struct sg_buf out = SG_BUF(4096);
    struct sg_sheet sheet = { &out, 12, false };
    sg_sheet_put(&sheet, 0, 0, SG_SPAN(SG_INK_RED "red" SG_INK_PLAIN " word"));
    assert_span_is(sg_buf_span(&out), "red word\n");
    out.len = 0;
    sheet.colour = true;
    sg_sheet_put(&sheet, 0, 0, SG_SPAN(SG_INK_RED "red" SG_INK_PLAIN " word"));
    assert_span_is(sg_buf_span(&out), "\033[31mred\033[0m word\n");
    assert_int_equal(sg_columns(SG_SPAN(SG_INK_RED "日本 x")), 6);
    sg_buf_free(&out);
}

static void labels_stand_in_the_margin(void **state)
{
    (void)state;
    struct sg_buf out = SG_BUF(4096);
    const struct sg_sheet sheet = { &out, 40, false };
    sg_sheet_labelled(&sheet, SG_SPAN("件名"), 10, SG_SPAN("x"));
    assert_span_is(sg_buf_span(&out), "  件名    x\n");
    sg_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_break_where_they_may),
        cmocka_unit_test(inks_take_no_width_and_vanish_without_colour),
        cmocka_unit_test(labels_stand_in_the_margin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
