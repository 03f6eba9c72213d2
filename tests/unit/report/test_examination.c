#include "unit/report/examination.h"

static void assert_holds(sg_span text, const char *what)
{
    if (!sg_holds(text, sg_span_of(what)))
        fail_msg("'%s' is not in:\n%.*s", what, (int)text.len, (const char *)text.at);
}

static void assert_lacks(sg_span text, const char *what)
{
    if (sg_holds(text, sg_span_of(what)))
        fail_msg("'%s' is in:\n%.*s", what, (int)text.len, (const char *)text.at);
}

static void the_text_tells_all_and_endangers_nobody(void **state)
{
    (void)state;

    static const struct {
        const char *language, *holds[12];
    } rows[] = {
        { "ja",
          { "カゴヤ・ジャパン", "フィッシングの疑いがあります", "アメリカ合衆国(推定)",
            "[127.0.0.1]", "192.0.2.38",
            "hxxps://17aday.example[.]com/jp/kagoya.net/?uid=admin@******.***", "〔example[.]com〕",
            "<U+001B>", "admin@******.***", "レンタルサーバー", "パスワードを変更", "100-119" } },
        { "en",
          { "KAGOYA", "likely phishing", "United States (estimated)", "[127.0.0.1]", "192.0.2.38",
            "hxxps://17aday.example[.]com/jp/kagoya.net/?uid=admin@******.***", "〔example[.]com〕",
            "<U+001B>", "not looked up", "boundary", "+2.00 direct", "-1.00" } },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct made *m = make();
        struct sg_buf out = SG_BUF(SG_MAX_REPORT);
        const struct sg_sheet sheet = { &out, 0, false };
        sg_report_text(&sheet, &m->x, words_of(m, rows[i].language), SG_SPAN("a.eml"));
        for (size_t k = 0; k < sizeof(rows->holds) / sizeof(*rows->holds); k++)
            assert_holds(sg_buf_span(&out), rows[i].holds[k]);
        assert_lacks(sg_buf_span(&out), "https://");
        assert_lacks(sg_buf_span(&out), "example.jp");
        assert_lacks(sg_buf_span(&out), "\x1b");
        assert_lacks(sg_buf_span(&out), "{");
        sg_buf_free(&out);
        sg_arena_close(m->arena);
    }
}

static void the_json_keeps_machine_fields_as_they_are(void **state)
{
    (void)state;
    static const char *const holds[] = {
        "\"level\":\"phishing\",\"points\":350,\"complete\":true,\"parts\":{",
        "\"claims\":[{\"brand\":\"kagoya\"",
        "\"href\":\"https://17aday.example.com/jp/kagoya.net/?uid=admin@example.jp\"",
        "\"registrable_domain\":\"example.com\"",
        "\"group\":\"combination\",\"points\":50",
        "\"of\":[\"brand-in-path\",\"country-mismatch-brand\"]",
        "\"in_favour\":[{\"id\":\"authenticated-as-claimed\"",
        "\"helo\":\"[127.0.0.1]\",\"rdns\":null,\"rdns_unknown\":true,\"ip\":\"192.0.2.38\"",
        "\\u001b[2J",
    };
    struct made *m = make();
    struct sg_buf out = SG_BUF(SG_MAX_REPORT);
    sg_report_json(&out, &m->x, words_of(m, "en"), SG_SPAN("a.eml"), false);
    for (size_t k = 0; k < sizeof(holds) / sizeof(*holds); k++)
        assert_holds(sg_buf_span(&out), holds[k]);
    assert_int_equal(sg_find(sg_buf_span(&out), '\n', 0), out.len - 1);
    sg_buf_free(&out);
    sg_arena_close(m->arena);
}

static void many_links_are_left_out_and_counted(void **state)
{
    (void)state;
    struct made *m = make();

    enum { N = 2000 };
    struct sg_link *links = SG_NEW_N(m->arena, struct sg_link, N);
    uint8_t *long_path = SG_NEW_N(m->arena, uint8_t, 8000);
    memset(long_path, 'x', 8000);
    for (size_t i = 0; i < N; i++) {
        links[i] = m->link;
        links[i].url.href = (sg_span){ long_path, 8000 };
        links[i].label.utf8 = (sg_span){ long_path, 1000 };
    }
    m->facts.links = links;
    m->facts.n_links = N;
    struct sg_buf out = SG_BUF(SG_MAX_REPORT);
    sg_report_json(&out, &m->x, words_of(m, "en"), SG_SPAN("a.eml"), true);
    assert_false(out.cut);
    assert_int_equal(sg_at(sg_buf_span(&out), out.len - 2), '}');
    assert_lacks(sg_buf_span(&out), "\"links_left_out\": 0");
    sg_buf_free(&out);
    sg_arena_close(m->arena);
}

