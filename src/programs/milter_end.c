/* programs/milter_end.c - a whole mail: ask for its verdict, decide, and have Postfix do it. */
#include <libmilter/mfapi.h>
#include <poll.h>

#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "programs/milter_call.h"
#include "programs/milter_policy.h"
#include "service/log.h"
#include "service/process.h"

enum {
    MAX_FIELD = 16 * 1024, /* octets of a field that we write */
    QUEUE_ID = 24,
    AGAIN_MS = 50,
};

struct ending {
    SMFICTX *ctx;
    const struct sg_front *front;
    struct sg_call *call;
    const struct sg_shift *shift;              /* whose keeper answered, or was asked last */
    const struct sg_milter_settings *settings; /* its */
    enum sg_asked asked;
    struct sg_milter_answer answer;
    struct sg_decision decision;
    char queue_id[QUEUE_ID + 1]; /* letters and digits alone: it goes into log lines and replies */
    int64_t took_us;
};

/* ---- ask ---- */

static void read_queue_id(struct ending *e)
{
    const char *id = sg_call_macro(e->ctx, "i");
    size_t n = 0;
    for (; n < QUEUE_ID && (sg_is_alpha((uint8_t)id[n]) || sg_is_digit((uint8_t)id[n])); n++)
        e->queue_id[n] = id[n];
    if (n == 0)
        (void)snprintf(e->queue_id, sizeof(e->queue_id), "none");
}

/* A keeper that died is replaced within a second or two: the mail waits for the next, as long as its deadline allows. */
static void ask_until(struct ending *e, sg_span note, int64_t until, struct sg_buf *reply)
{
    const struct sg_front *front = e->front;
    while (true) {
        int channel = e->shift->channel;
        e->asked = sg_office_ask(channel, note, e->call->fd, until, reply);
        if (e->asked != SG_ASKED_CLOSED || sg_clock_ms() + AGAIN_MS >= until)
            return;
        (void)poll(NULL, 0, AGAIN_MS);
        sg_shifts_give_back(front->shifts, e->shift);
        e->shift = sg_shifts_take(front->shifts);
    }
}

static void ask(struct ending *e)
{
    const struct sg_call *c = e->call;
    const struct sg_letter *l = &c->letter;
    const struct sg_milter_session session = {
        .client_ip = c->client_ip,
        .rdns = c->rdns,
        .helo = c->helo,
        .mail_from = l->mail_from,
        .recipient = l->recipients.n > 0 ? l->recipients.at[0] : (sg_span){ 0 },
        .is_authenticated = l->is_authenticated,
    };
    int64_t began_us = sg_clock_us();
    struct sg_buf note = SG_BUF(SG_MAX_NOTE), reply = SG_BUF(SG_MAX_ANSWER);
    sg_milter_put_session(&note, &session);
    e->asked = SG_ASKED_FULL;
    if (l->is_kept)
        ask_until(e, sg_buf_span(&note), began_us / 1000 + e->shift->settings->milter->deadline_ms,
                  &reply);
    if (e->asked == SG_ASKED_ANSWERED && !sg_milter_read_answer(sg_buf_span(&reply), &e->answer))
        e->asked = SG_ASKED_LOST; /* no worker of ours writes such a thing */
    e->settings = e->shift->settings;
    e->took_us = sg_clock_us() - began_us;
    sg_buf_free(&note);
    sg_buf_free(&reply);
}

/* ---- act ---- */

/* Drop the `nth` field of a name, counted from 1.  Later ones first, so that numbers stay true. */
static void drop_field(struct ending *e, const char *name, int nth)
{
    char room[64];
    (void)snprintf(room, sizeof(room), "%s", name);
    (void)smfi_chgheader(e->ctx, room, nth, NULL);
}

static void drop_forged(struct ending *e)
{
    for (size_t i = 0; i < SG_N_OWN_FIELDS; i++)
        for (int n = e->call->letter.n_own[i]; n > 0; n--)
            drop_field(e, sg_own_fields[i], n);
    for (size_t i = e->answer.n_forged; e->asked == SG_ASKED_ANSWERED && i > 0; i--)
        drop_field(e, "Authentication-Results", e->answer.forged[i - 1]);
}

/* `body` gets the blank before it that libmilter leaves to us. */
static void insert(struct ending *e, const char *name, const struct sg_buf *body)
{
    char field[64], value[MAX_FIELD];
    if (body->cut || body->len + 2 > sizeof(value))
        return;
    (void)snprintf(field, sizeof(field), "%s", name);
    (void)snprintf(value, sizeof(value), " %.*s", (int)body->len, (const char *)body->at);
    (void)smfi_insheader(e->ctx, 0, field, value);
}

/* The first of them stands on top in the end. */
static void add_fields(struct ending *e)
{
    bool is_known = e->asked == SG_ASKED_ANSWERED;
    struct sg_buf body = SG_BUF(MAX_FIELD);
    if (is_known) {
        sg_milter_put_findings(&body, &e->answer);
        insert(e, SG_FIELD_FINDINGS, &body);
        body.len = 0;
        sg_milter_put_points(&body, e->answer.points);
        insert(e, SG_FIELD_POINTS, &body);
        body.len = 0;
    }
    sg_put_text(&body, sg_level_id(e->decision.level));
    insert(e, SG_FIELD_LEVEL, &body);
    body.len = 0;
    if (e->settings->identity->authserv_id.len > 0) {
        sg_milter_put_results(&body, e->settings->identity->authserv_id,
                              is_known ? &e->answer : NULL);
        insert(e, "Authentication-Results", &body);
    }
    sg_buf_free(&body);
}

