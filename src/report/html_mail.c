/* report/html_mail.c - the mail as its reader sees it, rebuilt from our own tokens, and what he does not see. */
#include "report/html_parts.h"
#include "text/encoded_word.h"

enum {
    BODY_SHOWN = 120 * 1024, /* octets of one text */
    TEXTS_SHOWN = 8,
    HIDDEN_SHOWN = 12, /* hidden runs of one page */
    RUN_SHOWN = 2000,  /* octets of one of them */
    FIELD_SHOWN = 1500,
    FIELDS_SHOWN = 100,
};

/* ---- header fields ---- */

static void put_field(struct sg_html *h, const struct sg_field *field)
{
    const struct sg_facts *f = h->x->facts;
    struct sg_oddities seen = SG_ODDITIES_IN(f->arena); /* noted already where it was read */
    sg_span body = sg_trim(field->body);
    size_t at = field->body_at + sg_range_in(field->body, body).from;
    struct sg_html_passage p = { .part = (size_t)SG_HTML_NO_PART, .most = FIELD_SHOWN };
    p.text = sg_header_decode(f->arena, f->intel->charsets, body,
                              sg_places_literal(f->arena, at, NULL), (sg_span){ 0 }, &seen);
    sg_html_marked(h, &p);
    if (p.text.utf8.len > p.most)
        sg_put_text(h->out, "\xe2\x80\xa6");
}

static void put_head_row(struct sg_html *h, const char *name)
{
    const struct sg_fields *fields = h->x->facts->mail->fields;
    const struct sg_field *field =
        fields == NULL ? NULL : sg_fields_first(fields, sg_span_of(name));
    if (field == NULL)
        return;
    sg_put_text(h->out, "<div><dt>");
    sg_html_put_word(h, "html", name);
    sg_put_text(h->out, "</dt><dd>");
    put_field(h, field);
    sg_put_text(h->out, "</dd></div>\n");
}

void sg_html_fields(struct sg_html *h)
{
    const struct sg_fields *fields = h->x->facts->mail->fields;
    if (fields == NULL || fields->n == 0)
        return;
    sg_html_open_section(h, "header");
    sg_put_text(h->out, "<details class=\"aside\"><summary>");
    sg_html_put_word(h, "html", "header-lead");
    sg_put_text(h->out, "</summary>\n<table class=\"fields\"><tbody>\n");
    for (size_t i = 0; i < fields->n && i < FIELDS_SHOWN && !sg_html_is_full(h); i++) {
        sg_put_text(h->out, "<tr><th scope=\"row\">");
        sg_html_shown(h, fields->at[i].name, (struct sg_showing){ .most = 80 });
        sg_put_text(h->out, "</th><td>");
        put_field(h, &fields->at[i]);
        sg_put_text(h->out, "</td></tr>\n");
    }
    sg_put_text(h->out, "</tbody></table>\n");
    if (fields->n > FIELDS_SHOWN)
        sg_putf(h->out, "<p>+ %zu</p>\n", fields->n - FIELDS_SHOWN);
    sg_put_text(h->out, "</details>\n");
    sg_html_close_section(h);
}

/* ---- links and pictures of a text ---- */

struct spots {
    struct sg_html_spot *at;
    size_t n, cursor;
};

/* The link of the facts that stands at `place`; they come in one order, so the search goes on where it ended. */
static const struct sg_link *link_at(const struct sg_facts *f, struct spots *spots,
                                     struct sg_range place)
{
    for (size_t step = 0; step < f->n_links; step++) {
        size_t i = (spots->cursor + step) % f->n_links;
        const struct sg_link *link = &f->links[i];
        if (link->place.from == place.from && link->place.len == place.len) {
            spots->cursor = i;
            return link;
        }
    }
    return NULL;
}

static void add_spot(struct spots *spots, struct sg_html_spot spot)
{
    const struct sg_html_spot *last = spots->n > 0 ? &spots->at[spots->n - 1] : NULL;
    bool is_on_last = last != NULL && last->link != NULL && spot.link == NULL &&
                      spot.from == last->from && spot.from == last->to;
    if (last == NULL || (spot.from >= last->to && !is_on_last))
        spots->at[spots->n++] = spot;
}

static void add_of_page(const struct sg_facts *f, struct spots *spots, sg_span text,
                        const struct sg_page_link *l)
{
    bool is_picture = l->kind == SG_LINK_IMAGE;
    bool is_clicked = l->kind == SG_LINK_ANCHOR || l->kind == SG_LINK_FORM;
    if (l->is_hidden || l->text_at > text.len || !(is_picture || is_clicked))
        return;
    struct sg_html_spot spot = { .from = l->text_at, .to = l->text_at, .is_button = l->is_button };
    struct sg_range label = sg_range_in(text, l->label.utf8);
    if (is_clicked && label.len > 0)
        spot.to = label.from + label.len;
    else
        spot.alt = l->label.utf8;
    if (is_clicked)
        spot.link = link_at(f, spots, l->place);
    if (is_picture || spot.link != NULL)
        add_spot(spots, spot);
}

static struct spots spots_of(const struct sg_facts *f, const struct sg_passage *p)
{
    size_t most = p->page != NULL ? p->page->n_links : f->n_links;
    struct spots spots = { .at = SG_NEW_N(f->arena, struct sg_html_spot, most) };
    for (size_t i = 0; p->page != NULL && i < p->page->n_links; i++)
        add_of_page(f, &spots, p->text.utf8, &p->page->links[i]);
    for (size_t i = 0; p->page == NULL && i < f->n_links; i++) {
        const struct sg_link *link = &f->links[i];
        if (link->part != p->part || link->where != SG_LINK_IN_TEXT)
            continue;
        struct sg_range r = sg_html_back(&p->text, link->place);
        if (r.len > 0)
            add_spot(&spots, (struct sg_html_spot){ r.from, r.from + r.len, link, { 0 }, false });
    }
    return spots;
}

