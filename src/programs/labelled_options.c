#include "programs/labelled_options.h"

#include <getopt.h>

enum { MOST_JOBS = 256 };

bool sg_option_number(const char *value, int64_t least, int64_t most, size_t *out)
{
    int64_t n;
    if (!sg_number(sg_span_of(value), least, most, &n))
        return false;
    *out = (size_t)n;
    return true;
}

static bool take_name(const char *value, sg_span *list, size_t *n)
{
    if (*n == SG_MAX_LABELLED_NAMES || *value == '\0')
        return false;
    list[(*n)++] = sg_span_of(value);
    return true;
}

static bool take(struct sg_cli *cli, struct sg_labelled_options *o, int option, const char *value)
{
    switch (option) {
    case '?':
        return false;
    case SG_OPT_FOLDER:
        o->folder = value;
        return true;
    case SG_OPT_TRUSTED_MX:
        return take_name(value, o->trusted_mx, &o->envelope.n_trusted_mx);
    case SG_OPT_AUTHSERV_ID:
        return take_name(value, o->authserv_ids, &o->envelope.n_authserv_ids);
    case SG_OPT_JOBS:
        return sg_option_number(value, 1, MOST_JOBS, &o->jobs);
    default:
        return option < SG_OPT_LABELLED_OWN ? sg_cli_common(cli, option, value)
                                            : o->take(o->with, option, value);
    }
}

/* In the order of the command line, so that each --folder is for the tables after it. */
static int add_mails(struct sg_cli *cli, struct sg_labelled_options *o, const char *path)
{
    struct sg_error err = { 0 };
    if (sg_labelled_add(cli->arena, path, o->folder, &o->mails, &err) == SG_OK)
        return 0;
    sg_cli_say("%s", err.text);
    return err.status == SG_E_IO ? SG_EXIT_UNREADABLE : SG_EXIT_DATA;
}

int sg_labelled_options_read(struct sg_cli *cli, int argc, char **argv,
                             struct sg_labelled_options *o)
{
    const char **paths = SG_NEW_N(cli->arena, const char *, (size_t)argc);
    o->paths = paths;
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, "-h", o->table, NULL)) != -1;) {
        int status = 0;
        if (option == 'h') {
            o->asks_help = true;
            return 0;
        }
        if (option == 1) {
            paths[o->n_paths++] = optarg;
            status = add_mails(cli, o, optarg);
        } else if (!take(cli, o, option, optarg)) {
            status = sg_cli_misused(o->command, "no such option or value", argv[optind - 1]);
        }
        if (status != 0)
            return status;
    }
    o->envelope.trusted_mx = o->trusted_mx;
    o->envelope.authserv_ids = o->authserv_ids;
    return o->mails.mails.n > 0 ? 0 : sg_cli_misused(o->command, "no mails", "give a DIR or a TSV");
}
