/* What either end of a worker's channel may be sent: any octets as a row of packets.  None is read outside, none is taken
 * that is not of the protocol, and a reply never grows past what it announced. */
#include <stdint.h>
#include <stdlib.h>

#include "service/examiner.h"
#include "service/opener.h"

enum { MOST = 1 << 16 };

static void check(bool truth)
{
    if (!truth)
        abort();
}

/* A packet of its own, so that AddressSanitizer sees one octet too many. */
static sg_span exact(sg_span s)
{
    uint8_t *copy = malloc(s.len > 0 ? s.len : 1);
    if (copy == NULL)
        abort();
    if (s.len > 0)
        memcpy(copy, s.at, s.len);
    return (sg_span){ copy, s.len };
}

/* As the keeper and an examiner take a reply: number 1 from its first packet to its last. */
static void take_reply(struct sg_reading *reading, struct sg_buf *out, const struct sg_packet *p)
{
    enum sg_read read = sg_reading_add(reading, 1, p, out);
    check(out->len <= MOST && !out->cut);
    check(read != SG_READ_DONE || out->len == reading->length);
    if (read == SG_READ_ON)
        return;
    out->len = 0;
    *reading = (struct sg_reading){ 0 };
}

/* As an examiner takes a job, and an opener an order. */
static void take_work(const struct sg_duty *duty, const struct sg_packet *p)
{
    if (sg_job_is_sound(duty, p))
        check(p->sort == SG_SORT_JOB && p->length <= duty->max_mail);
    if (sg_order_is_sound(duty, p))
        check(p->sort == SG_SORT_ORDER && p->length <= duty->max_mail);
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len)
{
    const struct sg_duty duty = { .max_mail = MOST, .max_reply = MOST, .max_opened = MOST };
    sg_span rest = { at, len };
    struct sg_reading reading = { 0 };
    struct sg_buf out = SG_BUF(MOST);
    while (rest.len >= 2) { /* its length, then a packet */
        size_t size = (size_t)(sg_at(rest, 0) | sg_at(rest, 1) << 8);
        sg_span octets = exact(sg_cut(rest, 2, size));
        rest = sg_tail(rest, 2 + octets.len);
        struct sg_packet packet;
        if (sg_packet_read(octets, &packet)) {
            check(packet.fd == -1 && packet.body.len == octets.len - SG_PACKET_HEAD);
            take_work(&duty, &packet);
            take_reply(&reading, &out, &packet);
        }
        free((void *)(uintptr_t)octets.at);
    }
    sg_buf_free(&out);
    return 0;
}
