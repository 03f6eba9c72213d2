/* programs/train.c - `shingan train`: weights of findings and a model of wordings, fitted to labelled mails. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "programs/cli.h"
#include "programs/labelled_run.h"
#include "train/wording.h"
#include "train/write.h"

static const char usage[] =
    "usage: shingan train [OPTION]... DIR|TSV...\n"
    "\n"
    "Fit the weights of the findings and the model of wordings to labelled mails, print what changed and how each source\n"
    "does when the fit has not seen it, and with --out write weights.conf and model/wording.model.\n"
    "TSV: a table with a header row and the columns path and label (ham, phish, spam); also source, sub, cluster, rep.\n"
    "DIR: sub-folders named by label.\n"
    "\n"
    "  --folder DIR        the paths of the table after it are relative to this (default: the table's folder)\n"
    "  --prior FILE        weights set by hand (default: prior.conf of the data)\n"
    "  --out DIR           write there; default: only print\n"
    "  --quick             do not try each source apart; the wording keeps its cap\n"
    "  --trusted-mx NAME   a host or domain whose Received lines are the receivers' (repeatable)\n"
    "  --authserv-id NAME  whose Authentication-Results are believed (repeatable)\n"
    "  --jobs N            worker processes\n"
    "  --data DIR, --overlay DIR, --geo FILE, --network FILE\n";

enum { OPT_FOLDER = SG_OPT_OWN, OPT_PRIOR, OPT_OUT, OPT_QUICK, OPT_MX, OPT_AUTHSERV, OPT_JOBS };

enum { MOST_GIVEN = 64, CEILING_MB = 6000 };

static const struct option options[] = { { "data", required_argument, NULL, SG_OPT_DATA },
                                         { "overlay", required_argument, NULL, SG_OPT_OVERLAY },
                                         { "geo", required_argument, NULL, SG_OPT_GEO },
                                         { "network", required_argument, NULL, SG_OPT_NETWORK },
                                         { "folder", required_argument, NULL, OPT_FOLDER },
                                         { "prior", required_argument, NULL, OPT_PRIOR },
                                         { "out", required_argument, NULL, OPT_OUT },
                                         { "quick", no_argument, NULL, OPT_QUICK },
                                         { "trusted-mx", required_argument, NULL, OPT_MX },
                                         { "authserv-id", required_argument, NULL, OPT_AUTHSERV },
                                         { "jobs", required_argument, NULL, OPT_JOBS },
                                         { "help", no_argument, NULL, 'h' },
                                         { 0 } };

struct given {
    const char *folder, *prior, *out;
    bool is_quick, asks_help;
    size_t jobs;
    sg_span trusted_mx[MOST_GIVEN], authserv_ids[MOST_GIVEN];
    struct sg_envelope envelope;
    struct sg_labelled_list mails;
};

struct training {
    const struct sg_cli *cli;
    struct sg_arena *arena;
    const struct given *given;
    struct sg_weighed_list weighed;
    struct sg_sample *samples;
    size_t n; /* of samples so far */
};

/* ---- options ---- */

static bool take_number(const char *value, size_t *out)
{
    int64_t n;
    if (!sg_number(sg_span_of(value), 1, 256, &n))
        return false;
    *out = (size_t)n;
    return true;
}

static bool take_name(const char *value, sg_span *list, size_t *n)
{
    if (*n == MOST_GIVEN || *value == '\0')
        return false;
    list[(*n)++] = sg_span_of(value);
    return true;
}

static bool take(struct sg_cli *cli, struct given *g, int option, const char *value)
{
    switch (option) {
    case OPT_FOLDER:
        g->folder = value;
        return true;
    case OPT_PRIOR:
        g->prior = value;
        return true;
    case OPT_OUT:
        g->out = value;
        return true;
    case OPT_QUICK:
        g->is_quick = true;
        return true;
    case OPT_MX:
        return take_name(value, g->trusted_mx, &g->envelope.n_trusted_mx);
    case OPT_AUTHSERV:
        return take_name(value, g->authserv_ids, &g->envelope.n_authserv_ids);
    case OPT_JOBS:
        return take_number(value, &g->jobs);
    default:
        return sg_cli_common(cli, option, value);
    }
}

/* A table or folder, in the order of the command line, so that each --folder is for the tables after it. */
static int add_mails(struct sg_cli *cli, struct given *g, const char *path)
{
    struct sg_error err = { 0 };
    if (sg_labelled_add(cli->arena, path, g->folder, &g->mails, &err) == SG_OK)
        return 0;
    sg_cli_say("%s", err.text);
    return err.status == SG_E_IO ? SG_EXIT_UNREADABLE : SG_EXIT_DATA;
}

