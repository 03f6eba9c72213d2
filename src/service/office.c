#include "service/office.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "service/handing.h"
#include "service/process.h"

enum {
    SLOTS = SG_MAX_WORKERS * SG_WORKER_JOBS,
    ANSWER_HEAD = 1,  /* octet: an enum sg_asked */
    MOST_AT_ONCE = 64 /* mails taken from the channel before workers are looked after again */
};

static const uint8_t ready_word[] = { 'r', 'e', 'a', 'd', 'y' };

const char *sg_asked_id(enum sg_asked asked)
{
    static const char *const ids[SG_N_ASKED] = {
        [SG_ASKED_ANSWERED] = "answered", [SG_ASKED_LATE] = "deadline",
        [SG_ASKED_FULL] = "queue-full",   [SG_ASKED_LOST] = "worker-died",
        [SG_ASKED_CLOSED] = "no-keeper",
    };
    return ids[asked];
}

/* ---- the office ---- */

struct slot { /* a mail from when it is taken until it is answered */
    int back; /* -1: free */
    struct sg_buf note;
};

struct office {
    struct sg_keeper *keeper;
    int channel; /* -1: closed */
    struct slot slots[SLOTS];
    size_t n_open;
};

/* Who asked may be gone: nothing to do about it. */
static void answer(struct slot *slot, enum sg_asked asked, sg_span reply)
{
    uint8_t head = (uint8_t)asked;
    struct iovec parts[] = { { &head, ANSWER_HEAD }, { (void *)(uintptr_t)reply.at, reply.len } };
    struct msghdr message = { .msg_iov = parts, .msg_iovlen = 2 };
    (void)sendmsg(slot->back, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    (void)close(slot->back);
    sg_buf_free(&slot->note);
    slot->back = -1;
}

static size_t free_slot(const struct office *o)
{
    size_t i = 0;
    while (i < SLOTS && o->slots[i].back >= 0)
        i++;
    return i;
}

/* False when the channel has nothing more for now. */
static bool take_one(struct office *o)
{
    size_t i = free_slot(o);
    int sent[SG_HANDED] = { -1, -1 }; /* the mail, the way back */
    struct sg_error err;
    if (i == SLOTS || o->channel < 0 || !sg_keeper_has_room(o->keeper))
        return false;
    struct slot *slot = &o->slots[i];
    slot->note = SG_BUF(SG_MAX_NOTE);
    enum sg_taken taken = sg_hand_take(o->channel, &slot->note, sent);
    if (taken == SG_TAKEN) {
        slot->back = sent[1];
        o->n_open++;
        if (sg_keeper_give(o->keeper, i, sg_buf_span(&slot->note), sent[0], &err) != SG_OK) {
            answer(slot, SG_ASKED_LOST, (sg_span){ 0 });
            o->n_open--;
        }
        (void)close(sent[0]);
        return true;
    }
    sg_buf_free(&slot->note);
    if (taken == SG_TAKEN_END) {
        (void)close(o->channel);
        o->channel = -1;
    }
    return taken == SG_TAKEN_BREACH;
}

static void give_back(struct office *o)
{
    struct sg_ended ended;
    while (sg_keeper_take(o->keeper, &ended)) {
        bool is_lost = ended.lost != NULL || ended.reply.len > SG_MAX_ANSWER;
        answer(&o->slots[ended.job], is_lost ? SG_ASKED_LOST : SG_ASKED_ANSWERED,
               is_lost ? (sg_span){ 0 } : sg_buf_span(&ended.reply));
        sg_buf_free(&ended.reply);
        o->n_open--;
    }
}

static enum sg_status work(struct office *o, struct sg_error *err)
{
    enum sg_status st = SG_OK;
    while (st == SG_OK && (o->channel >= 0 || o->n_open > 0)) {
        for (size_t i = 0; i < MOST_AT_ONCE && take_one(o); i++)
            ;
        bool may_take = o->channel >= 0 && sg_keeper_has_room(o->keeper);
        st = sg_keeper_wait_also(o->keeper, may_take ? o->channel : -1, err);
        give_back(o);
    }
    return st;
}

enum sg_status sg_office_run(const struct sg_keeper_plan *plan, int channel, struct sg_error *err)
{
    static struct office office;
    office = (struct office){ .channel = channel };
    for (size_t i = 0; i < SLOTS; i++)
        office.slots[i].back = -1;
    enum sg_status st = sg_keeper_open(plan, &office.keeper, err);
    if (st == SG_OK) {
        (void)send(channel, ready_word, sizeof(ready_word), MSG_NOSIGNAL | MSG_DONTWAIT);
        st = work(&office, err);
        sg_keeper_close(office.keeper);
    }
    if (office.channel >= 0)
        (void)close(office.channel);
    return st;
}

/* ---- who asks ---- */

/* Wait for `events`; false when the time is over. */
static bool wait_for(int fd, short events, int64_t until)
{
    for (;;) {
        int64_t left = until - sg_clock_ms();
        struct pollfd watched = { fd, events, 0 };
        int n = left <= 0 ? 0 : poll(&watched, 1, left > INT32_MAX ? INT32_MAX : (int)left);
        if (n > 0)
            return true;
        if (n == 0 || errno != EINTR)
            return false;
    }
}

bool sg_office_ready(int channel, int64_t within_ms)
{
    uint8_t word[sizeof(ready_word)];
    return wait_for(channel, POLLIN, sg_clock_ms() + within_ms) &&
           recv(channel, word, sizeof(word), MSG_DONTWAIT) == sizeof(word) &&
           memcmp(word, ready_word, sizeof(word)) == 0;
}

/* ANSWERED: it was sent. */
static enum sg_asked hand_in(int channel, sg_span note, int mail, int back, int64_t until)
{
    const int handed[SG_HANDED] = { mail, back };
    while (!sg_hand_over(channel, note, handed)) {
        if (errno == EINTR)
            continue;
        if (errno != EAGAIN)
            return SG_ASKED_CLOSED;
        if (!wait_for(channel, POLLOUT, until))
            return SG_ASKED_FULL;
    }
    return SG_ASKED_ANSWERED;
}

static enum sg_asked await_answer(int back, int64_t until, struct sg_buf *reply)
{
    uint8_t octets[ANSWER_HEAD + SG_MAX_ANSWER];
    if (!wait_for(back, POLLIN, until))
        return SG_ASKED_LATE;
    ssize_t n = recv(back, octets, sizeof(octets), MSG_DONTWAIT);
    if (n < ANSWER_HEAD)
        return SG_ASKED_CLOSED;
    sg_put(reply, (sg_span){ octets + ANSWER_HEAD, (size_t)n - ANSWER_HEAD });
    return octets[0] < SG_N_ASKED ? (enum sg_asked)octets[0] : SG_ASKED_LOST;
}

enum sg_asked sg_office_ask(int channel, sg_span note, int mail, int64_t until,
                            struct sg_buf *reply)
{
    int ends[2];
    if (note.len > SG_MAX_NOTE || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
        return SG_ASKED_FULL;
    enum sg_asked asked = hand_in(channel, note, mail, ends[1], until);
    (void)close(ends[1]);
    if (asked == SG_ASKED_ANSWERED)
        asked = await_answer(ends[0], until, reply);
    (void)close(ends[0]);
    return asked;
}
