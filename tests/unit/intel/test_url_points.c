#include "intel/url_points.h"

#include "data_folder.h"
#include "test.h"

static struct sg_arena *arena;
static char dir[] = "/tmp/shingan-urls-XXXXXX";

static int open_arena(void **state)
{
    (void)state;
    arena = sg_arena_open(16 * 1024 * 1024);
    return make_data_folder(dir, "urls");
}

static int close_arena(void **state)
{
    (void)state;
    drop_data_folder(dir, "urls", "a.points");
    sg_arena_close(arena);
    return 0;
}

static enum sg_status read_text(const char *text, const struct sg_url_points **out,
                                struct sg_error *err)
{
    char path[128];
    snprintf(path, sizeof path, "%s/urls/a.points", dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
    return sg_url_points_read(arena, dir, out, err);
}

#define ROW_OF_B "aaxaaaaaaaaaaaaaaaaaaaaaaaaaa" /* after it "b": 23 steps */
#define ROW_DOWN "Zaaaaaaaaaaaaaaaaaaaaaaaaaaaa" /* the end: one step down */

static void points_are_read_and_letters_are_added_up(void **state)
{
    (void)state;
    const struct sg_url_points *p = NULL;
    struct sg_error err = { 0 };
    assert_int_equal(read_text("limit accused 250\nsign idn -30\nzone co.test 120\n"
                               "domain ^a " ROW_OF_B "\ndomain ab " ROW_DOWN "\n",
                               &p, &err),
                     SG_OK);
    assert_int_equal(p->accused, 250);
    assert_int_equal(sg_url_points_of(&p->signs, SG_SPAN("idn")), -30);
    assert_int_equal(sg_url_points_of(&p->zones, SG_SPAN("co.test")), 120);
    assert_int_equal(sg_url_points_of(&p->zones, SG_SPAN("test")), 0);
    assert_int_equal(sg_url_letters_points(p->domain, SG_SPAN("ab")), 22 * SG_URL_LETTER_STEP);
    assert_int_equal(sg_url_letters_points(p->domain, SG_SPAN("abc")), 23 * SG_URL_LETTER_STEP);
    assert_int_equal(sg_url_letters_points(p->subdomain, SG_SPAN("ab")), 0);
    assert_int_equal(sg_url_letters_points(p->domain, SG_SPAN("")), 0);
}

static void mistakes_are_refused_with_their_line(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "sign idn\n",
        "sign idn 1\nsign idn 2\n",
        "limit nothing 1\n",
        "domain ^a aaa\n",
        "domain ^ab " ROW_OF_B "\n",
        "zone cn many\n",
        "other thing 1\n",
        "domain ^a aa1aaaaaaaaaaaaaaaaaaaaaaaaaa\n",
    };
    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++) {
        const struct sg_url_points *p = NULL;
        struct sg_error err = { 0 };
        assert_int_not_equal(read_text(wrong[i], &p, &err), SG_OK);
        assert_null(p);
        assert_non_null(strstr(err.text, "a.points:"));
    }
}

static void without_files_nothing_is_accused(void **state)
{
    (void)state;
    const struct sg_url_points *p = NULL;
    struct sg_error err = { 0 };
    assert_int_equal(sg_url_points_read(arena, "/nonexistent", &p, &err), SG_OK);
    assert_true(p->accused > 10000);
    assert_int_equal(sg_url_points_of(&p->zones, SG_SPAN("cn")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_are_read_and_letters_are_added_up),
        cmocka_unit_test(mistakes_are_refused_with_their_line),
        cmocka_unit_test(without_files_nothing_is_accused),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
