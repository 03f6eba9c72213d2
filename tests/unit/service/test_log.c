#include "service/log.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "test.h"

static uint8_t room[SG_LOG_LINE];

static sg_span line_of(const struct sg_log_field *fields)
{
    struct sg_buf b = { .at = room, .room = sizeof(room), .ceiling = sizeof(room) };
    sg_log_format(SG_LOG_INFO, "done", fields, &b);
    return sg_buf_span(&b);
}

static void a_value_is_quoted_only_where_it_must_be(void **state)
{
    (void)state;

    static const struct {
        sg_span text;
        const char *line;
    } rows[] = {
        { SG_SPAN_INIT("plain-4F2A"), "level=info event=done v=plain-4F2A\n" },
        { SG_SPAN_INIT(""), "level=info event=done v=\"\"\n" },
        { SG_SPAN_INIT("two words"), "level=info event=done v=\"two words\"\n" },
        { SG_SPAN_INIT("a=b"), "level=info event=done v=\"a=b\"\n" },
        { SG_SPAN_INIT("say \"no\" \\"), "level=info event=done v=\"say \\\"no\\\" \\\\\"\n" },
        { SG_SPAN_INIT("設定"), "level=info event=done v=\"設定\"\n" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_span_is(line_of(SG_LOG_WITH(sg_log_text("v", rows[i].text))), rows[i].line);
}

static void what_could_forge_a_line_is_escaped(void **state)
{
    (void)state;

    static const struct {
        sg_span text;
        const char *value;
    } rows[] = {
        { SG_SPAN_INIT("a\nlevel=error"), "\"a\\nlevel=error\"" },
        { SG_SPAN_INIT("a\r\t\0b"), "\"a\\x0d\\t\\x00b\"" },
        { SG_SPAN_INIT("\x1b[31mred\x7f"), "\"\\x1b[31mred\\x7f\"" },
        { SG_SPAN_INIT("\xc2\x85next"), "\"\\xc2\\x85next\"" },
        { SG_SPAN_INIT("\xe2\x80\xaeturned"), "\"\\xe2\\x80\\xaeturned\"" },
        { SG_SPAN_INIT("\xe2\x80\xa8line"), "\"\\xe2\\x80\\xa8line\"" },
        { SG_SPAN_INIT("\xff\xe8\xa8"), "\"\\xff\\xe8\\xa8\"" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        char want[128];
        snprintf(want, sizeof(want), "level=info event=done v=%s\n", rows[i].value);
        sg_span text = exact_octets(rows[i].text.at, rows[i].text.len);
        assert_span_is(line_of(SG_LOG_WITH(sg_log_text("v", text))), want);
        drop(text);
    }
}

static void numbers_and_words_follow_in_the_order_given(void **state)
{
    (void)state;
    assert_span_is(line_of(SG_LOG_WITH(sg_log_word("action", "quarantine"), sg_log_number("ms", 13),
                                       sg_log_number("least", INT64_MIN))),
                   "level=info event=done action=quarantine ms=13 least=-9223372036854775808\n");
    assert_span_is(line_of(NULL), "level=info event=done\n");
}

static void a_long_value_is_cut_between_characters(void **state)
{
    (void)state;
    char text[] =
        "設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定"
        "設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定設定";
    text[0] = 'a', text[1] = 'b', text[2] = 'c';
    sg_span line = line_of(SG_LOG_WITH(sg_log_text("v", sg_span_of(text)), sg_log_number("n", 1)));
    assert_true(sg_ends(line, SG_SPAN("定\"... n=1\n")));
    assert_true(line.len < SG_LOG_VALUE + 60);
}

static void a_line_never_passes_its_limit_and_ends_in_a_newline(void **state)
{
    (void)state;
    char text[2000];
    for (size_t i = 0; i < sizeof(text); i++)
        text[i] = (char)(i % 3); /* four octets each, escaped */
    for (size_t n = 0; n < sizeof(text); n += 7) {
        sg_span some = { (const uint8_t *)text, n };
        sg_span line = line_of(SG_LOG_WITH(sg_log_text("a", some), sg_log_text("b", some),
                                           sg_log_text("c", some), sg_log_text("d", some)));
        assert_true(line.len <= SG_LOG_LINE);
        assert_int_equal(sg_find(line, '\n', 0), line.len - 1);
        assert_true(n < 70 || sg_ends(line, SG_SPAN(" cut=yes\n")));
    }
}

/* What goes to standard error in `log`. */
static sg_span caught(void (*log)(void))
{
    static char text[4096];
    int pipes[2], before = dup(STDERR_FILENO);
    assert_int_equal(pipe(pipes), 0);
    dup2(pipes[1], STDERR_FILENO);
    log();
    dup2(before, STDERR_FILENO);
    close(before), close(pipes[1]);
    ssize_t n = read(pipes[0], text, sizeof(text));
    close(pipes[0]);
    return (sg_span){ (const uint8_t *)text, n > 0 ? (size_t)n : 0 };
}

static void all_levels(void)
{
    for (int level = 0; level < SG_N_LOG_LEVELS; level++)
        sg_log((enum sg_log_level)level, "x", NULL);
}

static void a_journal_gets_priorities_and_others_the_time(void **state)
{
    (void)state;
    setenv("JOURNAL_STREAM", "8:1234", 1);
    sg_log_open(SG_LOG_DEBUG);
    assert_span_is(caught(all_levels), "<3>level=error event=x\n<4>level=warning event=x\n"
                                       "<6>level=info event=x\n<7>level=debug event=x\n");
    unsetenv("JOURNAL_STREAM");
    sg_log_open(SG_LOG_ERROR);
    sg_span line = caught(all_levels);
    assert_int_equal(line.len, strlen("2026-01-31T09:15:00Z level=error event=x\n"));
    assert_int_equal(sg_at(line, 10), 'T');
    assert_true(sg_ends(line, SG_SPAN("Z level=error event=x\n")));
}

static void levels_below_the_least_are_not_written(void **state)
{
    (void)state;
    setenv("JOURNAL_STREAM", "8:1234", 1);
    sg_log_open(SG_LOG_WARNING);
    assert_true(sg_log_is_on(SG_LOG_WARNING));
    assert_false(sg_log_is_on(SG_LOG_INFO));
    assert_span_is(caught(all_levels), "<3>level=error event=x\n<4>level=warning event=x\n");
    sg_log_set_least(SG_LOG_INFO);
    assert_true(sg_log_is_on(SG_LOG_INFO));
    unsetenv("JOURNAL_STREAM");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_quoted_only_where_it_must_be),
        cmocka_unit_test(what_could_forge_a_line_is_escaped),
        cmocka_unit_test(numbers_and_words_follow_in_the_order_given),
        cmocka_unit_test(a_long_value_is_cut_between_characters),
        cmocka_unit_test(a_line_never_passes_its_limit_and_ends_in_a_newline),
        cmocka_unit_test(a_journal_gets_priorities_and_others_the_time),
        cmocka_unit_test(levels_below_the_least_are_not_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
