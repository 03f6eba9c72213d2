/* programs/notice.c - `shingan notice`: what warns customers of a mail. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "programs/notice_files.h"

enum {
    QUOTE_LINES = 40,    /* of a text, unless --quote says otherwise */
    QUOTE_OCTETS = 6000, /* about 2000 characters of Japanese */
    OCTETS_A_LINE = 150, /* with --quote */
    OPT_POSTED = SG_OPT_SPECIMENS_OWN,
    OPT_STATUS,
    OPT_CONFIRMED,
    OPT_FORMAT,
    OPT_DEFANG,
    OPT_QUOTE,
    OPT_NO_QUOTE,
    OPT_TEMPLATES,
    OPT_UPDATE,
    OPT_FORCE,
};

static const char usage[] =
    "usage: shingan notice [OPTION]... MAIL...\n"
    "\n"
    "Writes a notice that warns of the mails, in Japanese and English. Nothing is sent; nothing is written that a check of the\n"
    "notice itself refuses.\n"
    "\n"
    "  --out DIR                  all formats into DIR/ID, and the index and feed of DIR; otherwise one, to standard output\n"
    "  --format FORMAT            text (default), markdown, html (both languages), record\n"
    "  --lang ja|en               the language of text and Markdown\n"
    "  --posted DAY               when the notice is posted, 2022-01-30 (today)\n"
    "  --status DAY               as of when it holds (today)\n"
    "  --confirmed DAY            when the mails were confirmed (when they came in)\n"
    "  --update RECORD            add the mails to a notice, by its notice.record; its day of posting stays\n"
    "  --defang STYLE             last-dot (default), all-dots, masked, fullwidth\n"
    "  --quote LINES              so many lines of a text are quoted at most (40)\n"
    "  --no-quote                 texts are not quoted\n"
    "  --force                    also of a mail that is neither phishing nor suspicious, by who has looked at it\n"
    "  --templates DIR            sentences of DIR/ja.words and DIR/en.words in place of ours\n" SG_SPECIMENS_USAGE;

static const struct option table[] = {
    SG_SPECIMENS_OPTIONS,
    { "posted", required_argument, NULL, OPT_POSTED },
    { "status", required_argument, NULL, OPT_STATUS },
    { "confirmed", required_argument, NULL, OPT_CONFIRMED },
    { "format", required_argument, NULL, OPT_FORMAT },
    { "defang", required_argument, NULL, OPT_DEFANG },
    { "quote", required_argument, NULL, OPT_QUOTE },
    { "no-quote", no_argument, NULL, OPT_NO_QUOTE },
    { "templates", required_argument, NULL, OPT_TEMPLATES },
    { "update", required_argument, NULL, OPT_UPDATE },
    { "force", no_argument, NULL, OPT_FORCE },
    { NULL, 0, NULL, 0 },
};

struct call {
    struct sg_cli *cli;
    struct sg_specimens mails;
    struct sg_notice_days days;
    enum sg_notice_format format;
    struct sg_notice_style style;
    const char *templates, *update;
    bool is_forced;
    sg_span today;
    struct sg_notice *notice;
    struct sg_notice_words words;
};

/* ---- the command line ---- */

static bool take_format(struct call *c, const char *value)
{
    static const struct {
        const char *name;
        enum sg_notice_format format;
    } rows[] = { { "text", SG_NOTICE_TEXT },
                 { "markdown", SG_NOTICE_MARKDOWN },
                 { "html", SG_NOTICE_HTML },
                 { "record", SG_NOTICE_RECORD } };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (strcmp(value, rows[i].name) == 0) {
            c->format = rows[i].format;
            return true;
        }
    return false;
}

static bool take_day(const char *value, sg_span *day)
{
    *day = sg_span_of(value);
    return sg_notice_is_day(*day);
}

static bool take_quote(struct call *c, const char *value)
{
    int64_t lines = 0;
    if (!sg_number(sg_span_of(value), 1, SG_MAX_NOTICE_LINES, &lines))
        return false;
    c->style.quote_lines = (size_t)lines;
    c->style.quote_octets = (size_t)lines * OCTETS_A_LINE;
    return true;
}

static bool take(void *with, int option, const char *value)
{
    struct call *c = with;
    switch (option) {
    case OPT_POSTED:
        return take_day(value, &c->days.posted);
    case OPT_STATUS:
        return take_day(value, &c->days.status);
    case OPT_CONFIRMED:
        return take_day(value, &c->days.confirmed);
    case OPT_FORMAT:
        return take_format(c, value);
    case OPT_DEFANG:
        return sg_defang_style_of(sg_span_of(value), &c->style.defang);
    case OPT_QUOTE:
        return take_quote(c, value);
    case OPT_NO_QUOTE:
        c->style.quote_lines = 0;
        return true;
    case OPT_TEMPLATES:
        c->templates = value;
        return true;
    case OPT_UPDATE:
        c->update = value;
        return true;
    case OPT_FORCE:
        return c->is_forced = true;
    default:
        return false;
    }
}

