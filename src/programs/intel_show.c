/* programs/intel_show.c - all that is known of a brand, for a person at a desk. */
#include "programs/intel_show.h"

#include <string.h>

#include "base/buf.h"
#include "base/limits.h"
#include "text/unicode.h"

enum {
    LABEL_COLUMNS = 22,
    MOST_NEAR = 5,     /* names like the one asked for */
    LONGEST_NEAR = 40, /* octets of a name that is compared letter by letter */
    MIN_PART = 3,      /* characters that have to be the same when one name holds the other */
};

struct showing {
    const struct sg_cli *cli;
    struct sg_buf out;
};

static bool in_japanese(const struct showing *s)
{
    return s->cli->words->japanese;
}

static void put_label(struct showing *s, const char *name)
{
    sg_span label = sg_words_in(s->cli->words, "brand", sg_span_of(name));
    int columns = 0;
    for (size_t at = 0; at < label.len;)
        columns += sg_columns_of(sg_utf8_next(label, &at));
    sg_put(&s->out, SG_SPAN("  "));
    sg_put(&s->out, label);
    for (; columns < LABEL_COLUMNS; columns++)
        sg_put_octet(&s->out, ' ');
}

static void put_value(struct showing *s, const char *name, sg_span value)
{
    if (value.len == 0)
        return;
    put_label(s, name);
    sg_put(&s->out, value);
    sg_put_octet(&s->out, '\n');
}

static void put_list(struct showing *s, const char *name, const sg_span *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i == 0)
            put_label(s, name);
        sg_put(&s->out, i == 0 ? SG_SPAN("") : SG_SPAN(", "));
        sg_put(&s->out, list[i]);
    }
    if (n > 0)
        sg_put_octet(&s->out, '\n');
}

/* " (an everyday word too)" */
static void put_remark(struct showing *s, const char *name)
{
    sg_put_octet(&s->out, ' ');
    sg_put(&s->out, sg_words_in(s->cli->words, "brand", sg_span_of(name)));
}

static void put_names(struct showing *s, const struct sg_brand *b, const char *label, bool products)
{
    bool any = false;
    for (size_t i = 0; i < b->n_names; i++) {
        if (b->names[i].is_product != products)
            continue;
        if (!any)
            put_label(s, label);
        sg_put(&s->out, any ? SG_SPAN(", ") : SG_SPAN(""));
        sg_put(&s->out, b->names[i].name);
        if (b->names[i].is_weak)
            put_remark(s, "weak");
        any = true;
    }
    if (any)
        sg_put_octet(&s->out, '\n');
}

static void put_domains(struct showing *s, const struct sg_brand *b, enum sg_domain_kind kind,
                        const char *label)
{
    bool any = false;
    for (size_t i = 0; i < b->n_domains; i++) {
        const struct sg_brand_domain *d = &b->domains[i];
        /* one that customers publish and have mailboxes at stands in both lists */
        if (d->kind != kind &&
            !(kind == SG_DOMAIN_MAILBOX && d->kind == SG_DOMAIN_USER_CONTENT && d->has_mailboxes))
            continue;
        if (!any)
            put_label(s, label);
        sg_put(&s->out, any ? SG_SPAN(", ") : SG_SPAN(""));
        sg_put(&s->out, d->domain);
        if (d->is_host)
            put_remark(s, "host-only");
        any = true;
    }
    if (any)
        sg_put_octet(&s->out, '\n');
}

static sg_span country_name(const struct showing *s, sg_span code)
{
    const struct sg_country *c = sg_map_get(&s->cli->intel->lists->countries, code);
    if (c == NULL)
        return code;
    return in_japanese(s) ? c->name_ja : c->name_en;
}

static void put_countries(struct showing *s, const struct sg_brand *b)
{
    sg_span *names = SG_NEW_N(s->cli->arena, sg_span, b->n_countries + 1);
    for (size_t i = 0; i < b->n_countries; i++)
        names[i] = country_name(s, b->countries[i]);
    put_list(s, "countries", names, b->n_countries);
}

/* The brand's group: itself aside, those of the same owner. */
static void put_kin(struct showing *s, const struct sg_brand *b)
{
    const struct sg_brands *all = s->cli->intel->brands;

    struct {
        sg_span *at;
        size_t n, room;
    } kin = { 0 };

    for (size_t i = 0; i < all->n; i++)
        if (&all->at[i] != b && sg_brand_kin(&all->at[i], b))
            *SG_PUSH(s->cli->arena, &kin) = all->at[i].id;
    put_list(s, "kin", kin.at, kin.n);
}

