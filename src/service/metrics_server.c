#include "service/metrics_server.h"

#include <assert.h>
#include <errno.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "service/inet.h"

enum {
    BACKLOG = 16,             /* connections that wait */
    CLIENT_MEMORY = 16 * 1024 /* octets of a request's head */
};

struct sg_metrics_server {
    const struct sg_metrics_server_plan *plan;
    struct MHD_Daemon *daemon;
    unsigned port;
};

/* --- answers -------------------------------------------------------------------------------- */

struct answer {
    unsigned status;
    const char *type, *allow;
    struct sg_buf body;
};

static struct answer text_answer(unsigned status, const char *text)
{
    struct answer answer = { .status = status,
                             .type = "text/plain; charset=utf-8",
                             .body = SG_BUF(SG_METRICS_OCTETS) };
    sg_put_text(&answer.body, text);
    return answer;
}

static struct answer answer_for(const struct sg_metrics_server *server, sg_span method,
                                sg_span path)
{
    const struct sg_metrics_server_plan *plan = server->plan;
    if (!sg_same(method, SG_SPAN("GET")) && !sg_same(method, SG_SPAN("HEAD"))) {
        struct answer answer = text_answer(MHD_HTTP_METHOD_NOT_ALLOWED, "GET and HEAD only\n");
        answer.allow = "GET, HEAD";
        return answer;
    }
    if (sg_same(path, SG_SPAN("/health"))) {
        bool is_well = plan->is_well == NULL || plan->is_well(plan->with);
        return is_well ? text_answer(MHD_HTTP_OK, "ok\n")
                       : text_answer(MHD_HTTP_SERVICE_UNAVAILABLE, "not ready\n");
    }
    if (!sg_same(path, SG_SPAN("/metrics")))
        return text_answer(MHD_HTTP_NOT_FOUND, "there are /metrics and /health\n");
    struct answer answer = text_answer(MHD_HTTP_OK, "");
    answer.type = "text/plain; version=0.0.4; charset=utf-8";
    sg_metrics_write(plan->metrics, &answer.body);
    return answer;
}

static enum MHD_Result send_answer(struct MHD_Connection *connection, const struct answer *answer)
{
    struct MHD_Response *response =
        MHD_create_response_from_buffer(answer->body.len, answer->body.at, MHD_RESPMEM_MUST_COPY);
    if (response == NULL)
        return MHD_NO;
    enum MHD_Result result =
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONTENT_TYPE, answer->type);
    if (result == MHD_YES && answer->allow != NULL)
        result = MHD_add_response_header(response, MHD_HTTP_HEADER_ALLOW, answer->allow);
    if (result == MHD_YES)
        result = MHD_queue_response(connection, answer->status, response);
    MHD_destroy_response(response);
    return result;
}

/* libmicrohttpd's handler: answered at the head of a request; a body, if one comes, is not read. */
static enum MHD_Result on_request(void *with, struct MHD_Connection *connection, const char *path,
                                  const char *method, const char *version, const char *body,
                                  size_t *body_len, void **state)
{
    (void)version, (void)body, (void)body_len, (void)state;
    struct answer answer = answer_for(with, sg_span_of(method), sg_span_of(path));
    enum MHD_Result result = send_answer(connection, &answer);
    sg_buf_free(&answer.body);
    return result;
}

/* --- listening ------------------------------------------------------------------------------ */

struct place {
    struct sg_inet address;
    uint16_t port;
};

/* "127.0.0.1:9847", "[::1]:9847" */
static bool read_place(sg_span s, struct place *out)
{
    size_t colon = sg_find_last(s, ':');
    int64_t port = 0;
    sg_span host = sg_cut(s, 0, colon);
    bool is_bracketed = sg_at(host, 0) == '[' && sg_ends(host, SG_SPAN("]"));
    if (is_bracketed)
        host = sg_cut(host, 1, host.len - 2);
    if (!sg_number(sg_tail(s, colon + 1), 0, UINT16_MAX, &port) ||
        !sg_inet_read(host, &out->address))
        return false;
    out->port = (uint16_t)port;
    return is_bracketed == (sg_find(host, ':', 0) < host.len);
}

