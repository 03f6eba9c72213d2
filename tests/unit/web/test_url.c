#include <stdio.h>

#include "base/file.h"
#include "test.h"
#include "web/find.h"
#include "web/unwrap.h"

static struct sg_arena *arena;
static struct sg_host_tools *tools;

static int open_tools(void **state)
{
    (void)state;
    struct sg_error err;
    sg_span list, supplement;
    char path[512];
    arena = sg_arena_open(64 << 20);
    snprintf(path, sizeof(path), "%s/suffixes/public_suffix_list.dat", getenv("SHINGAN_DATA"));
    if (sg_file_read(arena, path, 1 << 20, &list, &err) != SG_OK)
        return -1;
    snprintf(path, sizeof(path), "%s/suffixes/supplement.dat", getenv("SHINGAN_DATA"));
    if (sg_file_read(arena, path, 1 << 20, &supplement, &err) != SG_OK)
        return -1;
    return sg_host_tools_open(list, supplement, &tools, &err) == SG_OK ? 0 : -1;
}

static int close_tools(void **state)
{
    (void)state;
    sg_host_tools_close(tools);
    sg_arena_close(arena);
    return 0;
}

static void a_link_goes_where_a_browser_goes(void **state)
{
    (void)state;

    static const struct {
        const char *raw, *host, *href;
        unsigned traits;
    } rows[] = {
        { "https://www.example.jp/a?b#c", "www.example.jp", "https://www.example.jp/a?b#c", 0 },
        { "HTTP://EXAMPLE.JP", "example.jp", "http://example.jp/", 0 },
        { "http://a.example\\@evil.example/", "a.example", "http://a.example/@evil.example/",
          SG_URL_BACKSLASH },
        { "http://a.example@evil.example/", "evil.example", "http://a.example@evil.example/",
          SG_URL_USERINFO },
        { "http:\\\\example.jp\\x", "example.jp", "http://example.jp/x", SG_URL_BACKSLASH },
        { "https:/example.jp/", "example.jp", "https://example.jp/", SG_URL_SCHEME_TYPO },
        { "hhttps://example.jp/", "example.jp", "https://example.jp/", SG_URL_SCHEME_TYPO },
        { "hxxps://www.example[.]jp/", "www.example.jp", "https://www.example.jp/",
          SG_URL_DEFANGED },
        { "https://www.hxxp[.]jp/", "www.hxxp.jp", "https://www.hxxp.jp/", SG_URL_DEFANGED },
        { "https://a(at)b.jp/", "a(at)b.jp", "https://a(at)b.jp/", 0 },
        { "http://0x7f.1/", "127.0.0.1", "http://127.0.0.1/", SG_URL_NUMERIC_HOST },
        { "http://2130706433/", "127.0.0.1", "http://127.0.0.1/", SG_URL_NUMERIC_HOST },
        { "http://0300.0250.1.1/", "192.168.1.1", "http://192.168.1.1/", SG_URL_NUMERIC_HOST },
        { "http://192.0.2.1/", "192.0.2.1", "http://192.0.2.1/", 0 },
        { "http://[2001:DB8:0::1]/", "[2001:db8::1]", "http://[2001:db8::1]/", 0 },
        { "http://[::ffff:192.0.2.1]/", "[::ffff:c000:201]", "http://[::ffff:c000:201]/", 0 },
        { "http://%65xample.jp/", "example.jp", "http://example.jp/", SG_URL_PERCENT_HOST },
        { "http://ｅｘａｍｐｌｅ。jp/", "example.jp", "http://example.jp/", SG_URL_MAPPED_HOST },
        { "http://例え.jp/", "xn--r8jz45g.jp", "http://xn--r8jz45g.jp/", 0 },
        { "https://example.jp:443/", "example.jp", "https://example.jp/", 0 },
        { "https://example.jp:8443/", "example.jp", "https://example.jp:8443/", SG_URL_ODD_PORT },
        { "http://example.jp/a/../b/./c", "example.jp", "http://example.jp/b/c", 0 },
        { "http://exa\nmple.jp/", "example.jp", "http://example.jp/", SG_URL_BLANKS },
        { "http://example.jp./", "example.jp", "http://example.jp/", 0 },
        { "http://example.jp../", "example.jp..", "http://example.jp../", 0 },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span raw = exact(rows[i].raw);
        struct sg_url u = sg_url_read(arena, tools, raw, NULL);
        assert_true(u.is_valid);
        assert_span_is(u.host.ascii, rows[i].host);
        assert_span_is(u.href, rows[i].href);
        assert_int_equal(u.traits, rows[i].traits);
        drop(raw);
    }
}

