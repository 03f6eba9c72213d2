#include "service/config.h"

#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include "intel/datafile.h"
#include "test.h"

struct listen {
    sg_span socket;
    struct sg_config_list networks;
    int64_t workers;
};

struct policy {
    bool marks;
    int action;
    int64_t seconds;
    sg_span text;
};

static const char *const actions[] = { "accept", "mark", "quarantine", NULL };

static const struct sg_setting settings[] = {
    { .section = "listen",
      .key = "socket",
      .kind = SG_SETTING_TEXT,
      .min = 3,
      .max = 100,
      .help = "Where the mail server asks.",
      .at = offsetof(struct listen, socket) },
    { .section = "listen",
      .key = "networks",
      .kind = SG_SETTING_LIST,
      .fallback = "127.0.0.0/8, ::1",
      .min = 1,
      .max = 5,
      .help =
          "Networks that are our own: mail from them is let through without being looked at, because "
          "nobody but ourselves can have written it.",
      .at = offsetof(struct listen, networks) },
    { .section = "listen",
      .key = "workers",
      .kind = SG_SETTING_NUMBER,
      .fallback = "2",
      .min = 1,
      .max = 64,
      .help = "Processes that read mails.",
      .at = offsetof(struct listen, workers) },
    { .section = "policy",
      .key = "marks",
      .kind = SG_SETTING_SWITCH,
      .fallback = "yes",
      .help = "Add a field to the mail.",
      .at = offsetof(struct policy, marks) },
    { .section = "policy",
      .key = "action",
      .kind = SG_SETTING_CHOICE,
      .fallback = "mark",
      .choices = actions,
      .help = "What happens to phishing.",
      .at = offsetof(struct policy, action) },
    { .section = "policy",
      .key = "seconds",
      .kind = SG_SETTING_NUMBER,
      .fallback = "10",
      .min = 1,
      .max = 600,
      .help = "Seconds that a mail may take.",
      .at = offsetof(struct policy, seconds) },
    { .section = "policy",
      .key = "text",
      .kind = SG_SETTING_TEXT,
      .help = "What is said to the sender.",
      .at = offsetof(struct policy, text) },
};

static const struct sg_section sections[] = {
    { .name = "listen", .size = sizeof(struct listen), .help = "How it is asked." },
    { .name = "policy",
      .size = sizeof(struct policy),
      .help = "What it does.",
      .instance = "a domain in lower case",
      .is_instance = sg_data_is_domain },
};

static const struct sg_config_plan plan = { settings, sizeof(settings) / sizeof(*settings),
                                            sections, sizeof(sections) / sizeof(*sections) };

static struct sg_arena *arena;
static struct sg_config config;
static struct sg_error err;
static char path[] = "/tmp/shingan-config-XXXXXX";

static int open_arena(void **state)
{
    (void)state;
    arena = sg_arena_open(256 * 1024 * 1024);
    int fd = mkstemp(path);
    return fd < 0 ? -1 : close(fd);
}

static int close_arena(void **state)
{
    (void)state;
    sg_arena_close(arena);
    return unlink(path);
}

static enum sg_status read_octets(sg_span text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    assert_true(text.len == 0 || fwrite(text.at, 1, text.len, f) == text.len);
    fclose(f);
    sg_arena_reset(arena);
    err = (struct sg_error){ 0 };
    return sg_config_read(arena, &plan, path, &config, &err);
}

static enum sg_status read_text(const char *text)
{
    return read_octets(sg_span_of(text));
}

/* The fault, without the path before it; several in lines. */
static sg_span faults(void)
{
    struct sg_buf b = SG_BUF_IN(arena, 8192);
    for (size_t i = 0; i < config.n_faults; i++) {
        sg_span text = config.faults[i].text;
        assert_true(sg_starts(text, sg_span_of(path)));
        sg_put_text(&b, i == 0 ? "" : "\n");
        sg_put(&b, sg_tail(text, strlen(path) + 1));
    }
    return sg_buf_done(&b);
}

