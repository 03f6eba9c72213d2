#include "service/pardon.h"

#include <stdio.h>
#include <unistd.h>

#include "test.h"

/* 2026-11-26, and what every entry needs that still holds then */
enum { TODAY = 20783 };

#define FIELDS "\n reason a newsletter\n owner abuse@example.jp\n expires 2026-11-26\n"

static struct sg_arena *arena;
static const struct sg_pardons *pardons;
static struct sg_error err;
static char path[] = "/tmp/shingan-pardon-XXXXXX";

static int open_arena(void **state)
{
    (void)state;
    arena = sg_arena_open(64 * 1024 * 1024);
    int fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int close_arena(void **state)
{
    (void)state;
    sg_arena_close(arena);
    return unlink(path);
}

static enum sg_status read_text(const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    err = (struct sg_error){ 0 };
    return sg_pardons_read(arena, path, &pardons, &err);
}

struct mail {
    const char *client, *authenticated, *sender;
    bool has_spf_pass;
};

/* The name of the entry that pardons it, or "". */
static sg_span name_for(const struct mail *mail, int64_t today)
{
    struct sg_inet client;
    struct sg_pardon_query query = { .authenticated = exact(mail->authenticated),
                                     .sender = exact(mail->sender),
                                     .has_spf_pass = mail->has_spf_pass,
                                     .today = today };
    if (mail->client != NULL) {
        assert_true(sg_inet_read(sg_span_of(mail->client), &client));
        query.client = &client;
    }
    const struct sg_pardon *found = sg_pardon_find(pardons, &query);
    drop(query.authenticated);
    drop(query.sender);
    return found == NULL ? (sg_span){ 0 } : found->name;
}

static void a_mail_is_pardoned_by_what_is_proven_of_it(void **state)
{
    (void)state;
    assert_int_equal(
        read_text("# ours\npardon client 192.0.2.0/24" FIELDS "pardon client 2001:db8::/32" FIELDS
                  "pardon authenticated example.jp" FIELDS "pardon sender Info@mail.example" FIELDS
                  "pardon sender @bulk.example" FIELDS),
        SG_OK);

    static const struct {
        struct mail mail;
        const char *name;
    } rows[] = {
        { { "192.0.2.7", "", "", false }, "client 192.0.2.0/24" },
        { { "::ffff:192.0.2.7", "", "", false }, "client 192.0.2.0/24" },
        { { "192.0.3.7", "", "", false }, "" },
        { { "2001:db8:1::1", "", "", false }, "client 2001:db8::/32" },
        { { "192.0.2.7", "example.jp", "", false }, "client 192.0.2.0/24" },
        { { NULL, "example.jp", "", false }, "authenticated example.jp" },
        { { "192.0.3.7", "EXAMPLE.jp", "x@bulk.example", true }, "authenticated example.jp" },
        { { NULL, "mail.example.jp", "", false }, "" },
        { { NULL, "bad-example.jp", "", false }, "" },
        { { NULL, "jp", "", false }, "" },
        { { NULL, "", "info@mail.example", true }, "sender Info@mail.example" },
        { { NULL, "", "INFO@Mail.Example", true }, "sender Info@mail.example" },
        { { NULL, "", "info@mail.example", false }, "" },
        { { NULL, "", "other@mail.example", true }, "" },
        { { NULL, "", "any@bulk.example", true }, "sender @bulk.example" },
        { { NULL, "", "@bulk.example", true }, "sender @bulk.example" },
        { { NULL, "", "any@bulk.example", false }, "" },
        { { NULL, "", "any@sub.bulk.example", true }, "" },
        { { NULL, "", "any@bulk.example@evil.invalid", true }, "" },
        { { NULL, "", "bulk.example", true }, "" },
        { { NULL, "", "", true }, "" },
        { { NULL, "bulk.example", "", true }, "" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_span_is(name_for(&rows[i].mail, TODAY), rows[i].name);
}

static void a_name_longer_than_any_address_pardons_nothing(void **state)
{
    (void)state;
    char sender[3000];
    memset(sender, 'a', sizeof(sender));
    memcpy(sender + sizeof(sender) - 15, "@bulk.example", 14);
    assert_int_equal(read_text("pardon sender @bulk.example" FIELDS), SG_OK);
    const struct mail mail = { NULL, sender, sender, true };
    sender[sizeof(sender) - 1] = '\0';
    assert_span_is(name_for(&mail, TODAY), "sender @bulk.example");
    sender[0] = '@';
    sender[sizeof(sender) - 15] = 'a';
    assert_span_is(name_for(&mail, TODAY), "");
}

static void an_entry_holds_to_the_end_of_its_last_day(void **state)
{
    (void)state;
    const struct mail mail = { "192.0.2.7", "example.jp", "info@example.jp", true };
    assert_int_equal(read_text("pardon client 192.0.2.7" FIELDS), SG_OK);
    assert_span_is(name_for(&mail, TODAY), "client 192.0.2.7");
    assert_span_is(name_for(&mail, TODAY + 1), "");
    assert_int_equal(
        read_text("pardon client 192.0.2.7" FIELDS
                  "pardon client 192.0.2.0/24\n reason x\n owner y\n"
                  " expires 2026-11-27\npardon sender @example.jp\n reason x\n owner y\n"
                  " expires 2026-11-28\n"),
        SG_OK);
    assert_span_is(name_for(&mail, TODAY + 1), "client 192.0.2.0/24");
    assert_span_is(name_for(&mail, TODAY + 2), "sender @example.jp");
    assert_span_is(name_for(&mail, TODAY + 3), "");
}

static void entries_that_no_longer_hold_can_be_listed(void **state)
{
    (void)state;
    assert_int_equal(
        read_text("pardon client 192.0.2.7\n reason r1\n owner o1\n expires 2026-11-25\n"
                  "pardon client 192.0.2.8" FIELDS
                  "pardon sender @a.example\n reason r2\n owner o2\n expires 2000-02-29\n"),
        SG_OK);
    size_t next = 0;
    const struct sg_pardon *first = sg_pardon_expired(pardons, TODAY, &next);
    const struct sg_pardon *second = sg_pardon_expired(pardons, TODAY, &next);
    assert_span_is(first->name, "client 192.0.2.7");
    assert_span_is(first->reason, "r1");
    assert_int_equal(first->line, 1);
    assert_span_is(second->owner, "o2");
    assert_span_is(second->expires, "2000-02-29");
    assert_int_equal(second->last_day, 11016);
    assert_null(sg_pardon_expired(pardons, TODAY, &next));
    assert_int_equal(sg_pardons_count(pardons), 3);
}

static void bad_data_are_errors_with_their_line(void **state)
{
    (void)state;

    static const struct {
        const char *text, *error;
    } rows[] = {
        { "pardon client 192.0.2.1/24" FIELDS,
          "1: not an address or a network like 192.0.2.0/24 or 2001:db8::/32" },
        { "\npardon client mail.example" FIELDS,
          "2: not an address or a network like 192.0.2.0/24 or 2001:db8::/32" },
        { "pardon client 0.0.0.0/0" FIELDS, "1: a network wider than /8 is not pardoned" },
        { "pardon client ::/0" FIELDS, "1: a network wider than /16 is not pardoned" },
        { "pardon client ::ffff:0:0" FIELDS, NULL },
        { "pardon client 10.0.0.0/8" FIELDS, NULL },
        { "pardon authenticated Example.jp" FIELDS,
          "1: not a domain like example.jp, in lower case" },
        { "pardon authenticated jp" FIELDS, "1: not a domain like example.jp, in lower case" },
        { "pardon authenticated *.example.jp" FIELDS,
          "1: not a domain like example.jp, in lower case" },
        { "pardon authenticated" FIELDS, "1: not a domain like example.jp, in lower case" },
        { "pardon sender example.jp" FIELDS,
          "1: not a sender like info@example.jp or @example.jp, its domain in lower case" },
        { "pardon sender *@example.jp" FIELDS,
          "1: not a sender like info@example.jp or @example.jp, its domain in lower case" },
        { "pardon sender <a@example.jp>" FIELDS,
          "1: not a sender like info@example.jp or @example.jp, its domain in lower case" },
        { "pardon from a@example.jp" FIELDS,
          "1: 'pardon' wants client, authenticated or sender first" },
        { "pardon client 192.0.2.1\n reason x\n owner y\n",
          "1: 'client 192.0.2.1' has no 'expires'" },
        { "pardon client 192.0.2.1\n reason x\n expires 2027-01-31\n",
          "1: 'client 192.0.2.1' has no 'owner'" },
        { "pardon client 192.0.2.1\n owner x\n expires 2027-01-31\n",
          "1: 'client 192.0.2.1' has no 'reason'" },
        { "pardon client 192.0.2.1\n reason x\n owner y\n expires never\n",
          "1: 'expires' is no day like 2027-01-31" },
        { "pardon client 192.0.2.1\n reason x\n owner y\n expires 2027-02-29\n",
          "1: 'expires' is no day like 2027-01-31" },
        { "pardon client 192.0.2.1\n reason x\n owner y\n expires 2027-1-31\n",
          "1: 'expires' is no day like 2027-01-31" },
        { "pardon client 192.0.2.1\n reason x\n owner y\n expires 2027-01-31 x\n",
          "1: 'expires' is no day like 2027-01-31" },
        { "allow client 192.0.2.1" FIELDS, "1: unknown kind 'allow'" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        char want[300];
        enum sg_status st = read_text(rows[i].text);
        snprintf(want, sizeof(want), "%s:%s", path, rows[i].error == NULL ? "" : rows[i].error);
        if (rows[i].error == NULL)
            assert_int_equal(st, SG_OK);
        else
            assert_string_equal(err.text, want);
    }
}

static void one_thing_is_pardoned_once(void **state)
{
    (void)state;
    assert_int_equal(
        read_text("pardon sender a@example.jp" FIELDS "pardon sender A@example.jp" FIELDS),
        SG_E_VALUE);
    assert_non_null(strstr(err.text, ":5: 'sender a@example.jp' stands already in "));
}

static void no_file_is_no_pardon(void **state)
{
    (void)state;
    const struct mail mail = { "192.0.2.7", "example.jp", "info@example.jp", true };
    assert_int_equal(sg_pardons_read(arena, NULL, &pardons, &err), SG_OK);
    assert_int_equal(sg_pardons_count(pardons), 0);
    assert_span_is(name_for(&mail, TODAY), "");
    assert_int_equal(sg_pardons_read(arena, "/nowhere/x", &pardons, &err), SG_E_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mail_is_pardoned_by_what_is_proven_of_it),
        cmocka_unit_test(a_name_longer_than_any_address_pardons_nothing),
        cmocka_unit_test(an_entry_holds_to_the_end_of_its_last_day),
        cmocka_unit_test(entries_that_no_longer_hold_can_be_listed),
        cmocka_unit_test(bad_data_are_errors_with_their_line),
        cmocka_unit_test(one_thing_is_pardoned_once),
        cmocka_unit_test(no_file_is_no_pardon),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
