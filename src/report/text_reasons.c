/* report/text_reasons.c - each reason as a sentence with its quoted evidence and how sure it is. */
#include <stdio.h>

#include "report/place.h"
#include "report/text_parts.h"
#include "report/told.h"

enum { REASON_INDENT = 4 };

static void put_head(const struct sg_telling *t, struct sg_buf *line, const struct sg_reason *r,
                     size_t n)
{
    sg_putf(line, "%2zu. ", n);
    sg_put(line, SG_SPAN(SG_INK_DIM "["));
    if (r->points != 0) {
        sg_put_points(line, r->points);
        sg_put_octet(line, ' ');
    }
    enum sg_certainty c = r->finding == NULL ? SG_HEURISTIC : r->finding->kind->certainty;
    sg_put(line, sg_words_in(t->teller.words, "certainty", sg_span_of(sg_certainty_id(c))));
    sg_put(line, SG_SPAN("]" SG_INK_PLAIN " "));
}

/* One quotation with every place where it stands: a mail says the same in its text and in its page. */
static void put_evidence(const struct sg_telling *t, const struct sg_finding *f, size_t at)
{
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    sg_put(&line, SG_SPAN(SG_INK_BLUE));
    sg_put_quoted(t, &line, f->evidence[at].shown, f->evidence[at].is_url);
    sg_put(&line, SG_SPAN(SG_INK_DIM " ("));
    for (size_t i = at; i < f->n_evidence; i++) {
        if (!sg_same(f->evidence[i].shown, f->evidence[at].shown))
            continue;
        if (i > at)
            sg_put(&line, SG_SPAN("; "));
        sg_put_place(&line, &t->teller, f->evidence[i].place);
    }
    sg_put(&line, SG_SPAN(")" SG_INK_PLAIN));
    sg_sheet_put(&t->sheet, REASON_INDENT, REASON_INDENT + 2, sg_buf_span(&line));
    sg_buf_free(&line);
}

/* `ID.why` or `ID.note`, when the words have one. */
static void put_extra(const struct sg_telling *t, const struct sg_finding *f, const char *suffix)
{
    char id[120];
    (void)snprintf(id, sizeof(id), "%s.%s", f->kind->id, suffix);
    sg_span sentence = sg_words_in(t->teller.words, "", sg_span_of(id));
    if (sentence.len == 0)
        return;
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    sg_put(&line, SG_SPAN(SG_INK_DIM));
    sg_put(&line, sg_label(t, suffix));
    sg_put_octet(&line, ' ');
    sg_put_sentence(&line, &t->teller, sentence, f);
    sg_put(&line, SG_SPAN(SG_INK_PLAIN));
    sg_sheet_put(&t->sheet, REASON_INDENT, REASON_INDENT + 2, sg_buf_span(&line));
    sg_buf_free(&line);
}

/* "... (2 + 7)": the reasons that come together, by their numbers. */
static void put_combination(const struct sg_telling *t, struct sg_buf *line,
                            const struct sg_told_reasons *order, const struct sg_combination *c)
{
    sg_span words = sg_words_in(t->teller.words, "combination", c->name);
    sg_put(line, words.len > 0 ? words : c->name);
    sg_put(line, SG_SPAN(" ("));
    sg_put(line, sg_label(t, "reasons"));
    for (size_t i = 0; i < c->n_findings; i++)
        sg_putf(line, "%s%zu", i > 0 ? " + " : " ", sg_told_number(order, c->findings[i]));
    sg_put(line, SG_SPAN(")"));
}

static void put_reason(const struct sg_telling *t, const struct sg_told_reasons *order, size_t at)
{
    const struct sg_reason *r = order->at[at];
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    put_head(t, &line, r, at + 1);
    if (r->finding == NULL)
        put_combination(t, &line, order, r->combination);
    else
        sg_put_finding(&line, &t->teller, r->finding);
    sg_sheet_put(&t->sheet, 0, REASON_INDENT, sg_buf_span(&line));
    sg_buf_free(&line);
    if (r->finding == NULL)
        return;
    for (size_t i = 0; i < r->finding->n_evidence; i++)
        if (!sg_is_quoted_before(r->finding, i))
            put_evidence(t, r->finding, i);
    put_extra(t, r->finding, "why");
    put_extra(t, r->finding, "note");
}

void sg_text_reasons(const struct sg_telling *t, bool reassuring)
{
    struct sg_told_reasons order = sg_told_reasons_of(t->x, reassuring);
    sg_put_heading(t, reassuring ? "heading-in-favour" : "heading-reasons");
    if (order.n == 0)
        sg_sheet_put(&t->sheet, 2, 2, sg_label(t, "none"));
    for (size_t i = 0; i < order.n; i++) {
        if (i == order.n_weighing)
            sg_sheet_put(&t->sheet, 2, 2, sg_label(t, "without-points"));
        put_reason(t, &order, i);
    }
}
