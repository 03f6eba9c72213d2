/* report/as_text.c - the report in its order: verdict, sender, reasons, links, hops, the rest, advice. */
#include "report/as_text.h"

#include <stdio.h>

#include "report/text_parts.h"
#include "report/told.h"

enum {
    PATH_SHOWN = 400, /* octets */
    SUBJECT_SHOWN = 200,
};

sg_span sg_label(const struct sg_telling *t, const char *name)
{
    sg_span word = sg_words_in(t->teller.words, "label", sg_span_of(name));
    return word.len > 0 ? word : sg_span_of(name);
}

void sg_put_heading(const struct sg_telling *t, const char *label)
{
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    sg_put(&line, SG_SPAN(SG_INK_BOLD));
    sg_put(&line, sg_label(t, label));
    sg_put(&line, SG_SPAN(SG_INK_PLAIN));
    sg_put_octet(t->sheet.out, '\n');
    sg_sheet_put(&t->sheet, 0, 0, sg_buf_span(&line));
    sg_buf_free(&line);
}

void sg_put_plain(const struct sg_telling *t, struct sg_buf *out, sg_span s)
{
    sg_put_shown(out, &t->teller.mask, s, (struct sg_showing){ .most = SG_MAX_SHOWN });
}

void sg_put_quoted(const struct sg_telling *t, struct sg_buf *out, sg_span s, bool is_url)
{
    bool ja = t->teller.words->japanese;
    sg_put_text(out, ja ? "「" : "\"");
    sg_put_shown(out, &t->teller.mask, s,
                 (struct sg_showing){ .most = SG_MAX_SHOWN, .is_url = is_url });
    sg_put_text(out, ja ? "」" : "\"");
}

void sg_put_points(struct sg_buf *out, int32_t points)
{
    unsigned size = points < 0 ? (unsigned)-points : (unsigned)points;
    sg_putf(out, "%c%u.%02u", points < 0 ? '-' : '+', size / 100, size % 100);
}

static const char *ink_of(enum sg_level level)
{
    static const char *const inks[] = { [SG_LEVEL_PHISHING] = SG_INK_RED,
                                        [SG_LEVEL_SUSPICIOUS] = SG_INK_YELLOW,
                                        [SG_LEVEL_NO_SIGN] = SG_INK_PLAIN,
                                        [SG_LEVEL_GENUINE] = SG_INK_GREEN,
                                        [SG_LEVEL_UNDETERMINED] = SG_INK_YELLOW };
    return inks[level];
}

/* The level in one sentence; with the brand's name when the mail claims one. */
static void put_verdict(const struct sg_telling *t)
{
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    sg_put(&line, SG_SPAN(SG_INK_BOLD));
    sg_put_text(&line, ink_of(t->x->verdict.level));
    sg_put_verdict(&line, &t->teller, t->x);
    sg_put(&line, SG_SPAN(SG_INK_PLAIN));
    sg_sheet_put(&t->sheet, 0, 0, sg_buf_span(&line));
    sg_buf_free(&line);
}

static void put_labelled(const struct sg_telling *t, const char *label, sg_span s, size_t most)
{
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    sg_put_shown(&line, &t->teller.mask, s, (struct sg_showing){ .most = most });
    sg_sheet_labelled(&t->sheet, sg_label(t, label), SG_MARGIN, sg_buf_span(&line));
    sg_buf_free(&line);
}

/* The sum of the reasons, and from where on it means what. */
static void put_sum(const struct sg_telling *t)
{
    const struct sg_weights *weights = t->x->facts->intel->weights;
    struct sg_buf line = SG_BUF(SG_LINE_ROOM), low = SG_BUF(SG_LINE_ROOM),
                  high = SG_BUF(SG_LINE_ROOM);
    sg_put_points(&line, t->x->verdict.points);
    if (weights != NULL) {
        sg_put_points(&low, weights->suspicious);
        sg_put_points(&high, weights->phishing);
        const struct sg_finding levels = { .args = { { "suspicious", sg_buf_span(&low), false },
                                                     { "phishing", sg_buf_span(&high), false } },
                                           .n_args = 2 };
        sg_put_octet(&line, ' ');
        sg_put_sentence(&line, &t->teller, sg_label(t, "scale"), &levels);
    }
    sg_sheet_labelled(&t->sheet, sg_label(t, "points"), SG_MARGIN, sg_buf_span(&line));
    if (sg_is_held_back(t->x))
        sg_sheet_put(&t->sheet, SG_MARGIN, SG_MARGIN, sg_label(t, "held-back"));
    sg_buf_free(&line);
    sg_buf_free(&low);
    sg_buf_free(&high);
}

