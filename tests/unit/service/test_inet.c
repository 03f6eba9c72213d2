#include "service/inet.h"

#include "test.h"

static void an_address_is_read_strictly(void **state)
{
    (void)state;

    static const struct {
        sg_span text;
        bool is_read;
    } rows[] = {
        { SG_SPAN_INIT("192.0.2.1"), true },
        { SG_SPAN_INIT("2001:DB8::1"), true },
        { SG_SPAN_INIT("::ffff:192.0.2.1"), true },
        { SG_SPAN_INIT("::"), true },
        { SG_SPAN_INIT(""), false },
        { SG_SPAN_INIT("192.0.2"), false },
        { SG_SPAN_INIT("192.0.2.01"), false },
        { SG_SPAN_INIT("192.0.2.256"), false },
        { SG_SPAN_INIT(" 192.0.2.1"), false },
        { SG_SPAN_INIT("192.0.2.1\0x"), false },
        { SG_SPAN_INIT("fe80::1%eth0"), false },
        { SG_SPAN_INIT("[::1]"), false },
        { SG_SPAN_INIT("localhost"), false },
        { SG_SPAN_INIT("0000:0000:0000:0000:0000:0000:0000:0000:0000:0000"), false },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_inet address = { { 7 } };
        sg_span text = exact_octets(rows[i].text.at, rows[i].text.len);
        assert_int_equal(sg_inet_read(text, &address), rows[i].is_read);
        if (!rows[i].is_read)
            assert_int_equal(address.octets[0], 7);
        drop(text);
    }
}

static void one_ipv4_address_has_one_form(void **state)
{
    (void)state;
    struct sg_inet a, b;
    assert_true(sg_inet_read(SG_SPAN("192.0.2.1"), &a));
    assert_true(sg_inet_read(SG_SPAN("::ffff:192.0.2.1"), &b));
    assert_memory_equal(&a, &b, sizeof(a));
    assert_true(sg_inet_is_v4(&a));
}

static void loopback_is_127_and_one(void **state)
{
    (void)state;

    static const struct {
        const char *text;
        bool is_loopback;
    } rows[] = {
        { "127.0.0.1", true },  { "127.9.8.7", true },
        { "::1", true },        { "::ffff:127.0.0.1", true },
        { "0.0.0.0", false },   { "::", false },
        { "::2", false },       { "128.0.0.1", false },
        { "192.0.2.1", false }, { "::127.0.0.1", false },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_inet address;
        assert_true(sg_inet_read(sg_span_of(rows[i].text), &address));
        assert_int_equal(sg_inet_is_loopback(&address), rows[i].is_loopback);
    }
}

static void a_network_has_what_shares_its_prefix(void **state)
{
    (void)state;

    static const struct {
        const char *network, *inside, *outside;
    } rows[] = {
        { "192.0.2.0/24", "192.0.2.255", "192.0.3.0" },
        { "192.0.2.128/25", "192.0.2.128", "192.0.2.127" },
        { "192.0.2.1", "192.0.2.1", "192.0.2.0" },
        { "192.0.2.1/32", "::ffff:192.0.2.1", "192.0.2.3" },
        { "0.0.0.0/0", "255.255.255.255", "2001:db8::1" },
        { "2001:db8::/32", "2001:db8:ffff::1", "2001:db9::" },
        { "2001:db8:0:8000::/49", "2001:db8:0:ffff::", "2001:db8:0:7fff::" },
        { "2001:db8::1", "2001:db8::1", "2001:db8::2" },
        { "::/0", "2001:db8::1", NULL },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_network network;
        struct sg_inet address;
        assert_true(sg_network_read(sg_span_of(rows[i].network), &network));
        assert_true(sg_inet_read(sg_span_of(rows[i].inside), &address));
        assert_true(sg_network_has(&network, &address));
        if (rows[i].outside == NULL)
            continue;
        assert_true(sg_inet_read(sg_span_of(rows[i].outside), &address));
        assert_false(sg_network_has(&network, &address));
    }
}

static void a_network_that_is_none_is_refused(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "192.0.2.1/24",    "192.0.2.0/33",   "192.0.2.0/",     "192.0.2.0/-1", "192.0.2.0/a",
        "192.0.2/24",      "2001:db8::1/32", "2001:db8::/129", "/24",          "",
        "192.0.2.0/24/24", "192.0.2.0 /24"
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_network network;
        if (sg_network_read(sg_span_of(rows[i]), &network))
            fail_msg("'%s' was read", rows[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_address_is_read_strictly),
        cmocka_unit_test(one_ipv4_address_has_one_form),
        cmocka_unit_test(loopback_is_127_and_one),
        cmocka_unit_test(a_network_has_what_shares_its_prefix),
        cmocka_unit_test(a_network_that_is_none_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
