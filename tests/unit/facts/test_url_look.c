#include "facts/url_look.h"

#include "base/buf.h"
#include "with_intel.h"

static struct sg_url url_of(const char *text)
{
    return sg_url_read(arena, intel->hosts, sg_span_of(text), NULL);
}

static void a_suffix_inside_a_host_is_told_from_one_at_its_end(void **state)
{
    (void)state;

    static const struct {
        const char *url;
        enum sg_inner_suffix is;
    } rows[] = {
        { "https://www.example.co.jp.other.test/", SG_INNER_SUFFIX },
        { "https://www.example.com.other.test/", SG_INNER_SUFFIX },
        { "https://www.example.co.ip.other.test/", SG_INNER_MISSPELT },
        { "https://example-co-jp.other.test/", SG_INNER_HYPHENATED },
        { "https://www.example.co.jp/", SG_INNER_NONE },
        { "https://com.example.jp/", SG_INNER_NONE },
        { "https://www.example.com.cloudfront.net/", SG_INNER_NONE },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_url url = url_of(rows[i].url);
        sg_span shown;
        if (sg_url_inner_suffix(intel, &url.host, &shown) != rows[i].is)
            fail_msg("%s", rows[i].url);
    }
}

static void folders_of_a_sites_software_are_named(void **state)
{
    (void)state;
    struct sg_url url = url_of("https://example.test/blog/wp-content/x/login.php");
    assert_true(sg_same(sg_url_foreign_folder(&url), SG_SPAN("wp-content")));
    url = url_of("https://example.test/~taro/");
    assert_true(sg_same(sg_url_foreign_folder(&url), SG_SPAN("~taro")));
    url = url_of("https://example.test/a/.Points/?hash=1");
    assert_true(sg_same(sg_url_foreign_folder(&url), SG_SPAN(".Points")));
    url = url_of("https://example.test/a/.../.htaccess");
    assert_int_equal(sg_url_foreign_folder(&url).len, 0);
    url = url_of("https://example.test/about/~/wp-contents/");
    assert_int_equal(sg_url_foreign_folder(&url).len, 0);
}

static void styled_letters_are_seen_and_wide_ones_and_accents_are_not(void **state)
{
    (void)state;

    static const struct {
        const char *url;
        bool is;
    } rows[] = {
        { "https://example.test/\xf0\x9d\x99\x98\xf0\x9d\x99\xa4", true },
        { "https://example.test/%F0%9D%99%98", true },
        { "https://example.test/a%CC%80%CC%81", true },
        { "https://example.test/caf\x65\xcc\x81", false },
        { "https://example.test/\xef\xbc\xa1\xef\xbc\xa2", false }, /* full-width */
        { "https://example.test/\xe2\x91\xa0", false },             /* a digit in a circle */
        { "https://example.test/%E6%97%A5%E6%9C%AC", false },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_url url = url_of(rows[i].url);
        if ((sg_url_styled(arena, &url).len > 0) != rows[i].is)
            fail_msg("%s", rows[i].url);
    }
}

static void what_a_sender_forgot_to_fill_in_is_found(void **state)
{
    (void)state;

    static const struct {
        const char *url, *shown;
    } rows[] = {
        { "https://example.test/{random,6,7,up}", "{random,6,7,up}" },
        { "https://example.test/?id=%7B%7Bemail%7D%7D", "{{email}}" },
        { "https://example.test/?u=[[-Email-]]", "" },
        { "https://example.test/?u=##email##", "##email##" },
        { "https://example.test/?id={0b1c3d}", "" },
        { "https://example.test/?id={f4a1c2d3-5b6a-4c7d-8e9f-0a1b2c3d4e5f}", "" },
        { "https://example.test/?id={facade}", "{facade}" },
        { "https://example.test/?q=a{}b", "" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_url url = url_of(rows[i].url);
        if (!sg_same(sg_url_placeholder(arena, &url), sg_span_of(rows[i].shown)))
            fail_msg("%s", rows[i].url);
    }
}

static void addresses_inside_another_are_found_however_they_are_coded(void **state)
{
    (void)state;

    static const struct {
        const char *url, *hosts;
    } rows[] = {
        { "https://r.test/?a=https%3A%2F%2Fwww.first.test%2F&b=http://second.test/x",
          "www.first.test second.test " },
        { "https://r.test/?a=https%253A%252F%252Ffirst.test%252F", "first.test " },
        { "https://r.test/?next=//first.test", "first.test " },
        { "https://r.test/go/HTTPS://First.test/#https://second.test", "first.test second.test " },
        { "https://r.test//first.test/a//b", "" },
        { "https://r.test/?a=https://&b=https://localhost/&c=ftp://first.test", "" },
        { "https://r.test/?a=https%3A%2F", "" },
        { "https://r.test/", "" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_url url = url_of(rows[i].url);
        sg_span behind = sg_url_behind(arena, &url);
        struct sg_buf found = SG_BUF_IN(arena, 200);
        struct sg_host host;
        for (size_t at = 0; sg_url_next_inner(arena, intel->hosts, behind, &at, &host);) {
            sg_put(&found, host.ascii);
            sg_put_text(&found, " ");
        }
        if (!sg_same(sg_buf_done(&found), sg_span_of(rows[i].hosts)))
            fail_msg("%s", rows[i].url);
    }
}

static void scrambled_words_cost_what_was_done_to_them(void **state)
{
    (void)state;

    static const struct {
        const char *label, *token;
        int cost;
    } rows[] = {
        { "mercari", "mercari", 0 },  { "mecroaeri", "mercari", 2 }, { "mrcaeri", "mercari", 0 },
        { "mercar", "mercari", 2 },   { "aozmano", "amazon", 1 },    { "zamano", "amazon", -1 },
        { "example", "mercari", -1 }, { "jcb", "jcb", -1 },          { "", "mercari", -1 },
        { "m", "mercari", -1 },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (sg_label_scrambles(sg_span_of(rows[i].label), sg_span_of(rows[i].token), 4) !=
            rows[i].cost)
            fail_msg("%s", rows[i].label);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_suffix_inside_a_host_is_told_from_one_at_its_end),
        cmocka_unit_test(folders_of_a_sites_software_are_named),
        cmocka_unit_test(styled_letters_are_seen_and_wide_ones_and_accents_are_not),
        cmocka_unit_test(what_a_sender_forgot_to_fill_in_is_found),
        cmocka_unit_test(addresses_inside_another_are_found_however_they_are_coded),
        cmocka_unit_test(scrambled_words_cost_what_was_done_to_them),
    };
    return cmocka_run_group_tests(tests, load_intel, unload_intel);
}
