#include "report/shown.h"
#include "test.h"

static void untrusted_text_is_visible_and_harmless(void **state)
{
    (void)state;

    static const struct {
        const char *in, *out;
        bool is_url;
    } rows[] = {
        { "plain", "plain", false },
        { "a\x1b[31mred", "a<U+001B>[31mred", false },
        { "abc\xe2\x80\xae"
          "fdp.exe",
          "abc<U+202E>fdp.exe", false },
        { "a\xe2\x80\x8b\xe2\x80\x8b\xe2\x80\x8b"
          "b",
          "a<U+200B>\xc3\x97"
          "3b",
          false },
        { "two\r\n lines\there ", "two lines here ", false },
        { "https://www.example.test/a.b?c", "hxxps://www.example[.]test/a.b?c", false },
        { "HTTP://a.example.test", "hxxp://a.example[.]test", false },
        { "http:\\\\a.example.test\\x", "hxxp:\\\\a.example[.]test\\x", false },
        { "FTP://u:p@ftp.example.test/x", "fxp://u:p@ftp.example[.]test/x", false },
        { "「https://www.example.test/」", "「hxxps://www.example[.]test/」", true },
        { "fxp://ftp.example[.]test/", "fxp://ftp.example[.]test/", true },
        { "see http://a.test and http://b.test/", "see hxxp://a[.]test and hxxp://b[.]test/",
          false },
        { "www.example.test", "www.example.test", false },
        { "www.example.test", "www.example[.]test", true },
        { "www.example[.]test", "www.example[.]test", true },
        { "hxxps://www.example[.]test/", "hxxps://www.example[.]test/", true },
        { "https://192.0.2.1:8080/x", "hxxps://192.0.2[.]1:8080/x", true },
        { "https://example.test@evil.test/", "hxxps://example.test@evil[.]test/", true },
        { "ftp://files.example.test/x", "fxp://files.example[.]test/x", true },
        { "see FTP://a.test/", "see fxp://a[.]test/", false },
        { "sftp://a.test/", "sfxp://a[.]test/", false },
        /* a variation selector is not shown, so it must not hide the scheme */
        { "ht\xef\xb8\x80tp://a.test/", "hxxp://a[.]test/", false },
        { "https://user:a.b@evil.test:8080/", "hxxps://user:a.b@evil[.]test:8080/", true },
        { "http://evil.test: see", "hxxp://evil[.]test: see", false },
        { "get FTP://a.test/ or ws:\\\\b.test", "get fxp://a[.]test/ or ws[:]\\\\b[.]test", false },
        { "wss://files.evil.test/x", "wss[:]//files.evil[.]test/x", true },
        { "fxp://www.example[.]test/", "fxp://www.example[.]test/", false },
        { "hxxp://www.example[.]test/", "hxxp://www.example[.]test/", false },
        { "12:30 // a://", "12:30 // a[:]//", false },
        { "h\xef\xb8\x8fttps://evil.test/", "hxxps://evil[.]test/", false },
        { "ht\xf3\xa0\x84\x80tp://evil.test/", "hxxp://evil[.]test/", false },
        { "", "", true },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span in = exact(rows[i].in);
        struct sg_buf out = SG_BUF(4096);
        sg_put_shown(&out, NULL, in, (struct sg_showing){ .is_url = rows[i].is_url });
        assert_span_is(sg_buf_span(&out), rows[i].out);
        sg_buf_free(&out);
        drop(in);
    }
}

static void official_addresses_stay_live_and_long_text_is_cut(void **state)
{
    (void)state;
    struct sg_buf out = SG_BUF(4096);
    sg_put_shown(&out, NULL, SG_SPAN("https://www.example.jp/"),
                 (struct sg_showing){ .is_url = true, .stays_live = true });
    assert_span_is(sg_buf_span(&out), "https://www.example.jp/");
    out.len = 0;
    sg_put_shown(&out, NULL, SG_SPAN("日本語の文"), (struct sg_showing){ .most = 7 });
    assert_span_is(sg_buf_span(&out), "日本…");
    sg_buf_free(&out);
}

