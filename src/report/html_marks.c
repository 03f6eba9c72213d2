/* report/html_marks.c - where on the page each piece of evidence is to be seen. */
#include <stdlib.h>

#include "report/html_parts.h"
#include "text/unicode.h"

enum { NEAR = 12 /* octets around a place that decoding may have widened */ };

/* ---- the evidence ---- */

static void add_marks(struct sg_html *h, const struct sg_told_reasons *told, bool reassures)
{
    for (size_t i = 0; i < told->n; i++) {
        const struct sg_finding *f = told->at[i]->finding;
        for (size_t k = 0; f != NULL && k < f->n_evidence; k++)
            h->marks[h->n_marks++] = (struct sg_html_mark){ .place = f->evidence[k].place,
                                                            .shown = f->evidence[k].shown,
                                                            .reason = i + 1,
                                                            .reassures = reassures };
    }
}

void sg_html_find_marks(struct sg_html *h)
{
    size_t n = h->against.n + h->in_favour.n;
    h->marks = SG_NEW_N(h->x->facts->arena, struct sg_html_mark, n * SG_MAX_EVIDENCE);
    add_marks(h, &h->against, false);
    add_marks(h, &h->in_favour, true);
}

static bool is_same_place(struct sg_range a, struct sg_range b)
{
    return a.from == b.from && a.len == b.len;
}

bool sg_html_put_target(struct sg_html *h, struct sg_range place)
{
    for (size_t i = 0; i < h->n_marks && place.len > 0; i++)
        if (h->marks[i].is_placed && is_same_place(h->marks[i].place, place)) {
            sg_putf(h->out, " href=\"#m%zu\"", i);
            return true;
        }
    return false;
}

/* ---- from the mail back into a text ---- */