static int read_options(struct sg_cli *cli, int argc, char **argv, struct given *g)
{
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, "-h", options, NULL)) != -1;) {
        int status = 0;
        if (option == 'h') {
            g->asks_help = true;
            return 0;
        }
        if (option == 1)
            status = add_mails(cli, g, optarg);
        else if (option == '?' || !take(cli, g, option, optarg))
            status = sg_cli_misused("train", "no such option or value", argv[optind - 1]);
        if (status != 0)
            return status;
    }
    g->envelope.trusted_mx = g->trusted_mx;
    g->envelope.authserv_ids = g->authserv_ids;
    return g->mails.mails.n > 0 ? 0 : sg_cli_misused("train", "no mails", "give a DIR or a TSV");
}

/* ---- samples ---- */

static void pack(void *with, const struct sg_examination *x, struct sg_buf *reply)
{
    const struct training *t = with;
    sg_sample_pack(x, &t->weighed, reply);
}

/* How often a mail counts.  Ham and advertising speak for what must not be accused, other spam less; what we wrote is little
 * and chosen to be hard. */
enum { TIMES = 3, TIMES_SPAM = 1, TIMES_OWN = 9 };

static void label(struct sg_sample *s, const struct sg_labelled *m)
{
    bool is_advertising =
        sg_same(m->fine, SG_SPAN("marketing")) || sg_same(m->fine, SG_SPAN("gambling"));
    s->path = m->path;
    s->source = m->source;
    s->cluster = m->cluster;
    s->is_own = sg_same(m->source, SG_SPAN("own"));
    s->is_honest = sg_same(m->label, SG_SPAN("ham"));
    /* advertising in the name of a brand, as the finer label says, is no stand-in */
    s->is_commercial = is_advertising && !s->is_honest && sg_same(m->fine, m->sub);
    s->side = sg_labelled_is_strict(m)                                               ? 1
              : s->is_honest || is_advertising || sg_same(m->label, SG_SPAN("spam")) ? -1
                                                                                     : 0;
    s->times = s->is_own                                         ? TIMES_OWN
               : s->side < 0 && !s->is_honest && !is_advertising ? TIMES_SPAM
                                                                 : TIMES;
}

static bool done(void *with, size_t mail, sg_span reply)
{
    struct training *t = with;
    const struct sg_labelled *m = &t->given->mails.mails.at[mail];
    struct sg_sample *s = &t->samples[t->n];
    if (reply.len == 0 || !m->is_rep)
        return true;
    *s = (struct sg_sample){ 0 };
    label(s, m);
    if (!sg_sample_unpack(t->arena, reply, t->weighed.n, s)) {
        sg_cli_say("'%s': the worker's reply is broken", m->file);
        return true;
    }
    t->n += s->side != 0;
    return true;
}

static enum sg_status gather(struct training *t, struct sg_error *err)
{
    const struct sg_labelled_run run = { .cli = t->cli,
                                         .list = &t->given->mails,
                                         .envelope = &t->given->envelope,
                                         .jobs = t->given->jobs,
                                         .with = t,
                                         .pack = pack,
                                         .done = done };
    t->samples = SG_NEW_N(t->arena, struct sg_sample, t->given->mails.mails.n + 1);
    return sg_labelled_run(&run, err);
}

/* ---- fit and tell ---- */

static bool write_file(const char *dir, const char *name, sg_span text)
{
    char path[SG_MAX_PATH];
    if (snprintf(path, sizeof(path), "%s/%s", dir, name) >= (int)sizeof(path))
        return false;
    FILE *f = fopen(path, "w");
    bool is_written = f != NULL && fwrite(text.at, 1, text.len, f) == text.len;
    if (f != NULL && fclose(f) != 0)
        is_written = false;
    if (!is_written)
        sg_cli_say("'%s': %s", path, strerror(errno));
    return is_written;
}

static int write_files(const struct training *t, const struct sg_trained *trained)
{
    struct sg_buf weights = SG_BUF(SG_MAX_REPORT), model = SG_BUF(SG_MAX_REPORT);
    sg_write_weights(trained, &weights);
    sg_write_model(trained->model, &model);
    bool is_written = t->given->out == NULL ||
                      (write_file(t->given->out, "weights.conf", sg_buf_span(&weights)) &&
                       write_file(t->given->out, "model/wording.model", sg_buf_span(&model)));
    sg_buf_free(&weights);
    sg_buf_free(&model);
    return is_written ? SG_EXIT_CLEAN : SG_EXIT_OUTPUT;
}

