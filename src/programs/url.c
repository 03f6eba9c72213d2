/* programs/url.c - `shingan url URL...`: whose an address is, and whether it is what it suggests.
 *
 * The address is examined as the only link of an otherwise empty mail, so that it is judged by the
 * same checks as in a mail; only what they say of links and hosts is shown. */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "facts/resemble.h"
#include "programs/cli.h"
#include "report/as_json.h"
#include "report/json.h"
#include "report/unchecked.h"
#include "verdict/url_judge.h"

enum {
    SENTENCE_ROOM = 16 * 1024,
    MAX_LIST = 256 * 1024 * 1024, /* octets of a list of addresses */
    OPT_FROM = SG_OPT_OWN + 1
};

static const char usage[] =
    "usage: shingan url [--format text|json|jsonl] [--lang ja|en] [--from FILE] [URL...]\n"
    "\n"
    "Whose address it is, whether it is an official one, what is odd about it, and whether its look alone\n"
    "is that of phishing.  Nothing is fetched.  Defanged addresses (hxxps://www.example[.]com/) are\n"
    "understood; quote them for the shell.\n"
    "  --from FILE       also the addresses in FILE, one a line; - is standard input\n"
    "  --format jsonl    a line for each address, also for one that no browser would open\n"
    "Exit status: 0 official or nothing odd, 10 something odd, 64 usage, 66 not an address.\n";

struct asked {
    const struct sg_cli *cli;
    bool is_json, is_list; /* jsonl: a line for each, whatever it is */
    struct sg_arena *arena;
};

/* What is asked: an address, and the brand that it makes a reader think of. */
struct question {
    sg_span address;
    const struct sg_brand *suggested; /* NULL: none */
};

/* A mail in the name of the brand that the link suggests.  It asks for something: only who asks speaks for a brand. */
static sg_span as_mail(struct sg_arena *arena, const struct question *q)
{
    struct sg_buf mail = SG_BUF_IN(arena, (size_t)SG_MAX_URL * 8);
    sg_put_text(&mail, "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n");
    if (q->suggested != NULL) {
        sg_put_text(&mail, "Subject: ");
        sg_put(&mail, sg_brand_shown(q->suggested, true));
        sg_put_text(&mail, "\r\n");
    }
    sg_put_text(&mail, "\r\n<p>Verify your account</p>\r\n<a href=\"");
    for (size_t i = 0; i < q->address.len; i++) {
        int c = sg_at(q->address, i);
        if (c == '&' || c == '"' || c == '<' || c == '>')
            sg_putf(&mail, "&#%d;", c);
        else
            sg_put_octet(&mail, (uint8_t)c);
    }
    sg_put_text(&mail, "\">link</a>\r\n");
    return sg_buf_done(&mail);
}

static sg_span completed(struct sg_arena *arena, sg_span typed)
{
    sg_span live = sg_refang(arena, sg_trim(typed));
    if (sg_find(live, ':', 0) < live.len || sg_starts(live, SG_SPAN("//")))
        return live;
    struct sg_buf whole = SG_BUF_IN(arena, SG_MAX_URL);
    sg_put_text(&whole, "http://");
    sg_put(&whole, live);
    return sg_buf_done(&whole);
}

/* Findings about the address itself; those that compare it with a mail's claim have no mail here. */
static bool is_about_the_link(const struct sg_finding *f)
{
    static const char *const of_a_mail[] = { "brand-claim-link-owner-mismatch", "no-official-link",
                                             "mixed-official-and-foreign-links" };
    for (size_t i = 0; i < sizeof(of_a_mail) / sizeof(*of_a_mail); i++)
        if (strcmp(f->kind->id, of_a_mail[i]) == 0)
            return false;
    return (f->kind->group == SG_GROUP_LINK || f->kind->group == SG_GROUP_HOST) &&
           (f->kind->part & SG_PART_GENUINE) == 0;
}

static bool is_official(const struct sg_link *link)
{
    return link->owner != NULL &&
           (link->owner->kind == SG_DOMAIN_OFFICIAL || link->owner->kind == SG_DOMAIN_MAILBOX);
}

static void put_line(struct sg_buf *out, const struct sg_words *words, const char *label)
{
    sg_put_text(out, "\n  ");
    sg_put(out, sg_words_in(words, "label", sg_span_of(label)));
    sg_put_octet(out, ' ');
}

