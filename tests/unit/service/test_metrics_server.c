#include "service/metrics_server.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/socket.h>
#include <unistd.h>

#include "test.h"

static const char *const none[] = { NULL };
static const char *const levels[] = { "phishing", NULL };
static const struct sg_metrics_names names = { levels, none, none };

static struct sg_arena *arena;
static struct sg_metrics_server *server;
static struct sg_metrics_server_plan plan;
static struct sg_error err;
static _Atomic bool is_well;

static bool ask(void *with)
{
    (void)with;
    return is_well;
}

static int open_server(void **state)
{
    (void)state;
    arena = sg_arena_open(1 << 24);
    struct sg_metrics *metrics = sg_metrics_open(arena, &names);
    sg_metrics_level(metrics, 0);
    is_well = true;
    plan = (struct sg_metrics_server_plan){ .address = "127.0.0.1:0",
                                            .metrics = metrics,
                                            .is_well = ask };
    return sg_metrics_server_open(arena, &plan, &server, &err) == SG_OK ? 0 : -1;
}

static int close_server(void **state)
{
    (void)state;
    sg_metrics_server_close(server);
    sg_arena_close(arena);
    return 0;
}

static int connected(void)
{
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_port = htons(sg_metrics_server_port(server)) };
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    const struct timeval wait = { .tv_sec = 20 };
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof(wait));
    assert_int_equal(connect(fd, (struct sockaddr *)&address, sizeof(address)), 0);
    return fd;
}

/* All that comes until the other side closes. */
static sg_span rest_of(int fd)
{
    static uint8_t text[64 * 1024];
    size_t len = 0;
    for (ssize_t n = 1; n > 0 && len<sizeof(text); len += n> 0 ? (size_t)n : 0)
        n = recv(fd, text + len, sizeof(text) - len, 0);
    close(fd);
    return (sg_span){ text, len };
}

static sg_span answer_to(const char *line)
{
    int fd = connected();
    char request[300];
    int n = snprintf(request, sizeof(request), "%s\r\nHost: x\r\nConnection: close\r\n\r\n", line);
    assert_int_equal(send(fd, request, (size_t)n, MSG_NOSIGNAL), n);
    return rest_of(fd);
}

