/* programs/intel.c - `shingan intel check | show BRAND`: what is known beforehand. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "programs/intel_check.h"
#include "programs/intel_compile.h"
#include "programs/intel_show.h"

static const char usage[] =
    "usage: shingan intel check [--data DIR] [--overlay DIR]\n"
    "       shingan intel compile [--data DIR]\n"
    "       shingan intel show [--lang ja|en] BRAND...\n"
    "\n"
    "compile: save what is compiled of the words in DIR/compiled, so that the next start is quicker.\n"
    "check: read all data; every mistake is told with its file and line (exit status 78).\n"
    "show:  what is known of a brand, by its id, one of its names or a domain of its own.\n";

int sg_cmd_intel(struct sg_cli *cli, int argc, char **argv)
{
    static const struct option options[] = { { "data", required_argument, NULL, SG_OPT_DATA },
                                             { "overlay", required_argument, NULL, SG_OPT_OVERLAY },
                                             { "geo", required_argument, NULL, SG_OPT_GEO },
                                             { "network", required_argument, NULL, SG_OPT_NETWORK },
                                             { "lang", required_argument, NULL, SG_OPT_LANG },
                                             { "help", no_argument, NULL, 'h' },
                                             { 0 } };
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
        if (option == 'h')
            return sg_cli_write(sg_span_of(usage)) ? SG_EXIT_CLEAN : SG_EXIT_OUTPUT;
        if (option == '?' || !sg_cli_common(cli, option, optarg))
            return sg_cli_misused("intel", "no such option or value", argv[optind - 1]);
    }
    const char *verb = optind < argc ? argv[optind] : "";
    bool shows = strcmp(verb, "show") == 0;
    bool compiles = strcmp(verb, "compile") == 0;
    if ((!shows && !compiles && strcmp(verb, "check") != 0) || (argc > optind + 1) != shows)
        return sg_cli_misused("intel", "say 'check', 'compile', or 'show' and a brand", "");
    int status = sg_cli_open(cli);
    if (status != 0)
        return status;
    if (shows)
        return sg_intel_show(cli, argc - optind - 1, argv + optind + 1);
    return compiles ? sg_intel_compile(cli) : sg_intel_check(cli);
}
