#include "intel/feed.h"

#include "test.h"

static struct sg_arena *arena;
static struct sg_host_tools *tools;

static int open_tools(void **state)
{
    (void)state;
    struct sg_error err = { 0 };
    arena = sg_arena_open(16 * 1024 * 1024);
    return sg_host_tools_open(SG_SPAN("// ===BEGIN ICANN DOMAINS===\njp\nco.jp\nnet\n"),
                              SG_SPAN(""), &tools, &err) == SG_OK
               ? 0
               : -1;
}

static int close_tools(void **state)
{
    (void)state;
    sg_host_tools_close(tools);
    sg_arena_close(arena);
    return 0;
}

static struct sg_feed feed_of(const char *const *lines, size_t n)
{
    struct sg_feed feed = sg_feed_in(arena, n);
    for (size_t i = 0; i < n; i++)
        assert_true(sg_feed_add(arena, tools, sg_span_of(lines[i]), &feed));
    return feed;
}

static void a_line_is_a_url_a_host_or_an_address(void **state)
{
    (void)state;

    static const struct {
        const char *line;
        bool is_good;
    } rows[] = {
        { "https://a.example.net/x?y=1 2022-06-13 desk", true },
        { "hxxps://a[.]example[.]net/x", true },
        { "a[.]example[.]net", true },
        { "a.example.net some source of 2022-06-13", true },
        { "192.0.2.1", true },
        { "2001:db8::1 2022-06-13", true },
        { "https://[2001:db8::1]/", true },
        { "nothing", false },
        { "mailto:a@example.net", false },
        { "a.example.net 2022-13-01", false },
        { "a.example.net 2022-06-32", false },
        { "ftp://a.example.net/x", false },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_feed feed = sg_feed_in(arena, 1);
        if (sg_feed_add(arena, tools, sg_span_of(rows[i].line), &feed) != rows[i].is_good)
            fail_msg("'%s'", rows[i].line);
    }
}

static void a_host_stands_for_all_under_it_and_a_page_for_itself(void **state)
{
    (void)state;

    static const char *const lines[] = { "https://a.example.net/x", "https://a.example.net/q?k=1",
                                         "https://whole.example.net/", "192.0.2.1", "2001:db8::1" };

    static const struct {
        const char *url;
        bool is_page, is_loose_page, is_host;
    } rows[] = {
        { "http://a.example.net/x", true, true, false },
        { "https://A.example.net/x#top", true, true, false },
        { "https://a.example.net/x?uid=1", false, true, false },
        { "https://a.example.net/q", false, false, false },
        { "https://a.example.net/q?k=1", true, true, false },
        { "https://a.example.net:8443/x", false, false, false },
        { "https://www.whole.example.net/y", false, false, true },
        { "https://example.net/", false, false, false },
        { "https://unwhole.example.net/", false, false, false },
        { "http://192.0.2.1/x", false, false, true },
        { "http://3221225985/x", false, false, true },
        { "http://[2001:db8:0::1]/", false, false, true },
        { "http://192.0.2.2/x", false, false, false },
    };

    struct sg_feed feed = feed_of(lines, sizeof(lines) / sizeof(*lines));
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_url url = sg_url_read(arena, tools, sg_span_of(rows[i].url), NULL);
        sg_span name;
        bool is_page = sg_feed_url(arena, &feed, &url, false) != NULL;
        bool is_loose_page = sg_feed_url(arena, &feed, &url, true) != NULL;
        bool is_host = sg_feed_host(&feed, &url.host, &name) != NULL;
        if (is_page != rows[i].is_page || is_loose_page != rows[i].is_loose_page ||
            is_host != rows[i].is_host)
            fail_msg("'%s': page %d, loosely %d, host %d", rows[i].url, is_page, is_loose_page,
                     is_host);
    }
}

static void the_later_day_of_two_lines_is_kept(void **state)
{
    (void)state;
    static const char *const lines[] = { "a.example.net 2022-06-01 first",
                                         "a.example.net 2022-06-13 second", "a.example.net third" };
    struct sg_feed feed = feed_of(lines, 3);
    struct sg_host host = sg_host_read(arena, tools, SG_SPAN("a.example.net"), NULL);
    sg_span name;
    const struct sg_feed_entry *entry = sg_feed_host(&feed, &host, &name);
    assert_span_is(entry->day, "2022-06-13");
    assert_span_is(entry->source, "second");
    assert_int_equal(entry->time, 1655078400);
}

static void an_entry_counts_less_as_it_grows_old(void **state)
{
    (void)state;

    enum { DAY = 86400 };
    const struct sg_feed_entry dated = { .day = SG_SPAN("2022-06-13"), .time = 1655078400 };
    const struct sg_feed_entry undated = { 0 };

    const struct {
        const struct sg_feed_entry *entry;
        int64_t now;
        int32_t strength;
    } rows[] = {
        { &dated, dated.time, 100 },
        { &dated, dated.time - 400LL * DAY, 100 },
        { &dated, dated.time + 30LL * DAY, 100 },
        { &dated, dated.time + 31LL * DAY, 40 },
        { &dated, dated.time + 180LL * DAY, 40 },
        { &dated, dated.time + 181LL * DAY, 0 },
        { &dated, 0, 50 },
        { &undated, dated.time, 50 },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_int_equal(sg_feed_strength(rows[i].entry, rows[i].now), rows[i].strength);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_is_a_url_a_host_or_an_address),
        cmocka_unit_test(a_host_stands_for_all_under_it_and_a_page_for_itself),
        cmocka_unit_test(the_later_day_of_two_lines_is_kept),
        cmocka_unit_test(an_entry_counts_less_as_it_grows_old),
    };
    return cmocka_run_group_tests(tests, open_tools, close_tools);
}
