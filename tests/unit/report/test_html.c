#include "report/html.h"

#include "base/buf.h"
#include "test.h"

static void what_comes_out_is_neither_a_tag_nor_the_end_of_a_value(void **state)
{
    (void)state;

    static const struct {
        const char *in, *out;
    } rows[] = {
        { "plain", "plain" },
        { "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;" },
        { "\" onload='x'", "&quot; onload=&#39;x&#39;" },
        { "a &amp; b", "a &amp;amp; b" },
        { "a\tb\nc", "a\tb\nc" },
        { "a\r\nb", "a\nb" },
        { "a\rb", "a&lt;U+000D&gt;b" },
        { "a\x1b[31m", "a&lt;U+001B&gt;[31m" },
        { "abc\xe2\x80\xae"
          "fdp.exe",
          "abc&lt;U+202E&gt;fdp.exe" },
        { "a\xe2\x80\x8b\xe2\x80\x8b\xe2\x80\x8b"
          "b",
          "a&lt;U+200B&gt;\xc3\x97"
          "3b" },
        { "\xe2\x98\x80\xef\xb8\x8f", "\xe2\x98\x80" },
        { "\xef\xbf\xbe\xef\xbf\xbf", "&lt;U+FFFE&gt;&lt;U+FFFF&gt;" },
        { "\xff<", "\xef\xbf\xbd&lt;" },
        { "\xe3\x80", "\xef\xbf\xbd\xef\xbf\xbd" },
        { "真贋", "真贋" },
        { "", "" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span in = exact(rows[i].in);
        struct sg_buf out = SG_BUF(4096);
        sg_put_html(&out, in);
        assert_span_is(sg_buf_span(&out), rows[i].out);
        sg_buf_free(&out);
        drop(in);
    }
}

static void no_octet_leaves_a_mark_of_html(void **state)
{
    (void)state;

    for (int octet = 0; octet < 256; octet++) {
        uint8_t one = (uint8_t)octet;
        sg_span in = exact_octets(&one, 1);
        struct sg_buf out = SG_BUF(64);
        sg_put_html(&out, in);
        static const struct sg_octets marks = SG_FEW('<', '>', '"', '\'');
        assert_int_equal(sg_find_any(sg_buf_span(&out), &marks, 0), out.len);
        sg_buf_free(&out);
        drop(in);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_comes_out_is_neither_a_tag_nor_the_end_of_a_value),
        cmocka_unit_test(no_octet_leaves_a_mark_of_html),
    };
    return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
