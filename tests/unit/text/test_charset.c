#include "base/arena.h"
#include "test.h"
#include "text/charset.h"
#include "text/unicode.h"

struct state {
    struct sg_charsets *charsets;
    struct sg_arena *arena;
};

static struct state state;

static int open_all(void **unused)
{
    (void)unused;
    struct sg_error err;
    state.arena = sg_arena_open(64 << 20);
    return sg_charsets_open(&state.charsets, &err) == SG_OK ? 0 : -1;
}

static int close_all(void **unused)
{
    (void)unused;
    sg_charsets_close(state.charsets);
    sg_arena_close(state.arena);
    return 0;
}

struct row {
    const char *label, *in, *out, *used;
    bool repaired;
    size_t broken;
};

static void check_rows(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        sg_span in = exact(rows[i].in);
        struct sg_converted c =
            sg_charset_convert(state.arena, state.charsets, sg_span_of(rows[i].label), in, NULL);
        assert_span_is(c.text.utf8, rows[i].out);
        assert_string_equal(c.used, rows[i].used);
        assert_int_equal(c.repaired, rows[i].repaired);
        assert_int_equal(c.broken, rows[i].broken);
        assert_true(sg_utf8_valid(c.text.utf8));
        drop(in);
    }
}

static void a_text_with_the_right_label_is_read_by_it(void **unused)
{
    (void)unused;

    static const struct row rows[] = {
        { "utf-8", "plain", "plain", "utf-8", false, 0 },
        { "UTF8", "\xEF\xBB\xBF\xE3\x81\x82", "あ", "utf-8", false, 0 },
        { "us-ascii", "plain", "plain", "us-ascii", false, 0 },
        { "iso-8859-1", "caf\xE9 \x80", "café €", "windows-1252", false, 0 },
        { "koi8-r", "\xF0\xD2\xC9\xD7\xC5\xD4", "Привет", "koi8-r", false, 0 },
        { "windows-1251", "\xCF\xF0\xE8\xE2\xE5\xF2", "Привет", "windows-1251", false, 0 },
        { "gb2312", "\xD6\xD0\xB9\xFA", "中国", "gb18030", false, 0 },
        { "gb2312", "\xA1\xBE\xD6\xD8\xD2\xAA\xA1\xBF\xA4\xAA\xD6\xAA\xA4\xE9\xA4\xBB",
          "【重要】お知らせ", "gb18030", false, 0 },
        { "gbk", "\xC5\xAA\x95\xFE", "弄會", "gb18030", false, 0 },
        { "big5", "\xA4\xA4\xA4\xE5", "中文", "big5", false, 0 },
        { "ks_c_5601-1987", "\xC7\xD1\xB1\xDB", "한글", "euc-kr", false, 0 },
        { "utf-7", "Hi +MEI-!", "Hi あ!", "utf-7", false, 0 },
        { "hz-gb-2312", "~{VP9z~}", "中国", "hz-gb-2312", false, 0 },
        { "utf-16", "\xFE\xFF\x30\x42", "あ", "utf-16be", false, 0 },
        { "utf-16", "\xFF\xFE\x42\x30", "あ", "utf-16le", false, 0 },
    };

    check_rows(rows, sizeof(rows) / sizeof(*rows));
}

static void the_characters_that_mailers_use_beside_jis_survive_in_every_coat(void **unused)
{
    (void)unused;

    static const struct row rows[] = {
        { "iso-2022-jp", "\x1B$B$\"-!-j|b\x1B(B\\", "あ①㈱髙\\", "iso-2022-jp", false, 0 },
        { "cp50220", "\x1B(I16\x1B(B \x1B$B!A\x1B(B", "ｱｶ ～", "iso-2022-jp", false, 0 },
        { "iso-2022-jp-ms", "x\x0E\x31\x0F \xB1", "xｱ ｱ", "iso-2022-jp", false, 0 },
        { "shift_jis", "\x82\xA0\x87\x40\x87\x8A\xFB\xFC\xB1\\\x81\x60", "あ①㈱髙ｱ\\～",
          "shift_jis", false, 0 },
        { "cp932", "\xED\x40\xFA\x5C\xEE\xE0", "纊纊髙", "shift_jis", false, 0 },
        { "euc-jp", "\xA4\xA2\xAD\xA1\xAD\xEA\xFC\xE2\x8E\xB1\xA1\xC1\x8F\xB0\xA1", "あ①㈱髙ｱ～丂",
          "euc-jp", false, 0 },
    };

    check_rows(rows, sizeof(rows) / sizeof(*rows));
}

