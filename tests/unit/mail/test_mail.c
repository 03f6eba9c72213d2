#include "mail/mail.h"

#include <time.h>

#include "base/buf.h"
#include "base/limits.h"
#include "test.h"

static struct sg_arena *arena;
static struct sg_charsets *charsets;

static void a_mail_is_tied_together(void **state)
{
    (void)state;
    sg_span in =
        exact("From someone Sun Jan 30 2022\r\n"
              "Return-Path: <bounce@a.test>\r\n"
              "Delivered-To: user@mx.test\r\n"
              "Received: from [127.0.0.1] (unknown [40.71.38.95])\r\n"
              "\tby mx.test (Postfix) with ESMTP id 1; Sun, 30 Jan 2022 12:34:57 +0900\r\n"
              "Received: from x.test (x.test [192.0.2.1]) by y.test with SMTP; x\r\n"
              "Authentication-Results: mx.test; spf=pass smtp.mailfrom=a.test; dkim=none\r\n"
              "From: \"kagoya.net\" <kir017706@kagoya.net>\r\n"
              "Sender: s@a.test\r\nReply-To: r@b.test\r\nTo: admin@mx.test\r\n"
              "Cc: c@mx.test, d@mx.test\r\n"
              "Subject: =?UTF-8?B?5pel?=\r\n =?UTF-8?B?5pys?= x\r\n"
              "Message-ID: <1@a.test>\r\n"
              "Date: Sun, 30 Jan 2022 12:34:56 +0900\r\n\r\nhello\r\n");
    const struct sg_mail *m = sg_mail_read(arena, charsets, in);
    assert_int_equal(m->n_hops, 2);
    assert_true(m->hops[0].rdns_unknown);
    assert_int_equal(m->n_auth, 2);
    assert_span_is(m->auth[0].domain, "a.test");
    assert_span_is(m->from.at[0].domain, "kagoya.net");
    assert_int_equal(m->n_from_fields, 1);
    assert_span_is(m->sender.at[0].local, "s");
    assert_span_is(m->reply_to.at[0].local, "r");
    assert_span_is(m->to.at[0].local, "admin");
    assert_int_equal(m->cc.n, 2);
    assert_span_is(m->delivered_to.at[0].local, "user");
    assert_span_is(m->return_path.local, "bounce");
    assert_span_is(m->subject.utf8, "\xe6\x97\xa5\xe6\x9c\xac x");
    assert_span_is(m->message_id, "1@a.test");
    assert_true(m->has_date);
    assert_int_equal(m->date, 1643513696);
    assert_int_equal(m->date_offset, 540);
    assert_span_is(m->parts[0].body, "hello\r\n");
    assert_int_equal(m->oddities.n, 0);
    drop(in);
}

static void every_octet_stands_in_a_field_or_a_part(void **state)
{
    (void)state;
    static const char text[] = "Subject: one\r\n"
                               "Content-Type: multipart/mixed; boundary=b\r\n\r\n"
                               "--b\r\nContent-Type: text/html\r\n\r\n<p>two</p>\r\n"
                               "--b\r\nContent-Type: message/rfc822\r\n\r\n"
                               "Subject: three\r\n\r\nfour\r\n--b--\r\n";

    static const struct {
        const char *what, *field, *type;
    } rows[] = {
        { "one", "Subject", "multipart" }, { "text/html", "Content-Type", "text" },
        { "two", NULL, "text" },           { "three", "Subject", "text" },
        { "four", NULL, "text" },          { "--b--", NULL, "multipart" },
    };

    sg_span in = exact(text);
    const struct sg_mail *m = sg_mail_read(arena, charsets, in);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_where w = sg_mail_where(m, sg_find_span(in, sg_span_of(rows[i].what), 0));
        assert_non_null(w.part);
        assert_span_is(w.part->type, rows[i].type);
        assert_int_equal(w.field == NULL, rows[i].field == NULL);
        if (w.field != NULL)
            assert_span_is(w.field->name, rows[i].field);
    }
    assert_null(sg_mail_where(m, in.len).part);
    drop(in);
}

