#include "service/keeper.h"

#include <errno.h>
#include <poll.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "service/seat.h"

enum {
    WAIT_MS = 1000,
    DESCRIPTORS_A_SEAT = 8, /* two processes, their channel, two parcels, and those on their way */
    DESCRIPTORS = 64,       /* of everything else */
};

struct sg_keeper {
    const struct sg_keeper_plan *plan;
    struct sg_arena *arena;
    struct sg_seat *seats;
    size_t n_seats;
    struct pollfd *watched;
    size_t n_dead;
    unsigned told; /* walls that the kernel lacks, which was said */
};

/* Many workers need more descriptors than the usual 1024; when there are no more, starting one says so. */
static void ask_for_descriptors(size_t seats)
{
    struct rlimit now;
    rlim_t want = DESCRIPTORS + seats * DESCRIPTORS_A_SEAT;
    if (getrlimit(RLIMIT_NOFILE, &now) != 0 || now.rlim_cur >= want)
        return;
    now.rlim_cur = now.rlim_max < want ? now.rlim_max : want;
    (void)setrlimit(RLIMIT_NOFILE, &now);
}

size_t sg_keeper_workers(size_t asked)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    return asked > 0 ? asked : cores > 0 ? (size_t)cores : 1;
}

static void say(const struct sg_keeper *k, const char *line)
{
    if (k->plan->say != NULL)
        k->plan->say(k->plan->duty.with, line);
}

enum sg_status sg_keeper_open(const struct sg_keeper_plan *plan, struct sg_keeper **out,
                              struct sg_error *err)
{
    struct sg_arena *arena = sg_arena_open(SIZE_MAX / 2);
    struct sg_keeper *k = SG_NEW(arena, struct sg_keeper);
    k->plan = plan;
    k->arena = arena;
    size_t n = plan->workers < SG_MAX_WORKERS ? plan->workers : SG_MAX_WORKERS;
    k->seats = SG_NEW_N(arena, struct sg_seat, n);
    k->watched = SG_NEW_N(arena, struct pollfd, n * SG_SEAT_WATCHED + 1);
    struct sg_packet_room *room = SG_NEW(arena, struct sg_packet_room);
    ask_for_descriptors(n);
    enum sg_status st = SG_OK;
    for (size_t i = 0; i < n && st == SG_OK; i++) {
        k->seats[i] = (struct sg_seat){ .plan = plan, .room = room, .n_dead = &k->n_dead };
        st = sg_seat_open(&k->seats[i], err);
        k->n_seats++;
    }
    if (st != SG_OK) {
        sg_keeper_close(k);
        return st;
    }
    if (plan->walls == SG_WALLS_LOG)
        say(k, "walls only log: forbidden system calls are done and written to the kernel's log, "
               "Landlock is off");
    *out = k;
    return SG_OK;
}

void sg_keeper_close(struct sg_keeper *k)
{
    if (k == NULL)
        return;
    for (size_t i = 0; i < k->n_seats; i++)
        sg_seat_close(&k->seats[i]);
    sg_arena_close(k->arena);
}

/* The seat with least to do that has a place. */
static struct sg_seat *idlest(const struct sg_keeper *k)
{
    struct sg_seat *best = NULL;
    size_t least = SG_WORKER_JOBS;
    for (size_t i = 0; i < k->n_seats; i++) {
        size_t load = sg_seat_load(&k->seats[i]);
        if (load < least && sg_seat_place(&k->seats[i]) != NULL) {
            best = &k->seats[i];
            least = load;
        }
    }
    return best;
}

bool sg_keeper_has_room(const struct sg_keeper *k)
{
    return idlest(k) != NULL;
}

enum sg_status sg_keeper_give(struct sg_keeper *k, size_t job, sg_span note, int fd,
                              struct sg_error *err)
{
    struct sg_seat *seat = idlest(k);
    if (seat == NULL || note.len > SG_MAX_NOTE)
        return sg_fail(err, SG_E_LIMIT, "no room for a job");
    struct sg_given *g = sg_seat_place(seat);
    enum sg_status st = sg_parcel_fill(&g->parcel, fd, k->plan->duty.max_mail, err);
    if (st != SG_OK)
        return st;
    g->job = job;
    g->note = note;
    sg_seat_give(seat, g);
    return SG_OK;
}

static void tell_lacks(struct sg_keeper *k, unsigned lacks)
{
    static const enum sg_wall walls[] = { SG_WALL_LANDLOCK, SG_WALL_SECCOMP, SG_WALL_MEMORY };

    for (size_t i = 0; i < sizeof(walls) / sizeof(*walls); i++)
        if ((lacks & ~k->told & (unsigned)walls[i]) != 0)
            say(k, sg_wall_lack(walls[i]));
    k->told |= lacks;
}

enum sg_status sg_keeper_wait(struct sg_keeper *k, struct sg_error *err)
{
    return sg_keeper_wait_also(k, -1, err);
}

enum sg_status sg_keeper_wait_also(struct sg_keeper *k, int fd, struct sg_error *err)
{
    size_t n = k->n_seats * SG_SEAT_WATCHED;
    for (size_t i = 0; i < k->n_seats; i++) {
        int fds[SG_SEAT_WATCHED];
        sg_seat_watch(&k->seats[i], fds);
        for (size_t j = 0; j < SG_SEAT_WATCHED; j++)
            k->watched[i * SG_SEAT_WATCHED + j] = (struct pollfd){ fds[j], POLLIN, 0 };
    }
    k->watched[n] = (struct pollfd){ fd, POLLIN, 0 };
    if (poll(k->watched, (nfds_t)(n + 1), WAIT_MS) < 0 && errno != EINTR)
        return sg_fail(err, SG_E_WORKER, "cannot wait for workers: %s", strerror(errno));
    enum sg_status st = SG_OK;
    for (size_t i = 0; i < k->n_seats && st == SG_OK; i++) {
        bool news[SG_SEAT_WATCHED];
        for (size_t j = 0; j < SG_SEAT_WATCHED; j++)
            news[j] = k->watched[i * SG_SEAT_WATCHED + j].revents != 0;
        st = sg_seat_turn(&k->seats[i], news, err);
        tell_lacks(k, k->seats[i].lacks);
    }
    return st;
}

bool sg_keeper_take(struct sg_keeper *k, struct sg_ended *out)
{
    for (size_t i = 0; i < k->n_seats; i++)
        for (size_t j = 0; j < SG_WORKER_JOBS; j++) {
            struct sg_given *g = &k->seats[i].given[j];
            if (g->state != SG_JOB_ENDED)
                continue;
            g->state = SG_JOB_NONE;
            *out = g->ended;
            return true;
        }
    return false;
}
