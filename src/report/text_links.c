/* report/text_links.c - the table of links: shown, real, whose.  Links to one address stand once, with all
 * that they show. */
#include "report/place.h"
#include "report/text_parts.h"
#include "report/told.h"

enum { MAX_LABELS = 4 }; /* of links to one address */

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

/* What the reader sees on the links that lead there. */
static void put_labels(const struct sg_telling *t, struct sg_buf *line,
                       const struct sg_told_links *table, size_t first)
{
    const struct sg_link *links = table->facts->links;
    size_t n = 0;
    for (size_t i = first; i < table->facts->n_links && n < MAX_LABELS; i++) {
        if (!sg_is_further_label(table, first, i) && (i != first || links[i].label.utf8.len == 0))
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

static void put_link(const struct sg_telling *t, const struct sg_told_links *table, size_t n)
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
        sg_put_owner(&line, &t->teller, link);
    }
    put_mark(t, &line, link->is_main_action, "main-action");
    put_mark(t, &line, link->is_hidden, "hidden-link");
    sg_sheet_put(&t->sheet, 0, 4, sg_buf_span(&line));
    sg_buf_free(&line);
    put_href(t, &link->url, "address", sg_link_stays_live(table->facts, link));
    if (link->wrapper != NULL)
        put_href(t, &link->target, "unwrapped", link->is_official);
}

void sg_text_links(const struct sg_telling *t)
{
    struct sg_told_links table = sg_told_links_of(t->x->facts);
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