static void each_kind_of_value_lands_in_its_struct(void **state)
{
    (void)state;
    assert_int_equal(
        read_text(
            "# comment\n; another\n\n[listen]\nsocket = unix:/run/a = b:c ; why\n"
            "networks = 192.0.2.0/24,2001:db8::/32 , x\n\t198.51.100.0/24 ; more\n  # y\n  z\n"
            "workers=64\n[policy]\r\nmarks = no\r\naction = quarantine\r\ntext = 疑いがあります\n"),
        SG_OK);
    const struct listen *listen = sg_config_general(&config, "listen");
    assert_span_is(listen->socket, "unix:/run/a = b:c");
    assert_string_equal((const char *)listen->socket.at, "unix:/run/a = b:c");
    assert_int_equal(listen->networks.n, 5);
    assert_span_is(listen->networks.at[1], "2001:db8::/32");
    assert_span_is(listen->networks.at[3], "198.51.100.0/24");
    assert_string_equal((const char *)listen->networks.at[4].at, "z");
    assert_int_equal(listen->workers, 64);
    const struct policy *policy = sg_config_general(&config, "policy");
    assert_false(policy->marks);
    assert_int_equal(policy->action, 2);
    assert_int_equal(policy->seconds, 10);
    assert_span_is(policy->text, "疑いがあります");
}

static void an_instance_leaves_the_rest_to_the_general_section_wherever_that_stands(void **state)
{
    (void)state;
    assert_int_equal(
        read_text("\xef\xbb\xbf[policy Example.JP]\nseconds = 7\n[policy other.example]\n[policy]\n"
                  "action = accept\nseconds = 5\n[listen]\nsocket = abc\n"),
        SG_OK);
    const struct policy *general = sg_config_general(&config, "policy");
    const struct policy *ours = sg_config_for(&config, "policy", SG_SPAN("EXAMPLE.jp"));
    const struct policy *other = sg_config_for(&config, "policy", SG_SPAN("other.example"));
    assert_int_equal(ours->seconds, 7);
    assert_int_equal(ours->action, 0);
    assert_true(ours->marks);
    assert_int_equal(other->seconds, 5);
    assert_ptr_not_equal(other, general);
    assert_ptr_equal(sg_config_for(&config, "policy", SG_SPAN("third.example")), general);
    assert_int_equal(config.parts[1].n, 2);
    assert_span_is(config.parts[1].at[0].name, "example.jp");
}

static void the_name_of_an_instance_may_be_as_long_as_a_domain(void **state)
{
    (void)state;
    char name[251], text[400];
    for (size_t i = 0; i < sizeof(name) - 1; i++)
        name[i] = i % 50 == 49 ? '.' : 'a';
    name[249] = 'b', name[250] = '\0';
    snprintf(text, sizeof(text), "[listen]\nsocket=abc\n[policy %s]\nseconds = 7\n", name);
    assert_int_equal(read_text(text), SG_OK);
    const struct policy *policy = sg_config_for(&config, "policy", sg_span_of(name));
    assert_int_equal(policy->seconds, 7);
    name[249] = 'c';
    policy = sg_config_for(&config, "policy", sg_span_of(name));
    assert_int_equal(policy->seconds, 10);
}