static void put_brand(struct showing *s, const struct sg_brand *b)
{
    const struct sg_words *words = s->cli->words;
    sg_put(&s->out, b->id);
    sg_put_octet(&s->out, '\n');
    put_value(s, "name-ja", b->name_ja);
    put_value(s, "name-en", b->name_en);
    put_value(s, "category", b->category);
    put_value(s, "audience", sg_words_in(words, "audience", b->category));
    put_value(s, "consequence", sg_words_in(words, "consequence", b->category));
    put_value(s, "owner", sg_same(b->owner, b->id) ? (sg_span){ 0 } : b->owner);
    put_kin(s, b);
    put_names(s, b, "names", false);
    put_names(s, b, "products", true);
    put_list(s, "panels", b->panels, b->n_panels);
    put_domains(s, b, SG_DOMAIN_OFFICIAL, "official");
    put_domains(s, b, SG_DOMAIN_MAILBOX, "mailboxes");
    put_domains(s, b, SG_DOMAIN_USER_CONTENT, "user-content");
    put_domains(s, b, SG_DOMAIN_PARTNER, "partners");
    put_value(s, "pattern", b->url_pattern);
    put_list(s, "tokens", b->tokens, b->n_tokens);
    put_countries(s, b);
    put_list(s, "markers", b->markers, b->n_markers);
    put_value(s, "contact", b->contact_url);
    put_value(s, "reset", b->reset_url);
    put_value(s, "notice", b->notice_url);
    put_list(s, "sources", b->sources, b->n_sources);
    put_value(s, "confidence", sg_words_in(words, "confidence", b->confidence));
    if (b->is_software)
        put_value(s, "software", sg_words_in(words, "brand", SG_SPAN("anywhere")));
}

/* ---- finding it ---- */

static const struct sg_brand *find(const struct sg_cli *cli, sg_span wanted)
{
    const struct sg_brands *all = cli->intel->brands;
    const struct sg_brand *brand = sg_brand_find(all, wanted);
    sg_span folded = sg_fold_span(cli->arena, cli->intel->folder, wanted);
    for (size_t i = 0; i < all->n && brand == NULL; i++)
        for (size_t k = 0; k < all->at[i].n_names && brand == NULL; k++)
            if (sg_same(all->at[i].names[k].folded, folded))
                brand = &all->at[i];
    const struct sg_brand_domain *d =
        sg_find(folded, '.', 0) < folded.len ? sg_brand_domain_of(all, folded) : NULL;
    return brand == NULL && d != NULL ? d->brand : brand;
}

/* True when `b` comes from `a` by at most two octets put in, left out or changed. */
static bool is_near(sg_span a, sg_span b)
{
    unsigned char row[LONGEST_NEAR + 1];
    if (a.len > LONGEST_NEAR || b.len > LONGEST_NEAR || a.len < MIN_PART || b.len < MIN_PART)
        return false;
    for (size_t k = 0; k <= b.len; k++)
        row[k] = (unsigned char)k;
    for (size_t i = 0; i < a.len; i++) {
        unsigned char corner = row[0];
        row[0]++;
        for (size_t k = 0; k < b.len; k++) {
            unsigned char changed = (unsigned char)(corner + (sg_at(a, i) != sg_at(b, k)));
            corner = row[k + 1];
            unsigned char least = row[k] < row[k + 1] ? row[k] : row[k + 1];
            least++;
            row[k + 1] = changed < least ? changed : least;
        }
    }
    return row[b.len] <= (a.len < 6 ? 1 : 2);
}

static bool resembles(const struct sg_brand *b, sg_span folded)
{
    if (is_near(b->id, folded))
        return true;
    for (size_t i = 0; i < b->n_names; i++) {
        sg_span name = b->names[i].folded;
        bool is_part = sg_utf8_count(folded) >= MIN_PART && sg_holds(name, folded);
        bool has_part = sg_utf8_count(name) >= MIN_PART && sg_holds(folded, name);
        if (is_part || has_part || is_near(name, folded))
            return true;
    }
    return false;
}

static void say_unknown(const struct sg_cli *cli, const char *wanted)
{
    const struct sg_brands *all = cli->intel->brands;
    sg_span folded = sg_fold_span(cli->arena, cli->intel->folder, sg_span_of(wanted));
    struct sg_buf near = SG_BUF(SG_MAX_PATH);
    for (size_t i = 0, n = 0; i < all->n && n < MOST_NEAR; i++)
        if (resembles(&all->at[i], folded)) {
            sg_put_text(&near, n++ == 0 ? "; near it: " : ", ");
            sg_put(&near, all->at[i].id);
        }
    sg_span text = sg_buf_span(&near);
    sg_cli_say("no brand '%s'%.*s", wanted, (int)text.len, (const char *)text.at);
    sg_buf_free(&near);
}

int sg_intel_show(const struct sg_cli *cli, int n, char **names)
{
    int status = SG_EXIT_CLEAN;
    for (int i = 0; i < n; i++) {
        const struct sg_brand *brand = find(cli, sg_span_of(names[i]));
        if (brand == NULL) {
            say_unknown(cli, names[i]);
            status = SG_EXIT_UNREADABLE;
            continue;
        }
        struct showing s = { cli, SG_BUF(SG_MAX_REPORT) };
        put_brand(&s, brand);
        bool written = sg_cli_write(sg_buf_span(&s.out));
        sg_buf_free(&s.out);
        if (!written)
            return SG_EXIT_OUTPUT;
    }
    return status;
}
