#include "service/pool.h"

#include <stdlib.h>
#include <unistd.h>

#include "service/examiner.h"
#include "service/parcel.h"

enum { SLOTS_A_WORKER = 8 }; /* jobs begun and not yet handed back */

enum slot_state { SLOT_FREE, SLOT_AT_WORK, SLOT_ENDED };

struct slot { /* one job from its beginning until its result is handed back, in order */
    enum slot_state state;
    struct sg_buf note;
    struct sg_ended ended;
    struct sg_error unreadable; /* when its status is not SG_OK */
};

struct pool {
    const struct sg_pool_plan *plan;
    struct sg_keeper *keeper;
    struct slot *slots;
    size_t n_slots;
    size_t begun, handed_back; /* jobs */
    bool is_drained, is_stopped;
};

static struct slot *slot_of(const struct pool *p, size_t job)
{
    return &p->slots[job % p->n_slots];
}

static void drop_slot(struct slot *s)
{
    sg_buf_free(&s->note);
    sg_buf_free(&s->ended.reply);
    s->state = SLOT_FREE;
}

/* False when there is none left. */
static bool next_job(struct pool *p, struct sg_job *job)
{
    *job = (struct sg_job){ .fd = -1, .note = SG_BUF(SG_MAX_NOTE) };
    if (p->plan->next(p->plan->keep.duty.with, job))
        return true;
    p->is_drained = true;
    sg_buf_free(&job->note);
    return false;
}

static SG_MUST_USE enum sg_status begin_jobs(struct pool *p, struct sg_error *err)
{
    struct sg_job job;
    while (!p->is_drained && p->begun - p->handed_back < p->n_slots &&
           sg_keeper_has_room(p->keeper) && next_job(p, &job)) {
        struct slot *s = slot_of(p, p->begun);
        *s = (struct slot){ .state = SLOT_AT_WORK, .note = job.note };
        enum sg_status st =
            sg_keeper_give(p->keeper, p->begun++, sg_buf_span(&s->note), job.fd, &s->unreadable);
        (void)close(job.fd);
        if (st != SG_OK && st != SG_E_IO) {
            *err = s->unreadable;
            return st;
        }
        if (st == SG_E_IO)
            s->state = SLOT_ENDED;
    }
    return SG_OK;
}

static void take_ended(struct pool *p)
{
    struct sg_ended ended;
    while (sg_keeper_take(p->keeper, &ended)) {
        struct slot *s = slot_of(p, ended.job);
        s->ended = ended;
        s->state = SLOT_ENDED;
    }
}

static void hand_back(struct pool *p)
{
    while (!p->is_stopped && p->handed_back < p->begun &&
           slot_of(p, p->handed_back)->state == SLOT_ENDED) {
        struct slot *s = slot_of(p, p->handed_back);
        const struct sg_result result = {
            .note = sg_buf_span(&s->note),
            .reply = sg_buf_span(&s->ended.reply),
            .lost = s->ended.lost,
            .signal = s->ended.signal,
            .unreadable = s->unreadable.status == SG_OK ? NULL : s->unreadable.text,
        };
        p->is_stopped = !p->plan->done(p->plan->keep.duty.with, &result);
        drop_slot(s);
        p->handed_back++;
    }
}

/* Something is at work, or there is more to begin and no room. */
static bool must_wait(const struct pool *p)
{
    return p->handed_back < p->begun && slot_of(p, p->handed_back)->state == SLOT_AT_WORK;
}

static SG_MUST_USE enum sg_status run_all(struct pool *p, struct sg_error *err)
{
    enum sg_status st = SG_OK;
    while (st == SG_OK && !p->is_stopped) {
        st = begin_jobs(p, err);
        hand_back(p);
        if (p->is_drained && p->handed_back == p->begun)
            break;
        if (st == SG_OK && !p->is_stopped && must_wait(p))
            st = sg_keeper_wait(p->keeper, err);
        take_ended(p);
    }
    return st;
}

static void run_one(const struct sg_pool_plan *plan, struct sg_desk *desk, const struct sg_job *job,
                    struct sg_result *result, struct sg_error *err)
{
    struct sg_task task = { .note = sg_buf_span(&job->note) };
    *result = (struct sg_result){ .note = task.note };
    if (sg_fd_read(desk->arena, job->fd, plan->keep.duty.max_mail, &task.mail, err) != SG_OK) {
        result->unreadable = err->text;
        return;
    }
    sg_desk_do(desk, &task);
    result->reply = sg_buf_span(&desk->reply);
}

static void run_here(const struct sg_pool_plan *plan)
{
    struct sg_desk desk;
    const struct sg_duty *duty = &plan->keep.duty;
    if (duty->warm != NULL)
        duty->warm(duty->with);
    sg_desk_open(&desk, duty, -1, -1);
    for (bool goes_on = true; goes_on;) {
        struct sg_error err;
        struct sg_result result;
        struct sg_job job = { .fd = -1, .note = SG_BUF(SG_MAX_NOTE) };
        goes_on = plan->next(duty->with, &job);
        if (goes_on) {
            run_one(plan, &desk, &job, &result, &err);
            (void)close(job.fd);
            goes_on = plan->done(duty->with, &result);
        }
        sg_buf_free(&job.note);
    }
    sg_desk_close(&desk);
}

enum sg_status sg_pool_run(const struct sg_pool_plan *plan, struct sg_error *err)
{
    if (plan->is_here) {
        run_here(plan);
        return SG_OK;
    }
    struct sg_arena *arena = sg_arena_open(SIZE_MAX / 2);
    struct pool p = { .plan = plan, .n_slots = plan->keep.workers * SLOTS_A_WORKER };
    p.slots = SG_NEW_N(arena, struct slot, p.n_slots);
    enum sg_status st = sg_keeper_open(&plan->keep, &p.keeper, err);
    if (st == SG_OK)
        st = run_all(&p, err);
    sg_keeper_close(p.keeper);
    for (size_t i = 0; i < p.n_slots; i++)
        if (p.slots[i].state != SLOT_FREE)
            drop_slot(&p.slots[i]);
    sg_arena_close(arena);
    return st;
}
