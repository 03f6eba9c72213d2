#include "warn/notice.h"
#include "with_intel.h"

static const char RECORD[] =
    "# A notice (docs/warn.md). Links are defanged; whoever edits this leaves them so.\n"
    "notice 2022-01-30-xserver\n"
    "    brand xserver\n"
    "    posted 2022-01-30\n"
    "    status 2022-02-03\n"
    "    history 2022-01-30 posted\n"
    "    history 2022-02-03 added 1\n"
    "    history 2022-02-03 件名を追記しました。\n"
    "\n"
    "type 1\n"
    "    confirmed 2022-01-30\n"
    "    mails 3\n"
    "    subject 【重要】お知らせ\n"
    "    subject # another\n"
    "    from-name サポート\n"
    "    from-address support[@]evil[.]test\n"
    "    link hxxps://www.evil[.]test/ cut shown hxxps://www.xserver.ne[.]jp/login\n"
    "    file a b.html\n"
    "    mark forges-address\n"
    "    mark forges-name\n"
    "    mark forges-house\n"
    "    mark code\n"
    "    mark asks-password\n"
    "    mark asks-card\n"
    "    mark body-cut\n"
    "    body | first line\n"
    "    body |\n"
    "    body | | third, hxxps://www.evil[.]test/\n"
    "\n"
    "type 2\n"
    "    confirmed 2022-02-03\n"
    "    mails 1\n"
    "    subject second\n";

static const struct sg_notice *read_text(const char *text, struct sg_error *err)
{
    const struct sg_notice *notice = NULL;
    return sg_notice_read(arena, intel, "notice.record", sg_span_of(text), &notice, err) == SG_OK
               ? notice
               : NULL;
}

static void what_is_written_is_what_was_read(void **state)
{
    (void)state;
    struct sg_error err = { 0 };
    const struct sg_notice *notice = read_text(RECORD, &err);
    if (notice == NULL)
        fail_msg("%s", err.text);
    struct sg_buf out = SG_BUF_IN(arena, SG_MAX_NOTICE);
    sg_notice_put_record(&out, notice);
    assert_span_is(sg_buf_done(&out), RECORD);
    assert_int_equal(notice->n_types, 2);
    assert_int_equal(notice->types[0].mails, 3);
    assert_span_is(notice->types[0].body, "first line\n\n| third, hxxps://www.evil[.]test/\n");
    assert_true(notice->types[0].links[0].is_cut);
    assert_span_is(notice->types[0].links[0].shown, "hxxps://www.xserver.ne[.]jp/login");
}

static void a_link_written_by_hand_is_defanged(void **state)
{
    (void)state;
    struct sg_error err = { 0 };
    const struct sg_notice *notice =
        read_text("notice a\n    posted 2022-01-30\n    status 2022-01-30\n"
                  "type 1\n    confirmed 2022-01-30\n    mails 1\n"
                  "    body | https://www.evil.test/\n",
                  &err);
    assert_non_null(notice);
    assert_span_is(notice->types[0].body, "hxxps://www.evil[.]test/\n");
}

static void what_is_wrong_is_told_with_its_line(void **state)
{
    (void)state;

#define HEAD "notice a\n    posted 2022-01-30\n    status 2022-01-30\n"
#define TYPE HEAD "type 1\n    confirmed 2022-01-30\n    mails 1\n"

    static const struct {
        const char *text, *told;
    } rows[] = {
        { "", "no 'notice'" },
        { "type 1\n    confirmed 2022-01-30\n    mails 1\n", "no 'notice'" },
        { "notice ../a\n    posted 2022-01-30\n    status 2022-01-30\n", ":1: " },
        { "notice a\n    posted yesterday\n    status 2022-01-30\n", ":2: 'yesterday'" },
        { "notice a\n    posted 2022-02-30\n    status 2022-01-30\n", ":2: '2022-02-30'" },
        { HEAD "    brand no-such-brand\n", ":4: 'no-such-brand'" },
        { HEAD "    history posted\n", ":4: 'posted'" },
        { HEAD "    history 2022-01-30\n", ":4: '2022-01-30'" },
        { HEAD "    claims somebody\n", ":4: 'somebody'" },
        { TYPE "    mark strange\n", ":7: 'strange'" },
        { TYPE "    body text\n", ":7: 'text'" },
        { TYPE "    link hxxps://a.test/ sideways\n", ":7: " },
        { TYPE HEAD, ":7: a second notice" },
        { HEAD "type 1\n    confirmed 2022-01-30\n    mails none\n", ":6: 'none'" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_error err = { 0 };
        if (read_text(rows[i].text, &err) != NULL || strstr(err.text, rows[i].told) == NULL)
            fail_msg("row %zu: '%s'", i, err.text);
    }
}

/* ---- waves ---- */

static struct sg_specimen mail(const char *subject, const char *url, const char *body)
{
    struct sg_specimen_link *link = SG_NEW(arena, struct sg_specimen_link);
    sg_span host =
        sg_cut(sg_tail(sg_span_of(url), 8), 0, sg_find(sg_tail(sg_span_of(url), 8), '/', 0));
    *link = (struct sg_specimen_link){ .url = sg_span_of(url),
                                       .host = host,
                                       .domain = host,
                                       .has_web_host = true,
                                       .is_followed = true,
                                       .is_stray = true };
    return (struct sg_specimen){ .subject = sg_span_of(subject),
                                 .brand = SG_SPAN("xserver"),
                                 .body = sg_span_of(body),
                                 .links = link,
                                 .n_links = 1,
                                 .has_received = true,
                                 .received = 1643498400 };
}

static void mails_of_one_wave_are_one_type(void **state)
{
    (void)state;
    struct sg_specimen all[] = {
        mail("お知らせ 123", "https://a.test/x", "a first line of the text\nhello"),
        mail("お知らせ 456", "https://a.test/y", "an other line of the text\nhello"),
        mail("別の件名", "https://b.test/",
             "one line of many\nand a second line\nand a third line\n"),
        mail("更に別の件名", "https://c.test/",
             "one line of many\nand a second line\nand a third line\n"),
        mail("お知らせ 789", "https://d.test/", "something else entirely"),
    };
    const struct sg_specimen *mails[] = { &all[0], &all[1], &all[2], &all[3], &all[4] };
    const struct sg_notice_days days = { SG_SPAN("2022-02-01"), SG_SPAN("2022-02-01"), { 0 } };
    struct sg_notice *n = sg_notice_begin(arena, mails, 5, &days);
    assert_span_is(n->id, "2022-02-01-xserver");
    assert_int_equal(sg_notice_add(arena, intel, n, mails, 5, &days), 3);
    assert_int_equal(n->types[0].mails, 2);
    assert_int_equal(n->types[0].n_subjects, 1);
    assert_int_equal(n->types[1].mails, 2);
    assert_int_equal(n->types[1].n_subjects, 2);
    assert_int_equal(n->types[1].n_links, 2);
    assert_int_equal(n->types[2].mails, 1);
    assert_span_is(n->types[0].confirmed, "2022-01-30");
    assert_span_is(n->types[0].links[0].url, "hxxps://a[.]test/x");
    assert_int_equal(sg_notice_add(arena, intel, n, mails, 1, &days), 0);
    assert_int_equal(n->types[0].mails, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_is_what_was_read),
        cmocka_unit_test(a_link_written_by_hand_is_defanged),
        cmocka_unit_test(what_is_wrong_is_told_with_its_line),
        cmocka_unit_test(mails_of_one_wave_are_one_type),
    };
    return cmocka_run_group_tests(tests, load_intel, unload_intel);
}
