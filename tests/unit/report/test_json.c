#include "report/json.h"
#include "test.h"

static void strings_are_always_valid_and_harmless(void **state)
{
    (void)state;

    static const struct {
        const char *in, *out;
    } rows[] = {
        { "plain", "\"plain\"" },
        { "\"\\\n\t", "\"\\\"\\\\\\n\\u0009\"" },
        { "\x1b[2J", "\"\\u001b[2J\"" },
        { "a\xff"
          "b",
          "\"a\xef\xbf\xbd"
          "b\"" },
        { "\xe2\x80\xae", "\"\\u202e\"" },
        { "\xf3\xa0\x80\x81", "\"\\udb40\\udc01\"" },
        { "日本", "\"日本\"" },
        { "\xf0\x9f\x98\x80", "\"\xf0\x9f\x98\x80\"" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span in = exact(rows[i].in);
        struct sg_buf out = SG_BUF(4096);
        struct sg_json j = { .out = &out };
        sg_json_text(&j, NULL, in);
        assert_span_is(sg_buf_span(&out), rows[i].out);
        sg_buf_free(&out);
        drop(in);
    }
}

static void objects_and_arrays_nest_with_their_commas(void **state)
{
    (void)state;
    struct sg_buf out = SG_BUF(4096);
    struct sg_json j = { .out = &out };
    sg_json_object(&j, NULL);
    sg_json_number(&j, "n", -5);
    sg_json_array(&j, "list");
    sg_json_bool(&j, NULL, true);
    sg_json_null(&j, NULL);
    sg_json_object(&j, NULL);
    sg_json_end(&j);
    sg_json_end(&j);
    sg_json_text_or_null(&j, "empty", (sg_span){ 0 });
    sg_json_end(&j);
    assert_span_is(sg_buf_span(&out), "{\"n\":-5,\"list\":[true,null,{}],\"empty\":null}\n");
    sg_buf_free(&out);
}

static void a_long_string_is_cut(void **state)
{
    (void)state;
    static char text[SG_MAX_JSON_STRING + 10];
    memset(text, 'x', sizeof(text) - 1);
    struct sg_buf out = SG_BUF(16384);
    struct sg_json j = { .out = &out };
    sg_json_text(&j, NULL, sg_span_of(text));
    assert_int_equal(out.len, SG_MAX_JSON_STRING + 5);
    sg_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_always_valid_and_harmless),
        cmocka_unit_test(objects_and_arrays_nest_with_their_commas),
        cmocka_unit_test(a_long_string_is_cut),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