static void the_recipient_is_hidden_in_every_writing(void **state)
{
    (void)state;

    static const struct {
        const char *in, *out;
    } rows[] = {
        { "to taro.yamada@example.jp now", "to ***@******.*** now" },
        { "https://e.test/?uid=Taro.Yamada%40Example.JP&x=1",
          "https://e.test/?uid=***@******.***&x=1" },
        { "https://e.test/#dGFyby55YW1hZGFAZXhhbXBsZS5qcA==", "https://e.test/#***" },
        { "https://e.test/dGFyby55YW1hZGFAZXhhbXBsZS5qcA/x", "https://e.test/***/x" },
        { "7461726f2e79616d616461406578616d706c652e6a70", "***" },
        { "?u=%74aro.yamada%40example%2ejp&v", "?u=***&v" },
        { "<1@mail.example.jp>", "<1@mail.******.***>" },
        { "example.jpg", "example.jpg" },
        { "taro.yamada 様", "*** 様" },
        { "admin@example.jp", "admin@******.***" },
        { "myexample.jp and taro.yamadax", "myexample.jp and taro.yamadax" },
        { "nobody else", "nobody else" },
        { "", "" },
    };
    struct sg_arena *arena = sg_arena_open(1 << 20);
    struct sg_mask mask = { .arena = arena,
                            .at = { { SG_SPAN("taro.yamada"), SG_SPAN("example.jp"), false },
                                    { SG_SPAN("admin"), SG_SPAN("example.jp"), true } },
                            .n = 2,
                            .domain = SG_SPAN("example.jp"),
                            .local = SG_SPAN("taro.yamada") };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span in = exact(rows[i].in);
        assert_span_is(sg_masked(&mask, in, 0), rows[i].out);
        drop(in);
    }
    sg_arena_close(arena);
}

static void an_address_with_invisible_glyph_selectors_is_hidden(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 20);
    struct sg_mask mask = { .arena = arena,
                            .at = { { SG_SPAN("taro.yamada"), SG_SPAN("example.jp"), false } },
                            .n = 1 };
    struct sg_buf out = SG_BUF(4096);
    sg_put_shown(&out, &mask,
                 SG_SPAN("to taro.yam\xef\xb8\x8f"
                         "ada@example.jp"),
                 (struct sg_showing){ .most = 100 });
    assert_span_is(sg_buf_span(&out), "to ***@******.***");
    sg_buf_free(&out);
    sg_arena_close(arena);
}

/* Otherwise a mail full of them would use up the memory of its examination, and be told of as not examined. */
static void looking_into_tokens_uses_up_no_memory(void **state)
{
    (void)state;

    static const char *const tokens[] = { "aaaaaaaa/", "0123456789abcdef.", "%41bcdefgh-",
                                          "abcdefg=_" };

    struct sg_arena *arena = sg_arena_open(8 << 20);
    struct sg_mask mask = { .arena = arena,
                            .at = { { SG_SPAN("taro.yamada"), SG_SPAN("example.jp"), false } },
                            .n = 1 };
    for (size_t i = 0; i < sizeof(tokens) / sizeof(*tokens); i++) {
        struct sg_buf text = SG_BUF(64 * 1024), out = SG_BUF(4096);
        while (!text.cut)
            sg_put_text(&text, tokens[i]);
        size_t before = sg_arena_used(arena);
        sg_put_shown(&out, &mask, sg_buf_span(&text), (struct sg_showing){ .most = 300 });
        assert_int_equal(out.len, 300 + strlen("…"));
        assert_int_equal(sg_arena_used(arena), before);
        sg_buf_free(&out);
        sg_buf_free(&text);
    }
    sg_arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(untrusted_text_is_visible_and_harmless),
        cmocka_unit_test(official_addresses_stay_live_and_long_text_is_cut),
        cmocka_unit_test(the_recipient_is_hidden_in_every_writing),
        cmocka_unit_test(an_address_with_invisible_glyph_selectors_is_hidden),
        cmocka_unit_test(looking_into_tokens_uses_up_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
