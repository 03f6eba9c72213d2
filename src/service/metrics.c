#include "service/metrics.h"

#include <assert.h>
#include <stdatomic.h>
#include <time.h>

typedef _Atomic uint64_t counter;

/* Upper bounds, in milliseconds; above the last one is +Inf. */
static const uint64_t BUCKETS[] = { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000 };

enum { N_BUCKETS = sizeof(BUCKETS) / sizeof(*BUCKETS) };

static const char *const FAILURES[SG_N_FAILURES] = { "deadline", "queue-full", "worker-died",
                                                     "no-keeper" };

struct family {
    const char *const *names;
    size_t n;
    counter *at;
};

struct sg_metrics {
    struct family levels, actions, findings;
    counter failures[SG_N_FAILURES], events[SG_N_EVENTS];
    counter buckets[N_BUCKETS + 1];
    counter microseconds, octets;
    int64_t start; /* seconds since 1970 */
};

static struct family family_of(struct sg_arena *arena, const char *const *names)
{
    struct family f = { .names = names };
    while (names[f.n] != NULL)
        f.n++;
    f.at = SG_NEW_N(arena, counter, f.n);
    return f;
}

struct sg_metrics *sg_metrics_open(struct sg_arena *arena, const struct sg_metrics_names *names)
{
    struct sg_metrics *metrics = SG_NEW(arena, struct sg_metrics);
    metrics->levels = family_of(arena, names->levels);
    metrics->actions = family_of(arena, names->actions);
    metrics->findings = family_of(arena, names->findings);
    metrics->start = (int64_t)time(NULL);
    return metrics;
}

static void add(counter *at, uint64_t n)
{
    atomic_fetch_add_explicit(at, n, memory_order_relaxed);
}

static void count(const struct family *family, size_t i)
{
    if (i < family->n)
        add(&family->at[i], 1);
}

void sg_metrics_level(struct sg_metrics *metrics, size_t level)
{
    count(&metrics->levels, level);
}

void sg_metrics_action(struct sg_metrics *metrics, size_t action)
{
    count(&metrics->actions, action);
}

void sg_metrics_finding(struct sg_metrics *metrics, size_t finding)
{
    count(&metrics->findings, finding);
}

void sg_metrics_mail(struct sg_metrics *metrics, uint64_t octets, uint64_t microseconds)
{
    size_t i = 0;
    while (i < N_BUCKETS && microseconds > BUCKETS[i] * 1000)
        i++;
    add(&metrics->buckets[i], 1);
    add(&metrics->microseconds, microseconds);
    add(&metrics->octets, octets);
}

void sg_metrics_failure(struct sg_metrics *metrics, enum sg_failure cause)
{
    assert(cause < SG_N_FAILURES);
    add(&metrics->failures[cause], 1);
}

void sg_metrics_event(struct sg_metrics *metrics, enum sg_event event)
{
    assert(event < SG_N_EVENTS);
    add(&metrics->events[event], 1);
}

static unsigned long long now(const counter *at)
{
    return atomic_load_explicit(at, memory_order_relaxed);
}

static void put_head(struct sg_buf *out, const char *name, const char *type, const char *help)
{
    sg_putf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void put_one(struct sg_buf *out, const char *name, const char *help, const counter *at)
{
    put_head(out, name, "counter", help);
    sg_putf(out, "%s %llu\n", name, now(at));
}

/* Counters of one name, told apart by a label. */
struct labelled {
    const char *name, *help, *label;
    const char *const *values;
    size_t n;
    const counter *at;
};

static void put_labelled(struct sg_buf *out, const struct labelled *l)
{
    put_head(out, l->name, "counter", l->help);
    for (size_t i = 0; i < l->n; i++)
        sg_putf(out, "%s{%s=\"%s\"} %llu\n", l->name, l->label, l->values[i], now(&l->at[i]));
}

static void put_latency(const struct sg_metrics *metrics, struct sg_buf *out)
{
    unsigned long long sum = now(&metrics->microseconds), n = 0;
    put_head(out, "shingan_mail_seconds", "histogram", "Time from a mail's end to its answer.");
    for (size_t i = 0; i < N_BUCKETS; i++) {
        n += now(&metrics->buckets[i]);
        sg_putf(out, "shingan_mail_seconds_bucket{le=\"%llu.%03llu\"} %llu\n",
                (unsigned long long)BUCKETS[i] / 1000, (unsigned long long)BUCKETS[i] % 1000, n);
    }
    n += now(&metrics->buckets[N_BUCKETS]);
    sg_putf(out, "shingan_mail_seconds_bucket{le=\"+Inf\"} %llu\n", n);
    sg_putf(out, "shingan_mail_seconds_sum %llu.%06llu\n", sum / 1000000, sum % 1000000);
    sg_putf(out, "shingan_mail_seconds_count %llu\n", n);
}

static void put_mails(const struct sg_metrics *metrics, struct sg_buf *out)
{
    const struct labelled all[] = {
        { "shingan_mails_total", "Mails examined, by level.", "level", metrics->levels.names,
          metrics->levels.n, metrics->levels.at },
        { "shingan_actions_total", "What was done with mails.", "action", metrics->actions.names,
          metrics->actions.n, metrics->actions.at },
        { "shingan_findings_total", "Mails that have the finding.", "finding",
          metrics->findings.names, metrics->findings.n, metrics->findings.at },
        { "shingan_failures_total", "Mails that could not be examined, by cause.", "cause",
          FAILURES, SG_N_FAILURES, metrics->failures },
    };
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
        put_labelled(out, &all[i]);
    put_latency(metrics, out);
    put_one(out, "shingan_mail_octets_total", "Octets of mails.", &metrics->octets);
}

static void put_service(const struct sg_metrics *metrics, struct sg_buf *out)
{
    static const char *const results[] = { "ok", "failed" };
    const struct labelled reloads = { "shingan_reloads_total",
                                      "Reloads of data and settings, by result.",
                                      "result",
                                      results,
                                      2,
                                      &metrics->events[SG_EVENT_RELOAD_OK] };
    put_one(out, "shingan_connections_total", "Connections of mail servers.",
            &metrics->events[SG_EVENT_CONNECTION]);
    put_one(out, "shingan_passed_total", "Mails passed on unseen.",
            &metrics->events[SG_EVENT_PASSED]);
    put_one(out, "shingan_limits_total", "Mails that were not looked at wholly.",
            &metrics->events[SG_EVENT_LIMIT]);
    put_one(out, "shingan_worker_deaths_total", "Workers that died or were ended.",
            &metrics->events[SG_EVENT_WORKER_DEATH]);
    put_labelled(out, &reloads);
    put_head(out, "shingan_start_time_seconds", "gauge", "Start of the service, since 1970.");
    sg_putf(out, "shingan_start_time_seconds %lld\n", (long long)metrics->start);
    put_head(out, "shingan_build_info", "gauge", "The version, as a label.");
    sg_putf(out, "shingan_build_info{version=\"%s\"} 1\n", SG_VERSION);
}

void sg_metrics_write(const struct sg_metrics *metrics, struct sg_buf *out)
{
    put_mails(metrics, out);
    put_service(metrics, out);
}
