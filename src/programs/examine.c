/* programs/examine.c - `shingan examine`: mails to workers, reports to standard output, in order. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/limits.h"
#include "programs/cli.h"
#include "programs/examine_options.h"
#include "programs/pages.h"
#include "programs/progress.h"
#include "programs/source.h"
#include "report/as_html.h"
#include "report/as_json.h"
#include "report/as_text.h"
#include "service/pool.h"
#include "service/unpacker.h"

enum { N_LEVELS = SG_LEVEL_UNDETERMINED + 1 };

struct run {
    const struct sg_cli *cli;
    const struct sg_examine_options *options;
    struct sg_source *source;
    struct sg_progress progress;
    size_t columns;
    size_t counts[N_LEVELS], n_mails, n_unreadable, n_incomplete, n_lost;
    size_t n_given; /* mails handed to the pool */
    bool output_failed, is_misused;
    struct sg_pages *pages; /* NULL: to standard output */
    int64_t began_ms;
};

/* A note is one octet for the detail, then the mail's name.  A reply is two octets for the level and
 * whether all was looked at, then the report. */
enum { NOTE_HEAD = 1, REPLY_HEAD = 2 };

/* ---- in the worker ---- */

static void write_report(const struct run *r, const struct sg_examination *x, bool is_full,
                         sg_span name, struct sg_buf *out)
{
    const struct sg_words *words = r->cli->words;
    const struct sg_sheet sheet = { out, r->columns, r->options->colour };
    if (r->options->detail == SG_DETAIL_SUMMARY)
        return;
    if (r->options->format == SG_FORMAT_HTML)
        sg_report_html(out, x, words, name);
    else if (r->options->format != SG_FORMAT_TEXT)
        sg_report_json(out, x, words, name, r->options->format == SG_FORMAT_JSON);
    else if (is_full)
        sg_report_text(&sheet, x, words, name);
    else
        sg_report_brief(&sheet, x, words, name);
}

static void work(void *with, struct sg_arena *arena, const struct sg_task *task,
                 struct sg_buf *reply)
{
    const struct run *r = with;
    struct sg_envelope envelope = r->options->envelope;
    const struct sg_opener opener = sg_unpacker_of(task->opening);
    envelope.opener = &opener;
    const struct sg_examination *x = sg_examine(arena, r->cli->intel, &envelope, task->mail);
    sg_put_octet(reply, (uint8_t)('0' + x->verdict.level));
    sg_put_octet(reply, x->verdict.complete ? 1 : 0);
    write_report(r, x, sg_at(task->note, 0) == 'f', sg_tail(task->note, NOTE_HEAD), reply);
}

/* ---- in this process ---- */

static bool is_full(const struct run *r, const struct sg_source_mail *mail)
{
    if (r->options->detail == SG_DETAIL_AUTO)
        return mail->is_alone;
    return r->options->detail == SG_DETAIL_FULL;
}

/* Pages do not stand one behind the other in one file. */
static bool needs_folder(struct run *r, const struct sg_source_mail *mail)
{
    if (r->options->format != SG_FORMAT_HTML || r->options->folder != NULL || mail->is_alone)
        return false;
    r->is_misused = true;
    return true;
}

static bool next(void *with, struct sg_job *job)
{
    struct run *r = with;
    struct sg_source_mail mail;
    struct sg_error err = { 0 };
    enum sg_source_step step;
    while ((step = sg_source_next(r->source, &mail, &err)) == SG_SOURCE_FAILED) {
        sg_progress_clear(&r->progress);
        sg_cli_say("%s", err.text);
        r->n_unreadable++;
    }
    if (step == SG_SOURCE_END)
        return false;
    if (needs_folder(r, &mail)) {
        (void)close(mail.fd);
        return false;
    }
    job->fd = mail.fd;
    sg_put_octet(&job->note, is_full(r, &mail) ? 'f' : 'b');
    sg_put(&job->note, mail.name);
    r->n_given++;
    return true;
}

