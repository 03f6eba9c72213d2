/* The blocks that mail programs write above what is passed on. */
#include "facts/forward.h"

#include "base/buf.h"
#include "with_intel.h"

static bool find(const struct sg_text *text, struct sg_forward_block *out)
{
    return sg_forward_find(arena, intel->lists, intel->folder, text, false, false, out);
}

struct row {
    const char *text;
    const char *display, *local, *domain, *subject, *after; /* what follows the block starts so */
};

static void blocks_are_read_back(void **state)
{
    (void)state;

    static const struct row rows[] = {
        { "Is this real?\n\n---------- Forwarded message ---------\nFrom: Example Bank <info@example.com>\n"
          "Date: Mon, Jun 13, 2022 at 7:12 AM\nSubject: Your account\nTo: <hanako@example.jp>\n\n\nDear customer",
          "Example Bank", "info", "example.com", "Your account", "Dear customer" },
        { "---------- Forwarded message ---------\nFrom: 銀行 <info@example.com>\nDate: 2026年11月25日(水) 9:00\n"
          "Subject: 重要\nTo: <a@example.jp>\n\n本文",
          "銀行", "info", "example.com", "重要", "本文" },
        { "Begin forwarded message:\n\nFrom: Example <info@example.com>\nSubject: Your account\n"
          "Date: 13 June 2022 at 07:12:00 JST\nTo: hanako@example.jp\n\nDear",
          "Example", "info", "example.com", "Your account", "Dear" },
        { "-----Original Message-----\nFrom: Example [mailto:info@example.com]\nSent: Monday, June 13, 2022 7:12 AM\n"
          "To: hanako@example.jp\nSubject: Your account\n\nDear",
          "Example", "info", "example.com", "Your account", "Dear" },
        { "差出人: 銀行 <info@example.com>\n送信日時: 2026年11月25日 9:00\n宛先: a@example.jp\n件名: 重要\n\n本文",
          "銀行", "info", "example.com", "重要", "本文" },
        { "差出人： 銀行 <info@example.com>\n送信日時： 2026年11月25日 9:00\n宛先： a@example.jp\n件名： 重要\n\n本文",
          "銀行", "info", "example.com", "重要", "本文" },
        { "-------- Forwarded Message --------\nSubject: \tYour account\nDate: \tMon, 13 Jun 2022 07:12:00 +0900\n"
          "From: \tExample <info@example.com>\nTo: \thanako@example.jp\n\nDear",
          "Example", "info", "example.com", "Your account", "Dear" },
        { "Begin forwarded message:\n\n> From: Example <info@example.com>\n> Date: Mon, Jun 13, 2022 at 7:12 AM\n"
          "> Subject: Your account\n> To: <a@example.jp>\n>\n> Dear",
          "Example", "info", "example.com", "Your account", "> Dear" },
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const struct sg_text text = { sg_span_of(rows[i].text), sg_places_literal(arena, 0, NULL) };
        struct sg_forward_block block;
        if (!find(&text, &block))
            fail_msg("row %zu: no block", i);
        struct sg_address from = sg_forward_sender(arena, intel->lists, intel->folder, &block.from);
        assert_span_is(from.display.utf8, rows[i].display);
        assert_span_is(from.local, rows[i].local);
        assert_span_is(from.domain, rows[i].domain);
        assert_span_is(sg_trim(block.subject.utf8), rows[i].subject);
        if (!sg_starts(sg_trim(sg_tail(text.utf8, block.after)), sg_span_of(rows[i].after)))
            fail_msg("row %zu: what follows is not '%s'", i, rows[i].after);
        struct sg_range place = sg_place_of(&block.subject, sg_trim(block.subject.utf8));
        assert_span_is(sg_cut(text.utf8, place.from, place.len), rows[i].subject);
    }
}

static void what_is_no_block_is_left_alone(void **state)
{
    (void)state;

    static const char *const rows[] = {
        "",
        "From: here to there\nis a long way.\n",
        "件名: を教えてください。\n",
        "Subject: only a subject\n\ntext",
        "2026年11月25日(水) 9:00 銀行 <info@example.com>:\n> 本文\n",
        "On Mon, Jun 13, 2022 at 7:12 AM Example <info@example.com> wrote:\n> Dear",
        "---------- Forwarded message ---------\n",
        "I saw it too.\n\n> -----Original Message-----\n> From: Example <info@example.com>\n> Subject: x\n> Dear",
        "-----Original Message-----\nFrom:\n",
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const struct sg_text text = { sg_span_of(rows[i]), sg_places_literal(arena, 0, NULL) };
        struct sg_forward_block block;
        if (find(&text, &block))
            fail_msg("row %zu: a block", i);
    }
}

static void hostile_texts_are_read_in_one_walk(void **state)
{
    (void)state;

    static const char *const pieces[] = {
        "From: ",
        "From: a@b.test\n",
        "> ",
        ">",
        "差出人: ",
        "\n",
        "---------- Forwarded message ---------\n",
        "I saw it too.\n\n> -----Original Message-----\n> From: Example <info@example.com>\n> Subject: x\n> Dear",
        "Subject: x\n ",
        "To: a@b.test,\n",
        "@",
        "\xe5"
    };
    for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
        struct sg_buf b = SG_BUF_IN(arena, (size_t)8 << 20);
        for (int n = 0; n < 200000; n++)
            sg_put_text(&b, pieces[i]);
        const struct sg_text text = { sg_buf_done(&b), sg_places_literal(arena, 0, NULL) };
        struct sg_forward_block block = { 0 };
        if (find(&text, &block)) {
            assert_true(block.starts <= block.after && block.after <= text.utf8.len);
            (void)sg_forward_sender(arena, intel->lists, intel->folder, &block.from);
            (void)sg_forward_addresses(arena, &block.to);
            (void)sg_forward_unquoted(arena, &text, block.after, block.quotes);
        }
        (void)sg_forward_sender(arena, intel->lists, intel->folder, &text);
        sg_arena_reset(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(blocks_are_read_back),
        cmocka_unit_test(what_is_no_block_is_left_alone),
        cmocka_unit_test(hostile_texts_are_read_in_one_walk),
    };
    return cmocka_run_group_tests(tests, load_intel, unload_intel);
}