/* ---- the notice ---- */

/* A genuine mail is not warned of, and one that nobody accuses only by whoever has looked at it: a notice tells the world. */
static int check_levels(const struct call *c)
{
    for (size_t i = 0; i < c->mails.at.n; i++) {
        const struct sg_specimen *mail = c->mails.at.at[i];
        int length = (int)mail->private_name.len;
        const char *name = (const char *)mail->private_name.at;
        if (mail->level == SG_LEVEL_GENUINE) {
            sg_cli_say("refused: '%.*s' is a genuine mail of whom it names", length, name);
            return SG_EXIT_REFUSED;
        }
        if (mail->level != SG_LEVEL_NO_SIGN && mail->level != SG_LEVEL_UNDETERMINED)
            continue;
        sg_cli_say("%s: '%.*s' is neither phishing nor suspicious%s",
                   c->is_forced ? "note" : "refused", length, name,
                   c->is_forced ? "" : " (--force warns of it all the same)");
        if (!c->is_forced)
            return SG_EXIT_REFUSED;
    }
    return 0;
}

/* One notice warns of one company: the customers of another would look for theirs in vain. */
static int check_brands(const struct call *c)
{
    for (size_t i = 0; i < c->mails.at.n; i++) {
        const struct sg_specimen *mail = c->mails.at.at[i];
        if (mail->brand.len == 0 || sg_same(mail->brand, c->notice->brand))
            continue;
        sg_cli_say("refused: '%.*s' names '%.*s', not '%.*s': that is another notice",
                   (int)mail->private_name.len, (const char *)mail->private_name.at,
                   (int)mail->brand.len, (const char *)mail->brand.at, (int)c->notice->brand.len,
                   (const char *)c->notice->brand.at);
        return SG_EXIT_REFUSED;
    }
    return 0;
}

static int load_words(struct call *c)
{
    struct sg_error err = { 0 };
    c->words = (struct sg_notice_words){ c->mails.ja, c->mails.en };
    if (c->templates == NULL || (sg_notice_templates(c->cli->arena, c->mails.ja, c->templates,
                                                     &c->words.ja, &err) == SG_OK &&
                                 sg_notice_templates(c->cli->arena, c->mails.en, c->templates,
                                                     &c->words.en, &err) == SG_OK))
        return 0;
    sg_cli_say("%s", err.text);
    return SG_EXIT_DATA;
}

/* The older notice, to be changed; its day of posting stays whatever the command line says. */
static int load_old(struct call *c)
{
    const struct sg_notice *old = sg_notice_load(c->mails.arena, c->cli->intel, c->update);
    if (old == NULL)
        return SG_EXIT_DATA;
    c->notice = SG_NEW(c->mails.arena, struct sg_notice);
    *c->notice = *old;
    c->notice->status = c->days.status;
    return 0;
}

static int make(struct call *c)
{
    struct sg_arena *arena = c->mails.arena;
    const struct sg_specimen *const *mails = c->mails.at.at;
    int status = check_levels(c);
    if (c->days.status.len == 0)
        c->days.status = c->days.posted.len > 0 ? c->days.posted : c->today;
    if (c->days.posted.len == 0)
        c->days.posted = sg_order(c->days.status, c->today) < 0 ? c->days.status : c->today;
    if (status == 0 && c->update != NULL)
        status = load_old(c);
    else if (status == 0)
        c->notice = sg_notice_begin(arena, mails, c->mails.at.n, &c->days);
    if (status == 0)
        status = check_brands(c);
    if (status != 0)
        return status;
    if (c->update == NULL && c->mails.out != NULL)
        sg_notice_name(arena, c->mails.out, c->notice);
    size_t n = sg_notice_add(arena, c->cli->intel, c->notice, mails, c->mails.at.n, &c->days);
    struct sg_buf what = SG_BUF_IN(arena, 32);
    sg_putf(&what, "added %zu", n);
    if (c->update != NULL)
        sg_notice_tell(c->notice, c->notice->status, sg_buf_done(&what));
    return 0;
}

/* ---- the lint ---- */

