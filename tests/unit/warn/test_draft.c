#include "warn/clock.h"
#include "warn/draft.h"

#include "base/limits.h"
#include "warn/draft_parts.h"
#include "with_intel.h"

static const struct sg_words *ja, *en;
static const struct sg_contacts *contacts;

static int load_all(void **state)
{
    struct sg_error err = { 0 };
    load_intel(state);
    const char *data = getenv("SHINGAN_DATA");
    if (sg_words_load(arena, data, "ja", &ja, &err) != SG_OK ||
        sg_words_load(arena, data, "en", &en, &err) != SG_OK ||
        sg_contacts_read(arena, data, NULL, &contacts, &err) != SG_OK)
        fail_msg("%s", err.text);
    return 0;
}

/* A specimen by hand: two pages of one domain, one at a place open to all, one that is official. */
static struct sg_specimen_link links[] = {
    { .private_target = SG_SPAN_INIT("https://a.evil.test/x?u=taro@corp.example"),
      .url = SG_SPAN_INIT("https://a.evil.test/x"),
      .host = SG_SPAN_INIT("a.evil.test"),
      .domain = SG_SPAN_INIT("evil.test"),
      .is_cleaned = true,
      .has_web_host = true,
      .is_followed = true,
      .is_stray = true,
      .is_main_action = true },
    { .private_target = SG_SPAN_INIT("https://b.evil.test/y"),
      .url = SG_SPAN_INIT("https://b.evil.test/y"),
      .host = SG_SPAN_INIT("b.evil.test"),
      .domain = SG_SPAN_INIT("evil.test"),
      .has_web_host = true,
      .is_followed = true,
      .is_stray = true,
      .is_main_action = true },
    { .private_target = SG_SPAN_INIT("https://c.open.test/"),
      .url = SG_SPAN_INIT("https://c.open.test/"),
      .host = SG_SPAN_INIT("c.open.test"),
      .domain = SG_SPAN_INIT("c.open.test"),
      .hoster = SG_SPAN_INIT("open.test"),
      .has_web_host = true,
      .is_followed = true,
      .is_stray = true,
      .is_main_action = true },
    { .private_target = SG_SPAN_INIT("https://www.jcb.co.jp/"),
      .url = SG_SPAN_INIT("https://www.jcb.co.jp/"),
      .host = SG_SPAN_INIT("www.jcb.co.jp"),
      .domain = SG_SPAN_INIT("jcb.co.jp"),
      .has_web_host = true,
      .is_followed = true,
      .is_official = true },
};
static struct sg_specimen_reason reasons[] = {
    { .id = SG_SPAN_INIT("lookalike-domain"),
      .points = 300,
      .ja = SG_SPAN_INIT("似ています"),
      .en = SG_SPAN_INIT("It resembles.") },
    { .id = SG_SPAN_INIT("pretext-delivery"),
      .points = 90,
      .ja = SG_SPAN_INIT("配達"),
      .en = SG_SPAN_INIT("A parcel.") },
    { .id = SG_SPAN_INIT("all-links-official"),
      .points = -90,
      .ja = SG_SPAN_INIT("弁護"),
      .en = SG_SPAN_INIT("In favour.") },
};
static struct sg_specimen specimen = {
    .level = SG_LEVEL_PHISHING,
    .brand = SG_SPAN_INIT("jcb"),
    .subject = SG_SPAN_INIT("お知らせ"),
    .from_address = SG_SPAN_INIT("a@evil.test"),
    .ip = SG_SPAN_INIT("192.0.2.7"),
    .ip_is_public = true,
    .has_received = true,
    .received = 1643500805,
    .links = links,
    .n_links = 4,
    .reasons = reasons,
    .n_reasons = 3,
    .sha256 = SG_SPAN_INIT("00112233445566778899aabbccddeeff"),
    .language = SG_SPAN_INIT("ja"),
};
static const struct sg_publisher publisher = {
    .reporter_name = SG_SPAN_INIT("Abuse Team"),
    .reporter_organisation = SG_SPAN_INIT("Example"),
    .reporter_mail = SG_SPAN_INIT("abuse@example.jp"),
    .reporter_domain = SG_SPAN_INIT("example.jp"),
};

static struct sg_drafting drafting(void)
{
    return (struct sg_drafting){ .arena = arena,
                                 .intel = intel,
                                 .contacts = contacts,
                                 .publisher = &publisher,
                                 .ja = ja,
                                 .en = en,
                                 .specimen = &specimen,
                                 .mail = SG_SPAN("Subject: x\r\n\r\nbody\r\n") };
}

static struct sg_drafts made(const struct sg_drafting *d)
{
    struct sg_drafts all = { 0 };
    sg_drafts_make(d, &all);
    return all;
}

static const struct sg_draft *find(const struct sg_drafts *all, const char *name)
{
    for (size_t i = 0; i < all->list.n; i++)
        if (sg_same(all->list.at[i].name, sg_span_of(name)))
            return &all->list.at[i];
    return NULL;
}

static void sites_are_by_who_answers_for_them(void **state)
{
    (void)state;
    const struct sg_draft_sites *sites = sg_draft_sites_of(arena, &specimen);
    assert_int_equal(sites->n, 2);
    assert_int_equal(sites->at[0].n_links, 2);
    assert_span_is(sites->at[1].hoster, "open.test");
}

