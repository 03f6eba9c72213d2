#include "service/pool.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "service/channel.h"
#include "service/opening_inside.h"

enum {
    AHEAD = 2,          /* jobs a worker has at once: the next one lies ready when it ends one */
    SLOTS_A_WORKER = 8, /* jobs begun and not yet handed back, a worker */
    READ_CHUNK = 64 * 1024,
    POLL_MS = 1000,
};

enum slot_state { SLOT_FREE, SLOT_AT_WORK, SLOT_DONE };

struct slot { /* one job from its beginning until its result is handed back, in order */
    enum slot_state state;
    struct sg_job job;
    struct sg_buf reply;
    const char *lost;
};

struct worker {
    pid_t pid;
    int channel;
    size_t jobs[AHEAD]; /* numbers of the jobs it has, oldest first */
    size_t n_jobs;
    struct sg_channel_reading reading;
    struct sg_buf reply;
    time_t since; /* when its oldest job began, by now() */
};

struct pool {
    const struct sg_pool_plan *plan;
    struct sg_arena *arena;
    struct worker *workers;
    size_t n_workers;
    struct slot *slots;
    size_t n_slots;
    size_t begun, handed_back; /* jobs */
    bool is_drained, is_stopped;
};

/* Seconds of a clock that nobody sets: a corrected one must not end the workers. */
static time_t now(void)
{
    struct timespec at;
    (void)clock_gettime(CLOCK_MONOTONIC, &at);
    return at.tv_sec;
}

enum sg_status sg_fd_read(struct sg_arena *arena, int fd, size_t limit, sg_span *out,
                          struct sg_error *err)
{
    struct sg_buf b = SG_BUF_IN(arena, limit);
    bool seeks = lseek(fd, 0, SEEK_SET) == 0;
    off_t size = seeks ? lseek(fd, 0, SEEK_END) : 0;
    if (seeks)
        (void)lseek(fd, 0, SEEK_SET);
    size_t chunk = size > 0 ? (size_t)size : READ_CHUNK;
    for (;;) {
        size_t fits = sg_buf_room(&b, chunk);
        ssize_t n = fits == 0 ? 0 : read(fd, b.at + b.len, fits);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return sg_fail(err, SG_E_IO, "cannot read: %s", strerror(errno));
        if (n == 0)
            break;
        b.len += (size_t)n;
        chunk = READ_CHUNK;
    }
    *out = sg_buf_done(&b);
    return SG_OK;
}

/* ---- a worker ---- */

/* What an examiner keeps from mail to mail. */
struct desk {
    const struct sg_duty *duty;
    struct sg_arena *arena;
    struct sg_opening opening;
    struct sg_buf reply;
};

static struct desk desk_for(const struct sg_duty *duty)
{
    return (struct desk){ .duty = duty,
                          .arena = sg_arena_open(duty->memory),
                          .opening = { .duty = duty },
                          .reply = SG_BUF(duty->max_reply) };
}

static SG_MUST_USE enum sg_status do_job(struct desk *d, sg_span note, int fd, struct sg_error *err)
{
    struct sg_task task = { .note = note, .opening = &d->opening };
    d->reply.len = 0;
    d->reply.cut = false;
    enum sg_status st = sg_fd_read(d->arena, fd, d->duty->max_mail, &task.mail, err);
    if (st == SG_OK)
        d->duty->work(d->duty->with, d->arena, &task, &d->reply);
    sg_arena_reset(d->arena);
    return st;
}

_Noreturn static void serve(const struct sg_pool_plan *plan, int channel)
{
    struct desk desk = desk_for(&plan->duty);
    struct sg_buf note = SG_BUF(SG_MAX_NOTE);
    for (;;) {
        struct sg_error err;
        int fd = sg_channel_take(channel, &note);
        if (fd < 0 || do_job(&desk, sg_buf_span(&note), fd, &err) != SG_OK)
            _exit(0);
        (void)close(fd);
        if (!sg_channel_reply(channel, sg_buf_span(&desk.reply)))
            _exit(0);
    }
}

