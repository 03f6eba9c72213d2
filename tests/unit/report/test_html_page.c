#include "report/as_html.h"

#include "report/html_parts.h"
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

static void the_page_tells_all_and_endangers_nobody(void **state)
{
    (void)state;

    static const struct {
        const char *language, *holds[8];
    } rows[] = {
        { "ja",
          { "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"ja\">", "カゴヤ・ジャパン",
            "フィッシングの疑いがあります", "192.0.2.38", "<strong>example[.]com</strong>",
            "hxxps://17aday.example[.]com/jp/kagoya.net/?uid=admin@******.***", "&lt;U+001B&gt;[2J",
            "class=\"verdict phishing\"" } },
        { "en",
          { "lang=\"en\"", "KAGOYA", "likely phishing", "United States", "+2.00", "&lt;U+001B&gt;",
            "default-src 'none'; style-src 'sha256-", "Content-Security-Policy" } },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct made *m = make();
        struct sg_buf out = SG_BUF(SG_MAX_REPORT);
        sg_report_html(&out, &m->x, words_of(m, rows[i].language), SG_SPAN("<a>.eml"));
        for (size_t k = 0; k < sizeof(rows->holds) / sizeof(*rows->holds); k++)
            assert_holds(sg_buf_span(&out), rows[i].holds[k]);
        assert_holds(sg_buf_span(&out), "&lt;a&gt;.eml");
        assert_lacks(sg_buf_span(&out), "https://");
        assert_lacks(sg_buf_span(&out), "admin@example");
        assert_lacks(sg_buf_span(&out), "\x1b");
        sg_buf_free(&out);
        sg_arena_close(m->arena);
    }
}

static void a_text_is_written_harmless_stretch_by_stretch(void **state)
{
    (void)state;

    static const struct {
        const char *in, *out;
        size_t stop; /* octets of the first stretch; what is one whole goes on past it */
    } rows[] = {
        { "see https://a.b.test/ now", "see hxxps://|a.b[.]test/ now", 6 },
        { "see https://a.b.test/ now", "see hxxps://a.b[.]|test/ now", 16 },
        { "mail to admin@example.jp.", "mail to admin@******.***|.", 12 },
        { "a<b>c", "a&lt;|b&gt;c", 2 },
        { "a\r\nb", "a|\nb", 2 },
        { "a\xe2\x80\xae\xe2\x80\xae"
          "b",
          "a&lt;U+202E&gt;\xc3\x97"
          "2|b",
          2 },
        { "ht\xef\xb8\x8ftp://x.test/", "hxxp://|x[.]test/", 3 },
        { "admin\xef\xb8\x8f@example.jp", "admin@******.***|", 3 },
        { "", "|", 4 },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct made *m = make();
        struct sg_teller teller = sg_teller_of(&m->x, words_of(m, "en"));
        struct sg_buf out = SG_BUF(SG_MAX_REPORT);
        sg_span in = exact(rows[i].in);
        struct sg_html_text text = {
            .out = &out, .mask = &teller.mask, .s = sg_html_regular(m->arena, in), .dot = SIZE_MAX
        };
        sg_html_text_to(&text, rows[i].stop);
        sg_put_octet(&out, '|');
        sg_html_text_to(&text, SIZE_MAX);
        assert_span_is(sg_buf_span(&out), rows[i].out);
        sg_buf_free(&out);
        drop(in);
        sg_arena_close(m->arena);
    }
}

static void a_place_in_the_mail_leads_back_into_the_text(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 20);
    const struct sg_text text = { SG_SPAN("one two three"), sg_places_literal(arena, 100, NULL) };

    static const struct {
        size_t from, len, at, n;
    } rows[] = { { 104, 3, 4, 3 },  { 103, 5, 4, 3 }, { 103, 1, 0, 0 }, { 90, 13, 0, 3 },
                 { 108, 50, 8, 5 }, { 0, 50, 0, 0 },  { 113, 9, 0, 0 }, { 104, 0, 0, 0 } };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_range r = sg_html_back(&text, (struct sg_range){ rows[i].from, rows[i].len });
        assert_int_equal(r.len, rows[i].n);
        assert_int_equal(r.len > 0 ? r.from : 0, rows[i].at);
    }
    sg_arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_page_tells_all_and_endangers_nobody),
        cmocka_unit_test(a_text_is_written_harmless_stretch_by_stretch),
        cmocka_unit_test(a_place_in_the_mail_leads_back_into_the_text),
    };
    return cmocka_run_group_tests_name("html page", tests, NULL, NULL);
}
