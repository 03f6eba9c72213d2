/* programs/main.c - `shingan COMMAND ...`: find the command and hand over. */
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "programs/cli.h"

#ifndef SG_VERSION
#    define SG_VERSION "unknown"
#endif

static const char usage[] =
    "usage: shingan COMMAND [OPTION]... [ARGUMENT]...\n"
    "\n"
    "Says whether a mail is phishing, and why.\n"
    "\n"
    "commands:\n"
    "  examine [FILE|DIR|-]...   examine mails: files, directories, Maildirs, mboxes, standard input\n"
    "  url URL...                whose an address is, and whether it is the official one\n"
    "  intel check               read all data and say what is in it\n"
    "  intel show BRAND          what is known of a brand\n"
    "  notice MAIL...            a notice that warns customers of the mails\n"
    "  reply MAIL...             an answer to a customer who asks about a mail\n"
    "  checks                    list the checks\n"
    "  report [MAIL|-]           drafts of reports: abuse desks, councils, police, ARF, XARF; nothing is sent\n"
    "  indicators MAIL...        what of phishing can be blocked: STIX, MISP, CSV, Postfix, DNS\n"
    "  evaluate DIR|TSV...       how well labelled mails are told apart: levels, ROC, worst mistakes\n"
    "  train DIR|TSV...          fit the weights of the findings to labelled mails\n"
    "\n"
    "  shingan COMMAND --help    the options of a command\n"
    "  shingan --version\n"
    "\n"
    "exit status: 0 no sign or genuine, 10 suspicious, 11 phishing, 12 undetermined, 64 usage,\n"
    "65 not fit to be published, 66 an input could not be read, 70 internal, 74 output failed, 78 bad data\n";

struct command {
    const char *name;
    int (*run)(struct sg_cli *cli, int argc, char **argv);
};

static const struct command commands[] = {
    { "examine", sg_cmd_examine }, { "url", sg_cmd_url },
    { "intel", sg_cmd_intel },     { "checks", sg_cmd_checks },
    { "train", sg_cmd_train },     { "evaluate", sg_cmd_evaluate },
    { "report", sg_cmd_report },   { "notice", sg_cmd_notice },
    { "reply", sg_cmd_reply },     { "indicators", sg_cmd_indicators },
};

static int print(const char *text)
{
    (void)sg_cli_write(sg_span_of(text));
    return sg_cli_flush(SG_EXIT_CLEAN);
}

int main(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0 || strcmp(name, "help") == 0)
        return print(usage);
    if (strcmp(name, "--version") == 0)
        return print("shingan " SG_VERSION "\n");
    for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++) {
        if (strcmp(name, commands[i].name) != 0)
            continue;
        struct sg_cli cli = { .program = argv[0], .arena = sg_arena_open(SG_MAX_ARENA) };
        int status = sg_cli_flush(commands[i].run(&cli, argc - 1, argv + 1));
        sg_cli_close(&cli);
        return status;
    }
    sg_cli_say(*name == '\0' ? "which command?%s see 'shingan --help'"
                             : "no command '%s'; see 'shingan --help'",
               name);
    return SG_EXIT_USAGE;
}
