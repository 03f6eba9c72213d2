/* programs/examine_options.h - the command line of `shingan examine`. */
#ifndef SG_PROGRAMS_EXAMINE_OPTIONS_H
#define SG_PROGRAMS_EXAMINE_OPTIONS_H

#include "programs/cli.h"
#include "service/walls.h"
#include "verdict/examine.h"

enum sg_format { SG_FORMAT_TEXT, SG_FORMAT_JSON, SG_FORMAT_JSONL, SG_FORMAT_HTML };

enum sg_detail { SG_DETAIL_AUTO, SG_DETAIL_BRIEF, SG_DETAIL_FULL, SG_DETAIL_SUMMARY };

enum { SG_MAX_GIVEN = 64 }; /* values of one repeatable option */

struct sg_examine_options {
    enum sg_format format;
    enum sg_detail detail;
    bool colour, asks_help;
    size_t jobs; /* 0: all cores */
    enum sg_walls walls;
    bool
        has_walls; /* they were asked for by name: then one job too is done by a worker behind them */
    struct sg_envelope envelope;
    sg_span trusted_mx[SG_MAX_GIVEN], authserv_ids[SG_MAX_GIVEN];
    const char *folder; /* where pages go; NULL: the page of the one mail goes to standard output */
    char **paths;
    size_t n_paths;
};

/* 0, or the exit status after a line on stderr.  `out` is borrowed by its own envelope. */
int sg_examine_options_read(struct sg_cli *cli, int argc, char **argv,
                            struct sg_examine_options *out);

extern const char sg_examine_usage[];

#endif
