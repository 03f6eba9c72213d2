#include "mail/received.h"
#include "test.h"

static struct sg_arena *arena;

static struct sg_received hop(sg_span body)
{
    static struct sg_field field;
    struct sg_oddities odd = SG_ODDITIES_IN(arena);
    field = (struct sg_field){ .name = SG_SPAN("Received"), .body = body };
    return sg_received_read(arena, &field, &odd);
}

#define UNKNOWN "(unknown)" /* the writer says that there is no reverse name */

static const struct {
    const char *body, *helo, *rdns, *ip, *by, *with;
} rows[] = {
    /* Postfix */
    { "from [127.0.0.1] (unknown [40.71.38.95]) by mx.example.jp (Postfix) with ESMTP id 1234; x",
      "[127.0.0.1]", UNKNOWN, "40.71.38.95", "mx.example.jp", "ESMTP" },
    { "from a.test (b.test [192.0.2.1])\r\n\t(using TLSv1.2 with cipher X (256/256 bits))\r\n\t(No "
      "client certificate requested)\r\n\tby mx.test (Postfix) with ESMTPS id 1\r\n\tfor <u@mx.test>; x",
      "a.test", "b.test", "192.0.2.1", "mx.test", "ESMTPS" },
    { "from a.test (b.test [IPv6:2001:db8::1]) by mx.test (Postfix) with ESMTP id 1; x", "a.test",
      "b.test", "2001:db8::1", "mx.test", "ESMTP" },
    { "from a.test (unknown 192.0.2.9]) by mx.test (Postfix) with ESMTPSA id 1; x", "a.test",
      UNKNOWN, "192.0.2.9", "mx.test", "ESMTPSA" },
    { "from a.test(unknown[192.0.2.9])by mx.test with SMTP; x", "a.test", UNKNOWN, "192.0.2.9",
      "mx.test", "SMTP" },
    { "from (unknown [192.0.2.4]) by mx.test with smtp id f; x", "", UNKNOWN, "192.0.2.4",
      "mx.test", "smtp" },
    /* Sendmail */
    { "from a.test (b.test [192.0.2.1] (may be forged)) by mx.test (8.15.2/8.15.2) with ESMTP id "
      "x965; x",
      "a.test", "b.test", "192.0.2.1", "mx.test", "ESMTP" },
    { "from a.test ([192.0.2.1]) by mx.test (8.15.2/8.15.2) with ESMTP id x965; x", "a.test",
      UNKNOWN, "192.0.2.1", "mx.test", "ESMTP" },
    { "from a.test (user@b.test [192.0.2.1]) by mx.test (8.15.2/8.15.2) with ESMTP id x; x",
      "a.test", "b.test", "192.0.2.1", "mx.test", "ESMTP" },
    /* Exim */
    { "from [192.0.2.1] (helo=a.test) by mx.test with esmtps (TLS1.2) (Exim 4.95) (envelope-from "
      "<x@a.test>) id 1rPYdK-0004ux-Ja for u@mx.test; x",
      "a.test", UNKNOWN, "192.0.2.1", "mx.test", "esmtps" },
    { "from [2001:db8::7] (port=48740 helo=a.test) by mx.test with esmtp (Exim 4.96) id "
      "1rPYdK-0004ux-Ja; x",
      "a.test", UNKNOWN, "2001:db8::7", "mx.test", "esmtp" },
    { "from b.test ([192.0.2.1] helo=a.test) by mx.test with esmtp (Exim 4.95) id 1; x", "a.test",
      "b.test", "192.0.2.1", "mx.test", "esmtp" },
    { "from b.test ([192.0.2.1]:58922) by mx.test with esmtps (Exim 4.82) id 1; x", "b.test",
      "b.test", "192.0.2.1", "mx.test", "esmtps" },
    { "from b.test ([192.0.2.1]:8615 helo=[10.0.0.27]) by mx.test with esmtpa (Exim 4.82) id 1; x",
      "[10.0.0.27]", "b.test", "192.0.2.1", "mx.test", "esmtpa" },
    /* qmail, qpsmtpd, Yahoo, IronPort, Zimbra */
    { "from unknown (HELO a.test) (192.0.2.1) by mx.test with SMTP; 7 Feb 2003 23:37:23 -0000",
      "a.test", UNKNOWN, "192.0.2.1", "mx.test", "SMTP" },
    { "from b.test (HELO a.test) (user@x.test@192.0.2.1) by 0 with SMTP; x", "a.test", "b.test",
      "192.0.2.1", "0", "SMTP" },
    { "from b.test (192.0.2.1) by mx.test with SMTP; x", "b.test", "b.test", "192.0.2.1", "mx.test",
      "SMTP" },
    { "from 127.0.0.1  (EHLO a.test) (192.0.2.1) by mx.test with SMTPS; x", "a.test", UNKNOWN,
      "192.0.2.1", "mx.test", "SMTPS" },
    { "from unknown (HELO a.test) ([192.0.2.1]) by mx.test with ESMTP; x", "a.test", UNKNOWN,
      "192.0.2.1", "mx.test", "ESMTP" },
    { "from b.test (LHLO b.test) (192.0.2.1) by mx.test with LMTP; x", "b.test", "b.test",
      "192.0.2.1", "mx.test", "LMTP" },
    /* Exchange, PowerMTA: never look names up */
    { "from A.test (192.0.2.1) by B.test (192.0.2.2) with Microsoft SMTP\r\n Server (version=TLS1_2) "
      "id 15.20.1 via Frontend Transport; x",
      "A.test", "", "192.0.2.1", "B.test", "Microsoft SMTP Server" },
    { "from A.test (2001:db8:8:56::16) by B.test (2001:db8::6) with Microsoft SMTP Server id 15.20; x",
      "A.test", "", "2001:db8:8:56::16", "B.test", "Microsoft SMTP Server" },
    { "from A.test ([fe80::51b6:23c:910c:8cd7]) by A.test ([fe80::51b6:23c:910c:8cd7%6]) with mapi id "
      "15.20; x",
      "A.test", "", "fe80::51b6:23c:910c:8cd7", "A.test", "mapi" },
    { "from A.test (::1) by B.test with HTTPS; x", "A.test", "", "::1", "B.test", "HTTPS" },
    { "from 192.0.2.44 (192.0.2.57) by mx.test (PowerMTA(TM) v3.5r15) id h13; x", "192.0.2.44", "",
      "192.0.2.57", "mx.test", "" },
    /* Google */
    { "from a.test (b.test. [192.0.2.1]) by mx.google.com with ESMTPS id m5si11; x", "a.test",
      "b.test", "192.0.2.1", "mx.google.com", "ESMTPS" },
    { "from a.test ([192.0.2.1]) by mx.google.com with ESMTPS id m5si11; x", "a.test", UNKNOWN,
      "192.0.2.1", "mx.google.com", "ESMTPS" },
    { "by 2002:a05:6520:43:b0:19a:a3f0:a0af with SMTP id r21cs2; x", "", "", "",
      "2002:a05:6520:43:b0:19a:a3f0:a0af", "SMTP" },
    { "from [192.0.2.1] (helo=a.test) by mx.test with esmtps (TLS1.2) tls TLS_X (Exim 4.95) id 1; x",
      "a.test", UNKNOWN, "192.0.2.1", "mx.test", "esmtps" },
    { "from a.test (Not Verified[192.0.2.1]) by mx.test (using TLS: TLSv1.2) id <B5f>; x", "a.test",
      "", "192.0.2.1", "mx.test", "" },
    /* those that keep silent on names */
    { "from a.test ([192.0.2.1]) by mx.test (MDaemon PRO v10) with ESMTP id md1; x", "a.test", "",
      "192.0.2.1", "mx.test", "ESMTP" },
    { "from a ([192.0.2.1]) by MX with hMailServer ; x", "a", "", "192.0.2.1", "MX",
      "hMailServer" },
    { "from a.test ([192.0.2.1]) by mx.test (IceWarp 12) with ASMTP id 1; x", "a.test", "",
      "192.0.2.1", "mx.test", "ASMTP" },
    { "from a.test  [192.0.2.1] by mx.test with SUBMISSION; x", "a.test", "", "192.0.2.1",
      "mx.test", "SUBMISSION" },
    { "from [192.0.2.1] (HELO a.test) by mx.test (CommuniGate Pro SMTP 4.1.5/D) with ESMTP id 1; x",
      "a.test", "", "192.0.2.1", "mx.test", "ESMTP" },
    { "from [192.0.2.1] (account u@x.test HELO a.test) by mx.test with ESMTPA id 1; x", "a.test",
      "", "192.0.2.1", "mx.test", "ESMTPA" },
    { "from a.test ([192.0.2.1] verified) by mx.test (CommuniGate Pro SMTP 5) with ESMTP id 3; x",
      "a.test", "", "192.0.2.1", "mx.test", "ESMTP" },
    { "from [192.0.2.1] by mx.test via HTTP; x", "", "", "192.0.2.1", "mx.test", "" },
    /* Courier, amavis, Mailman */
    { "from a.test (b.test [::ffff:192.0.2.1]) (AUTH: LOGIN u) by mx.test with ESMTPSA; x",
      "a.test", "b.test", "192.0.2.1", "mx.test", "ESMTPSA" },
    { "from mx.test ([127.0.0.1]) by localhost (mx.test [127.0.0.1]) (amavisd-new, port 10024) with "
      "ESMTP id X; x",
      "mx.test", "", "127.0.0.1", "localhost", "ESMTP" },
    { "from lists.test (localhost [IPv6:::1]) by lists.test (Postfix) with ESMTP id 8; x",
      "lists.test", "localhost", "::1", "lists.test", "ESMTP" },
};