/* ---- texts ---- */

static void put_text(struct sg_html *h, const struct sg_passage *p, bool is_main)
{
    struct spots spots = spots_of(h->x->facts, p);
    const struct sg_html_passage passage = { .text = p->text,
                                             .part = p->part,
                                             .is_main = is_main,
                                             .most = BODY_SHOWN,
                                             .spots = spots.at,
                                             .n_spots = spots.n,
                                             .page = p->page };
    sg_putf(h->out, "<div class=\"body\" lang=\"%s\">",
            p->language != NULL && p->language[0] != '\0' ? p->language : "und");
    sg_html_marked(h, &passage);
    sg_put_text(h->out, "</div>\n");
    if (p->text.utf8.len <= BODY_SHOWN && !sg_html_is_full(h))
        return;
    sg_put_text(h->out, "<p class=\"note\">");
    sg_html_put_word(h, "html", "cut");
    sg_put_text(h->out, "</p>\n");
}

static void put_hidden(struct sg_html *h, const struct sg_passage *p)
{
    static const char *const ids[] = {
        [SG_HIDDEN_DISPLAY] = "hidden-display", [SG_HIDDEN_VISIBILITY] = "hidden-display",
        [SG_HIDDEN_TINY] = "hidden-tiny",       [SG_HIDDEN_COLOUR] = "hidden-colour",
        [SG_HIDDEN_OFFSCREEN] = "hidden-away",  [SG_HIDDEN_OPACITY] = "hidden-colour"
    };
    if (p->page == NULL || p->page->n_hidden == 0)
        return;
    sg_put_text(h->out, "<details class=\"unseen\"><summary>");
    sg_html_put_word(h, "html", "hidden");
    sg_putf(h->out, " (%zu)</summary>\n<ul>\n", p->page->n_hidden);
    for (size_t i = 0; i < p->page->n_hidden && i < HIDDEN_SHOWN && !sg_html_is_full(h); i++) {
        const struct sg_hidden_run *run = &p->page->hidden[i];
        const struct sg_html_passage passage = { .text = run->text,
                                                 .part = p->part,
                                                 .most = RUN_SHOWN };
        sg_put_text(h->out, "<li><span class=\"how\">");
        sg_html_put_word(h, "html", run->is_preheader ? "hidden-preview" : ids[run->how]);
        sg_put_text(h->out, "</span> <span class=\"run\">");
        sg_html_marked(h, &passage);
        sg_put_text(h->out, run->text.utf8.len > RUN_SHOWN ? "\xe2\x80\xa6</span></li>\n"
                                                           : "</span></li>\n");
    }
    sg_put_text(h->out, "</ul></details>\n");
}

/* A text beside a page that says the same. */
static bool is_other_version(const struct sg_facts *f, size_t at)
{
    const struct sg_passage *p = &f->passages[at];
    int parent = p->part < f->mail->n_parts ? f->mail->parts[p->part].parent : SG_NO_PARENT;
    if (p->kind != SG_TEXT_PLAIN || parent == SG_NO_PARENT ||
        !sg_part_is(&f->mail->parts[parent], "multipart", "alternative"))
        return false;
    for (size_t i = at + 1; i < f->n_passages; i++)
        if (f->passages[i].kind == SG_TEXT_PAGE)
            return true;
    return false;
}

static void put_other_versions(struct sg_html *h)
{
    const struct sg_facts *f = h->x->facts;
    for (size_t i = 0; i < f->n_passages && i < TEXTS_SHOWN && !sg_html_is_full(h); i++) {
        if (!is_other_version(f, i))
            continue;
        sg_put_text(h->out, "<details class=\"aside\"><summary>");
        sg_html_put_word(h, "html", "other-version");
        sg_put_text(h->out, "</summary>\n");
        put_text(h, &f->passages[i], false);
        sg_put_text(h->out, "</details>\n");
    }
}

void sg_html_mail(struct sg_html *h)
{
    static const char *const names[] = { "From", "Reply-To", "To", "Subject", "Date" };
    const struct sg_facts *f = h->x->facts;
    bool is_first = true;
    sg_html_open_section(h, "mail");
    sg_put_text(h->out, "<p class=\"lead\">");
    sg_html_put_word(h, "html", "mail-lead");
    sg_put_text(h->out, "</p>\n<div class=\"letter\">\n<dl class=\"head\">\n");
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        put_head_row(h, names[i]);
    sg_put_text(h->out, "</dl>\n");
    for (size_t i = 0; i < f->n_passages && i < TEXTS_SHOWN && !sg_html_is_full(h); i++) {
        const struct sg_passage *p = &f->passages[i];
        if (p->kind == SG_TEXT_SUBJECT || is_other_version(f, i))
            continue;
        put_text(h, p, is_first);
        put_hidden(h, p);
        is_first = false;
    }
    if (is_first) {
        sg_put_text(h->out, "<p class=\"note\">");
        sg_html_put_word(h, "html", "no-text");
        sg_put_text(h->out, "</p>\n");
    }
    sg_put_text(h->out, "</div>\n");
    put_other_versions(h);
    sg_html_close_section(h);
}
