/* programs/indicators.c - `shingan indicators MAIL...`: what of phishing mails can be blocked or watched for, for machines
 * and for a person. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/limits.h"
#include "programs/specimens.h"
#include "warn/indicator_lists.h"
#include "warn/indicator_stix.h"

enum {
    OPT_FORMAT = SG_OPT_SPECIMENS_OWN,
    OPT_NOW,
    OPT_DEFANGED,
    OPT_BOM,
    OPT_TLP,
    MAX_OUTPUT = 512 * 1024 * 1024, /* octets of one format */
};

static const char usage[] =
    "usage: shingan indicators [--format FORMAT] [--out DIR] [--lang ja|en] MAIL...\n"
    "\n"
    "What of the mails that are phishing or suspicious can be blocked or watched for, each with the findings that\n"
    "made it so, and what was kept out and why.  Official domains, recipients and hosters as a whole never are.\n"
    "  --format text              a list for a person (default)\n"
    "  --format csv               date,URL,description\n"
    "  --format postfix-access    for check_sender_access (postmap)\n"
    "  --format postfix-header-checks, postfix-body-checks   for header_checks, body_checks (pcre)\n"
    "  --format rpz               a response policy zone for DNS servers\n"
    "  --format hosts             a hosts file\n"
    "  --format misp              an event for MISP: JSON, unpublished\n"
    "  --format stix              a STIX 2.1 bundle for platforms that share indicators\n"
    "  --out DIR                  all formats as files in DIR\n"
    "  --now TIME                 when this is: 2026-01-31T12:00:00Z (default: the clock)\n"
    "  --defanged                 csv: addresses that cannot be clicked\n"
    "  --bom                      csv: begin with a mark by which spreadsheets know UTF-8\n"
    "  --tlp LEVEL                stix, misp: how far it may go: clear, green, amber (default), red\n" SG_SPECIMENS_USAGE
    "Exit status: 0 written, 1 written but no mail is phishing or suspicious, 64 usage, 66 unreadable, 74 output, 78 data.\n";

struct asked {
    const char *format, *tlp;
    int64_t now;
    bool is_defanged, has_bom;
};

struct output {
    const struct asked *asked;
    const struct sg_specimens *specimens;
    const struct sg_indicators *all;
    const struct sg_words *words;
    const struct sg_intel *intel;
};

/* ---- formats ---- */

static void put_text(struct sg_buf *out, const struct output *o)
{
    sg_put_indicator_text(out, o->all, o->words);
}

static void put_csv(struct sg_buf *out, const struct output *o)
{
    if (o->asked->has_bom)
        sg_put_text(out, "\xef\xbb\xbf");
    sg_put_indicator_csv(out, o->all, o->words, o->asked->is_defanged);
}

static void put_access(struct sg_buf *out, const struct output *o)
{
    sg_put_indicator_access(out, o->all);
}

static void put_header_checks(struct sg_buf *out, const struct output *o)
{
    sg_put_indicator_header_checks(out, o->all);
}

static void put_body_checks(struct sg_buf *out, const struct output *o)
{
    sg_put_indicator_body_checks(out, o->all);
}

static void put_rpz(struct sg_buf *out, const struct output *o)
{
    sg_put_indicator_rpz(out, o->all, (uint32_t)o->asked->now);
}

static void put_hosts(struct sg_buf *out, const struct output *o)
{
    sg_put_indicator_hosts(out, o->all);
}

/* Whom the mails claim to be, where it is one alone. */
static sg_span target_of(const struct output *o)
{
    const struct sg_indicators *all = o->all;
    for (size_t i = 1; i < all->n_judged; i++)
        if (!sg_same(all->mails[i]->brand, all->mails[0]->brand))
            return (sg_span){ 0 };
    const struct sg_brand *brand =
        all->n_judged == 0 ? NULL : sg_brand_find(o->intel->brands, all->mails[0]->brand);
    return brand == NULL ? (sg_span){ 0 } : sg_brand_shown(brand, false);
}

static void put_misp(struct sg_buf *out, const struct output *o)
{
    const struct sg_misp how = { .words = o->specimens->en,
                                 .organisation = o->specimens->publisher->reporter_organisation,
                                 .target = target_of(o),
                                 .tlp = o->asked->tlp,
                                 .now = o->asked->now };
    sg_put_indicator_misp(out, o->all, &how);
}

static void put_stix(struct sg_buf *out, const struct output *o)
{
    const struct sg_specimens *s = o->specimens;
    const struct sg_stix stix = { .arena = s->arena,
                                  .intel = o->intel,
                                  .publisher = s->publisher,
                                  .words = s->en,
                                  .tlp = o->asked->tlp,
                                  .now = o->asked->now };
    size_t n_left_out = sg_put_indicator_stix(out, o->all, &stix);
    if (n_left_out > 0)
        sg_cli_say("stix: %zu indicators are too long for it and were left out", n_left_out);
}

