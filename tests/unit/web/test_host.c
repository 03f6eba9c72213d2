/* Registrable domains without asking the lists, against libpsl asked about the same names. */
#include "test.h"

#include <stdio.h>

#include <libpsl.h>

#include "base/buf.h"
#include "base/file.h"
#include "web/host.h"

static struct sg_arena *arena;
static struct sg_host_tools *tools;
static sg_span list, supplement;
static psl_ctx_t *icann, *all;

static sg_span read_list(const char *name)
{
    char path[512];
    struct sg_error err;
    sg_span octets = { 0 };
    snprintf(path, sizeof(path), "%s/suffixes/%s", getenv("SHINGAN_DATA"), name);
    assert_int_equal(sg_file_read(arena, path, 1 << 20, &octets, &err), SG_OK);
    return octets;
}

static psl_ctx_t *load(sg_span section)
{
    struct sg_buf b = SG_BUF_IN(arena, section.len + supplement.len + 2);
    sg_put(&b, section);
    sg_put_text(&b, "\n");
    sg_put(&b, supplement);
    FILE *file = fmemopen(b.at, b.len, "r");
    psl_ctx_t *psl = psl_load_fp(file);
    fclose(file);
    return psl;
}

static int open_lists(void **state)
{
    (void)state;
    struct sg_error err;
    arena = sg_arena_open(64 << 20);
    list = read_list("public_suffix_list.dat");
    supplement = read_list("supplement.dat");
    size_t private_at = sg_find_span(list, SG_SPAN("// ===BEGIN PRIVATE DOMAINS==="), 0);
    icann = load(sg_cut(list, 0, private_at));
    all = load(list);
    return sg_host_tools_open(list, supplement, &tools, &err) == SG_OK ? 0 : -1;
}

static int close_lists(void **state)
{
    (void)state;
    psl_free(icann);
    psl_free(all);
    sg_host_tools_close(tools);
    sg_arena_close(arena);
    return 0;
}

static size_t asked(const char *front, sg_span rule)
{
    char raw[300], name[300];
    snprintf(raw, sizeof(raw), "%s%.*s", front, (int)rule.len, (const char *)rule.at);
    struct sg_host h = sg_host_read(arena, tools, sg_span_of(raw), NULL);
    if (h.kind != SG_HOST_NAME || h.ascii.len >= sizeof(name))
        return 0;
    snprintf(name, sizeof(name), "%.*s", (int)h.ascii.len, (const char *)h.ascii.at);
    const char *domain = psl_registrable_domain(icann, name);
    const char *site = psl_registrable_domain(all, name);
    assert_span_is(h.registrable, domain == NULL ? "" : domain);
    assert_span_is(h.site, site == NULL ? name : site);
    return 1;
}

static void every_rule_of_the_lists_is_obeyed(void **state)
{
    (void)state;
    static const char *const fronts[] = { "", "a.", "b.a.", "www.c.b.a." };
    size_t n = 0;
    for (sg_span rest = list; rest.len > 0;) {
        sg_span rule = sg_trim(sg_next(&rest, '\n'));
        if (rule.len == 0 || sg_starts(rule, SG_SPAN("//")))
            continue;
        rule = sg_tail(rule, sg_at(rule, 0) == '!');
        rule = sg_tail(rule, sg_starts(rule, SG_SPAN("*.")) ? 2 : 0);
        for (size_t i = 0; i < 4; i++)
            n += asked(fronts[i], rule);
    }
    assert_true(n > 20000);
}

static void names_without_rules_are_two_labels_under_any_suffix(void **state)
{
    (void)state;
    static const char *const names[] = { "localhost",     "example.com",
                                         "a.example.com", "a.b.example.org",
                                         "host.test",     "x.host.invalid",
                                         "com",           "co.jp",
                                         "example.co.jp", "a.example.co.jp",
                                         "github.io",     "me.github.io",
                                         "a..com",        ".com",
                                         ".example.com" };
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        assert_int_equal(asked("", sg_span_of(names[i])), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_rule_of_the_lists_is_obeyed),
        cmocka_unit_test(names_without_rules_are_two_labels_under_any_suffix),
    };
    return cmocka_run_group_tests_name("host", tests, open_lists, close_lists);
}
