#include "test.h"
#include "text/unicode.h"

static void utf8_is_valid_only_in_its_shortest_form(void **state)
{
    (void)state;

    static const struct {
        const char *in;
        bool valid;
        size_t count;
    } rows[] = {
        { "", true, 0 },
        { "plain", true, 5 },
        { "\xE6\x97\xA5\xE6\x9C\xAC", true, 2 },
        { "a\xC3\xA9\xE3\x81\x82z and more than eight", true, 24 },
        { "\xF0\x9F\x98\x80", true, 1 },
        { "\xC0\xAF", false, 1 },
        { "\xE0\x80\xAF....", false, 5 },
        { "\xED\xA0\x80....", false, 5 },
        { "\xF4\x90\x80\x80", false, 1 },
        { "\xE3\x81", false, 1 },
        { "\x80", false, 0 },
        { "0123456789012345678901234567890123456789\xFF", false, 41 },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span in = exact(rows[i].in);
        assert_int_equal(sg_utf8_valid(in), rows[i].valid);
        assert_int_equal(sg_utf8_count(in), rows[i].count);
        drop(in);
    }
}

static void letters_are_counted_whatever_stands_between(void **state)
{
    (void)state;
    uint8_t octets[5000];
    size_t letters = 0;
    for (size_t i = 0; i < sizeof(octets); i++) {
        octets[i] = (uint8_t)(i * 7 % 251);
        letters += sg_is_alpha(octets[i]);
    }
    sg_span s = exact_octets(octets, sizeof(octets));
    assert_int_equal(sg_count_ascii_letters(s), letters);
    memset(octets, 'z', sizeof(octets));
    for (size_t len = 0; len < sizeof(octets); len = len * 2 + 1)
        assert_int_equal(sg_count_ascii_letters((sg_span){ octets, len }), len);
    for (size_t at = 0; at < 200; at++) {
        memset(octets, 'z', 200);
        octets[at] = 0x80;
        assert_int_equal(sg_find_non_ascii((sg_span){ octets, 200 }), at);
    }
    drop(s);
}

static void a_malformed_sequence_moves_one_octet(void **state)
{
    (void)state;
    size_t at = 0;
    sg_span s = SG_SPAN("\xE3\x81x");
    assert_int_equal(sg_utf8_next(s, &at), 0xFFFD);
    assert_int_equal(at, 1);
    assert_int_equal(sg_utf8_next(s, &at), 0xFFFD);
    assert_int_equal(sg_utf8_next(s, &at), 'x');
    assert_int_equal(sg_utf8_next(s, &at), -1);
}

static void malformed_octets_are_mended(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 20);
    sg_span fine = SG_SPAN("a\xE3\x81\x82");
    assert_ptr_equal(sg_utf8_mended(arena, fine).at, fine.at);
    assert_span_is(sg_utf8_mended(arena, SG_SPAN("\x83\x41\xE3\x81")),
                   "\xEF\xBF\xBD\x41\xEF\xBF\xBD\xEF\xBF\xBD");
    sg_arena_close(arena);
}

static void cutting_never_splits_a_character(void **state)
{
    (void)state;
    sg_span s = SG_SPAN("a\xE3\x81\x82");
    assert_span_is(sg_utf8_cut(s, 4), "a\xE3\x81\x82");
    assert_span_is(sg_utf8_cut(s, 3), "a");
    assert_span_is(sg_utf8_cut(s, 1), "a");
    assert_span_is(sg_utf8_cut(s, 0), "");
    assert_span_is(sg_utf8_end(s, 4), "a\xE3\x81\x82");
    assert_span_is(sg_utf8_end(s, 3), "\xE3\x81\x82");
    assert_span_is(sg_utf8_end(s, 2), "");
    assert_span_is(sg_utf8_end(s, 0), "");
}

static void characters_are_told_apart(void **state)
{
    (void)state;

    static const struct {
        int32_t c;
        enum sg_script script;
        int columns;
        bool invisible, bidi, letter;
    } rows[] = {
        { 'a', SG_SCRIPT_LATIN, 1, false, false, true },
        { '1', SG_SCRIPT_COMMON, 1, false, false, false },
        { 0x3042, SG_SCRIPT_HIRAGANA, 2, false, false, true },
        { 0x30A2, SG_SCRIPT_KATAKANA, 2, false, false, true },
        { 0xFF71, SG_SCRIPT_KATAKANA, 1, false, false, true },
        { 0x65E5, SG_SCRIPT_HAN, 2, false, false, true },
        { 0x0430, SG_SCRIPT_CYRILLIC, 1, false, false, true },
        { 0xAC00, SG_SCRIPT_HANGUL, 2, false, false, true },
        { 0x200B, SG_SCRIPT_COMMON, 0, true, false, false },
        { 0x202E, SG_SCRIPT_COMMON, 0, true, true, false },
        { 0x00AD, SG_SCRIPT_COMMON, 0, true, false, false },
        { 0x3164, SG_SCRIPT_HANGUL, 0, true, false, true },
        { 0x0301, SG_SCRIPT_COMMON, 0, false, false, false },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        assert_int_equal(sg_script_of(rows[i].c), rows[i].script);
        assert_int_equal(sg_columns_of(rows[i].c), rows[i].columns);
        assert_int_equal(sg_is_invisible(rows[i].c), rows[i].invisible);
        assert_int_equal(sg_is_bidi_control(rows[i].c), rows[i].bidi);
        assert_int_equal(sg_is_letter(rows[i].c), rows[i].letter);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(utf8_is_valid_only_in_its_shortest_form),
        cmocka_unit_test(letters_are_counted_whatever_stands_between),
        cmocka_unit_test(a_malformed_sequence_moves_one_octet),
        cmocka_unit_test(malformed_octets_are_mended),
        cmocka_unit_test(cutting_never_splits_a_character),
        cmocka_unit_test(characters_are_told_apart),
    };
    return cmocka_run_group_tests_name("unicode", tests, NULL, NULL);
}
