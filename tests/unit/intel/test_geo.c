#include "intel/geo.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "intel/table.h"
#include "test.h"

static struct sg_arena *arena;
static struct sg_error err;
static sg_span shipped; /* data/geo/country.table */

static const char *data(void)
{
    const char *dir = getenv("SHINGAN_DATA");
    assert_non_null(dir);
    return dir;
}

static int open_arena(void **state)
{
    (void)state;
    arena = sg_arena_open(256 * 1024 * 1024);
    char path[512];
    snprintf(path, sizeof path, "%s/geo/country.table", data());
    return sg_file_read(arena, path, 16 * 1024 * 1024, &shipped, &err) == SG_OK ? 0 : -1;
}

static int close_arena(void **state)
{
    (void)state;
    sg_arena_close(arena);
    return 0;
}

static void to_address(const char *text, uint8_t out[16])
{
    memset(out, 0, 16);
    if (strchr(text, ':') != NULL) {
        assert_int_equal(inet_pton(AF_INET6, text, out), 1);
        return;
    }
    out[10] = out[11] = 0xff;
    assert_int_equal(inet_pton(AF_INET, text, out + 12), 1);
}

static void well_known_addresses_are_where_they_should_be(void **state)
{
    (void)state;

    static const struct {
        const char *address, *country;
        uint32_t asn;
        bool is_cloud;
    } rows[] = {
        { "40.71.38.95", "US", 8075, true },
        { "40.107.1.1", NULL, 8075, false },
        { "133.242.0.1", "JP", 0, false },
        { "202.32.0.1", "JP", 0, false },
        { "192.0.2.1", "", 0, false },
        { "127.0.0.1", "", 0, false },
        { "0.0.0.0", "", 0, false },
        { "255.255.255.255", "", 0, false },
        { "2001:240::1", "JP", 0, false },
        { "2001:db8::1", "", 0, false },
        { "::", "", 0, false },
        { "ffff:ffff:ffff:ffff::", "", 0, false },
        { "2600:1f00::1", "US", 16509, true },
    };

    const struct sg_geo *geo = NULL;
    struct sg_geo_places places = { .dir = data(), .only_own = true };
    assert_int_equal(sg_geo_open(arena, &places, &geo, &err), SG_OK);
    assert_non_null(geo);
    assert_true(sg_starts(sg_geo_source(geo), SG_SPAN("geo-whois-asn-country 20")));
    assert_false(sg_geo_has_networks(geo));
    assert_true(sg_geo_has_countries(geo));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint8_t address[16];
        to_address(rows[i].address, address);
        struct sg_location l = sg_geo_find(arena, geo, address);
        if (rows[i].country != NULL)
            assert_span_is(l.country, rows[i].country);
        if (rows[i].asn != 0) {
            assert_int_equal(l.asn, rows[i].asn);
            assert_true(l.network.len > 0);
        }
        if (rows[i].asn != 0 || rows[i].country == NULL)
            assert_int_equal(l.is_cloud, rows[i].is_cloud);
    }
    sg_geo_close(geo);
}

static void without_a_table_everything_is_empty(void **state)
{
    (void)state;
    uint8_t address[16];
    to_address("40.71.38.95", address);
    const struct sg_geo *geo = NULL;
    struct sg_geo_places nowhere = { .dir = "/nonexistent", .only_own = true };
    assert_int_equal(sg_geo_open(arena, &nowhere, &geo, &err), SG_OK);
    assert_null(geo);
    struct sg_location l = sg_geo_find(arena, NULL, address);
    assert_int_equal(l.country.len + l.network.len + l.asn, 0);
    assert_false(l.is_cloud);
    assert_int_equal(sg_geo_source(NULL).len, 0);
    assert_false(sg_geo_has_networks(NULL));
    assert_false(sg_geo_has_countries(NULL));
}

static void networks_may_be_known_without_countries(void **state)
{
    (void)state;
    char path[512];
    snprintf(path, sizeof path, "%s/geo/cloud.table", data());
    uint8_t address[16];
    to_address("40.71.38.95", address);
    const struct sg_geo *geo = NULL;
    struct sg_geo_places places = { .network = path, .only_own = true };
    assert_int_equal(sg_geo_open(arena, &places, &geo, &err), SG_OK);
    assert_non_null(geo);
    assert_false(sg_geo_has_countries(geo));
    assert_int_equal(sg_geo_source(geo).len, 0);
    struct sg_location l = sg_geo_find(arena, geo, address);
    assert_int_equal(l.asn, 8075);
    assert_int_equal(l.country.len, 0);
    sg_geo_close(geo);
}

