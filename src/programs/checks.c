/* programs/checks.c - `shingan checks`: what is looked for. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/limits.h"
#include "checks/table.h"
#include "programs/cli.h"
#include "report/json.h"

static const char usage[] = "usage: shingan checks [--format text|json]\n"
                            "\n"
                            "List the checks of this build with the findings that each may give.\n";

static void put_text(struct sg_buf *out)
{
    for (const struct sg_check *const *c = sg_checks; *c != NULL; c++) {
        sg_putf(out, "%s: %s\n", (*c)->name, (*c)->looks_for);
        for (const struct sg_finding_kind *k = (*c)->kinds; k->id != NULL; k++)
            sg_putf(out, "    %s (%s)\n", k->id, sg_group_id(k->group));
    }
}

static void put_json(struct sg_buf *out)
{
    struct sg_json j = { .out = out, .indented = true };
    sg_json_array(&j, NULL);
    for (const struct sg_check *const *c = sg_checks; *c != NULL; c++) {
        sg_json_object(&j, NULL);
        sg_json_word(&j, "name", (*c)->name);
        sg_json_word(&j, "looks_for", (*c)->looks_for);
        sg_json_array(&j, "findings");
        for (const struct sg_finding_kind *k = (*c)->kinds; k->id != NULL; k++) {
            sg_json_object(&j, NULL);
            sg_json_word(&j, "id", k->id);
            sg_json_word(&j, "group", sg_group_id(k->group));
            sg_json_end(&j);
        }
        sg_json_end(&j);
        sg_json_end(&j);
    }
    sg_json_end(&j);
}

int sg_cmd_checks(struct sg_cli *cli, int argc, char **argv)
{
    static const struct option options[] = { { "format", required_argument, NULL, 'f' },
                                             { "help", no_argument, NULL, 'h' },
                                             { 0 } };
    (void)cli;
    bool is_json = false;
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
        if (option == 'h')
            return sg_cli_write(sg_span_of(usage)) ? SG_EXIT_CLEAN : SG_EXIT_OUTPUT;
        is_json = option == 'f' && strcmp(optarg, "json") == 0;
        if (option == '?' || (!is_json && strcmp(optarg, "text") != 0))
            return sg_cli_misused("checks", "no such option or value", argv[optind - 1]);
    }
    if (optind < argc)
        return sg_cli_misused("checks", "too many arguments", argv[optind]);
    struct sg_buf out = SG_BUF(SG_MAX_REPORT);
    if (is_json)
        put_json(&out);
    else
        put_text(&out);
    bool written = sg_cli_write(sg_buf_span(&out));
    sg_buf_free(&out);
    return written ? SG_EXIT_CLEAN : SG_EXIT_OUTPUT;
}
