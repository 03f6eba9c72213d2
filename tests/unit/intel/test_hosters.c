#include "intel/hosters.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "intel/wrappers.h"
#include "test.h"

static struct sg_arena *arena;
static struct sg_error err;
static char dir[] = "/tmp/shingan-hosters-XXXXXX";

static int open_arena(void **state)
{
    (void)state;
    arena = sg_arena_open(64 * 1024 * 1024);
    assert_non_null(mkdtemp(dir));
    char sub[64];
    snprintf(sub, sizeof sub, "%s/hosters", dir);
    return mkdir(sub, 0700);
}

static void write_file(const char *name, const char *text)
{
    char path[96];
    snprintf(path, sizeof path, "%s/hosters/%s", dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static void remove_file(const char *name)
{
    char path[96];
    snprintf(path, sizeof path, "%s/hosters/%s", dir, name);
    unlink(path);
}

static int close_arena(void **state)
{
    (void)state;
    remove_file("a.list");
    remove_file("wrappers.list");
    char sub[64];
    snprintf(sub, sizeof sub, "%s/hosters", dir);
    rmdir(sub);
    rmdir(dir);
    sg_arena_close(arena);
    return 0;
}

static void the_longest_known_domain_above_a_host_counts(void **state)
{
    (void)state;

    static const struct {
        const char *host, *domain, *kind;
    } rows[] = {
        { "x.hoster.example", "hoster.example", "free-hosting" },
        { "hoster.example", "hoster.example", "free-hosting" },
        { "a.b.cdn.hoster.example", "cdn.hoster.example", "cdn" },
        { "nothoster.example", NULL, NULL },
        { "example", NULL, NULL },
        { "", NULL, NULL },
        { "...", NULL, NULL },
    };

    write_file("a.list", "free-hosting hoster.example\ncdn cdn.hoster.example\n");
    struct sg_hosters hosters = { SG_MAP(arena) };
    assert_int_equal(sg_hosters_add(arena, dir, &hosters, &err), SG_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        sg_span host = exact(rows[i].host);
        const struct sg_hoster *found = sg_hoster_of(&hosters, host);
        if (rows[i].domain == NULL) {
            assert_null(found);
        } else {
            assert_non_null(found);
            assert_span_is(found->domain, rows[i].domain);
            assert_string_equal(sg_hoster_kind_id(found->kind), rows[i].kind);
        }
        drop(host);
    }
}

static void mistakes_in_hosters_are_named_with_their_line(void **state)
{
    (void)state;

    static const struct {
        const char *text, *says;
    } rows[] = {
        { "cdn a.example\nhost b.example\n", "a.list:2: unknown kind 'host'" },
        { "cdn A.example\n", "a.list:1:" },
        { "cdn a.example\ncdn a.example\n", "a.list:2: 'a.example' stands already" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        write_file("a.list", rows[i].text);
        struct sg_hosters hosters = { SG_MAP(arena) };
        assert_int_equal(sg_hosters_add(arena, dir, &hosters, &err), SG_E_VALUE);
        assert_non_null(strstr(err.text, rows[i].says));
    }
    remove_file("a.list");
}

static void wrappers_are_read_with_their_options(void **state)
{
    (void)state;
    write_file("wrappers.list", "parameter safe.example url rewriter\n"
                                "proofpoint-v3 defense.example __ path=/v3/ rewriter\n"
                                "host translate.example -\n");
    struct sg_wrappers w = { 0 };
    assert_int_equal(sg_wrappers_read(arena, dir, &w, &err), SG_OK);
    assert_int_equal(w.n, 3);
    assert_int_equal(w.at[0].coding, SG_WRAP_PARAMETER);
    assert_span_is(w.at[0].domain, "safe.example");
    assert_span_is(w.at[0].key, "url");
    assert_true(w.at[0].is_rewriter);
    assert_int_equal(w.at[1].coding, SG_WRAP_PROOFPOINT_V3);
    assert_span_is(w.at[1].path, "/v3/");
    assert_int_equal(w.at[2].coding, SG_WRAP_HOST);
    assert_span_is(w.at[2].key, "");
    assert_false(w.at[2].is_rewriter);
}

static void mistakes_in_wrappers_are_named_with_their_line(void **state)
{
    (void)state;

    static const char *const rows[] = {
        "parameter safe.example\n",        "parameter safe.example -\n",
        "parameter Safe.example url\n",    "parameter safe.example url path=x\n",
        "parameter safe.example url re\n", "what safe.example url\n",
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        write_file("wrappers.list", rows[i]);
        struct sg_wrappers w = { .n = 7 };
        assert_int_equal(sg_wrappers_read(arena, dir, &w, &err), SG_E_VALUE);
        assert_non_null(strstr(err.text, "wrappers.list:1:"));
        assert_int_equal(w.n, 7);
    }
    remove_file("wrappers.list");
}

static void the_lists_that_are_shipped_can_be_read(void **state)
{
    (void)state;
    const char *data = getenv("SHINGAN_DATA");
    struct sg_hosters hosters = { SG_MAP(arena) };
    struct sg_wrappers w = { 0 };
    assert_non_null(data);
    assert_int_equal(sg_hosters_add(arena, data, &hosters, &err), SG_OK);
    assert_int_equal(sg_wrappers_read(arena, data, &w, &err), SG_OK);
    assert_true(hosters.by_domain.n > 1500);
    assert_true(w.n > 20);
    const struct sg_hoster *found = sg_hoster_of(&hosters, SG_SPAN("login.duckdns.org"));
    assert_non_null(found);
    assert_int_equal(found->kind, SG_HOSTER_DYNAMIC_DNS);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longest_known_domain_above_a_host_counts),
        cmocka_unit_test(mistakes_in_hosters_are_named_with_their_line),
        cmocka_unit_test(wrappers_are_read_with_their_options),
        cmocka_unit_test(mistakes_in_wrappers_are_named_with_their_line),
        cmocka_unit_test(the_lists_that_are_shipped_can_be_read),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
