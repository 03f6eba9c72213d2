#include "base/buf.h"
#include "mail/address.h"
#include "test.h"

static struct sg_arena *arena;
static struct sg_charsets *charsets;
static struct sg_oddities odd;

static struct sg_address_list read_list(sg_span body)
{
    static struct sg_field field;
    odd = SG_ODDITIES_IN(arena);
    field = (struct sg_field){ .name = SG_SPAN("To"), .body = body, .place = { 0, body.len } };
    return sg_address_list_read(arena, charsets, &field, (sg_span){ 0 }, &odd);
}

/* Addresses as "display|local|domain", separated by " + ". */
static const struct {
    const char *in, *out;
} rows[] = {
    { "a@example.jp", "|a|example.jp" },
    { " <a@EXAMPLE.jp.> ", "|a|example.jp" },
    { "Taro <a@example.jp>", "Taro|a|example.jp" },
    { "\"Taro, Yamada\" <a@example.jp>", "Taro, Yamada|a|example.jp" },
    { "\"a \\\"b\\\" (c)\" <a@example.jp>", "a \"b\" (c)|a|example.jp" },
    { "\"kagoya.net\" <kir017706@kagoya.net>", "kagoya.net|kir017706|kagoya.net" },
    { "\"Taro\" Yamada <a@example.jp>", "Taro Yamada|a|example.jp" },
    { "a@example.jp (Taro)", "Taro|a|example.jp" },
    { "<a@example.jp> (Taro)", "|a|example.jp" },
    { "(Taro) <a@example.jp>", "Taro|a|example.jp" },
    { "a@example.jp, b@example.jp", "|a|example.jp + |b|example.jp" },
    { "A <a@example.jp>,, B <b@example.jp>;", "A|a|example.jp + B|b|example.jp" },
    { "Team: A <a@example.jp>, b@example.jp;, c@example.jp",
      "A|a|example.jp + |b|example.jp + |c|example.jp" },
    { "undisclosed-recipients:;", "" },
    { "g: g: g: a@example.jp", "|a|example.jp" },
    { "<@x.test,@y.test:a@example.jp>", "|a|example.jp" },
    { "\"a b\"@example.jp", "|a b|example.jp" },
    { "<\"a>b@evil.test\"@example.jp>", "|a>b@evil.test|example.jp" },
    { "a @ example . jp", "|a|example.jp" },
    { "a@[192.0.2.1]", "|a|[192.0.2.1]" },
    { "Taro a@example.jp", "Taro|a|example.jp" },
    { "\"Taro\" a@example.jp", "Taro|a|example.jp" },
    { "Yamada, Taro <a@example.jp>", "Yamada, Taro|a|example.jp" },
    { "a@example.jp <b@evil.test>", "a@example.jp|b|evil.test" },
    { "A <a@example.jp> <b@evil.test>", "A|a|example.jp + |b|evil.test" },
    { "A <<a@example.jp>>", "A|a|example.jp" },
    { "A <a@example.jp", "A|a|example.jp" },
    { "root", "|root|" },
    { "Some Body", "Some Body||" },
    { "mailto:a@example.jp", "|a|example.jp" },
    { "=?UTF-8?B?5pel5pys?= <a@example.jp>", "\xe6\x97\xa5\xe6\x9c\xac|a|example.jp" },
    { "\"=?UTF-8?B?5pel5pys?=\" <a@example.jp>", "\xe6\x97\xa5\xe6\x9c\xac|a|example.jp" },
    { "a@\xe6\x97\xa5\xe6\x9c\xac.example", "|a|\xe6\x97\xa5\xe6\x9c\xac.example" },
    { "A (x <a@example.jp>", "A (x|a|example.jp" },
    { "\"A <a@example.jp>", "A|a|example.jp" },
    { "<>", "||" },
    { "", "" },
    { ",;:(\"", "(||" },
};

static void addresses_are_read_as_written_in_the_wild(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span in = exact(rows[i].in);
        struct sg_address_list list = read_list(in);
        struct sg_buf out = SG_BUF_IN(arena, 1000);
        for (size_t k = 0; k < list.n; k++) {
            sg_put_text(&out, k > 0 ? " + " : "");
            sg_put(&out, list.at[k].display.utf8);
            sg_put_octet(&out, '|');
            sg_put(&out, list.at[k].local);
            sg_put_octet(&out, '|');
            sg_put(&out, list.at[k].domain);
            assert_true(list.at[k].place.from + list.at[k].place.len <= in.len);
        }
        sg_span got = sg_buf_done(&out);
        if (!sg_same(got, sg_span_of(rows[i].out)))
            fail_msg("'%.*s' is not '%s' for '%s'", (int)got.len, (const char *)got.at, rows[i].out,
                     rows[i].in);
        drop(in);
    }
}

static void an_address_knows_its_place(void **state)
{
    (void)state;
    struct sg_address_list list = read_list(SG_SPAN(" a@b.test, \"Taro\" <c@d.test> "));
    assert_int_equal(list.at[0].place.from, 1);
    assert_int_equal(list.at[0].place.len, 8);
    assert_int_equal(list.at[1].place.from, 11);
    assert_int_equal(list.at[1].place.len, 17);
    struct sg_range r = sg_place_of(&list.at[1].display, list.at[1].display.utf8);
    assert_int_equal(r.from, 12);
    assert_int_equal(r.len, 4);
    assert_span_is(sg_address_spec(arena, &list.at[1]), "c@d.test");
}

static void nesting_and_number_cost_nothing(void **state)
{
    (void)state;
    static const char *const units[] = { "g: ", "(",         "()", "<", "\"",
                                         "a,",  "a@b.test,", "\\", "@", "<\"" };
    for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
        struct sg_buf in = SG_BUF(64 * 1024);
        while (!in.cut)
            sg_put_text(&in, units[i]);
        assert_true(read_list(sg_buf_span(&in)).n <= 500);
        sg_buf_free(&in);
        sg_arena_reset(arena);
    }
}

static int open_all(void **state)
{
    (void)state;
    struct sg_error err;
    arena = sg_arena_open(1 << 26);
    return sg_charsets_open(&charsets, &err) == SG_OK ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    sg_arena_close(arena);
    sg_charsets_close(charsets);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_are_read_as_written_in_the_wild),
        cmocka_unit_test(an_address_knows_its_place),
        cmocka_unit_test(nesting_and_number_cost_nothing),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
