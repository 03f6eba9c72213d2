/* What is searched sixteen octets at a time, against the same question asked of each octet. */
#include "base/wide.h"
#include "test.h"

enum { LONGEST = 70, ROUNDS = 400 };

/* Octets that are different in each round but the same in each run. */
static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

static sg_span random_text(uint32_t *seed, const char *letters)
{
    uint8_t text[LONGEST];
    size_t len = next_random(seed) % LONGEST, n = strlen(letters);
    for (size_t i = 0; i < len; i++)
        text[i] = (uint8_t)letters[next_random(seed) % n];
    return exact_octets(text, len);
}

static void sixteen_answers_are_those_of_sixteen_octets(void **state)
{
    (void)state;
    for (unsigned first = 0; first < 256; first += SG_WIDE) {
        uint8_t octets[SG_WIDE];
        for (unsigned i = 0; i < SG_WIDE; i++)
            octets[i] = (uint8_t)(first + i);
        sg_span s = exact_octets(octets, SG_WIDE);
        sg_wide w = sg_wide_load(s, 0), small = sg_wide_lower(w);
        assert_false(sg_wide_fits(s, 1));
        for (unsigned i = 0; i < SG_WIDE; i++) {
            int c = octets[i];
            assert_int_equal(sg_wide_bits(w) >> i & 1, c >= 0x80);
            assert_int_equal(sg_wide_bits(sg_wide_same(w, 'x')) >> i & 1, c == 'x');
            assert_int_equal(sg_wide_bits(sg_wide_below(w, 0xC2)) >> i & 1, c < 0xC2);
            assert_int_equal(sg_wide_bits(sg_wide_letters(w)) >> i & 1, sg_is_alpha(c));
            assert_int_equal(small[i], sg_lower(c));
        }
        drop(s);
    }
}

static void the_first_bit_is_the_first_octet(void **state)
{
    (void)state;
    sg_span s = exact("0123456789abcdef");
    for (size_t i = 0; i < s.len; i++)
        assert_int_equal(
            sg_wide_first(sg_wide_bits(sg_wide_same(sg_wide_load(s, 0), (uint8_t)sg_at(s, i)))), i);
    assert_int_equal(sg_wide_sum(sg_wide_of(200)), 3200);
    drop(s);
}

static void a_buffer_takes_sixteen_octets_only_where_it_has_room(void **state)
{
    (void)state;
    uint8_t room[20];
    struct sg_buf b = { .at = room, .room = sizeof(room), .ceiling = sizeof(room) };
    assert_true(sg_wide_put(&b, sg_wide_of('a'), 3));
    assert_span_is(sg_buf_span(&b), "aaa");
    assert_true(sg_wide_put(&b, sg_wide_of('b'), 2));
    assert_span_is(sg_buf_span(&b), "aaabb");
    assert_false(sg_wide_put(&b, sg_wide_of('c'), 1));
    assert_span_is(sg_buf_span(&b), "aaabb");
}

static size_t plain_find(sg_span s, sg_span needle, size_t from, bool nocase)
{
    for (size_t i = from; needle.len > 0 && i + needle.len <= s.len; i++) {
        sg_span here = sg_cut(s, i, needle.len);
        if (nocase ? sg_same_nocase(here, needle) : sg_same(here, needle))
            return i;
    }
    return s.len;
}

static void a_needle_is_found_where_it_stands_first(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int round = 0; round < ROUNDS; round++) {
        sg_span s = random_text(&seed, "aAb-"), all = random_text(&seed, "aAb-");
        sg_span needle = exact_octets(all.at, all.len < 5 ? all.len : next_random(&seed) % 5);
        size_t from = next_random(&seed) % 20;
        size_t least = from < s.len ? from : s.len;
        assert_int_equal(sg_find_span(s, needle, from), plain_find(s, needle, least, false));
        assert_int_equal(sg_find_nocase(s, needle, from), plain_find(s, needle, least, true));
        drop(s);
        drop(all);
        drop(needle);
    }
}

static void a_search_that_is_mostly_in_vain_still_finds(void **state)
{
    (void)state;

    enum { LEN = 20000, NEEDLE = 300 };

    uint8_t *text = malloc(LEN), needle[NEEDLE];
    memset(text, 'a', LEN);
    memset(needle, 'a', NEEDLE);
    needle[NEEDLE / 2] = 'b';
    sg_span s = { text, LEN };
    assert_int_equal(sg_find_span(s, (sg_span){ needle, NEEDLE }, 0), LEN);
    memcpy(text + LEN - NEEDLE, needle, NEEDLE);
    assert_int_equal(sg_find_span(s, (sg_span){ needle, NEEDLE }, 0), LEN - NEEDLE);
    free(text);
}