static void helo_reverse_name_and_address_are_told_apart(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span in = exact(rows[i].body);
        struct sg_received r = hop(in);
        bool unknown = strcmp(rows[i].rdns, UNKNOWN) == 0;
        assert_span_is(r.helo, rows[i].helo);
        assert_span_is(r.rdns, unknown ? "" : rows[i].rdns);
        assert_int_equal(r.rdns_unknown, unknown);
        assert_span_is(sg_ip_show(arena, &r.ip), rows[i].ip);
        assert_span_is(r.by, rows[i].by);
        assert_span_is(r.with, rows[i].with);
        assert_true(r.is_readable);
        assert_false(r.is_local);
        drop(in);
    }
}

static void the_from_clause_is_kept_as_written(void **state)
{
    (void)state;
    struct sg_received r =
        hop(SG_SPAN(" from [127.0.0.1] (unknown\r\n [40.71.38.95]) (using TLSv1.2) "
                    "by mx.test with ESMTP id 7 for <a@mx.test>; "
                    "Sun, 30 Jan 2022 12:34:56 +0900 (JST)"));
    assert_span_is(r.from, "from [127.0.0.1] (unknown [40.71.38.95])");
    assert_true(r.helo_ip.is_set);
    assert_int_equal(sg_ip_kind_of(&r.helo_ip), SG_IP_LOOPBACK);
    assert_int_equal(sg_ip_kind_of(&r.ip), SG_IP_PUBLIC);
    assert_span_is(r.id, "7");
    assert_span_is(r.for_address, "a@mx.test");
    assert_true(r.has_time);
    assert_int_equal(r.time, 1643513696);
}

