#include "service/opening.h"

#include <stdio.h>
#include <sys/mman.h>

#include "service/pool.h"
#include "test.h"

struct run {
    size_t given, done;
    bool has_opener;
};

static bool next(void *with, struct sg_job *job)
{
    struct run *r = with;
    if (r->given == 3)
        return false;
    job->fd = memfd_create("job", MFD_CLOEXEC);
    sg_put_text(&job->note, "note");
    dprintf(job->fd, "echo %zu", r->given++);
    return true;
}

static void work(void *with, struct sg_arena *arena, const struct sg_task *task,
                 struct sg_buf *reply)
{
    (void)with;
    struct sg_buf answer = SG_BUF_IN(arena, 100);
    sg_put_text(&answer, "not cleared");
    enum sg_opening_end opened =
        sg_opening_ask(task->opening, SG_SPAN("echo"), task->mail, &answer);
    sg_putf(reply, "%d ", (int)opened);
    sg_put(reply, sg_buf_span(&answer));
}

static void open_toy(void *with, struct sg_arena *arena, sg_span order, sg_span octets,
                     struct sg_buf *reply)
{
    (void)with, (void)arena;
    if (sg_same(order, SG_SPAN("echo")))
        sg_put(reply, octets);
}

static bool done(void *with, const struct sg_result *result)
{
    struct run *r = with;
    char want[64];
    if (r->has_opener)
        snprintf(want, sizeof(want), "%d echo %zu", (int)SG_OPENING_DONE, r->done);
    else
        snprintf(want, sizeof(want), "%d ", (int)SG_OPENING_REFUSED);
    assert_span_is(result->reply, want);
    r->done++;
    return true;
}

static void run(bool has_opener, bool is_here)
{
    struct run r = { .has_opener = has_opener };
    struct sg_error err = { 0 };
    const struct sg_pool_plan plan = { .keep = { .duty = { .max_mail = 1000,
                                                           .max_reply = 1000,
                                                           .max_opened = 1000,
                                                           .memory = 1 << 20,
                                                           .opener_memory = 1 << 20,
                                                           .with = &r,
                                                           .work = work,
                                                           .open = has_opener ? open_toy : NULL },
                                                 .workers = 2 },

                                       .is_here = is_here,
                                       .next = next,
                                       .done = done };
    assert_int_equal(sg_pool_run(&plan, &err), SG_OK);
    assert_int_equal(r.done, 3);
}

static void an_opener_answers(void **state)
{
    (void)state;
    run(true, true);
    run(true, false);
}

static void without_an_opener_it_is_refused(void **state)
{
    (void)state;
    run(false, true);
    run(false, false);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_opener_answers),
        cmocka_unit_test(without_an_opener_it_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
