/* programs/intel_check.c - every mistake in the data, with its file and line; or how much there is of it. */
#include "programs/intel_check.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "checks/table.h"
#include "intel/audit.h"
#include "warn/contacts.h"

enum { PATH_ROOM = 600 };

struct checking {
    struct sg_cli *cli;
    struct sg_audit_notes notes;
    struct sg_map findings;   /* ids of all checks */
    struct sg_map categories; /* of brands -> const struct sg_brand */
};

/* ---- what there is ---- */

static void gather(struct checking *c)
{
    const struct sg_brands *brands = c->cli->intel->brands;
    c->findings = c->categories = SG_MAP(c->cli->arena);
    for (size_t i = 0; sg_checks[i] != NULL; i++)
        for (const struct sg_finding_kind *k = sg_checks[i]->kinds; k->id != NULL; k++)
            (void)sg_map_put(&c->findings, sg_span_of(k->id), k);
    for (size_t i = 0; i < brands->n; i++)
        (void)sg_map_put(&c->categories, brands->at[i].category, &brands->at[i]);
}

static bool is_finding(const struct checking *c, sg_span id)
{
    return sg_map_get(&c->findings, id) != NULL;
}

static void note(struct checking *c, struct sg_data_place place, const char *what, sg_span id)
{
    sg_audit_note(c->cli->arena, &c->notes, place, "%s '%.*s'", what, (int)id.len,
                  (const char *)id.at);
}

/* ---- weights ---- */

static void check_weights(struct checking *c)
{
    const struct sg_weights *w = c->cli->intel->weights;
    for (size_t i = 0; i < w->n_weights; i++)
        if (!is_finding(c, w->weights[i]->finding))
            note(c, w->weights[i]->place, "no check finds", w->weights[i]->finding);
    for (size_t i = 0; i < w->n_combinations; i++)
        for (size_t k = 0; k < w->combinations[i].n_findings; k++)
            if (!is_finding(c, w->combinations[i].findings[k]))
                note(c, w->combinations[i].place, "no check finds", w->combinations[i].findings[k]);
}

/* ---- words ---- */

static bool is_combination(const struct checking *c, sg_span name)
{
    const struct sg_weights *w = c->cli->intel->weights;
    for (size_t i = 0; i < w->n_combinations; i++)
        if (sg_same(w->combinations[i].name, name))
            return true;
    return false;
}

static bool is_lure(sg_span name)
{
    for (unsigned i = 0; i < SG_N_PHRASE_CATEGORIES; i++)
        if (sg_same(name, sg_span_of(sg_phrase_category_id((enum sg_phrase_category)i))))
            return true;
    return false;
}

static bool is_hoster(sg_span name)
{
    for (unsigned i = 0; i < SG_N_HOSTER_KINDS; i++)
        if (sg_same(name, sg_span_of(sg_hoster_kind_id((enum sg_hoster_kind)i))))
            return true;
    return false;
}

/* An id without a section, or one of the two sections behind a finding, is about a finding; of the sections that
 * speak of the data each word needs its datum.  Others are the report's own. */
static bool has_datum(const struct checking *c, sg_span id)
{
    sg_span name = id, section = sg_next(&name, '.');
    if (name.len == 0 || sg_same(name, SG_SPAN("why")) || sg_same(name, SG_SPAN("note")))
        return is_finding(c, section) || sg_same(section, SG_SPAN("label"));
    if (sg_same(section, SG_SPAN("combination")))
        return is_combination(c, name);
    if (sg_same(section, SG_SPAN("lure")))
        return is_lure(name);
    if (sg_same(section, SG_SPAN("hoster")))
        return is_hoster(name);
    if (sg_same(section, SG_SPAN("audience")) || sg_same(section, SG_SPAN("consequence")))
        return sg_map_get(&c->categories, name) != NULL;
    return true;
}

static void check_words(struct checking *c, const struct sg_words *words, const char *language)
{
    char *path = (char *)sg_arena_take(c->cli->arena, PATH_ROOM, 1, 1);
    (void)snprintf(path, PATH_ROOM, "%s/words/%s.words", c->cli->data, language);
    for (size_t i = 0; i < words->n; i++)
        if (!has_datum(c, words->at[i].id))
            note(c, (struct sg_data_place){ path, words->at[i].line },
                 "words for what there is not:", words->at[i].id);
    const struct sg_brands *brands = c->cli->intel->brands;
    for (size_t i = 0; i < brands->n; i++) {
        const struct sg_brand *b = &brands->at[i];
        if (sg_map_get(&c->categories, b->category) != b)
            continue; /* each category once */
        if (sg_words_in(words, "audience", b->category).len == 0 ||
            sg_words_in(words, "consequence", b->category).len == 0)
            note(c, b->place, "no audience or consequence in words for the category", b->category);
    }
}

/* ---- all ---- */

static int print_summary(const struct checking *c, const struct sg_words *other,
                         const struct sg_contacts *contacts)
{
    const struct sg_intel *intel = c->cli->intel;
    sg_span table = sg_geo_source(intel->geo);
    struct sg_buf out = SG_BUF(SG_MAX_REPORT);
    sg_putf(&out, "%s: %zu octets\n", c->cli->data, intel->octets);
    sg_putf(&out, "  brands         %zu, domains %zu\n", intel->brands->n,
            intel->brands->by_domain.n + intel->brands->by_host.n);
    sg_putf(&out, "  hosters        %zu\n", intel->hosters->by_domain.n);
    sg_putf(&out, "  phrases        %zu\n", sg_phrases_count(intel->phrases));
    sg_putf(&out, "  weights        %zu, combinations %zu\n", intel->weights->by_finding.n,
            intel->weights->n_combinations);
    sg_putf(&out, "  words          %zu %s, %zu %s\n", c->cli->words->n, c->cli->language, other->n,
            c->cli->words->japanese ? "en" : "ja");
    sg_putf(&out, "  contacts       %zu\n", contacts->list.n);
    if (table.len > 0)
        sg_putf(&out, "  country table  %.*s\n", (int)table.len, (const char *)table.at);
    else
        sg_putf(&out, "  country table  none: countries are not looked up\n");
    bool written = sg_cli_write(sg_buf_span(&out));
    sg_buf_free(&out);
    return written ? SG_EXIT_CLEAN : SG_EXIT_OUTPUT;
}

/* The words of the other language are data too. */
int sg_intel_check(struct sg_cli *cli)
{
    struct sg_error err = { 0 };
    const struct sg_words *other;
    const struct sg_contacts *contacts;
    const char *language = cli->words->japanese ? "en" : "ja";
    if (sg_words_load(cli->arena, cli->data, language, &other, &err) != SG_OK ||
        sg_contacts_read(cli->arena, cli->data, cli->overlay, &contacts, &err) != SG_OK) {
        sg_cli_say("%s", err.text);
        return SG_EXIT_DATA;
    }
    struct checking c = { .cli = cli };
    gather(&c);
    sg_audit_brands(cli->arena, cli->intel, &c.notes);
    check_weights(&c);
    check_words(&c, cli->words, cli->words->japanese ? "ja" : "en");
    check_words(&c, other, language);
    for (size_t i = 0; i < c.notes.n; i++)
        sg_cli_say("%.*s", (int)c.notes.at[i].len, (const char *)c.notes.at[i].at);
    if (c.notes.n > 0)
        sg_cli_say("%zu mistakes", c.notes.n);
    return c.notes.n > 0 ? SG_EXIT_DATA : print_summary(&c, other, contacts);
}
