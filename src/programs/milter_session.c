/* programs/milter_session.c - libmilter's calls for one connection and its mails. */

#include <arpa/inet.h>
#include <libmilter/mfapi.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "programs/cli.h"
#include "programs/milter_call.h"
#include "service/log.h"
#include "service/steward.h"

enum {
    MAX_SESSION =
        64 * 1024, /* octets of memory of a connection: what is kept of it has a fixed size */
    MAX_MAIL_MEMORY =
        1024 * 1024, /* of one mail's addresses and subject: all of them at their limits fit */
    MAX_PENDING = 64 * 1024, /* octets that are gathered before they are written */
    MAX_ADDRESS = 320,       /* octets (RFC 5321 4.5.3.1) */
};

static struct sg_front front;

const char *const sg_own_fields[SG_N_OWN_FIELDS] = { SG_FIELD_LEVEL, SG_FIELD_POINTS,
                                                     SG_FIELD_FINDINGS };

static sg_span copy(struct sg_arena *arena, const char *text, size_t most)
{
    size_t len = text == NULL ? 0 : strnlen(text, most);
    uint8_t *at = SG_NEW_N(arena, uint8_t, len + 1);
    if (len > 0)
        (void)memcpy(at, text, len);
    return (sg_span){ at, len };
}

/* "<taro@example.jp>" without its brackets. */
static sg_span address_of(struct sg_arena *arena, const char *text)
{
    sg_span s = copy(arena, text, MAX_ADDRESS);
    bool is_bracketed = s.len >= 2 && sg_at(s, 0) == '<' && sg_at(s, s.len - 1) == '>';
    return is_bracketed ? sg_cut(s, 1, s.len - 2) : s;
}

const char *sg_call_macro(SMFICTX *ctx, const char *name)
{
    char room[32];
    (void)snprintf(room, sizeof(room), "%s", name);
    const char *value = smfi_getsymval(ctx, room);
    return value == NULL ? "" : value;
}

static void end_letter(struct sg_call *call)
{
    call->letter = (struct sg_letter){ 0 };
    call->pending.len = 0;
    sg_arena_reset(call->of_letter);
}

/* ---- the connection ---- */

/* What Postfix awaits for a step that it is told nothing about. */
static sfsistat silent(const struct sg_call *call, unsigned long step)
{
    return call != NULL && (call->agreed & step) != 0 ? SMFIS_NOREPLY : SMFIS_CONTINUE;
}

static struct sg_call *open_call(void)
{
    struct sg_arena *arena = sg_arena_open(MAX_SESSION);
    struct sg_call *call = SG_NEW(arena, struct sg_call);
    *call = (struct sg_call){ .arena = arena,
                              .of_letter = sg_arena_open(MAX_MAIL_MEMORY),
                              .fd = -1,
                              .pending = SG_BUF(MAX_PENDING) };
    return call;
}

static sfsistat on_negotiate(SMFICTX *ctx, unsigned long f0, unsigned long f1, unsigned long f2,
                             unsigned long f3, unsigned long *pf0, unsigned long *pf1,
                             unsigned long *pf2, unsigned long *pf3)
{
    const unsigned long edits = SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_QUARANTINE;
    const unsigned long wanted = SMFIP_NOUNKNOWN | SMFIP_NODATA | SMFIP_NR_CONN | SMFIP_NR_HELO |
                                 SMFIP_NR_RCPT | SMFIP_NR_HDR | SMFIP_NR_EOH | SMFIP_SKIP |
                                 SMFIP_HDR_LEADSPC;
    (void)f2, (void)f3;
    if ((f0 & edits) != edits || (f1 & SMFIP_HDR_LEADSPC) == 0)
        return SMFIS_REJECT; /* no MTA that we know; libmilter closes the connection and says so */
    *pf0 = edits;
    *pf1 = f1 & wanted;
    *pf2 = *pf3 = 0;
    struct sg_call *call = open_call();
    call->agreed = *pf1;
    (void)smfi_setpriv(ctx, call);
    if ((f0 & SMFIF_SETSYMLIST) != 0) {
        char mail[] = "i {auth_authen}", end[] = "i";
        (void)smfi_setsymlist(ctx, SMFIM_ENVFROM, mail);
        (void)smfi_setsymlist(ctx, SMFIM_EOM, end);
        *pf0 |= SMFIF_SETSYMLIST;
    }
    return SMFIS_CONTINUE;
}

static sg_span client_address(struct sg_arena *arena, const struct sockaddr *from)
{
    char text[INET6_ADDRSTRLEN] = "";
    if (from != NULL && from->sa_family == AF_INET)
        (void)inet_ntop(AF_INET, &((const struct sockaddr_in *)(const void *)from)->sin_addr, text,
                        sizeof(text));
    if (from != NULL && from->sa_family == AF_INET6)
        (void)inet_ntop(AF_INET6, &((const struct sockaddr_in6 *)(const void *)from)->sin6_addr,
                        text, sizeof(text));
    return copy(arena, text, sizeof(text));
}

