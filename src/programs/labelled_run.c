#include "programs/labelled_run.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/limits.h"
#include "service/unpacker.h"

struct running {
    const struct sg_labelled_run *run;
    size_t next, done;
};

static void work(void *with, struct sg_arena *arena, const struct sg_task *task,
                 struct sg_buf *reply)
{
    const struct running *r = with;
    struct sg_envelope envelope = *r->run->envelope;
    const struct sg_opener opener = sg_unpacker_of(task->opening);
    envelope.opener = &opener;
    r->run->pack(r->run->with, sg_examine(arena, r->run->cli->intel, &envelope, task->mail), reply);
}

static bool next(void *with, struct sg_job *job)
{
    struct running *r = with;
    if (r->next == r->run->list->mails.n)
        return false;
    job->fd = open(r->run->list->mails.at[r->next++].file, O_RDONLY | O_CLOEXEC);
    return true;
}

static bool done(void *with, const struct sg_result *result)
{
    struct running *r = with;
    const char *why = result->unreadable != NULL ? result->unreadable : result->lost;
    if (why != NULL)
        sg_cli_say("'%s': %s", r->run->list->mails.at[r->done].file, why);
    return r->run->done(r->run->with, r->done++, why != NULL ? (sg_span){ 0 } : result->reply);
}

static void say(void *with, const char *line)
{
    (void)with;
    sg_cli_say("%s", line);
}

enum sg_status sg_labelled_run(const struct sg_labelled_run *run, struct sg_error *err)
{
    struct running r = { .run = run };
    const struct sg_pool_plan plan = {
        .keep = { .duty = sg_unpacker_duty(work, &r, SG_MAX_REPORT),
                  .workers = sg_keeper_workers(run->jobs),
                  .walls = SG_WALLS_ENFORCE,
                  .say = say },
        .is_here = run->jobs == 1,
        .next = next,
        .done = done,
    };
    return sg_pool_run(&plan, err);
}
