#include "intel/site.h"

#include <stdio.h>
#include <unistd.h>

#include "test.h"

static struct sg_arena *arena;
static struct sg_host_tools *tools;

static int open_tools(void **state)
{
    (void)state;
    struct sg_error err = { 0 };
    arena = sg_arena_open(16 * 1024 * 1024);
    return sg_host_tools_open(SG_SPAN("// ===BEGIN ICANN DOMAINS===\njp\nco.jp\ncom\n"),
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

static const struct sg_site *read_hosted(const char *text)
{
    char path[] = "/tmp/shingan-site-XXXXXX";
    const struct sg_site *site = NULL;
    struct sg_error err = { 0 };
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
    (void)close(fd);
    const struct sg_site_files files = { .hosted = path };
    if (sg_site_read(arena, tools, &files, &site, &err) != SG_OK)
        assert_non_null(strstr(err.text, ":"));
    (void)unlink(path);
    return site;
}

static void hosts_are_ours_by_domain_and_by_block(void **state)
{
    (void)state;

    static const struct {
        const char *host;
        bool is_ours;
    } rows[] = {
        { "shop.example.com", true },
        { "www.shop.example.com", true },
        { "bishop.example.com", false },
        { "example.com", false },
        { "192.0.2.1", true },
        { "192.0.2.127", true },
        { "192.0.2.128", false },
        { "198.51.100.7", true },
        { "198.51.100.8", false },
        { "[2001:db8:1::9]", true },
        { "[2001:db9::1]", false },
        { "0xc0000201", true },
        { "shop.example.com.test", false },
    };
    const struct sg_site *site = read_hosted("# ours\nShop.example.com\r\n192.0.2.0/25\n\n"
                                             "198.51.100.7\n2001:db8::/32\n");
    assert_non_null(site);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_host host = sg_host_read(arena, tools, sg_span_of(rows[i].host), NULL);
        if (sg_site_hosts(site, &host) != rows[i].is_ours)
            fail_msg("%s", rows[i].host);
    }
}

static void a_list_with_a_wrong_line_is_refused(void **state)
{
    (void)state;
    static const char *const wrong[] = { "192.0.2.0/33\n", "192.0.2.0/x\n", "localhost\n", "a b\n",
                                         "2001:db8::/129\n" };
    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
        if (read_hosted(wrong[i]) != NULL)
            fail_msg("%s", wrong[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hosts_are_ours_by_domain_and_by_block),
        cmocka_unit_test(a_list_with_a_wrong_line_is_refused),
    };
    return cmocka_run_group_tests(tests, open_tools, close_tools);
}
