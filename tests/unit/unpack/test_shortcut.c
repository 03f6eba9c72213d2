#include "unpack_shown.h"

struct row {
    sg_span octets;
    const char *lines;
};

#define LNK_HEAD(flags)                                            \
    "L\0\0\0\1\x14\2\0\0\0\0\0\xc0\0\0\0\0\0\0\x46" flags "\0\0\0" \
    "0123456789abcdef0123456789abcdef0123456789abcdef"             \
    "0123"

static void where_a_shortcut_leads_is_a_link(void **state)
{
    (void)state;

    static const struct row rows[] = {
        { SG_SPAN_INIT(
              "[InternetShortcut]\r\nURL=https://a.example.test/?x=1\r\nIconFile=\\\\192.0.2.1\\s\\i.ico\r\n"
              "IconIndex=0\r\n"),
          "link URL https://a.example.test/?x=1\nlink IconFile \\\\192.0.2.1\\s\\i.ico\n" },
        { SG_SPAN_INIT(
              "[Desktop Entry]\nName=a\nExec=curl -o x http://b.example.test/x\nURL[$e]=file://c/d\n"),
          "link Exec http://b.example.test/x\nlink URL file://c/d\n" },
        { SG_SPAN_INIT("<?xml version='1.0'?><libraryDescription><url>\\\\192.0.2.2\\share</url>"
                       "<a>words</a></libraryDescription>"),
          "link url \\\\192.0.2.2\\share\n" },
        { SG_SPAN_INIT("<plist><string>https://d.example.test/?a&amp;b</string></plist>"),
          "link string https://d.example.test/?a&b\n" },
        { SG_SPAN_INIT(
              "\xff\xfe[\0I\0n\0]\0\n\0U\0R\0L\0=\0h\0t\0t\0p\0:\0/\0/\0e\0.\0t\0e\0s\0t\0"),
          "link URL http://e.test\n" },
        /* near misses */
        { SG_SPAN_INIT(
              "[InternetShortcut]\nURL=\nIconFile=C:\\Windows\\a.ico\nHotKey=http://no.example.test/\n"),
          "" },
        { SG_SPAN_INIT(""), "" },
        /* arguments and a target: wide, and one octet a character behind a list and an info */
        { SG_SPAN_INIT(LNK_HEAD("\xa0") "\x10\0-\0a\0 \0h\0t\0t\0p\0:\0/\0/\0f\0.\0t\0e\0s\0t\0"),
          "link arguments http://f.test\ntext arguments -a http://f.test\n" },
        { SG_SPAN_INIT(LNK_HEAD("\x0b") "\x02\0ab\x05\0\0\0x\x0b\0\\\\192.0.2.3\\"
                                        "\x09\0"),
          "" },
        { SG_SPAN_INIT(LNK_HEAD("\x4b") "\x02\0ab\x05\0\0\0x\x01\0p\x01\0q\x0d\0\\\\192.0.2.3\\s"),
          "" },
        { SG_SPAN_INIT(LNK_HEAD("\x43") "\x02\0ab\x05\0\0\0x\x0d\0\\\\192.0.2.3\\s"),
          "link icon \\\\192.0.2.3\\s\n" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        assert_unpacks(SG_FILE_SHORTCUT, rows[i].octets, rows[i].lines);
        assert_survives(SG_FILE_SHORTCUT, rows[i].octets);
    }
}

#define GUID "\xe7\x16\xe3\xbd\x65\x26\x11\x45\xa4\xc4\x8d\x4d\x0b\x7a\x9e\xac"

static void files_dropped_into_a_notebook_are_handed_out(void **state)
{
    (void)state;

    static const struct row rows[] = {
        { SG_SPAN_INIT("head http://a.example.test/ " GUID "\x03\0\0\0\0\0\0\0"
                       "012345678901<b>" GUID "\x03\0\0\0\0\0\0\0"
                       "012345678901MZ\0"),
          "file  <b>\nname \nlink  http://a.example.test/\n" },
        { SG_SPAN_INIT(GUID "\xff\xff\xff\xff\0\0\0\0"
                            "012345678901%PDF-1"),
          "file  %PDF-1\n" },
        { SG_SPAN_INIT(GUID), "" },
        { SG_SPAN_INIT(""), "" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_unpacks(SG_FILE_NOTEBOOK, rows[i].octets, rows[i].lines);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(where_a_shortcut_leads_is_a_link),
        cmocka_unit_test(files_dropped_into_a_notebook_are_handed_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
