#include "service/opening.h"

#include "service/opening_inside.h"

/* The answer as an opener would have sent it: in one piece or not at all. */
static enum sg_opening_end open_here(struct sg_opening *o, sg_span order, sg_span octets,
                                     struct sg_buf *reply)
{
    if (o->arena == NULL)
        o->arena = sg_arena_open(o->duty->opener_memory);
    struct sg_buf answer = SG_BUF_IN(o->arena, o->duty->max_opened);
    o->duty->open(o->duty->with, o->arena, order, octets, &answer);
    sg_put(reply, sg_buf_span(&answer));
    sg_arena_reset(o->arena);
    return SG_OPENING_DONE;
}

enum sg_opening_end sg_opening_ask(struct sg_opening *o, sg_span order, sg_span octets,
                                   struct sg_buf *reply)
{
    reply->len = 0;
    reply->cut = false;
    if (o->duty->open == NULL)
        return SG_OPENING_REFUSED;
    if (order.len > SG_MAX_ORDER || octets.len > o->duty->max_mail)
        return SG_OPENING_LOST;
    return open_here(o, order, octets, reply);
}
