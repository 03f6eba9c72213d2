/* programs/report.c - `shingan report`: drafts of reports of one mail.  Nothing is sent. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/limits.h"
#include "programs/specimens.h"
#include "warn/draft.h"

static const char usage[] =
    "usage: shingan report [OPTION]... [MAIL|-]\n"
    "       shingan report --list\n"
    "\n"
    "Drafts of reports of one phishing mail: ARF, XARF, letters to abuse desks, councils, police, the impersonated company.\n"
    "Nothing is sent.  Without --to and --out it says what can be drafted.\n"
    "\n"
    "  --out DIR                  write all drafts: DIR/private (with the mail as received), DIR/public (recipient hidden)\n"
    "  --to ID                    print one draft: a contact of --list, arf, xarf, xarf-masked, report-ja, report-en\n"
    "  --list                     who takes reports, how, and what each wants\n"
    "  --lang ja|en               language of the overview\n"
    "  --letters ja|en            language of letters to abuse desks and companies, instead of their country's\n"
    "  --redact                   in the ARF header fields without the recipient instead of the mail\n"
    "  --with-recipient           name the recipient in the ARF\n"
    "  --with-token               URLs in private drafts whole: opening them may tell the sender who read the mail\n"
    "  --source-port N            the client's TCP port, where the mail server logged it\n"
    "  --force                    also of a mail that is neither phishing nor suspicious, for information\n" SG_SPECIMENS_USAGE
    "\n"
    "exit status: 0 drafted, 1 nothing to report (no sign of phishing), 64, 66, 70, 74, 78 as of 'shingan examine'\n";

enum { EXIT_NOTHING_TO_REPORT = 1, PRIVATE_FOLDER = 0700, PUBLIC_FOLDER = 0755, MOST_PORT = 65535 };

enum {
    OPT_TO = SG_OPT_SPECIMENS_OWN,
    OPT_LIST,
    OPT_LETTERS,
    OPT_REDACT,
    OPT_RECIPIENT,
    OPT_TOKEN,
    OPT_PORT,
    OPT_FORCE
};

struct reporting {
    struct sg_drafting d;
    const char *to;
    bool asks_list, is_forced;
};

static bool take(void *with, int option, const char *value)
{
    struct reporting *r = with;
    int64_t port = 0;
    switch (option) {
    case OPT_TO:
        r->to = value;
        return *value != '\0';
    case OPT_LETTERS:
        r->d.language = sg_span_of(value);
        return strcmp(value, "ja") == 0 || strcmp(value, "en") == 0;
    case OPT_LIST:
        return r->asks_list = true;
    case OPT_REDACT:
        return r->d.redacts = true;
    case OPT_RECIPIENT:
        return r->d.with_recipient = true;
    case OPT_TOKEN:
        return r->d.with_token = true;
    case OPT_FORCE:
        return r->is_forced = true;
    case OPT_PORT:
        if (!sg_number(sg_span_of(value), 1, MOST_PORT, &port))
            return false;
        r->d.source_port = (uint32_t)port;
        return true;
    default:
        return false;
    }
}

/* ---- files ---- */

/* A folder that may be there already; with no more rights than it should have. */
static bool make_folder(const char *path, mode_t mode)
{
    struct stat info;
    if ((mkdir(path, mode) == 0 || errno == EEXIST) && stat(path, &info) == 0 &&
        ((info.st_mode & 07777 & ~mode) == 0 || chmod(path, mode) == 0))
        return true;
    sg_cli_say("'%s': cannot be made: %s", path, strerror(errno));
    return false;
}

static bool write_draft(const struct sg_draft *draft, const char *public, const char *private)
{
    char name[SG_MAX_FILE_NAME];
    (void)snprintf(name, sizeof(name), "%.*s", (int)draft->file.len, (const char *)draft->file.at);
    return sg_write_file(draft->is_private ? private : public, name, draft->octets,
                         draft->is_private);
}

static int write_all(const struct sg_cli *cli, const struct reporting *r,
                     const struct sg_drafts *drafts, const char *dir)
{
    const char *private = sg_data_path(r->d.arena, dir, "private");
    const char *public = sg_data_path(r->d.arena, dir, "public");
    if (!make_folder(dir, PUBLIC_FOLDER) || !make_folder(private, PRIVATE_FOLDER) ||
        !make_folder(public, PUBLIC_FOLDER) || !sg_write_file(private, "raw.eml", r->d.mail, true))
        return SG_EXIT_OUTPUT;
    for (size_t i = 0; i < drafts->list.n; i++)
        if (!write_draft(&drafts->list.at[i], public, private))
            return SG_EXIT_OUTPUT;
    sg_span overview = sg_drafts_overview(&r->d, drafts, cli->words);
    if (!sg_write_file(dir, "README.txt", overview, false))
        return SG_EXIT_OUTPUT;
    sg_cli_say("%zu drafts in '%s'; nothing was sent", drafts->list.n, dir);
    return 0;
}

