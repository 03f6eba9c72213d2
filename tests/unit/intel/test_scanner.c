#include "intel/scanner.h"

#include <stdio.h>
#include <unistd.h>

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
    assert_int_equal(sg_scanner_open(words, 3, NULL, &scanner, &err), SG_OK);
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

/* What is saved is taken for the same words only, and nothing else is ever taken. */
static void a_saved_scanner_finds_the_same(void **state)
{
    (void)state;
    const sg_span words[] = { SG_SPAN("ab"), SG_SPAN("bab"), SG_SPAN("あ") };
    const sg_span others[] = { SG_SPAN("ab"), SG_SPAN("bac"), SG_SPAN("あ") };
    char path[] = "/tmp/shingan-scanner-XXXXXX";
    close(mkstemp(path));
    struct sg_error err = { 0 };
    struct sg_scanner *scanner;
    assert_int_equal(sg_scanner_open(words, 3, NULL, &scanner, &err), SG_OK);
    sg_span saved = sg_scanner_save(arena, scanner);
    assert_true(saved.len > 16);
    sg_scanner_close(scanner);
    for (size_t cut = 0; cut < 5; cut++) {
        static const size_t left[] = { SIZE_MAX, 0, 15, 16, 100 };
        sg_span file = sg_cut(saved, 0, left[cut]);
        FILE *f = fopen(path, "w");
        assert_non_null(f);
        assert_int_equal(fwrite(file.at, 1, file.len, f), file.len);
        fclose(f);
        for (int same = 0; same < 2; same++) {
            struct sg_scan_hits hits;
            assert_int_equal(sg_scanner_open(same != 0 ? words : others, 3, path, &scanner, &err),
                             SG_OK);
            sg_scan(arena, scanner, SG_SPAN("abab あ"), 10, &hits);
            assert_int_equal(hits.n, same != 0 ? 4 : 3);
            sg_scanner_close(scanner);
        }
    }
    unlink(path);
    size_t bad;
    const sg_span pattern[] = { SG_SPAN("a{4,6}b") };
    assert_int_equal(sg_scanner_open_patterns(pattern, 1, path, &scanner, &bad, &err), SG_OK);
    assert_true(sg_scanner_save(arena, scanner).len > 16);
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
        assert_int_equal(sg_scanner_open(words, 2, NULL, &scanner, &err), SG_OK);
        sg_scan(arena, scanner, (sg_span){ (const uint8_t *)word, before + 33 }, 10, &hits);
        assert_int_equal(hits.n, 1);
        sg_scanner_close(scanner);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_occurrence_is_found),
        cmocka_unit_test(a_saved_scanner_finds_the_same),
        cmocka_unit_test(long_runs_of_one_octet_are_not_taken),
        cmocka_unit_test(what_is_taken_can_be_scanned_for),
    };
    return cmocka_run_group_tests_name("scanner", tests, open_arena, close_arena);
}