static void put_domain(struct sg_buf *out, const struct sg_words *words, const struct sg_link *link)
{
    const struct sg_host *host = &link->target.host;
    struct sg_showing how = { .is_url = true, .stays_live = is_official(link) };
    if (host->kind == SG_HOST_NAME)
        put_line(out, words, "registrable-domain");
    else
        put_line(out, words, "address-host");
    sg_put_shown(out, NULL, host->registrable.len > 0 ? host->registrable : host->ascii, how);
    if (link->wrapper == NULL)
        return;
    put_line(out, words, "unwrapped");
    sg_put_shown(out, NULL, link->target.href, how);
}

static void put_owner(struct sg_buf *out, const struct sg_words *words, const struct sg_link *link)
{
    struct sg_owner owner = sg_owner_of(link);
    put_line(out, words, "owner");
    if (link->owner != NULL) {
        sg_put(out, sg_brand_shown(link->owner->brand, words->japanese));
        sg_put_text(out, " \xe2\x80\x94 ");
        sg_put(out, sg_words_in(words, "domain", sg_span_of(owner.sort)));
        sg_put_text(out, " (");
        sg_put(out, link->owner->domain);
        sg_put_text(out, ")");
    } else if (link->hoster != NULL) {
        sg_put(out, sg_words_in(words, "hoster", sg_span_of(owner.sort)));
        sg_put_text(out, " (");
        sg_put_shown(out, NULL, owner.id, (struct sg_showing){ .is_url = true });
        sg_put_text(out, ")");
    } else {
        sg_put(out, sg_words_in(words, "label", SG_SPAN("owner-not-known")));
    }
}

/* What the brand itself has published to compare with; else the first of its domains. */
static void put_published(struct sg_buf *out, const struct sg_words *words,
                          const struct sg_brand *brand, const struct sg_link *link)
{
    bool is_met = sg_url_pattern_matches(brand->url_pattern, link->target.scheme_name,
                                         link->target.host.ascii);
    if (brand->url_pattern.len > 0) {
        put_line(out, words, "published-pattern");
        sg_put(out, brand->url_pattern);
        sg_put_octet(out, ' ');
        sg_put(out, sg_words_in(words, "label",
                                is_met ? SG_SPAN("pattern-met") : SG_SPAN("pattern-not-met")));
        return;
    }
    for (size_t i = 0; i < brand->n_domains && !is_official(link); i++)
        if (brand->domains[i].kind == SG_DOMAIN_OFFICIAL) {
            put_line(out, words, "official-domain");
            sg_put(out, brand->domains[i].domain);
            return;
        }
}

static void put_brand(struct sg_buf *out, const struct sg_teller *teller,
                      const struct sg_link *link, const struct sg_brand *suggested)
{
    if (is_official(link)) {
        put_published(out, teller->words, link->owner->brand, link);
    } else if (suggested != NULL && link->owner == NULL) {
        const struct sg_finding names = { .brand = suggested };
        sg_put_text(out, "\n  ");
        sg_put_sentence(out, teller,
                        sg_words_in(teller->words, "label", SG_SPAN("not-official-of")), &names);
        put_published(out, teller->words, suggested, link);
    }
}

static void put_judgement(struct sg_buf *out, const struct sg_words *words,
                          const struct sg_url_judgement *by_itself)
{
    if (!by_itself->is_accused)
        return;
    put_line(out, words, "looks-like-phishing");
    sg_putf(out, "+%d.%02d", by_itself->points / 100, by_itself->points % 100);
}

static void put_text(const struct asked *a, const struct sg_examination *x,
                     const struct sg_link *link, const struct sg_brand *suggested,
                     struct sg_buf *out)
{
    struct sg_teller teller = sg_teller_of(x, a->cli->words);
    sg_put_shown(out, NULL, link->url.href,
                 (struct sg_showing){ .is_url = true, .stays_live = is_official(link) });
    put_domain(out, a->cli->words, link);
    put_owner(out, a->cli->words, link);
    struct sg_url_judgement by_itself = sg_url_judge(a->arena, a->cli->intel, link);
    put_brand(out, &teller, link, suggested);
    put_judgement(out, a->cli->words, &by_itself);
    for (const struct sg_finding *f = x->findings.first; f != NULL; f = f->next) {
        if (!is_about_the_link(f))
            continue;
        sg_put_text(out, "\n  - ");
        sg_put_finding(out, &teller, f);
    }
    sg_put_octet(out, '\n');
}