static void a_wrong_or_missing_label_is_repaired(void **unused)
{
    (void)unused;

    static const struct row rows[] = {
        { "", "\x1B$B$\"\x1B(B", "あ", "iso-2022-jp", true, 0 },
        { "utf-8", "\x1B$B$\"\x1B(B", "あ", "iso-2022-jp", true, 0 },
        { "us-ascii", "\xE3\x81\x82", "あ", "utf-8", true, 0 },
        { "iso-8859-1", "\xE3\x81\x82\xE3\x81\x84", "あい", "utf-8", true, 0 },
        { "shift_jis", "\xE3\x81\x82\xE3\x81\x84", "あい", "utf-8", true, 0 },
        { "iso-2022-jp", "\x82\xA0\x82\xA2\x82\xA4", "あいう", "shift_jis", true, 0 },
        { "utf-8", "\x82\xA0\x82\xA2\x82\xA4", "あいう", "shift_jis", true, 0 },
        { "euc-jp", "\x82\xA0\x82\xA2\x82\xA4", "あいう", "shift_jis", true, 0 },
        { "gb2312", "\xC6\xFC\xCB\xDC\xA4\xCE\xA4\xB3\xA4\xC8", "日本のこと", "euc-jp", true, 0 },
        { "", "\xA4\xA2\xA4\xA4\xA4\xA6", "あいう", "euc-jp", true, 0 },
        { "", "\x8F\x64\x97\x76", "重要", "shift_jis", true, 0 },
        { "", "caf\xE9s", "cafés", "windows-1252", true, 0 },
        { "", "\x93quoted\x94 and it\x92s fine", "“quoted” and it’s fine", "windows-1252", true,
          0 },
        { "iso-2022-jp", "plain", "plain", "us-ascii", false, 0 },
        { "no-such-thing", "plain", "plain", "us-ascii", false, 0 },
        { "utf-8", "\xE3\x81\x82 \xFF", "あ \xEF\xBF\xBD", "utf-8", false, 1 },
        { "gb2312", "\xD6\xD0\xB9\xFA", "中国", "gb18030", false, 0 },
    };

    check_rows(rows, sizeof(rows) / sizeof(*rows));
}

static void valid_utf8_is_borrowed_and_nul_is_not_text(void **unused)
{
    (void)unused;
    sg_span in = exact_octets("a\0b", 3), plain = exact("\xE3\x81\x82 plain");
    struct sg_converted c =
        sg_charset_convert(state.arena, state.charsets, SG_SPAN("utf-8"), plain, NULL);
    assert_ptr_equal(c.text.utf8.at, plain.at);
    c = sg_charset_convert(state.arena, state.charsets, SG_SPAN("utf-8"), in, NULL);
    assert_span_is(c.text.utf8, "a\xEF\xBF\xBD"
                                "b");
    assert_int_equal(c.broken, 1);
    drop(in);
    drop(plain);
}

static void a_place_covers_the_characters_and_little_more(void **unused)
{
    (void)unused;
    sg_span in = SG_SPAN("Dear \x82\xA0\x82\xA2 http://example.jp/ \x82\xA4");
    struct sg_converted c =
        sg_charset_convert(state.arena, state.charsets, SG_SPAN("shift_jis"), in, NULL);
    sg_span url = SG_SPAN("http://example.jp/");
    size_t at = sg_find_span(c.text.utf8, url, 0);
    struct sg_range r = sg_place_of(&c.text, sg_cut(c.text.utf8, at, url.len));
    assert_int_equal(r.from, 10);
    assert_int_equal(r.len, url.len);
    r = sg_place_of(&c.text, sg_cut(c.text.utf8, 5, 6));
    assert_int_equal(r.from, 5);
    assert_int_equal(r.len, 4);
}

static void labels_are_a_whitelist(void **unused)
{
    (void)unused;
    assert_string_equal(sg_charset_name(SG_SPAN(" CP932 ")), "shift_jis");
    assert_string_equal(sg_charset_name(SG_SPAN("ISO-2022-JP-MS")), "iso-2022-jp");
    assert_string_equal(sg_charset_name(SG_SPAN("866")), "ibm866");
    assert_string_equal(sg_charset_name(SG_SPAN("x-x-big5")), "big5");
    assert_null(sg_charset_name(SG_SPAN("../../evil")));
    assert_null(sg_charset_name(SG_SPAN("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_with_the_right_label_is_read_by_it),
        cmocka_unit_test(the_characters_that_mailers_use_beside_jis_survive_in_every_coat),
        cmocka_unit_test(a_wrong_or_missing_label_is_repaired),
        cmocka_unit_test(valid_utf8_is_borrowed_and_nul_is_not_text),
        cmocka_unit_test(a_place_covers_the_characters_and_little_more),
        cmocka_unit_test(labels_are_a_whitelist),
    };
    return cmocka_run_group_tests_name("charset", tests, open_all, close_all);
}
