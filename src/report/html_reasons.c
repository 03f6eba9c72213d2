/* report/html_reasons.c - each reason with its evidence, which leads to where it stands in the mail. */
#include <stdio.h>

#include "report/html_parts.h"
#include "report/place.h"
#include "report/unchecked.h"

static void put_head(struct sg_html *h, const struct sg_reason *r)
{
    enum sg_certainty c = r->finding == NULL ? SG_HEURISTIC : r->finding->kind->certainty;
    sg_put_text(h->out, "<p class=\"weight\">");
    if (r->points != 0) {
        sg_put_text(h->out, "<span class=\"points\">");
        sg_html_points(h->out, r->points);
        sg_put_text(h->out, "</span> ");
    }
    sg_put_text(h->out, "<span class=\"certainty\">");
    sg_html_put_word(h, "certainty", sg_certainty_id(c));
    sg_put_text(h->out, "</span></p>\n");
}

/* The place in words, without the octets of the mail, which only programs look up. */
static void put_places(struct sg_html *h, const struct sg_finding *f, size_t at)
{
    struct sg_buf places = SG_BUF(SG_HTML_LINE);
    for (size_t i = at; i < f->n_evidence; i++) {
        if (!sg_same(f->evidence[i].shown, f->evidence[at].shown))
            continue;
        if (i > at)
            sg_put(&places, SG_SPAN("; "));
        sg_put_place(&places, &h->teller, f->evidence[i].place);
    }
    sg_put_text(h->out, " <span class=\"place\">");
    sg_put_html(h->out, sg_buf_span(&places));
    sg_put_text(h->out, "</span>");
    sg_buf_free(&places);
}

/* The first of the places of one quotation that is to be seen on the page. */
static bool put_target(struct sg_html *h, const struct sg_finding *f, size_t at)
{
    for (size_t i = at; i < f->n_evidence; i++)
        if (sg_same(f->evidence[i].shown, f->evidence[at].shown) &&
            sg_html_put_target(h, f->evidence[i].place))
            return true;
    return false;
}

static void put_evidence(struct sg_html *h, const struct sg_finding *f, size_t at)
{
    const struct sg_evidence *e = &f->evidence[at];
    sg_put_text(h->out, "<li><a class=\"evidence\"");
    (void)put_target(h, f, at);
    sg_put_text(h->out, ">");
    sg_html_quoted(h, e->shown, e->is_url);
    sg_put_text(h->out, "</a>");
    put_places(h, f, at);
    sg_put_text(h->out, "</li>\n");
}

/* `ID.why` or `ID.note`, when the words have one. */
static void put_extra(struct sg_html *h, const struct sg_finding *f, const char *suffix)
{
    char id[120];
    (void)snprintf(id, sizeof(id), "%s.%s", f->kind->id, suffix);
    sg_span sentence = sg_words_in(h->teller.words, "", sg_span_of(id));
    if (sentence.len == 0)
        return;
    sg_putf(h->out, "<p class=\"%s\">", suffix);
    sg_html_put_word(h, "label", suffix);
    sg_put_octet(h->out, ' ');
    sg_html_sentence(h, sentence, f);
    sg_put_text(h->out, "</p>\n");
}

static void put_combination(struct sg_html *h, const struct sg_told_reasons *told,
                            const struct sg_combination *c, const char *prefix)
{
    sg_span words = sg_words_in(h->teller.words, "combination", c->name);
    sg_put_html(h->out, words.len > 0 ? words : c->name);
    sg_put_text(h->out, " (");
    sg_html_put_word(h, "label", "reasons");
    for (size_t i = 0; i < c->n_findings; i++) {
        size_t n = sg_told_number(told, c->findings[i]);
        sg_putf(h->out, "%s<a href=\"#%s%zu\">%zu</a>", i > 0 ? " + " : " ", prefix, n, n);
    }
    sg_put_octet(h->out, ')');
}

static void put_reason(struct sg_html *h, const struct sg_told_reasons *told, size_t at,
                       const char *prefix)
{
    const struct sg_reason *r = told->at[at];
    sg_putf(h->out, "<li id=\"%s%zu\" value=\"%zu\">\n", prefix, at + 1, at + 1);
    put_head(h, r);
    sg_put_text(h->out, "<p class=\"says\">");
    if (r->finding == NULL)
        put_combination(h, told, r->combination, prefix);
    else
        sg_html_sentence(h, sg_words_for(h->teller.words, r->finding->kind->id), r->finding);
    sg_put_text(h->out, "</p>\n");
    if (r->finding != NULL) {
        sg_put_text(h->out, r->finding->n_evidence > 0 ? "<ul class=\"evidences\">\n" : "");
        for (size_t i = 0; i < r->finding->n_evidence; i++)
            if (!sg_is_quoted_before(r->finding, i))
                put_evidence(h, r->finding, i);
        sg_put_text(h->out, r->finding->n_evidence > 0 ? "</ul>\n" : "");
        put_extra(h, r->finding, "why");
        put_extra(h, r->finding, "note");
    }
    sg_put_text(h->out, "</li>\n");
}

static void put_list(struct sg_html *h, const struct sg_told_reasons *told, size_t from, size_t to,
                     const char *prefix)
{
    if (from >= to)
        return;
    sg_put_text(h->out, "<ol class=\"reasons\">\n");
    for (size_t i = from; i < to && !sg_html_is_full(h); i++)
        put_reason(h, told, i, prefix);
    sg_put_text(h->out, "</ol>\n");
}

void sg_html_reasons(struct sg_html *h, bool reassuring)
{
    const struct sg_told_reasons *told = reassuring ? &h->in_favour : &h->against;
    const char *prefix = reassuring ? "g" : "r";
    sg_html_open_section(h, reassuring ? "in-favour" : "reasons");
    sg_put_text(h->out, "<p class=\"lead\">");
    sg_html_put_word(h, told->n > 0 ? "html" : "label", told->n > 0 ? "reasons-lead" : "none");
    sg_put_text(h->out, "</p>\n");
    put_list(h, told, 0, told->n_weighing, prefix);
    if (told->n > told->n_weighing) {
        sg_put_text(h->out, "<details><summary>");
        sg_html_put_word(h, "html", "without-points");
        sg_putf(h->out, " (%zu)</summary>\n<p class=\"lead\">", told->n - told->n_weighing);
        sg_html_put_word(h, "label", "without-points");
        sg_put_text(h->out, "</p>\n");
        put_list(h, told, told->n_weighing, told->n, prefix);
        sg_put_text(h->out, "</details>\n");
    }
    sg_html_close_section(h);
}
