#include "service/packet.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { VERSION = 1 };

static const uint32_t magic = 0x53474b50; /* "SGKP" */

struct head {
    uint32_t magic;
    uint16_t version, sort;
    uint64_t number, length;
};

_Static_assert(sizeof(struct head) == SG_PACKET_HEAD, "a head has no gaps");

union rights {
    struct cmsghdr head; /* for its alignment */
    char room[CMSG_SPACE(sizeof(int))];
};

bool sg_packet_read(sg_span octets, struct sg_packet *out)
{
    struct head head;
    if (octets.len < sizeof(head) || octets.len > SG_PACKET_HEAD + SG_PACKET_BODY)
        return false;
    memcpy(&head, octets.at, sizeof(head));
    if (head.magic != magic || head.version != VERSION || head.sort < SG_SORT_READY ||
        head.sort > SG_SORT_LATE)
        return false;
    *out = (struct sg_packet){ (enum sg_sort)head.sort, head.number, head.length,
                               sg_tail(octets, sizeof(head)), -1 };
    return true;
}

bool sg_packet_send(int channel, const struct sg_packet *packet, bool waits)
{
    struct head head = { magic, VERSION, (uint16_t)packet->sort, packet->number, packet->length };
    /* The kernel takes both as not const; it only reads them. */
    struct iovec data[] = { { &head, sizeof(head) },
                            { (void *)(uintptr_t)packet->body.at, packet->body.len } };
    struct msghdr message = { .msg_iov = data, .msg_iovlen = packet->body.len > 0 ? 2 : 1 };
    union rights rights = { 0 };
    if (packet->fd >= 0) {
        message.msg_control = rights.room;
        message.msg_controllen = sizeof(rights.room);
        struct cmsghdr *h = CMSG_FIRSTHDR(&message);
        h->cmsg_level = SOL_SOCKET;
        h->cmsg_type = SCM_RIGHTS;
        h->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(h), &packet->fd, sizeof(int));
    }
    ssize_t n;
    do
        n = sendmsg(channel, &message, MSG_NOSIGNAL | (waits ? 0 : MSG_DONTWAIT));
    while (n < 0 && errno == EINTR);
    return n >= 0;
}

bool sg_packet_reply(int channel, uint64_t number, sg_span reply)
{
    struct sg_packet packet = { SG_SORT_REPLY, number, reply.len, sg_cut(reply, 0, SG_PACKET_BODY),
                                -1 };
    if (!sg_packet_send(channel, &packet, true))
        return false;
    for (size_t at = SG_PACKET_BODY; at < reply.len; at += SG_PACKET_BODY) {
        packet =
            (struct sg_packet){ SG_SORT_MORE, number, 0, sg_cut(reply, at, SG_PACKET_BODY), -1 };
        if (!sg_packet_send(channel, &packet, true))
            return false;
    }
    return true;
}

/* A signal came, or the other side went with packets of ours unread: what it had sent before comes next. */
static bool is_worth_another(ssize_t n)
{
    return n < 0 && (errno == EINTR || errno == ECONNRESET);
}

static enum sg_got got(ssize_t n, struct sg_packet_room *room, struct sg_packet *out)
{
    if (n < 0)
        return errno == EAGAIN || errno == EWOULDBLOCK ? SG_GOT_NOTHING : SG_GOT_END;
    if (n == 0) /* the end, or an empty packet, which no sound writer sends */
        return SG_GOT_END;
    if ((size_t)n > sizeof(room->at)) /* MSG_TRUNC: it did not fit */
        return SG_GOT_BREACH;
    return sg_packet_read((sg_span){ room->at, (size_t)n }, out) ? SG_GOT_PACKET : SG_GOT_BREACH;
}

enum sg_got sg_packet_next(int channel, struct sg_packet_room *room, struct sg_packet *out)
{
    ssize_t n;
    do /* without room for descriptors the kernel closes those that come */
        n = recv(channel, room->at, sizeof(room->at), MSG_DONTWAIT | MSG_TRUNC);
    while (is_worth_another(n));
    return got(n, room, out);
}

enum sg_got sg_packet_await(int channel, struct sg_packet_room *room, struct sg_packet *out)
{
    union rights rights = { 0 };
    struct iovec data = { room->at, sizeof(room->at) };
    struct msghdr message = { .msg_iov = &data,
                              .msg_iovlen = 1,
                              .msg_control = rights.room,
                              .msg_controllen = sizeof(rights.room) };
    ssize_t n;
    do
        n = recvmsg(channel, &message, MSG_CMSG_CLOEXEC | MSG_TRUNC);
    while (is_worth_another(n));
    enum sg_got how = got(n, room, out);
    struct cmsghdr *head = n > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    if (head == NULL || head->cmsg_type != SCM_RIGHTS || head->cmsg_len != CMSG_LEN(sizeof(int)))
        return how == SG_GOT_PACKET ? SG_GOT_BREACH : how;
    int fd;
    memcpy(&fd, CMSG_DATA(head), sizeof(fd));
    if (how == SG_GOT_PACKET)
        out->fd = fd;
    else
        (void)close(fd);
    return how;
}

enum sg_read sg_reading_add(struct sg_reading *reading, uint64_t number,
                            const struct sg_packet *packet, struct sg_buf *out)
{
    bool is_first = packet->sort == SG_SORT_REPLY;
    if ((!is_first && packet->sort != SG_SORT_MORE) || packet->number != number ||
        is_first == reading->is_begun || packet->length > out->ceiling ||
        (!is_first && (packet->length != 0 || packet->body.len == 0)))
        return SG_READ_BREACH;
    if (is_first)
        *reading = (struct sg_reading){ true, packet->length };
    if (packet->body.len > reading->length - out->len)
        return SG_READ_BREACH;
    sg_put(out, packet->body);
    /* All but the last are full, so that a reply cannot come in crumbs. */
    if (out->len < reading->length && packet->body.len != SG_PACKET_BODY)
        return SG_READ_BREACH;
    return out->len == reading->length ? SG_READ_DONE : SG_READ_ON;
}