static struct sg_telling open_telling(const struct sg_sheet *sheet, const struct sg_examination *x,
                                      const struct sg_words *words)
{
    return (struct sg_telling){ .sheet = *sheet, .teller = sg_teller_of(x, words), .x = x };
}

void sg_report_text(const struct sg_sheet *sheet, const struct sg_examination *x,
                    const struct sg_words *words, sg_span path)
{
    struct sg_telling t = open_telling(sheet, x, words);
    put_verdict(&t);
    sg_text_forwarded(&t);
    put_sum(&t);
    put_labelled(&t, "file", path, PATH_SHOWN);
    put_labelled(&t, "subject", x->facts->mail->subject.utf8, SUBJECT_SHOWN);
    sg_text_sender(&t);
    sg_text_reasons(&t, false);
    sg_text_links(&t);
    sg_text_attachments(&t);
    sg_text_hops(&t);
    sg_text_reasons(&t, true);
    sg_text_oddities(&t);
    sg_text_unchecked(&t);
    sg_text_advice(&t);
}

/* The reason that says most in one line: what stands in the mail rather than how it reads as a whole. */
static const struct sg_reason *heaviest(const struct sg_verdict *v)
{
    const struct sg_reason *as_a_whole = NULL;
    for (size_t i = 0; i < v->n_reasons; i++) {
        const struct sg_reason *r = &v->reasons[i];
        if (r->finding == NULL || r->points <= 0)
            continue;
        if (r->finding->kind->group != SG_GROUP_TEXT)
            return r;
        as_a_whole = as_a_whole == NULL ? r : as_a_whole;
    }
    return as_a_whole;
}

void sg_report_brief(const struct sg_sheet *sheet, const struct sg_examination *x,
                     const struct sg_words *words, sg_span path)
{
    struct sg_telling t = open_telling(sheet, x, words);
    const struct sg_verdict *v = &x->verdict;
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    sg_put_text(&line, ink_of(v->level));
    sg_put(&line, sg_words_in(words, "level", sg_span_of(sg_level_id(v->level))));
    sg_put(&line, SG_SPAN(SG_INK_PLAIN "  "));
    sg_put_points(&line, v->points);
    sg_put(&line, SG_SPAN("  "));
    sg_put_shown(&line, NULL, path, (struct sg_showing){ .most = PATH_SHOWN, .stays_live = true });
    const struct sg_sheet unbroken = { sheet->out, 0,
                                       sheet->colour }; /* a path is copied as a whole */
    sg_sheet_put(&unbroken, 0, 4, sg_buf_span(&line));
    const struct sg_reason *r = heaviest(v);
    if (r != NULL && v->level <= SG_LEVEL_SUSPICIOUS) {
        line.len = 0;
        sg_put_finding(&line, &t.teller, r->finding);
        sg_sheet_put(sheet, 4, 4, sg_buf_span(&line));
    }
    sg_buf_free(&line);
}

void sg_report_text_lost(const struct sg_sheet *sheet, const struct sg_words *words, sg_span path,
                         const char *reason)
{
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    sg_put(&line, sg_words_in(words, "level", SG_SPAN("undetermined")));
    sg_put(&line, SG_SPAN("  "));
    sg_put_shown(&line, NULL, path, (struct sg_showing){ .most = PATH_SHOWN, .stays_live = true });
    sg_put(&line, SG_SPAN("  "));
    sg_put(&line, sg_words_in(words, "unchecked", sg_span_of(reason)));
    sg_sheet_put(sheet, 0, 4, sg_buf_span(&line));
    sg_buf_free(&line);
}
