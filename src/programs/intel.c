/* programs/intel.c - `shingan intel check | show BRAND`: what is known beforehand. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "programs/cli.h"

static const char usage[] =
    "usage: shingan intel check [--data DIR] [--overlay DIR]\n"
    "       shingan intel show BRAND...\n"
    "\n"
    "check: read all data; every error is told with its file and line (exit status 78).\n"
    "show:  what is known of a brand, by its id or one of its names.\n";

static void put_named(struct sg_buf *out, const char *name, sg_span value)
{
    if (value.len == 0)
        return;
    sg_putf(out, "  %-14s ", name);
    sg_put(out, value);
    sg_put_octet(out, '\n');
}

static void put_list(struct sg_buf *out, const char *name, const sg_span *list, size_t n)
{
    if (n == 0)
        return;
    sg_putf(out, "  %-14s", name);
    for (size_t i = 0; i < n; i++) {
        sg_put_octet(out, ' ');
        sg_put(out, list[i]);
    }
    sg_put_octet(out, '\n');
}

static void put_domains(struct sg_buf *out, const struct sg_brand *b, enum sg_domain_kind kind,
                        const char *name)
{
    bool any = false;
    for (size_t i = 0; i < b->n_domains; i++) {
        if (b->domains[i].kind != kind)
            continue;
        if (!any)
            sg_putf(out, "  %-14s", name);
        any = true;
        sg_put_octet(out, ' ');
        sg_put(out, b->domains[i].domain);
    }
    if (any)
        sg_put_octet(out, '\n');
}

static void put_names(struct sg_buf *out, const struct sg_brand *b)
{
    sg_putf(out, "  %-14s", "names");
    for (size_t i = 0; i < b->n_names; i++) {
        sg_put_text(out, i == 0 ? " " : " / ");
        sg_put(out, b->names[i].name);
        if (b->names[i].is_weak)
            sg_put_text(out, " (weak)");
        if (b->names[i].is_product)
            sg_put_text(out, " (product)");
    }
    sg_put_octet(out, '\n');
}

static void put_brand(struct sg_buf *out, const struct sg_brand *b)
{
    sg_put(out, b->id);
    sg_put_octet(out, '\n');
    put_named(out, "Japanese", b->name_ja);
    put_named(out, "English", b->name_en);
    put_named(out, "category", b->category);
    put_named(out, "owner", b->owner);
    put_names(out, b);
    put_domains(out, b, SG_DOMAIN_OFFICIAL, "official");
    put_domains(out, b, SG_DOMAIN_MAILBOX, "mailboxes");
    put_domains(out, b, SG_DOMAIN_USER_CONTENT, "user content");
    put_domains(out, b, SG_DOMAIN_PARTNER, "partners");
    put_named(out, "URL pattern", b->url_pattern);
    put_list(out, "in hosts", b->tokens, b->n_tokens);
    put_list(out, "countries", b->countries, b->n_countries);
    put_list(out, "markers", b->markers, b->n_markers);
    put_named(out, "contact", b->contact_url);
    put_named(out, "reset", b->reset_url);
}

static const struct sg_brand *find(const struct sg_cli *cli, sg_span wanted)
{
    const struct sg_brands *all = cli->intel->brands;
    const struct sg_brand *brand = sg_brand_find(all, wanted);
    sg_span folded = sg_fold_span(cli->arena, cli->intel->folder, wanted);
    for (size_t i = 0; i < all->n && brand == NULL; i++)
        for (size_t k = 0; k < all->at[i].n_names && brand == NULL; k++)
            if (sg_same(all->at[i].names[k].folded, folded))
                brand = &all->at[i];
    return brand;
}

static int show(const struct sg_cli *cli, int n, char **names)
{
    int status = SG_EXIT_CLEAN;
    for (int i = 0; i < n; i++) {
        const struct sg_brand *brand = find(cli, sg_span_of(names[i]));
        if (brand == NULL) {
            sg_cli_say("no brand '%s'", names[i]);
            status = SG_EXIT_UNREADABLE;
            continue;
        }
        struct sg_buf out = SG_BUF(SG_MAX_REPORT);
        put_brand(&out, brand);
        bool written = sg_cli_write(sg_buf_span(&out));
        sg_buf_free(&out);
        if (!written)
            return SG_EXIT_OUTPUT;
    }
    return status;
}

/* The words of the other language are data too. */
static int check(struct sg_cli *cli)
{
    struct sg_error err = { 0 };
    const struct sg_words *other;
    if (sg_words_load(cli->arena, cli->data, cli->words->japanese ? "en" : "ja", &other, &err) !=
        SG_OK) {
        sg_cli_say("%s", err.text);
        return SG_EXIT_DATA;
    }
    const struct sg_intel *intel = cli->intel;
    sg_span table = sg_geo_source(intel->geo);
    struct sg_buf out = SG_BUF(SG_MAX_REPORT);
    sg_putf(&out, "%s: %zu octets\n", cli->data, intel->octets);
    sg_putf(&out, "  brands         %zu, domains %zu\n", intel->brands->n,
            intel->brands->by_domain.n);
    sg_putf(&out, "  hosters        %zu\n", intel->hosters->by_domain.n);
    sg_putf(&out, "  phrases        %zu\n", sg_phrases_count(intel->phrases));
    sg_putf(&out, "  weights        %zu, combinations %zu\n", intel->weights->by_finding.n,
            intel->weights->n_combinations);
    sg_putf(&out, "  words          %zu %s, %zu %s\n", cli->words->n, cli->language, other->n,
            cli->words->japanese ? "en" : "ja");
    if (table.len > 0)
        sg_putf(&out, "  country table  %.*s\n", (int)table.len, (const char *)table.at);
    else
        sg_putf(&out, "  country table  none: countries are not looked up\n");
    bool written = sg_cli_write(sg_buf_span(&out));
    sg_buf_free(&out);
    return written ? SG_EXIT_CLEAN : SG_EXIT_OUTPUT;
}

int sg_cmd_intel(struct sg_cli *cli, int argc, char **argv)
{
    static const struct option options[] = { { "data", required_argument, NULL, SG_OPT_DATA },
                                             { "overlay", required_argument, NULL, SG_OPT_OVERLAY },
                                             { "geo", required_argument, NULL, SG_OPT_GEO },
                                             { "network", required_argument, NULL, SG_OPT_NETWORK },
                                             { "lang", required_argument, NULL, SG_OPT_LANG },
                                             { "help", no_argument, NULL, 'h' },
                                             { 0 } };
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
        if (option == 'h')
            return sg_cli_write(sg_span_of(usage)) ? SG_EXIT_CLEAN : SG_EXIT_OUTPUT;
        if (option == '?' || !sg_cli_common(cli, option, optarg))
            return sg_cli_misused("intel", "no such option or value", argv[optind - 1]);
    }
    const char *verb = optind < argc ? argv[optind] : "";
    bool shows = strcmp(verb, "show") == 0;
    if ((!shows && strcmp(verb, "check") != 0) || (argc > optind + 1) != shows)
        return sg_cli_misused("intel", "say 'check', or 'show' and a brand", "");
    int status = sg_cli_open(cli);
    if (status != 0)
        return status;
    return shows ? show(cli, argc - optind - 1, argv + optind + 1) : check(cli);
}