static socklen_t socket_address_of(const struct place *place, struct sockaddr_storage *out)
{
    struct sockaddr_in four = { .sin_family = AF_INET, .sin_port = htons(place->port) };
    struct sockaddr_in6 six = { .sin6_family = AF_INET6, .sin6_port = htons(place->port) };
    bool is_v4 = sg_inet_is_v4(&place->address);
    memset(out, 0, sizeof(*out));
    memcpy(&four.sin_addr, place->address.octets + 12, sizeof(four.sin_addr));
    memcpy(&six.sin6_addr, place->address.octets, sizeof(six.sin6_addr));
    memcpy(out, is_v4 ? (const void *)&four : (const void *)&six,
           is_v4 ? sizeof(four) : sizeof(six));
    return is_v4 ? sizeof(four) : sizeof(six);
}

/* A listening socket, or -1 with errno. */
static int listen_at(const struct place *place)
{
    struct sockaddr_storage address;
    socklen_t len = socket_address_of(place, &address);
    const int on = 1;
    int fd = socket(address.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    (void)setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (address.ss_family == AF_INET6)
        (void)setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on));
    if (bind(fd, (const struct sockaddr *)&address, len) == 0 && listen(fd, BACKLOG) == 0)
        return fd;
    int why = errno;
    (void)close(fd);
    errno = why;
    return -1;
}

/* The port's place is the same in both kinds of addresses. */
static unsigned port_of(int fd)
{
    struct sockaddr_storage address = { 0 };
    struct sockaddr_in four;
    socklen_t len = sizeof(address);
    if (getsockname(fd, (struct sockaddr *)&address, &len) != 0)
        return 0;
    memcpy(&four, &address, sizeof(four));
    return ntohs(four.sin_port);
}

/* Signals stay with the threads that wait for them: a thread has the mask of who starts it. */
static struct MHD_Daemon *start(struct sg_metrics_server *server, int fd)
{
    sigset_t all, before;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    struct MHD_Daemon *daemon = MHD_start_daemon(
        MHD_USE_AUTO_INTERNAL_THREAD, 0, NULL, NULL, on_request, server, MHD_OPTION_LISTEN_SOCKET,
        fd, MHD_OPTION_CONNECTION_LIMIT, (unsigned)SG_METRICS_CLIENTS,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)SG_METRICS_SECONDS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CLIENT_MEMORY, MHD_OPTION_END);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return daemon;
}

enum sg_status sg_metrics_server_open(struct sg_arena *arena,
                                      const struct sg_metrics_server_plan *plan,
                                      struct sg_metrics_server **out, struct sg_error *err)
{
    struct place place = { 0 };
    if (!read_place(sg_span_of(plan->address), &place))
        return sg_fail(err, SG_E_VALUE,
                       "'%s' is not ADDRESS:PORT, like 127.0.0.1:9847 or [::1]:9847",
                       plan->address);
    if (!plan->may_be_open && !sg_inet_is_loopback(&place.address))
        return sg_fail(err, SG_E_VALUE, "'%s' is not a loopback address", plan->address);
    int fd = listen_at(&place);
    if (fd < 0)
        return sg_fail(err, SG_E_IO, "cannot listen on '%s': %s", plan->address, strerror(errno));
    struct sg_metrics_server *server = SG_NEW(arena, struct sg_metrics_server);
    *server = (struct sg_metrics_server){ .plan = plan, .port = port_of(fd) };
    server->daemon = start(server, fd);
    if (server->daemon == NULL)
        return sg_fail(err, SG_E_IO, "cannot serve '%s': %s", plan->address, strerror(errno));
    *out = server;
    return SG_OK;
}

void sg_metrics_server_close(struct sg_metrics_server *server)
{
    if (server == NULL)
        return;
    MHD_stop_daemon(server->daemon); /* closes the socket too */
}

unsigned sg_metrics_server_port(const struct sg_metrics_server *server)
{
    return server->port;
}
