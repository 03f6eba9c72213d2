#include "service/steward.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "service/handing.h"
#include "service/log.h"
#include "service/office.h"
#include "service/process.h"

enum {
    STATUS_FAILED = 70,
    STATUS_SETTINGS = 78,
    LAST_WORDS_MS = 1000, /* for a child that failed to end by itself */
    END_MS = 15000,       /* for the front to end by itself */
    FIRST_PAUSE_MS = 200, /* before what died is started again; doubled each time, */
    LAST_PAUSE_MS = 30000,
    CALM_MS = 60000, /* until what lived that long counts as sound */
};

static const char shift_word[] = "shift", failed_word[] = "failed", ready_word[] = "ready";

struct steward {
    const struct sg_steward_plan *plan;
    int signals;  /* a signalfd */
    int settings; /* those in force; -1: none yet */
    struct sg_process front, keeper;
    bool is_ending;
    int64_t pause_ms, since_ms; /* since when both have lived */
    int status;
};

/* ---- in the children ---- */

struct role {
    const struct steward *steward;
    int settings;
};

static void live_as_front(void *with, int channel, sg_mark *mark)
{
    const struct role *r = with;
    (void)mark;
    _exit(r->steward->plan->front(r->steward->plan->with, r->settings, channel));
}

static void live_as_keeper(void *with, int channel, sg_mark *mark)
{
    const struct role *r = with;
    (void)mark;
    /* Whoever else holds the front's ends would keep them open. */
    if (r->steward->front.channel >= 0)
        (void)close(r->steward->front.channel);
    (void)close(r->steward->signals);
    _exit(r->steward->plan->keeper(r->steward->plan->with, r->settings, channel));
}

static bool start(const struct steward *s, struct sg_process *p, int settings,
                  void (*run)(void *, int, sg_mark *))
{
    struct role role = { s, settings };
    const struct sg_role as = { run, &role };
    struct sg_error err;
    if (sg_process_start(p, &as, &err) == SG_OK)
        return true;
    sg_log(SG_LOG_ERROR, "cannot-start", SG_LOG_WITH(sg_log_word("why", err.text)));
    return false;
}

/* ---- what the front is told ---- */

static void tell_failed(const struct steward *s)
{
    if (s->front.pid > 0)
        (void)send(s->front.channel, failed_word, sizeof(failed_word) - 1,
                   MSG_NOSIGNAL | MSG_DONTWAIT);
}

static bool tell_shift(const struct steward *s, int settings, int channel)
{
    const int handed[SG_HANDED] = { settings, channel };
    return sg_hand_over(s->front.channel, sg_span_of(shift_word), handed);
}

enum sg_steward_said sg_steward_news(int control, int *settings, int *channel)
{
    for (;;) {
        struct pollfd watched = { control, POLLIN, 0 };
        int fds[SG_HANDED] = { -1, -1 };
        struct sg_buf word = SG_BUF(SG_MAX_HANDED);
        if (poll(&watched, 1, -1) < 0 && errno != EINTR)
            return SG_STEWARD_GONE;
        enum sg_taken taken = sg_hand_take(control, &word, fds);
        sg_buf_free(&word);
        *settings = fds[0];
        *channel = fds[1];
        if (taken == SG_TAKEN)
            return SG_STEWARD_SHIFT;
        if (taken == SG_TAKEN_BREACH)
            return SG_STEWARD_FAILED;
        if (taken == SG_TAKEN_END)
            return SG_STEWARD_GONE;
    }
}

void sg_steward_ready(int control)
{
    (void)send(control, ready_word, sizeof(ready_word) - 1, MSG_NOSIGNAL | MSG_DONTWAIT);
}

/* ---- starting ---- */

static bool is_front_ready(const struct steward *s)
{
    char word[sizeof(ready_word)];
    struct pollfd watched = { s->front.channel, POLLIN, 0 };
    return poll(&watched, 1, (int)s->plan->start_ms) == 1 &&
           recv(s->front.channel, word, sizeof(word), MSG_DONTWAIT) == sizeof(ready_word) - 1;
}

/* End a child that did not become what it should; its own exit status, when it has one. */
static int give_up(struct sg_process *p)
{
    int how = 0;
    int64_t until = sg_clock_ms() + LAST_WORDS_MS;
    pid_t ended;
    while ((ended = waitpid(p->pid, &how, WNOHANG)) == 0 && sg_clock_ms() < until)
        (void)poll(NULL, 0, 10);
    (void)sg_process_end(p);
    return ended > 0 && WIFEXITED(how) && WEXITSTATUS(how) != 0 ? WEXITSTATUS(how) : STATUS_FAILED;
}

/* A keeper with `settings`, in the place of the one before; that stays when the new one does not come to be. */
static bool start_keeper(struct steward *s, int settings)
{
    struct sg_process next = { .channel = -1 };
    if (!start(s, &next, settings, live_as_keeper))
        return false;
    if (!sg_office_ready(next.channel, s->plan->start_ms) ||
        !tell_shift(s, settings, next.channel)) {
        s->status = give_up(&next);
        return false;
    }
    (void)close(next.channel); /* the front has it: when it lets go, the keeper ends */
    next.channel = -1;
    s->keeper = next;
    return true;
}

