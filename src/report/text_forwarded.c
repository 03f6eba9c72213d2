/* report/text_forwarded.c - whose mail is judged where one came inside another. */
#include "facts/inner.h"
#include "report/forwarded.h"
#include "report/text_parts.h"

enum { WRAPPER_SHOWN = 200 /* octets of its subject */ };

/* "Taro <taro@example.jp> "Fwd: ..." - no sign" */
static void put_wrapper(const struct sg_telling *t, const struct sg_examination *wrapper)
{
    const struct sg_address *from = wrapper->facts->sender.from;
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    if (from == NULL)
        sg_put(&line, sg_label(t, "none"));
    else {
        sg_put_plain(t, &line, from->display.utf8);
        sg_put(&line, SG_SPAN(" <"));
        sg_put_plain(t, &line, sg_address_spec(wrapper->facts->arena, from));
        sg_put(&line, SG_SPAN("> "));
    }
    sg_put_quoted(t, &line, sg_cut(wrapper->facts->mail->subject.utf8, 0, WRAPPER_SHOWN), false);
    sg_put(&line, SG_SPAN(" \xe2\x80\x94 "));
    sg_put(&line,
           sg_words_in(t->teller.words, "level", sg_span_of(sg_level_id(wrapper->verdict.level))));
    sg_sheet_labelled(&t->sheet, sg_label(t, "wrapper"), SG_MARGIN, sg_buf_span(&line));
    sg_buf_free(&line);
}

static void put_lost(const struct sg_telling *t)
{
    struct sg_lost lost = sg_lost_of(t->x);
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    for (size_t i = 0; i < lost.n; i++) {
        if (i > 0)
            sg_put(&line, t->teller.words->japanese ? SG_SPAN("、") : SG_SPAN(", "));
        sg_put(&line, sg_words_in(t->teller.words, "lost", sg_span_of(lost.ids[i])));
    }
    sg_sheet_labelled(&t->sheet, sg_label(t, "lost"), SG_MARGIN, sg_buf_span(&line));
    sg_buf_free(&line);
}

void sg_text_forwarded(const struct sg_telling *t)
{
    const struct sg_examination *x = t->x;
    if (x->wrapper == NULL)
        return;
    const char *id = x->wrapper->facts->passes_on ? sg_forwarded_how_id(x) : "inside";
    sg_sheet_put(&t->sheet, 0, 0, sg_words_in(t->teller.words, "forwarded", sg_span_of(id)));
    put_wrapper(t, sg_outermost(x));
    put_lost(t);
    if (x->facts->as->is_decoded)
        sg_sheet_put(&t->sheet, SG_MARGIN, SG_MARGIN, sg_label(t, "decoded-places"));
}
