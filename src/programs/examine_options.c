#include "programs/examine_options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

const char sg_examine_usage[] =
    "usage: shingan examine [OPTION]... [FILE|DIR|MAILDIR|MBOX|-]...\n"
    "\n"
    "Examine mails and say what speaks for phishing.  Without a file: standard input.\n"
    "\n"
    "  --format text|json|jsonl|html   for people (default), for programs, one line a mail, a page for people\n"
    "  --out DIR                  with html: a page for each mail, DIR/00001.html and so on, and DIR/index.html\n"
    "  --lang ja|en               language of the words (default: by the locale)\n"
    "  --full | --brief           the whole report, or one or two lines, for every mail\n"
    "  --summary                  only the summary\n"
    "  --color auto|always|never  colour (default: auto; NO_COLOR is honoured)\n"
    "  --jobs N                   worker processes (default: one a core; 1: none, all in this process,\n"
    "                             without walls, for measuring)\n"
    "  --walls enforce|log|off    what workers may do: nothing but their work (default), everything but\n"
    "                             logged by the kernel, everything\n"
    "\n"
    "what the mail cannot say itself:\n"
    "  --client-ip IP --helo NAME --mail-from ADDRESS --recipient ADDRESS\n"
    "  --trusted-mx NAME          a host or domain whose Received lines are ours (repeatable)\n"
    "  --authserv-id NAME         whose Authentication-Results are believed (repeatable)\n"
    "  --mailboxes FILE           every mailbox of your domains, one a line\n"
    "  --hosted FILE              your customers' domains and address blocks, one a line\n"
    "  --known-senders FILE       domains (or addresses) that wrote to you before, one a line\n"
    "  --feed FILE                URLs, hosts and IP addresses seen in lures: WHAT [YYYY-MM-DD] [SOURCE]\n"
    "\n"
    "data:\n"
    "  --data DIR                 the data directory\n"
    "  --overlay DIR              data of this site, read in addition\n"
    "  --geo FILE                 a country table (mmdb)\n"
    "  --network FILE             a network table (ASN mmdb)\n";

enum {
    OPT_FORMAT = SG_OPT_OWN,
    OPT_OUT,
    OPT_FULL,
    OPT_BRIEF,
    OPT_SUMMARY,
    OPT_COLOR,
    OPT_JOBS,
    OPT_WALLS,
    OPT_CLIENT_IP,
    OPT_HELO,
    OPT_MAIL_FROM,
    OPT_RECIPIENT,
    OPT_TRUSTED_MX,
    OPT_AUTHSERV_ID,
    OPT_MAILBOXES,
    OPT_HOSTED,
    OPT_KNOWN_SENDERS,
    OPT_FEED,
};

static const struct option options[] = {
    { "data", required_argument, NULL, SG_OPT_DATA },
    { "overlay", required_argument, NULL, SG_OPT_OVERLAY },
    { "geo", required_argument, NULL, SG_OPT_GEO },
    { "network", required_argument, NULL, SG_OPT_NETWORK },
    { "lang", required_argument, NULL, SG_OPT_LANG },
    { "format", required_argument, NULL, OPT_FORMAT },
    { "out", required_argument, NULL, OPT_OUT },
    { "full", no_argument, NULL, OPT_FULL },
    { "brief", no_argument, NULL, OPT_BRIEF },
    { "summary", no_argument, NULL, OPT_SUMMARY },
    { "color", required_argument, NULL, OPT_COLOR },
    { "colour", required_argument, NULL, OPT_COLOR },
    { "jobs", required_argument, NULL, OPT_JOBS },
    { "walls", required_argument, NULL, OPT_WALLS },
    { "client-ip", required_argument, NULL, OPT_CLIENT_IP },
    { "helo", required_argument, NULL, OPT_HELO },
    { "mail-from", required_argument, NULL, OPT_MAIL_FROM },
    { "recipient", required_argument, NULL, OPT_RECIPIENT },
    { "trusted-mx", required_argument, NULL, OPT_TRUSTED_MX },
    { "authserv-id", required_argument, NULL, OPT_AUTHSERV_ID },
    { "mailboxes", required_argument, NULL, OPT_MAILBOXES },
    { "hosted", required_argument, NULL, OPT_HOSTED },
    { "known-senders", required_argument, NULL, OPT_KNOWN_SENDERS },
    { "feed", required_argument, NULL, OPT_FEED },
    { "help", no_argument, NULL, 'h' },
    { 0 },
};

static bool read_format(const char *value, struct sg_examine_options *o)
{
    static const char *const names[] = { "text", "json", "jsonl", "html" };
    for (int i = 0; i < 4; i++)
        if (strcmp(value, names[i]) == 0) {
            o->format = (enum sg_format)i;
            return true;
        }
    return false;
}

