#include "intel/intel.h"

#include "test.h"

static const struct sg_intel *intel;
static struct sg_arena *arena;

static int load(void **state)
{
    (void)state;
    struct sg_error err = { 0 };
    struct sg_intel_options options = { .dir = getenv("SHINGAN_DATA") };
    arena = sg_arena_open(16 * 1024 * 1024);
    if (sg_intel_load(&options, &intel, &err) == SG_OK)
        return 0;
    print_error("%s\n", err.text);
    return -1;
}

static int unload(void **state)
{
    (void)state;
    sg_intel_close(intel);
    sg_arena_close(arena);
    return 0;
}

static void what_is_shipped_is_complete(void **state)
{
    (void)state;
    assert_true(intel->brands->n > 500);
    assert_true(sg_phrases_count(intel->phrases) > 1000);
    assert_true(intel->weights->phishing > intel->weights->suspicious);
    assert_true(sg_list_has(&intel->lists->roles, SG_SPAN("admin")));
    assert_true(sg_list_has(&intel->lists->free_mail, SG_SPAN("gmail.com")));
    assert_non_null(sg_map_get(&intel->lists->countries, SG_SPAN("JP")));
    assert_non_null(sg_map_get(&intel->lists->han, SG_SPAN("户")));
    assert_non_null(intel->geo);
}

static void a_host_belongs_to_the_longest_domain_of_a_brand(void **state)
{
    (void)state;

    static const struct {
        const char *brand, *host;
        bool is_owned;
    } rows[] = {
        { "kagoya", "support.kagoya.jp", true },  { "kagoya", "kagoya.jp.evil.example", false },
        { "kagoya", "notkagoya.jp", false },      { "kagoya", "customer.kir.jp", false },
        { "xserver", "www.xserver.ne.jp", true }, { "xserver", "customer.xsrv.jp", false },
        { "xserver", "kagoya.jp", false },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct sg_brand *b = sg_brand_find(intel->brands, sg_span_of(rows[i].brand));
        sg_span host = exact(rows[i].host);
        assert_non_null(b);
        assert_int_equal(sg_brand_owns(intel->brands, b, host), rows[i].is_owned);
        drop(host);
    }
}

static void patterns_are_no_regular_expressions(void **state)
{
    (void)state;

    static const struct {
        const char *scheme, *host;
        bool matches;
    } rows[] = {
        { "https", "secure.xserver.ne.jp", true },
        { "https", "xserver.ne.jp", true },
        { "http", "secure.xserver.ne.jp", false },
        { "https", "xserver-ne.jp", false },
        { "https", "www.xserver.ne.jp.evil.example", false },
        { "https", "axserver.ne.jp", false },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(sg_url_pattern_matches(SG_SPAN("https://***.xserver.ne.jp/"),
                                                sg_span_of(rows[i].scheme),
                                                sg_span_of(rows[i].host)),
                         rows[i].matches);
}

static void names_are_found_whole_and_the_longest_counts(void **state)
{
    (void)state;

    static const struct {
        const char *text, *brand;
    } rows[] = {
        { "カゴヤ・ジャパンです", "kagoya" },
        { "ＫＡＧＯＹＡ からの通知", "kagoya" },
        { "kagoyaxyz", NULL },
        { "三井住友カードより", "smbc-card" },
        { "because", NULL },
        { "", NULL },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct sg_brand_hits hits;
        sg_span folded = sg_fold_span(arena, intel->folder, sg_span_of(rows[i].text));
        sg_brand_scan(arena, intel->brands, folded, &hits);
        assert_int_equal(hits.n, rows[i].brand == NULL ? 0 : 1);
        if (rows[i].brand != NULL)
            assert_span_is(hits.at[0].brand->id, rows[i].brand);
    }
}

static void phrases_are_found_in_folded_text(void **state)
{
    (void)state;
    struct sg_phrase_hits hits;
    sg_span folded = sg_fold_span(arena, intel->folder, SG_SPAN("親愛なる お客様、至急"));
    sg_phrases_scan(arena, intel->phrases, folded, &hits);
    assert_true(hits.n >= 1);
    assert_int_equal(hits.at[0].at.from, 0);
    assert_int_equal(hits.at[0].phrase->category, SG_PHRASE_GREETING_ODD);
    assert_span_is(hits.at[0].phrase->language, "ja");
    sg_phrases_scan(arena, intel->phrases, (sg_span){ 0 }, &hits);
    assert_int_equal(hits.n, 0);
}

static void a_directory_without_data_is_an_error(void **state)
{
    (void)state;
    struct sg_error err = { 0 };
    const struct sg_intel *none = NULL;
    struct sg_intel_options options = { .dir = "/nonexistent" };
    assert_int_equal(sg_intel_load(&options, &none, &err), SG_E_IO);
    assert_null(none);
    assert_non_null(strstr(err.text, "/nonexistent"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shipped_is_complete),
        cmocka_unit_test(a_host_belongs_to_the_longest_domain_of_a_brand),
        cmocka_unit_test(patterns_are_no_regular_expressions),
        cmocka_unit_test(names_are_found_whole_and_the_longest_counts),
        cmocka_unit_test(phrases_are_found_in_folded_text),
        cmocka_unit_test(a_directory_without_data_is_an_error),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
