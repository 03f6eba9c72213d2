#include "base/limits.h"
#include "unpack_shown.h"

struct row {
    sg_span octets;
    const char *lines;
};

static void assert_rows(const struct row *rows, size_t n)
{
    for (size_t i = 0; i < n; i++)
        assert_unpacks(SG_FILE_RTF, rows[i].octets, rows[i].lines);
}

static void text_is_what_a_reader_sees(void **state)
{
    (void)state;

    static const struct row rows[] = {
        { SG_SPAN_INIT(
              "{\\rtf1\\ansi{\\fonttbl{\\f0 Arial;}}{\\info{\\title no}}a\\par b\\tab c {\\b d}\\{\\~e}"),
          "text  a\nb\tc d{ e\n" },
        { SG_SPAN_INIT("{\\rtf1\\ansicpg932 \\'8e\\'52\\'93\\'63 taro}"), "text  山田 taro\n" },
        { SG_SPAN_INIT(
              "{\\rtf1\\ansicpg1252{\\fonttbl{\\f0\\fcharset128 Mincho;}}\\'8e\\'52\\'93\\'63\\par x}"),
          "text  山田\nx\n" },
        { SG_SPAN_INIT("{\\rtf1\\ansicpg1252 caf\\'e9 \\u23665?\\u30000\\'3f.\\uc0\\u12354.}"),
          "text  café 山田.あ.\n" },
        { SG_SPAN_INIT("{\\rtf1 \\u-10179?\\u-9088?{\\uc2\\u97??b}\\u98?}"),
          "text  \xf0\x9f\x92\x80"
          "abb\n" },
        { SG_SPAN_INIT("{\\rtf1 a{\\*\\unknown no}{\\pict\\bin5 }}}}}}b{\\*\\shppict c}}"),
          "text  abc\n" },
        { SG_SPAN_INIT("{\\rtf1 a\\\nb\r\nc}}}}d"), "text  a\nbcd\n" },
        { SG_SPAN_INIT("{\\rtf1 {\\fonttbl{\\shppict no}}}"), "" },
    };

    assert_rows(rows, sizeof(rows) / sizeof(*rows));
}

static void fields_give_links_and_what_is_loaded_is_told(void **state)
{
    (void)state;

    static const struct row rows[] = {
        { SG_SPAN_INIT(
              "{\\rtf1{\\field{\\*\\fldinst{ HYPERLINK }{\\b \"https://a.example.test/\\'3fb\"}}{\\fldrslt here}}}"),
          "link  https://a.example.test/?b\ntext  here\n" },
        { SG_SPAN_INIT(
              "{\\rtf1{\\field{\\*\\fldinst INCLUDEPICTURE \\\\d \"https://b.example.test/\"}}"
              "{\\field{\\*\\fldinst PAGE}{\\fldrslt 1}}}"),
          "link  https://b.example.test/\ntext  1\ntemplate\n" },
        { SG_SPAN_INIT("{\\rtf1{\\*\\template https://c.example.test/t.dotm}}"),
          "link template https://c.example.test/t.dotm\ntemplate\n" },
        { SG_SPAN_INIT("{\\rtf1{\\object\\objautlink\\objupdate{\\*\\objdata 0105}}}"),
          "template\n" },
        /* near misses: a template on one's own disk, an object that lies inside, a field that links nowhere */
        { SG_SPAN_INIT(
              "{\\rtf1{\\*\\template C:\\\\Normal.dotm}{\\object\\objemb{\\*\\objdata 0105}}"
              "{\\field{\\*\\fldinst HYPERLINK \\\\l \"top\"}}}"),
          "link  top\n" },
    };

    assert_rows(rows, sizeof(rows) / sizeof(*rows));
}

static void a_page_inside_is_taken_out(void **state)
{
    (void)state;

    static const struct row rows[] = {
        { SG_SPAN_INIT(
              "{\\rtf1\\ansi\\ansicpg932\\fromhtml1 \\deff0{\\fonttbl{\\f0 a;}}"
              "{\\*\\htmltag64 <p><a href=\"https://a.example.test/\">}\\htmlrtf {\\b \\htmlrtf0 \\'8e\\'52"
              "{\\*\\htmltag84 &nbsp;}\\htmlrtf \\'a0\\htmlrtf0 x{\\*\\mhtmltag no}{\\*\\htmltag \\par </a>}"
              "\\htmlrtf }\\htmlrtf0}"),
          "file body.html <p><a href=\"https://a.example.test/\">山&nbsp;x\n</a>\n" },
    };

    assert_rows(rows, sizeof(rows) / sizeof(*rows));
}

static void bad_ones_are_read_as_far_as_they_go(void **state)
{
    (void)state;

    static const struct row rows[] = {
        { SG_SPAN_INIT(""), "broken\n" },
        { SG_SPAN_INIT("words"), "text  words\nbroken\n" },
        { SG_SPAN_INIT("{\\rt"), "" },
        { SG_SPAN_INIT("{\\rtf1 a\\'4"), "text  a\n" },
        { SG_SPAN_INIT("{\\rtf1 a\\"), "text  a\n" },
        { SG_SPAN_INIT("{\\rtf1 a\\bin2147483647 b"), "text  a\n" },
        { SG_SPAN_INIT("{\\rtf1 a\\bin-5 b\\u9999999999 c\\uc-3\\u97?d"), "text  abcad\n" },
        { SG_SPAN_INIT("}}}}{\\*\\*{\\*}\\u-10180"), "text  \xef\xbf\xbd\nbroken\n" },
    };

    assert_rows(rows, sizeof(rows) / sizeof(*rows));
    assert_survives(
        SG_FILE_RTF,
        SG_SPAN(
            "{\\rtf1\\ansicpg932\\fromhtml1{\\*\\htmltag <p>\\'8e\\'52}\\htmlrtf x\\htmlrtf0 "
            "\\u-10180?\\u-9088?{\\field{\\*\\fldinst HYPERLINK \\\\o \"t\" \"u\"}}\\bin2 ab}"));
}

static void nesting_costs_nothing(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open((size_t)64 << 20);
    struct sg_buf deep = SG_BUF_IN(arena, SG_MAX_FILE);
    sg_put_text(&deep, "{\\rtf1 ");
    for (int i = 0; i < 1000000; i++)
        sg_put_text(&deep, "{\\b");
    sg_put_text(&deep, " a");
    for (int i = 0; i < 1000000; i++)
        sg_put_text(&deep, "}");
    sg_put_text(&deep, "b}");
    assert_span_is(unpack_shown(arena, SG_FILE_RTF, sg_buf_span(&deep)), "text  ab\ncut\n");
    sg_arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_what_a_reader_sees),
        cmocka_unit_test(fields_give_links_and_what_is_loaded_is_told),
        cmocka_unit_test(a_page_inside_is_taken_out),
        cmocka_unit_test(bad_ones_are_read_as_far_as_they_go),
        cmocka_unit_test(nesting_costs_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
