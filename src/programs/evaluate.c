/* programs/evaluate.c - `shingan evaluate`: how well labelled mails are told apart. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/limits.h"
#include "programs/cli.h"
#include "programs/evaluate.h"
#include "programs/labelled_options.h"

static const char usage[] =
    "usage: shingan evaluate [OPTION]... DIR|TSV...\n"
    "\n"
    "Examine labelled mails and say how well they are told apart: levels by label, source, language and finer label;\n"
    "recall at equal false alarms; each source by the thresholds of the others; which findings decide; the worst mistakes.\n"
    "TSV: a table with a header row and the columns path and label (ham, phish, spam); also source, sub, lang, cluster, rep.\n"
    "DIR: sub-folders named by label.\n"
    "\n"
    "  --strict            leave out phish that is not after an account\n"
    "  --by COLUMN         only this break-down (source, lang, sub, date, charset) beside that by label\n"
    "  --worst N           so many false alarms and misses (default 20)\n"
    "  --format FORMAT     text, json or svg\n"
    "  --output FILE       write there instead of standard output\n" SG_LABELLED_USAGE;

enum { OPT_STRICT = SG_OPT_LABELLED_OWN, OPT_BY, OPT_WORST, OPT_FORMAT, OPT_OUTPUT };

enum { CEILING_MB = 2000, DEFAULT_WORST = 20, MOST_WORST = 1000, MOST_TITLE = 300 };

const int32_t sg_evaluation_shares[SG_N_SHARES] = { 0, 10, 30, 100, 300 };

static const struct option options[] = { SG_LABELLED_OPTIONS,
                                         { "strict", no_argument, NULL, OPT_STRICT },
                                         { "by", required_argument, NULL, OPT_BY },
                                         { "worst", required_argument, NULL, OPT_WORST },
                                         { "format", required_argument, NULL, OPT_FORMAT },
                                         { "output", required_argument, NULL, OPT_OUTPUT },
                                         { 0 } };

enum format { AS_TEXT, AS_JSON, AS_SVG };

struct given {
    const char *by, *output;
    enum format format;
    bool is_strict;
    size_t worst;
    struct sg_labelled_options mails;
};

struct evaluating {
    const struct given *given;
    struct sg_arena *arena;
    struct sg_measured *measured;
    struct sg_evaluation found;
};

/* ---- options ---- */

static bool take_format(const char *value, enum format *out)
{
    static const char *const names[] = { "text", "json", "svg" };
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        if (strcmp(names[i], value) != 0)
            continue;
        *out = (enum format)i;
        return true;
    }
    return false;
}

static bool take(void *with, int option, const char *value)
{
    struct given *g = with;
    switch (option) {
    case OPT_STRICT:
        g->is_strict = true;
        return true;
    case OPT_BY:
        g->by = sg_tally_column(value);
        return g->by != NULL;
    case OPT_WORST:
        return sg_option_number(value, 0, MOST_WORST, &g->worst);
    case OPT_FORMAT:
        return take_format(value, &g->format);
    default:
        g->output = value;
        return true;
    }
}

/* The tables and folders, a blank between them. */
static sg_span title_of(struct sg_arena *arena, const struct sg_labelled_options *o)
{
    struct sg_buf title = SG_BUF_IN(arena, MOST_TITLE);
    for (size_t i = 0; i < o->n_paths; i++) {
        if (i > 0)
            sg_put_octet(&title, ' ');
        sg_put(&title, sg_span_of(o->paths[i]));
    }
    return sg_buf_done(&title);
}

/* ---- mails ---- */

static void pack(void *with, const struct sg_examination *x, struct sg_buf *reply)
{
    const struct evaluating *e = with;
    sg_measured_pack(x, &e->found.weighed, reply);
}

static unsigned what_is(const struct sg_labelled *m)
{
    bool is_ham = sg_same(m->label, SG_SPAN("ham")), is_phish = sg_same(m->label, SG_SPAN("phish"));
    bool is_strict = sg_labelled_is_strict(m);
    /* advertising in the name of a brand, as the finer label says, is no stand-in */
    bool is_advertising = !is_ham && sg_labelled_is_advertising(m) && sg_same(m->fine, m->sub);
    bool is_broad = is_strict || (is_phish && sg_same(m->fine, SG_SPAN("prize")));
    return (is_ham ? SG_IS_HAM : 0u) | (is_phish ? SG_IS_PHISH : 0u) |
           (is_strict ? SG_IS_STRICT : 0u) | (is_broad ? SG_IS_BROAD : 0u) |
           (sg_same(m->label, SG_SPAN("spam")) ? SG_IS_SPAM : 0u) |
           (is_advertising ? SG_IS_ADVERTISING : 0u);
}

