#include "service/opener.h"

#include <sys/time.h>
#include <unistd.h>

#include "base/limits.h"
#include "service/parcel.h"

bool sg_order_is_sound(const struct sg_duty *duty, const struct sg_packet *packet)
{
    return packet->sort == SG_SORT_ORDER && packet->number > 0 &&
           packet->length <= duty->max_mail && packet->body.len <= SG_MAX_ORDER;
}

/* SIGALRM ends the process when the time is over; 0: no more. */
static void end_in(int milliseconds)
{
    const struct itimerval at = { .it_value = { milliseconds / 1000,
                                                (suseconds_t)(milliseconds % 1000) * 1000 } };
    (void)setitimer(ITIMER_REAL, &at, NULL);
}

static void serve(const struct sg_opener_role *o, struct sg_arena *arena, sg_mark *mark)
{
    static struct sg_packet_room room;
    const struct sg_duty *duty = o->duty;
    struct sg_packet order;
    for (int n = 0; n < SG_OPENER_ORDERS; n++) {
        sg_span octets;
        if (sg_packet_await(o->orders, &room, &order) != SG_GOT_PACKET ||
            !sg_order_is_sound(duty, &order))
            return;
        atomic_store(mark, order.number);
        end_in(SG_OPENER_MS);
        bool is_whole = sg_parcel_read(arena, order.fd, (size_t)order.length, &octets);
        (void)close(order.fd);
        if (!is_whole)
            return;
        struct sg_buf reply = SG_BUF_IN(arena, duty->max_opened);
        duty->open(duty->with, arena, order.body, octets, &reply);
        if (!sg_packet_reply(o->orders, order.number, sg_buf_span(&reply)))
            return;
        end_in(0);
        sg_arena_reset(arena);
    }
}

void sg_opener_run(void *with, int channel, sg_mark *mark)
{
    const struct sg_opener_role *o = with;
    if (o->duty->warm != NULL)
        o->duty->warm(o->duty->with);
    struct sg_arena *arena = sg_arena_open(o->duty->opener_memory);
    const struct sg_walls_plan plan = { .walls = o->walls,
                                        .kind = SG_OPENER,
                                        .kept = { channel, o->orders },
                                        .memory = o->duty->opener_memory };
    struct sg_packet ready = { SG_SORT_READY, 0, sg_walls_up(&plan), { 0 }, -1 };
    if (sg_packet_send(channel, &ready, true))
        serve(o, arena, mark);
    _exit(0);
}
