#include "programs/milter_shift.h"

#include <pthread.h>
#include <unistd.h>

struct held {
    struct sg_shift shift;  /* first: a shift is found again by its address */
    struct sg_arena *arena; /* holds this, too */
    size_t users;
    bool is_over;
};

struct sg_shifts {
    pthread_mutex_t lock;
    struct held *now;
};

static struct held *held_of(int channel, struct sg_arena *arena,
                            const struct sg_milter_settings *settings)
{
    struct held *h = SG_NEW(arena, struct held);
    *h = (struct held){ .shift = { channel, settings }, .arena = arena };
    return h;
}

static void drop(struct held *h)
{
    if (h->shift.channel >= 0)
        (void)close(h->shift.channel);
    sg_arena_close(h->arena);
}

struct sg_shifts *sg_shifts_open(struct sg_arena *ours, struct sg_arena *arena,
                                 const struct sg_milter_settings *first)
{
    struct sg_shifts *s = SG_NEW(ours, struct sg_shifts);
    (void)pthread_mutex_init(&s->lock, NULL);
    s->now = held_of(-1, arena, first);
    return s;
}

void sg_shifts_change(struct sg_shifts *s, int channel, struct sg_arena *arena,
                      const struct sg_milter_settings *settings)
{
    struct held *next = held_of(channel, arena, settings);
    (void)pthread_mutex_lock(&s->lock);
    struct held *old = s->now;
    s->now = next;
    old->is_over = true;
    bool is_free = old->users == 0;
    (void)pthread_mutex_unlock(&s->lock);
    if (is_free)
        drop(old);
}

const struct sg_shift *sg_shifts_take(struct sg_shifts *s)
{
    (void)pthread_mutex_lock(&s->lock);
    struct held *h = s->now;
    h->users++;
    (void)pthread_mutex_unlock(&s->lock);
    return &h->shift;
}

void sg_shifts_give_back(struct sg_shifts *s, const struct sg_shift *shift)
{
    struct held *h = (struct held *)(uintptr_t)shift;
    (void)pthread_mutex_lock(&s->lock);
    h->users--;
    bool is_free = h->is_over && h->users == 0;
    (void)pthread_mutex_unlock(&s->lock);
    if (is_free)
        drop(h);
}
