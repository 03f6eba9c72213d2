#include "measure/decisive.h"
#include "test.h"

enum { CLAIM, ASK, MORE, BOTH, N };

static const struct sg_finding_kind kinds[] = {
    { "claim", SG_GROUP_IDENTITY, SG_DIRECT, SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { "ask", SG_GROUP_LINK, SG_DIRECT, SG_PART_ASK },
    { "more", SG_GROUP_LINK, SG_DIRECT, SG_PART_ASK },
};
static const sg_span of_both[] = { SG_SPAN_INIT("claim"), SG_SPAN_INIT("ask") };
static const struct sg_combination both = { .findings = of_both, .n_findings = 2, .points = 100 };
static const struct sg_weighed weighed_at[N] = {
    { .id = SG_SPAN_INIT("claim"), .kind = &kinds[CLAIM], .prior = 200 },
    { .id = SG_SPAN_INIT("ask"), .kind = &kinds[ASK], .prior = 150 },
    { .id = SG_SPAN_INIT("more"), .kind = &kinds[MORE], .prior = 150 },
    { .id = SG_SPAN_INIT("both"), .combination = &both, .prior = 100 },
};
static const struct sg_weighed_list weighed = { weighed_at, N };
/* the group of links counts 150 at most: 200 + 150 + 100 */
static const struct sg_sign signs[] = {
    { CLAIM, 200, 200 }, { ASK, 150, 150 }, { MORE, 150, 0 }, { BOTH, 100, 100 }
};
static const struct sg_measured mail = { .is = SG_IS_PHISH | SG_IS_STRICT,
                                         .is_rep = true,
                                         .level = SG_LEVEL_SUSPICIOUS,
                                         .points = 450,
                                         .signs = signs,
                                         .n_signs = N };

static void without_a_finding_its_cap_is_filled_by_others_and_its_combinations_go(void **state)
{
    (void)state;

    static const struct {
        size_t left_out;
        int32_t remains; /* -1: its part of the conjunction is gone */
    } rows[] = { { CLAIM, -1 }, { ASK, 350 }, { MORE, 450 }, { BOTH, 350 } };
    struct sg_weights w = { .caps = { [SG_GROUP_LINK] = 150 } };
    for (size_t i = 0; i < N; i++) {
        w.suspicious = rows[i].remains < 0 ? -1000 : rows[i].remains;
        assert_int_equal(sg_is_accused_without(&mail, rows[i].left_out, &weighed, &w),
                         rows[i].remains >= 0);
        w.suspicious++;
        assert_false(sg_is_accused_without(&mail, rows[i].left_out, &weighed, &w));
    }
}

static void what_decides_most_comes_first_and_clusters_count_once(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 20);
    struct sg_measured mails[2] = { mail, mail };
    const struct sg_weights w = { .caps = { [SG_GROUP_LINK] = 150 }, .suspicious = 400 };
    mails[1].is_rep = false;
    struct sg_decisive_list d =
        sg_decisive_of(arena, (struct sg_measured_list){ mails, 2 }, &weighed, &w);
    assert_int_equal(d.n, N);
    assert_span_is(d.at[N - 1].id, "more");
    assert_int_equal(d.at[N - 1].fall_phish, 0);
    assert_int_equal(d.at[0].fall_phish, 1);
    assert_int_equal(d.at[0].phish, 1);
    sg_arena_close(arena);
}

static void put(uint8_t *at, size_t i, unsigned n)
{
    at[2 * i] = (uint8_t)(n >> 8);
    at[2 * i + 1] = (uint8_t)n;
}

static void what_a_worker_packed_is_checked(void **state)
{
    (void)state;
    /* level, points (two), parts, page, signs; then each: which, raw, counted */
    static const unsigned good[] = {
        SG_LEVEL_SUSPICIOUS, 0xFFFF, 0xFFFE, 3, 1, 1, ASK, 150, 0xFFF6
    };

    enum { NUMBERS = sizeof(good) / sizeof(*good) };

    uint8_t octets[2 * NUMBERS];
    struct sg_arena *arena = sg_arena_open(1 << 20);
    struct sg_measured m = { 0 };
    for (size_t i = 0; i < NUMBERS; i++)
        put(octets, i, good[i]);
    assert_true(sg_measured_unpack(arena, (sg_span){ octets, sizeof(octets) }, N, &m));
    assert_int_equal(m.points, -2);
    assert_int_equal(m.is, SG_IS_HTML);
    assert_int_equal(m.signs[0].raw, 150);
    assert_int_equal(m.signs[0].counted, -10);
    for (size_t len = 0; len < sizeof(octets); len++) {
        sg_span cut = exact_octets(octets, len);
        assert_false(sg_measured_unpack(arena, cut, N, &m));
        drop(cut);
    }
    put(octets, 6, N); /* a finding that there is not */
    assert_false(sg_measured_unpack(arena, (sg_span){ octets, sizeof(octets) }, N, &m));
    put(octets, 6, ASK);
    put(octets, 0, 99); /* a level that there is not */
    assert_false(sg_measured_unpack(arena, (sg_span){ octets, sizeof(octets) }, N, &m));
    sg_arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_a_finding_its_cap_is_filled_by_others_and_its_combinations_go),
        cmocka_unit_test(what_decides_most_comes_first_and_clusters_count_once),
        cmocka_unit_test(what_a_worker_packed_is_checked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
