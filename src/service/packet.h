/* service/packet.h - what goes between the keeper, an examiner and its opener; only for this room.
 *
 * One packet (SOCK_SEQPACKET) is a head of SG_PACKET_HEAD octets, then its body; some carry one descriptor.  Whoever
 * reads one holds the writer for taken over: what is not exactly as written here is a breach, over which the writer
 * is ended.  Both ends are of one build, so numbers are in the order of the machine.
 *
 *     sort     from        to          number    length             body        descriptor
 *     READY    both        keeper      0         walls that lack    -           -
 *     JOB      keeper      examiner    of job    octets of mail     note        the mail
 *     ORDER    examiner    opener      of order  octets             the order   what to open
 *     REPLY    both        asker       the same  octets of reply    its start   -
 *     MORE     both        asker       the same  0                  goes on     -
 *     LOST     keeper      examiner    of order  0                  -           -
 *     LATE     examiner    keeper      of order  0                  -           -          end my opener: then LOST */
#ifndef SG_SERVICE_PACKET_H
#define SG_SERVICE_PACKET_H

#include "base/buf.h"

enum {
    SG_PACKET_HEAD = 24,       /* octets */
    SG_PACKET_BODY = 64 * 1024 /* octets at most */
};

enum sg_sort {
    SG_SORT_READY = 1,
    SG_SORT_JOB,
    SG_SORT_ORDER,
    SG_SORT_REPLY,
    SG_SORT_MORE,
    SG_SORT_LOST,
    SG_SORT_LATE,
};

struct sg_packet {
    enum sg_sort sort;
    uint64_t number, length;
    sg_span body;
    int fd; /* -1: none */
};

/* False when `octets` are no packet; `out` is then untouched.  The body points into `octets`, fd is -1. */
SG_MUST_USE bool sg_packet_read(sg_span octets, struct sg_packet *out);

/* Without waiting: false too when the other side has not read for long.  With waiting: until it has, or is gone. */
bool sg_packet_send(int channel, const struct sg_packet *packet, bool waits);

/* A reply in as many packets as it needs; waits. */
bool sg_packet_reply(int channel, uint64_t number, sg_span reply);

enum sg_got { SG_GOT_PACKET, SG_GOT_NOTHING, SG_GOT_END, SG_GOT_BREACH };

struct sg_packet_room {
    uint8_t at[SG_PACKET_HEAD + SG_PACKET_BODY];
};

/* Without waiting; descriptors are refused. */
enum sg_got sg_packet_next(int channel, struct sg_packet_room *room, struct sg_packet *out);

/* Wait for a packet that carries a descriptor, which the caller closes; one without is a breach. */
enum sg_got sg_packet_await(int channel, struct sg_packet_room *room, struct sg_packet *out);

/* A reply as it comes in, piece by piece. */
struct sg_reading {
    bool is_begun;
    uint64_t length; /* announced */
};

enum sg_read { SG_READ_ON, SG_READ_DONE, SG_READ_BREACH };

/* Add the next packet of reply `number` to `out`, which is empty before the first. */
enum sg_read sg_reading_add(struct sg_reading *reading, uint64_t number,
                            const struct sg_packet *packet, struct sg_buf *out);

#endif