static bool read_walls(const char *value, struct sg_examine_options *o)
{
    static const char *const names[] = { "enforce", "log", "off" };
    for (int i = 0; i < 3; i++)
        if (strcmp(value, names[i]) == 0) {
            o->walls = (enum sg_walls)i;
            o->has_walls = o->walls != SG_WALLS_OFF;
            return true;
        }
    return false;
}

static bool read_colour(const char *value, struct sg_examine_options *o)
{
    const char *no = getenv("NO_COLOR"), *term = getenv("TERM");
    bool is_dumb = term == NULL || strcmp(term, "dumb") == 0;
    if (strcmp(value, "auto") == 0)
        o->colour = isatty(STDOUT_FILENO) == 1 && !is_dumb && (no == NULL || *no == '\0');
    else if (strcmp(value, "always") == 0 || strcmp(value, "never") == 0)
        o->colour = *value == 'a';
    else
        return false;
    return true;
}

/* The environment is ASCII-lowered by the facts; here the texts are only borrowed. */
static bool add_given(sg_span *list, size_t *n, const char *value)
{
    if (*n == SG_MAX_GIVEN || *value == '\0')
        return false;
    list[(*n)++] = sg_span_of(value);
    return true;
}

static bool read_envelope(int option, const char *value, struct sg_examine_options *o)
{
    struct sg_envelope *e = &o->envelope;
    if (option == OPT_TRUSTED_MX)
        return add_given(o->trusted_mx, &e->n_trusted_mx, value);
    if (option == OPT_AUTHSERV_ID)
        return add_given(o->authserv_ids, &e->n_authserv_ids, value);
    sg_span given = sg_span_of(value);
    if (option == OPT_CLIENT_IP)
        e->client_ip = given;
    else if (option == OPT_HELO)
        e->helo = given;
    else if (option == OPT_MAIL_FROM)
        e->mail_from = given;
    else
        e->recipient = given;
    return option != OPT_CLIENT_IP || sg_ip_read(given).is_set;
}

/* The options of the lists, which are the last. */
static void read_site(int option, const char *value, struct sg_site_files *site)
{
    if (option == OPT_MAILBOXES)
        site->mailboxes = value;
    else if (option == OPT_HOSTED)
        site->hosted = value;
    else if (option == OPT_KNOWN_SENDERS)
        site->known_senders = value;
    else
        site->feed = value;
}

static bool read_option(struct sg_cli *cli, int option, const char *value,
                        struct sg_examine_options *o)
{
    int64_t n;
    if (option < SG_OPT_OWN)
        return sg_cli_common(cli, option, value);
    if (option == OPT_FORMAT)
        return read_format(value, o);
    if (option == OPT_OUT) {
        o->folder = value;
        return *value != '\0';
    }
    if (option == OPT_WALLS)
        return read_walls(value, o);
    if (option == OPT_COLOR)
        return read_colour(value, o);
    if (option == OPT_FULL || option == OPT_BRIEF || option == OPT_SUMMARY) {
        o->detail = option == OPT_FULL    ? SG_DETAIL_FULL
                    : option == OPT_BRIEF ? SG_DETAIL_BRIEF
                                          : SG_DETAIL_SUMMARY;
        return true;
    }
    if (option >= OPT_MAILBOXES) {
        read_site(option, value, &cli->site);
        return true;
    }
    if (option != OPT_JOBS)
        return read_envelope(option, value, o);
    if (!sg_number(sg_span_of(value), 1, 256, &n))
        return false;
    o->jobs = (size_t)n;
    return true;
}

int sg_examine_options_read(struct sg_cli *cli, int argc, char **argv, struct sg_examine_options *o)
{
    static char dash[] = "-";
    static char *standard_input[] = { dash };
    *o = (struct sg_examine_options){ 0 };
    (void)read_colour("auto", o);
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
        if (option == '?')
            return sg_cli_misused("examine", "no such option, or its value is missing",
                                  argv[optind - 1]);
        if (option == 'h')
            o->asks_help = true;
        else if (!read_option(cli, option, optarg, o))
            return sg_cli_misused("examine", "not a value of that option",
                                  optarg == NULL ? "" : optarg);
    }
    if (o->folder != NULL && o->format != SG_FORMAT_HTML)
        return sg_cli_misused("examine", "--out is for --format html", o->folder);
    if (o->folder == NULL && o->format == SG_FORMAT_HTML && argc - optind > 1)
        return sg_cli_misused("examine", "pages of many mails need --out DIR", argv[optind + 1]);
    o->envelope.trusted_mx = o->trusted_mx;
    o->envelope.authserv_ids = o->authserv_ids;
    o->paths = optind < argc ? argv + optind : standard_input;
    o->n_paths = optind < argc ? (size_t)(argc - optind) : 1;
    return 0;
}