/* To standard output, or as a page of its own. */
static bool write_out(const struct run *r, enum sg_level level, sg_span name, sg_span report)
{
    if (r->pages == NULL || report.len == 0)
        return sg_cli_write(report);
    struct sg_error err = { 0 };
    if (sg_pages_add(r->pages, level, name, report, &err) == SG_OK)
        return true;
    sg_cli_say("%s", err.text);
    return false;
}

static bool write_lost(struct run *r, sg_span name, const char *lost)
{
    struct sg_buf out = SG_BUF(SG_MAX_REPORT);
    const struct sg_sheet sheet = { &out, r->columns, r->options->colour };
    r->n_lost++;
    r->counts[SG_LEVEL_UNDETERMINED]++;
    if (r->options->format == SG_FORMAT_HTML)
        sg_report_html_lost(&out, r->cli->words, name, lost);
    else if (r->options->format == SG_FORMAT_TEXT)
        sg_report_text_lost(&sheet, r->cli->words, name, lost);
    else
        sg_report_json_lost(&out, r->cli->words, name, lost, r->options->format == SG_FORMAT_JSON);
    bool written = write_out(r, SG_LEVEL_UNDETERMINED, name, sg_buf_span(&out));
    sg_buf_free(&out);
    return written;
}

/* Full reports stand apart by a rule. */
static bool write_reply(const struct run *r, enum sg_level level, sg_span note, sg_span report)
{
    if (r->options->format == SG_FORMAT_TEXT && sg_at(note, 0) == 'f' && r->n_mails > 1 &&
        report.len > 0 && !sg_cli_write(SG_SPAN("\n--------------------\n\n")))
        return false;
    return write_out(r, level, sg_tail(note, NOTE_HEAD), report);
}

static bool tell_unreadable(struct run *r, sg_span name, const char *why)
{
    r->n_unreadable++;
    sg_progress_clear(&r->progress);
    sg_cli_say("'%.*s': %s", (int)name.len, (const char *)name.at, why);
    return true;
}

static void say(void *with, const char *line)
{
    struct run *r = with;
    sg_progress_clear(&r->progress);
    sg_cli_say("%s", line);
}

static bool done(void *with, const struct sg_result *result)
{
    struct run *r = with;
    sg_span name = sg_tail(result->note, NOTE_HEAD);
    int level = sg_at(result->reply, 0) - '0';
    const char *lost = result->lost;
    if (result->unreadable != NULL)
        return tell_unreadable(r, name, result->unreadable);
    if (lost == NULL && (level < 0 || level >= N_LEVELS))
        lost = "worker-died";
    r->n_mails++;
    sg_progress_clear(&r->progress);
    if (lost != NULL) {
        if (result->signal != 0)
            sg_cli_say("a worker was ended by signal %d at work on '%.*s'", result->signal,
                       (int)name.len, (const char *)name.at);
        r->output_failed = !write_lost(r, name, lost);
    } else {
        r->counts[level]++;
        r->n_incomplete += sg_at(result->reply, 1) == 0;
        r->output_failed =
            !write_reply(r, (enum sg_level)level, result->note, sg_tail(result->reply, REPLY_HEAD));
    }
    sg_progress_draw(&r->progress, sg_source_files(r->source), r->n_mails);
    return !r->output_failed;
}

/* ---- the end ---- */

static void count_files(struct run *r)
{
    if (!r->progress.is_shown)
        return;
    struct sg_source_mail mail;
    struct sg_error err;
    struct sg_source *s =
        sg_source_open(r->cli->arena, r->options->paths, r->options->n_paths, true);
    while (sg_source_next(s, &mail, &err) != SG_SOURCE_END)
        ;
    r->progress.total = sg_source_files(s);
    r->progress.is_shown = r->progress.total > 1;
    sg_source_close(s);
}

static void put_count(struct sg_buf *out, const struct run *r, const char *label, size_t n)
{
    sg_put(out, sg_words_in(r->cli->words, "summary", sg_span_of(label)));
    sg_putf(out, " %zu\n", n);
}