static bool done(void *with, size_t mail, sg_span reply)
{
    struct evaluating *e = with;
    const struct sg_labelled *m = &e->given->mails.mails.mails.at[mail];
    struct sg_measured *out = &e->measured[e->found.mails.n];
    unsigned is = what_is(m);
    if (e->given->is_strict && (is & SG_IS_PHISH) != 0 && (is & SG_IS_STRICT) == 0)
        return true;
    *out = (struct sg_measured){ .path = m->path,
                                 .label = m->label,
                                 .source = m->source,
                                 .lang = m->lang,
                                 .fine = m->fine,
                                 .date = m->date,
                                 .charset = m->charset,
                                 .is = is,
                                 .is_rep = m->is_rep };
    if (reply.len == 0) {
        e->found.n_lost++;
    } else if (!sg_measured_unpack(e->arena, reply, e->found.weighed.n, out)) {
        e->found.n_lost++;
        sg_cli_say("'%s': the worker's reply is broken", m->file);
    } else {
        e->found.mails.n++;
    }
    return true;
}

static enum sg_status gather(struct evaluating *e, const struct sg_cli *cli, struct sg_error *err)
{
    const struct sg_labelled_run run = { .cli = cli,
                                         .list = &e->given->mails.mails,
                                         .envelope = &e->given->mails.envelope,
                                         .jobs = e->given->mails.jobs,
                                         .with = e,
                                         .pack = pack,
                                         .done = done };
    e->measured = SG_NEW_N(e->arena, struct sg_measured, e->given->mails.mails.mails.n + 1);
    e->found.mails.at = e->measured;
    return sg_labelled_run(&run, err);
}

/* ---- figures ---- */

static void set_against(struct evaluating *e, size_t i, const char *id, struct sg_scores others)
{
    struct sg_against *a = &e->found.against[i];
    a->id = id;
    a->others = others;
    a->auc = sg_auc(e->found.phish, others);
    for (size_t k = 0; k < SG_N_SHARES; k++)
        a->cuts[k] = sg_cut_for(e->found.phish, others, sg_evaluation_shares[k]);
}

static void count_spam(struct sg_evaluation *found)
{
    for (size_t i = 0; i < found->mails.n; i++) {
        const struct sg_measured *m = &found->mails.at[i];
        if (!m->is_rep || (m->is & SG_IS_SPAM) == 0)
            continue;
        found->n_spam_clusters++;
        found->n_spam_suspicious += sg_is_accused(m);
        found->n_spam_phishing += m->level == SG_LEVEL_PHISHING;
    }
}

static int gravest_first(const void *a, const void *b)
{
    const struct sg_measured *x = *(const struct sg_measured *const *)a,
                             *y = *(const struct sg_measured *const *)b;
    if (x->level != y->level)
        return x->level < y->level ? -1 : 1;
    if (x->points != y->points)
        return x->points < y->points ? 1 : -1;
    return x < y ? -1 : x > y;
}

static int least_first(const void *a, const void *b)
{
    const struct sg_measured *x = *(const struct sg_measured *const *)a,
                             *y = *(const struct sg_measured *const *)b;
    if (x->points != y->points)
        return x->points < y->points ? -1 : 1;
    return x < y ? -1 : x > y;
}

static const struct sg_measured *const *mistakes(const struct evaluating *e, unsigned is,
                                                 bool is_accused, size_t *n)
{
    const struct sg_measured **list =
        SG_NEW_N(e->arena, const struct sg_measured *, e->found.mails.n + 1);
    for (size_t i = 0; i < e->found.mails.n; i++) {
        const struct sg_measured *m = &e->found.mails.at[i];
        if (m->is_rep && (m->is & is) != 0 && sg_is_accused(m) == is_accused)
            list[(*n)++] = m;
    }
    qsort(list, *n, sizeof(const struct sg_measured *), is_accused ? gravest_first : least_first);
    return list;
}