static void every_mistake_is_told_with_its_line(void **state)
{
    (void)state;

    static const struct {
        const char *text, *fault;
    } rows[] = {
        { "[x]\na = b\n  c\n", "2:unknown section 'x'; there are: listen, policy" },
        { "[listen x]\n", "2:'[listen]' has no instances" },
        { "[policy a b]\nseconds = 900\n", "2:'a b' is not a domain in lower case" },
        { "[policy] x\nseconds = 900\n", "2:a section is '[name]' and nothing after it" },
        { "[policy\n", "2:a section is '[name]' and nothing after it" },
        { "[policy]\n[policy]\nseconds = 900\n", "3:'[policy]' stands already in PATH:2" },
        { "[policy a.b]\n[policy A.b]\n", "3:'[policy a.b]' stands already in PATH:2" },
        { "[policy]\nspeed = 3\n",
          "3:unknown key 'speed' in [policy]; there are: marks, action, seconds, text" },
        { "[policy]\nworkers = 3\n",
          "3:unknown key 'workers' in [policy]; there are: marks, action, seconds, text" },
        { "[policy]\nseconds = 3\nmarks = no\nseconds = 3\n",
          "5:'[policy] seconds' stands already in PATH:3" },
        { "[policy]\nseconds = 0\n", "3:'seconds' is '0'; wanted is a whole number from 1 to 600" },
        { "[policy]\nseconds = 5s\n",
          "3:'seconds' is '5s'; wanted is a whole number from 1 to 600" },
        { "[policy]\nseconds =\n", "3:'seconds' is ''; wanted is a whole number from 1 to 600" },
        { "[policy a.b]\nmarks = on\n", "3:'marks' is 'on'; wanted is yes or no" },
        { "[policy]\naction = Mark\n",
          "3:'action' is 'Mark'; wanted is one of: accept, mark, quarantine" },
        { "[policy]\nmarks\n", "3:neither '[section]' nor 'key = value': 'marks'" },
        { "[policy]\nmarks: no = yes\n",
          "3:neither '[section]' nor 'key = value': 'marks: no = yes'" },
        { "[policy]\n= no\n", "3:neither '[section]' nor 'key = value': '= no'" },
        { "[policy]\nmarks = no\n seconds = 900\n",
          "4:an indented line goes on with 'marks', which is not a list" },
        { "[policy]\n marks = no\n", "3:an indented line goes on with no setting" },
        { "[policy]\ntext = a\n[policy a.b]\n b\n", "5:an indented line goes on with no setting" },
        { "[policy]\ntext = a # b\n", "3:a '#' after a value begins no comment" },
        { "[policy]\ntext = a\x01\n", "3:a control character (0x01)" },
        { "[policy]\ntext = \xff\n", "3:not UTF-8" },
        { "[policy \xff]\nspeed = \n", "2:not UTF-8" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        char text[300], want[300];
        snprintf(text, sizeof(text), "# first line\n%s", rows[i].text);
        assert_int_equal(read_text(text), SG_E_VALUE);
        const char *line = strchr(rows[i].fault, ':'), *path_in = strstr(rows[i].fault, "PATH");
        snprintf(want, sizeof(want), "'[listen]' has no 'socket'\n%.*s: %.*s%s%s",
                 (int)(line - rows[i].fault), rows[i].fault,
                 path_in == NULL ? 250 : (int)(path_in - line - 1), line + 1,
                 path_in == NULL ? "" : path, path_in == NULL ? "" : path_in + 4);
        sg_span got = faults();
        assert_span_is(sg_trim(got), want);
    }
}

static void a_setting_before_any_section_is_a_mistake(void **state)
{
    (void)state;
    assert_int_equal(read_text("socket = abc\n"), SG_E_VALUE);
    assert_true(sg_holds(faults(), SG_SPAN("1: a setting before any section")));
}

static void a_nul_and_a_line_too_long_are_mistakes(void **state)
{
    (void)state;
    assert_int_equal(read_octets(SG_SPAN("[listen]\nsocket = abc\0def\n")), SG_E_VALUE);
    assert_true(sg_holds(faults(), SG_SPAN("2: a control character (0x00)")));
    char text[8192], word[5000];
    memset(word, 'a', sizeof(word));
    snprintf(text, sizeof(text), "[listen]\nsocket = abc\n[policy]\ntext = %.4089s\n", word);
    assert_int_equal(read_text(text), SG_OK);
    const struct policy *policy = sg_config_general(&config, "policy");
    assert_int_equal(policy->text.len, 4089);
    snprintf(text, sizeof(text), "[listen]\nsocket = abc\n[policy]\ntext = %.4090s\n", word);
    assert_int_equal(read_text(text), SG_E_VALUE);
    assert_span_is(faults(), "4: more than 4096 octets; a list may go on on an indented line");
}

/* The library cuts lines at 200 octets. */
static void long_lines_are_read_as_a_whole(void **state)
{
    (void)state;
    char text[1000];
    snprintf(text, sizeof(text),
             "[listen]\nsocket = abc\nnetworks = %0150d %0150d last ; %0150d\n [x] %0200d=;x\n", 1,
             2, 3, 4);
    assert_int_equal(read_text(text), SG_OK);
    const struct listen *listen = sg_config_general(&config, "listen");
    assert_int_equal(listen->networks.n, 5);
    assert_int_equal(listen->networks.at[1].len, 150);
    assert_span_is(listen->networks.at[2], "last");
    assert_int_equal(listen->networks.at[4].len, 203);
    snprintf(text, sizeof(text), "[listen]\nsocket = abc\n%0250d = 1\n", 1);
    assert_int_equal(read_text(text), SG_E_VALUE);
    assert_true(sg_starts(faults(), SG_SPAN("3: neither '[section]' nor 'key = value': '000")));
    snprintf(text, sizeof(text), "[listen]\nsocket = abc\nnetworks =%0250d設定設定設定\n", 1);
    assert_int_equal(read_text(text), SG_OK);
}

static void lengths_are_bound(void **state)
{
    (void)state;
    assert_int_equal(read_text("[listen]\nsocket = ab\nnetworks = a b c\n d e f\n"), SG_E_VALUE);
    assert_span_is(
        faults(),
        "2: 'socket' is 'ab'; wanted is a text, 3 to 100 octets\n"
        "3: 'networks' is 'a b c'; wanted is words between blanks or commas, 1 to 5 of them");
    assert_int_equal(read_text("[listen]\nsocket = abc\nnetworks = ,\n"), SG_E_VALUE);
}

static void all_mistakes_of_a_file_are_told_up_to_a_limit_in_the_order_of_lines(void **state)
{
    (void)state;
    char text[2000] = "[listen]\nworkers = 99\nsocket = abc\nx = 1\nnetworks =\n";
    assert_int_equal(read_text(text), SG_E_VALUE);
    assert_int_equal(config.n_faults, 3);
    assert_int_equal(config.faults[0].line, 2);
    assert_int_equal(config.faults[1].line, 4);
    assert_int_equal(config.faults[2].line, 5);
    assert_string_equal(err.text, (const char *)config.faults[0].text.at);
    for (size_t i = 0, at = strlen(text); i < 30; i++)
        at += (size_t)snprintf(text + at, sizeof(text) - at, "y%zu = 1\n", i);
    assert_int_equal(read_text(text), SG_E_VALUE);
    assert_int_equal(config.n_faults, SG_CONFIG_FAULTS);
    assert_int_equal(config.n_more, 33 - SG_CONFIG_FAULTS);
}

static void a_file_that_is_not_there_is_an_error_and_none_is_not(void **state)
{
    (void)state;
    static const struct sg_config_plan little = { settings + 3, 4, sections + 1, 1 };
    assert_int_equal(sg_config_read(arena, &plan, "/nowhere/x.conf", &config, &err), SG_E_IO);
    assert_int_equal(sg_config_read(arena, &little, NULL, &config, &err), SG_OK);
    const struct policy *policy = sg_config_general(&config, "policy");
    assert_int_equal(policy->seconds, 10);
}

static void the_sample_says_everything_and_can_be_read(void **state)
{
    (void)state;
    struct sg_buf b = SG_BUF(64 * 1024), changed = SG_BUF(64 * 1024);
    sg_config_write_help(&plan, &b);
    sg_span sample = sg_buf_span(&b), rest = sample;
    static const char *const holds[] = {
        "[listen]\n",
        "#socket = \n",
        "# A text, 3 to 100 octets.\n",
        "#networks = 127.0.0.0/8, ::1\n",
        ("# Networks that are our own: mail from them is let through without being looked at, because nobody\n"
         "# but ourselves can have written it.\n# Words between blanks or commas, 1 to 5 of them.\n"),
        "\n# Seconds that a mail may take.\n# A whole number from 1 to 600.\n#seconds = 10\n",
        "# One of: accept, mark, quarantine.\n",
        "`[policy NAME]` with a domain in lower case as NAME.\n",
    };
    for (size_t i = 0; i < sizeof(holds) / sizeof(*holds); i++)
        if (!sg_holds(sample, sg_span_of(holds[i])))
            fail_msg("no '%s' in '%.*s'", holds[i], (int)sample.len, (const char *)sample.at);
    while (rest.len > 0) { /* the `#` before each key taken away */
        sg_span line = sg_next(&rest, '\n');
        bool is_setting = sg_at(line, 0) == '#' && sg_is_alpha(sg_at(line, 1));
        sg_put(&changed, is_setting ? sg_tail(line, 1) : line);
        sg_put_text(&changed, is_setting && sg_ends(line, SG_SPAN("socket = ")) ? "abc\n" : "\n");
    }
    assert_int_equal(read_octets(sample), SG_E_VALUE);
    assert_span_is(sg_trim(faults()), "'[listen]' has no 'socket'");
    assert_int_equal(read_octets(sg_buf_span(&changed)), SG_OK);
    const struct policy *policy = sg_config_general(&config, "policy");
    assert_int_equal(policy->seconds, 10);
    sg_buf_free(&b);
    sg_buf_free(&changed);
}

/* Pieces of files put together at random: whatever they are, every line is read or told. */
static void no_file_is_too_strange(void **state)
{
    (void)state;
    static const char *const pieces[] = {
        "[",
        "]",
        "policy",
        "listen",
        " ",
        "\n",
        "=",
        ":",
        ";",
        "#",
        "socket",
        "abc",
        "text",
        "seconds",
        "9",
        "\t",
        "\r",
        "é",
        "\n",
        "\n",
        " = ",
        "\xff",
        "-",
        "marks",
        "yes",
        "networks",
        "[policy a.b]\n",
        "[listen]\n",
        "seconds = 7\n",
        "networks = a\n",
        "  b\n",
    };
    uint64_t random = 42;
    for (size_t n = 0; n < 800; n++) {
        struct sg_buf b = SG_BUF(4096);
        for (size_t i = 0; i < n % 40; i++) {
            random = random * 6364136223846793005u + 1442695040888963407u;
            sg_put_text(&b, pieces[(random >> 33) % (sizeof(pieces) / sizeof(*pieces))]);
        }
        enum sg_status st = read_octets(sg_buf_span(&b));
        assert_int_equal(st == SG_OK, config.n_faults == 0);
        for (size_t i = 0; i < config.n_faults; i++)
            assert_false(sg_holds(config.faults[i].text, SG_SPAN("libinih")));
        sg_buf_free(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_value_lands_in_its_struct),
        cmocka_unit_test(an_instance_leaves_the_rest_to_the_general_section_wherever_that_stands),
        cmocka_unit_test(the_name_of_an_instance_may_be_as_long_as_a_domain),
        cmocka_unit_test(every_mistake_is_told_with_its_line),
        cmocka_unit_test(a_setting_before_any_section_is_a_mistake),
        cmocka_unit_test(a_nul_and_a_line_too_long_are_mistakes),
        cmocka_unit_test(long_lines_are_read_as_a_whole),
        cmocka_unit_test(lengths_are_bound),
        cmocka_unit_test(all_mistakes_of_a_file_are_told_up_to_a_limit_in_the_order_of_lines),
        cmocka_unit_test(a_file_that_is_not_there_is_an_error_and_none_is_not),
        cmocka_unit_test(the_sample_says_everything_and_can_be_read),
        cmocka_unit_test(no_file_is_too_strange),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
