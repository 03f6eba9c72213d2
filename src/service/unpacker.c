#include "service/unpacker.h"

#include "base/limits.h"

/* An order is one octet: the kind of file.  The reply is what sg_unpacked_put() writes. */

static enum sg_opened ask(void *with, struct sg_arena *arena, enum sg_file_kind kind,
                          sg_span octets, struct sg_unpacked *out)
{
    uint8_t order = (uint8_t)kind;
    struct sg_buf reply = SG_BUF_IN(arena, SG_MAX_UNPACKED_REPLY);
    switch (sg_opening_ask(with, (sg_span){ &order, 1 }, octets, &reply)) {
    case SG_OPENING_DONE:
        return sg_unpacked_take(arena, sg_buf_done(&reply), out) ? SG_OPENED : SG_OPEN_LOST;
    case SG_OPENING_LOST:
        return SG_OPEN_LOST;
    case SG_OPENING_REFUSED:
        break;
    }
    return SG_OPEN_REFUSED;
}

struct sg_opener sg_unpacker_of(struct sg_opening *opening)
{
    return (struct sg_opener){ opening, ask };
}

static void warm(void *with)
{
    (void)with;
    sg_unpack_warm();
}

static void open_foreign(void *with, struct sg_arena *arena, sg_span order, sg_span octets,
                         struct sg_buf *reply)
{
    (void)with;
    int kind = sg_at(order, 0);
    if (kind < 0 || kind >= SG_N_FILE_KINDS || !sg_unpack_reads((enum sg_file_kind)kind))
        return; /* no answer is an answer that nobody takes for one */
    struct sg_unpacked unpacked = sg_unpack(arena, (enum sg_file_kind)kind, octets);
    sg_unpacked_put(reply, &unpacked);
}

struct sg_duty sg_unpacker_duty(void (*work)(void *with, struct sg_arena *arena,
                                             const struct sg_task *task, struct sg_buf *reply),
                                void *with, size_t max_reply)
{
    return (struct sg_duty){ .max_mail = (size_t)SG_MAX_MAIL + 1, /* one more tells a longer mail */
                             .max_reply = max_reply,
                             .max_opened = SG_MAX_UNPACKED_REPLY,
                             .memory = SG_MAX_ARENA,
                             .opener_memory = SG_MAX_OPENER,
                             .with = with,
                             .work = work,
                             .warm = warm,
                             .open = open_foreign };
}
