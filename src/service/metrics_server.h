/* service/metrics_server.h - the counters and the state of a service, to be fetched over HTTP: a thread of its own.
 *
 *     GET /metrics   200, text/plain; version=0.0.4
 *     GET /health    200 "ok", or 503 "not ready"
 *
 * HEAD works as well; any other method gets 405, any other path 404.  There is neither TLS nor a password: it listens on
 * a loopback address unless the operator says that it may be open.  At most SG_METRICS_CLIENTS are served at once and
 * one that is silent for SG_METRICS_SECONDS is dropped, so that who asks cannot hold up more than others who ask. */
#ifndef SG_SERVICE_METRICS_SERVER_H
#define SG_SERVICE_METRICS_SERVER_H

#include "base/status.h"
#include "service/metrics.h"

enum {
    SG_METRICS_CLIENTS = 16,
    SG_METRICS_SECONDS = 5,
    SG_METRICS_OCTETS = 1024 * 1024, /* of an answer */
};

struct sg_metrics_server_plan {
    const char *address; /* "127.0.0.1:9847", "[::1]:9847"; port 0 takes any that is free */
    bool may_be_open;    /* other addresses than loopback are fine */
    const struct sg_metrics *metrics;
    /* Is the service well?  Asked in the server's thread, with `with`.  NULL: always. */
    bool (*is_well)(void *with);
    void *with;
};

struct sg_metrics_server;

/* `plan` and what it points to stay as long as the server.  SG_E_VALUE: no address, or one that is not loopback;
 * SG_E_IO: it cannot be listened on.  The thread takes no signals. */
SG_MUST_USE enum sg_status sg_metrics_server_open(struct sg_arena *arena,
                                                  const struct sg_metrics_server_plan *plan,
                                                  struct sg_metrics_server **out,
                                                  struct sg_error *err);

/* Answers under way are ended.  NULL is fine. */
void sg_metrics_server_close(struct sg_metrics_server *server);

unsigned sg_metrics_server_port(const struct sg_metrics_server *server);

#endif
