#include "mail/auth_results.h"

#include "test.h"

static struct sg_arena *arena;

static struct sg_auth_list results(sg_span body)
{
    static struct sg_field field;
    struct sg_oddities odd = SG_ODDITIES_IN(arena);
    struct sg_auth_list list = { 0 };
    field = (struct sg_field){ .name = SG_SPAN("Authentication-Results"), .body = body };
    sg_auth_results_read(arena, &field, &list, &odd);
    return list;
}

static void each_result_names_its_domain(void **state)
{
    (void)state;

    static const struct {
        const char *body, *id, *method, *result, *domain, *selector; /* of the last result */
        size_t n;
    } rows[] = {
        { " mx.example.jp; dkim=pass (2048-bit key) header.d=Example.jp header.i=@mail.example.jp "
          "header.s=s1",
          "mx.example.jp", "dkim", "pass", "example.jp", "s1", 1 },
        { " mx.test;\r\n\tspf=pass smtp.mailfrom=user@a.test;\r\n\tdmarc=fail (p=none) header.from=b.test",
          "mx.test", "dmarc", "fail", "b.test", "", 2 },
        { " spf=fail (sender IP is 192.0.2.1)\r\n smtp.mailfrom=a.test; dkim=none (message not "
          "signed)\r\n header.d=none;dmarc=none action=none header.from=;",
          "", "dmarc", "none", "", "", 3 },
        { " mx.google.com; spf=softfail (google.com: domain of transitioning x@a.test does not "
          "designate 192.0.2.1 as permitted sender) smtp.mail=x@a.test",
          "mx.google.com", "spf", "softfail", "a.test", "", 1 },
        { "mx.test 1; dkim/1 = pass header.i = \"@a.test\"", "mx.test", "dkim", "pass", "a.test",
          "", 1 },
        { "mx.test (a; comment (nested; too)); spf=none smtp.helo=h.test", "mx.test", "spf", "none",
          "h.test", "", 1 },
        { "mx.test; spf=pass smtp.helo=h.test smtp.mailfrom=\"a;b\"@a.test", "mx.test", "spf",
          "pass", "a.test", "", 1 },
        { "mx.test; header.From=x@a.test; dkim=pass ( message verified; );", "mx.test", "dkim",
          "pass", "", "", 1 },
        { "mx.test; dkim=pass header.b=abc= header.d=a.test.", "mx.test", "dkim", "pass", "a.test",
          "", 1 },
        { "mx.test; dkim=none header.d=none;mx.test; dmarc=NONE header.from=a.test", "mx.test",
          "dmarc", "none", "a.test", "", 2 },
        { "mx.test; auth=pass smtp.auth=u@a.test smtp.mailfrom=v@b.test", "mx.test", "auth", "pass",
          "a.test", "", 1 },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span in = exact(rows[i].body);
        struct sg_auth_list list = results(in);
        assert_int_equal(list.n, rows[i].n);
        const struct sg_auth_result *r = &list.at[list.n - 1];
        assert_span_is(r->authserv_id, rows[i].id);
        assert_span_is(r->method, rows[i].method);
        assert_span_is(r->result, rows[i].result);
        assert_span_is(r->domain, rows[i].domain);
        assert_span_is(r->selector, rows[i].selector);
        drop(in);
    }
}

static void a_result_is_shown_as_written(void **state)
{
    (void)state;
    struct sg_auth_list list =
        results(SG_SPAN(" mx.test;\r\n\tdkim=pass (key)\r\n\theader.d=a.test;\r\n\tspf=none"));
    assert_span_is(list.at[0].shown, "dkim=pass (key) header.d=a.test");
    assert_span_is(list.at[1].shown, "spf=none");
}

static void what_says_nothing_gives_no_result(void **state)
{
    (void)state;
    static const char *const rows[] = { "",         "mx.test; none", "mx.test",
                                        ";;;;",     "((((",          "\"\"\"",
                                        "= = =",    "mx.test;=pass", "mx.test; a.b=c",
                                        "\"mx.test" };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span in = exact(rows[i]);
        assert_int_equal(results(in).n, 0);
        drop(in);
    }
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
        cmocka_unit_test(each_result_names_its_domain),
        cmocka_unit_test(a_result_is_shown_as_written),
        cmocka_unit_test(what_says_nothing_gives_no_result),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