static bool start_all(struct steward *s)
{
    s->since_ms = sg_clock_ms();
    return start(s, &s->front, s->settings, live_as_front) && start_keeper(s, s->settings) &&
           is_front_ready(s);
}

/* ---- what happens ---- */

static void reload(struct steward *s)
{
    (void)sd_notify(0, "RELOADING=1");
    int settings = s->plan->settings(s->plan->with);
    bool is_done = settings >= 0 && start_keeper(s, settings);
    s->status = 0;
    sg_log(is_done ? SG_LOG_INFO : SG_LOG_ERROR, is_done ? "reloaded" : "reload-failed", NULL);
    if (is_done) {
        (void)close(s->settings);
        s->settings = settings;
    } else {
        tell_failed(s);
        if (settings >= 0)
            (void)close(settings);
    }
    (void)sd_notify(0, "READY=1");
}

static void pause_a_while(struct steward *s)
{
    if (sg_clock_ms() - s->since_ms > CALM_MS)
        s->pause_ms = FIRST_PAUSE_MS;
    (void)poll(NULL, 0, (int)s->pause_ms);
    s->pause_ms = s->pause_ms * 2 < LAST_PAUSE_MS ? s->pause_ms * 2 : LAST_PAUSE_MS;
}

static void replace_keeper(struct steward *s)
{
    s->keeper = (struct sg_process){ .channel = -1 };
    do
        pause_a_while(s);
    while (!start_keeper(s, s->settings) && s->front.pid > 0 && kill(s->front.pid, 0) == 0 &&
           s->pause_ms < LAST_PAUSE_MS);
    s->since_ms = sg_clock_ms();
}

static void replace_all(struct steward *s)
{
    (void)close(s->front.channel);
    s->front = s->keeper = (struct sg_process){ .channel = -1 };
    pause_a_while(s);
    if (!start_all(s)) {
        s->is_ending = true;
        s->status = STATUS_FAILED;
    }
}

/* Children that ended: keepers of earlier shifts are none of our concern. */
static void reap(struct steward *s)
{
    int how;
    pid_t pid;
    while ((pid = waitpid(-1, &how, WNOHANG)) > 0) {
        bool is_front = pid == s->front.pid, is_keeper = pid == s->keeper.pid;
        if (is_front || is_keeper)
            sg_log(SG_LOG_ERROR, is_front ? "front-died" : "keeper-died",
                   SG_LOG_WITH(sg_log_number("signal", WIFSIGNALED(how) ? WTERMSIG(how) : 0),
                               sg_log_number("status", WIFEXITED(how) ? WEXITSTATUS(how) : 0)));
        if (is_front)
            replace_all(s);
        else if (is_keeper)
            replace_keeper(s);
    }
}

static void take_signal(struct steward *s)
{
    struct signalfd_siginfo info;
    if (read(s->signals, &info, sizeof(info)) != sizeof(info))
        return;
    if (info.ssi_signo == SIGHUP)
        reload(s);
    else if (info.ssi_signo == SIGCHLD)
        reap(s);
    else
        s->is_ending = true;
}

/* The front ends its conversations; keepers end when it lets go of them. */
static void end_all(struct steward *s)
{
    (void)sd_notify(0, "STOPPING=1");
    if (s->front.pid > 0)
        (void)kill(s->front.pid, SIGTERM);
    int64_t until = sg_clock_ms() + END_MS;
    while (sg_clock_ms() < until && s->front.pid > 0 && waitpid(s->front.pid, NULL, WNOHANG) == 0)
        (void)poll(NULL, 0, 20);
    if (s->front.pid > 0)
        (void)kill(s->front.pid, SIGKILL);
    while (sg_clock_ms() < until && waitpid(-1, NULL, WNOHANG) == 0)
        (void)poll(NULL, 0, 20);
    if (s->keeper.pid > 0)
        (void)kill(s->keeper.pid, SIGKILL);
}

static int catch_signals(void)
{
    sigset_t ours;
    (void)sigemptyset(&ours);
    (void)sigaddset(&ours, SIGHUP);
    (void)sigaddset(&ours, SIGTERM);
    (void)sigaddset(&ours, SIGINT);
    (void)sigaddset(&ours, SIGCHLD);
    (void)sigprocmask(SIG_BLOCK, &ours, NULL);
    return signalfd(-1, &ours, SFD_CLOEXEC);
}

int sg_steward_run(const struct sg_steward_plan *plan)
{
    struct steward s = { .plan = plan,
                         .signals = catch_signals(),
                         .front = { .channel = -1 },
                         .keeper = { .channel = -1 },
                         .pause_ms = FIRST_PAUSE_MS };
    s.settings = plan->settings(plan->with);
    if (s.settings < 0) {
        s.status = STATUS_SETTINGS;
    } else if (s.signals < 0 || !start_all(&s)) {
        s.status = s.status == 0 ? STATUS_FAILED : s.status;
    } else {
        s.status = 0;
        (void)sd_notify(0, "READY=1");
        sg_log(SG_LOG_INFO, "ready", NULL);
        while (!s.is_ending)
            take_signal(&s);
    }
    end_all(&s);
    sg_log(SG_LOG_INFO, "ended", NULL);
    return s.status;
}