static void the_date_needs_no_semicolon(void **state)
{
    (void)state;
    struct sg_received r =
        hop(SG_SPAN("from MzQ (unknown) by geopod-1 (SG) with HTTP id X Sun, 30 Jan "
                    "2022 03:34:56.349 +0000 (UTC)"));
    assert_true(r.has_time);
    assert_int_equal(r.time, 1643513696);
}

static void a_login_is_seen(void **state)
{
    (void)state;
    static const char *const in[] = {
        "from a (b.test [192.0.2.1]) (Authenticated sender: u@x.test) by mx.test (Postfix) with ESMTP "
        "id 1; x",
        "from a (b.test [192.0.2.1]) (authenticated bits=0) by mx.test (8.14.4/8.14.4) with ESMTP id "
        "1; x",
        "from a ([192.0.2.1]) by mx.test with ESMTPSA id 1; x",
        "from a ([192.0.2.1]) by mx.test with esmtpa (Exim 4.72) id 1; x",
        "from a ([192.0.2.1]) by mx.test with ASMTP id 1; x",
        "from unknown (HELO a) (u@x.test@192.0.2.1 with login) by mx.test with SMTP; x",
    };
    for (size_t i = 0; i < sizeof(in) / sizeof(*in); i++)
        assert_true(hop(sg_span_of(in[i])).is_authenticated);
    assert_false(
        hop(SG_SPAN("from a ([192.0.2.1]) by mx.test with ESMTPS id 1; x")).is_authenticated);
}

static void a_hop_without_network_is_local(void **state)
{
    (void)state;
    static const char *const in[] = {
        "by mx.test (Postfix, from userid 33) id 1; x",
        "by mx.test (Postfix) id 1; x",
        "(qmail 47105 invoked by uid 500); 2 Jan 2022 13:33:37 -0000",
        "(from root@localhost) by mx.test (8.13.8/8.13.8/Submit) id m47; x",
        "from www-data by mx.test with local (Exim 4.95) (envelope-from <a@b.test>) id 1; x",
        "from MAILER-DAEMON id e0734 by mx.test (DragonFly Mail Agent v0.13); x",
    };
    for (size_t i = 0; i < sizeof(in) / sizeof(*in); i++) {
        struct sg_received r = hop(sg_span_of(in[i]));
        assert_true(r.is_local);
        assert_true(r.is_readable);
        assert_false(r.ip.is_set);
    }
    assert_false(hop(SG_SPAN("(qmail 32245 invoked from network); x")).is_local);
}

