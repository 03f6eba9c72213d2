#include "mail/received.h"
#include "test.h"

static void dates_are_read_in_the_forms_of_the_wild(void **state)
{
    (void)state;

    static const struct {
        const char *in;
        int64_t seconds;
        int offset;
    } rows[] = {
        { "Sun, 30 Jan 2022 12:34:56 +0900", 1643513696, 540 },
        { "30 Jan 2022 12:34:56 +0900 (JST)", 1643513696, 540 },
        { " Sun,30 Jan 2022\r\n 12:34:56 +0900", 1643513696, 540 },
        { "Sun, 30 Jan 22 12:34 GMT", 1643546040, 0 },
        { "Sun, 30 Jan 2022 12:34:56 EST", 1643564096, -300 },
        { "30 Jan 2022 03:34:56 -0000", 1643513696, 0 },
        { "Sun, 30 Jan 2022 03:34:56", 1643513696, 0 },
        { "Sun Jan 30 03:34:56 2022", 1643513696, 0 },
        { "Sun Jan 30 12:34:56 JST 2022", 1643513696, 540 },
        { "January 30, 2022 at 3:34:56 AM UTC", 1643513696, 0 },
        { "30 Jan 2022 12:34:56 PM", 1643546096, 0 },
        { "2022-01-30 03:34:56", 1643513696, 0 },
        { "2022-01-30T12:34:56.123+09:00", 1643513696, 540 },
        { "2022-01-30T03:34:56Z", 1643513696, 0 },
        { "30-Jan-2022 03:34:56", 1643513696, 0 },
        { "Sun (a (nested) comment), 30 (x) Jan 2022 03:34:56 GMT", 1643513696, 0 },
        { "Sun, 30 Jan 2022 02:34:56 -600", 1643531696, -360 },
        { "Sun, 30 Jan 2022 12:34:56 GMT+0900", 1643513696, 540 },
        { "Thu, 01 Jan 1970 00:00:00 +0000", 0, 0 },
        { "29 Feb 2000 00:00:00 +0000", 951782400, 0 },
        { "31 Dec 1969 23:59:59 +0000", -1, 0 },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        int64_t seconds = 99;
        int offset = 99;
        sg_span in = exact(rows[i].in);
        if (!sg_date_read(in, &seconds, &offset) || seconds != rows[i].seconds ||
            offset != rows[i].offset)
            fail_msg("'%s' gives %lld %d", rows[i].in, (long long)seconds, offset);
        drop(in);
    }
}

static void what_is_no_date_is_refused(void **state)
{
    (void)state;
    static const char *const rows[] = { "",
                                        "Whenever",
                                        "30 Feb 2022 00:00:00 +0000",
                                        "30 Jan 2022 25:00:00 +0000",
                                        "01/02/2022 00:00",
                                        "((((",
                                        "0001-01-01 00:00:00",
                                        "Mon, 32 Jan 2022 00:00:00",
                                        "%date%" };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        int64_t seconds = 99;
        int offset = 99;
        sg_span in = exact(rows[i]);
        assert_false(sg_date_read(in, &seconds, &offset));
        assert_int_equal(seconds, 99);
        drop(in);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dates_are_read_in_the_forms_of_the_wild),
        cmocka_unit_test(what_is_no_date_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