/* ---- one of them ---- */

/* "hoster" is also the first of "hoster-1", "hoster-2". */
static bool is_called(const struct sg_draft *draft, sg_span name)
{
    return sg_same(draft->name, name) ||
           (draft->contact != NULL && sg_same(draft->contact->id, name));
}

static int print_one(const struct sg_drafts *drafts, const char *to)
{
    const struct sg_draft *found = NULL;
    size_t n = 0;
    for (size_t i = 0; i < drafts->list.n; i++)
        if (is_called(&drafts->list.at[i], sg_span_of(to)) && n++ == 0)
            found = &drafts->list.at[i];
    if (found == NULL) {
        sg_cli_say("no draft '%s' of this mail; without --to all are listed", to);
        return SG_EXIT_USAGE;
    }
    if (n > 1)
        sg_cli_say("the first of %zu: '%s-1' to '%s-%zu'", n, to, to, n);
    return sg_cli_write(found->octets) ? 0 : SG_EXIT_OUTPUT;
}

/* ---- the command ---- */

static int draft(const struct sg_cli *cli, struct reporting *r, const struct sg_specimens *all)
{
    if (all->at.n != 1) {
        sg_cli_say("one mail at a time is reported; there are %zu", all->at.n);
        return SG_EXIT_USAGE;
    }
    r->d.arena = all->arena;
    r->d.intel = cli->intel;
    r->d.publisher = all->publisher;
    r->d.ja = all->ja;
    r->d.en = all->en;
    r->d.specimen = all->at.at[0];
    r->d.mail = all->mails.at[0];
    r->d.now = (int64_t)time(NULL);
    if (!sg_is_to_be_reported(r->d.specimen) && !r->is_forced) {
        sg_cli_say(
            "nothing is drafted: the mail is neither phishing nor suspicious (--force drafts "
            "for information)");
        return EXIT_NOTHING_TO_REPORT;
    }
    struct sg_drafts drafts = { 0 };
    sg_drafts_make(&r->d, &drafts);
    if (all->out != NULL)
        return write_all(cli, r, &drafts, all->out);
    if (r->to != NULL)
        return print_one(&drafts, r->to);
    return sg_cli_write(sg_drafts_overview(&r->d, &drafts, cli->words)) ? 0 : SG_EXIT_OUTPUT;
}

static int read_contacts(const struct sg_cli *cli, struct reporting *r)
{
    struct sg_error err = { 0 };
    if (sg_contacts_read(cli->arena, cli->data, cli->overlay, &r->d.contacts, &err) == SG_OK)
        return 0;
    sg_cli_say("%s", err.text);
    return SG_EXIT_DATA;
}

static int list(struct sg_cli *cli, struct reporting *r)
{
    int status = sg_cli_open(cli);
    if (status == 0)
        status = read_contacts(cli, r);
    if (status != 0)
        return status;
    sg_span shown = sg_contacts_shown(cli->arena, r->d.contacts, cli->words);
    return sg_cli_write(shown) ? 0 : SG_EXIT_OUTPUT;
}

int sg_cmd_report(struct sg_cli *cli, int argc, char **argv)
{
    static const struct option options[] = { SG_SPECIMENS_OPTIONS,
                                             { "to", required_argument, NULL, OPT_TO },
                                             { "list", no_argument, NULL, OPT_LIST },
                                             { "letters", required_argument, NULL, OPT_LETTERS },
                                             { "redact", no_argument, NULL, OPT_REDACT },
                                             { "with-recipient", no_argument, NULL, OPT_RECIPIENT },
                                             { "with-token", no_argument, NULL, OPT_TOKEN },
                                             { "source-port", required_argument, NULL, OPT_PORT },
                                             { "force", no_argument, NULL, OPT_FORCE },
                                             { 0 } };
    struct reporting r = { 0 };
    struct sg_specimens all = {
        .command = "report", .table = options, .with = &r, .take = take, .keeps_mails = true
    };
    int status = sg_specimens_options_read(cli, argc, argv, &all);
    if (status != 0)
        return status;
    if (all.asks_help)
        return sg_cli_write(sg_span_of(usage)) ? SG_EXIT_CLEAN : SG_EXIT_OUTPUT;
    if (r.asks_list)
        return list(cli, &r);
    status = sg_specimens_run(cli, &all);
    if (status == 0)
        status = read_contacts(cli, &r);
    if (status == 0)
        status = draft(cli, &r, &all);
    sg_specimens_close(&all);
    return status;
}
