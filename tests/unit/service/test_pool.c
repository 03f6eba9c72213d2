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
static void work(void *with, struct sg_arena *arena, const struct sg_task *task,
                 struct sg_buf *reply)
{
    (void)with, (void)arena;
    if (sg_same(task->note, SG_SPAN("n13")))
        _exit(3);
    sg_put(reply, task->mail);
    while (sg_same(task->note, SG_SPAN("n21")) && !reply->cut)
        sg_put_octet(reply, 'x');
}

static bool done(void *with, const struct sg_result *result)
{
    struct run *r = with;
    char want[32];
    snprintf(want, sizeof(want), "n%zu", r->done);
    assert_span_is(result->note, want);
    snprintf(want, sizeof(want), "mail %zu", r->done++);
    r->lost += result->lost != NULL;
    r->big += result->reply.len == 300000;
    assert_null(result->unreadable);
    if (result->lost != NULL)
        assert_int_equal(result->reply.len, 0);
    else if (result->reply.len < 1000)
        assert_span_is(result->reply, want);
    return true;
}

static struct sg_pool_plan plan_for(struct run *r, size_t workers)
{
    return (struct sg_pool_plan){ .keep = { .duty = { .max_mail = 100,
                                                      .max_reply = 300000,
                                                      .memory = 1 << 20,
                                                      .with = r,
                                                      .work = work },
                                            .workers = workers },

                                  .next = next,
                                  .done = done };
}

static void results_come_in_order_and_a_dead_worker_costs_one_mail(void **state)
{
    (void)state;
    struct run r = { .limit = N_JOBS };
    struct sg_error err = { 0 };
    const struct sg_pool_plan plan = plan_for(&r, 3);
    assert_int_equal(sg_pool_run(&plan, &err), SG_OK);
    assert_int_equal(r.done, N_JOBS);
    assert_int_equal(r.lost, 1);
    assert_int_equal(r.big, 1);
}

static void all_can_happen_in_this_process(void **state)
{
    (void)state;
    struct run r = { .limit = 5 };
    struct sg_error err = { 0 };
    struct sg_pool_plan plan = plan_for(&r, 1);
    plan.is_here = true;
    assert_int_equal(sg_pool_run(&plan, &err), SG_OK);
    assert_int_equal(r.done, 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_come_in_order_and_a_dead_worker_costs_one_mail),
        cmocka_unit_test(all_can_happen_in_this_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