static void what_a_browser_refuses_is_not_valid(void **state)
{
    (void)state;
    static const char *const rows[] = { "http://",
                                        "http://exa mple.jp/",
                                        "http://a<b.jp/",
                                        "http://256.1.1.1/",
                                        "http://[::1/",
                                        "/path",
                                        "http://a.jp:99999/",
                                        "http://1.2.3.4.5/",
                                        "http://[::192.0.2.1.]/",
                                        "" };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span raw = exact(rows[i]);
        struct sg_url u = sg_url_read(arena, tools, raw, NULL);
        if (u.is_valid)
            fail_msg("'%s' is valid", rows[i]);
        drop(raw);
    }
}

static void relative_references_need_a_base(void **state)
{
    (void)state;

    static const struct {
        const char *raw, *href;
    } rows[] = {
        { "b", "https://example.jp/d/b" },
        { "/b", "https://example.jp/b" },
        { "?q", "https://example.jp/d/a?q" },
        { "//other.test/x", "https://other.test/x" },
        { "../c", "https://example.jp/c" },
        { "https:c", "https://example.jp/d/c" },
        { "https:/c", "https://example.jp/c" },
        { "https://other.test", "https://other.test/" },
        { "http:c", "http://c/" },
        { "", "https://example.jp/d/a" },
        { "mailto:x@example.jp", "mailto:x@example.jp" },
        { "x-apple-data-detectors://0", "x-apple-data-detectors://0" },
    };

    struct sg_url base = sg_url_read(arena, tools, SG_SPAN("https://example.jp/d/a"), NULL);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_span_is(sg_url_read(arena, tools, sg_span_of(rows[i].raw), &base).href,
                       rows[i].href);
}

