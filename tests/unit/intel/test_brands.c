#include <stdio.h>

#include "intel/brands_read.h"
#include "test.h"
#include "unit/intel/data_folder.h"

static struct sg_arena *arena;
static struct sg_folder *folder;
static struct sg_error err;
static char dir[] = "/tmp/shingan-brands-XXXXXX";

static int open_arena(void **state)
{
    (void)state;
    arena = sg_arena_open(64 * 1024 * 1024);
    assert_int_equal(sg_folder_open(&folder, &err), SG_OK);
    return make_data_folder(dir, "brands");
}

static int close_arena(void **state)
{
    (void)state;
    drop_data_folder(dir, "brands", "a.brands");
    sg_folder_close(folder);
    sg_arena_close(arena);
    return 0;
}

static enum sg_status read_brands(const char *text, const struct sg_brands **out)
{
    char path[96];
    snprintf(path, sizeof path, "%s/brands/a.brands", dir);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    const char *const dirs[] = { dir, NULL };
    err = (struct sg_error){ 0 };
    return sg_brands_open(arena, folder, dirs, out, &err);
}

static const char HOSTER[] =
    "brand hoster\n ja ホスター\n category hosting\n official hoster.example\n"
    " published isp.example\n mailbox isp.example\n host isp.example\n"
    " host www.isp.example\n partner delivery.example\n"
    "brand twin\n en Twin\n category hosting\n owner hoster\n"
    " official twin.example\n"
    "brand other\n en Other\n category bank\n official other.example\n";

static void a_host_may_be_official_where_customers_publish(void **state)
{
    (void)state;

    static const struct {
        const char *brand, *host;
        bool is_owned, has_mailboxes;
    } rows[] = {
        { "hoster", "hoster.example", true, false },
        { "hoster", "a.hoster.example", true, false },
        { "hoster", "isp.example", true, true },
        { "hoster", "www.isp.example", true, false },
        { "hoster", "a.www.isp.example", false, true },
        { "hoster", "customer.isp.example", false, true },
        { "hoster", "delivery.example", true, false },
        { "twin", "hoster.example", true, false },
        { "other", "hoster.example", false, false },
        { "hoster", "other.example", false, false },
    };

    const struct sg_brands *brands = NULL;
    assert_int_equal(read_brands(HOSTER, &brands), SG_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct sg_brand *b = sg_brand_find(brands, sg_span_of(rows[i].brand));
        sg_span host = exact(rows[i].host);
        assert_int_equal(sg_brand_owns(brands, b, host), rows[i].is_owned);
        assert_int_equal(sg_brand_domain_of(brands, host)->has_mailboxes, rows[i].has_mailboxes);
        drop(host);
    }
    assert_null(sg_brand_domain_of(brands, SG_SPAN("example")));
    sg_brands_close(brands);
}

static void a_domain_of_several_is_first_of_who_heads_them(void **state)
{
    (void)state;
    static const char group[] =
        "brand film\n en Film\n category streaming\n owner shop\n official shop.example\n"
        "brand shop\n en Shop\n category ec\n official shop.example\n"
        "brand card\n en Card\n category card\n owner shop\n official shop.example\n"
        "brand guest\n en Guest\n category ec\n official shop.example\n";
    static const char *const expected[] = { "shop", "guest", "card", "film" };
    const struct sg_brands *brands = NULL;
    assert_int_equal(read_brands(group, &brands), SG_OK);
    const struct sg_brand_domain *d = sg_brand_domain_of(brands, SG_SPAN("www.shop.example"));
    bool is_seen[4] = { false };
    assert_span_is(d->brand->id, expected[0]);
    for (size_t n = 0; d != NULL; d = d->next, n++) {
        assert_true(n < 4);
        for (size_t i = 0; i < 4; i++)
            is_seen[i] |= sg_same(d->brand->id, sg_span_of(expected[i]));
    }
    assert_true(is_seen[0] && is_seen[1] && is_seen[2] && is_seen[3]);
    sg_brands_close(brands);
}

static void what_is_weak_is_so_however_else_it_is_given(void **state)
{
    (void)state;
    const struct sg_brands *brands = NULL;
    struct sg_brand_hits hits;
    assert_int_equal(read_brands("brand line\n ja LINE\n en Line\n category social\n weak line\n"
                                 " name LINE Pay\n official line.example\n",
                                 &brands),
                     SG_OK);
    sg_brand_scan(arena, brands, SG_SPAN("on line"), &hits);
    assert_int_equal(hits.n, 1);
    assert_true(hits.at[0].name->is_weak);
    sg_brand_scan(arena, brands, SG_SPAN("line pay"), &hits);
    assert_int_equal(hits.n, 1);
    assert_false(hits.at[0].name->is_weak);
    sg_brands_close(brands);
}

static void a_brand_without_a_domain_of_its_own_is_contradicted_by_none(void **state)
{
    (void)state;
    const struct sg_brands *brands = NULL;
    assert_int_equal(
        read_brands("brand a\n en A\n category isp\n published a.example\n"
                    "brand b\n en B\n category isp\n mailbox b.example\n"
                    "brand c\n en C\n category isp\n software yes\n official c.example\n",
                    &brands),
        SG_OK);
    assert_true(sg_brand_find(brands, SG_SPAN("a"))->is_software);
    assert_false(sg_brand_find(brands, SG_SPAN("b"))->is_software);
    assert_true(sg_brand_find(brands, SG_SPAN("c"))->is_software);
    sg_brands_close(brands);
}

static void mistakes_in_brands_are_named_with_their_line(void **state)
{
    (void)state;

    static const struct {
        const char *text, *says;
    } rows[] = {
        { "brand a\n category x\n", "a.brands:1: a brand needs 'ja' or 'en'" },
        { "brand a\n en A\n", "a.brands:1: 'a' has no 'category'" },
        { "brand a\n en A\n category x\n colour red\n", "a.brands:4: unknown field 'colour'" },
        { "brand a\n en A\n category x\nbrand a\n en A\n category x\n",
          "a.brands:4: 'a' stands already" },
        { "brand a\n en A\n category x\n official A.example\n", "a.brands:4:" },
        { "brand a\n en A\n category x\n official a.example\n official a.example\n",
          "a.brands:5: 'a.example' stands already in line 4" },
        { "brand a\n en A\n category x\n official a.example\n published a.example\n",
          "a.brands:5: 'a.example' stands already in line 4" },
        { "brand a\n en A\n category x\n official a.example\n mailbox a.example\n",
          "a.brands:5: 'a.example' stands already in line 4" },
        { "brand a\n en A\n category x\n host a.example\n host a.example\n",
          "a.brands:5: 'a.example' stands already in line 4" },
        { "brand \xe3\n", "a.brands:1: not UTF-8" },
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct sg_brands *brands = NULL;
        assert_int_not_equal(read_brands(rows[i].text, &brands), SG_OK);
        assert_null(brands);
        if (strstr(err.text, rows[i].says) == NULL)
            fail_msg("'%s' does not say '%s'", err.text, rows[i].says);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_host_may_be_official_where_customers_publish),
        cmocka_unit_test(a_domain_of_several_is_first_of_who_heads_them),
        cmocka_unit_test(what_is_weak_is_so_however_else_it_is_given),
        cmocka_unit_test(a_brand_without_a_domain_of_its_own_is_contradicted_by_none),
        cmocka_unit_test(mistakes_in_brands_are_named_with_their_line),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
