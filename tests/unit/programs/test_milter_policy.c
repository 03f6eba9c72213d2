#include "programs/milter_policy.h"

#include <stdio.h>
#include <unistd.h>

#include "test.h"

static struct sg_arena *arena;
static struct sg_milter_settings settings;

/* Settings as a file has them; their mistakes as the reader tells them. */
static enum sg_status read_settings(const char *text, struct sg_buf *errors)
{
    char path[] = "/tmp/shingan-settings-XXXXXX";
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    dprintf(fd, "%s", text);
    (void)close(fd);
    enum sg_status st = sg_milter_settings_read(arena, path, &settings, errors);
    (void)unlink(path);
    return st;
}

static const char policies[] = "[policy]\nphishing = reject\nsubject-prefix-phishing = [P]\n"
                               "[policy mild.test]\nphishing = tag\n"
                               "[policy hold.test]\nphishing = quarantine\n"
                               "[milter]\non-failure = tempfail\n";

static struct sg_decision decide(const char *recipient, const char *other,
                                 enum sg_handling handling, uint32_t pardon, enum sg_asked asked)
{
    const sg_span recipients[] = { sg_span_of(recipient), sg_span_of(other) };
    const struct sg_milter_answer answer = { .level = SG_LEVEL_PHISHING, .pardon = pardon };
    const struct sg_deciding d = {
        .settings = &settings,
        .asked = asked,
        .answer = &answer,
        .handling = handling,
        .recipients = recipients,
        .n_recipients = other[0] == '\0' ? 1 : 2,
    };
    return sg_milter_decide(&d);
}

static void the_mildest_policy_holds(void **state)
{
    (void)state;

    static const struct {
        const char *recipient, *other;
        enum sg_action action;
    } rows[] = {
        { "a@any.test", "", SG_ACTION_REJECT },
        { "a@mild.test", "", SG_ACTION_TAG },
        { "a@HOLD.test", "", SG_ACTION_QUARANTINE },
        { "a@any.test", "b@hold.test", SG_ACTION_QUARANTINE },
        { "a@hold.test", "b@mild.test", SG_ACTION_TAG },
        { "nobody", "", SG_ACTION_REJECT },
        { "", "", SG_ACTION_REJECT },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_decision d =
            decide(rows[i].recipient, rows[i].other, SG_HANDLE_EXAMINE, 0, SG_ASKED_ANSWERED);
        assert_int_equal(d.action, rows[i].action);
        assert_int_equal(d.because, SG_BECAUSE_LEVEL);
        assert_span_is(d.prefix, "[P]");
    }
}

static void who_is_pardoned_or_observed_is_never_more_than_tagged(void **state)
{
    (void)state;
    struct sg_decision d = decide("a@any.test", "", SG_HANDLE_EXAMINE, 7, SG_ASKED_ANSWERED);
    assert_int_equal(d.action, SG_ACTION_TAG);
    assert_int_equal(d.because, SG_BECAUSE_PARDONED);
    assert_int_equal(d.prefix.len, 0);
    d = decide("a@any.test", "", SG_HANDLE_OBSERVE, 0, SG_ASKED_ANSWERED);
    assert_int_equal(d.action, SG_ACTION_TAG);
    assert_int_equal(d.because, SG_BECAUSE_OBSERVED);
    assert_int_equal(d.level, SG_LEVEL_PHISHING);
}

static void without_a_verdict_the_site_says_what_happens(void **state)
{
    (void)state;
    for (int asked = SG_ASKED_LATE; asked < SG_N_ASKED; asked++) {
        struct sg_decision d = decide("a@any.test", "", SG_HANDLE_EXAMINE, 0, (enum sg_asked)asked);
        assert_int_equal(d.action, SG_ACTION_TEMPFAIL);
        assert_int_equal(d.because, SG_BECAUSE_FAILED);
        assert_int_equal(d.level, SG_LEVEL_UNDETERMINED);
    }
}

static void what_the_table_cannot_say_is_found_too(void **state)
{
    (void)state;

    static const struct {
        const char *text, *wanted; /* a word of the error */
    } rows[] = {
        { "[milter]\nsocket = here\n", "'socket'" },
        { "[milter]\nsocket-mode = 0999\n", "'socket-mode'" },
        { "[policy]\nreject-text = 100% phishing\n", "'reject-text'" },
        { "[policy x.test]\nreject-text = \xe8\xa9\x90\xe6\xac\xba\n", "'reject-text'" },
        { "[identity]\nown-networks = 192.0.2.0/33\n", "'own-networks'" },
        { "[policy]\nphishing = explode\n", ":2:" },
        { "[polcy]\n", ":1:" },
    };

    struct sg_milter_settings kept = settings;
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_buf errors = SG_BUF(8192);
        assert_int_not_equal(read_settings(rows[i].text, &errors), SG_OK);
        assert_true(sg_holds(sg_buf_span(&errors), sg_span_of(rows[i].wanted)));
        sg_buf_free(&errors);
    }
    settings = kept;
}

static void the_sample_is_a_configuration(void **state)
{
    (void)state;
    struct sg_milter_settings kept = settings;
    struct sg_buf sample = SG_BUF(65536), errors = SG_BUF(8192);
    sg_milter_settings_sample(&sample);
    sg_put_octet(&sample, 0);
    assert_int_equal(read_settings((const char *)sample.at, &errors), SG_OK);
    sg_buf_free(&sample);
    sg_buf_free(&errors);
    settings = kept;
}

static int open_settings(void **state)
{
    (void)state;
    struct sg_buf errors = SG_BUF(8192);
    arena = sg_arena_open(1 << 24);
    enum sg_status st = read_settings(policies, &errors);
    sg_buf_free(&errors);
    return st == SG_OK ? 0 : -1;
}

static int close_settings(void **state)
{
    (void)state;
    sg_arena_close(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mildest_policy_holds),
        cmocka_unit_test(who_is_pardoned_or_observed_is_never_more_than_tagged),
        cmocka_unit_test(without_a_verdict_the_site_says_what_happens),
        cmocka_unit_test(what_the_table_cannot_say_is_found_too),
        cmocka_unit_test(the_sample_is_a_configuration),
    };
    return cmocka_run_group_tests(tests, open_settings, close_settings);
}