static void what_names_neither_from_nor_by_is_unreadable(void **state)
{
    (void)state;
    static const char *const in[] = { "",           "((((((",
                                      "apparently", "(ce send program); x",
                                      "; ; ;",      "with LISTAR (v0.129a); x" };
    for (size_t i = 0; i < sizeof(in) / sizeof(*in); i++) {
        sg_span s = exact(in[i]);
        assert_false(hop(s).is_readable);
        drop(s);
    }
}

static void addresses_are_read_as_a_whole_and_shown_canonically(void **state)
{
    (void)state;

    static const struct {
        const char *in, *out;
        enum sg_ip_kind kind;
    } ips[] = {
        { "8.8.8.8", "8.8.8.8", SG_IP_PUBLIC },
        { "[127.0.0.1]", "127.0.0.1", SG_IP_LOOPBACK },
        { "10.1.2.3", "10.1.2.3", SG_IP_PRIVATE },
        { "172.31.0.1", "172.31.0.1", SG_IP_PRIVATE },
        { "172.32.0.1", "172.32.0.1", SG_IP_PUBLIC },
        { "100.64.0.1", "100.64.0.1", SG_IP_PRIVATE },
        { "192.0.2.1", "192.0.2.1", SG_IP_RESERVED },
        { "255.255.255.255", "255.255.255.255", SG_IP_RESERVED },
        { "::1", "::1", SG_IP_LOOPBACK },
        { "::", "::", SG_IP_RESERVED },
        { "IPv6:2001:DB8:0:0:1:0:0:1", "2001:db8::1:0:0:1", SG_IP_RESERVED },
        { "[IPv6:2a01:4f8:192:486::2:0]", "2a01:4f8:192:486::2:0", SG_IP_PUBLIC },
        { "2a01:0:0:4:5:6:7:8", "2a01::4:5:6:7:8", SG_IP_PUBLIC },
        { "2a01:1:0:4:5:6:7:8", "2a01:1:0:4:5:6:7:8", SG_IP_PUBLIC },
        { "2a01:1:2:3:4:5:6::", "2a01:1:2:3:4:5:6:0", SG_IP_PUBLIC },
        { "fe80::1%eth0", "fe80::1", SG_IP_PRIVATE },
        { "fd00::1", "fd00::1", SG_IP_PRIVATE },
        { "::ffff:192.0.2.1", "192.0.2.1", SG_IP_RESERVED },
        { "1.2.3", "", SG_IP_NONE },
        { "1.2.3.256", "", SG_IP_NONE },
        { "1.2.3.4.5", "", SG_IP_NONE },
        { "1.2.3.4x", "", SG_IP_NONE },
        { "1:2:3:4:5:6:7:8:9", "", SG_IP_NONE },
        { "1::2::3", "", SG_IP_NONE },
        { ":1:2:3:4:5:6:7", "", SG_IP_NONE },
        { "1:2:3:4:5:6:7:", "", SG_IP_NONE },
        { "12:30:45", "", SG_IP_NONE },
        { "", "", SG_IP_NONE },
        { "[]", "", SG_IP_NONE },
    };

    for (size_t i = 0; i < sizeof(ips) / sizeof(*ips); i++) {
        sg_span in = exact(ips[i].in);
        struct sg_ip ip = sg_ip_read(in);
        assert_span_is(sg_ip_show(arena, &ip), ips[i].out);
        assert_int_equal(sg_ip_kind_of(&ip), ips[i].kind);
        drop(in);
    }
    struct sg_ip a = sg_ip_read(SG_SPAN("::ffff:192.0.2.1")), b = sg_ip_read(SG_SPAN("192.0.2.1"));
    assert_true(sg_ip_same(&a, &b));
}

static int open_arena(void **state)
{
    (void)state;
    arena = sg_arena_open(1 << 24);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    sg_arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(helo_reverse_name_and_address_are_told_apart),
        cmocka_unit_test(the_from_clause_is_kept_as_written),
        cmocka_unit_test(the_date_needs_no_semicolon),
        cmocka_unit_test(a_login_is_seen),
        cmocka_unit_test(a_hop_without_network_is_local),
        cmocka_unit_test(what_names_neither_from_nor_by_is_unreadable),
        cmocka_unit_test(addresses_are_read_as_a_whole_and_shown_canonically),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
