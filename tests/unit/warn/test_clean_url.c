#include "warn/clean_url.h"

#include "with_intel.h"

static struct sg_mask mask_for(const char *local, const char *domain)
{
    struct sg_mask mask = { .arena = arena };
    mask.at[mask.n++] = (struct sg_masked_address){ sg_span_of(local), sg_span_of(domain), false };
    mask.domain = sg_span_of(domain);
    return mask;
}

static void what_may_tell_a_recipient_is_left_out(void **state)
{
    (void)state;

    static const struct {
        const char *given, *clean;
        bool is_cleaned;
    } rows[] = {
        { "https://www.evil.test/login/index.html", "https://www.evil.test/login/index.html",
          false },
        { "https://evil.test", "https://evil.test/", false },
        { "https://evil.test:8443/a", "https://evil.test:8443/a", false },
        { "https://evil.test/jp/kagoya.net/?uid=taro@example.jp",
          "https://evil.test/jp/kagoya.net/", true },
        { "https://evil.test/?uid=taro%40example.jp&page=2", "https://evil.test/?page=2", true },
        { "https://evil.test/?e=dGFyb0BleGFtcGxlLmpw", "https://evil.test/", true },
        { "https://evil.test/login?lang=ja", "https://evil.test/login?lang=ja", false },
        { "https://evil.test/login?id=20391177", "https://evil.test/login", true },
        { "https://evil.test/a9f3c21b77/login", "https://evil.test/", true },
        { "https://evil.test/wp-content/plugins/x/secure-login.php",
          "https://evil.test/wp-content/plugins/x/secure-login.php", false },
        { "https://evil.test/a#taro@example.jp", "https://evil.test/a", true },
        { "https://user:taro@evil.test/a", "https://evil.test", true },
        { "https://example.jp.evil.test/a", "https://evil.test", true },
        { "https://a-very-long-segment-of-many-words-that-nobody-would-ever-read.evil.test/x",
          "https://a-very-long-segment-of-many-words-that-nobody-would-ever-read.evil.test/x",
          false },
        { "https://evil.test/a|b/?c=d\\n^&e=%zz%41",
          "https://evil.test/a%7Cb/?c=d%5Cn%5E&e=%25zz%41", false },
        { "mailto:taro@example.jp", "", true },
        { "javascript:alert(1)", "", true },
    };
    struct sg_mask mask = mask_for("taro", "example.jp");
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_url url = sg_url_read(arena, intel->hosts, sg_span_of(rows[i].given), NULL);
        struct sg_clean_url clean = sg_clean_url(&mask, &url);
        assert_span_is(clean.url, rows[i].clean);
        if (clean.is_cleaned != rows[i].is_cleaned)
            fail_msg("%s: cleaned %d", rows[i].given, clean.is_cleaned);
    }
}

static void keys_are_told_from_words(void **state)
{
    (void)state;
    static const char *const keys[] = { "taro@example.jp", "taro%40example.jp", "8f3a2c91",
                                        "123456",          "aGVsbG8=",          "QxWvZtRp",
                                        "x-20391177-y" };
    static const char *const words[] = {
        "login", "secure-login", "2024",  "index.php",           "v2", "jp",
        "",      "wp-content",   "Login", "mail_account_setting"
    };
    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
        if (!sg_is_personal_token(sg_span_of(keys[i])))
            fail_msg("'%s' may tell somebody", keys[i]);
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
        if (sg_is_personal_token(sg_span_of(words[i])))
            fail_msg("'%s' tells nobody", words[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_may_tell_a_recipient_is_left_out),
        cmocka_unit_test(keys_are_told_from_words),
    };
    return cmocka_run_group_tests(tests, load_intel, unload_intel);
}