static void reckon(struct evaluating *e)
{
    static const char *const columns[] = { "source", "lang", "sub" };
    struct sg_evaluation *f = &e->found;
    f->tallies[f->n_tallies++] = sg_tally_of(e->arena, f->mails, "label");
    for (size_t i = 0; e->given->by == NULL && i < sizeof(columns) / sizeof(*columns); i++)
        f->tallies[f->n_tallies++] = sg_tally_of(e->arena, f->mails, columns[i]);
    if (e->given->by != NULL && strcmp(e->given->by, "label") != 0)
        f->tallies[f->n_tallies++] = sg_tally_of(e->arena, f->mails, e->given->by);
    f->phish = sg_scores_of(e->arena, f->mails, SG_IS_STRICT, 0);
    f->ham = sg_scores_of(e->arena, f->mails, SG_IS_HAM, 0);
    f->spam = sg_scores_of(e->arena, f->mails, SG_IS_SPAM, 0);
    set_against(e, 0, "ham", f->ham);
    set_against(e, 1, "ham-html", sg_scores_of(e->arena, f->mails, SG_IS_HAM, SG_IS_HTML));
    set_against(e, 2, "advertising", sg_scores_of(e->arena, f->mails, SG_IS_ADVERTISING, 0));
    count_spam(f);
    f->held_out = sg_hold_out(e->arena, f->mails, SG_HELD_OUT_SHARE);
    f->decisive = sg_decisive_of(e->arena, f->mails, &f->weighed, f->weights);
    f->alarms = mistakes(e, SG_IS_HAM, true, &f->n_alarms);
    f->misses = mistakes(e, SG_IS_STRICT, false, &f->n_misses);
}

/* ---- out ---- */

static int write_out(const char *output, sg_span text)
{
    if (output == NULL)
        return sg_cli_write(text) ? SG_EXIT_CLEAN : SG_EXIT_OUTPUT;
    FILE *f = fopen(output, "w");
    bool is_written = f != NULL && fwrite(text.at, 1, text.len, f) == text.len;
    if (f != NULL && fclose(f) != 0)
        is_written = false;
    if (!is_written)
        sg_cli_say("'%s': %s", output, strerror(errno));
    return is_written ? SG_EXIT_CLEAN : SG_EXIT_OUTPUT;
}

static int tell(const struct evaluating *e)
{
    struct sg_buf out = SG_BUF(SG_MAX_REPORT);
    switch (e->given->format) {
    case AS_TEXT:
        sg_evaluation_text(&e->found, &out);
        break;
    case AS_JSON:
        sg_evaluation_json(&e->found, &out);
        break;
    case AS_SVG:
        sg_evaluation_svg(&e->found, e->arena, &out);
        break;
    }
    int status = write_out(e->given->output, sg_buf_span(&out));
    sg_buf_free(&out);
    return status;
}

int sg_cmd_evaluate(struct sg_cli *cli, int argc, char **argv)
{
    struct given *g = SG_NEW(cli->arena, struct given);
    struct sg_error err = { 0 };
    g->worst = DEFAULT_WORST;
    g->mails = (struct sg_labelled_options){
        .command = "evaluate", .table = options, .take = take, .with = g
    };
    int status = sg_labelled_options_read(cli, argc, argv, &g->mails);
    if (status != 0)
        return status;
    if (g->mails.asks_help)
        return sg_cli_write(sg_span_of(usage)) ? SG_EXIT_CLEAN : SG_EXIT_OUTPUT;
    if ((status = sg_cli_open(cli)) != 0)
        return status;
    struct evaluating *e = SG_NEW(cli->arena, struct evaluating);
    e->given = g;
    e->arena = sg_arena_open((size_t)CEILING_MB << 20);
    e->found.title = title_of(cli->arena, &g->mails);
    e->found.worst = g->worst;
    e->found.weights = cli->intel->weights;
    e->found.weighed = sg_weighed_of(e->arena, cli->intel->weights);
    if (gather(e, cli, &err) == SG_OK) {
        reckon(e);
        status = tell(e);
    } else {
        sg_cli_say("%s", err.text);
        status = SG_EXIT_INTERNAL;
    }
    sg_arena_close(e->arena);
    return status;
}