static void put_head(const struct training *t, struct sg_buf *out)
{
    size_t phish = 0, honest = 0, commercial = 0;
    for (size_t i = 0; i < t->n; i++) {
        phish += t->samples[i].side > 0;
        honest += t->samples[i].is_honest;
        commercial += t->samples[i].is_commercial;
    }
    sg_putf(
        out,
        "%zu mails, each cluster once: %zu phish, %zu honest, %zu advertising, %zu other spam\n\n",
        t->n, phish, honest, commercial, t->n - phish - honest - commercial);
}

static int32_t share_of_wording(struct training *t, const int32_t *caps, const struct sg_row *rows,
                                struct sg_buf *out)
{
    if (t->given->is_quick)
        return t->cli->intel->model->most;
    sg_put(
        out,
        SG_SPAN(
            "each source by a fit without it: phish at least suspicious %, phishing %, honest accused %, for each cap of "
            "the wording's score\nsource\tphish\thonest\tnone\t\t\t1.00\t\t\t2.00\t\t\t3.00\t\t\t4.00\n"));
    int32_t most =
        sg_leave_one_source_out(t->arena, &t->weighed, caps, t->samples, t->n, rows, out);
    sg_putf(out, "the wording's score counts up to %d hundredths\n\n", most);
    return most;
}

static int fit(struct training *t, const struct sg_weights *priors)
{
    struct sg_buf out = SG_BUF(SG_MAX_REPORT);
    struct sg_row *rows = sg_wording_rows(t->arena, t->samples, t->n);
    put_head(t, &out);
    sg_wording_out_of_fold(t->arena, rows, t->samples, t->n);
    int32_t most = share_of_wording(t, priors->caps, rows, &out);
    struct sg_fitted fitted = sg_weights_fit(t->arena, &t->weighed, t->samples, t->n, NULL, most);
    struct sg_line line = sg_wording_fit(t->arena, rows, t->n, NULL);
    const struct sg_scored *scored =
        sg_score_all(t->arena, &t->weighed, fitted.points, priors->caps, t->samples, t->n, most);
    const struct sg_trained trained = {
        .weighed = &t->weighed,
        .priors = priors,
        .before = t->cli->intel->weights,
        .fitted = &fitted,
        .thresholds = sg_thresholds_for(t->arena, t->samples, scored, t->n, NULL),
        .model = sg_wording_model(t->arena, &line, most > 0 ? most : 1),
    };
    sg_write_changes(&trained, t->samples, t->n, &out);
    sg_write_nearest(t->samples, scored, t->n, &out);
    sg_putf(&out, "\nkept of what was set by hand: %.2f\nthresholds: suspicious %d, phishing %d\n",
            fitted.share, trained.thresholds.suspicious, trained.thresholds.phishing);
    bool is_shown = sg_cli_write(sg_buf_span(&out));
    sg_buf_free(&out);
    int status = write_files(t, &trained);
    return status == SG_EXIT_CLEAN && !is_shown ? SG_EXIT_OUTPUT : status;
}

static enum sg_status read_priors(const struct sg_cli *cli, const struct given *g,
                                  const struct sg_weights **out, struct sg_error *err)
{
    const char *path = g->prior;
    if (path == NULL)
        path = sg_data_path(cli->arena, cli->data, "prior.conf");
    return sg_weights_read(cli->arena, path, out, err);
}

int sg_cmd_train(struct sg_cli *cli, int argc, char **argv)
{
    struct given *g = SG_NEW(cli->arena, struct given);
    int status = read_options(cli, argc, argv, g);
    if (status != 0)
        return status;
    if (g->asks_help)
        return sg_cli_write(sg_span_of(usage)) ? SG_EXIT_CLEAN : SG_EXIT_OUTPUT;
    if ((status = sg_cli_open(cli)) != 0)
        return status;
    const struct sg_weights *priors;
    struct sg_error err = { 0 };
    if (read_priors(cli, g, &priors, &err) != SG_OK) {
        sg_cli_say("%s", err.text);
        return SG_EXIT_DATA;
    }
    struct training t = { .cli = cli, .given = g };
    t.arena = sg_arena_open((size_t)CEILING_MB << 20);
    t.weighed = sg_weighed_of(t.arena, priors);
    if (gather(&t, &err) == SG_OK) {
        status = fit(&t, priors);
    } else {
        sg_cli_say("%s", err.text);
        status = SG_EXIT_INTERNAL;
    }
    sg_arena_close(t.arena);
    return status;
}
