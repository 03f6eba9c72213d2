#include "programs/specimens.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/limits.h"
#include "programs/source.h"
#include "service/pool.h"
#include "service/unpacker.h"

enum {
    PIECE = 64 * 1024,   /* octets read at once */
    PRIVATE_MODE = 0600, /* of files */
    PUBLIC_MODE = 0644,
    FOLDER_MODE = 0755,
    ENOUGH = 1 << 30, /* octets of specimens and mails, after which no further mail is taken */
};

struct running {
    struct sg_cli *cli;
    struct sg_specimens *all;
    struct sg_source *source;
    SG_LIST(sg_span) given; /* octets of the mails handed to the pool, where they are kept */
    size_t n_given, n_done;
};

/* ---- the command line ---- */

static bool take_name(const char *value, sg_span *list, size_t *n)
{
    if (*n == SG_MAX_SPECIMEN_NAMES || *value == '\0')
        return false;
    list[(*n)++] = sg_span_of(value);
    return true;
}

static bool take(struct sg_cli *cli, struct sg_specimens *s, int option, const char *value)
{
    switch (option) {
    case '?':
        return false;
    case SG_OPT_PUBLISHER:
        s->publisher_path = value;
        return true;
    case SG_OPT_OUT:
        s->out = value;
        return *value != '\0';
    case SG_OPT_SPECIMENS_RECIPIENT:
        s->envelope.recipient = sg_span_of(value);
        return true;
    case SG_OPT_SPECIMENS_TRUSTED_MX:
        return take_name(value, s->trusted_mx, &s->envelope.n_trusted_mx);
    case SG_OPT_SPECIMENS_AUTHSERV_ID:
        return take_name(value, s->authserv_ids, &s->envelope.n_authserv_ids);
    default:
        return option < SG_OPT_OWN ? sg_cli_common(cli, option, value)
                                   : s->take != NULL && s->take(s->with, option, value);
    }
}

int sg_specimens_options_read(struct sg_cli *cli, int argc, char **argv, struct sg_specimens *s)
{
    static char dash[] = "-";
    static char *standard_input[] = { dash };
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, "h", s->table, NULL)) != -1;) {
        if (option == 'h')
            s->asks_help = true;
        else if (!take(cli, s, option, optarg))
            return sg_cli_misused(s->command, "no such option or value", argv[optind - 1]);
    }
    s->envelope.trusted_mx = s->trusted_mx;
    s->envelope.authserv_ids = s->authserv_ids;
    s->paths = optind < argc ? argv + optind : standard_input;
    s->n_paths = optind < argc ? (size_t)(argc - optind) : 1;
    return 0;
}

/* ---- in the worker ---- */

static void work(void *with, struct sg_arena *arena, const struct sg_task *task,
                 struct sg_buf *reply)
{
    const struct running *r = with;
    struct sg_envelope envelope = r->all->envelope;
    const struct sg_opener opener = sg_unpacker_of(task->opening);
    envelope.opener = &opener;
    const struct sg_examination *x = sg_examine(arena, r->cli->intel, &envelope, task->mail);
    sg_specimen_put(reply, sg_specimen_of(x, r->all->ja, r->all->en, task->note));
}

/* ---- in this process ---- */

/* The octets of the mail, kept for what is sent on as it is; nobody reads them here.  Gives what the worker shall read: `fd`
 * from its start, or where that is a pipe a file in memory.  A file that cannot be read is told of by the pool. */
static int keep_mail(struct running *r, int fd)
{
    struct sg_buf octets = SG_BUF_IN(r->all->arena, (size_t)SG_MAX_MAIL + 1);
    uint8_t piece[PIECE];
    ssize_t n;
    (void)lseek(fd, 0, SEEK_SET); /* what was copied out of a pipe stands at its end */
    while ((n = read(fd, piece, sizeof(piece))) > 0)
        sg_put(&octets, (sg_span){ piece, (size_t)n });
    *SG_PUSH(r->all->arena, &r->given) = sg_buf_done(&octets);
    if (lseek(fd, 0, SEEK_SET) == 0)
        return fd;
    int copy = memfd_create("mail", MFD_CLOEXEC);
    sg_span rest = r->given.at[r->given.n - 1];
    while (copy >= 0 && rest.len > 0 && (n = write(copy, rest.at, rest.len)) > 0)
        rest = sg_tail(rest, (size_t)n);
    if (copy < 0 || rest.len > 0 || lseek(copy, 0, SEEK_SET) != 0)
        sg_cli_say("no memory for a mail: %s", strerror(errno));
    (void)close(fd);
    return copy;
}

static bool next(void *with, struct sg_job *job)
{
    struct running *r = with;
    struct sg_source_mail mail;
    struct sg_error err = { 0 };
    enum sg_source_step step;
    if (r->n_given == SG_MAX_SPECIMENS || sg_arena_used(r->all->arena) > ENOUGH) {
        sg_cli_say("only the first %zu mails are taken", r->n_given);
        return false;
    }
    while ((step = sg_source_next(r->source, &mail, &err)) == SG_SOURCE_FAILED) {
        sg_cli_say("%s", err.text);
        r->all->n_lost++;
    }
    if (step == SG_SOURCE_END)
        return false;
    r->n_given++;
    job->fd = r->all->keeps_mails ? keep_mail(r, mail.fd) : mail.fd;
    sg_put(&job->note, mail.name);
    return true;
}

