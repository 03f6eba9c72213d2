#include "service/metrics.h"

#include <pthread.h>

#include "base/map.h"
#include "test.h"

enum { N_THREADS = 4, N_MAILS = 5000 };

static const char *const levels[] = { "phishing", "suspicious", NULL };
static const char *const actions[] = { "accept", "quarantine", NULL };
static const char *const findings[] = { "a-finding", "another", NULL };
static const struct sg_metrics_names names = { levels, actions, findings };

static struct sg_arena *arena;
static struct sg_metrics *metrics;

static int open_metrics(void **state)
{
    (void)state;
    arena = sg_arena_open(1 << 24);
    metrics = sg_metrics_open(arena, &names);
    return 0;
}

static int close_metrics(void **state)
{
    (void)state;
    sg_arena_close(arena);
    return 0;
}

static sg_span written(void)
{
    struct sg_buf b = SG_BUF_IN(arena, 1 << 20);
    sg_metrics_write(metrics, &b);
    return sg_buf_done(&b);
}

static void assert_written(const char *line)
{
    sg_span text = written();
    if (!sg_holds(text, sg_span_of(line)))
        fail_msg("no '%s' in '%.*s'", line, (int)text.len, (const char *)text.at);
}

static void what_was_counted_stands_under_its_name(void **state)
{
    (void)state;
    sg_metrics_level(metrics, 0);
    sg_metrics_level(metrics, 0);
    sg_metrics_action(metrics, 1);
    sg_metrics_finding(metrics, 1);
    for (int i = 0; i < 3; i++)
        sg_metrics_failure(metrics, SG_FAILURE_QUEUE_FULL);
    sg_metrics_event(metrics, SG_EVENT_WORKER_DEATH);
    sg_metrics_event(metrics, SG_EVENT_RELOAD_FAILED);
    sg_metrics_event(metrics, SG_EVENT_CONNECTION);
    static const char *const lines[] = {
        "\nshingan_mails_total{level=\"phishing\"} 2\nshingan_mails_total{level=\"suspicious\"} 0\n",
        "\nshingan_actions_total{action=\"accept\"} 0\nshingan_actions_total{action=\"quarantine\"} 1\n",
        "\nshingan_findings_total{finding=\"a-finding\"} 0\nshingan_findings_total{finding=\"another\"} 1\n",
        "\nshingan_failures_total{cause=\"deadline\"} 0\nshingan_failures_total{cause=\"queue-full\"} 3\n"
        "shingan_failures_total{cause=\"worker-died\"} 0\nshingan_failures_total{cause=\"no-keeper\"} 0\n",
        "\nshingan_worker_deaths_total 1\n",
        "\nshingan_reloads_total{result=\"ok\"} 0\nshingan_reloads_total{result=\"failed\"} 1\n",
        "\nshingan_connections_total 1\n",
        "\nshingan_build_info{version=\"" SG_VERSION "\"} 1\n",
    };
    for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
        assert_written(lines[i]);
}

static void what_has_no_name_is_not_counted(void **state)
{
    (void)state;
    sg_span before = written();
    sg_metrics_level(metrics, 2);
    sg_metrics_action(metrics, SIZE_MAX);
    sg_metrics_finding(metrics, 2);
    assert_true(sg_same(before, written()));
}

static void a_latency_counts_in_every_bucket_from_its_own_on(void **state)
{
    (void)state;
    static const uint64_t us[] = { 0, 1000, 1001, 5000, 4999999, 5000001, 60000000 };
    for (size_t i = 0; i < sizeof(us) / sizeof(*us); i++)
        sg_metrics_mail(metrics, 1000, us[i]);
    assert_written("\nshingan_mail_seconds_bucket{le=\"0.001\"} 2\n"
                   "shingan_mail_seconds_bucket{le=\"0.002\"} 3\n"
                   "shingan_mail_seconds_bucket{le=\"0.005\"} 4\n"
                   "shingan_mail_seconds_bucket{le=\"0.010\"} 4\n"
                   "shingan_mail_seconds_bucket{le=\"0.020\"} 4\n"
                   "shingan_mail_seconds_bucket{le=\"0.050\"} 4\n"
                   "shingan_mail_seconds_bucket{le=\"0.100\"} 4\n"
                   "shingan_mail_seconds_bucket{le=\"0.200\"} 4\n"
                   "shingan_mail_seconds_bucket{le=\"0.500\"} 4\n"
                   "shingan_mail_seconds_bucket{le=\"1.000\"} 4\n"
                   "shingan_mail_seconds_bucket{le=\"2.000\"} 4\n"
                   "shingan_mail_seconds_bucket{le=\"5.000\"} 5\n"
                   "shingan_mail_seconds_bucket{le=\"+Inf\"} 7\n"
                   "shingan_mail_seconds_sum 70.007001\nshingan_mail_seconds_count 7\n");
    assert_written("\nshingan_mail_octets_total 7000\n");
}

/* What a reader of the format insists on: a HELP and a TYPE before the first line of each name, no name in two places. */
static void every_line_follows_the_type_of_its_name(void **state)
{
    (void)state;
    sg_span rest = written(), name = { 0 };
    struct sg_map seen = SG_MAP(arena);
    while (rest.len > 0) {
        sg_span line = sg_next(&rest, '\n');
        if (sg_starts(line, SG_SPAN("# HELP "))) {
            name = sg_tail(line, 7);
            name = sg_cut(name, 0, sg_find(name, ' ', 0));
            assert_ptr_equal(sg_map_put(&seen, name, name.at), name.at);
            line = sg_next(&rest, '\n');
            assert_true(sg_starts(line, SG_SPAN("# TYPE ")) && sg_starts(sg_tail(line, 7), name));
            continue;
        }
        assert_true(name.len > 0 && sg_starts(line, name));
        assert_true(sg_is_digit(sg_at(line, line.len - 1)));
    }
    assert_int_equal(seen.n, 13);
}

static void *count_mails(void *with)
{
    (void)with;
    for (size_t i = 0; i < N_MAILS; i++) {
        sg_metrics_level(metrics, 1);
        sg_metrics_mail(metrics, 1, 1500);
    }
    return NULL;
}

static void no_count_of_many_threads_is_lost(void **state)
{
    (void)state;
    pthread_t threads[N_THREADS];
    for (size_t i = 0; i < N_THREADS; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, count_mails, NULL), 0);
    for (size_t i = 0; i < N_THREADS; i++)
        pthread_join(threads[i], NULL);
    assert_written("{level=\"suspicious\"} 20000\n");
    assert_written("_bucket{le=\"0.002\"} 20000\n");
    assert_written("_sum 30.000000\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_counted_stands_under_its_name, open_metrics,
                                        close_metrics),
        cmocka_unit_test_setup_teardown(what_has_no_name_is_not_counted, open_metrics,
                                        close_metrics),
        cmocka_unit_test_setup_teardown(a_latency_counts_in_every_bucket_from_its_own_on,
                                        open_metrics, close_metrics),
        cmocka_unit_test_setup_teardown(every_line_follows_the_type_of_its_name, open_metrics,
                                        close_metrics),
        cmocka_unit_test_setup_teardown(no_count_of_many_threads_is_lost, open_metrics,
                                        close_metrics),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