static SG_MUST_USE enum sg_status start(struct pool *p, struct worker *w, struct sg_error *err)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return sg_fail(err, SG_E_WORKER, "cannot make a channel: %s", strerror(errno));
    (void)fflush(NULL);
    pid_t parent = getpid();
    pid_t pid = fork();
    if (pid < 0) {
        (void)close(ends[0]);
        (void)close(ends[1]);
        return sg_fail(err, SG_E_WORKER, "cannot start a worker: %s", strerror(errno));
    }
    if (pid == 0) {
        (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent)
            _exit(0);
        (void)close(ends[0]);
        for (size_t i = 0; i < p->n_workers; i++)
            if (p->workers[i].channel >= 0)
                (void)close(p->workers[i].channel);
        serve(p->plan, ends[1]);
    }
    (void)close(ends[1]);
    w->pid = pid;
    w->channel = ends[0];
    w->n_jobs = 0;
    w->reading = (struct sg_channel_reading){ 0 };
    w->reply = SG_BUF(p->plan->duty.max_reply);
    return SG_OK;
}

/* A worker without a job ends by itself; one at work is not waited for, nobody wants its result. */
static void end(struct worker *w)
{
    if (w->channel < 0)
        return;
    if (w->n_jobs > 0)
        (void)kill(w->pid, SIGKILL);
    (void)close(w->channel);
    w->channel = -1;
    while (waitpid(w->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    sg_buf_free(&w->reply);
}

/* ---- jobs ---- */

static struct slot *slot_of(const struct pool *p, size_t job)
{
    return &p->slots[job % p->n_slots];
}

static void give(struct pool *p, struct worker *w, size_t job)
{
    struct slot *s = slot_of(p, job);
    if (w->n_jobs == 0)
        w->since = now();
    w->jobs[w->n_jobs++] = job;
    /* When it fails the worker is gone, which the next poll sees. */
    (void)sg_channel_give(w->channel, s->job.fd, sg_buf_span(&s->job.note));
}

static void settle(struct pool *p, struct worker *w, const char *lost)
{
    struct slot *s = slot_of(p, w->jobs[0]);
    s->state = SLOT_DONE;
    s->lost = lost;
    s->reply = w->reply;
    w->reply = SG_BUF(p->plan->duty.max_reply);
    w->reading = (struct sg_channel_reading){ 0 };
    w->n_jobs--;
    memmove(w->jobs, w->jobs + 1, w->n_jobs * sizeof(*w->jobs));
    w->since = now();
}

/* The worker is gone: its oldest job is lost, the others go to its successor. */
static SG_MUST_USE enum sg_status replace(struct pool *p, struct worker *w, const char *lost,
                                          struct sg_error *err)
{
    w->reply.len = 0;
    if (w->n_jobs > 0)
        settle(p, w, lost);
    size_t left = w->n_jobs;
    size_t jobs[AHEAD];
    memcpy(jobs, w->jobs, sizeof(jobs));
    end(w);
    enum sg_status st = start(p, w, err);
    for (size_t i = 0; st == SG_OK && i < left; i++)
        give(p, w, jobs[i]);
    return st;
}

static struct worker *idlest(const struct pool *p)
{
    struct worker *best = &p->workers[0];
    for (size_t i = 1; i < p->n_workers; i++)
        if (p->workers[i].n_jobs < best->n_jobs)
            best = &p->workers[i];
    return best;
}

static void begin_jobs(struct pool *p)
{
    while (!p->is_drained && p->begun - p->handed_back < p->n_slots) {
        struct worker *w = idlest(p);
        if (w->n_jobs == AHEAD)
            return;
        struct slot *s = slot_of(p, p->begun);
        *s = (struct slot){ .job = { .fd = -1, .note = SG_BUF(SG_MAX_NOTE) } };
        if (!p->plan->next(p->plan->duty.with, &s->job)) {
            p->is_drained = true;
            sg_buf_free(&s->job.note);
            return;
        }
        s->state = SLOT_AT_WORK;
        give(p, w, p->begun++);
    }
}

static void drop_slot(struct slot *s)
{
    if (s->job.fd >= 0)
        (void)close(s->job.fd);
    sg_buf_free(&s->job.note);
    sg_buf_free(&s->reply);
    *s = (struct slot){ 0 };
}

static void hand_back(struct pool *p)
{
    while (!p->is_stopped && p->handed_back < p->begun &&
           slot_of(p, p->handed_back)->state == SLOT_DONE) {
        struct slot *s = slot_of(p, p->handed_back);
        const struct sg_result result = { .note = sg_buf_span(&s->job.note),
                                          .reply = sg_buf_span(&s->reply),
                                          .lost = s->lost };
        p->is_stopped = !p->plan->done(p->plan->duty.with, &result);
        drop_slot(s);
        p->handed_back++;
    }
}

static SG_MUST_USE enum sg_status listen_to(struct pool *p, struct worker *w, bool has_news,
                                            struct sg_error *err)
{
    while (has_news && w->n_jobs > 0) {
        enum sg_channel_news news = sg_channel_read(w->channel, &w->reading, &w->reply);
        if (news == SG_CHANNEL_GONE)
            return replace(p, w, "worker-died", err);
        if (news == SG_CHANNEL_MORE)
            break;
        settle(p, w, NULL);
    }
    if (has_news || w->n_jobs == 0 || now() - w->since <= SG_JOB_SECONDS)
        return SG_OK;
    (void)kill(w->pid, SIGKILL);
    return replace(p, w, "worker-stopped", err);
}

static SG_MUST_USE enum sg_status wait_for_news(struct pool *p, struct sg_error *err)
{
    struct pollfd watched[SG_MAX_WORKERS];
    for (size_t i = 0; i < p->n_workers; i++)
        watched[i] = (struct pollfd){ .fd = p->workers[i].n_jobs > 0 ? p->workers[i].channel : -1,
                                      .events = POLLIN };
    if (poll(watched, (nfds_t)p->n_workers, POLL_MS) < 0 && errno != EINTR)
        return sg_fail(err, SG_E_WORKER, "cannot wait for workers: %s", strerror(errno));
    enum sg_status st = SG_OK;
    for (size_t i = 0; i < p->n_workers && st == SG_OK; i++)
        st = listen_to(p, &p->workers[i], watched[i].revents != 0, err);
    return st;
}

static SG_MUST_USE enum sg_status run_here(const struct sg_pool_plan *plan)
{
    struct desk desk = desk_for(&plan->duty);
    void *with = plan->duty.with;
    if (plan->duty.warm != NULL)
        plan->duty.warm(with);
    for (bool goes_on = true; goes_on;) {
        struct sg_error err;
        struct sg_job job = { .fd = -1, .note = SG_BUF(SG_MAX_NOTE) };
        goes_on = plan->next(with, &job);
        if (goes_on) {
            enum sg_status st = do_job(&desk, sg_buf_span(&job.note), job.fd, &err);
            (void)close(job.fd);
            const struct sg_result result = { .note = sg_buf_span(&job.note),
                                              .reply = sg_buf_span(&desk.reply),
                                              .unreadable = st == SG_OK ? NULL : err.text };
            goes_on = plan->done(with, &result);
        }
        sg_buf_free(&job.note);
    }
    sg_buf_free(&desk.reply);
    sg_arena_close(desk.opening.arena);
    sg_arena_close(desk.arena);
    return SG_OK;
}

enum sg_status sg_pool_run(const struct sg_pool_plan *plan, struct sg_error *err)
{
    if (plan->is_here)
        return run_here(plan);
    struct pool p = { .plan = plan, .arena = sg_arena_open(SIZE_MAX / 2) };
    p.n_workers = plan->workers < SG_MAX_WORKERS ? plan->workers : SG_MAX_WORKERS;
    p.n_slots = p.n_workers * SLOTS_A_WORKER;
    p.workers = SG_NEW_N(p.arena, struct worker, p.n_workers);
    p.slots = SG_NEW_N(p.arena, struct slot, p.n_slots);
    for (size_t i = 0; i < p.n_workers; i++)
        p.workers[i].channel = -1;
    enum sg_status st = SG_OK;
    for (size_t i = 0; i < p.n_workers && st == SG_OK; i++)
        st = start(&p, &p.workers[i], err);
    while (st == SG_OK && !p.is_stopped) {
        begin_jobs(&p);
        hand_back(&p);
        if (p.is_drained && p.handed_back == p.begun)
            break;
        if (p.handed_back < p.begun && slot_of(&p, p.handed_back)->state != SLOT_DONE)
            st = wait_for_news(&p, err);
    }
    for (size_t i = 0; i < p.n_workers; i++)
        end(&p.workers[i]);
    for (size_t i = 0; i < p.n_slots; i++)
        if (p.slots[i].state != SLOT_FREE)
            drop_slot(&p.slots[i]);
    sg_arena_close(p.arena);
    return st;
}
