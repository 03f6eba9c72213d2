#include "service/seat.h"

#include <assert.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "service/examiner.h"
#include "service/opener.h"

enum {
    MAX_DEAD =
        20, /* processes in a row that die before they are ready: then something is wrong with us */
    MAX_TRIES = 3, /* workers that die before they begin a job: then it is taken for their killer */
    MAX_OPENERS = 16,  /* started for one mail; an examiner that we can trust gives up before */
    MAX_PACKETS = 128, /* taken of one worker in one turn, so that others have theirs */
    KEEPERS_END = 1,   /* of to_opener */
};

static const char died[] = "worker-died", stopped[] = "worker-stopped";

/* ---- jobs ---- */

static struct sg_given *oldest(struct sg_seat *s)
{
    struct sg_given *best = NULL;
    for (size_t i = 0; i < SG_WORKER_JOBS; i++) {
        struct sg_given *g = &s->given[i];
        if (g->state == SG_JOB_GIVEN && (best == NULL || g->number < best->number))
            best = g;
    }
    return best;
}

size_t sg_seat_load(const struct sg_seat *s)
{
    size_t n = 0;
    for (size_t i = 0; i < SG_WORKER_JOBS; i++)
        n += s->given[i].state == SG_JOB_GIVEN;
    return n;
}

struct sg_given *sg_seat_place(struct sg_seat *s)
{
    for (size_t i = 0; s->n_given < SG_WORKER_MAILS && i < SG_WORKER_JOBS; i++)
        if (s->given[i].state == SG_JOB_NONE)
            return &s->given[i];
    return NULL;
}

/* When it fails the worker is gone, which the next turn sees. */
static void hand_over(const struct sg_seat *s, const struct sg_given *g)
{
    const struct sg_packet packet = { SG_SORT_JOB, g->number, g->parcel.len, g->note,
                                      g->parcel.fd };
    (void)sg_packet_send(s->examiner.channel, &packet, false);
}

void sg_seat_give(struct sg_seat *s, struct sg_given *g)
{
    if (oldest(s) == NULL)
        s->since_ms = sg_clock_ms();
    g->state = SG_JOB_GIVEN;
    g->number = ++s->number;
    g->tries = 0;
    s->n_given++;
    hand_over(s, g);
}

static void settle(struct sg_seat *s, struct sg_given *g, const char *lost, int signal)
{
    if (lost != NULL)
        s->reply.len = 0;
    g->state = SG_JOB_ENDED;
    g->ended = (struct sg_ended){ g->job, s->reply, lost, signal };
    s->reply = SG_BUF(s->plan->duty.max_reply);
    s->reading = (struct sg_reading){ 0 };
    s->n_openers = 0;
    s->since_ms = sg_clock_ms();
}

/* ---- processes ---- */

static SG_MUST_USE enum sg_status start_examiner(struct sg_seat *s, struct sg_error *err)
{
    if (s->plan->duty.open != NULL &&
        socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, s->to_opener) != 0)
        return sg_fail(err, SG_E_WORKER, "cannot make a channel: %s", strerror(errno));
    struct sg_examiner with = { &s->plan->duty, s->plan->walls, s->to_opener[0] };
    const struct sg_role role = { sg_examiner_run, &with };
    s->is_ready = false;
    s->n_given = sg_seat_load(s);
    s->n_openers = 0;
    s->reading = (struct sg_reading){ 0 };
    s->reply.len = 0;
    s->since_ms = sg_clock_ms();
    return sg_process_start(&s->examiner, &role, err);
}

static SG_MUST_USE enum sg_status start_opener(struct sg_seat *s, struct sg_error *err)
{
    struct sg_opener_role with = { &s->plan->duty, s->plan->walls, s->to_opener[KEEPERS_END] };
    const struct sg_role role = { sg_opener_run, &with };
    s->opener_is_ready = false;
    s->n_openers++;
    return sg_process_start(&s->opener, &role, err);
}

/* The opener goes with its examiner, and so does all that lies between them. */
static int end_both(struct sg_seat *s)
{
    int signal = sg_process_end(&s->examiner);
    (void)sg_process_end(&s->opener);
    for (int i = 0; i < 2; i++) {
        if (s->to_opener[i] >= 0)
            (void)close(s->to_opener[i]);
        s->to_opener[i] = -1;
    }
    return signal;
}

static SG_MUST_USE enum sg_status count_death(const struct sg_seat *s, bool was_ready,
                                              struct sg_error *err)
{
    if (was_ready || ++*s->n_dead < MAX_DEAD)
        return SG_OK;
    return sg_fail(err, SG_E_WORKER, "workers die as they start, %d in a row", MAX_DEAD);
}

static SG_MUST_USE enum sg_status start_again(struct sg_seat *s, struct sg_error *err)
{
    enum sg_status st = start_examiner(s, err);
    const struct sg_given *first = oldest(s);
    if (st != SG_OK || first == NULL)
        return st;
    hand_over(s, first);
    for (size_t i = 0; i < SG_WORKER_JOBS; i++) /* two: the other one */
        if (s->given[i].state == SG_JOB_GIVEN && &s->given[i] != first)
            hand_over(s, &s->given[i]);
    return st;
}

/* The examiner is gone, or must go.  Its oldest job is lost when it had begun it, or `is_guilty`; the others go to its
 * successor. */
static SG_MUST_USE enum sg_status replace(struct sg_seat *s, const char *lost, bool is_guilty,
                                          struct sg_error *err)
{
    uint64_t begun = atomic_load(s->examiner.mark);
    int signal = end_both(s);
    struct sg_given *g = oldest(s);
    if (g != NULL && s->is_ready)
        g->tries++;
    if (g != NULL && (is_guilty || begun >= g->number || g->tries == MAX_TRIES))
        settle(s, g, lost, is_guilty ? 0 : signal);
    enum sg_status st = count_death(s, s->is_ready, err);
    return st == SG_OK ? start_again(s, err) : st;
}