static void put_json_findings(struct sg_json *j, const struct sg_teller *teller,
                              const struct sg_examination *x)
{
    sg_json_array(j, "findings");
    for (const struct sg_finding *f = x->findings.first; f != NULL; f = f->next) {
        if (!is_about_the_link(f))
            continue;
        struct sg_buf text = SG_BUF(SENTENCE_ROOM);
        sg_put_finding(&text, teller, f);
        sg_json_object(j, NULL);
        sg_json_word(j, "id", f->kind->id);
        sg_json_text(j, "text", sg_buf_span(&text));
        sg_json_end(j);
        sg_buf_free(&text);
    }
    sg_json_end(j);
}

static void put_json_signs(struct sg_json *j, const struct sg_url_judgement *by_itself)
{
    sg_json_bool(j, "accused", by_itself->is_accused);
    sg_json_number(j, "points", by_itself->points);
    sg_json_array(j, "signs");
    for (size_t i = 0; i < by_itself->n; i++) {
        sg_json_object(j, NULL);
        sg_json_text(j, "id", by_itself->signs[i].id);
        sg_json_number(j, "points", by_itself->signs[i].points);
        sg_json_end(j);
    }
    sg_json_end(j);
}

static void put_json(const struct asked *a, const struct sg_examination *x,
                     const struct sg_link *link, const struct sg_brand *suggested,
                     struct sg_buf *out)
{
    struct sg_json j = { .out = out };
    struct sg_teller teller = sg_teller_of(x, a->cli->words);
    struct sg_owner owner = sg_owner_of(link);
    sg_json_object(&j, NULL);
    sg_json_text(&j, "href", link->url.href);
    sg_json_text(&j, "host", link->target.host.ascii);
    sg_json_text_or_null(&j, "registrable_domain", link->target.host.registrable);
    sg_json_object(&j, "owner");
    sg_json_word(&j, "kind", owner.kind);
    sg_json_text_or_null(&j, "id", owner.id);
    sg_json_word(&j, "sort", owner.sort);
    sg_json_end(&j);
    sg_json_bool(&j, "official", is_official(link));
    sg_json_text_or_null(&j, "suggests", suggested == NULL ? (sg_span){ 0 } : suggested->id);
    struct sg_url_judgement by_itself = sg_url_judge(a->arena, a->cli->intel, link);
    put_json_signs(&j, &by_itself);
    put_json_findings(&j, &teller, x);
    sg_json_end(&j);
}

static const struct sg_link *the_link(const struct sg_examination *x)
{
    for (size_t i = 0; i < x->facts->n_links; i++)
        if (x->facts->links[i].where == SG_LINK_IN_PAGE && x->facts->links[i].url.is_valid &&
            x->facts->links[i].url.host.kind != SG_HOST_NONE)
            return &x->facts->links[i];
    return NULL;
}

/* Whom the address makes a reader think of: its owner, or whom it resembles.  */
static const struct sg_brand *suggested_by(const struct asked *a, sg_span address)
{
    enum sg_resemblance how;
    struct sg_url url = sg_url_read(a->arena, a->cli->intel->hosts, address, NULL);
    if (!url.is_valid || url.host.kind == SG_HOST_NONE)
        return NULL;
    const struct sg_intel *intel = a->cli->intel;
    struct sg_unwrapped u = sg_url_unwrap(a->arena, intel->hosts, &intel->wrappers, &url);
    const struct sg_brand_domain *owner = sg_brand_domain_of(intel->brands, u.target.host.ascii);
    return owner != NULL ? owner->brand : sg_url_suggests(a->arena, intel, &u.target, &how);
}

/* An address that no browser would open. */
static int not_one(const struct asked *a, sg_span typed)
{
    if (!a->is_list) {
        struct sg_buf shown = SG_BUF_IN(a->arena, SENTENCE_ROOM);
        sg_put(&shown, typed);
        sg_put_octet(&shown, 0);
        sg_cli_say("'%s' is not an address that a browser would open",
                   (const char *)sg_buf_done(&shown).at);
        return SG_EXIT_UNREADABLE;
    }
    struct sg_buf out = SG_BUF_IN(a->arena, SG_MAX_REPORT);
    struct sg_json j = { .out = &out };
    sg_json_object(&j, NULL);
    sg_json_text(&j, "href", typed);
    sg_json_null(&j, "host");
    sg_json_bool(&j, "accused", false);
    sg_json_end(&j);
    return sg_cli_write(sg_buf_done(&out)) ? SG_EXIT_UNREADABLE : SG_EXIT_OUTPUT;
}