static void a_set_is_found_alike_however_it_was_made(void **state)
{
    (void)state;
    static const struct sg_octets few = SG_FEW('-', '/', '?', 0xEF);
    static const uint8_t classes[256] = { ['-'] = 2, ['/'] = 6, ['?'] = 2, [0xEF] = 3, ['a'] = 1 };
    struct sg_octets set = sg_octets_of("-/?\xEF");
    uint32_t seed = 7;
    for (int round = 0; round < ROUNDS; round++) {
        sg_span s = random_text(&seed, "abcdefghijklmnopqrstuvwxyzabcdefghijklmn-/?\xEF");
        size_t from = next_random(&seed) % 20, i = from < s.len ? from : s.len;
        while (i < s.len && !sg_has_octet(&set, sg_at(s, i)))
            i++;
        assert_int_equal(sg_find_any(s, &set, from), i);
        assert_int_equal(sg_find_any(s, &few, from), i);
        assert_int_equal(sg_find_class(s, classes, 2, from), i);
        drop(s);
    }
}

static void a_set_without_letters_is_found_between_words(void **state)
{
    (void)state;
    static const struct sg_octets set = SG_EIGHT(' ', '%', '?', '=', '@', '`', ':', '{');
    uint32_t seed = 11;
    for (int round = 0; round < ROUNDS; round++) {
        sg_span s = random_text(&seed, "abcXYZ-./_0189abcXYZ-./_0189,;[^|~&+\xC3\xA9 %?=@`:{");
        size_t from = next_random(&seed) % 20, i = from < s.len ? from : s.len;
        while (i < s.len && !sg_has_octet(&set, sg_at(s, i)))
            i++;
        assert_int_equal(sg_find_any(s, &set, from), i);
        drop(s);
    }
}

static void words_and_their_signs_are_passed(void **state)
{
    (void)state;
    struct sg_octets set =
        sg_octets_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-_=");
    uint32_t seed = 13;
    for (int round = 0; round < ROUNDS; round++) {
        sg_span s = random_text(&seed, "abzABZ019+-_=abzABZ019+-_=abzABZ019+-_=/@ \xC1");
        size_t from = next_random(&seed) % 20, i = from < s.len ? from : s.len;
        while (i < s.len && sg_has_octet(&set, sg_at(s, i)))
            i++;
        assert_int_equal(sg_find_not(s, &set, from), i);
        drop(s);
    }
}

static void signs_that_lie_as_letters_do_are_no_pair(void **state)
{
    (void)state;
    static const uint8_t pairs[][2] = { { '@', '`' }, { '[', '{' }, { 'Z' + 0x80, 'z' + 0x80 } };
    for (size_t len = 1; len < 40; len++)
        for (size_t at = 0; at < len; at++)
            for (size_t k = 0; k < sizeof(pairs) / sizeof(*pairs); k++) {
                uint8_t octets[40];
                memset(octets, 'q', sizeof(octets));
                octets[0] = 'A';
                octets[at] = pairs[k][0];
                sg_span a = exact_octets(octets, len);
                octets[0] = 'a';
                octets[at] = pairs[k][1];
                sg_span b = exact_octets(octets, len);
                assert_false(sg_same_nocase(a, b));
                drop(a);
                drop(b);
            }
}

static void spans_are_the_same_only_octet_by_octet(void **state)
{
    (void)state;
    for (size_t len = 0; len < 40; len++) {
        uint8_t octets[40];
        memset(octets, 'q', sizeof(octets));
        sg_span a = exact_octets(octets, len), b = exact_octets(octets, len);
        assert_true(sg_same(a, b) && sg_starts(a, b) && sg_ends(a, b) && sg_same_nocase(a, b));
        for (size_t i = 0; i < len; i++) {
            octets[i] = 'Q';
            sg_span c = exact_octets(octets, len);
            assert_false(sg_same(a, c) || sg_starts(a, c) || sg_ends(a, c));
            assert_true(sg_same_nocase(a, c) && sg_starts_nocase(a, c));
            octets[i] = 'Q' ^ 0x80;
            sg_span d = exact_octets(octets, len);
            assert_false(sg_same_nocase(a, d) || sg_ends_nocase(a, d));
            octets[i] = 'q';
            drop(c);
            drop(d);
        }
        drop(a);
        drop(b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sixteen_answers_are_those_of_sixteen_octets),
        cmocka_unit_test(the_first_bit_is_the_first_octet),
        cmocka_unit_test(a_buffer_takes_sixteen_octets_only_where_it_has_room),
        cmocka_unit_test(a_needle_is_found_where_it_stands_first),
        cmocka_unit_test(a_search_that_is_mostly_in_vain_still_finds),
        cmocka_unit_test(a_set_is_found_alike_however_it_was_made),
        cmocka_unit_test(a_set_without_letters_is_found_between_words),
        cmocka_unit_test(words_and_their_signs_are_passed),
        cmocka_unit_test(signs_that_lie_as_letters_do_are_no_pair),
        cmocka_unit_test(spans_are_the_same_only_octet_by_octet),
    };
    return cmocka_run_group_tests_name("wide", tests, NULL, NULL);
}
