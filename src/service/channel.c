#include "service/channel.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum {
    PACKET = 64 * 1024, /* octets of a reply in one packet */
    NOTE_ROOM = 8192,   /* octets: SG_MAX_NOTE */
};

union rights {
    struct cmsghdr head; /* for its alignment */
    char room[CMSG_SPACE(sizeof(int))];
};

bool sg_channel_give(int channel, int fd, sg_span note)
{
    uint8_t text[NOTE_ROOM];
    size_t len = note.len < sizeof(text) ? note.len : sizeof(text);
    if (len > 0)
        memcpy(text, note.at, len);
    union rights rights = { 0 };
    struct iovec data = { text, len };
    struct msghdr message = { .msg_iov = &data,
                              .msg_iovlen = 1,
                              .msg_control = rights.room,
                              .msg_controllen = sizeof(rights.room) };
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(head), &fd, sizeof(fd));
    ssize_t n;
    do
        n = sendmsg(channel, &message, MSG_NOSIGNAL);
    while (n < 0 && errno == EINTR);
    return n >= 0;
}

int sg_channel_take(int channel, struct sg_buf *note)
{
    uint8_t text[NOTE_ROOM];
    union rights rights = { 0 };
    struct iovec data = { text, sizeof(text) };
    struct msghdr message = { .msg_iov = &data,
                              .msg_iovlen = 1,
                              .msg_control = rights.room,
                              .msg_controllen = sizeof(rights.room) };
    ssize_t n;
    do
        n = recvmsg(channel, &message, MSG_CMSG_CLOEXEC);
    while (n < 0 && errno == EINTR);
    struct cmsghdr *head = n > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    if (head == NULL || head->cmsg_type != SCM_RIGHTS)
        return -1;
    int fd;
    memcpy(&fd, CMSG_DATA(head), sizeof(fd));
    note->len = 0;
    sg_put(note, (sg_span){ text, (size_t)n });
    return fd;
}

static bool send_all(int channel, sg_span packet)
{
    ssize_t n;
    do
        n = send(channel, packet.at, packet.len, MSG_NOSIGNAL);
    while (n < 0 && errno == EINTR);
    return n >= 0 && (size_t)n == packet.len;
}

bool sg_channel_reply(int channel, sg_span reply)
{
    uint64_t length = reply.len;
    uint8_t head[sizeof(length)];
    memcpy(head, &length, sizeof(length));
    if (!send_all(channel, (sg_span){ head, sizeof(head) }))
        return false;
    for (size_t at = 0; at < reply.len; at += PACKET)
        if (!send_all(channel, sg_cut(reply, at, PACKET)))
            return false;
    return true;
}

enum sg_channel_news sg_channel_read(int channel, struct sg_channel_reading *reading,
                                     struct sg_buf *out)
{
    uint8_t packet[PACKET];
    for (;;) {
        ssize_t n = recv(channel, packet, sizeof(packet), MSG_DONTWAIT);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return SG_CHANNEL_MORE;
        if (n <= 0)
            return SG_CHANNEL_GONE;
        if (!reading->has_length) {
            uint64_t length;
            if ((size_t)n != sizeof(length))
                return SG_CHANNEL_GONE;
            memcpy(&length, packet, sizeof(length));
            *reading = (struct sg_channel_reading){ true, (size_t)length };
            if (length > out->ceiling)
                return SG_CHANNEL_GONE;
        } else {
            sg_put(out, (sg_span){ packet, (size_t)n });
        }
        if (out->len > reading->length)
            return SG_CHANNEL_GONE;
        if (out->len == reading->length)
            return SG_CHANNEL_DONE;
    }
}
