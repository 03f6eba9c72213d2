#include "intel/datafile.h"

#include <stdio.h>

#include "test.h"

static const struct sg_data_field_rule FIELDS[] = { { "needed", true, false },
                                                    { "single", false, false },
                                                    { "many", false, true },
                                                    { NULL, false, false } };
static const struct sg_data_kind KINDS[] = { { "thing", FIELDS }, { "row", NULL }, { NULL, NULL } };

static struct sg_arena *arena;
static struct sg_error err;

static int open_arena(void **state)
{
    (void)state;
    arena = sg_arena_open(64 * 1024 * 1024);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    sg_arena_close(arena);
    return 0;
}

static enum sg_status parse(sg_span text, struct sg_data_file *out)
{
    err = (struct sg_error){ 0 };
    return sg_data_parse(arena, "x.brands", text, KINDS, out, &err);
}

static void records_have_a_kind_a_name_and_fields(void **state)
{
    (void)state;
    sg_span text = exact("# a comment\n\nthing  one two \n  needed  a  b \n\t# not a field\n"
                         "\tmany 1\n  many 2\r\nrow 稅 税 A\nthing three\n needed #4");
    struct sg_data_file f = { 0 };
    assert_int_equal(parse(text, &f), SG_OK);
    assert_int_equal(f.n_records, 3);
    assert_span_is(f.records[0].kind, "thing");
    assert_span_is(f.records[0].name, "one two");
    assert_int_equal(f.records[0].place.line, 3);
    assert_int_equal(f.records[0].n_fields, 3);
    assert_span_is(f.records[0].fields[0].value, "a  b");
    assert_span_is(f.records[0].fields[2].value, "2");
    assert_int_equal(f.records[0].fields[2].place.line, 7);
    assert_span_is(f.records[1].name, "稅 税 A");
    assert_int_equal(f.records[1].n_fields, 0);
    assert_span_is(sg_data_value(&f.records[2], "needed"), "#4");
    assert_span_is(sg_data_value(&f.records[2], "single"), "");
    drop(text);
}

static void every_mistake_is_named_with_its_file_and_line(void **state)
{
    (void)state;

    static const struct {
        const char *text, *says;
        enum sg_status status;
    } rows[] = {
        { "\nwhat x\n", "x.brands:2: unknown kind 'what'", SG_E_VALUE },
        { "thing\n", "x.brands:1: 'thing' without a name", SG_E_SYNTAX },
        { "  needed a\n", "x.brands:1: a field before any record", SG_E_SYNTAX },
        { "thing a\n needed\n", "x.brands:2: 'needed' without a value", SG_E_SYNTAX },
        { "thing a\n needed \t\n", "x.brands:2: 'needed' without a value", SG_E_SYNTAX },
        { "thing a\n needde b\n", "x.brands:2: unknown field 'needde' in a 'thing'", SG_E_VALUE },
        { "row a\n needed b\n", "x.brands:2: unknown field 'needed' in a 'row'", SG_E_VALUE },
        { "row a\nthing a\n many b\nrow c\n", "x.brands:2: 'a' has no 'needed'", SG_E_VALUE },
        { "thing a\n", "x.brands:1: 'a' has no 'needed'", SG_E_VALUE },
        { "thing a\n needed b\n needed c\n", "x.brands:1: 'a' has 'needed' 2 times", SG_E_VALUE },
        { "row \xff\n", "x.brands:1: not UTF-8", SG_E_SYNTAX },
        { "# \xe3\x81\n", "x.brands:1: not UTF-8", SG_E_SYNTAX },
        { "row a\x01\n", "x.brands:1: a control character (0x01)", SG_E_SYNTAX },
        { "row a\rb\n", "x.brands:1: a control character (0x0d)", SG_E_SYNTAX },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sg_span text = exact(rows[i].text);
        struct sg_data_file f = { .path = "untouched" };
        assert_int_equal(parse(text, &f), rows[i].status);
        assert_string_equal(err.text, rows[i].says);
        assert_string_equal(f.path, "untouched");
        drop(text);
    }
}

static void an_empty_text_has_no_records(void **state)
{
    (void)state;
    struct sg_data_file f = { .n_records = 9 };
    assert_int_equal(parse(SG_SPAN(""), &f), SG_OK);
    assert_int_equal(f.n_records, 0);
}

static void a_name_may_stand_once_only(void **state)
{
    (void)state;
    struct sg_map seen = SG_MAP(arena);
    struct sg_data_place first = { "a.list", 3 }, second = { "b.list", 7 };
    assert_int_equal(sg_data_once(&seen, SG_SPAN("jcb"), &first, &err), SG_OK);
    assert_int_equal(sg_data_once(&seen, SG_SPAN("jcb"), &second, &err), SG_E_VALUE);
    assert_string_equal(err.text, "b.list:7: 'jcb' stands already in a.list:3");
}

static void domains_are_lower_case_ascii_labels(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        bool is_domain;
    } rows[] = {
        { "example.jp", true },
        { "xn--wgv71a119e.jp", true },
        { "a_b.example", true },
        { "test", true },
        { "", false },
        { "Example.jp", false },
        { "example.jp.", false },
        { ".example.jp", false },
        { "a..b", false },
        { "*.example", false },
        { "例.jp", false },
        { "a b.jp", false },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sg_span text = exact(rows[i].text);
        assert_int_equal(sg_data_is_domain(text), rows[i].is_domain);
        drop(text);
    }
}

static void words_are_taken_one_by_one(void **state)
{
    (void)state;
    sg_span rest = SG_SPAN("  稅\t税  A ");
    assert_span_is(sg_data_word(&rest), "稅");
    assert_span_is(sg_data_word(&rest), "税");
    assert_span_is(sg_data_word(&rest), "A");
    assert_span_is(sg_data_word(&rest), "");
    assert_span_is(sg_data_word(&rest), "");
}

static void a_missing_directory_holds_no_files(void **state)
{
    (void)state;
    struct sg_data_paths paths = { 0 };
    assert_int_equal(sg_data_paths(arena, "/nonexistent/x", ".brands", &paths, &err), SG_OK);
    assert_int_equal(paths.n, 0);
    assert_false(sg_data_exists("/nonexistent/x"));
    struct sg_data_file f;
    assert_int_equal(sg_data_read(arena, "/nonexistent/x", KINDS, &f, &err), SG_E_IO);
}

static void a_path_ends_however_long_it_is(void **state)
{
    (void)state;
    static char dir[5000];
    memset(dir, 'd', sizeof(dir) - 1);
    assert_int_equal(strlen(sg_data_path(arena, dir, "name")), sizeof(dir) - 1 + strlen("/name"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_have_a_kind_a_name_and_fields),
        cmocka_unit_test(every_mistake_is_named_with_its_file_and_line),
        cmocka_unit_test(an_empty_text_has_no_records),
        cmocka_unit_test(a_name_may_stand_once_only),
        cmocka_unit_test(domains_are_lower_case_ascii_labels),
        cmocka_unit_test(words_are_taken_one_by_one),
        cmocka_unit_test(a_missing_directory_holds_no_files),
        cmocka_unit_test(a_path_ends_however_long_it_is),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