static sfsistat on_connect(SMFICTX *ctx, char *name, _SOCK_ADDR *from)
{
    struct sg_call *call = smfi_getpriv(ctx);
    if (call == NULL)
        return SMFIS_ACCEPT;
    call->client_ip = client_address(call->arena, from);
    call->has_client = sg_inet_read(call->client_ip, &call->client);
    call->rdns = copy(call->arena, name, 255);
    sg_metrics_event(front.metrics, SG_EVENT_CONNECTION);
    return silent(call, SMFIP_NR_CONN);
}

static sfsistat on_helo(SMFICTX *ctx, char *helo)
{
    struct sg_call *call = smfi_getpriv(ctx);
    if (call == NULL)
        return SMFIS_ACCEPT;
    size_t len = strnlen(helo, SG_MAX_HELO);
    (void)memcpy(call->helo_room, helo, len); /* a client may say it any number of times */
    call->helo = (sg_span){ call->helo_room, len };
    return silent(call, SMFIP_NR_HELO);
}

static sfsistat on_close(SMFICTX *ctx)
{
    struct sg_call *call = smfi_getpriv(ctx);
    if (call == NULL)
        return SMFIS_CONTINUE;
    (void)smfi_setpriv(ctx, NULL);
    if (call->fd >= 0)
        (void)close(call->fd);
    sg_buf_free(&call->pending);
    sg_arena_close(call->of_letter);
    sg_arena_close(call->arena);
    return SMFIS_CONTINUE;
}

/* ---- a mail comes in ---- */

enum sg_handling sg_call_handling(const struct sg_milter_settings *s, const struct sg_call *call)
{
    if (call->letter.is_authenticated)
        return (enum sg_handling)s->senders->authenticated;
    struct sg_network network;
    for (size_t i = 0; call->has_client && i < s->identity->own_networks.n; i++)
        if (sg_network_read(s->identity->own_networks.at[i], &network) &&
            sg_network_has(&network, &call->client))
            return (enum sg_handling)s->senders->own_networks;
    return SG_HANDLE_EXAMINE;
}

/* Empty, from its start.  One file serves all mails of a connection: making one costs more than writing a mail. */
static bool open_file(struct sg_call *call)
{
    if (call->fd < 0)
        call->fd = memfd_create("mail", MFD_CLOEXEC);
    return call->fd >= 0 && ftruncate(call->fd, 0) == 0 && lseek(call->fd, 0, SEEK_SET) == 0;
}

static sfsistat on_mail(SMFICTX *ctx, char **arguments)
{
    struct sg_call *call = smfi_getpriv(ctx);
    if (call == NULL)
        return SMFIS_ACCEPT;
    struct sg_letter *l = &call->letter;
    end_letter(call);
    l->mail_from = address_of(call->of_letter, arguments[0]);
    l->is_authenticated = *sg_call_macro(ctx, "{auth_authen}") != '\0';
    const struct sg_shift *shift = sg_shifts_take(front.shifts);
    enum sg_handling handling = sg_call_handling(shift->settings, call);
    sg_shifts_give_back(front.shifts, shift);
    if (handling == SG_HANDLE_PASS) {
        sg_metrics_event(front.metrics, SG_EVENT_PASSED);
        return SMFIS_ACCEPT;
    }
    l->is_open = true;
    l->is_kept = open_file(call);
    return SMFIS_CONTINUE;
}

static sfsistat on_recipient(SMFICTX *ctx, char **arguments)
{
    struct sg_call *call = smfi_getpriv(ctx);
    if (call != NULL && call->letter.is_open && call->letter.recipients.n < SG_MAX_RECIPIENTS)
        *SG_PUSH(call->of_letter, &call->letter.recipients) =
            address_of(call->of_letter, arguments[0]);
    return silent(call, SMFIP_NR_RCPT);
}

static void write_all(struct sg_call *call, const uint8_t *at, size_t n)
{
    while (n > 0 && call->letter.is_kept) {
        ssize_t done = write(call->fd, at, n);
        if (done <= 0) {
            call->letter.is_kept = false; /* it goes on without a verdict */
            return;
        }
        at += done;
        n -= (size_t)done;
    }
}

static void flush(struct sg_call *call)
{
    write_all(call, call->pending.at, call->pending.len);
    call->pending.len = 0;
}

/* Past the limit the rest is not kept. */
static void keep(struct sg_call *call, sg_span octets)
{
    struct sg_letter *l = &call->letter;
    sg_span taken = sg_cut(octets, 0, (size_t)SG_MAX_MAIL + 1 - l->octets);
    l->octets += taken.len;
    if (call->pending.len + taken.len > MAX_PENDING)
        flush(call);
    if (taken.len > MAX_PENDING)
        write_all(call, taken.at, taken.len);
    else
        sg_put(&call->pending, taken);
}

