/* programs/train.c - `shingan train`: weights of findings and a model of wordings, fitted to labelled mails. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "programs/cli.h"
#include "programs/labelled_options.h"
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
    "  --prior FILE        weights set by hand (default: prior.conf of the data)\n"
    "  --out DIR           write there; default: only print\n"
    "  --quick             do not try each source apart; the wording keeps its cap\n" SG_LABELLED_USAGE;

enum { OPT_PRIOR = SG_OPT_LABELLED_OWN, OPT_OUT, OPT_QUICK };

enum { CEILING_MB = 6000 };

static const struct option options[] = { SG_LABELLED_OPTIONS,
                                         { "prior", required_argument, NULL, OPT_PRIOR },
                                         { "out", required_argument, NULL, OPT_OUT },
                                         { "quick", no_argument, NULL, OPT_QUICK },
                                         { 0 } };

struct given {
    const char *prior, *out;
    bool is_quick;
    struct sg_labelled_options mails;
};

struct training {
    const struct sg_cli *cli;
    struct sg_arena *arena;
    const struct given *given;
    struct sg_weighed_list weighed;
    struct sg_sample *samples;
    size_t n; /* of samples so far */
};

static bool take(void *with, int option, const char *value)
{
    struct given *g = with;
    if (option == OPT_PRIOR)
        g->prior = value;
    else if (option == OPT_OUT)
        g->out = value;
    else
        g->is_quick = true;
    return true;
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
    bool is_advertising = sg_labelled_is_advertising(m);
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
    const struct sg_labelled *m = &t->given->mails.mails.mails.at[mail];
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
                                         .list = &t->given->mails.mails,
                                         .envelope = &t->given->mails.envelope,
                                         .jobs = t->given->mails.jobs,
                                         .with = t,
                                         .pack = pack,
                                         .done = done };
    t->samples = SG_NEW_N(t->arena, struct sg_sample, t->given->mails.mails.mails.n + 1);
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
    g->mails = (struct sg_labelled_options){
        .command = "train", .table = options, .take = take, .with = g
    };
    int status = sg_labelled_options_read(cli, argc, argv, &g->mails);
    if (status != 0)
        return status;
    if (g->mails.asks_help)
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