struct format {
    const char *name, *file;
    void (*put)(struct sg_buf *out, const struct output *o);
};

static const struct format formats[] = {
    { "text", "indicators.txt", put_text },
    { "csv", "indicators.csv", put_csv },
    { "postfix-access", "postfix-access", put_access },
    { "postfix-header-checks", "postfix-header-checks.pcre", put_header_checks },
    { "postfix-body-checks", "postfix-body-checks.pcre", put_body_checks },
    { "rpz", "rpz.zone", put_rpz },
    { "hosts", "hosts", put_hosts },
    { "misp", "indicators.misp.json", put_misp },
    { "stix", "indicators.stix.json", put_stix },
};

enum { N_FORMATS = sizeof(formats) / sizeof(*formats) };

static const struct format *format_of(const char *name)
{
    for (size_t i = 0; i < N_FORMATS; i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}

/* ---- the command line ---- */

static bool take_time(const char *value, int64_t *out)
{
    struct tm tm = { 0 };
    const char *end = strptime(value, "%Y-%m-%dT%H:%M:%SZ", &tm);
    if (end == NULL || *end != '\0')
        return false;
    *out = (int64_t)timegm(&tm);
    return *out > 0;
}

static bool take(void *with, int option, const char *value)
{
    struct asked *asked = with;
    switch (option) {
    case OPT_FORMAT:
        asked->format = value;
        return format_of(value) != NULL;
    case OPT_NOW:
        return take_time(value, &asked->now);
    case OPT_DEFANGED:
        return asked->is_defanged = true;
    case OPT_BOM:
        return asked->has_bom = true;
    case OPT_TLP:
        asked->tlp = value;
        return sg_stix_knows_tlp(value);
    default:
        return false;
    }
}

/* ---- writing ---- */

static int write_one(const struct output *o, const struct format *format, const char *dir)
{
    struct sg_buf out = SG_BUF(MAX_OUTPUT);
    format->put(&out, o);
    bool is_whole = !out.cut;
    if (!is_whole)
        sg_cli_say("%s: more than can be written", format->name);
    else if (dir != NULL)
        is_whole = sg_write_file(dir, format->file, sg_buf_span(&out), false);
    else
        is_whole = sg_cli_write(sg_buf_span(&out));
    sg_buf_free(&out);
    return is_whole ? 0 : SG_EXIT_OUTPUT;
}

static int write_all(const struct output *o)
{
    if (o->specimens->out == NULL)
        return write_one(o, format_of(o->asked->format), NULL);
    for (size_t i = 0; i < N_FORMATS; i++) {
        int status = write_one(o, &formats[i], o->specimens->out);
        if (status != 0)
            return status;
    }
    return 0;
}

static int give(struct sg_cli *cli, const struct asked *asked, const struct sg_specimens *s)
{
    struct output o = { .asked = asked, .specimens = s, .words = cli->words, .intel = cli->intel };
    o.all = sg_indicators_of(s->arena, cli->intel, s->at.at, s->at.n, asked->now);
    int status = write_all(&o);
    if (status != 0)
        return status;
    if (o.all->is_cut)
        sg_cli_say("more indicators than can be listed; the rest was left out");
    if (s->n_lost > 0)
        return SG_EXIT_UNREADABLE;
    if (o.all->n_judged > 0)
        return 0;
    sg_cli_say("no mail is phishing or suspicious: there are no indicators");
    return SG_EXIT_NOTHING;
}

int sg_cmd_indicators(struct sg_cli *cli, int argc, char **argv)
{
    static const struct option table[] = { { "format", required_argument, NULL, OPT_FORMAT },
                                           { "now", required_argument, NULL, OPT_NOW },
                                           { "defanged", no_argument, NULL, OPT_DEFANGED },
                                           { "bom", no_argument, NULL, OPT_BOM },
                                           { "tlp", required_argument, NULL, OPT_TLP },
                                           SG_SPECIMENS_OPTIONS,
                                           { 0 } };
    struct asked asked = { .format = "text", .tlp = "amber", .now = (int64_t)time(NULL) };
    struct sg_specimens specimens = {
        .command = "indicators", .table = table, .with = &asked, .take = take
    };
    int status = sg_specimens_options_read(cli, argc, argv, &specimens);
    if (status != 0)
        return status;
    if (specimens.asks_help)
        return sg_cli_write(sg_span_of(usage)) ? SG_EXIT_CLEAN : SG_EXIT_OUTPUT;
    status = sg_specimens_run(cli, &specimens);
    if (status == 0)
        status = give(cli, &asked, &specimens);
    sg_specimens_close(&specimens);
    return status;
}
