/* programs/specimens.h - mails examined by workers, a specimen of each (warn/specimen.h), and the options with which that is
 * done: what `notice`, `reply`, `indicators` and `report` share. */
#ifndef SG_PROGRAMS_SPECIMENS_H
#define SG_PROGRAMS_SPECIMENS_H

#include "programs/cli.h"
#include "warn/publisher.h"
#include "warn/specimen.h"

enum { SG_MAX_SPECIMENS = 2000 /* mails of one call */, SG_MAX_SPECIMEN_NAMES = 64 };

/* Entries of a getopt table; a command's own options count from SG_OPT_SPECIMENS_OWN. */
enum {
    SG_OPT_PUBLISHER = SG_OPT_OWN,
    SG_OPT_SPECIMENS_TRUSTED_MX,
    SG_OPT_SPECIMENS_AUTHSERV_ID,
    SG_OPT_SPECIMENS_RECIPIENT,
    SG_OPT_OUT,
    SG_OPT_SPECIMENS_OWN,
};

#define SG_SPECIMENS_OPTIONS                                                      \
    { "data", required_argument, NULL, SG_OPT_DATA },                             \
        { "overlay", required_argument, NULL, SG_OPT_OVERLAY },                   \
        { "geo", required_argument, NULL, SG_OPT_GEO },                           \
        { "network", required_argument, NULL, SG_OPT_NETWORK },                   \
        { "lang", required_argument, NULL, SG_OPT_LANG },                         \
        { "publisher", required_argument, NULL, SG_OPT_PUBLISHER },               \
        { "trusted-mx", required_argument, NULL, SG_OPT_SPECIMENS_TRUSTED_MX },   \
        { "authserv-id", required_argument, NULL, SG_OPT_SPECIMENS_AUTHSERV_ID }, \
        { "recipient", required_argument, NULL, SG_OPT_SPECIMENS_RECIPIENT },     \
        { "out", required_argument, NULL, SG_OPT_OUT },                           \
    {                                                                             \
        "help", no_argument, NULL, 'h'                                            \
    }

/* For the end of a command's --help. */
#define SG_SPECIMENS_USAGE                                                                           \
    "\n"                                                                                             \
    "  --publisher FILE           who warns: its names, forms, official addresses (docs/warn.md)\n"  \
    "  --recipient ADDRESS        to whom the mail was delivered, where it does not say so itself\n" \
    "  --trusted-mx NAME          a host or domain whose Received lines are ours (repeatable)\n"     \
    "  --authserv-id NAME         whose Authentication-Results are believed (repeatable)\n"          \
    "  --data DIR --overlay DIR --geo FILE --network FILE   as of 'shingan examine'\n"

struct option; /* of <getopt.h>, which a command includes for its table */

struct sg_specimens {
    /* what the command sets before */
    const char *command;
    const struct option *table;
    void *with;
    bool (*take)(void *with, int option, const char *value); /* its own options; false: no good */
    bool keeps_mails; /* the octets of each mail are wanted as well */
    /* what was read */
    bool asks_help;
    const char *publisher_path, *out; /* NULL: none */
    struct sg_envelope envelope;
    sg_span trusted_mx[SG_MAX_SPECIMEN_NAMES], authserv_ids[SG_MAX_SPECIMEN_NAMES];
    char **paths;
    size_t n_paths;
    /* what was made of it */
    struct sg_arena *arena; /* where all this lives; closed by sg_specimens_close() */
    const struct sg_publisher *publisher;
    const struct sg_words *ja, *en;
    SG_LIST(const struct sg_specimen *) at;
    SG_LIST(sg_span) mails; /* private: the octets as received, where keeps_mails */
    size_t n_lost;          /* mails that could not be read, or whose worker died; each was told */
};

/* Read the command line; 0, or the exit status after a line on stderr. */
int sg_specimens_options_read(struct sg_cli *cli, int argc, char **argv, struct sg_specimens *out);

/* Load data, words and publisher, and examine the mails; 0, or the exit status after a line on stderr.  SG_EXIT_UNREADABLE when
 * not one mail was left. */
int sg_specimens_run(struct sg_cli *cli, struct sg_specimens *specimens);

/* Examine one more mail, which is of our own making (a notice, as its readers would get it), with the same data; 0, or the exit
 * status after a line on stderr.  After sg_specimens_run(). */
int sg_specimens_examine_ours(struct sg_cli *cli, struct sg_specimens *specimens, sg_span mail,
                              const struct sg_specimen **out);

void sg_specimens_close(struct sg_specimens *specimens);

/* Write `text` to the file `name` in the folder `dir`, which is made where it is missing, as a whole or not at all;
 * `is_private`: readable for its owner alone.  False after a line on stderr. */
bool sg_write_file(const char *dir, const char *name, sg_span text, bool is_private);

#endif