static sg_span told(struct made *m, struct sg_buf *out)
{
    const struct sg_sheet sheet = { out, 0, false };
    sg_report_text(&sheet, &m->x, words_of(m, "en"), SG_SPAN("a.eml"));
    return sg_buf_span(out);
}

static void a_combination_names_its_reasons_by_number(void **state)
{
    (void)state;
    struct made *m = make();
    struct sg_buf out = SG_BUF(SG_MAX_REPORT);
    assert_holds(told(m, &out), "made-up (reasons 1 + 2)");
    sg_buf_free(&out);
    sg_arena_close(m->arena);
}

static void a_reason_without_points_stands_last_and_apart(void **state)
{
    (void)state;
    struct made *m = make();
    m->reasons[0].points = 0;
    struct sg_buf out = SG_BUF(SG_MAX_REPORT);
    sg_span text = told(m, &out);
    size_t apart = sg_find_span(text, SG_SPAN("These add no points"), 0);
    assert_true(sg_find_span(text, SG_SPAN("[direct] "), 0) > apart);
    assert_true(sg_find_span(text, SG_SPAN("[+2.00 correlated] "), 0) < apart);
    assert_lacks(text, "+0.00");
    sg_buf_free(&out);
    sg_arena_close(m->arena);
}

static void a_verdict_below_its_points_says_why(void **state)
{
    (void)state;
    struct made *m = make();
    struct sg_weights weights = { .suspicious = 300, .phishing = 600 };
    m->intel.weights = &weights;
    struct sg_buf out = SG_BUF(SG_MAX_REPORT);
    assert_lacks(told(m, &out), "the points alone");
    out.len = 0;
    m->x.verdict.level = SG_LEVEL_NO_SIGN;
    assert_holds(told(m, &out), "+3.50 (suspicious from +3.00, likely phishing from +6.00)");
    assert_holds(told(m, &out), "the points alone");
    assert_holds(told(m, &out), "There are points to note");
    assert_lacks(told(m, &out), "No signs of phishing were found");
    out.len = 0;
    m->x.verdict.points = 290;
    assert_holds(told(m, &out), "There are points to note");
    out.len = 0;
    m->x.verdict.points = 20;
    assert_holds(told(m, &out), "No signs of phishing were found");
    sg_buf_free(&out);
    sg_arena_close(m->arena);
}

static void a_sender_without_an_address_has_none(void **state)
{
    (void)state;
    struct made *m = make();
    m->from.local = m->from.domain = (sg_span){ 0 };
    struct sg_buf out = SG_BUF(SG_MAX_REPORT);
    assert_holds(told(m, &out), "From, address     none");
    sg_buf_free(&out);
    sg_arena_close(m->arena);
}

static void one_quotation_stands_once_with_all_its_places(void **state)
{
    (void)state;
    struct made *m = make();
    struct sg_finding *f = &m->findings[0];
    f->evidence[1] = f->evidence[0];
    f->evidence[1].place = (struct sg_range){ 300, 10 };
    f->n_evidence = 2;
    struct sg_buf out = SG_BUF(SG_MAX_REPORT);
    assert_holds(told(m, &out), "(the mail, bytes 100-119; the mail, bytes 300-309)");
    sg_buf_free(&out);
    sg_arena_close(m->arena);
}

static void links_to_one_address_stand_once_with_what_they_show(void **state)
{
    (void)state;
    struct made *m = make();
    struct sg_link *links = SG_NEW_N(m->arena, struct sg_link, 4);
    static const char *const labels[] = { "log in", "manual", "log in", "" };
    for (size_t i = 0; i < 4; i++) {
        links[i] = m->link;
        links[i].label.utf8 = sg_span_of(labels[i]);
    }
    m->facts.links = links;
    m->facts.n_links = 4;
    struct sg_buf out = SG_BUF(SG_MAX_REPORT);
    sg_span text = told(m, &out);
    assert_holds(text, " 1. \"log in\" \"manual\" \xe2\x86\x92 ");
    assert_lacks(text, " 2. \"");
    sg_buf_free(&out);
    sg_arena_close(m->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_text_tells_all_and_endangers_nobody),
        cmocka_unit_test(the_json_keeps_machine_fields_as_they_are),
        cmocka_unit_test(a_combination_names_its_reasons_by_number),
        cmocka_unit_test(a_reason_without_points_stands_last_and_apart),
        cmocka_unit_test(a_verdict_below_its_points_says_why),
        cmocka_unit_test(a_sender_without_an_address_has_none),
        cmocka_unit_test(one_quotation_stands_once_with_all_its_places),
        cmocka_unit_test(links_to_one_address_stand_once_with_what_they_show),
        cmocka_unit_test(many_links_are_left_out_and_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
