#include "warn/specimen.h"

#include "base/limits.h"
#include "with_intel.h"

static const struct sg_words *ja, *en;

static int load_all(void **state)
{
    struct sg_error err = { 0 };
    load_intel(state);
    const char *data = getenv("SHINGAN_DATA");
    if (sg_words_load(arena, data, "ja", &ja, &err) != SG_OK ||
        sg_words_load(arena, data, "en", &en, &err) != SG_OK)
        fail_msg("%s", err.text);
    return 0;
}

static const char MAIL[] =
    "Delivered-To: taro.yamada@example.jp\r\n"
    "Received: from [127.0.0.1] (unknown [192.0.2.7])\r\n"
    "\tby mx.example.jp (Postfix) with ESMTP id 1\r\n"
    "\tfor <taro.yamada@example.jp>; Sun, 30 Jan 2022 09:00:05 +0900\r\n"
    "Date: Sun, 30 Jan 2022 09:00:00 +0900\r\n"
    "From: =?UTF-8?B?44Ko44OD44Kv44K544K144O844OQ44O8?= <support@mailer.test>\r\n"
    "To: =?UTF-8?B?5bGx55SwIOWkqumDjg==?= <taro.yamada@example.jp>\r\n"
    "Subject: taro.yamada@example.jp account\r\n"
    "Message-ID: <1.taro.yamada@example.jp>\r\n"
    "MIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: text/html; charset=UTF-8\r\n\r\n"
    "<p>taro.yamada\xe2\x80\x8b@example.jp \xe6\xa7\x98</p><p>山田太郎 様、山田　太郎様</p>"
    "<p>https://panel.evil.test/jp/?uid=taro.yamada@example.jp</p>"
    "<a href=\"https://panel.evil.test/jp/?uid=taro.yamada@example.jp\">https://www.xserver.ne.jp/</a>"
    "<img src=\"https://panel.evil.test/p.gif\">\r\n"
    "--b\r\nContent-Type: text/plain; name=a.txt\r\nContent-Disposition: attachment; filename=a.txt\r\n\r\nabc\r\n"
    "--b--\r\n";

static const struct sg_specimen *made(void)
{
    static const sg_span mx[] = { SG_SPAN_INIT("mx.example.jp") };
    const struct sg_envelope envelope = { .trusted_mx = mx, .n_trusted_mx = 1 };
    const struct sg_examination *x = sg_examine(arena, intel, &envelope, sg_span_of(MAIL));
    return sg_specimen_of(x, ja, en, SG_SPAN("a.eml"));
}

static void public_texts_do_not_name_the_recipient(void **state)
{
    (void)state;
    const struct sg_specimen *s = made();
    const sg_span texts[] = { s->subject, s->body, s->message_id, s->links[0].url,
                              s->links[0].label };
    for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
        assert_false(sg_holds(texts[i], SG_SPAN("taro.yamada")));
        assert_false(sg_holds(texts[i], SG_SPAN("example.jp")));
        assert_false(sg_holds(texts[i], SG_SPAN("山田")));
    }
    assert_int_equal(s->n_private_recipients, 1);
    assert_span_is(s->private_recipients[0], "taro.yamada@example.jp");
    assert_true(sg_holds(s->links[0].private_href, SG_SPAN("taro.yamada")));
}

static void of_others_only_the_sender_and_companies_are_named(void **state)
{
    (void)state;
    static const char mail[] =
        "Delivered-To: taro.yamada@example.jp\r\n"
        "From: Desk <desk@mailer.test>\r\n"
        "Reply-To: answers@free.test\r\n"
        "Subject: failed\r\n\r\n"
        "hanako@customer.example could not be reached by desk@mailer.test.\r\n"
        "Write to answers@free.test or support@xserver.ne.jp, not to a@b.test.\r\n";
    const struct sg_envelope envelope = { 0 };
    const struct sg_specimen *s =
        sg_specimen_of(sg_examine(arena, intel, &envelope, sg_span_of(mail)), ja, en, SG_SPAN("a"));
    assert_span_is(s->body, "***@******.*** could not be reached by desk@mailer.test.\n"
                            "Write to answers@free.test or support@xserver.ne.jp, not to "
                            "***@******.***.\n");
}