/* The first octet of `text` that came from behind `octet` of the mail (`whole`), or begins there. */
static size_t first_from(const struct sg_text *text, size_t octet, bool whole)
{
    size_t low = 0, high = text->utf8.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        struct sg_range r = sg_places_find(text->places, (struct sg_range){ middle, 1 });
        bool is_behind = whole ? r.from >= octet : r.from + r.len > octet;
        if (is_behind)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static bool is_inside_character(sg_span s, size_t at)
{
    int octet = sg_at(s, at);
    return octet >= 0x80 && octet < 0xC0;
}

struct sg_range sg_html_back(const struct sg_text *text, struct sg_range place)
{
    if (text->places == NULL || place.len == 0)
        return (struct sg_range){ 0 };
    size_t from = first_from(text, place.from, false);
    size_t to = first_from(text, place.from + place.len, true);
    while (from > 0 && is_inside_character(text->utf8, from))
        from--;
    while (is_inside_character(text->utf8, to))
        to++;
    /* Blanks between what stands there are nobody's. */
    sg_span part = sg_trim(sg_cut(text->utf8, from, to > from ? to - from : 0));
    return part.len == 0 ? (struct sg_range){ 0 } : sg_range_in(text->utf8, part);
}

/* `shown` where it stands in or near `r`: places go by whole lines and quanta of a coding. */
static struct sg_range exact(sg_span s, struct sg_range r, sg_span shown)
{
    size_t from = r.from > NEAR ? r.from - NEAR : 0;
    size_t to = r.from + r.len + NEAR;
    sg_span around = sg_cut(s, from, to - from);
    size_t at = shown.len == 0 ? around.len : sg_find_span(around, shown, 0);
    return at < around.len ? (struct sg_range){ from + at, shown.len } : r;
}

/* ---- the evidence of one text ---- */

struct stretch {
    size_t from, to, mark;
};

struct stretches {
    struct stretch *at;
    size_t n;
};

static bool is_of_passage(const struct sg_html *h, const struct sg_html_passage *p,
                          struct sg_range place, bool *is_of_other)
{
    const struct sg_mail *mail = h->x->facts->mail;
    struct sg_stand stand = sg_stand_of(h->x->facts, place);
    *is_of_other = false;
    if (place.len == 0 || stand.content != NULL)
        return false;
    struct sg_where where = sg_mail_where(mail, stand.in_mail.from);
    if (where.field != NULL || p->part == (size_t)SG_HTML_NO_PART)
        return where.field != NULL && p->part == (size_t)SG_HTML_NO_PART;
    bool is_same = where.part == &mail->parts[p->part];
    *is_of_other = !is_same && stand.attachment == NULL;
    return is_same;
}

/* Where the address that stands at `place` is linked to in this text. */
static struct sg_range linked(const struct sg_html *h, const struct sg_html_passage *p,
                              struct sg_range place)
{
    const struct sg_facts *f = h->x->facts;
    const struct sg_link *link = NULL;
    for (size_t i = 0; i < f->n_links && link == NULL; i++)
        if (is_same_place(f->links[i].place, place))
            link = &f->links[i];
    for (size_t i = 0; i < p->n_spots && link != NULL; i++)
        if (p->spots[i].link != NULL && p->spots[i].to > p->spots[i].from &&
            sg_same(p->spots[i].link->url.href, link->url.href))
            return (struct sg_range){ p->spots[i].from, p->spots[i].to - p->spots[i].from };
    return (struct sg_range){ 0 };
}

static struct sg_range find_in(const struct sg_html *h, const struct sg_html_passage *p,
                               const struct sg_html_mark *mark)
{
    bool is_of_other;
    struct sg_range r = { 0 };
    bool is_own = is_of_passage(h, p, mark->place, &is_of_other);
    if (is_own)
        r = sg_html_back(&p->text, mark->place);
    if (r.len > 0)
        return exact(p->text.utf8, r, mark->shown);
    if (!is_own && (!is_of_other || !p->is_main))
        return r;
    r = linked(h, p, mark->place);
    if (r.len > 0 || !is_of_other || mark->shown.len == 0)
        return r;
    size_t at = sg_find_span(p->text.utf8, mark->shown, 0);
    return at < p->text.utf8.len ? (struct sg_range){ at, mark->shown.len } : r;
}

static int by_place(const void *a, const void *b)
{
    const struct stretch *one = a, *other = b;
    if (one->from != other->from)
        return one->from < other->from ? -1 : 1;
    return one->mark < other->mark ? -1 : one->mark > other->mark;
}

static struct stretches find_all(struct sg_html *h, const struct sg_html_passage *p)
{
    struct stretches all = { SG_NEW_N(h->x->facts->arena, struct stretch, h->n_marks), 0 };
    for (size_t i = 0; i < h->n_marks; i++) {
        struct sg_range r = find_in(h, p, &h->marks[i]);
        if (r.len > 0 && r.from < p->most)
            all.at[all.n++] = (struct stretch){ r.from, r.from + r.len, i };
    }
    if (all.n > 0)
        qsort(all.at, all.n, sizeof(*all.at), by_place);
    return all;
}

/* ---- writing it ---- */

struct writing {
    struct sg_html *h;
    const struct sg_html_passage *p;
    struct stretches marks;
    struct sg_html_text text;
    size_t mark, spot; /* the next ones to begin */
    size_t tone;       /* the next change of tone */
    unsigned tones;    /* enum sg_page_tone, right here */
    size_t marked_to;  /* a mark goes on up to here */
    bool in_link;
};

static void put_number(struct sg_html *h, const struct sg_link *link)
{
    size_t row = sg_told_row(&h->links, link);
    if (row > 0)
        sg_putf(h->out, "<a class=\"to\" href=\"#l%zu\">%zu \xe2\x86\x92 ", row, row);
    else
        sg_put_text(h->out, "<span class=\"to\">\xe2\x86\x92 ");
    if (link->target.host.kind == SG_HOST_NONE)
        sg_html_put_word(h, "label", "no-web-address");
    else
        sg_html_host(h, &link->target.host, sg_link_stays_live(h->x->facts, link));
    sg_put_text(h->out, row > 0 ? "</a>" : "</span>");
}

static const char *class_of(const struct sg_link *link, bool is_button)
{
    if (sg_link_is_stray(link))
        return is_button ? "link button stray" : "link stray";
    return is_button ? "link button" : "link";
}

static void put_picture(struct sg_html *h, const struct sg_html_spot *spot)
{
    sg_put_text(h->out, "<span class=\"picture\">");
    sg_html_put_word(h, "html", "picture");
    if (spot->alt.len > 0) {
        sg_put_octet(h->out, ' ');
        sg_html_quoted(h, spot->alt, false);
    }
    sg_put_text(h->out, "</span>");
}

static void begin_spot(struct writing *w)
{
    const struct sg_html_spot *spot = &w->p->spots[w->spot];
    if (spot->link == NULL) {
        put_picture(w->h, spot);
        w->spot++;
        return;
    }
    sg_putf(w->h->out, "<span class=\"%s\"><span class=\"label\">",
            class_of(spot->link, spot->is_button));
    if (spot->from == spot->to)
        put_picture(w->h, spot);
    w->in_link = true;
}

static void end_link(struct writing *w)
{
    sg_put_text(w->h->out, "</span>\xe2\x80\x8a");
    put_number(w->h, w->p->spots[w->spot].link);
    sg_put_text(w->h->out, "</span>");
    w->in_link = false;
    w->spot++;
}

/* Ids of the evidence that begins at `at`, as empty elements, so that much of it may begin at one place. */
static void begin_marks(struct writing *w, size_t at)
{
    for (; w->mark < w->marks.n && w->marks.at[w->mark].from <= at; w->mark++) {
        const struct stretch *s = &w->marks.at[w->mark];
        struct sg_html_mark *mark = &w->h->marks[s->mark];
        w->marked_to = s->to > w->marked_to ? s->to : w->marked_to;
        if (!mark->is_placed)
            sg_putf(w->h->out, "<span class=\"at\" id=\"m%zu\"></span>", s->mark);
        mark->is_placed = true;
    }
}

/* The next octet at which something begins or ends. */
static size_t next_stop(const struct writing *w, size_t at, size_t end)
{
    size_t stop = end;
    if (w->mark < w->marks.n && w->marks.at[w->mark].from < stop)
        stop = w->marks.at[w->mark].from;
    if (w->marked_to > at && w->marked_to < stop)
        stop = w->marked_to;
    if (w->p->page != NULL && w->tone < w->p->page->n_tones && w->p->page->tones[w->tone].at < stop)
        stop = w->p->page->tones[w->tone].at;
    if (w->spot < w->p->n_spots) {
        const struct sg_html_spot *spot = &w->p->spots[w->spot];
        size_t next = w->in_link ? spot->to : spot->from;
        stop = next < stop ? next : stop;
    }
    return stop;
}

static void spots_at(struct writing *w, size_t at)
{
    while (w->spot < w->p->n_spots) {
        const struct sg_html_spot *spot = &w->p->spots[w->spot];
        if (w->in_link && spot->to <= at)
            end_link(w);
        else if (!w->in_link && spot->from <= at)
            begin_spot(w);
        else
            break;
    }
}

static void tones_at(struct writing *w, size_t at)
{
    const struct sg_page *page = w->p->page;
    for (; page != NULL && w->tone < page->n_tones && page->tones[w->tone].at <= at; w->tone++)
        w->tones = page->tones[w->tone].tones;
}

/* One stretch up to `to`, in its tone, marked or not. */
static void put_stretch(struct writing *w, size_t at, size_t to)
{
    static const char *const classes[] = { NULL,    "b",       "large", "b large",
                                           "small", "b small", "large", "b large" };
    struct sg_buf *out = w->h->out;
    const char *tone = classes[w->tones & (SG_TONE_BOLD | SG_TONE_LARGE | SG_TONE_SMALL)];
    bool is_marked = w->marked_to > at;
    sg_put_text(out, is_marked ? "<mark>" : "");
    if (tone != NULL)
        sg_putf(out, "<span class=\"%s\">", tone);
    sg_html_text_to(&w->text, to);
    sg_put_text(out, tone != NULL ? "</span>" : "");
    sg_put_text(out, is_marked ? "</mark>" : "");
}

void sg_html_marked(struct sg_html *h, const struct sg_html_passage *passage)
{
    struct sg_html_passage p = *passage;
    p.text.utf8 = sg_html_regular(h->x->facts->arena, p.text.utf8);
    struct writing w = { .h = h, .p = &p, .marks = find_all(h, &p) };
    w.text = (struct sg_html_text){ h->out, &h->teller.mask, sg_utf8_cut(p.text.utf8, p.most), 0,
                                    SIZE_MAX };
    size_t end = w.text.s.len;
    for (size_t at = 0; !sg_html_is_full(h);) {
        spots_at(&w, at);
        begin_marks(&w, at);
        tones_at(&w, at);
        if (at >= end)
            break;
        size_t stop = next_stop(&w, at, end);
        put_stretch(&w, at, stop);
        at = stop > w.text.at ? stop : w.text.at;
    }
    if (w.in_link)
        end_link(&w);
}
