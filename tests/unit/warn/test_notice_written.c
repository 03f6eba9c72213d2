/* What a hostile mail may do to a notice, and what the notice's own lint finds. */
#include "warn/notice_lint.h"
#include "warn/notice_list.h"
#include "warn/notice_render.h"
#include "with_intel.h"

static const struct sg_words *ja, *en;

static int load_all(void **state)
{
    struct sg_error err = { 0 };
    load_intel(state);
    const char *data = getenv("SHINGAN_DATA");
    if (sg_words_load(arena, data, "ja", &ja, &err) != SG_OK ||
        sg_words_load(arena, data, "en", &en, &err) != SG_OK)
        fail_msg("%s", err.text);
    return 0;
}

static struct sg_notice hostile(void)
{
    struct sg_notice n = { .id = SG_SPAN("2022-01-30-xserver"),
                           .brand = SG_SPAN("xserver"),
                           .posted = SG_SPAN("2022-01-30"),
                           .status = SG_SPAN("2022-01-30"),
                           .n_types = 1 };
    n.types[0] = (struct sg_notice_type){
        .confirmed = SG_SPAN("2022-01-30"),
        .mails = 1,
        .subjects = { SG_SPAN("</title><script>alert(1)</script> | ![x](y) `") },
        .n_subjects = 1,
        .from_address = SG_SPAN("a[@]evil.co[.]jp[.](x)"),
        .from_display = SG_SPAN("\"><img src=x onerror=alert(1)>"),
        .body =
            SG_SPAN("</pre></blockquote><h1>mine</h1>\n```\n# mine\n"
                    "----------------------------------------------------------------------------\n"
                    "````````\n"),
    };
    sg_notice_tell(&n, n.posted, SG_SPAN("posted"));
    return n;
}

static struct sg_notice_material material(const struct sg_notice *n)
{
    return (struct sg_notice_material){ .intel = intel,
                                        .publisher = &sg_no_publisher,
                                        .notice = n,
                                        .style = { SG_DEFANG_LAST_DOT, 40, 6000 } };
}

static sg_span written(void (*put)(struct sg_buf *, const struct sg_page_blocks *),
                       const struct sg_notice *n)
{
    struct sg_notice_material m = material(n);
    struct sg_page_blocks page;
    struct sg_buf out = SG_BUF_IN(arena, SG_MAX_NOTICE);
    sg_notice_page(arena, &m, en, &page);
    put(&out, &page);
    return sg_buf_done(&out);
}

static void a_mail_cannot_leave_its_quotation(void **state)
{
    (void)state;
    struct sg_notice n = hostile();
    struct sg_notice_material m = material(&n);
    struct sg_page_blocks pages[2];
    struct sg_buf html = SG_BUF_IN(arena, SG_MAX_NOTICE);
    sg_notice_page(arena, &m, ja, &pages[0]);
    sg_notice_page(arena, &m, en, &pages[1]);
    sg_put_notice_html(&html, &pages[0], &pages[1]);
    sg_span page = sg_buf_done(&html);
    assert_false(sg_holds(page, SG_SPAN("<script")));
    assert_false(sg_holds(page, SG_SPAN("<img")));
    assert_false(sg_holds(page, SG_SPAN("<h1>mine")));

    sg_span text = written(sg_put_notice_text, &n);
    assert_true(sg_holds(text, SG_SPAN("\n> ------------")));
    size_t rules = 0;
    for (sg_span rest = text; rest.len > 0;)
        rules += sg_starts(sg_next(&rest, '\n'), SG_SPAN("------------"));
    assert_int_equal(rules, 2);

    sg_span markdown = written(sg_put_notice_markdown, &n);
    assert_true(sg_holds(markdown, SG_SPAN("\n`````````text\n"))); /* one longer than the longest */
    assert_true(sg_holds(markdown, SG_SPAN("\\<script\\>")));
    assert_false(sg_holds(markdown, SG_SPAN(" <img")));
    assert_true(sg_holds(markdown, SG_SPAN("a[@]evil.co[.]jp\\[.\\](x)")));
}

static bool finds(sg_span text, const char *what)
{
    struct sg_notice n = hostile();
    struct sg_notice_material m = material(&n);
    static const sg_span who[] = { SG_SPAN_INIT("taro.yamada@customer.test") };
    const struct sg_specimen mail = { .private_recipients = (sg_span *)(uintptr_t)who,
                                      .n_private_recipients = 1,
                                      .private_recipient_domain = SG_SPAN("customer.test") };
    const struct sg_specimen *mails[] = { &mail };
    struct sg_lint lint = {
        .arena = arena, .material = &m, .mails = mails, .n_mails = 1, .today = SG_SPAN("2022-02-01")
    };
    sg_lint_written(&lint, "x", text);
    for (size_t i = 0; i < lint.problems.n; i++)
        if (sg_holds(lint.problems.at[i], sg_span_of(what)))
            return true;
    return false;
}

