#include "intel/audit.h"

#include <stdio.h>

#include "test.h"
#include "unit/intel/data_folder.h"

static struct sg_arena *arena;
static char dir[] = "/tmp/shingan-audit-XXXXXX";

static int open_arena(void **state)
{
    (void)state;
    arena = sg_arena_open(64 * 1024 * 1024);
    return make_data_folder(dir, "brands");
}

static int close_arena(void **state)
{
    (void)state;
    drop_data_folder(dir, "brands", "x.brands");
    sg_arena_close(arena);
    return 0;
}

/* What is noted of the shipped data with this file added. */
static struct sg_audit_notes audit(const char *text)
{
    char path[96];
    snprintf(path, sizeof path, "%s/brands/x.brands", dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    struct sg_intel_options options = { .dir = getenv("SHINGAN_DATA"), .overlay = dir };
    const struct sg_intel *intel = NULL;
    struct sg_error err = { 0 };
    if (sg_intel_load(&options, &intel, &err) != SG_OK)
        fail_msg("%s", err.text);
    struct sg_audit_notes notes = { 0 };
    sg_audit_brands(arena, intel, &notes);
    sg_intel_close(intel);
    return notes;
}

static void what_is_shipped_and_a_good_brand_have_no_mistake(void **state)
{
    (void)state;
    struct sg_audit_notes notes =
        audit("brand x-good\n ja 例示\n en Exemplary\n category bank\n owner x-good\n country JP\n"
              " official exemplary.example\n published pages.example\n host www.pages.example\n"
              " token exemplary\n pattern https://*.exemplary.example/\n confidence high\n"
              " contact https://www.exemplary.example/ask\n notice abuse@exemplary.example\n");
    for (size_t i = 0; i < notes.n; i++)
        print_error("%.*s\n", (int)notes.at[i].len, (const char *)notes.at[i].at);
    assert_int_equal(notes.n, 0);
}

static void every_mistake_is_noted_with_its_file_and_line(void **state)
{
    (void)state;

    static const char text[] =
        "brand x-one\n en Exemplary\n category bank\n"
        " official exemplary.example\n token exemplary\n"
        "brand x-two\n en Other\n name EXEMPLARY\n category bank\n"
        " official exemplary.example\n"
        " published pages.example\n"
        "brand x-three\n en Ｚ\n category bank\n"
        " official pages.example\n"
        " official co.jp\n"
        " official a.duckdns.org\n"
        "brand x-four\n en Fourth\n category bank\n official fourth.example\n"
        " country XX\n country jp\n"
        "brand x-five\n en Fifth\n category bank\n official fifth.example\n"
        " owner x-nobody\n confidence certain\n token Z\n"
        " pattern http://*.fifth.example/\n contact http://fifth.example/\n"
        " reset https://fifth.example.evil.example/\n"
        " notice abuse@evil.example\n";
    static const char *const says[] = {
        "x.brands:8: 'EXEMPLARY' is a name of 'x-one' too",
        "x.brands:2), which is no kin of 'x-two'",
        "x.brands:10: 'exemplary.example' is official for 'x-one' too",
        "x.brands:4: 'exemplary.example' is official for 'x-two' too",
        "x.brands:13: the name 'Ｚ' is too short",
        "x.brands:15: 'pages.example' is official here, but published by anybody in",
        "x.brands:16: 'co.jp' is a public suffix",
        ("x.brands:17: 'a.duckdns.org' is official, but under 'duckdns.org' anybody publishes "
         "(dynamic-dns)"),
        "x.brands:18: no country 'XX'",
        "x.brands:18: no country 'jp'",
        "x.brands:24: no brand 'x-nobody'",
        "x.brands:24: 'confidence' is high, medium or low",
        "x.brands:24: the token 'Z' is too short or not in lower case",
        "x.brands:24: 'pattern' of 'x-five' is not https://",
        "x.brands:24: 'contact' of 'x-five' is no https:// page",
        "x.brands:24: 'reset' of 'x-five' is not at a domain of its own",
        "x.brands:24: 'notice' of 'x-five' is not at a domain of its own",
    };

    struct sg_audit_notes notes = audit(text);
    for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
        size_t n = 0;
        for (size_t k = 0; k < notes.n; k++)
            n += sg_holds(notes.at[k], sg_span_of(says[i]));
        if (n != 1)
            fail_msg("'%s' is noted %zu times", says[i], n);
    }
    assert_int_equal(notes.n, sizeof says / sizeof *says - 1); /* two rows are one note */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shipped_and_a_good_brand_have_no_mistake),
        cmocka_unit_test(every_mistake_is_noted_with_its_file_and_line),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
