#include "measure/cut.h"
#include "measure/tally.h"
#include "measure/wilson.h"
#include "test.h"

static bool is_near(double a, double b, double most)
{
    return a - b < most && b - a < most;
}

/* ---- intervals ---- */

static void intervals_are_those_of_wilson(void **state)
{
    (void)state;

    static const struct {
        size_t n, of;
        double low, high;
    } rows[] = { /* reckoned by the closed form with z = 1.959964 */
                 { 0, 10, 0, 0.277533 },           { 10, 10, 0.722467, 1 },
                 { 5, 10, 0.236593, 0.763407 },    { 1, 100, 0.001767, 0.054486 },
                 { 488, 663, 0.701215, 0.768172 }, { 0, 0, 0, 1 }
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_interval w = sg_wilson(rows[i].n, rows[i].of);
        if (!is_near(w.low, rows[i].low, 2e-5) || !is_near(w.high, rows[i].high, 2e-5))
            fail_msg("%zu of %zu: %f to %f", rows[i].n, rows[i].of, w.low, w.high);
    }
}

/* ---- thresholds ---- */

static struct sg_scores scores(int32_t *at, size_t n)
{
    struct sg_scores s = { at, n };
    sg_scores_sort(s);
    return s;
}

static void auc_is_the_share_of_pairs_in_order(void **state)
{
    (void)state;
    int32_t a[] = { 1, 5, 3, 3 }, b[] = { 3, 0, 4 }, c[] = { 9, 8 }, d[] = { 7, 7, 7 };
    struct sg_scores as = scores(a, 4), bs = scores(b, 3), cs = scores(c, 2), ds = scores(d, 3);
    /* 5 beats all three; each 3 beats 0 and ties with 3; 1 beats 0: 3 + 2 x 1.5 + 1 of 12 */
    assert_true(is_near(sg_auc(as, bs), 7.0 / 12, 1e-9));
    assert_true(is_near(sg_auc(as, bs) + sg_auc(bs, as), 1, 1e-9));
    assert_true(is_near(sg_auc(cs, ds), 1, 1e-9));
    assert_true(is_near(sg_auc(ds, ds), 0.5, 1e-9));
    assert_true(is_near(sg_auc(as, (struct sg_scores){ 0 }), 0.5, 1e-9));
}

static void a_threshold_accuses_no_more_than_it_may(void **state)
{
    (void)state;
    int32_t phish[] = { 500, 300, 200, 100 }, ham[200] = { 400, 200, 200, 50 };
    struct sg_scores p = scores(phish, 4), h = scores(ham, 200);

    static const struct {
        int32_t share, threshold;
        size_t caught, alarms;
    } rows[] = { { 0, 401, 1, 0 },
                 { 49, 401, 1, 0 },
                 { 50, 201, 2, 1 },
                 { 100, 201, 2, 1 },
                 { 150, 51, 4, 3 } };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_cut_at cut = sg_cut_for(p, h, rows[i].share);
        assert_int_equal(cut.threshold, rows[i].threshold);
        assert_int_equal(cut.caught, rows[i].caught);
        assert_int_equal(cut.alarms, rows[i].alarms);
    }
}

static void what_may_never_be_accused_is_below_every_threshold(void **state)
{
    (void)state;
    int32_t phish[] = { SG_NEVER, -100, 7 }, ham[] = { SG_NEVER, SG_NEVER };
    struct sg_cut_at cut = sg_cut_for(scores(phish, 3), scores(ham, 2), 300);
    assert_int_equal(cut.caught, 2);
    assert_int_equal(cut.alarms, 0);
}

static void a_curve_has_one_point_for_each_score(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 16);
    int32_t a[] = { 5, 3, 3 }, b[] = { 3, 1 };
    struct sg_curve c = sg_curve_of(arena, scores(a, 3), scores(b, 2));
    static const struct sg_cut_at wanted[] = { { 5, 1, 0 }, { 3, 3, 1 }, { 1, 3, 2 } };
    assert_int_equal(c.n, 3);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(c.at[i].threshold, wanted[i].threshold);
        assert_int_equal(c.at[i].caught, wanted[i].caught);
        assert_int_equal(c.at[i].alarms, wanted[i].alarms);
    }
    sg_arena_close(arena);
}

