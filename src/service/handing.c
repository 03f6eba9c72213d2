#include "service/handing.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

union room_for_descriptors {
    struct cmsghdr head;
    uint8_t room[CMSG_SPACE(sizeof(int) * SG_HANDED)];
};

bool sg_hand_over(int channel, sg_span packet, const int fds[SG_HANDED])
{
    union room_for_descriptors control = { .room = { 0 } };
    struct iovec body = { (void *)(uintptr_t)packet.at, packet.len };
    struct msghdr message = { .msg_iov = &body,
                              .msg_iovlen = 1,
                              .msg_control = control.room,
                              .msg_controllen = sizeof(control.room) };
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(sizeof(int) * SG_HANDED);
    (void)memcpy(CMSG_DATA(head), fds, sizeof(int) * SG_HANDED);
    return sendmsg(channel, &message, MSG_DONTWAIT | MSG_NOSIGNAL) >= 0;
}

/* Descriptors of a packet that is not as it should be. */
static void close_all(struct cmsghdr *head)
{
    size_t n = (head->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (size_t i = 0; head->cmsg_type == SCM_RIGHTS && i < n; i++) {
        int fd;
        (void)memcpy(&fd, CMSG_DATA(head) + i * sizeof(int), sizeof(int));
        (void)close(fd);
    }
}

enum sg_taken sg_hand_take(int channel, struct sg_buf *packet, int fds[SG_HANDED])
{
    uint8_t octets[SG_MAX_HANDED];
    union room_for_descriptors control;
    struct iovec body = { octets, sizeof(octets) };
    struct msghdr message = { .msg_iov = &body,
                              .msg_iovlen = 1,
                              .msg_control = control.room,
                              .msg_controllen = sizeof(control.room) };
    ssize_t n = recvmsg(channel, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    if (n < 0)
        return errno == EAGAIN || errno == EINTR ? SG_TAKEN_NOTHING : SG_TAKEN_END;
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    if (head == NULL)
        return n == 0 ? SG_TAKEN_END : SG_TAKEN_BREACH;
    if (head->cmsg_type != SCM_RIGHTS || head->cmsg_len != CMSG_LEN(sizeof(int) * SG_HANDED)) {
        close_all(head);
        return SG_TAKEN_BREACH;
    }
    (void)memcpy(fds, CMSG_DATA(head), sizeof(int) * SG_HANDED);
    sg_put(packet, (sg_span){ octets, (size_t)n });
    return SG_TAKEN;
}