static void any_octets_give_a_mail(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "", "\n", "\r\n\r\n", "x", ":", "From ", "\r", "--", "a:b"
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span in = exact(rows[i]);
        const struct sg_mail *m = sg_mail_read(arena, charsets, in);
        assert_true(m->n_parts >= 1);
        assert_false(m->has_date);
        drop(in);
    }
}

#define START "From: a@b.test\nDate: x\n"

/* Head, what is repeated, how often, tail: each must be linear in time and small in memory. */
static const struct {
    const char *head, *unit;
    size_t n;
} floods[] = {
    { START "To: ", "g: ", 500000 },
    { START "To: ", "(", 500000 },
    { START "To: ", "()", 500000 },
    { START "To: ", "a@b.test,", 500000 },
    { START "To: ", "\"", 500000 },
    { START "To: ", "<", 500000 },
    { START "X: ", "0123456789abcdef\n ", 600000 },
    { START, "X: y\n", 500000 },
    { START, "x\nX: y\n", 500000 },
    { START "Content-Type: text/plain", "; a=b", 200000 },
    { START "Content-Type: text/plain", "; name*0=\"b\"", 200000 },
    { START "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\nx\n", 100000 },
    { START "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n", 1000000 },
    { START "Content-Type: multipart/mixed; boundary=b\n\n",
      "--b\nContent-Type: multipart/mixed; boundary=b\n\n", 100000 },
    { START "Content-Type: multipart/mixed; boundary=b\n\n",
      "--b\nContent-Type: multipart/mixed; boundary=\n\n", 100000 },
    { START "Content-Type: multipart/mixed; boundary=b\n\n",
      "--b\nContent-Type: message/rfc822\n\n", 100000 },
    { START "Content-Type: multipart/mixed; boundary=b\n\n", "--b\rX: y\r\r", 500000 },
    { START "Content-Type: multipart/mixed; boundary=b\n\n", "--c\n", 2000000 },
    { START "Content-Type: multipart/mixed; boundary=a\n\n--a\nContent-Type: multipart/mixed; "
            "boundary=aa\n\n--aa\nContent-Type: multipart/mixed; boundary=aaa\n\n",
      "--aaaa\n", 1000000 },
    { START, "Received: from a ((((((((\n", 200000 },
    { START, "Received: from a (b [192.0.2.1]) by c with d id e for f; x\n", 200000 },
    { START, "Authentication-Results: a; b=c d=e; f=g ((((\n", 200000 },
    { START "Received: ", "(a) ; from", 500000 },
    { START "Authentication-Results: ", "a; b=\"", 500000 },
};

static void a_flood_is_linear_and_small(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(floods) / sizeof(*floods); i++) {
        struct sg_buf in = SG_BUF(SG_MAX_MAIL);
        sg_put_text(&in, floods[i].head);
        for (size_t k = 0; k < floods[i].n; k++)
            sg_put_text(&in, floods[i].unit);
        clock_t start = clock();
        sg_mail_read(arena, charsets, sg_buf_span(&in));
        long ms = (long)((clock() - start) * 1000 / CLOCKS_PER_SEC);
        size_t used = sg_arena_used(arena);
        print_message("# %zu octets: %ld ms, %zu octets of arena\n", in.len, ms, used);
        assert_true(used < (size_t)32 << 20);
        assert_true(ms < 2000); /* generous: sanitizers and busy machines; quadratic is minutes */
        sg_buf_free(&in);
        sg_arena_reset(arena);
    }
}

static int open_all(void **state)
{
    (void)state;
    struct sg_error err;
    arena = sg_arena_open(1 << 26);
    return sg_charsets_open(&charsets, &err) == SG_OK ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    sg_arena_close(arena);
    sg_charsets_close(charsets);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mail_is_tied_together),
        cmocka_unit_test(every_octet_stands_in_a_field_or_a_part),
        cmocka_unit_test(any_octets_give_a_mail),
        cmocka_unit_test(a_flood_is_linear_and_small),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
