#include "service/office.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "service/process.h"

#include "test.h"

enum { THREADS = 8, EACH = 40, WAIT_MS = 10000 };

/* Replies with the note and the mail; "die" kills its worker, "wait" takes half a second. */
static void work(void *with, struct sg_arena *arena, const struct sg_task *task,
                 struct sg_buf *reply)
{
    (void)with, (void)arena;
    if (sg_same(task->note, SG_SPAN("die")))
        _exit(3);
    if (sg_same(task->note, SG_SPAN("wait")))
        for (int64_t until = sg_clock_ms() + 500; sg_clock_ms() < until;)
            ; /* the walls forbid to sleep */
    sg_put(reply, task->note);
    sg_put_octet(reply, ' ');
    sg_put(reply, task->mail);
}

static pid_t open_office(int *channel, size_t workers)
{
    int ends[2];
    assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends), 0);
    pid_t pid = fork();
    if (pid == 0) {
        const struct sg_keeper_plan plan = {
            .duty = { .max_mail = 1000, .max_reply = 2000, .memory = 1 << 20, .work = work },
            .workers = workers
        };
        struct sg_error err = { 0 };
        (void)close(ends[0]);
        _exit(sg_office_run(&plan, ends[1], &err) == SG_OK ? 0 : 1);
    }
    (void)close(ends[1]);
    *channel = ends[0];
    assert_true(sg_office_ready(ends[0], WAIT_MS));
    return pid;
}

static void close_office(pid_t pid, int channel)
{
    int how = -1;
    (void)close(channel);
    assert_int_equal(waitpid(pid, &how, 0), pid);
    assert_int_equal(how, 0);
}

static enum sg_asked ask(int channel, const char *note, const char *mail, int64_t ms,
                         struct sg_buf *reply)
{
    int fd = memfd_create("mail", MFD_CLOEXEC);
    dprintf(fd, "%s", mail);
    enum sg_asked asked = sg_office_ask(channel, sg_span_of(note), fd, sg_clock_ms() + ms, reply);
    (void)close(fd);
    return asked;
}

static void a_mail_is_answered(void **state)
{
    (void)state;
    int channel;
    pid_t pid = open_office(&channel, 1);
    struct sg_buf reply = SG_BUF(SG_MAX_ANSWER);
    assert_int_equal(ask(channel, "note", "mail", WAIT_MS, &reply), SG_ASKED_ANSWERED);
    assert_span_is(sg_buf_span(&reply), "note mail");
    sg_buf_free(&reply);
    close_office(pid, channel);
}

static void a_dead_worker_costs_its_mail_alone(void **state)
{
    (void)state;
    int channel;
    pid_t pid = open_office(&channel, 1);
    struct sg_buf reply = SG_BUF(SG_MAX_ANSWER);
    assert_int_equal(ask(channel, "die", "mail", WAIT_MS, &reply), SG_ASKED_LOST);
    assert_int_equal(ask(channel, "note", "next", WAIT_MS, &reply), SG_ASKED_ANSWERED);
    assert_span_is(sg_buf_span(&reply), "note next");
    sg_buf_free(&reply);
    close_office(pid, channel);
}

static void whoever_has_waited_long_enough_goes_away(void **state)
{
    (void)state;
    int channel;
    pid_t pid = open_office(&channel, 1);
    struct sg_buf reply = SG_BUF(SG_MAX_ANSWER);
    assert_int_equal(ask(channel, "wait", "mail", 50, &reply), SG_ASKED_LATE);
    assert_int_equal(reply.len, 0);
    assert_int_equal(ask(channel, "note", "after", WAIT_MS, &reply), SG_ASKED_ANSWERED);
    assert_span_is(sg_buf_span(&reply), "note after");
    sg_buf_free(&reply);
    close_office(pid, channel);
}

static void a_dead_office_is_known_at_once(void **state)
{
    (void)state;
    int channel;
    pid_t pid = open_office(&channel, 1);
    struct sg_buf reply = SG_BUF(SG_MAX_ANSWER);
    (void)kill(pid, SIGKILL);
    (void)waitpid(pid, NULL, 0);
    int64_t before = sg_clock_ms();
    assert_int_equal(ask(channel, "note", "mail", WAIT_MS, &reply), SG_ASKED_CLOSED);
    assert_true(sg_clock_ms() - before < WAIT_MS);
    (void)close(channel);
}

struct asker {
    int channel, number;
    size_t right;
};

static void *ask_often(void *with)
{
    struct asker *a = with;
    for (int i = 0; i < EACH; i++) {
        char note[32], want[64];
        struct sg_buf reply = SG_BUF(SG_MAX_ANSWER);
        (void)snprintf(note, sizeof(note), "n%d-%d", a->number, i);
        (void)snprintf(want, sizeof(want), "%s mail", note);
        a->right += ask(a->channel, note, "mail", WAIT_MS, &reply) == SG_ASKED_ANSWERED &&
                    sg_same(sg_buf_span(&reply), sg_span_of(want));
        sg_buf_free(&reply);
    }
    return NULL;
}

static void many_threads_get_their_own_answers(void **state)
{
    (void)state;
    int channel;
    pid_t pid = open_office(&channel, 2);
    pthread_t threads[THREADS];
    struct asker askers[THREADS];
    for (int i = 0; i < THREADS; i++) {
        askers[i] = (struct asker){ channel, i, 0 };
        assert_int_equal(pthread_create(&threads[i], NULL, ask_often, &askers[i]), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        (void)pthread_join(threads[i], NULL);
        assert_int_equal(askers[i].right, EACH);
    }
    close_office(pid, channel);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_mail_is_answered),
        cmocka_unit_test(a_dead_worker_costs_its_mail_alone),
        cmocka_unit_test(whoever_has_waited_long_enough_goes_away),
        cmocka_unit_test(a_dead_office_is_known_at_once),
        cmocka_unit_test(many_threads_get_their_own_answers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
