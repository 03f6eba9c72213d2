#include <stdlib.h>
#include <string.h>

#include "base/span.h"
#include "test.h"

static void trims_blanks_at_both_ends_only(void **state)
{
    (void)state;

    static const struct {
        const char *in, *out;
    } rows[] = {
        { "x", "x" }, { "  x", "x" }, { "x \r\n", "x" }, { " a b ", "a b" }, { " \t ", "" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span in = exact(rows[i].in);
        assert_span_is(sg_trim(in), rows[i].out);
        drop(in);
    }
}

static void looking_past_the_end_is_minus_one(void **state)
{
    (void)state;
    assert_int_equal(sg_at(SG_SPAN("ab"), 1), 'b');
    assert_int_equal(sg_at(SG_SPAN("ab"), 2), -1);
    assert_int_equal(sg_at((sg_span){ 0 }, 0), -1);
}

static void cutting_is_clamped(void **state)
{
    (void)state;
    assert_span_is(sg_cut(SG_SPAN("abcdef"), 2, 3), "cde");
    assert_span_is(sg_cut(SG_SPAN("abcdef"), 4, SIZE_MAX), "ef");
    assert_span_is(sg_cut(SG_SPAN("abcdef"), SIZE_MAX, 1), "");
    assert_span_is(sg_tail(SG_SPAN("abcdef"), 6), "");
}

static void a_part_knows_where_it_stands_in_the_whole(void **state)
{
    (void)state;
    sg_span whole = SG_SPAN("From: someone");
    struct sg_range r = sg_range_in(whole, sg_cut(whole, 6, 4));
    assert_int_equal(r.from, 6);
    assert_int_equal(r.len, 4);
    r = sg_range_in(whole, SG_SPAN("elsewhere entirely"));
    assert_int_equal(r.from + r.len, 0);
}

static void numbers_are_read_whole_and_within_bounds(void **state)
{
    (void)state;

    static const struct {
        const char *in;
        bool ok;
        int64_t n;
    } rows[] = {
        { "0", true, 0 },    { "-5", true, -5 }, { "100", true, 100 },
        { "101", false, 0 }, { "", false, 0 },   { "-", false, 0 },
        { "1x", false, 0 },  { " 1", false, 0 }, { "99999999999999999999", false, 0 },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        int64_t n = 42;
        sg_span in = exact(rows[i].in);
        assert_int_equal(sg_number(in, -5, 100, &n), rows[i].ok);
        assert_int_equal(n, rows[i].ok ? rows[i].n : 42);
        drop(in);
    }
}

static void finding_gives_the_length_when_there_is_none(void **state)
{
    (void)state;
    sg_span s = SG_SPAN("Boundary=\"x\"");
    struct sg_octets quotes = sg_octets_of("\"'");
    assert_int_equal(sg_find(s, '=', 0), 8);
    assert_int_equal(sg_find(s, '#', 0), s.len);
    assert_int_equal(sg_find_any(s, &quotes, 0), 9);
    assert_int_equal(sg_find_any(s, &quotes, 12), s.len);
    assert_int_equal(sg_find_nocase(s, SG_SPAN("boundary"), 0), 0);
    assert_int_equal(sg_find_span(s, SG_SPAN("boundary"), 0), s.len);
    assert_int_equal(sg_find_last(s, '"'), 11);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(trims_blanks_at_both_ends_only),
        cmocka_unit_test(looking_past_the_end_is_minus_one),
        cmocka_unit_test(cutting_is_clamped),
        cmocka_unit_test(a_part_knows_where_it_stands_in_the_whole),
        cmocka_unit_test(numbers_are_read_whole_and_within_bounds),
        cmocka_unit_test(finding_gives_the_length_when_there_is_none),
    };
    return cmocka_run_group_tests_name("span", tests, NULL, NULL);
}