static void mark_subject(struct ending *e)
{
    const struct sg_letter *l = &e->call->letter;
    char name[] = "Subject", value[MAX_FIELD];
    struct sg_buf body = SG_BUF(MAX_FIELD - 2);
    if (e->decision.prefix.len == 0 || l->subject.len > SG_MAX_SUBJECT)
        return;
    sg_milter_put_subject(&body, e->decision.prefix, l->subject);
    (void)snprintf(value, sizeof(value), " %.*s", (int)body.len, (const char *)body.at);
    if (!body.cut && l->n_subjects > 0)
        (void)smfi_chgheader(e->ctx, name, 1, value);
    else if (!body.cut)
        (void)smfi_addheader(e->ctx, name, value);
    sg_buf_free(&body);
}

/* What the sender reads: which mail it was, and that a person can be asked. */
static enum sg_call_answer refuse(struct ending *e, bool is_for_good)
{
    char code[] = "550", later[] = "451", extended[] = "5.7.1", again[] = "4.7.1", text[400];
    sg_span own = e->decision.reject_text;
    const char *why =
        is_for_good ? "Refused: this message looks like phishing" : "Please try again later";
    if (is_for_good && own.len > 0)
        (void)snprintf(text, sizeof(text), "%.*s (reference %s)", (int)own.len,
                       (const char *)own.at, e->queue_id);
    else
        (void)snprintf(text, sizeof(text), "%s (reference %s)", why, e->queue_id);
    (void)smfi_setreply(e->ctx, is_for_good ? code : later, is_for_good ? extended : again, text);
    return is_for_good ? SG_CALL_REJECT : SG_CALL_TEMPFAIL;
}

static enum sg_call_answer act(struct ending *e)
{
    char held[64];
    if (e->decision.action == SG_ACTION_REJECT)
        return refuse(e, true);
    if (e->decision.action == SG_ACTION_TEMPFAIL)
        return refuse(e, false);
    drop_forged(e); /* even where we add nothing: nobody else speaks in our name */
    if (e->decision.action == SG_ACTION_ACCEPT)
        return SG_CALL_ACCEPT;
    mark_subject(e);
    add_fields(e);
    if (e->decision.action == SG_ACTION_QUARANTINE) {
        (void)snprintf(held, sizeof(held), "shingan: %s", sg_level_id(e->decision.level));
        (void)smfi_quarantine(e->ctx, held);
    }
    return SG_CALL_ACCEPT;
}

/* ---- tell ---- */

static void count(const struct ending *e)
{
    static const enum sg_failure causes[SG_N_ASKED] = {
        [SG_ASKED_LATE] = SG_FAILURE_DEADLINE,
        [SG_ASKED_FULL] = SG_FAILURE_QUEUE_FULL,
        [SG_ASKED_LOST] = SG_FAILURE_WORKER_DIED,
        [SG_ASKED_CLOSED] = SG_FAILURE_NO_KEEPER,
    };
    struct sg_metrics *m = e->front->metrics;
    bool is_known = e->asked == SG_ASKED_ANSWERED;
    sg_metrics_level(m, (size_t)e->decision.level);
    sg_metrics_action(m, (size_t)e->decision.action);
    sg_metrics_mail(m, e->call->letter.octets, (uint64_t)e->took_us);
    if (!is_known)
        sg_metrics_failure(m, causes[e->asked]);
    if (e->asked == SG_ASKED_LOST)
        sg_metrics_event(m, SG_EVENT_WORKER_DEATH);
    if (is_known && !e->answer.is_complete)
        sg_metrics_event(m, SG_EVENT_LIMIT);
    for (size_t i = 0; is_known && i < e->answer.n_told; i++)
        sg_metrics_finding(m, e->answer.told[i].kind);
}

static void tell(const struct ending *e)
{
    bool is_known = e->asked == SG_ASKED_ANSWERED;
    sg_log(is_known ? SG_LOG_INFO : SG_LOG_WARNING, "mail",
           SG_LOG_WITH(sg_log_word("id", e->queue_id),
                       sg_log_word("verdict", sg_level_id(e->decision.level)),
                       sg_log_number("points", is_known ? e->answer.points : 0),
                       sg_log_word("action", sg_action_id(e->decision.action)),
                       sg_log_word("because", is_known ? sg_because_id(e->decision.because)
                                                       : sg_asked_id(e->asked)),
                       sg_log_number("pardon", is_known ? (int64_t)e->answer.pardon : 0),
                       sg_log_number("findings", is_known ? (int64_t)e->answer.n_told : 0),
                       sg_log_text("client", e->call->client_ip),
                       sg_log_number("recipients", (int64_t)e->call->letter.recipients.n),
                       sg_log_number("octets", (int64_t)e->call->letter.octets),
                       sg_log_number("us", e->took_us)));
}

enum sg_call_answer sg_call_end(SMFICTX *ctx, const struct sg_front *front, struct sg_call *call)
{
    struct ending e = {
        .ctx = ctx, .front = front, .call = call, .shift = sg_shifts_take(front->shifts)
    };
    read_queue_id(&e);
    ask(&e);
    const struct sg_deciding deciding = {
        .settings = e.settings,
        .asked = e.asked,
        .answer = &e.answer,
        .handling = sg_call_handling(e.settings, call),
        .recipients = call->letter.recipients.at,
        .n_recipients = call->letter.recipients.n,
    };
    e.decision = sg_milter_decide(&deciding);
    enum sg_call_answer done = act(&e);
    count(&e);
    tell(&e);
    sg_shifts_give_back(front->shifts, e.shift);
    return done;
}
