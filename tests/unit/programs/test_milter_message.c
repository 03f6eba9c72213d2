#include "programs/milter_message.h"

#include "test.h"

static void a_session_comes_over_as_it_was(void **state)
{
    (void)state;
    const struct sg_milter_session was = { SG_SPAN("192.0.2.1"),
                                           SG_SPAN("mail.example.net"),
                                           SG_SPAN("helo.example"),
                                           SG_SPAN("a@example.net"),
                                           SG_SPAN(""),
                                           true };
    struct sg_milter_session is = { 0 };
    struct sg_buf note = SG_BUF(8192);
    sg_milter_put_session(&note, &was);
    assert_true(sg_milter_read_session(sg_buf_span(&note), &is));
    assert_span_is(is.client_ip, "192.0.2.1");
    assert_span_is(is.rdns, "mail.example.net");
    assert_span_is(is.helo, "helo.example");
    assert_span_is(is.mail_from, "a@example.net");
    assert_span_is(is.recipient, "");
    assert_true(is.is_authenticated);
    for (size_t cut = 0; cut < note.len; cut++)
        assert_false(sg_milter_read_session(sg_cut(sg_buf_span(&note), 0, cut), &is));
    sg_buf_free(&note);
}

static struct sg_milter_answer sample(void)
{
    return (struct sg_milter_answer){ .level = SG_LEVEL_PHISHING,
                                      .is_complete = true,
                                      .points = -361,
                                      .n_told = 2,
                                      .told = { { 0, 120 }, { 3, -60 } },
                                      .n_forged = 1,
                                      .forged = { 2 },
                                      .pardon = 12 };
}

static void an_answer_comes_over_as_it_was(void **state)
{
    (void)state;
    struct sg_milter_answer was = sample(), is = { 0 };
    struct sg_buf reply = SG_BUF(8192);
    sg_milter_put_answer(&reply, &was);
    assert_true(sg_milter_read_answer(sg_buf_span(&reply), &is));
    assert_int_equal(is.level, SG_LEVEL_PHISHING);
    assert_int_equal(is.points, -361);
    assert_int_equal(is.n_told, 2);
    assert_int_equal(is.told[1].kind, 3);
    assert_int_equal(is.told[1].points, -60);
    assert_int_equal(is.forged[0], 2);
    assert_int_equal(is.pardon, 12);
    for (size_t cut = 0; cut < reply.len; cut++)
        assert_false(sg_milter_read_answer(sg_cut(sg_buf_span(&reply), 0, cut), &is));
    sg_put_octet(&reply, 0);
    assert_false(sg_milter_read_answer(sg_buf_span(&reply), &is));
    sg_buf_free(&reply);
}

static bool is_read(const struct sg_milter_answer *answer)
{
    struct sg_milter_answer is;
    struct sg_buf reply = SG_BUF(8192);
    sg_milter_put_answer(&reply, answer);
    bool read = sg_milter_read_answer(sg_buf_span(&reply), &is);
    sg_buf_free(&reply);
    return read;
}

/* A worker that was taken over may write anything. */
static void what_no_worker_of_ours_writes_is_refused(void **state)
{
    (void)state;
    struct sg_milter_answer a = sample();
    assert_true(is_read(&a));
    a.level = (enum sg_level)(SG_LEVEL_UNDETERMINED + 1);
    assert_false(is_read(&a));
    a = sample();
    a.points = 2000000000;
    assert_false(is_read(&a));
    a = sample();
    a.told[0].kind = (uint16_t)sg_milter_n_kinds();
    assert_false(is_read(&a));
    a = sample();
    a.told[1].points = -2000000;
    assert_false(is_read(&a));
    a = sample();
    a.forged[0] = 0;
    assert_false(is_read(&a));
}

static void every_kind_has_its_number(void **state)
{
    (void)state;
    assert_true(sg_milter_n_kinds() > 100);
    assert_string_equal(sg_milter_kind_id(sg_milter_n_kinds()), "");
    for (size_t i = 0; i < sg_milter_n_kinds(); i++)
        assert_true(sg_milter_kind_id(i)[0] != '\0');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_session_comes_over_as_it_was),
        cmocka_unit_test(an_answer_comes_over_as_it_was),
        cmocka_unit_test(what_no_worker_of_ours_writes_is_refused),
        cmocka_unit_test(every_kind_has_its_number),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