static void requests_are_answered_by_method_and_path(void **state)
{
    (void)state;

    static const struct {
        const char *line, *begins, *holds;
    } rows[] = {
        { "GET /metrics HTTP/1.1", "HTTP/1.1 200 ",
          "\r\nContent-Type: text/plain; version=0.0.4; charset=utf-8\r\n" },
        { "GET /metrics HTTP/1.1", "HTTP/1.1 200 ",
          "\nshingan_mails_total{level=\"phishing\"} 1\n" },
        { "GET /metrics?x=1 HTTP/1.1", "HTTP/1.1 200 ", "shingan_mails_total" },
        { "GET /health HTTP/1.1", "HTTP/1.1 200 ", "\r\n\r\nok\n" },
        { "HEAD /health HTTP/1.1", "HTTP/1.1 200 ", "\r\nContent-Length: 3\r\n" },
        { "GET / HTTP/1.1", "HTTP/1.1 404 ", "there are /metrics and /health\n" },
        { "GET /metrics/ HTTP/1.1", "HTTP/1.1 404 ", "" },
        { "GET /..%2fmetrics HTTP/1.1", "HTTP/1.1 404 ", "" },
        { "POST /metrics HTTP/1.1", "HTTP/1.1 405 ", "\r\nAllow: GET, HEAD\r\n" },
        { "DELETE / HTTP/1.1", "HTTP/1.1 405 ", "" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span got = answer_to(rows[i].line);
        if (!sg_starts(got, sg_span_of(rows[i].begins)) ||
            (*rows[i].holds != '\0' && !sg_holds(got, sg_span_of(rows[i].holds))))
            fail_msg("'%s' gets '%.*s'", rows[i].line, (int)got.len, (const char *)got.at);
    }
    assert_false(sg_holds(answer_to("HEAD /metrics HTTP/1.1"), SG_SPAN("shingan_mails_total")));
}

static void a_service_that_is_not_well_says_so(void **state)
{
    (void)state;
    is_well = false;
    sg_span got = answer_to("GET /health HTTP/1.1");
    is_well = true;
    assert_true(sg_starts(got, SG_SPAN("HTTP/1.1 503 ")));
    assert_true(sg_ends(got, SG_SPAN("not ready\n")));
}

static void what_is_no_request_ends_the_connection_and_nothing_else(void **state)
{
    (void)state;
    int fd = connected();
    char junk[40000];
    memset(junk, 'x', sizeof(junk));
    (void)!send(fd, junk, sizeof(junk), MSG_NOSIGNAL);
    (void)rest_of(fd);
    assert_true(sg_starts(answer_to("GET /health HTTP/1.1"), SG_SPAN("HTTP/1.1 200 ")));
}

static void silent_connections_are_dropped_after_a_while(void **state)
{
    (void)state;
    int silent[SG_METRICS_CLIENTS];
    for (size_t i = 0; i < SG_METRICS_CLIENTS; i++)
        silent[i] = connected();
    assert_true(sg_starts(answer_to("GET /health HTTP/1.1"), SG_SPAN("HTTP/1.1 200 ")));
    for (size_t i = 0; i < SG_METRICS_CLIENTS; i++)
        close(silent[i]);
}

static void only_loopback_addresses_are_listened_on_unless_told(void **state)
{
    (void)state;

    static const struct {
        const char *address;
        bool may_be_open;
        enum sg_status status;
    } rows[] = {
        { "127.0.0.1:0", false, SG_OK },       { "127.0.0.2:0", false, SG_OK },
        { "0.0.0.0:0", false, SG_E_VALUE },    { "[::]:0", false, SG_E_VALUE },
        { "192.0.2.1:0", false, SG_E_VALUE },  { "0.0.0.0:0", true, SG_OK },
        { "192.0.2.1:0", true, SG_E_IO },      { "localhost:9847", true, SG_E_VALUE },
        { "127.0.0.1", true, SG_E_VALUE },     { "::1:9847", true, SG_E_VALUE },
        { "[127.0.0.1]:0", true, SG_E_VALUE }, { "127.0.0.1:65536", true, SG_E_VALUE },
        { "127.0.0.1:", true, SG_E_VALUE },    { "", true, SG_E_VALUE },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_metrics_server *other = NULL;
        struct sg_metrics_server_plan its = plan;
        its.address = rows[i].address;
        its.may_be_open = rows[i].may_be_open;
        enum sg_status st = sg_metrics_server_open(arena, &its, &other, &err);
        if (st != rows[i].status)
            fail_msg("'%s' gives %d: %s", rows[i].address, st, err.text);
        sg_metrics_server_close(other);
    }
}

static void a_port_that_is_taken_is_an_error(void **state)
{
    (void)state;
    char address[64];
    struct sg_metrics_server *other = NULL;
    struct sg_metrics_server_plan its = plan;
    snprintf(address, sizeof(address), "127.0.0.1:%u", sg_metrics_server_port(server));
    its.address = address;
    assert_int_equal(sg_metrics_server_open(arena, &its, &other, &err), SG_E_IO);
    assert_non_null(strstr(err.text, "Address already in use"));
}

static void the_signals_of_who_starts_it_are_left_as_they_were(void **state)
{
    (void)state;
    sigset_t mask;
    assert_int_equal(pthread_sigmask(SIG_SETMASK, NULL, &mask), 0);
    assert_int_equal(sigismember(&mask, SIGTERM), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(requests_are_answered_by_method_and_path),
        cmocka_unit_test(a_service_that_is_not_well_says_so),
        cmocka_unit_test(what_is_no_request_ends_the_connection_and_nothing_else),
        cmocka_unit_test(silent_connections_are_dropped_after_a_while),
        cmocka_unit_test(only_loopback_addresses_are_listened_on_unless_told),
        cmocka_unit_test(a_port_that_is_taken_is_an_error),
        cmocka_unit_test(the_signals_of_who_starts_it_are_left_as_they_were),
    };
    return cmocka_run_group_tests(tests, open_server, close_server);
}
