/* report/text_links.c - the table of links: shown, real, whose.  Links to one address stand once, with all
 * that they show. */
#include "report/place.h"
#include "report/text_parts.h"

enum { MAX_LABELS = 4 }; /* of links to one address */

static bool is_listed(const struct sg_link *link)
{
    return link->role != SG_ROLE_RESOURCE && link->target.is_valid;
}

static bool leads_alike(const struct sg_link *a, const struct sg_link *b)
{
    return sg_same(a->url.href, b->url.href) && a->is_hidden == b->is_hidden;
}

static bool shows_alike(const struct sg_link *a, const struct sg_link *b)
{
    return sg_same(a->label.utf8, b->label.utf8);
}

static void put_owner(const struct sg_telling *t, struct sg_buf *line, const struct sg_link *link)
{
    struct sg_owner owner = sg_owner_of(link);
    const struct sg_words *words = t->teller.words;
    if (link->owner != NULL) {
        sg_put(line, sg_brand_shown(link->owner->brand, words->japanese));
        sg_put(line, SG_SPAN(" \xe2\x80\x94 "));
        sg_put(line, sg_words_in(words, "domain", sg_span_of(owner.sort)));
    } else if (link->hoster != NULL) {
        sg_put_shown(line, NULL, owner.id, (struct sg_showing){ .is_url = true });
        sg_put(line, SG_SPAN(" \xe2\x80\x94 "));
        sg_put(line, sg_words_in(words, "hoster", sg_span_of(owner.sort)));
    } else {
        sg_put(line, sg_label(t, link->is_own ? "own-domain" : "owner-unknown"));
    }
}

/* The address with its registrable domain, which says whose it is, in 〔 〕 (and in bold); not where the recipient's domain,
 * which is to be hidden, would be cut in two. */
static void put_host(const struct sg_telling *t, struct sg_buf *line, const struct sg_link *link)
{
    struct sg_showing how = { .is_url = true, .stays_live = link->is_official };
    const struct sg_host *host = &link->target.host;
    sg_span hidden = t->teller.mask.domain;
    bool is_hidden = hidden.len > host->registrable.len && sg_host_is_under(host->ascii, hidden);
    if (host->registrable.len == 0 || host->registrable.len > host->ascii.len || is_hidden) {
        sg_put_shown(line, &t->teller.mask, host->ascii, how);
        return;
    }
    how.is_url = false;
    sg_put_shown(line, &t->teller.mask,
                 sg_cut(host->ascii, 0, host->ascii.len - host->registrable.len), how);
    sg_put(line, SG_SPAN(SG_INK_BOLD "\xe3\x80\x94"));
    how.is_url = true;
    sg_put_shown(line, &t->teller.mask, host->registrable, how);
    sg_put(line, SG_SPAN("\xe3\x80\x95" SG_INK_PLAIN));
}

static void put_href(const struct sg_telling *t, const struct sg_url *url, const char *label,
                     bool stays_live)
{
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    sg_put(&line, sg_label(t, label));
    sg_put(&line, SG_SPAN(" "));
    sg_put_shown(
        &line, &t->teller.mask, url->href,
        (struct sg_showing){ .most = SG_MAX_SHOWN_LINK, .is_url = true, .stays_live = stays_live });
    sg_sheet_put(&t->sheet, 4, 6, sg_buf_span(&line));
    sg_buf_free(&line);
}

static void put_mark(const struct sg_telling *t, struct sg_buf *line, bool applies,
                     const char *label)
{
    if (!applies)
        return;
    sg_put_octet(line, ' ');
    sg_put(line, sg_label(t, label));
}

/* The links of the table: one for each address, the first that leads there. */
struct table {
    const struct sg_facts *facts;
    size_t at[SG_MAX_TABLE]; /* indexes of links */
    size_t n, left;
};

static bool is_further_label(const struct table *table, size_t first, size_t i)
{
    const struct sg_link *links = table->facts->links;
    if (!is_listed(&links[i]) || !leads_alike(&links[first], &links[i]))
        return false;
    for (size_t k = first; k < i; k++)
        if (leads_alike(&links[k], &links[i]) && shows_alike(&links[k], &links[i]))
            return false;
    return links[i].label.utf8.len > 0;
}

/* What the reader sees on the links that lead there. */
static void put_labels(const struct sg_telling *t, struct sg_buf *line, const struct table *table,
                       size_t first)
{
    const struct sg_link *links = table->facts->links;
    size_t n = 0;
    for (size_t i = first; i < table->facts->n_links && n < MAX_LABELS; i++) {
        if (!is_further_label(table, first, i) && (i != first || links[i].label.utf8.len == 0))
            continue;
        if (n++ > 0)
            sg_put_octet(line, ' ');
        sg_put_quoted(t, line, links[i].label.utf8, false);
    }
    const struct sg_link *link = &links[first];
    if (link->attachment != NULL) {
        sg_put_text(line, n > 0 ? " (" : "(");
        sg_put_place(line, &t->teller, link->place);
        sg_put_octet(line, ')');
    } else if (n == 0) {
        sg_put(line, sg_label(t, link->where == SG_LINK_IN_PAGE ? "no-label" : "in-text"));
    }
}

/* An address that leads on to an official one is itself somebody's: it stays clickable only where it is a known company's. */
static bool is_live(const struct sg_facts *facts, const struct sg_link *link)
{
    return link->is_official &&
           (link->wrapper == NULL ||
            sg_brand_domain_of(facts->intel->brands, link->url.host.ascii) != NULL);
}

static void put_link(const struct sg_telling *t, const struct table *table, size_t n)
{
    const struct sg_link *link = &table->facts->links[table->at[n]];
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    sg_putf(&line, "%2zu. ", n + 1);
    put_labels(t, &line, table, table->at[n]);
    sg_put(&line, SG_SPAN(" \xe2\x86\x92 "));
    if (link->target.host.kind == SG_HOST_NONE) {
        sg_put(&line, sg_label(t, "no-web-address"));
    } else {
        put_host(t, &line, link);
        sg_put(&line, SG_SPAN(" \xe2\x86\x92 "));
        put_owner(t, &line, link);
    }
    put_mark(t, &line, link->is_main_action, "main-action");
    put_mark(t, &line, link->is_hidden, "hidden-link");
    sg_sheet_put(&t->sheet, 0, 4, sg_buf_span(&line));
    sg_buf_free(&line);
    put_href(t, &link->url, "address", is_live(table->facts, link));
    if (link->wrapper != NULL)
        put_href(t, &link->target, "unwrapped", link->is_official);
}

static void take(struct table *table, size_t i)
{
    const struct sg_link *links = table->facts->links;
    if (!is_listed(&links[i]))
        return;
    for (size_t k = 0; k < table->n; k++)
        if (leads_alike(&links[table->at[k]], &links[i]))
            return;
    if (table->n < SG_MAX_TABLE)
        table->at[table->n++] = i;
    else
        table->left++;
}

void sg_text_links(const struct sg_telling *t)
{
    struct table table = { .facts = t->x->facts };
    for (size_t i = 0; i < table.facts->n_links; i++)
        take(&table, i);
    sg_put_heading(t, "heading-links");
    if (table.n == 0)
        sg_sheet_put(&t->sheet, 2, 2, sg_label(t, "none"));
    for (size_t k = 0; k < table.n; k++)
        put_link(t, &table, k);
    if (table.left == 0)
        return;
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    sg_putf(&line, "+ %zu ", table.left);
    sg_put(&line, sg_label(t, "more-links"));
    sg_sheet_put(&t->sheet, 2, 2, sg_buf_span(&line));
    sg_buf_free(&line);
}
