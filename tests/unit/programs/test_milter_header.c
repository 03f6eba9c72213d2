#include "programs/milter_header.h"

#include "test.h"

#define ASSERT_WRITES(want, call)                \
    do {                                         \
        struct sg_buf out = SG_BUF(8192);        \
        call;                                    \
        assert_span_is(sg_buf_span(&out), want); \
        sg_buf_free(&out);                       \
    } while (0)

static void points_have_a_sign_and_two_places(void **state)
{
    (void)state;
    ASSERT_WRITES("+3.61", sg_milter_put_points(&out, 361));
    ASSERT_WRITES("-0.05", sg_milter_put_points(&out, -5));
    ASSERT_WRITES("+0.00", sg_milter_put_points(&out, 0));
}

static void findings_are_folded(void **state)
{
    (void)state;
    struct sg_milter_answer answer = { .n_told = SG_MAX_TOLD };
    struct sg_buf out = SG_BUF(16384);
    for (size_t i = 0; i < SG_MAX_TOLD; i++)
        answer.told[i].kind = (uint16_t)i;
    sg_milter_put_findings(&out, &answer);
    sg_span rest = sg_buf_span(&out);
    assert_true(sg_find(rest, '\n', 0) < rest.len);
    size_t lines = 0;
    while (rest.len > 0) {
        sg_span line = sg_next(&rest, '\n');
        assert_true(line.len <= 100);
        assert_true(lines++ == 0 || sg_at(line, 0) == '\t');
    }
    sg_buf_free(&out);
}

static void a_mail_without_findings_says_so(void **state)
{
    (void)state;
    const struct sg_milter_answer answer = { 0 };
    ASSERT_WRITES("none", sg_milter_put_findings(&out, &answer));
}

static void results_name_level_and_points(void **state)
{
    (void)state;
    struct sg_milter_answer answer = { .level = SG_LEVEL_PHISHING, .points = 361 };
    ASSERT_WRITES("mx.test;\n\tx-shingan=fail policy.level=phishing policy.points=+3.61",
                  sg_milter_put_results(&out, SG_SPAN("mx.test"), &answer));
    ASSERT_WRITES("mx.test;\n\tx-shingan=temperror policy.level=undetermined",
                  sg_milter_put_results(&out, SG_SPAN("mx.test"), NULL));
}

static void a_prefix_stands_before_the_subject(void **state)
{
    (void)state;

    static const struct {
        const char *prefix, *subject, *want;
    } rows[] = {
        { "[phishing?]", " lunch", "[phishing?] lunch" },
        { "[p]", "", "[p] " },
        { "[p]", " =?UTF-8?B?5pi86aOf?=", "[p] =?UTF-8?B?5pi86aOf?=" },
        { "【疑】", " lunch", "=?UTF-8?B?44CQ55aR44CR?=\n lunch" },
        { "【疑】", "\t=?ISO-2022-JP?B?GyRCQ2s/KRsoQg==?=",
          "=?UTF-8?B?44CQ55aR44CR?=\n =?ISO-2022-JP?B?GyRCQ2s/KRsoQg==?=" },
        { "【フィッシングの疑いがあります】", " a\n b",
          "=?UTF-8?B?44CQ44OV44Kj44OD44K344Oz44Kw44Gu55aR44GE44GM44GC44KK?=\n "
          "=?UTF-8?B?44G+44GZ44CR?=\n a\n b" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        ASSERT_WRITES(rows[i].want, sg_milter_put_subject(&out, sg_span_of(rows[i].prefix),
                                                          sg_span_of(rows[i].subject)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_have_a_sign_and_two_places),
        cmocka_unit_test(findings_are_folded),
        cmocka_unit_test(a_mail_without_findings_says_so),
        cmocka_unit_test(results_name_level_and_points),
        cmocka_unit_test(a_prefix_stands_before_the_subject),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