static void a_specimen_says_who_and_where(void **state)
{
    (void)state;
    const struct sg_specimen *s = made();
    assert_span_is(s->brand, "xserver");
    assert_span_is(s->from_address, "support@mailer.test");
    assert_span_is(s->ip, "192.0.2.7");
    assert_true(s->has_date && s->has_received);
    assert_int_equal(s->received - s->date, 5);
    assert_int_equal(s->n_links, 2); /* the picture is none */
    assert_span_is(s->links[0].url, "https://panel.evil.test/jp/");
    assert_span_is(s->links[0].label_host, "www.xserver.ne.jp");
    assert_span_is(s->links[0].domain, "evil.test");
    assert_true(s->links[0].is_cleaned && s->links[0].names_recipient);
    assert_int_equal(s->n_files, 1);
    assert_span_is(s->files[0].sha256,
                   "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert_true(sg_specimen_has(s, "link-text-href-mismatch"));
}

static void what_was_written_is_read_again(void **state)
{
    (void)state;
    const struct sg_specimen *s = made(), *again;
    struct sg_buf first = SG_BUF(SG_MAX_SPECIMEN), second = SG_BUF(SG_MAX_SPECIMEN);
    sg_specimen_put(&first, s);
    assert_true(sg_specimen_read(arena, sg_buf_span(&first), &again));
    sg_specimen_put(&second, again);
    assert_true(sg_same(sg_buf_span(&first), sg_buf_span(&second)));
    sg_buf_free(&first);
    sg_buf_free(&second);
}

static void what_is_cut_short_or_longer_is_refused(void **state)
{
    (void)state;
    const struct sg_specimen *again = NULL;
    struct sg_buf out = SG_BUF(SG_MAX_SPECIMEN);
    sg_specimen_put(&out, made());
    for (size_t len = 0; len < out.len; len += 97) {
        sg_span cut = exact_octets(out.at, len);
        assert_false(sg_specimen_read(arena, cut, &again));
        drop(cut);
    }
    sg_put_octet(&out, 0);
    assert_false(sg_specimen_read(arena, sg_buf_span(&out), &again));
    sg_buf_free(&out);
}

static void any_octet_changed_gives_a_specimen_in_bounds_or_none(void **state)
{
    (void)state;
    struct sg_buf out = SG_BUF(SG_MAX_SPECIMEN);
    sg_specimen_put(&out, made());
    struct sg_arena *own = sg_arena_open((size_t)64 << 20);
    for (size_t i = 0; i < out.len; i += 3) {
        const struct sg_specimen *again;
        uint8_t was = out.at[i];
        out.at[i] = (uint8_t)(was ^ 0xff);
        if (sg_specimen_read(own, sg_buf_span(&out), &again)) {
            assert_true(again->n_links <= SG_MAX_SPECIMEN_LINKS);
            assert_true(again->level <= SG_LEVEL_UNDETERMINED);
        }
        out.at[i] = was;
        sg_arena_reset(own);
    }
    sg_arena_close(own);
    sg_buf_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(public_texts_do_not_name_the_recipient),
        cmocka_unit_test(of_others_only_the_sender_and_companies_are_named),
        cmocka_unit_test(a_specimen_says_who_and_where),
        cmocka_unit_test(what_was_written_is_read_again),
        cmocka_unit_test(what_is_cut_short_or_longer_is_refused),
        cmocka_unit_test(any_octet_changed_gives_a_specimen_in_bounds_or_none),
    };
    return cmocka_run_group_tests(tests, load_all, unload_intel);
}
