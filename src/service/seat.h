/* service/seat.h - one worker's place: an examiner, its opener, their channel, its jobs; only for this room. */
#ifndef SG_SERVICE_SEAT_H
#define SG_SERVICE_SEAT_H

#include "service/keeper.h"
#include "service/packet.h"
#include "service/parcel.h"
#include "service/process.h"

enum sg_given_state { SG_JOB_NONE, SG_JOB_GIVEN, SG_JOB_ENDED };

struct sg_given { /* a job from when it is given until it is taken */
    enum sg_given_state state;
    uint64_t number; /* ours; jobs given later have higher ones */
    size_t job;      /* the caller's */
    sg_span note;
    struct sg_parcel parcel;
    int tries; /* workers it was given to that died before they began it */
    struct sg_ended ended;
};

struct sg_seat {
    const struct sg_keeper_plan *plan;
    struct sg_packet_room *room; /* shared by all seats */
    struct sg_process examiner, opener;
    int to_opener[2]; /* [0] is the examiner's end, [1] the opener's; we keep both */
    bool is_ready, opener_is_ready;
    struct sg_given given[SG_WORKER_JOBS];
    uint64_t number;  /* of the job given last */
    size_t n_given;   /* jobs, since the examiner was started */
    size_t n_openers; /* started since the last mail ended */
    struct sg_reading reading;
    struct sg_buf reply;
    int64_t since_ms; /* when its oldest job began to be the oldest */
    unsigned lacks;   /* walls that the kernel lacks */
    size_t
        *n_dead; /* processes that died before they were ready, one after the other; of all seats */
};

/* Start the examiner. */
SG_MUST_USE enum sg_status sg_seat_open(struct sg_seat *seat, struct sg_error *err);
void sg_seat_close(struct sg_seat *seat);

size_t sg_seat_load(const struct sg_seat *seat); /* jobs given and not ended */

/* A place for a job, or NULL. */
struct sg_given *sg_seat_place(struct sg_seat *seat);

/* Hand what was put there to the examiner. */
void sg_seat_give(struct sg_seat *seat, struct sg_given *given);

/* What a seat is waiting for: three descriptors, -1 where there is nothing. */
enum { SG_SEAT_WATCHED = 3 };

void sg_seat_watch(const struct sg_seat *seat, int fds[SG_SEAT_WATCHED]);

/* Take what has come on those with news, and end what takes too long. */
SG_MUST_USE enum sg_status sg_seat_turn(struct sg_seat *seat, const bool news[SG_SEAT_WATCHED],
                                        struct sg_error *err);

#endif