/* Postfix gives folds as LF. */
static void keep_field(struct sg_call *call, const char *name, const char *value)
{
    sg_span rest = sg_span_of(value);
    keep(call, sg_span_of(name));
    keep(call, SG_SPAN(":"));
    while (rest.len > 0) {
        size_t end = sg_find(rest, '\n', 0);
        bool is_whole = end > 0 && sg_at(rest, end - 1) == '\r';
        keep(call, sg_cut(rest, 0, end));
        if (end < rest.len)
            keep(call, is_whole ? SG_SPAN("\n") : SG_SPAN("\r\n"));
        rest = sg_tail(rest, end + 1);
    }
    keep(call, SG_SPAN("\r\n"));
}

static sfsistat on_header(SMFICTX *ctx, char *name, char *value)
{
    struct sg_call *call = smfi_getpriv(ctx);
    if (call == NULL || !call->letter.is_open)
        return silent(call, SMFIP_NR_HDR);
    struct sg_letter *l = &call->letter;
    for (size_t i = 0; i < SG_N_OWN_FIELDS; i++)
        l->n_own[i] += strcasecmp(name, sg_own_fields[i]) == 0;
    if (strcasecmp(name, "Subject") == 0 && l->n_subjects++ == 0)
        l->subject = copy(call->of_letter, value, SG_MAX_SUBJECT + 1);
    keep_field(call, name, value);
    return silent(call, SMFIP_NR_HDR);
}

static sfsistat on_end_of_header(SMFICTX *ctx)
{
    struct sg_call *call = smfi_getpriv(ctx);
    if (call != NULL)
        keep(call, SG_SPAN("\r\n"));
    return silent(call, SMFIP_NR_EOH);
}

static sfsistat on_body(SMFICTX *ctx, unsigned char *octets, size_t len)
{
    struct sg_call *call = smfi_getpriv(ctx);
    if (call == NULL)
        return SMFIS_CONTINUE;
    keep(call, (sg_span){ octets, len });
    return call->letter.octets > SG_MAX_MAIL ? SMFIS_SKIP : SMFIS_CONTINUE;
}

static sfsistat on_abort(SMFICTX *ctx)
{
    struct sg_call *call = smfi_getpriv(ctx);
    if (call != NULL)
        end_letter(call);
    return SMFIS_CONTINUE;
}

static sfsistat on_end(SMFICTX *ctx)
{
    struct sg_call *call = smfi_getpriv(ctx);
    if (call == NULL || !call->letter.is_open)
        return SMFIS_ACCEPT;
    static const sfsistat answers[] = { [SG_CALL_ACCEPT] = SMFIS_ACCEPT,
                                        [SG_CALL_REJECT] = SMFIS_REJECT,
                                        [SG_CALL_TEMPFAIL] = SMFIS_TEMPFAIL };
    flush(call);
    enum sg_call_answer answer = sg_call_end(ctx, &front, call);
    end_letter(call);
    return answers[answer];
}

/* ---- all of it ---- */

static mode_t mode_of(sg_span octal)
{
    mode_t mode = 0;
    for (size_t i = 0; i < octal.len; i++)
        mode = mode * 8 + (mode_t)(sg_at(octal, i) - '0');
    return mode;
}

static bool listen_at(sg_span socket, mode_t mode)
{
    char path[256];
    if (socket.len >= sizeof(path))
        return false;
    (void)snprintf(path, sizeof(path), "%.*s", (int)socket.len, (const char *)socket.at);
    mode_t old = umask(0777 & ~mode);
    bool is_open = smfi_setconn(path) == MI_SUCCESS && smfi_opensocket(true) == MI_SUCCESS;
    (void)umask(old);
    return is_open;
}

int sg_milter_talk(struct sg_shifts *shifts, struct sg_metrics *metrics, int ready)
{
    char name[] = "shingan";
    struct smfiDesc calls = {
        .xxfi_name = name,
        .xxfi_version = SMFI_VERSION,
        .xxfi_flags = SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_QUARANTINE | SMFIF_SETSYMLIST,
        .xxfi_connect = on_connect,
        .xxfi_helo = on_helo,
        .xxfi_envfrom = on_mail,
        .xxfi_envrcpt = on_recipient,
        .xxfi_header = on_header,
        .xxfi_eoh = on_end_of_header,
        .xxfi_body = on_body,
        .xxfi_eom = on_end,
        .xxfi_abort = on_abort,
        .xxfi_close = on_close,
        .xxfi_negotiate = on_negotiate,
    };
    front = (struct sg_front){ shifts, metrics };
    const struct sg_shift *shift = sg_shifts_take(shifts);
    sg_span socket = shift->settings->milter->socket;
    bool is_open = smfi_register(calls) == MI_SUCCESS &&
                   listen_at(socket, mode_of(shift->settings->milter->socket_mode));
    if (!is_open)
        sg_log(SG_LOG_ERROR, "cannot-listen", SG_LOG_WITH(sg_log_text("socket", socket)));
    sg_shifts_give_back(shifts, shift);
    if (!is_open)
        return SG_EXIT_INTERNAL;
    sg_steward_ready(ready);
    return smfi_main() == MI_SUCCESS ? SG_EXIT_CLEAN : SG_EXIT_INTERNAL;
}
