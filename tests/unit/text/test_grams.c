#include "test.h"
#include "text/grams.h"

static struct sg_grams grams_of(const char *text, size_t most)
{
    struct sg_grams g = { 0 };
    sg_span in = exact(text);
    for (struct sg_gram_walk w = sg_gram_walk(in, most); sg_gram_next(&w);)
        for (size_t i = 0; i < w.n_buckets; i++)
            (void)sg_gram_set(&g, w.buckets[i]);
    drop(in);
    return g;
}

static void texts_of_one_wave_have_the_same_runs(void **state)
{
    (void)state;

    static const struct {
        const char *one, *other;
        bool same;
    } rows[] = {
        { "code 123", "code 987", true },
        { "write to a@example.jp now", "write to somebody@example.net now", true },
        { "see http://a.test/x here", "see https://b.example/longer?y=1 here", true },
        { "see www.a.test here", "see www.example.jp here", true },
        { "a  b\t c", "a b c", true },
        { "ログインhttps://a.test/してください", "ログインhttps://b.test/yしてください", true },
        { "your account", "your amount", false },
        { "停止されました", "停止しました", false },
        { "code 123", "code 12", false },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_grams a = grams_of(rows[i].one, 100), b = grams_of(rows[i].other, 100);
        assert_true(a.n > 0);
        assert_int_equal(memcmp(a.bits, b.bits, sizeof(a.bits)) == 0, rows[i].same);
    }
}

static void the_hash_is_the_one_that_weights_were_fitted_by(void **state)
{
    (void)state;
    struct sg_gram_walk w = sg_gram_walk(SG_SPAN("abc"), 10);
    size_t n = 0;
    uint16_t last = 0;
    while (sg_gram_next(&w)) {
        n += w.n_buckets;
        last = w.n_buckets > 0 ? w.buckets[w.n_buckets - 1] : last;
    }
    /* " ab", "abc", " abc" */
    assert_int_equal(n, 3);
    assert_int_equal(last, 8181);
}

static void no_more_characters_are_read_than_asked_for(void **state)
{
    (void)state;
    struct sg_grams all = grams_of("abcdefghij", 100), some = grams_of("abcdefghij", 4),
                    none = grams_of("abcdefghij", 0), empty = grams_of("", 10);
    assert_true(some.n < all.n);
    assert_int_equal(some.n, grams_of("abcd", 100).n);
    assert_int_equal(none.n, 0);
    assert_int_equal(empty.n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_of_one_wave_have_the_same_runs),
        cmocka_unit_test(the_hash_is_the_one_that_weights_were_fitted_by),
        cmocka_unit_test(no_more_characters_are_read_than_asked_for),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
