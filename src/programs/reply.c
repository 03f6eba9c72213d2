/* programs/reply.c - `shingan reply`: what a support desk may answer who asks about a mail. */
#include <getopt.h>

#include "programs/notice_files.h"
#include "warn/notice_render.h"
#include "warn/reply.h"

enum {
    OPT_DID = SG_OPT_SPECIMENS_OWN,
    OPT_TEMPLATES,
};

static const char usage[] =
    "usage: shingan reply [OPTION]... MAIL...\n"
    "\n"
    "Drafts an answer to a customer who asks about a mail. Nothing is sent.\n"
    "\n"
    "  --did WHAT                 what the customer did: nothing, opened, opened-attachment, replied,\n"
    "                             entered-password, entered-mail-password, entered-card\n"
    "  --lang ja|en               the language of the answer\n"
    "  --out DIR                  DIR/reply-N.txt for the N-th mail, instead of standard output\n"
    "  --templates DIR            sentences of DIR/ja.words and DIR/en.words in place of ours\n" SG_SPECIMENS_USAGE;

static const struct option table[] = {
    SG_SPECIMENS_OPTIONS,
    { "did", required_argument, NULL, OPT_DID },
    { "templates", required_argument, NULL, OPT_TEMPLATES },
    { NULL, 0, NULL, 0 },
};

struct call {
    struct sg_cli *cli;
    struct sg_specimens mails;
    enum sg_did did;
    const char *templates;
    const struct sg_words *words;
};

static bool take(void *with, int option, const char *value)
{
    struct call *c = with;
    if (option == OPT_DID)
        return sg_did_of(sg_span_of(value), &c->did);
    c->templates = value;
    return option == OPT_TEMPLATES;
}

static int load_words(struct call *c)
{
    struct sg_error err = { 0 };
    c->words = c->cli->words;
    if (c->templates == NULL ||
        sg_notice_templates(c->cli->arena, c->cli->words, c->templates, &c->words, &err) == SG_OK)
        return 0;
    sg_cli_say("%s", err.text);
    return SG_EXIT_DATA;
}

/* An answer leaves the house like a notice: no live link but official ones, no recipient. */
static bool passes(const struct call *c, const struct sg_specimen *mail, sg_span text)
{
    const struct sg_notice notice = { .brand = mail->brand };
    const struct sg_notice_material material = { .intel = c->cli->intel,
                                                 .publisher = c->mails.publisher,
                                                 .notice = &notice };
    struct sg_lint lint = { .arena = c->mails.arena,
                            .material = &material,
                            .mails = c->mails.at.at,
                            .n_mails = c->mails.at.n };
    sg_lint_written(&lint, "reply", text);
    return sg_notice_passes(&lint);
}

static int answer(struct call *c, size_t i)
{
    const struct sg_specimen *mail = c->mails.at.at[i];
    struct sg_page_blocks page;
    struct sg_buf out = SG_BUF_IN(c->mails.arena, SG_MAX_NOTICE),
                  name = SG_BUF_IN(c->mails.arena, 64);
    sg_reply_page(c->mails.arena, c->cli->intel, c->mails.publisher, c->words, mail, c->did, &page);
    sg_put_notice_text(&out, &page);
    sg_span text = sg_trim(sg_buf_done(&out));
    if (!passes(c, mail, text))
        return SG_EXIT_REFUSED;
    struct sg_buf whole = SG_BUF_IN(c->mails.arena, SG_MAX_NOTICE);
    sg_put_text(&whole, i > 0 && c->mails.out == NULL ? "\n\n" : "");
    sg_put(&whole, text);
    sg_put_octet(&whole, '\n');
    sg_putf(&name, "reply-%zu.txt", i + 1);
    sg_put_octet(&name, '\0');
    bool is_written = c->mails.out != NULL
                          ? sg_write_file(c->mails.out, (const char *)sg_buf_done(&name).at,
                                          sg_buf_done(&whole), true)
                          : sg_cli_write(sg_buf_done(&whole));
    return is_written ? 0 : SG_EXIT_OUTPUT;
}

int sg_cmd_reply(struct sg_cli *cli, int argc, char **argv)
{
    struct call c = { .cli = cli, .did = SG_DID_NOT_SAY };
    c.mails = (struct sg_specimens){ .command = "reply", .table = table, .with = &c, .take = take };
    int status = sg_specimens_options_read(cli, argc, argv, &c.mails);
    if (status != 0)
        return status;
    if (c.mails.asks_help)
        return sg_cli_write(sg_span_of(usage)) ? 0 : SG_EXIT_OUTPUT;
    status = sg_specimens_run(cli, &c.mails);
    if (status == 0)
        status = load_words(&c);
    for (size_t i = 0; i < c.mails.at.n && status == 0; i++)
        status = answer(&c, i);
    if (status == 0 && c.mails.n_lost > 0)
        status = SG_EXIT_UNREADABLE;
    sg_specimens_close(&c.mails);
    return status;
}
