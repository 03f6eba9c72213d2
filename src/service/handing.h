/* service/handing.h - a packet with two descriptors, from one process of ours to another; only for this room and the milter's
 * front. */
#ifndef SG_SERVICE_HANDING_H
#define SG_SERVICE_HANDING_H

#include "base/buf.h"

enum { SG_HANDED = 2, SG_MAX_HANDED = 8192 /* octets of the packet */ };

/* Without waiting; false with errno set.  The descriptors stay the caller's. */
bool sg_hand_over(int channel, sg_span packet, const int fds[SG_HANDED]);

enum sg_taken {
    SG_TAKEN,
    SG_TAKEN_NOTHING, /* there is none now */
    SG_TAKEN_END,     /* the other end is closed */
    SG_TAKEN_BREACH,  /* a packet without its descriptors: dropped */
};

/* The next packet goes to `packet`, its descriptors (now the caller's) to `fds`.  Without waiting. */
enum sg_taken sg_hand_take(int channel, struct sg_buf *packet, int fds[SG_HANDED]);

#endif
