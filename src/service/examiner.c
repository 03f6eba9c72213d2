#include "service/examiner.h"

#include <unistd.h>

#include "service/parcel.h"

void sg_desk_open(struct sg_desk *d, const struct sg_duty *duty, int channel, int opener)
{
    *d = (struct sg_desk){ .duty = duty,
                           .arena = sg_arena_open(duty->memory),
                           .opening = { .duty = duty, .keeper = channel, .opener = opener },
                           .reply = SG_BUF(duty->max_reply) };
}

void sg_desk_close(struct sg_desk *d)
{
    sg_buf_free(&d->reply);
    sg_arena_close(d->opening.arena);
    sg_arena_close(d->arena);
}

void sg_desk_do(struct sg_desk *d, const struct sg_task *task)
{
    struct sg_task whole = *task;
    whole.opening = &d->opening;
    sg_opening_begin(&d->opening);
    d->reply.len = 0;
    d->reply.cut = false;
    d->duty->work(d->duty->with, d->arena, &whole, &d->reply);
    sg_arena_reset(d->arena);
}

bool sg_job_is_sound(const struct sg_duty *duty, const struct sg_packet *packet)
{
    return packet->sort == SG_SORT_JOB && packet->number > 0 && packet->length <= duty->max_mail &&
           packet->body.len <= SG_MAX_NOTE;
}

static void serve(struct sg_desk *d, int channel, sg_mark *mark)
{
    static struct sg_packet_room room;
    struct sg_packet job;
    while (sg_packet_await(channel, &room, &job) == SG_GOT_PACKET) {
        struct sg_task task = { .note = job.body };
        if (!sg_job_is_sound(d->duty, &job))
            return;
        atomic_store(mark, job.number);
        bool is_whole = sg_parcel_read(d->arena, job.fd, (size_t)job.length, &task.mail);
        (void)close(job.fd);
        if (!is_whole)
            return;
        sg_desk_do(d, &task);
        if (!sg_packet_reply(channel, job.number, sg_buf_span(&d->reply)))
            return;
    }
}

void sg_examiner_run(void *with, int channel, sg_mark *mark)
{
    const struct sg_examiner *e = with;
    struct sg_desk desk;
    sg_desk_open(&desk, e->duty, channel, e->opener);
    const struct sg_walls_plan plan = { .walls = e->walls,
                                        .kind = SG_EXAMINER,
                                        .kept = { channel, e->opener },
                                        .memory = e->duty->memory + e->duty->max_reply,
                                        .max_file = e->duty->max_mail };
    struct sg_packet ready = { SG_SORT_READY, 0, sg_walls_up(&plan), { 0 }, -1 };
    if (sg_packet_send(channel, &ready, true))
        serve(&desk, channel, mark);
    _exit(0);
}