/* What weighs nothing only tells: a name in Japanese letters, say. */
static bool is_odd(const struct sg_intel *intel, const struct sg_examination *x)
{
    for (const struct sg_finding *f = x->findings.first; f != NULL; f = f->next) {
        const struct sg_weight *w =
            sg_map_get(&intel->weights->by_finding, sg_span_of(f->kind->id));
        if (is_about_the_link(f) && w != NULL && w->points > 0)
            return true;
    }
    return false;
}

static int examine(const struct asked *a, sg_span typed)
{
    static const struct sg_envelope nothing;
    struct question q = { .address = completed(a->arena, typed) };
    q.suggested = suggested_by(a, q.address);
    const struct sg_examination *x =
        sg_examine(a->arena, a->cli->intel, &nothing, as_mail(a->arena, &q));
    const struct sg_link *link = the_link(x);
    if (link == NULL)
        return not_one(a, typed);
    struct sg_buf out = SG_BUF(SG_MAX_REPORT);
    if (a->is_json)
        put_json(a, x, link, q.suggested, &out);
    else
        put_text(a, x, link, q.suggested, &out);
    bool written = sg_cli_write(sg_buf_span(&out));
    sg_buf_free(&out);
    if (!written)
        return SG_EXIT_OUTPUT;
    const struct sg_intel *intel = a->cli->intel;
    bool is_suspect =
        q.suggested != NULL || is_odd(intel, x) || sg_url_judge(a->arena, intel, link).is_accused;
    return is_suspect && !is_official(link) ? SG_EXIT_SUSPICIOUS : SG_EXIT_CLEAN;
}

static int examine_list(const struct asked *a, const char *path)
{
    struct sg_error err = { 0 };
    sg_span rest;
    if (sg_file_read(a->cli->arena, path, MAX_LIST, &rest, &err) != SG_OK) {
        sg_cli_say("%s", err.text);
        return SG_EXIT_UNREADABLE;
    }
    int worst = SG_EXIT_CLEAN;
    while (rest.len > 0 && worst != SG_EXIT_OUTPUT) {
        sg_span line = sg_trim(sg_next(&rest, '\n'));
        int status = line.len == 0 ? SG_EXIT_CLEAN : examine(a, line);
        worst = status > worst ? status : worst;
        sg_arena_reset(a->arena);
    }
    return worst;
}

static bool is_format(struct asked *asked, const char *format)
{
    asked->is_list = strcmp(format, "jsonl") == 0;
    asked->is_json = asked->is_list || strcmp(format, "json") == 0;
    return asked->is_json || strcmp(format, "text") == 0;
}

int sg_cmd_url(struct sg_cli *cli, int argc, char **argv)
{
    static const struct option options[] = { { "data", required_argument, NULL, SG_OPT_DATA },
                                             { "overlay", required_argument, NULL, SG_OPT_OVERLAY },
                                             { "lang", required_argument, NULL, SG_OPT_LANG },
                                             { "format", required_argument, NULL, SG_OPT_OWN },
                                             { "from", required_argument, NULL, OPT_FROM },
                                             { "help", no_argument, NULL, 'h' },
                                             { 0 } };
    struct asked asked = { .cli = cli };
    const char *list = NULL;
    opterr = 0;
    for (int option; (option = getopt_long(argc, argv, "h", options, NULL)) != -1;) {
        if (option == 'h')
            return sg_cli_write(sg_span_of(usage)) ? SG_EXIT_CLEAN : SG_EXIT_OUTPUT;
        if (option == OPT_FROM)
            list = optarg;
        bool fits = option == OPT_FROM     ? true
                    : option == SG_OPT_OWN ? is_format(&asked, optarg)
                                           : option != '?' && sg_cli_common(cli, option, optarg);
        if (!fits)
            return sg_cli_misused("url", "no such option or value", argv[optind - 1]);
    }
    if (optind == argc && list == NULL)
        return sg_cli_misused("url", "which address?", "");
    int status = sg_cli_open(cli), worst = SG_EXIT_CLEAN;
    if (status != 0)
        return status;
    asked.arena = sg_arena_open(SG_MAX_ARENA);
    for (int i = optind; i < argc; i++) {
        status = examine(&asked, sg_span_of(argv[i]));
        worst = status > worst ? status : worst;
        sg_arena_reset(asked.arena);
    }
    if (list != NULL) {
        status = examine_list(&asked, list);
        worst = status > worst ? status : worst;
    }
    sg_arena_close(asked.arena);
    return worst;
}