static void every_draft_has_its_reader_and_text(void **state)
{
    (void)state;
    struct sg_drafting d = drafting();
    struct sg_drafts all = made(&d);
    static const char *const names[] = { "report-ja", "report-en", "xarf-masked", "xarf",
                                         "arf",       "capj",      "jpcert",      "dekyo",
                                         "npa",       "apwg",      "gsb",         "brand",
                                         "hoster-1",  "hoster-2",  "registrar",   "network" };
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        const struct sg_draft *draft = find(&all, names[i]);
        if (draft == NULL)
            fail_msg("no draft %s", names[i]);
        assert_true(draft->octets.len > 100);
        assert_false(sg_holds(draft->octets, SG_SPAN("{")) &&
                     sg_ends(draft->file, SG_SPAN(".txt")));
    }
    assert_null(find(&all, "registrar-1")); /* none is written to about the place open to all */
}

static void nothing_in_favour_and_nothing_official_is_reported(void **state)
{
    (void)state;
    struct sg_drafting d = drafting();
    struct sg_drafts all = made(&d);
    for (size_t i = 0; i < all.list.n; i++) {
        assert_false(sg_holds(all.list.at[i].octets, SG_SPAN("jcb.co.jp")));
        assert_false(sg_holds(all.list.at[i].octets, SG_SPAN("In favour.")));
    }
}

static void the_token_stays_here_unless_it_is_wanted(void **state)
{
    (void)state;
    struct sg_drafting d = drafting();
    struct sg_drafts all = made(&d);
    assert_false(sg_holds(find(&all, "hoster-1")->octets, SG_SPAN("taro@")));
    assert_true(sg_holds(find(&all, "arf")->octets, SG_SPAN("taro@")));
    d.redacts = true;
    all = made(&d);
    assert_false(sg_holds(find(&all, "arf")->octets, SG_SPAN("taro@")));
    d.with_token = true;
    all = made(&d);
    assert_true(sg_holds(find(&all, "hoster-1")->octets, SG_SPAN("taro@")));
    for (size_t i = 0; i < all.list.n; i++)
        if (!all.list.at[i].is_private)
            assert_false(sg_holds(all.list.at[i].octets, SG_SPAN("taro@")));
}

static void a_publisher_does_not_write_to_himself(void **state)
{
    (void)state;
    static const sg_span own[] = { SG_SPAN_INIT("jcb") };
    struct sg_publisher house = publisher;
    house.brands = own;
    house.n_brands = 1;
    struct sg_drafting d = drafting();
    d.publisher = &house;
    struct sg_drafts all = made(&d);
    assert_null(find(&all, "brand"));
}

static void times_are_told_in_both_zones(void **state)
{
    (void)state;

    static const struct {
        int64_t seconds;
        const char *two, *mail;
    } rows[] = {
        { 0, "1970-01-01 00:00:00 UTC (1970-01-01 09:00:00 JST, UTC+09:00)",
          "Thu, 1 Jan 1970 00:00:00 +0000" },
        { 951827696, "2000-02-29 12:34:56 UTC (2000-02-29 21:34:56 JST, UTC+09:00)",
          "Tue, 29 Feb 2000 12:34:56 +0000" },
        { -1, "1969-12-31 23:59:59 UTC (1970-01-01 08:59:59 JST, UTC+09:00)",
          "Wed, 31 Dec 1969 23:59:59 +0000" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_buf two = SG_BUF_IN(arena, 100), mail = SG_BUF_IN(arena, 100);
        sg_put_two_times(&two, rows[i].seconds);
        sg_put_mail_time(&mail, rows[i].seconds);
        assert_span_is(sg_buf_done(&two), rows[i].two);
        assert_span_is(sg_buf_done(&mail), rows[i].mail);
    }
}

static void no_text_ends_a_header_field(void **state)
{
    (void)state;
    static const char *const texts[] = { "a\r\nBcc: x@y.test", "\xe3\x81\x82\nBcc: x", "\r\n\r\n",
                                         "=?UTF-8?Q?=0D=0ABcc:_x?=" };
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        struct sg_buf out = SG_BUF_IN(arena, 4096);
        sg_put_mail_field(&out, "Subject", sg_span_of(texts[i]));
        sg_put_mailbox_field(&out, "From", sg_span_of(texts[i]), sg_span_of(texts[i]));
        for (sg_span rest = sg_buf_done(&out); rest.len > 0;) {
            sg_span line = sg_next(&rest, '\n');
            assert_true(sg_starts(line, SG_SPAN("Subject:")) || sg_starts(line, SG_SPAN("From:")) ||
                        sg_starts(line, SG_SPAN(" ")));
            assert_true(line.len <= 79 && sg_ends(line, SG_SPAN("\r")));
        }
    }
}

static void a_mail_says_how_it_can_travel(void **state)
{
    (void)state;

    static const struct {
        sg_span mail;
        const char *encoding;
    } rows[] = {
        { SG_SPAN_INIT("a: b\r\n\r\nc\n"), "7bit" },
        { SG_SPAN_INIT("a: b\r\n\r\n\xff\n"), "8bit" },
        { SG_SPAN_INIT("a\0b"), "binary" },
        { SG_SPAN_INIT("a\rb\r\n"), "binary" },
        { SG_SPAN_INIT(""), "7bit" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span exact = exact_octets(rows[i].mail.at, rows[i].mail.len);
        assert_string_equal(sg_mail_encoding(exact), rows[i].encoding);
        drop(exact);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sites_are_by_who_answers_for_them),
        cmocka_unit_test(every_draft_has_its_reader_and_text),
        cmocka_unit_test(nothing_in_favour_and_nothing_official_is_reported),
        cmocka_unit_test(the_token_stays_here_unless_it_is_wanted),
        cmocka_unit_test(a_publisher_does_not_write_to_himself),
        cmocka_unit_test(times_are_told_in_both_zones),
        cmocka_unit_test(no_text_ends_a_header_field),
        cmocka_unit_test(a_mail_says_how_it_can_travel),
    };
    return cmocka_run_group_tests(tests, load_all, unload_intel);
}
