#include "warn/notice_harmless.h"

#include "warn/notice.h"
#include "with_intel.h"

static sg_span made(const char *text, enum sg_defang_style style)
{
    return sg_harmless(arena, intel, sg_span_of(text), style);
}

static void an_address_is_written_in_every_style(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        enum sg_defang_style style;
        const char *written;
    } rows[] = {
        { "◇サーバーパネル:https://www.evil.test/a.b", SG_DEFANG_LAST_DOT,
          "◇サーバーパネル:hxxps://www.evil[.]test/a.b" },
        { "http://www.evil.example.com/a", SG_DEFANG_ALL_DOTS,
          "hxxp://www[.]evil[.]example[.]com/a" },
        { "https://www.evil.example.com/a", SG_DEFANG_MASKED, "hxxps://●●●●.com/a" },
        { "https://evil.com/a", SG_DEFANG_FULLWIDTH, "ｈｘｘｐｓ：／／ｅｖｉｌ．ｃｏｍ／ａ" },
        { "go to www.evil.com now", SG_DEFANG_LAST_DOT, "go to www.evil[.]com now" },
        { "go to evil.com.", SG_DEFANG_LAST_DOT, "go to evil[.]com." },
        { "a@evil.com, b", SG_DEFANG_LAST_DOT, "a[@]evil[.]com, b" },
        { "ftp://evil.com/", SG_DEFANG_LAST_DOT, "fxp://evil[.]com/" },
        { "admin@******.***", SG_DEFANG_LAST_DOT, "admin@******.***" },
        { "https://www.xserver.ne.jp/", SG_DEFANG_LAST_DOT, "https://www.xserver.ne.jp/" },
        { "https://www.xserver.ne.jp/?u=//evil.com", SG_DEFANG_LAST_DOT,
          "hxxps://www.xserver.ne[.]jp/?u=//evil.com" },
        { "https://www.xserver.ne.jp@evil.com/", SG_DEFANG_LAST_DOT,
          "hxxps://www.xserver.ne.jp@evil[.]com/" },
        { "https://www.xserver.ne.jp.evil.com/", SG_DEFANG_LAST_DOT,
          "hxxps://www.xserver.ne.jp.evil[.]com/" },
        { "wss://evil.test/", SG_DEFANG_LAST_DOT, "wss[:]//evil[.]test/" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span got = made(rows[i].text, rows[i].style);
        if (!sg_same(got, sg_span_of(rows[i].written)))
            fail_msg("row %zu: '%.*s'", i, (int)got.len, (const char *)got.at);
    }
}

static void what_is_harmless_stays_as_it_is_and_takes_another_style(void **state)
{
    (void)state;
    static const char *const texts[] = { "https://www.evil.test/a?b=c", "see evil.com",
                                         "a@evil.com", "http://evil.example.com:8080/" };
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        sg_span once = made(texts[i], SG_DEFANG_LAST_DOT);
        sg_span twice = sg_harmless(arena, intel, once, SG_DEFANG_LAST_DOT);
        if (!sg_same(once, twice))
            fail_msg("'%.*s'", (int)twice.len, (const char *)twice.at);
    }
    sg_span dots = sg_harmless(arena, intel, made("https://www.evil.test/a", SG_DEFANG_LAST_DOT),
                               SG_DEFANG_ALL_DOTS);
    assert_span_is(dots, "hxxps://www[.]evil[.]test/a");
}

static void three_styles_can_be_read_again(void **state)
{
    (void)state;

    static const enum sg_defang_style styles[] = { SG_DEFANG_LAST_DOT, SG_DEFANG_ALL_DOTS,
                                                   SG_DEFANG_FULLWIDTH };

    for (size_t i = 0; i < sizeof(styles) / sizeof(*styles); i++) {
        struct sg_found_urls urls = { 0 };
        sg_find_urls(arena, intel->hosts, made("https://www.evil.example.com/a", styles[i]), false,
                     &urls);
        assert_int_equal(urls.n, 1);
        assert_span_is(urls.at[0].url.href, "https://www.evil.example.com/a");
        assert_false(sg_is_live(&urls.at[0]));
    }
}

static void days_are_those_of_the_calendar(void **state)
{
    (void)state;
    static const char *const good[] = { "2022-01-30", "2024-02-29", "2000-02-29", "2026-12-31" };
    static const char *const bad[] = { "2022-02-29", "1900-02-29", "2022-13-01",
                                       "2022-00-10", "2022-1-30",  "2022/01/30",
                                       "2022-01-32", "",           "2022-01-3x" };
    for (size_t i = 0; i < sizeof(good) / sizeof(*good); i++)
        if (!sg_notice_is_day(sg_span_of(good[i])))
            fail_msg("%s", good[i]);
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        if (sg_notice_is_day(sg_span_of(bad[i])))
            fail_msg("%s", bad[i]);
    assert_span_is(sg_notice_day(arena, 1643498400), "2022-01-30"); /* 2022-01-29 23:20 UTC */
    assert_span_is(sg_notice_day(arena, 1709132400), "2024-02-29"); /* midnight in Japan */
    assert_span_is(sg_notice_day(arena, 1709132399), "2024-02-28");
    struct sg_buf out = SG_BUF_IN(arena, 64);
    sg_notice_put_day(&out, SG_SPAN("2022-01-30"), true);
    assert_span_is(sg_buf_done(&out), "2022年01月30日");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_written_in_every_style),
        cmocka_unit_test(what_is_harmless_stays_as_it_is_and_takes_another_style),
        cmocka_unit_test(three_styles_can_be_read_again),
        cmocka_unit_test(days_are_those_of_the_calendar),
    };
    return cmocka_run_group_tests(tests, load_intel, unload_intel);
}