static void the_lint_finds_live_links_and_recipients(void **state)
{
    (void)state;

    static const struct {
        const char *text, *found;
        bool is_found;
    } rows[] = {
        { "see https://www.evil.test/", "live link", true },
        { "see www.evil.com", "live link", true },
        { "see evil.com", "live link", true },
        { "<a href=\"https://www.evil.test/\">", "live link", true },
        { "see hxxps://www.evil[.]com/", "live link", false },
        { "https://*.xserver.ne.jp/", "live link", false },
        { "https://www.xserver.ne.jp/login?next=//evil.com", "live link", true },
        { "https://www.xserver.ne.jp.evil.com/", "live link", true },
        { "https://www.antiphishing.jp/registration.html", "live link", false },
        { "for taro.yamada@customer.test", "recipient", true },
        { "for taro.yamada[@]customer[.]test", "recipient", true },
        { "at CUSTOMER.TEST.", "recipient", true },
        { "at xcustomer.test", "recipient", false },
        { "<!DOCTYPE html>&quot;https://www.xserver.ne.jp/&quot;", "live link", false },
        { "<!DOCTYPE html>&quot;https://www.evil.test/&quot;", "live link", true },
        { "", "is empty", true },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (finds(sg_span_of(rows[i].text), rows[i].found) != rows[i].is_found)
            fail_msg("row %zu: %s", i, rows[i].text);
}

static bool refuses(const struct sg_notice *n, const char *what)
{
    struct sg_notice_material m = material(n);
    struct sg_lint lint = { .arena = arena, .material = &m, .today = SG_SPAN("2022-02-01") };
    sg_lint_notice(&lint);
    for (size_t i = 0; i < lint.problems.n; i++)
        if (sg_holds(lint.problems.at[i], sg_span_of(what)))
            return true;
    return what[0] == '\0' && lint.problems.n > 0;
}

static void the_lint_finds_days_that_cannot_be(void **state)
{
    (void)state;
    struct sg_notice n = hostile();
    assert_false(refuses(&n, ""));
    n.status = SG_SPAN("2022-01-29");
    assert_true(refuses(&n, "before that of posting"));
    n = hostile();
    n.status = n.posted = SG_SPAN("2022-02-02");
    assert_true(refuses(&n, "in the future"));
    n = hostile();
    n.types[0].confirmed = SG_SPAN("2022-01-31");
    assert_true(refuses(&n, "after the day of status"));
    n = hostile();
    sg_notice_tell(&n, SG_SPAN("2022-01-29"), SG_SPAN("added 1"));
    assert_true(refuses(&n, "not in the order"));
    n = hostile();
    n.n_types = 0;
    assert_true(refuses(&n, "no mail"));
    n = hostile();
    n.types[0].body = (sg_span){ 0 };
    n.types[0].n_subjects = 0;
    assert_true(refuses(&n, "no subject, no text"));
}

static void a_page_that_nobody_knows_to_be_official_is_refused(void **state)
{
    (void)state;
    struct sg_notice n = hostile();
    struct sg_publisher p = { .name_ja = SG_SPAN("a"),
                              .contact_url = SG_SPAN("https://www.house.test/contact/") };
    struct sg_notice_material m = material(&n);
    m.publisher = &p;
    struct sg_lint lint = { .arena = arena, .material = &m, .today = SG_SPAN("2022-02-01") };
    sg_lint_notice(&lint);
    assert_int_equal(lint.problems.n, 1);
    const sg_span patterns[] = { SG_SPAN("https://*.house.test/") };
    p.patterns = patterns;
    p.n_patterns = 1;
    lint.problems.n = 0;
    sg_lint_notice(&lint);
    assert_int_equal(lint.problems.n, 0);
}

static void values_are_put_into_sentences(void **state)
{
    (void)state;
    struct sg_fill fill = { 0 };
    fill.values[SG_FILL_BRAND] = SG_SPAN("B");

    static const struct {
        const char *sentence, *filled;
    } rows[] = {
        { "a {brand} c", "a B c" },
        { "a[[ of {login}]] c", "a c" },
        { "a[[ of {brand}]] c", "a of B c" },
        { "a[[ {brand}{login}]]", "a" },
        { "{brand}", "B" },
        { "", "" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_buf out = SG_BUF_IN(arena, 100);
        sg_put_filled(&out, sg_span_of(rows[i].sentence), &fill);
        assert_span_is(sg_buf_done(&out), rows[i].filled);
    }
    assert_true(sg_fill_knows(SG_SPAN("brand")));
    assert_false(sg_fill_knows(SG_SPAN("brandy")));
    assert_false(sg_fill_knows(SG_SPAN("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mail_cannot_leave_its_quotation),
        cmocka_unit_test(the_lint_finds_live_links_and_recipients),
        cmocka_unit_test(the_lint_finds_days_that_cannot_be),
        cmocka_unit_test(a_page_that_nobody_knows_to_be_official_is_refused),
        cmocka_unit_test(values_are_put_into_sentences),
    };
    return cmocka_run_group_tests(tests, load_all, unload_intel);
}