/* Our own examiner must not accuse the notice, sent as a mail: whoever receives it may use the same. */
static int ask_examiner(struct call *c, struct sg_lint *lint, const char *name, sg_span title,
                        sg_span text)
{
    struct sg_buf mail = SG_BUF_IN(c->mails.arena, SG_MAX_NOTICE * (size_t)2);
    const struct sg_specimen *specimen = NULL;
    sg_put_notice_mail(&mail, c->mails.publisher, title, text);
    int status = sg_specimens_examine_ours(c->cli, &c->mails, sg_buf_done(&mail), &specimen);
    if (status != 0)
        return status;
    if (specimen->level != SG_LEVEL_PHISHING && specimen->level != SG_LEVEL_SUSPICIOUS)
        return 0;
    struct sg_buf why = SG_BUF_IN(c->mails.arena, 512);
    sg_putf(&why, "%s: sent as a mail, it is found %s itself (%s", name,
            specimen->level == SG_LEVEL_PHISHING ? "to be phishing" : "suspicious",
            specimen->n_reasons > 0 ? "" : "-");
    for (size_t i = 0; i < specimen->n_reasons && i < 3; i++) {
        sg_put_text(&why, i > 0 ? ", " : "");
        sg_put(&why, specimen->reasons[i].id);
    }
    sg_put_text(&why, ")");
    *SG_PUSH(lint->arena, &lint->problems) = sg_buf_done(&why);
    return 0;
}

static int check(struct call *c, struct sg_lint *lint, const struct sg_notice_written *w)
{
    const struct {
        const char *name;
        sg_span text;
    } all[] = { { "notice.ja.txt", w->text_ja },    { "notice.en.txt", w->text_en },
                { "notice.ja.md", w->markdown_ja }, { "notice.en.md", w->markdown_en },
                { "notice.html", w->html },         { "notice.record", w->record } };

    sg_lint_notice(lint);
    for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++)
        sg_lint_written(lint, all[i].name, all[i].text);
    int status = ask_examiner(c, lint, "notice.ja.txt", w->ja.title, w->text_ja);
    if (status == 0)
        status = ask_examiner(c, lint, "notice.en.txt", w->en.title, w->text_en);
    bool passes = sg_notice_passes(lint);
    return status != 0 ? status : passes ? 0 : SG_EXIT_REFUSED;
}

static sg_span chosen(const struct call *c, const struct sg_notice_written *w)
{
    bool ja = c->cli->words->japanese;
    switch (c->format) {
    case SG_NOTICE_TEXT:
        return ja ? w->text_ja : w->text_en;
    case SG_NOTICE_MARKDOWN:
        return ja ? w->markdown_ja : w->markdown_en;
    case SG_NOTICE_HTML:
        return w->html;
    case SG_NOTICE_RECORD:
        return w->record;
    }
    return w->text_ja;
}

static int write_out(struct call *c)
{
    const struct sg_notice_material material = { .intel = c->cli->intel,
                                                 .publisher = c->mails.publisher,
                                                 .notice = c->notice,
                                                 .style = c->style };
    struct sg_notice_written *w = SG_NEW(c->mails.arena, struct sg_notice_written);
    struct sg_lint lint = { .arena = c->mails.arena,
                            .material = &material,
                            .mails = c->mails.at.at,
                            .n_mails = c->mails.at.n,
                            .today = c->today };
    sg_notice_write(c->mails.arena, &material, &c->words, w);
    int status = check(c, &lint, w);
    if (status != 0)
        return status;
    if (c->mails.out != NULL)
        return sg_notice_store(&lint, c->mails.out, &c->words, w);
    return sg_cli_write(chosen(c, w)) ? 0 : SG_EXIT_OUTPUT;
}

int sg_cmd_notice(struct sg_cli *cli, int argc, char **argv)
{
    struct call c = { .cli = cli,
                      .style = { .quote_lines = QUOTE_LINES, .quote_octets = QUOTE_OCTETS } };
    c.mails =
        (struct sg_specimens){ .command = "notice", .table = table, .with = &c, .take = take };
    int status = sg_specimens_options_read(cli, argc, argv, &c.mails);
    if (status != 0)
        return status;
    if (c.mails.asks_help)
        return sg_cli_write(sg_span_of(usage)) ? 0 : SG_EXIT_OUTPUT;
    c.today = sg_notice_day(cli->arena, (int64_t)time(NULL));
    status = sg_specimens_run(cli, &c.mails);
    if (status == 0)
        status = load_words(&c);
    if (status == 0)
        status = make(&c);
    if (status == 0)
        status = write_out(&c);
    if (status == 0 && c.mails.n_lost > 0)
        status = SG_EXIT_UNREADABLE;
    sg_specimens_close(&c.mails);
    return status;
}
