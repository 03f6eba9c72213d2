/* report/html_links.c - the links: shown, real, whose; and the files. */
#include "report/html_parts.h"
#include "report/place.h"
#include "report/unchecked.h"

enum {
    MAX_LABELS = 4, /* of links to one address */
    LINK_SHOWN = 300,
    FILES_SHOWN = 30,
    NAMES_SHOWN = 8,
    NAME_SHOWN = 160 /* octets */
};

static void put_place(struct sg_html *h, struct sg_range place)
{
    struct sg_buf line = SG_BUF(SG_HTML_LINE);
    sg_put_place(&line, &h->teller, place);
    sg_put_text(h->out, "<span class=\"place\">");
    sg_put_html(h->out, sg_buf_span(&line));
    sg_put_text(h->out, "</span>");
    sg_buf_free(&line);
}

/* What the reader sees on the links that lead there. */
static void put_labels(struct sg_html *h, size_t first)
{
    const struct sg_link *links = h->links.facts->links;
    size_t n = 0;
    for (size_t i = first; i < h->links.facts->n_links && n < MAX_LABELS; i++) {
        if (!sg_is_further_label(&h->links, first, i) &&
            (i != first || links[i].label.utf8.len == 0))
            continue;
        sg_put_text(h->out, n++ > 0 ? "<br/>" : "");
        sg_html_quoted(h, links[i].label.utf8, false);
    }
    const struct sg_link *link = &links[first];
    if (link->attachment != NULL)
        put_place(h, link->place);
    else if (n == 0)
        sg_html_put_word(h, "label", link->where == SG_LINK_IN_PAGE ? "no-label" : "in-text");
}

static void put_mark(struct sg_html *h, bool applies, const char *word)
{
    if (!applies)
        return;
    sg_put_text(h->out, " <span class=\"tag\">");
    sg_html_put_word(h, "html", word);
    sg_put_text(h->out, "</span>");
}

static void put_address(struct sg_html *h, const struct sg_url *url, bool stays_live)
{
    const struct sg_showing how = { .most = LINK_SHOWN, .is_url = true, .stays_live = stays_live };
    sg_put_text(h->out, "<code class=\"address\"><bdi>");
    sg_html_shown(h, url->href, how);
    sg_put_text(h->out, "</bdi></code>");
}

static void put_real(struct sg_html *h, const struct sg_link *link)
{
    bool live = sg_link_stays_live(h->x->facts, link);
    if (link->target.host.kind == SG_HOST_NONE)
        sg_html_put_word(h, "label", "no-web-address");
    else
        sg_html_host(h, &link->target.host, live);
    sg_put_text(h->out, "<br/>");
    put_address(h, &link->url, live);
    if (link->wrapper == NULL)
        return;
    sg_put_text(h->out, "<br/>");
    sg_html_put_word(h, "label", "unwrapped");
    sg_put_octet(h->out, ' ');
    put_address(h, &link->target, link->is_official);
}

static void put_row(struct sg_html *h, size_t row)
{
    size_t first = h->links.at[row];
    const struct sg_link *link = &h->links.facts->links[first];
    struct sg_buf owner = SG_BUF(SG_HTML_LINE);
    bool is_web = link->target.host.kind != SG_HOST_NONE;
    sg_putf(h->out, "<tr id=\"l%zu\"%s><th scope=\"row\">%zu</th><td data-label=\"", row + 1,
            link->is_main_action ? " class=\"main\"" : "", row + 1);
    sg_html_put_word(h, "html", "link-shown");
    sg_put_text(h->out, "\">");
    put_labels(h, first);
    put_mark(h, link->is_main_action, "main-action");
    put_mark(h, link->is_hidden, "hidden-link");
    sg_put_text(h->out, "</td><td data-label=\"");
    sg_html_put_word(h, "html", "link-real");
    sg_put_text(h->out, "\">");
    put_real(h, link);
    sg_put_text(h->out, "</td><td data-label=\"");
    sg_html_put_word(h, "html", "link-owner");
    sg_put_text(h->out, link->is_official ? "\" class=\"official\">" : "\">");
    if (is_web)
        sg_put_owner(&owner, &h->teller, link);
    sg_put_html(h->out, sg_buf_span(&owner));
    sg_put_text(h->out, "</td></tr>\n");
    sg_buf_free(&owner);
}