/* On standard output after text, on standard error after JSON, which must stay JSON. */
static void summarise(const struct run *r)
{
    if (r->n_mails + r->n_unreadable < 2 && r->options->detail != SG_DETAIL_SUMMARY)
        return;
    struct sg_buf out = SG_BUF(SG_MAX_REPORT);
    sg_put_octet(&out, '\n');
    put_count(&out, r, "mails", r->n_mails);
    for (int i = 0; i < N_LEVELS; i++) {
        sg_put(&out, SG_SPAN("  "));
        sg_put(&out,
               sg_words_in(r->cli->words, "level", sg_span_of(sg_level_id((enum sg_level)i))));
        sg_putf(&out, ": %zu\n", r->counts[i]);
    }
    put_count(&out, r, "incomplete", r->n_incomplete);
    put_count(&out, r, "lost", r->n_lost);
    put_count(&out, r, "unreadable", r->n_unreadable);
    int64_t ms = sg_now_ms() - r->began_ms;
    sg_put(&out, sg_words_in(r->cli->words, "summary", SG_SPAN("time")));
    sg_putf(&out, " %lld.%03lld s\n", (long long)(ms / 1000), (long long)(ms % 1000));
    if (r->options->format == SG_FORMAT_TEXT) {
        (void)sg_cli_write(sg_buf_span(&out));
    } else {
        (void)fflush(stdout);
        (void)fwrite(out.at, 1, out.len, stderr);
    }
    sg_buf_free(&out);
}

static int exit_status(const struct run *r)
{
    if (r->is_misused)
        return sg_cli_misused("examine", "pages of many mails need --out DIR",
                              r->options->paths[0]);
    if (r->output_failed)
        return SG_EXIT_OUTPUT;
    if (r->counts[SG_LEVEL_PHISHING] > 0)
        return SG_EXIT_PHISHING;
    if (r->counts[SG_LEVEL_SUSPICIOUS] > 0)
        return SG_EXIT_SUSPICIOUS;
    if (r->n_unreadable > 0)
        return SG_EXIT_UNREADABLE;
    return r->counts[SG_LEVEL_UNDETERMINED] > 0 ? SG_EXIT_UNDETERMINED : SG_EXIT_CLEAN;
}

static int open_pages(struct run *r)
{
    struct sg_error err = { 0 };
    if (r->options->folder == NULL)
        return 0;
    if (sg_pages_open(r->cli->arena, r->options->folder, r->cli->words, &r->pages, &err) == SG_OK)
        return 0;
    sg_cli_say("%s", err.text);
    return SG_EXIT_OUTPUT;
}

static void close_pages(struct run *r)
{
    struct sg_error err = { 0 };
    if (r->pages == NULL || sg_pages_close(r->pages, &err) == SG_OK)
        return;
    sg_cli_say("%s", err.text);
    r->output_failed = true;
}

int sg_cmd_examine(struct sg_cli *cli, int argc, char **argv)
{
    struct sg_examine_options options;
    int status = sg_examine_options_read(cli, argc, argv, &options);
    if (status != 0)
        return status;
    if (options.asks_help) {
        (void)sg_cli_write(sg_span_of(sg_examine_usage));
        return SG_EXIT_CLEAN;
    }
    if ((status = sg_cli_open(cli)) != 0)
        return status;
    struct run run = { .cli = cli,
                       .options = &options,
                       .columns = sg_cli_columns(),
                       .began_ms = sg_now_ms(),
                       .progress = { .is_shown = isatty(STDERR_FILENO) == 1 } };
    if ((status = open_pages(&run)) != 0)
        return status;
    count_files(&run);
    run.source = sg_source_open(cli->arena, options.paths, options.n_paths, false);
    const struct sg_pool_plan plan = {
        .keep = { .duty = sg_unpacker_duty(work, &run, SG_MAX_REPORT + REPLY_HEAD),
                  .workers = sg_keeper_workers(options.jobs),
                  .walls = options.walls,
                  .say = say },
        .is_here = options.jobs == 1 && !options.has_walls,
        .next = next,
        .done = done,
    };
    struct sg_error err = { 0 };
    enum sg_status st = sg_pool_run(&plan, &err);
    sg_progress_clear(&run.progress);
    sg_source_close(run.source);
    if (st != SG_OK) {
        sg_cli_say("%s", err.text);
        return SG_EXIT_INTERNAL;
    }
    close_pages(&run);
    summarise(&run);
    return exit_status(&run);
}