static void a_damaged_table_is_refused_by_name(void **state)
{
    (void)state;
    struct sg_table t;
    static const size_t cuts[] = { 0, 1, 7, 8, 31, 32, 119, 120, 5000 };
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        sg_span cut = exact_octets(shipped.at, cuts[i]);
        assert_int_equal(sg_table_open(cut, "country", "x.table", &t, &err), SG_E_SYNTAX);
        assert_non_null(strstr(err.text, "'x.table'"));
        drop(cut);
    }
    assert_int_equal(sg_table_open(shipped, "network", "x.table", &t, &err), SG_E_SYNTAX);
    for (size_t at = 0; at < shipped.len; at += at < 200 ? 1 : 100003) {
        uint8_t *copy = malloc(shipped.len);
        memcpy(copy, shipped.at, shipped.len);
        copy[at] ^= 0x10;
        assert_int_equal(
            sg_table_open((sg_span){ copy, shipped.len }, "country", "x.table", &t, &err),
            SG_E_SYNTAX);
        free(copy);
    }
}

/* Somebody may write a table whose checksum fits its nonsense. */
static void a_table_of_nonsense_is_looked_up_within_its_bounds(void **state)
{
    (void)state;
    uint32_t seed = 1;
    for (int round = 0; round < 200; round++) {
        uint8_t *parts = malloc(1024);
        for (size_t i = 0; i < 1024; i++) {
            seed = seed * 1103515245u + 12345u;
            parts[i] = (uint8_t)(seed >> 16 & (round % 2 != 0 ? 0xff : 0x03));
        }
        sg_span all = { parts, 1024 };
        struct sg_table t = { .blocks4 = sg_cut(all, 0, 160),
                              .blocks6 = sg_cut(all, 160, 240),
                              .names = sg_cut(all, 400, 160),
                              .text = sg_cut(all, 560, 64),
                              .steps4 = sg_cut(all, 624, 200),
                              .steps6 = sg_cut(all, 824, 200) };
        static const char *const wanted[] = { "0.0.0.0",     "1.2.3.4",  "255.255.255.255",
                                              "2001:db8::1", "::1:0:0",  "ffff::",
                                              "3.3.3.3",     "303:303::" };
        for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
            uint8_t address[16];
            to_address(wanted[i], address);
            struct sg_table_entry e = sg_table_find(&t, address);
            assert_true(e.name.len <= 64);
        }
        free(parts);
    }
}

static void opening_fails_with_the_name_of_the_file(void **state)
{
    (void)state;
    char path[] = "/tmp/shingan-geo-XXXXXX.table", mmdb[] = "/tmp/shingan-geo-XXXXXX.mmdb";
    int fds[] = { mkstemps(path, 6), mkstemps(mmdb, 5) };
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(write(fds[i], "SGTABLE1 or not", 15), 15);
        close(fds[i]);
        const char *file = i == 0 ? path : mmdb;
        struct sg_geo_places as_country = { .country = file, .only_own = true };
        struct sg_geo_places as_network = { .network = file, .only_own = true };
        const struct sg_geo *geo = NULL;
        assert_int_equal(sg_geo_open(arena, &as_country, &geo, &err), SG_E_SYNTAX);
        assert_non_null(strstr(err.text, file));
        assert_int_equal(sg_geo_open(arena, &as_network, &geo, &err), SG_E_SYNTAX);
        assert_non_null(strstr(err.text, file));
        assert_null(geo);
        unlink(file);
    }
    struct sg_geo_places missing = { .country = "/nonexistent/x.mmdb", .only_own = true };
    const struct sg_geo *geo = NULL;
    assert_int_equal(sg_geo_open(arena, &missing, &geo, &err), SG_E_IO);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(well_known_addresses_are_where_they_should_be),
        cmocka_unit_test(without_a_table_everything_is_empty),
        cmocka_unit_test(networks_may_be_known_without_countries),
        cmocka_unit_test(a_damaged_table_is_refused_by_name),
        cmocka_unit_test(a_table_of_nonsense_is_looked_up_within_its_bounds),
        cmocka_unit_test(opening_fails_with_the_name_of_the_file),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
