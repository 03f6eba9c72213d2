#include "programs/milter_work.h"

#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "programs/cli.h"
#include "programs/milter_message.h"
#include "service/log.h"
#include "service/office.h"
#include "service/pardon.h"
#include "service/unpacker.h"
#include "unpack/unpack.h"
#include "verdict/examine.h"

enum { SECONDS_A_DAY = 24 * 60 * 60 };

struct desk {
    const struct sg_milter_settings *settings;
    const struct sg_intel *intel;
    const struct sg_pardons *pardons;
};

/* ---- in a worker ---- */

static bool is_ours(const struct desk *d, sg_span authserv_id)
{
    return authserv_id.len > 0 && sg_same_nocase(authserv_id, d->settings->identity->authserv_id);
}

/* Our verifiers write above what came in; below the first Received the sender may have written anything. */
static bool is_believed(const struct desk *d, const struct sg_mail *mail,
                        const struct sg_field *field)
{
    return d->settings->identity->verifiers == SG_VERIFIERS_BEFORE &&
           (mail->n_hops == 0 || field->place.from < mail->hops[0].field->place.from);
}

static void find_forged(const struct desk *d, const struct sg_mail *mail,
                        struct sg_milter_answer *answer)
{
    uint16_t n = 0;
    const struct sg_field *f = sg_fields_first(mail->fields, SG_SPAN("Authentication-Results"));
    for (; f != NULL && n < UINT16_MAX; f = sg_fields_next(mail->fields, f)) {
        n++;
        if (is_ours(d, sg_auth_results_id(f)) && !is_believed(d, mail, f) &&
            answer->n_forged < SG_MAX_FORGED)
            answer->forged[answer->n_forged++] = n;
    }
}

static void tell_reasons(const struct sg_verdict *v, struct sg_milter_answer *answer)
{
    for (size_t i = 0; i < v->n_reasons && answer->n_told < SG_MAX_TOLD; i++) {
        const struct sg_reason *r = &v->reasons[i];
        if (r->finding == NULL)
            continue;
        answer->told[answer->n_told].kind = (uint16_t)sg_milter_kind_of(r->finding->kind);
        answer->told[answer->n_told++].points = r->points;
    }
}

static const struct sg_facts *as_received(const struct sg_facts *f)
{
    while (f->wrapper != NULL)
        f = f->wrapper;
    return f;
}

static int64_t today(void)
{
    return (int64_t)time(NULL) / SECONDS_A_DAY;
}

/* SPF speaks of the envelope sender's domain, and of no other. */
static bool has_spf_pass(const struct sg_sender *s, sg_span mail_from)
{
    sg_span domain = sg_tail(mail_from, sg_find_last(mail_from, '@') + 1);
    return s->spf == SG_AUTH_PASS && sg_same_nocase(s->spf_domain, domain);
}

static void find_pardon(const struct desk *d, const struct sg_milter_session *session,
                        const struct sg_facts *facts, struct sg_milter_answer *answer)
{
    const struct sg_sender *s = &facts->sender;
    struct sg_inet client;
    const struct sg_pardon_query query = {
        .client = sg_inet_read(session->client_ip, &client) ? &client : NULL,
        .authenticated = s->authenticated_as,
        .sender = session->mail_from,
        .has_spf_pass = has_spf_pass(s, session->mail_from),
        .today = today(),
    };
    const struct sg_pardon *p = sg_pardon_find(d->pardons, &query);
    answer->pardon = p == NULL ? 0 : (uint32_t)p->line;
}

