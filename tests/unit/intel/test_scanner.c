#include "intel/scanner.h"

#include "test.h"

static struct sg_arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = sg_arena_open(16 << 20);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    sg_arena_close(arena);
    return 0;
}

static void every_occurrence_is_found(void **state)
{
    (void)state;
    const sg_span words[] = { SG_SPAN("ab"), SG_SPAN("bab"), SG_SPAN("あ") };
    struct sg_scanner *scanner;
    struct sg_scan_hits hits;
    struct sg_error err = { 0 };
    assert_int_equal(sg_scanner_open(words, 3, &scanner, &err), SG_OK);
    sg_span text = exact("abab あ");
    sg_scan(arena, scanner, text, 10, &hits);
    assert_int_equal(hits.n, 4);
    assert_false(hits.cut);
    sg_scan(arena, scanner, text, 3, &hits);
    assert_int_equal(hits.n, 3);
    assert_true(hits.cut);
    drop(text);
    sg_scanner_close(scanner);
}

/* Hyperscan compiles what it cannot scan for. */
static void long_runs_of_one_octet_are_not_taken(void **state)
{
    (void)state;
    char run[40];
    memset(run, 'y', sizeof run);
    assert_true(sg_scanner_takes((sg_span){ (const uint8_t *)run, 32 }));
    assert_false(sg_scanner_takes((sg_span){ (const uint8_t *)run, 33 }));
    assert_true(sg_scanner_takes(SG_SPAN("ab")));
}

/* The longest run that is taken, behind and before other letters, is found. */
static void what_is_taken_can_be_scanned_for(void **state)
{
    (void)state;
    for (size_t before = 0; before < 40; before++) {
        char word[80] = "abcdefghijklmnopqrstuvwxabcdefghijklmnopqrstuvwx";
        memset(word + before, 'y', 32);
        word[before + 32] = 'z';
        const sg_span words[] = { { (const uint8_t *)word, before + 32 }, SG_SPAN("qq") };
        struct sg_scanner *scanner;
        struct sg_scan_hits hits;
        struct sg_error err = { 0 };
        assert_true(sg_scanner_takes(words[0]));
        assert_int_equal(sg_scanner_open(words, 2, &scanner, &err), SG_OK);
        sg_scan(arena, scanner, (sg_span){ (const uint8_t *)word, before + 33 }, 10, &hits);
        assert_int_equal(hits.n, 1);
        sg_scanner_close(scanner);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_occurrence_is_found),
        cmocka_unit_test(long_runs_of_one_octet_are_not_taken),
        cmocka_unit_test(what_is_taken_can_be_scanned_for),
    };
    return cmocka_run_group_tests_name("scanner", tests, open_arena, close_arena);
}
