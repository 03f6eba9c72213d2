#include "service/opening.h"

#include <poll.h>
#include <unistd.h>

#include "base/limits.h"
#include "service/opening_inside.h"
#include "service/packet.h"
#include "service/parcel.h"
#include "service/process.h"

void sg_opening_begin(struct sg_opening *o)
{
    o->n_lost = 0;
    o->waited_ms = 0;
}

static void open_here(struct sg_opening *o, sg_span order, sg_span octets, struct sg_buf *reply)
{
    if (o->arena == NULL)
        o->arena = sg_arena_open(o->duty->opener_memory);
    struct sg_buf answer = SG_BUF_IN(o->arena, o->duty->max_opened);
    o->duty->open(o->duty->with, o->arena, order, octets, &answer);
    sg_put(reply, sg_buf_span(&answer));
    sg_arena_reset(o->arena);
}

static bool give_order(struct sg_opening *o, sg_span order, sg_span octets)
{
    int fd = sg_parcel_of(octets);
    if (fd < 0)
        return false;
    const struct sg_packet packet = { SG_SORT_ORDER, ++o->number, octets.len, order, fd };
    bool is_sent = sg_packet_send(o->opener, &packet, false);
    (void)close(fd);
    return is_sent;
}

enum answer { NOT_YET, WHOLE, OPENER_DIED, OPENER_STRAYS };

static enum answer take_packet(struct sg_opening *o, const struct sg_packet *packet,
                               struct sg_reading *reading, struct sg_buf *reply)
{
    if (packet->number < o->number) /* of an order that was given up before */
        return NOT_YET;
    if (packet->sort == SG_SORT_LOST && packet->number == o->number)
        return OPENER_DIED;
    switch (sg_reading_add(reading, o->number, packet, reply)) {
    case SG_READ_ON:
        return NOT_YET;
    case SG_READ_DONE:
        return WHOLE;
    case SG_READ_BREACH:
        break;
    }
    return OPENER_STRAYS;
}

static enum answer take_answer(struct sg_opening *o, struct sg_reading *reading,
                               struct sg_buf *reply)
{
    static struct sg_packet_room room;
    struct sg_packet packet;
    switch (sg_packet_next(o->opener, &room, &packet)) {
    case SG_GOT_PACKET:
        return take_packet(o, &packet, reading, reply);
    case SG_GOT_NOTHING:
        return NOT_YET;
    case SG_GOT_END:
    case SG_GOT_BREACH:
        break;
    }
    return OPENER_STRAYS;
}

/* NOT_YET: the time is over. */
static enum answer await_answer(struct sg_opening *o, struct sg_buf *reply)
{
    struct sg_reading reading = { 0 };
    enum answer answer = NOT_YET;
    int64_t end = sg_clock_ms() + SG_OPENING_MS;
    for (int64_t left = SG_OPENING_MS; answer == NOT_YET && left > 0; left = end - sg_clock_ms()) {
        struct pollfd watched = { .fd = o->opener, .events = POLLIN };
        if (poll(&watched, 1, (int)left) > 0)
            answer = take_answer(o, &reading, reply);
    }
    return answer;
}

static bool is_told_gone(const struct sg_opening *o)
{
    static struct sg_packet_room room;
    struct sg_packet packet;
    return sg_packet_next(o->opener, &room, &packet) == SG_GOT_PACKET &&
           packet.sort == SG_SORT_LOST && packet.number == o->number;
}

/* An opener that lives but does not answer, or not as it should, is not to be asked again.  Until the keeper says that it is
 * gone, it would take the next order, which would be lost with it.  False when nothing is said. */
static bool have_it_ended(const struct sg_opening *o)
{
    const struct sg_packet late = { SG_SORT_LATE, o->number, 0, { 0 }, -1 };
    bool is_gone = false;
    if (!sg_packet_send(o->keeper, &late, false))
        return false;
    int64_t end = sg_clock_ms() + SG_OPENING_MS;
    for (int64_t left = SG_OPENING_MS; !is_gone && left > 0; left = end - sg_clock_ms()) {
        struct pollfd watched = { .fd = o->opener, .events = POLLIN };
        is_gone = poll(&watched, 1, (int)left) > 0 && is_told_gone(o);
    }
    return is_gone;
}

enum sg_opening_end sg_opening_ask(struct sg_opening *o, sg_span order, sg_span octets,
                                   struct sg_buf *reply)
{
    reply->len = 0;
    reply->cut = false;
    if (o->duty->open == NULL)
        return SG_OPENING_REFUSED;
    if (order.len > SG_MAX_ORDER || octets.len > o->duty->max_mail ||
        o->n_lost >= SG_MAX_OPENINGS_LOST || o->waited_ms >= SG_MAX_OPENING_MS)
        return SG_OPENING_LOST;
    if (o->opener < 0) {
        open_here(o, order, octets, reply);
        return SG_OPENING_DONE;
    }
    int64_t began = sg_clock_ms();
    enum answer answer = give_order(o, order, octets) ? await_answer(o, reply) : OPENER_STRAYS;
    bool is_gone = answer == WHOLE || answer == OPENER_DIED || have_it_ended(o);
    o->waited_ms += sg_clock_ms() - began;
    if (answer == WHOLE)
        return SG_OPENING_DONE;
    o->n_lost = is_gone ? o->n_lost + 1 : SG_MAX_OPENINGS_LOST;
    reply->len = 0;
    return SG_OPENING_LOST;
}