static void the_registrable_domain_says_whose_a_host_is(void **state)
{
    (void)state;

    static const struct {
        const char *host, *registrable, *site;
    } rows[] = {
        { "www.xserver.ne.jp", "xserver.ne.jp", "xserver.ne.jp" },
        { "www.xserver.ne.jp.evil.com", "evil.com", "evil.com" },
        { "17aday.com", "17aday.com", "17aday.com" },
        { "x.duckdns.org", "duckdns.org", "x.duckdns.org" },
        { "a.b.presse.ci", "b.presse.ci", "b.presse.ci" },
        { "mx.example.test", "example.test", "example.test" },
        { "co.jp", "", "co.jp" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span raw = exact(rows[i].host);
        struct sg_host h = sg_host_read(arena, tools, raw, NULL);
        assert_span_is(h.registrable, rows[i].registrable);
        assert_span_is(h.site, rows[i].site);
        drop(raw);
    }
}

static void file_names_and_versions_are_no_domains(void **state)
{
    (void)state;
    static const char *const yes[] = { "kagoya.net", "17aday.com", "secure.xserver.ne.jp",
                                       "xserver-ne.jp" };
    static const char *const no[] = { "index.html", "v1.2",  "setup.py", "jquery.min.js", "foo.zip",
                                      "README.md",  "2.0.1", "co.jp",    "a..b.jp" };
    for (size_t i = 0; i < sizeof(yes) / sizeof(*yes); i++)
        assert_true(sg_host_is_domain_name(tools, sg_span_of(yes[i])));
    for (size_t i = 0; i < sizeof(no) / sizeof(*no); i++)
        assert_false(sg_host_is_domain_name(tools, sg_span_of(no[i])));
}

/* `shown` NULL: there is none. */
static void assert_only_link(const char *in, const char *shown, const char *host)
{
    sg_span text = exact(in);
    struct sg_found_urls found = { 0 };
    sg_find_urls(arena, tools, text, true, &found);
    if (found.n != (shown == NULL ? 0 : 1))
        fail_msg("%zu links in '%s'", found.n, in);
    if (found.n == 1) {
        assert_span_is(found.at[0].shown, shown);
        assert_span_is(found.at[0].url.host.ascii, host);
    }
    drop(text);
}

static void links_are_found_between_japanese_letters(void **state)
{
    (void)state;

    static const struct {
        const char *text, *shown, *host;
    } rows[] = {
        { "詳しくは「https://www.example.jp/a」をご覧ください。", "https://www.example.jp/a",
          "www.example.jp" },
        { "ログイン:https://www.example.jp/a。", "https://www.example.jp/a", "www.example.jp" },
        { "see www.example.jp.", "www.example.jp", "www.example.jp" },
        { "(https://example.jp/x_(y))", "https://example.jp/x_(y)", "example.jp" },
        { "<https://example.jp/>", "https://example.jp/", "example.jp" },
        { "ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｊｐ／", "ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｊｐ／",
          "example.jp" },
        { "パネル:hxxps://www.example[.]com/", "hxxps://www.example[.]com/", "www.example.com" },
        { "kagoya.net のご案内", "kagoya.net", "kagoya.net" },
        { "mail taro@example.jp or index.html v1.2", NULL, NULL },
        { "https://***.xserver.ne.jp/", NULL, NULL },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_only_link(rows[i].text, rows[i].shown, rows[i].host);
}

static void what_stands_around_a_link_is_no_part_of_it(void **state)
{
    (void)state;

    static const struct {
        const char *text, *shown, *host;
    } rows[] = {
        { "『https://www.example.jp/a』。", "https://www.example.jp/a", "www.example.jp" },
        { "（https://www.example.jp/a）を", "https://www.example.jp/a", "www.example.jp" },
        { "【https://www.example.jp/a】", "https://www.example.jp/a", "www.example.jp" },
        { "※https://www.example.jp/a※", "https://www.example.jp/a", "www.example.jp" },
        { "ＵＲＬ：https://www.example.jp/a　へ", "https://www.example.jp/a", "www.example.jp" },
        { "https://www.example.jp/aをクリック", "https://www.example.jp/a", "www.example.jp" },
        { "https://www.example.jpをクリック", "https://www.example.jp", "www.example.jp" },
        { "https://www.example.jp/a！", "https://www.example.jp/a", "www.example.jp" },
        { "https://www.example.jp/a？", "https://www.example.jp/a", "www.example.jp" },
        { "・https://www.example.jp/a→", "https://www.example.jp/a", "www.example.jp" },
        { "https://www.example.jp／a", "https://www.example.jp", "www.example.jp" },
        { "https://www.example.jp：8443/", "https://www.example.jp", "www.example.jp" },
        { "...https://www.example.jp...", "https://www.example.jp", "www.example.jp" },
        { "https://www.example.jp.詳しくは", "https://www.example.jp", "www.example.jp" },
        { "https://www.example.kr에서", "https://www.example.kr", "www.example.kr" },
        { "サイトwww.example.jp/pathを", "www.example.jp/path", "www.example.jp" },
        { "カゴヤkagoya.netサポート", "kagoya.net", "kagoya.net" },
        { "（kagoya.net）", "kagoya.net", "kagoya.net" },
        { "kagoya.net：サポート", "kagoya.net", "kagoya.net" },
        { "「https://」から", NULL, NULL },
        { "https://から始まるURL", NULL, NULL },
        { "URLは https:// です", NULL, NULL },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_only_link(rows[i].text, rows[i].shown, rows[i].host);
}

static void hosts_are_found_in_letters_of_their_own(void **state)
{
    (void)state;

    static const struct {
        const char *text, *shown, *host;
    } rows[] = {
        { "https://日本語.jpをクリック", "https://日本語.jp", "xn--wgv71a119e.jp" },
        { "「https://例え.テスト/」", "https://例え.テスト/", "xn--r8jz45g.xn--zckzah" },
        /* Cyrillic а: another host than the ASCII part says */
        { "https://www.\xD0\xB0mazon.example/login へ", "https://www.\xD0\xB0mazon.example/login",
          "www.xn--mazon-3ve.example" },
        { "www.\xD0\xB0mazon.com \xD0\xB0mazon.com amazon.com\xD0\xB0", NULL, NULL },
        { "http：//www.example.jp/ へ", "http：//www.example.jp/", "www.example.jp" },
        { "ｈｔｔｐ：//ｗｗｗ.example.jp/", "ｈｔｔｐ：//ｗｗｗ.example.jp/", "www.example.jp" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_only_link(rows[i].text, rows[i].shown, rows[i].host);
}

static void defanged_links_are_found_and_addresses_are_none(void **state)
{
    (void)state;

    static const struct {
        const char *text, *shown, *host;
    } rows[] = {
        { "hxxp://www[.]example[.]jp", "hxxp://www[.]example[.]jp", "www.example.jp" },
        { "（hxxps[:]//www.example.jp/a）", "hxxps[:]//www.example.jp/a", "www.example.jp" },
        { "hxxps://www(dot)example(dot)jp/a", "hxxps://www(dot)example(dot)jp/a",
          "www.example.jp" },
        { "h**ps://www.example[dot]jp/", "h**ps://www.example[dot]jp/", "www.example.jp" },
        { "「example[.]co[.]jp」", "example[.]co[.]jp", "example.co.jp" },
        { "info[at]example[.]jp", NULL, NULL },
        { "info(at)example.jp", NULL, NULL },
        { "taro＠example.jp", NULL, NULL },
        { "メール（info@example.jp）", NULL, NULL },
        { "admin@******.***", NULL, NULL },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_only_link(rows[i].text, rows[i].shown, rows[i].host);
}

static void links_may_stand_close_together(void **state)
{
    (void)state;
    static const char *const rows[] = { "https://a.example.jp/、https://b.example.jp/。",
                                        "http://a.example.jp|http://b.example.jp",
                                        "a.example.jp／b.example.jp",
                                        "a.example.jp、b.example.jp" };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span text = exact(rows[i]);
        struct sg_found_urls found = { 0 };
        sg_find_urls(arena, tools, text, true, &found);
        if (found.n != 2)
            fail_msg("%zu links in '%s'", found.n, rows[i]);
        assert_span_is(found.at[0].url.host.ascii, "a.example.jp");
        assert_span_is(found.at[1].url.host.ascii, "b.example.jp");
        drop(text);
    }
}

static void addresses_are_found_and_defanged_text_made_live(void **state)
{
    (void)state;
    size_t at = 0;
    assert_span_is(sg_find_address(SG_SPAN("?uid=admin@example.jp&x"), &at), "admin@example.jp");
    assert_span_is(sg_find_address(SG_SPAN("?uid=admin@example.jp&x"), &at), "");
    at = 0;
    assert_span_is(sg_find_address(SG_SPAN("宛先：（taro@example.jp）まで"), &at),
                   "taro@example.jp");
    at = 0;
    assert_span_is(sg_find_address(SG_SPAN("admin@******.***"), &at), "");
    assert_span_is(sg_refang(arena, SG_SPAN("hxxps://a[.]example(.)jp")), "https://a.example.jp");
    assert_span_is(sg_refang(arena, SG_SPAN("HXXP[:]//a(DOT)jp www.hxxp.jp")),
                   "http://a.jp www.hxxp.jp");
}

static void only_known_wrappers_are_taken_off(void **state)
{
    (void)state;

    static const struct sg_wrapper table[] = {
        { SG_SPAN_INIT("safelinks.example"), { 0 }, SG_SPAN_INIT("url"), SG_WRAP_PARAMETER, true },
        { SG_SPAN_INIT("defense.example"),
          SG_SPAN_INIT("/v3/"),
          { 0 },
          SG_WRAP_PROOFPOINT_V3,
          true },
        { SG_SPAN_INIT("translate.example"), { 0 }, { 0 }, SG_WRAP_HOST, false },
    };

    static const struct {
        const char *raw, *host, *via;
        size_t layers;
    } rows[] = {
        { "https://eu.safelinks.example/?url=https%3A%2F%2Fevil.test%2F&d=1", "evil.test", "", 1 },
        { "https://defense.example/v3/__https://evil.test/x__;!!k", "evil.test", "", 1 },
        { "https://www-evil--x-test.translate.example/p", "www.evil-x.test",
          "www-evil--x-test.translate.example", 1 },
        { "https://safelinks.example/?url=https%3A%2F%2Fevil-test.translate.example%2F",
          "evil.test", "evil-test.translate.example", 2 },
        { "https://other.example/?url=https%3A%2F%2Fevil.test%2F", "other.example", "", 0 },
    };

    struct sg_wrappers wrappers = { table, 3 };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_url u = sg_url_read(arena, tools, sg_span_of(rows[i].raw), NULL);
        struct sg_unwrapped w = sg_url_unwrap(arena, tools, &wrappers, &u);
        assert_span_is(w.target.host.ascii, rows[i].host);
        assert_span_is(w.senders_host.ascii, rows[i].via);
        assert_int_equal(w.layers, rows[i].layers);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_link_goes_where_a_browser_goes),
        cmocka_unit_test(what_a_browser_refuses_is_not_valid),
        cmocka_unit_test(relative_references_need_a_base),
        cmocka_unit_test(the_registrable_domain_says_whose_a_host_is),
        cmocka_unit_test(file_names_and_versions_are_no_domains),
        cmocka_unit_test(links_are_found_between_japanese_letters),
        cmocka_unit_test(what_stands_around_a_link_is_no_part_of_it),
        cmocka_unit_test(hosts_are_found_in_letters_of_their_own),
        cmocka_unit_test(defanged_links_are_found_and_addresses_are_none),
        cmocka_unit_test(links_may_stand_close_together),
        cmocka_unit_test(addresses_are_found_and_defanged_text_made_live),
        cmocka_unit_test(only_known_wrappers_are_taken_off),
    };
    return cmocka_run_group_tests_name("url", tests, open_tools, close_tools);
}