/* ---- what they say ---- */

/* To the examiner, on the way that the opener's answers come. */
static void say_lost(const struct sg_seat *s, uint64_t order)
{
    const struct sg_packet lost = { SG_SORT_LOST, order, 0, { 0 }, -1 };
    (void)sg_packet_send(s->to_opener[KEEPERS_END], &lost, false);
}

/* False when it is a breach. */
static bool hear(struct sg_seat *s, const struct sg_packet *packet)
{
    struct sg_given *g = oldest(s);
    switch (packet->sort) {
    case SG_SORT_READY:
        if (s->is_ready)
            return false;
        s->is_ready = true;
        s->lacks = (unsigned)packet->length;
        *s->n_dead = 0;
        return true;
    case SG_SORT_LATE:
        (void)sg_process_end(&s->opener);
        say_lost(s, packet->number);
        return s->is_ready;
    case SG_SORT_REPLY:
    case SG_SORT_MORE:
        break;
    case SG_SORT_JOB:
    case SG_SORT_ORDER:
    case SG_SORT_LOST:
        return false;
    }
    if (!s->is_ready || g == NULL)
        return false;
    enum sg_read read = sg_reading_add(&s->reading, g->number, packet, &s->reply);
    if (read == SG_READ_DONE)
        settle(s, g, NULL, 0);
    return read != SG_READ_BREACH;
}

static SG_MUST_USE enum sg_status hear_examiner(struct sg_seat *s, struct sg_error *err)
{
    for (int i = 0; i < MAX_PACKETS; i++) {
        struct sg_packet packet;
        switch (sg_packet_next(s->examiner.channel, s->room, &packet)) {
        case SG_GOT_NOTHING:
            return SG_OK;
        case SG_GOT_END:
            return replace(s, died, false, err);
        case SG_GOT_BREACH:
            return replace(s, died, true, err);
        case SG_GOT_PACKET:
            break;
        }
        if (!hear(s, &packet))
            return replace(s, died, true, err);
    }
    return SG_OK;
}

/* It says that it is ready; all else it could say means that it ends. */
static SG_MUST_USE enum sg_status hear_opener(struct sg_seat *s, struct sg_error *err)
{
    struct sg_packet packet;
    enum sg_got got = sg_packet_next(s->opener.channel, s->room, &packet);
    if (got == SG_GOT_NOTHING)
        return SG_OK;
    if (got == SG_GOT_PACKET && packet.sort == SG_SORT_READY && !s->opener_is_ready) {
        s->opener_is_ready = true;
        *s->n_dead = 0;
        return SG_OK;
    }
    uint64_t begun = atomic_load(s->opener.mark);
    (void)sg_process_end(&s->opener);
    say_lost(s, begun);
    return count_death(s, s->opener_is_ready, err);
}

/* An order lies there and nobody to take it.  First what the examiner said before it gave the order: it may have had
 * us end an opener. */
static SG_MUST_USE enum sg_status serve_order(struct sg_seat *s, struct sg_error *err)
{
    int way = s->to_opener[KEEPERS_END];
    pid_t who = s->examiner.pid;
    enum sg_status st = hear_examiner(s, err);
    if (st != SG_OK || s->examiner.pid != who || way != s->to_opener[KEEPERS_END])
        return st;
    if (s->n_openers == MAX_OPENERS)
        return replace(s, died, true, err);
    return start_opener(s, err);
}

void sg_seat_watch(const struct sg_seat *s, int fds[SG_SEAT_WATCHED])
{
    fds[0] = s->examiner.channel;
    fds[1] = s->opener.pid == 0 ? s->to_opener[KEEPERS_END] : -1;
    fds[2] = s->opener.pid != 0 ? s->opener.channel : -1;
}

enum sg_status sg_seat_turn(struct sg_seat *s, const bool news[SG_SEAT_WATCHED],
                            struct sg_error *err)
{
    enum sg_status st = SG_OK;
    pid_t opener = s->opener.pid;
    if (news[2])
        st = hear_opener(s, err);
    if (st == SG_OK && news[0])
        st = hear_examiner(s, err);
    if (st == SG_OK && news[1] && opener == 0 && s->opener.pid == 0 && s->to_opener[0] >= 0)
        st = serve_order(s, err);
    if (st != SG_OK)
        return st;
    if (sg_seat_load(s) == 0)
        return s->n_given < SG_WORKER_MAILS ? SG_OK : replace(s, died, false, err);
    if (sg_clock_ms() - s->since_ms <= (int64_t)SG_JOB_SECONDS * 1000)
        return SG_OK;
    return replace(s, stopped, true, err);
}

enum sg_status sg_seat_open(struct sg_seat *s, struct sg_error *err)
{
    s->examiner.channel = s->opener.channel = -1;
    s->to_opener[0] = s->to_opener[1] = -1;
    s->reply = SG_BUF(s->plan->duty.max_reply);
    for (size_t i = 0; i < SG_WORKER_JOBS; i++)
        s->given[i].parcel.fd = -1;
    return start_examiner(s, err);
}

void sg_seat_close(struct sg_seat *s)
{
    (void)end_both(s);
    sg_buf_free(&s->reply);
    for (size_t i = 0; i < SG_WORKER_JOBS; i++) {
        sg_parcel_drop(&s->given[i].parcel);
        if (s->given[i].state == SG_JOB_ENDED)
            sg_buf_free(&s->given[i].ended.reply);
    }
}