void sg_html_links(struct sg_html *h)
{
    static const char *const heads[] = { "link-shown", "link-real", "link-owner" };
    sg_html_open_section(h, "links");
    if (h->links.n == 0) {
        sg_put_text(h->out, "<p class=\"lead\">");
        sg_html_put_word(h, "label", "none");
        sg_put_text(h->out, "</p>\n");
        sg_html_close_section(h);
        return;
    }
    sg_put_text(h->out, "<p class=\"lead\">");
    sg_html_put_word(h, "html", "links-lead");
    sg_put_text(h->out, "</p>\n<table class=\"links\">\n<thead><tr><th scope=\"col\">#</th>");
    for (size_t i = 0; i < sizeof(heads) / sizeof(*heads); i++) {
        sg_put_text(h->out, "<th scope=\"col\">");
        sg_html_put_word(h, "html", heads[i]);
        sg_put_text(h->out, "</th>");
    }
    sg_put_text(h->out, "</tr></thead>\n<tbody>\n");
    for (size_t row = 0; row < h->links.n && !sg_html_is_full(h); row++)
        put_row(h, row);
    sg_put_text(h->out, "</tbody></table>\n");
    if (h->links.left > 0) {
        sg_putf(h->out, "<p>+ %zu ", h->links.left);
        sg_html_put_word(h, "label", "more-links");
        sg_put_text(h->out, "</p>\n");
    }
    sg_html_close_section(h);
}

/* ---- attachments ---- */

static void put_name(struct sg_html *h, sg_span name)
{
    if (name.len == 0) {
        sg_html_put_word(h, "label", "no-name");
        return;
    }
    sg_put_text(h->out, "<bdi>");
    sg_html_shown(h, name, (struct sg_showing){ .most = NAME_SHOWN });
    sg_put_text(h->out, "</bdi>");
}

static void put_names_inside(struct sg_html *h, const struct sg_attachment *a)
{
    size_t n = 0;
    for (size_t i = 0; i < a->n_items; i++) {
        const struct sg_item *item = &a->items[i];
        bool is_file = item->kind == SG_ITEM_NAME || item->kind == SG_ITEM_FILE;
        if (!is_file || item->name.len == 0)
            continue;
        if (n == 0) {
            sg_put_text(h->out, "<br/>");
            sg_html_put_word(h, "label", "files-inside");
        }
        if (n < NAMES_SHOWN) {
            sg_put_text(h->out, n == 0 ? " " : ", ");
            put_name(h, item->name);
        }
        n++;
    }
    if (n > NAMES_SHOWN)
        sg_putf(h->out, " + %zu", n - NAMES_SHOWN);
}

static void put_file(struct sg_html *h, const struct sg_attachment *a)
{
    sg_put_text(h->out, "<li><strong>");
    put_name(h, a->name);
    sg_put_text(h->out, "</strong> \xe2\x80\x94 ");
    sg_html_put_word(h, "file-kind", sg_file_kind_id(a->kind));
    sg_put_text(h->out, " / ");
    sg_html_put_word(h, "file-state", sg_attachment_state_id(a->state));
    for (unsigned bit = 1; bit <= SG_UNPACK_TEMPLATE; bit <<= 1) {
        const char *id = sg_unpack_trait_id((enum sg_unpack_trait)(a->traits & bit));
        if (id == NULL || bit == SG_UNPACK_CUT)
            continue;
        sg_put_text(h->out, " / ");
        sg_html_put_word(h, "file-trait", id);
    }
    put_names_inside(h, a);
    sg_put_text(h->out, "</li>\n");
}

void sg_html_attachments(struct sg_html *h)
{
    const struct sg_facts *f = h->x->facts;
    size_t n = 0;
    for (size_t i = 0; i < f->n_attachments && !sg_html_is_full(h); i++) {
        if (!sg_is_told(f->attachments[i]))
            continue;
        if (n == 0) {
            sg_html_open_section(h, "attachments");
            sg_put_text(h->out, "<ul>\n");
        }
        if (n++ < FILES_SHOWN)
            put_file(h, f->attachments[i]);
    }
    if (n == 0)
        return;
    if (n > FILES_SHOWN)
        sg_putf(h->out, "<li>+ %zu</li>\n", n - FILES_SHOWN);
    sg_put_text(h->out, "</ul>\n");
    sg_html_close_section(h);
}
