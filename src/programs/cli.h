/* programs/cli.h - what the commands of `shingan` share. */
#ifndef SG_PROGRAMS_CLI_H
#define SG_PROGRAMS_CLI_H

#include "base/status.h"
#include "intel/intel.h"
#include "report/words.h"

/* Exit statuses (docs/man/shingan.1).  Of many mails the gravest counts: phishing, suspicious,
 * unreadable, undetermined, clean. */
enum {
    SG_EXIT_CLEAN = 0,   /* no sign, or genuine */
    SG_EXIT_NOTHING = 1, /* done, but no mail gave anything to write of */
    SG_EXIT_SUSPICIOUS = 10,
    SG_EXIT_PHISHING = 11,
    SG_EXIT_UNDETERMINED = 12,
    SG_EXIT_USAGE = 64,
    SG_EXIT_REFUSED = 65,    /* what was to be published is not fit for it; nothing was written */
    SG_EXIT_UNREADABLE = 66, /* an input could not be read */
    SG_EXIT_INTERNAL = 70,
    SG_EXIT_OUTPUT = 74, /* the result could not be written */
    SG_EXIT_DATA = 78,   /* the data or an option's file is not well-formed or missing */
};

struct sg_cli {                    /* what every command may need */
    const char *program;           /* argv[0] of main */
    const char *data, *overlay;    /* directories; data NULL: found by sg_cli_open() */
    const char *country, *network; /* tables; NULL: found by the intel */
    struct sg_site_files site;     /* lists of this house */
    const char *language;          /* "ja" or "en"; NULL: by the locale */
    struct sg_arena *arena;        /* lives as long as the program */
    const struct sg_words *words;
    const struct sg_intel *intel;
};

/* Where the data is that came with the program. */
const char *sg_cli_data_dir(struct sg_arena *arena);

/* Load words and intel.  On failure a line on stderr says why, and the exit status is given; 0: fine. */
int sg_cli_open(struct sg_cli *cli);
void sg_cli_close(struct sg_cli *cli);

/* The options that every command knows: --data --overlay --geo --network --lang.  False: `value` is
 * no good, which the caller says. */
enum { SG_OPT_DATA = 256, SG_OPT_OVERLAY, SG_OPT_GEO, SG_OPT_NETWORK, SG_OPT_LANG, SG_OPT_OWN };

bool sg_cli_common(struct sg_cli *cli, int option, const char *value);

/* One line on stderr, "shingan: ...", cut at 4000 octets; file names in it cannot drive a terminal. */
void sg_cli_say(const char *fmt, ...) SG_PRINTF(1, 2);

/* A usage error: one line and a pointer to --help; gives SG_EXIT_USAGE. */
int sg_cli_misused(const char *command, const char *what, const char *which);

/* Write to standard output; false when nobody reads any more or the disk is full. */
bool sg_cli_write(sg_span text);
int sg_cli_flush(int status); /* `status`, or SG_EXIT_OUTPUT when writing failed */

/* Columns of the terminal, COLUMNS, or 80. */
size_t sg_cli_columns(void);

/* The commands: argv[0] is the command's name. */
int sg_cmd_examine(struct sg_cli *cli, int argc, char **argv);
int sg_cmd_url(struct sg_cli *cli, int argc, char **argv);
int sg_cmd_intel(struct sg_cli *cli, int argc, char **argv);
int sg_cmd_checks(struct sg_cli *cli, int argc, char **argv);
int sg_cmd_evaluate(struct sg_cli *cli, int argc, char **argv);
int sg_cmd_report(struct sg_cli *cli, int argc, char **argv);
int sg_cmd_notice(struct sg_cli *cli, int argc, char **argv);
int sg_cmd_reply(struct sg_cli *cli, int argc, char **argv);
int sg_cmd_indicators(struct sg_cli *cli, int argc, char **argv);
int sg_cmd_train(struct sg_cli *cli, int argc, char **argv);

#endif
