/* report/text_reasons.c - each reason as a sentence with its quoted evidence and how sure it is. */
#include <stdio.h>

#include "report/text_parts.h"

enum { REASON_INDENT = 4 };

static void put_head(const struct sg_telling *t, struct sg_buf *line, const struct sg_reason *r,
                     size_t n)
{
    sg_putf(line, "%zu. ", n);
    sg_put(line, SG_SPAN(SG_INK_DIM "["));
    sg_put_points(line, r->points);
    sg_put_octet(line, ' ');
    enum sg_certainty c = r->finding == NULL ? SG_HEURISTIC : r->finding->kind->certainty;
    sg_put(line, sg_words_in(t->teller.words, "certainty", sg_span_of(sg_certainty_id(c))));
    sg_put(line, SG_SPAN("]" SG_INK_PLAIN " "));
}

static void put_place(const struct sg_telling *t, struct sg_buf *line, struct sg_range place)
{
    sg_put_octet(line, '(');
    sg_put(line, sg_label(t, "octets"));
    sg_putf(line, " %zu-%zu)", place.from, place.from + place.len - 1);
}

static void put_evidence(const struct sg_telling *t, const struct sg_evidence *e)
{
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    sg_put(&line, SG_SPAN(SG_INK_BLUE));
    sg_put_quoted(t, &line, e->shown, e->is_url);
    sg_put(&line, SG_SPAN(SG_INK_DIM " "));
    if (e->place.len > 0)
        put_place(t, &line, e->place);
    else
        sg_put(&line, sg_label(t, "from-envelope"));
    sg_put(&line, SG_SPAN(SG_INK_PLAIN));
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

static void put_combination(const struct sg_telling *t, struct sg_buf *line,
                            const struct sg_combination *c)
{
    sg_span words = sg_words_in(t->teller.words, "combination", c->name);
    sg_put(line, words.len > 0 ? words : c->name);
    sg_put(line, SG_SPAN(" ("));
    for (size_t i = 0; i < c->n_findings; i++) {
        if (i > 0)
            sg_put(line, SG_SPAN(" + "));
        sg_put(line, c->findings[i]);
    }
    sg_put(line, SG_SPAN(")"));
}

static void put_reason(const struct sg_telling *t, const struct sg_reason *r, size_t n)
{
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    put_head(t, &line, r, n);
    if (r->finding == NULL)
        put_combination(t, &line, r->combination);
    else
        sg_put_finding(&line, &t->teller, r->finding);
    sg_sheet_put(&t->sheet, 1, REASON_INDENT, sg_buf_span(&line));
    sg_buf_free(&line);
    if (r->finding == NULL)
        return;
    for (size_t i = 0; i < r->finding->n_evidence; i++)
        put_evidence(t, &r->finding->evidence[i]);
    put_extra(t, r->finding, "why");
    put_extra(t, r->finding, "note");
}

void sg_text_reasons(const struct sg_telling *t, bool reassuring)
{
    const struct sg_verdict *v = &t->x->verdict;
    size_t n = 0;
    for (size_t i = 0; i < v->n_reasons; i++) {
        if (sg_reason_reassures(&v->reasons[i]) != reassuring)
            continue;
        if (n == 0)
            sg_put_heading(t, reassuring ? "heading-in-favour" : "heading-reasons");
        put_reason(t, &v->reasons[i], ++n);
    }
    if (n > 0)
        return;
    sg_put_heading(t, reassuring ? "heading-in-favour" : "heading-reasons");
    sg_sheet_put(&t->sheet, 2, 2, sg_label(t, "none"));
}