/* ---- clusters ---- */

#define ALL_PARTS (SG_PART_CLAIM | SG_PART_ASK | SG_PART_INCONSISTENCY)

static struct sg_measured mail(const char *label, const char *source, unsigned is, bool is_rep,
                               enum sg_level level, int32_t points)
{
    return (struct sg_measured){ .label = sg_span_of(label),
                                 .source = sg_span_of(source),
                                 .is = is,
                                 .is_rep = is_rep,
                                 .level = level,
                                 .points = points,
                                 .parts = ALL_PARTS };
}

static void mails_count_each_and_clusters_once(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 20);
    const struct sg_measured at[] = {
        mail("phish", "a", SG_IS_PHISH | SG_IS_STRICT, true, SG_LEVEL_PHISHING, 700),
        mail("phish", "a", SG_IS_PHISH | SG_IS_STRICT, false, SG_LEVEL_PHISHING, 700),
        mail("phish", "b", SG_IS_PHISH, true, SG_LEVEL_NO_SIGN, 10),
        mail("ham", "a", SG_IS_HAM, true, SG_LEVEL_NO_SIGN, 0),
    };
    struct sg_tally t = sg_tally_of(arena, (struct sg_measured_list){ at, 4 }, "label");
    assert_int_equal(t.rows.n, 3); /* ham, phish, phish-strict */
    assert_span_is(t.rows.at[1].label, "phish");
    assert_int_equal(t.rows.at[1].n_mails, 3);
    assert_int_equal(t.rows.at[1].mails[SG_LEVEL_PHISHING], 2);
    assert_int_equal(t.rows.at[1].n_clusters, 2);
    assert_int_equal(t.rows.at[1].clusters[SG_LEVEL_PHISHING], 1);
    assert_int_equal(t.rows.at[2].n_clusters, 1);
    t = sg_tally_of(arena, (struct sg_measured_list){ at, 4 }, "source");
    assert_int_equal(t.rows.n, 4); /* ham a; phish a, b; phish-strict a */
    assert_int_equal(sg_scores_of(arena, (struct sg_measured_list){ at, 4 }, SG_IS_PHISH, 0).n, 2);
    sg_arena_close(arena);
}

static void a_source_is_judged_by_the_ham_of_the_others(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 20);
    const struct sg_measured at[] = {
        mail("phish", "a", SG_IS_PHISH | SG_IS_STRICT, true, SG_LEVEL_PHISHING, 400),
        mail("ham", "a", SG_IS_HAM, true, SG_LEVEL_NO_SIGN, 350),
        mail("ham", "b", SG_IS_HAM, true, SG_LEVEL_NO_SIGN, 300),
    };
    sg_held_out_list list = sg_hold_out(arena, (struct sg_measured_list){ at, 3 }, 30);
    assert_int_equal(list.n, 2);
    assert_int_equal(list.at[0].threshold, 301);
    assert_int_equal(list.at[0].caught, 1);
    assert_int_equal(list.at[0].alarms, 1);
    assert_int_equal(list.at[1].threshold, 351);
    assert_int_equal(list.at[1].alarms, 0);
    sg_arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(intervals_are_those_of_wilson),
        cmocka_unit_test(auc_is_the_share_of_pairs_in_order),
        cmocka_unit_test(a_threshold_accuses_no_more_than_it_may),
        cmocka_unit_test(what_may_never_be_accused_is_below_every_threshold),
        cmocka_unit_test(a_curve_has_one_point_for_each_score),
        cmocka_unit_test(mails_count_each_and_clusters_once),
        cmocka_unit_test(a_source_is_judged_by_the_ham_of_the_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
