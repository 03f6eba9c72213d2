#include "test.h"
#include "unpack/unpack.h"

static void a_file_is_what_its_octets_say(void **state)
{
    (void)state;

    static const struct {
        sg_span octets;
        enum sg_file_kind kind;
    } rows[] = {
        { SG_SPAN_INIT(""), SG_FILE_EMPTY },
        { SG_SPAN_INIT("%PDF-1.4\n%"), SG_FILE_PDF },
        { SG_SPAN_INIT("\n\n  junk\n%PDF-1.7\n"), SG_FILE_PDF },
        { SG_SPAN_INIT("\x89PNG\r\n\x1a\n"), SG_FILE_PNG },
        { SG_SPAN_INIT("RIFF\1\0\0\0WEBPVP8 "), SG_FILE_WEBP },
        { SG_SPAN_INIT("PK\3\4\24\0\0\0"), SG_FILE_ZIP },
        { SG_SPAN_INIT("PK\3\4\24\0\0\0........[Content_Types].xml"), SG_FILE_OFFICE },
        { SG_SPAN_INIT("MZ\x90\0\3\0\0\0\4"), SG_FILE_PROGRAM },
        { SG_SPAN_INIT("MZ is a pair of letters"), SG_FILE_TEXT },
        { SG_SPAN_INIT("BMW の点検のお知らせ"), SG_FILE_TEXT },
        { SG_SPAN_INIT("<!DOCTYPE html><html>"), SG_FILE_HTML },
        { SG_SPAN_INIT("\xef\xbb\xbf  <HTML>"), SG_FILE_HTML },
        { SG_SPAN_INIT("<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'>"),
          SG_FILE_SVG },
        { SG_SPAN_INIT("<?xml version='1.0'?><feed>"), SG_FILE_XML },
        { SG_SPAN_INIT("BEGIN:VCALENDAR\r\nVERSION:2.0"), SG_FILE_CALENDAR },
        { SG_SPAN_INIT("BEGIN:VCARD\r\nVERSION:3.0"), SG_FILE_CARD },
        { SG_SPAN_INIT("From: a@example.jp\r\nSubject: hello\r\n\r\n<html>"), SG_FILE_MAIL },
        { SG_SPAN_INIT("Note: a\r\nSubject: hello\r\n"), SG_FILE_TEXT },
        { SG_SPAN_INIT("{\\rtf1 "), SG_FILE_RTF },
        { SG_SPAN_INIT("\x30\x82\x05\x10\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0"),
          SG_FILE_CMS },
        { SG_SPAN_INIT("\1\2\0\3\4"), SG_FILE_UNKNOWN },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_string_equal(sg_file_kind_id(sg_file_sniff(rows[i].octets)),
                            sg_file_kind_id(rows[i].kind));
}

static void the_last_extension_counts(void **state)
{
    (void)state;

    static const struct {
        const char *name;
        enum sg_file_kind kind;
    } rows[] = {
        { "請求書.pdf", SG_FILE_PDF },
        { "a.PDF", SG_FILE_PDF },
        { "invoice.pdf.exe", SG_FILE_PROGRAM },
        { "a.htm", SG_FILE_HTML },
        { "a.html.", SG_FILE_HTML },
        { "a.docm ", SG_FILE_OFFICE },
        { "a", SG_FILE_UNKNOWN },
        { "a.", SG_FILE_UNKNOWN },
        { ".", SG_FILE_UNKNOWN },
        { "", SG_FILE_UNKNOWN },
        { "a. ", SG_FILE_UNKNOWN },
        { "a.ta", SG_FILE_UNKNOWN },
        { "a.tar", SG_FILE_ARCHIVE },
        { "a.js", SG_FILE_SCRIPT },
        { "a.s 7", SG_FILE_UNKNOWN },
        { "sample.example", SG_FILE_UNKNOWN },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_string_equal(sg_file_kind_id(sg_file_kind_of_name(sg_span_of(rows[i].name))),
                            sg_file_kind_id(rows[i].kind));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_what_its_octets_say),
        cmocka_unit_test(the_last_extension_counts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
