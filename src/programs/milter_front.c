#include "programs/milter_front.h"

#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#include "base/limits.h"
#include "programs/cli.h"
#include "programs/milter_message.h"
#include "programs/milter_session.h"
#include "programs/milter_work.h"
#include "service/log.h"
#include "service/metrics_server.h"
#include "service/steward.h"

/* What the steward has read and found right before; takes `fd` over.  NULL when it is wrong all the same. */
static const struct sg_milter_settings *settings_of(struct sg_arena *arena, int fd)
{
    char path[64];
    struct sg_milter_settings *s = SG_NEW(arena, struct sg_milter_settings);
    struct sg_buf errors = SG_BUF(SG_MAX_REPORT);
    (void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
    bool is_read = sg_milter_settings_read(arena, path, s, &errors) == SG_OK;
    sg_buf_free(&errors);
    (void)close(fd);
    return is_read ? s : NULL;
}

/* ---- the front ---- */

struct listening { /* what the thread needs that listens to the steward */
    struct sg_shifts *shifts;
    struct sg_metrics *metrics;
    int control;
    bool has_begun; /* the first keeper is there: those that come later are reloads */
};

static void take_shift(struct listening *l, int settings, int channel)
{
    struct sg_arena *arena = sg_arena_open(SG_MAX_ARENA);
    const struct sg_milter_settings *s = settings_of(arena, settings);
    if (s == NULL) {
        sg_arena_close(arena);
        (void)close(channel);
        return;
    }
    sg_log_set_least((enum sg_log_level)s->log->level);
    sg_shifts_change(l->shifts, channel, arena, s);
    if (l->has_begun)
        sg_metrics_event(l->metrics, SG_EVENT_RELOAD_OK);
    l->has_begun = true;
}

/* Nobody is let in before there is somebody to ask. */
static bool take_first(struct listening *l)
{
    int settings, channel;
    if (sg_steward_news(l->control, &settings, &channel) != SG_STEWARD_SHIFT)
        return false;
    take_shift(l, settings, channel);
    return true;
}

static void *listen_to_steward(void *with)
{
    struct listening *l = with;
    enum sg_steward_said said;
    int settings, channel;
    while ((said = sg_steward_news(l->control, &settings, &channel)) != SG_STEWARD_GONE) {
        if (said == SG_STEWARD_SHIFT)
            take_shift(l, settings, channel);
        else
            sg_metrics_event(l->metrics, SG_EVENT_RELOAD_FAILED);
    }
    return NULL;
}

static struct sg_metrics *open_metrics(struct sg_arena *arena)
{
    size_t n = sg_milter_n_kinds();
    struct sg_metrics_names *names = SG_NEW(arena, struct sg_metrics_names);
    const char **levels = SG_NEW_N(arena, const char *, SG_N_LEVELS + 1);
    const char **actions = SG_NEW_N(arena, const char *, SG_N_ACTIONS + 1);
    const char **findings = SG_NEW_N(arena, const char *, n + 1);
    for (size_t i = 0; i < SG_N_LEVELS; i++)
        levels[i] = sg_level_id((enum sg_level)i);
    for (size_t i = 0; i < SG_N_ACTIONS; i++)
        actions[i] = sg_action_id((enum sg_action)i);
    for (size_t i = 0; i < n; i++)
        findings[i] = sg_milter_kind_id(i);
    *names = (struct sg_metrics_names){ levels, actions, findings };
    return sg_metrics_open(arena, names);
}

/* It is well while there is a keeper to be asked. */
static bool is_well(void *with)
{
    struct sg_shifts *shifts = with;
    const struct sg_shift *shift = sg_shifts_take(shifts);
    bool has_keeper = shift->channel >= 0;
    sg_shifts_give_back(shifts, shift);
    return has_keeper;
}

static bool serve_metrics(struct sg_arena *arena, const struct listening *l, sg_span at,
                          struct sg_metrics_server **out)
{
    struct sg_metrics_server_plan *plan = SG_NEW(arena, struct sg_metrics_server_plan);
    struct sg_error err;
    *plan = (struct sg_metrics_server_plan){
        .address = (const char *)at.at, .metrics = l->metrics, .is_well = is_well, .with = l->shifts
    };
    if (at.len == 0 || sg_metrics_server_open(arena, plan, out, &err) == SG_OK)
        return true;
    sg_log(SG_LOG_ERROR, "cannot-serve-metrics", SG_LOG_WITH(sg_log_word("why", err.text)));
    return false;
}

int sg_milter_front(void *with, int settings, int control)
{
    (void)with;
    struct sg_arena *arena = sg_arena_open(SG_MAX_ARENA), *first = sg_arena_open(SG_MAX_ARENA);
    const struct sg_milter_settings *s = settings_of(first, settings);
    struct sg_metrics_server *server = NULL;
    pthread_t thread;
    if (s == NULL)
        return SG_EXIT_DATA;
    sg_log_set_least((enum sg_log_level)s->log->level);
    struct listening listening = { .shifts = sg_shifts_open(arena, first, s),
                                   .metrics = open_metrics(arena),
                                   .control = control };
    if (!serve_metrics(arena, &listening, s->metrics->listen, &server))
        return SG_EXIT_DATA;
    if (!take_first(&listening) ||
        pthread_create(&thread, NULL, listen_to_steward, &listening) != 0)
        return SG_EXIT_INTERNAL;
    int status = sg_milter_talk(listening.shifts, listening.metrics, control);
    sg_metrics_server_close(server);
    return status;
}

/* ---- a keeper ---- */

int sg_milter_keeper(void *with, int settings, int channel)
{
    (void)with;
    struct sg_arena *arena = sg_arena_open(SG_MAX_ARENA);
    const struct sg_milter_settings *s = settings_of(arena, settings);
    if (s == NULL)
        return SG_EXIT_DATA;
    sg_log_set_least((enum sg_log_level)s->log->level);
    return sg_milter_work(s, channel);
}
