/* programs/labelled_options.h - what the commands over labelled mails (train, evaluate) have in common on their command line. */
#ifndef SG_PROGRAMS_LABELLED_OPTIONS_H
#define SG_PROGRAMS_LABELLED_OPTIONS_H

#include "programs/cli.h"
#include "programs/labelled_run.h"

enum {
    SG_OPT_FOLDER = SG_OPT_OWN,
    SG_OPT_TRUSTED_MX,
    SG_OPT_AUTHSERV_ID,
    SG_OPT_JOBS,
    SG_OPT_LABELLED_OWN, /* the first that a command may give a meaning of its own */
    SG_MAX_LABELLED_NAMES = 64,
};

/* Rows of every such command's table of options. */
#define SG_LABELLED_OPTIONS                                             \
    { "data", required_argument, NULL, SG_OPT_DATA },                   \
        { "overlay", required_argument, NULL, SG_OPT_OVERLAY },         \
        { "geo", required_argument, NULL, SG_OPT_GEO },                 \
        { "network", required_argument, NULL, SG_OPT_NETWORK },         \
        { "folder", required_argument, NULL, SG_OPT_FOLDER },           \
        { "trusted-mx", required_argument, NULL, SG_OPT_TRUSTED_MX },   \
        { "authserv-id", required_argument, NULL, SG_OPT_AUTHSERV_ID }, \
        { "jobs", required_argument, NULL, SG_OPT_JOBS },               \
    {                                                                   \
        "help", no_argument, NULL, 'h'                                  \
    }

/* The lines of every such command's usage. */
#define SG_LABELLED_USAGE                                                                                        \
    "  --folder DIR        the paths of the table after it are relative to this (default: the table's folder)\n" \
    "  --trusted-mx NAME   a host or domain whose Received lines are the receivers' (repeatable)\n"              \
    "  --authserv-id NAME  whose Authentication-Results are believed (repeatable)\n"                             \
    "  --jobs N            worker processes\n"                                                                   \
    "  --data DIR, --overlay DIR, --geo FILE, --network FILE\n"

struct option; /* of getopt.h, which the command includes */

struct sg_labelled_options {
    const char *command; /* "train", for errors */
    const struct option *table;
    /* an option of the command's own; false: its value is no good */
    bool (*take)(void *with, int option, const char *value);
    void *with;
    /* what was given: */
    const char *folder;
    size_t jobs; /* 0: one a core */
    sg_span trusted_mx[SG_MAX_LABELLED_NAMES], authserv_ids[SG_MAX_LABELLED_NAMES];
    struct sg_envelope envelope;
    struct sg_labelled_list mails;
    const char *const *paths; /* tables and folders, in the order given */
    size_t n_paths;
    bool asks_help;
};

/* Read the command line and every table and folder it names; 0, or the exit status after a line on stderr.  The first four
 * members are the caller's; `out` is borrowed by its own envelope. */
int sg_labelled_options_read(struct sg_cli *cli, int argc, char **argv,
                             struct sg_labelled_options *out);

/* A whole number from `least` to `most`. */
bool sg_option_number(const char *value, int64_t least, int64_t most, size_t *out);

#endif
