#include "service/pool.h"

#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "test.h"

enum { N_JOBS = 200 };

struct run {
    size_t given, done, lost, big;
    size_t limit; /* jobs */
};

static bool next(void *with, struct sg_job *job)
{
    struct run *r = with;
    if (r->given == r->limit)
        return false;
    job->fd = memfd_create("job", MFD_CLOEXEC);
    dprintf(job->fd, "mail %zu", r->given);
    sg_putf(&job->note, "n%zu", r->given++);
    return true;
}

/* Job 13 kills its worker, job 21 writes as much as it may. */
static void work(void *with, struct sg_arena *arena, sg_span note, int fd, struct sg_buf *reply)
{
    (void)with;
    struct sg_error err;
    sg_span mail;
    if (sg_same(note, SG_SPAN("n13")))
        _exit(3);
    if (sg_fd_read(arena, fd, 100, &mail, &err) != SG_OK)
        _exit(4);
    sg_put(reply, mail);
    while (sg_same(note, SG_SPAN("n21")) && !reply->cut)
        sg_put_octet(reply, 'x');
}

static bool done(void *with, sg_span note, sg_span reply, const char *lost)
{
    struct run *r = with;
    char want[32];
    snprintf(want, sizeof(want), "n%zu", r->done);
    assert_span_is(note, want);
    snprintf(want, sizeof(want), "mail %zu", r->done++);
    r->lost += lost != NULL;
    r->big += reply.len == 300000;
    if (lost != NULL)
        assert_int_equal(reply.len, 0);
    else if (reply.len < 1000)
        assert_span_is(reply, want);
    return true;
}

static void results_come_in_order_and_a_dead_worker_costs_one_mail(void **state)
{
    (void)state;
    struct run r = { .limit = N_JOBS };
    struct sg_error err = { 0 };
    const struct sg_pool_plan plan = { .workers = 3,
                                       .max_reply = 300000,
                                       .memory = 1 << 20,
                                       .with = &r,
                                       .work = work,
                                       .next = next,
                                       .done = done };
    assert_int_equal(sg_pool_run(&plan, &err), SG_OK);
    assert_int_equal(r.done, N_JOBS);
    assert_int_equal(r.lost, 1);
    assert_int_equal(r.big, 1);
}

static void one_worker_means_this_process(void **state)
{
    (void)state;
    struct run r = { .limit = 5 };
    struct sg_error err = { 0 };
    const struct sg_pool_plan plan = { .workers = 1,
                                       .max_reply = 300000,
                                       .memory = 1 << 20,
                                       .with = &r,
                                       .work = work,
                                       .next = next,
                                       .done = done };
    assert_int_equal(sg_pool_run(&plan, &err), SG_OK);
    assert_int_equal(r.done, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_come_in_order_and_a_dead_worker_costs_one_mail),
        cmocka_unit_test(one_worker_means_this_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