static void work(void *with, struct sg_arena *arena, const struct sg_task *task,
                 struct sg_buf *reply)
{
    const struct desk *d = with;
    const struct sg_identity_section *us = d->settings->identity;
    const struct sg_opener opener = sg_unpacker_of(task->opening);
    struct sg_milter_session session;
    struct sg_milter_answer answer = { 0 };
    if (!sg_milter_read_session(task->note, &session))
        return;
    const struct sg_envelope envelope = {
        .client_ip = session.client_ip,
        .rdns = session.rdns,
        .helo = session.helo,
        .mail_from = session.mail_from,
        .recipient = session.recipient,
        .is_authenticated = session.is_authenticated,
        .authserv_ids = &us->authserv_id,
        .n_authserv_ids = us->verifiers == SG_VERIFIERS_BEFORE && us->authserv_id.len > 0,
        .opener = &opener,
    };
    const struct sg_examination *x = sg_examine(arena, d->intel, &envelope, task->mail);
    const struct sg_facts *received = as_received(x->facts);
    answer.level = x->verdict.level;
    answer.is_complete = x->verdict.complete;
    answer.points = x->verdict.points;
    tell_reasons(&x->verdict, &answer);
    find_forged(d, received->mail, &answer);
    find_pardon(d, &session, received, &answer);
    sg_milter_put_answer(reply, &answer);
}

/* ---- in the keeper ---- */

static void say(void *with, const char *line)
{
    (void)with;
    sg_log(SG_LOG_WARNING, "walls", SG_LOG_WITH(sg_log_word("said", line)));
}

/* Settings have a NUL behind them. */
static const char *path_of(sg_span path)
{
    return path.len == 0 ? NULL : (const char *)path.at;
}

static enum sg_status load(struct sg_arena *arena, struct desk *d, struct sg_error *err)
{
    const struct sg_intel_section *in = d->settings->intel;
    const struct sg_intel_options options = {
        .dir = in->data.len > 0 ? path_of(in->data) : sg_cli_data_dir(arena),
        .overlay = path_of(in->overlay),
        .country = path_of(in->country),
        .network = path_of(in->network),
        .site = { .mailboxes = path_of(in->mailboxes),
                  .hosted = path_of(in->hosted),
                  .known_senders = path_of(in->known_senders),
                  .feed = path_of(in->feed) },
    };
    enum sg_status st = sg_pardons_read(arena, path_of(in->pardons), &d->pardons, err);
    if (st == SG_OK)
        st = sg_intel_load(&options, &d->intel, err);
    return st;
}

static void tell_expired(const struct sg_pardons *pardons)
{
    size_t next = 0;
    for (const struct sg_pardon *p; (p = sg_pardon_expired(pardons, today(), &next)) != NULL;)
        sg_log(SG_LOG_WARNING, "pardon-expired",
               SG_LOG_WITH(sg_log_text("pardon", p->name), sg_log_number("line", (int64_t)p->line),
                           sg_log_text("expired", p->expires), sg_log_text("owner", p->owner)));
}

int sg_milter_work(const struct sg_milter_settings *settings, int channel)
{
    struct sg_arena *arena = sg_arena_open(SG_MAX_ARENA);
    struct desk desk = { .settings = settings };
    struct sg_error err = { 0 };
    enum sg_status st = load(arena, &desk, &err);
    if (st == SG_OK) {
        tell_expired(desk.pardons);
        const struct sg_keeper_plan plan = {
            .duty = sg_unpacker_duty(work, &desk, SG_MAX_ANSWER),
            .workers = sg_keeper_workers((size_t)settings->milter->workers),
            .walls = SG_WALLS_ENFORCE,
            .say = say,
        };
        st = sg_office_run(&plan, channel, &err);
    }
    if (st != SG_OK)
        sg_log(SG_LOG_ERROR, "keeper-failed", SG_LOG_WITH(sg_log_word("why", err.text)));
    sg_intel_close(desk.intel);
    sg_arena_close(arena);
    return st == SG_OK ? SG_EXIT_CLEAN : SG_EXIT_DATA;
}

int sg_milter_try_intel(const struct sg_milter_settings *settings)
{
    struct sg_arena *arena = sg_arena_open(SG_MAX_ARENA);
    struct desk desk = { .settings = settings };
    struct sg_error err = { 0 };
    enum sg_status st = load(arena, &desk, &err);
    if (st != SG_OK)
        sg_cli_say("%s", err.text);
    sg_intel_close(desk.intel);
    sg_arena_close(arena);
    return st == SG_OK ? SG_EXIT_CLEAN : SG_EXIT_DATA;
}
