/* service/metrics.h - what a service has done, counted, for Prometheus (text format 0.0.4).
 *
 * Any number of threads may count and write at once; nothing waits.  What is written while others count is each counter
 * as it was at some moment, and a histogram's count is always that of its buckets.
 *
 *     shingan_mails_total{level="phishing"}        mails examined
 *     shingan_actions_total{action="quarantine"}   what was done with mails
 *     shingan_findings_total{finding="..."}        mails that have the finding
 *     shingan_failures_total{cause="deadline"}     mails that could not be examined
 *     shingan_mail_seconds_bucket{le="0.005"}      from a mail's end to its answer, and _sum, _count
 *     shingan_mail_octets_total                    octets of mails
 *     shingan_connections_total                    connections of mail servers
 *     shingan_passed_total                         mails passed on unseen
 *     shingan_limits_total                         mails that were not looked at wholly
 *     shingan_worker_deaths_total
 *     shingan_reloads_total{result="ok"}
 *     shingan_start_time_seconds, shingan_build_info{version="..."} */
#ifndef SG_SERVICE_METRICS_H
#define SG_SERVICE_METRICS_H

#include "base/buf.h"

struct sg_metrics;

/* Names, in the order by which they are counted; each list ends with NULL and is kept.  Letters, digits, `-`, `_`. */
struct sg_metrics_names {
    const char *const *levels, *const *actions, *const *findings;
};

enum sg_failure {
    SG_FAILURE_DEADLINE,    /* no answer in time */
    SG_FAILURE_QUEUE_FULL,  /* there was no room for the mail */
    SG_FAILURE_WORKER_DIED, /* over this mail */
    SG_FAILURE_NO_KEEPER,   /* nobody there to examine it */
    SG_N_FAILURES,
};

enum sg_event {
    SG_EVENT_CONNECTION,
    SG_EVENT_WORKER_DEATH,
    SG_EVENT_RELOAD_OK,
    SG_EVENT_RELOAD_FAILED, /* the old data stay */
    SG_EVENT_PASSED,        /* a mail was passed on unseen */
    SG_EVENT_LIMIT,         /* a mail was not looked at wholly */
    SG_N_EVENTS,
};

struct sg_metrics *sg_metrics_open(struct sg_arena *arena, const struct sg_metrics_names *names);

/* Indices into the names; one that has none is not counted (findings come from workers, who may be taken over). */
void sg_metrics_level(struct sg_metrics *metrics, size_t level);
void sg_metrics_action(struct sg_metrics *metrics, size_t action);
void sg_metrics_finding(struct sg_metrics *metrics, size_t finding);

/* A mail was answered. */
void sg_metrics_mail(struct sg_metrics *metrics, uint64_t octets, uint64_t microseconds);

void sg_metrics_failure(struct sg_metrics *metrics, enum sg_failure cause);
void sg_metrics_event(struct sg_metrics *metrics, enum sg_event event);

void sg_metrics_write(const struct sg_metrics *metrics, struct sg_buf *out);

#endif