static bool done(void *with, const struct sg_result *result)
{
    struct running *r = with;
    struct sg_arena *arena = r->all->arena;
    const char *why = result->unreadable != NULL ? result->unreadable : result->lost;
    const struct sg_specimen *specimen = NULL;
    size_t mail = r->n_done++;
    if (why == NULL && !sg_specimen_read(arena, sg_keep(arena, result->reply), &specimen))
        why = "worker-died";
    if (why == NULL) {
        /* NOLINTNEXTLINE(bugprone-sizeof-expression): a list of pointers */
        *SG_PUSH(arena, &r->all->at) = specimen;
        if (r->all->keeps_mails)
            *SG_PUSH(arena, &r->all->mails) = r->given.at[mail];
        return true;
    }
    sg_cli_say("'%.*s': %s", (int)result->note.len, (const char *)result->note.at, why);
    r->all->n_lost++;
    return true;
}

static void say(void *with, const char *line)
{
    (void)with;
    sg_cli_say("%s", line);
}

static int load(struct sg_cli *cli, struct sg_specimens *s)
{
    struct sg_error err = { 0 };
    int status = sg_cli_open(cli);
    if (status != 0)
        return status;
    s->arena = sg_arena_open((size_t)4 * ENOUGH);
    s->publisher = &sg_no_publisher;
    if (sg_words_load(cli->arena, cli->data, "ja", &s->ja, &err) == SG_OK &&
        sg_words_load(cli->arena, cli->data, "en", &s->en, &err) == SG_OK &&
        (s->publisher_path == NULL || sg_publisher_read(cli->arena, cli->intel, s->publisher_path,
                                                        &s->publisher, &err) == SG_OK))
        return 0;
    sg_cli_say("%s", err.text);
    return SG_EXIT_DATA;
}

/* Examine the mails at `paths` and put their specimens behind those that are there. */
static int examine(struct sg_cli *cli, struct sg_specimens *s, char **paths, size_t n_paths)
{
    struct running r = { .cli = cli, .all = s };
    const struct sg_pool_plan plan = {
        .keep = { .duty = sg_unpacker_duty(work, &r, SG_MAX_SPECIMEN),
                  .workers = sg_keeper_workers(n_paths == 1 ? 1 : 0),
                  .walls = SG_WALLS_ENFORCE,
                  .say = say },
        .next = next,
        .done = done,
    };
    struct sg_error err = { 0 };
    r.source = sg_source_open(cli->arena, paths, n_paths, false);
    enum sg_status st = sg_pool_run(&plan, &err);
    sg_source_close(r.source);
    if (st == SG_OK)
        return 0;
    sg_cli_say("%s", err.text);
    return SG_EXIT_INTERNAL;
}

int sg_specimens_run(struct sg_cli *cli, struct sg_specimens *s)
{
    int status = load(cli, s);
    if (status == 0)
        status = examine(cli, s, s->paths, s->n_paths);
    if (status != 0)
        return status;
    if (s->at.n == 0 && s->n_lost == 0)
        sg_cli_say("no mail to read");
    return s->at.n == 0 ? SG_EXIT_UNREADABLE : 0;
}

int sg_specimens_examine_ours(struct sg_cli *cli, struct sg_specimens *s, sg_span mail,
                              const struct sg_specimen **out)
{
    char path[sizeof("/proc/self/fd/") + 20];
    char *paths[] = { path };
    struct sg_specimens ours = { .arena = s->arena, .ja = s->ja, .en = s->en };
    SG_CLOSES int fd = memfd_create("ours", MFD_CLOEXEC);
    for (sg_span rest = mail; fd >= 0 && rest.len > 0;) {
        ssize_t n = write(fd, rest.at, rest.len);
        if (n <= 0)
            break;
        rest = sg_tail(rest, (size_t)n);
        if (rest.len > 0)
            continue;
        (void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
        int status = examine(cli, &ours, paths, 1);
        if (status != 0 || ours.at.n != 1)
            return status != 0 ? status : SG_EXIT_INTERNAL;
        *out = ours.at.at[0];
        return 0;
    }
    sg_cli_say("no memory for a mail: %s", strerror(errno));
    return SG_EXIT_INTERNAL;
}

void sg_specimens_close(struct sg_specimens *s)
{
    sg_arena_close(s->arena);
}

/* ---- files ---- */

static bool told(const char *path)
{
    sg_cli_say("'%s': cannot be written: %s", path, strerror(errno));
    return false;
}

bool sg_write_file(const char *dir, const char *name, sg_span text, bool is_private)
{
    char path[SG_MAX_PATH], draft[SG_MAX_PATH];
    int n = snprintf(path, sizeof(path), "%s/%s", dir, name);
    int m = snprintf(draft, sizeof(draft), "%s/.%s.new", dir, name);
    if (n < 0 || (size_t)n >= sizeof(path) || m < 0 || (size_t)m >= sizeof(draft)) {
        errno = ENAMETOOLONG;
        return told(dir);
    }
    if (mkdir(dir, FOLDER_MODE) != 0 && errno != EEXIST)
        return told(dir);
    SG_CLOSES int fd = open(draft, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
                            is_private ? PRIVATE_MODE : PUBLIC_MODE);
    if (fd < 0)
        return told(draft);
    for (sg_span rest = text; rest.len > 0;) {
        ssize_t written = write(fd, rest.at, rest.len);
        if (written <= 0) {
            bool is_told = told(draft);
            (void)unlink(draft);
            return is_told;
        }
        rest = sg_tail(rest, (size_t)written);
    }
    return rename(draft, path) == 0 || told(path);
}
