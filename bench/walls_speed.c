/* bench/walls_speed.c - what the walls cost: the same mails examined in this one process, and by one worker behind its
 * walls, turn about.
 *
 *     walls_speed ROUNDS FILE...
 *
 * Wall time is what a person waits; processor time is that of the keeper and of the worker together, which on a machine
 * with two cores run at once. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "report/as_json.h"
#include "service/pool.h"
#include "service/unpacker.h"
#include "verdict/examine.h"

enum { MAX_ROUNDS = 1000, REPLY = SG_MAX_REPORT };

struct run {
    const struct sg_intel *intel;
    const struct sg_words *words;
    char **files;
    size_t n, given, octets, lost;
};

struct cost { /* nanoseconds */
    int64_t wall, processor;
};

static int64_t clock_of(clockid_t which)
{
    struct timespec at;
    clock_gettime(which, &at);
    return (int64_t)at.tv_sec * 1000000000 + at.tv_nsec;
}

static int64_t used_by(int who)
{
    struct rusage use;
    getrusage(who, &use);
    return ((int64_t)use.ru_utime.tv_sec + use.ru_stime.tv_sec) * 1000000000 +
           ((int64_t)use.ru_utime.tv_usec + use.ru_stime.tv_usec) * 1000;
}

static bool next(void *with, struct sg_job *job)
{
    struct run *r = with;
    if (r->given == r->n)
        return false;
    job->fd = open(r->files[r->given], O_RDONLY | O_CLOEXEC);
    sg_put_text(&job->note, r->files[r->given++]);
    return true;
}

static void work(void *with, struct sg_arena *arena, const struct sg_task *task,
                 struct sg_buf *reply)
{
    const struct run *r = with;
    const struct sg_opener opener = sg_unpacker_of(task->opening);
    const struct sg_envelope envelope = { .opener = &opener };
    const struct sg_examination *x = sg_examine(arena, r->intel, &envelope, task->mail);
    sg_report_json(reply, x, r->words, task->note, false);
}

static bool done(void *with, const struct sg_result *result)
{
    struct run *r = with;
    r->octets += result->reply.len;
    r->lost += result->lost != NULL || result->unreadable != NULL;
    return true;
}

struct way {
    bool is_here,
        opens; /* in this process; what is attached is opened, which needs a second process */
};

static struct cost measure(struct run *r, struct way way)
{
    struct sg_error err = { 0 };
    struct sg_duty duty = sg_unpacker_duty(work, r, REPLY);
    duty.open = way.opens ? duty.open : NULL;
    const struct sg_pool_plan plan = {
        .keep = { .duty = duty, .workers = 1 }, .is_here = way.is_here, .next = next, .done = done
    };
    struct cost begin = { clock_of(CLOCK_MONOTONIC),
                          used_by(RUSAGE_SELF) + used_by(RUSAGE_CHILDREN) };
    r->given = 0;
    if (sg_pool_run(&plan, &err) != SG_OK) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    return (struct cost){ clock_of(CLOCK_MONOTONIC) - begin.wall,
                          used_by(RUSAGE_SELF) + used_by(RUSAGE_CHILDREN) - begin.processor };
}

static int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static double us(int64_t nanoseconds, size_t mails)
{
    return (double)nanoseconds / 1000.0 / (double)mails;
}

static void tell(const char *what, int64_t here, int64_t walled, size_t n)
{
    printf("  %-15s %8.1f us a mail in this process, %8.1f us behind walls: %+6.1f us, x %.3f\n",
           what, us(here, n), us(walled, n), us(walled - here, n), (double)walled / (double)here);
}

/* The least of all rounds. */
static void compare(struct run *r, int64_t rounds, bool opens)
{
    struct cost here = { INT64_MAX, INT64_MAX }, walled = here;
    for (int64_t i = 0; i < rounds; i++) {
        struct cost a = measure(r, (struct way){ true, opens });
        struct cost b = measure(r, (struct way){ false, opens });
        here = (struct cost){ least(here.wall, a.wall), least(here.processor, a.processor) };
        walled = (struct cost){ least(walled.wall, b.wall), least(walled.processor, b.processor) };
    }
    printf("%s\n", opens ? "what is attached is opened" : "what is attached stays closed");
    tell("wall time", here.wall, walled.wall, r->n);
    tell("processor time", here.processor, walled.processor, r->n);
}

int main(int argc, char **argv)
{
    struct sg_error err = { 0 };
    int64_t rounds;
    struct sg_intel_options options = { .dir = getenv("SHINGAN_DATA") };
    struct sg_arena *kept = sg_arena_open(SG_MAX_ARENA);
    struct run r = { 0 };
    if (argc < 3 || !sg_number(sg_span_of(argv[1]), 1, MAX_ROUNDS, &rounds)) {
        fprintf(stderr, "usage: walls_speed ROUNDS FILE...\n");
        return 64;
    }
    if (sg_intel_load(&options, &r.intel, &err) != SG_OK ||
        sg_words_load(kept, options.dir, "en", &r.words, &err) != SG_OK) {
        fprintf(stderr, "%s\n", err.text);
        return 1;
    }
    r.files = argv + 2;
    r.n = (size_t)argc - 2;
    (void)measure(&r, (struct way){ true, false }); /* files into the kernel's memory */
    printf("%zu mails, the least of %d rounds\n", r.n, (int)rounds);
    compare(&r, rounds, false);
    compare(&r, rounds, true);
    if (r.lost > 0)
        printf("%zu answers lost\n", r.lost);
    sg_intel_close(r.intel);
    sg_arena_close(kept);
    return r.lost > 0;
}
