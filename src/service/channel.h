/* service/channel.h - what goes between the pool and a worker: a descriptor with a note one way, a
 * length-prefixed reply the other.  Packets (SOCK_SEQPACKET); only for this room. */
#ifndef SG_SERVICE_CHANNEL_H
#define SG_SERVICE_CHANNEL_H

#include "base/buf.h"

/* False when the other side is gone. */
bool sg_channel_give(int channel, int fd, sg_span note);
bool sg_channel_reply(int channel, sg_span reply);

/* Wait for a mail: its descriptor, or -1 when the other side is gone.  `note` is filled. */
int sg_channel_take(int channel, struct sg_buf *note);

/* Reading a reply piece by piece, without waiting. */
enum sg_channel_news { SG_CHANNEL_MORE, SG_CHANNEL_DONE, SG_CHANNEL_GONE };

struct sg_channel_reading {
    bool has_length;
    size_t length;
};

/* Take what has come.  A reply longer than out->ceiling counts as GONE: the worker broke the protocol. */
enum sg_channel_news sg_channel_read(int channel, struct sg_channel_reading *reading,
                                     struct sg_buf *out);

#endif
