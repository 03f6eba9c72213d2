#include "unpack_shown.h"

static void an_invitation_gives_its_words_and_links(void **state)
{
    (void)state;
    assert_unpacks(
        SG_FILE_CALENDAR,
        SG_SPAN("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:https://maker.example.test/\r\n"
                "BEGIN:VEVENT\r\nUID:https://uid.example.test/\r\n"
                "SUMMARY;LANGUAGE=ja:口座の確\r\n 認\\, 至急\r\n"
                "DESCRIPTION;ALTREP=\"https://alt.example.test/a:b\":1\\n2\\;3\\\\4\r\n"
                "ORGANIZER;CN=\"Bank: support\":mailto:a@example.jp\r\n"
                "LOCATION:https://meet.example.test/1\r\nLOCATION:大会議室\r\n"
                "URL:www.example.test/x\r\n"
                "CONFERENCE;VALUE=URI;FEATURE=AUDIO:https://conf.example.test/\r\n"
                "ATTACH;FMTTYPE=text/html:https://file.example.test/a.html\r\n"
                "X-ALT-DESC;FMTTYPE=text/html:<a href=\"https://b.example.test/\">x</a>\\n\r\n"
                "BEGIN:VALARM\r\nDESCRIPTION:Reminder\r\nEND:VALARM\r\n"
                "END:VEVENT\r\nEND:VCALENDAR\r\n"),
        "text SUMMARY 口座の確認, 至急\n"
        "link ALTREP https://alt.example.test/a:b\n"
        "text DESCRIPTION 1\n2;3\\4\n"
        "text ORGANIZER Bank: support\n"
        "link LOCATION https://meet.example.test/1\n"
        "text LOCATION 大会議室\n"
        "link URL www.example.test/x\n"
        "link CONFERENCE https://conf.example.test/\n"
        "link ATTACH https://file.example.test/a.html\n"
        "file X-ALT-DESC.html <a href=\"https://b.example.test/\">x</a>\n"
        "text DESCRIPTION Reminder\n");
}

static void a_card_of_any_version_is_read(void **state)
{
    (void)state;

    static const struct {
        sg_span octets;
        const char *lines;
    } rows[] = {
        { SG_SPAN_INIT(
              "BEGIN:VCARD\nVERSION:4.0\nFN:山田 太郎\nitem1.URL;TYPE=work:https://a.example.test\n"
              "PHOTO;MEDIATYPE=image/png:https://p.example.test/p.png\nEND:VCARD\n"),
          "text FN 山田 太郎\nlink URL https://a.example.test\nlink PHOTO https://p.example.test/p.png\n" },
        { SG_SPAN_INIT(
              "BEGIN:VCARD\r\nVERSION:2.1\r\n"
              "FN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=8E=52=\r\n=93=63\r\n"
              "NOTE;CHARSET=UTF-8;QUOTED-PRINTABLE:=E5=B1=B1=0Ahttps=3A//n.example.test\r\n"
              "TITLE;CHARSET=Shift_JIS:\x8e\x52\x93\x63\r\nEND:VCARD\r\n"),
          "text FN 山田\ntext NOTE 山\nhttps://n.example.test\ntext TITLE 山田\n" },
        { SG_SPAN_INIT("BEGIN:VCARD\nPHOTO;ENCODING=b;TYPE=PNG:iVBOR\n w0KGgo=\nKEY;BASE64:AAEC\n"
                       "ATTACH;X-FILENAME=a.html;ENCODING=BASE64;VALUE=BINARY:PGI+\nEND:VCARD"),
          "file PHOTO \x89PNG\r\n\x1a\n\nname KEY\nfile a.html <b>\n" },
        { SG_SPAN_INIT("\xef\xbb\xbf"
                       "BEGIN:VCARD\nNOTE:a:b\n"),
          "text NOTE a:b\n" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_unpacks(SG_FILE_CARD, rows[i].octets, rows[i].lines);
}

static void what_is_written_badly_is_read_as_far_as_it_goes(void **state)
{
    (void)state;

    static const struct {
        sg_span octets;
        const char *lines;
    } rows[] = {
        { SG_SPAN_INIT(""), "broken\n" },
        { SG_SPAN_INIT("SUMMARY:a"), "text SUMMARY a\nbroken\n" },
        { SG_SPAN_INIT("BEGIN:VCALENDAR\nSUMMARY;X=\"never closed:a\nURL:http://b.example.test"),
          "text SUMMARY a\nlink URL http://b.example.test\n" },
        { SG_SPAN_INIT("BEGIN:VCALENDAR\n:a\nSUMMARY\nSUMMARY:\n;:\nDESCRIPTION:a\\"),
          "text DESCRIPTION a\n" },
        { SG_SPAN_INIT(
              "BEGIN:VCALENDAR\nDTSTART:20260101\nX-A:http:/b\nX-B:see http://c.example.test/"),
          "" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_unpacks(SG_FILE_CALENDAR, rows[i].octets, rows[i].lines);
}

static void a_huge_one_is_cut_and_said_to_be(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open((size_t)256 << 20);
    struct sg_buf line = SG_BUF_IN(arena, SG_MAX_FILE), lines = SG_BUF_IN(arena, SG_MAX_FILE);
    sg_put_text(&line, "BEGIN:VCALENDAR\nSUMMARY:");
    sg_put_text(&lines, "BEGIN:VCALENDAR\n");
    while (line.len < 5000000)
        sg_put_text(&line, "a\r\n b\\n");
    while (lines.len < 5000000)
        sg_put_text(&lines, "COMMENT;A=\";:b\n");
    struct sg_unpacked u = sg_unpack(arena, SG_FILE_CALENDAR, sg_buf_span(&line));
    assert_int_equal(u.n, 1);
    assert_int_equal(u.traits, SG_UNPACK_CUT);
    assert_true(u.items[0].value.len < SG_MAX_PROPERTY);
    u = sg_unpack(arena, SG_FILE_CALENDAR, sg_buf_span(&lines));
    assert_int_equal(u.n, SG_MAX_ITEMS);
    assert_int_equal(u.traits, SG_UNPACK_CUT);
    sg_arena_close(arena);
}

static void changed_octets_are_survived(void **state)
{
    (void)state;
    assert_survives(
        SG_FILE_CALENDAR,
        SG_SPAN("BEGIN:VCARD\r\nFN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=8E=52=\r\n"
                "=93=63\r\nX-ALT-DESC;FMTTYPE=\"text/html\":<b>\\n\r\n </b>\r\n"
                "PHOTO;ENCODING=b;TYPE=PNG:iVBOR\n w0KGgo=\n"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_invitation_gives_its_words_and_links),
        cmocka_unit_test(a_card_of_any_version_is_read),
        cmocka_unit_test(what_is_written_badly_is_read_as_far_as_it_goes),
        cmocka_unit_test(a_huge_one_is_cut_and_said_to_be),
        cmocka_unit_test(changed_octets_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
