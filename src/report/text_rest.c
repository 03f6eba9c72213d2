/* report/text_rest.c - hops, oddities, what was not checked, what to do. */
#include <stdio.h>

#include "report/text_parts.h"

enum { MAX_HOPS_SHOWN = 20, HOP_SHOWN = 120 /* octets */ };

static void put_fact(const struct sg_telling *t, struct sg_buf *line, const char *label, sg_span s)
{
    sg_put(line, SG_SPAN(" / "));
    sg_put(line, sg_label(t, label));
    sg_put_octet(line, ' ');
    if (s.len > 0)
        sg_put_shown(line, &t->teller.mask, s, (struct sg_showing){ .most = HOP_SHOWN });
    else
        sg_put(line, sg_label(t, "none"));
}

static void put_hop(const struct sg_telling *t, const struct sg_received *hop, size_t at)
{
    const struct sg_facts *f = t->x->facts;
    const char *writer = sg_hop_writer_id(&f->sender, at);
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    sg_putf(&line, "%zu. ", at + 1);
    sg_put(&line, SG_SPAN(SG_INK_DIM "["));
    sg_put(&line, sg_words_in(t->teller.words, "writer", sg_span_of(writer)));
    sg_put(&line, SG_SPAN("]" SG_INK_PLAIN));
    if (hop->is_readable) {
        put_fact(t, &line, "ip", hop->ip.is_set ? sg_ip_show(f->arena, &hop->ip) : (sg_span){ 0 });
        put_fact(t, &line, "rdns", hop->rdns);
        put_fact(t, &line, "helo", hop->helo);
        put_fact(t, &line, "by", hop->by);
    } else {
        sg_put_octet(&line, ' ');
        sg_put(&line, sg_label(t, "unreadable-hop"));
    }
    sg_sheet_put(&t->sheet, 1, 4, sg_buf_span(&line));
    sg_buf_free(&line);
}

void sg_text_hops(const struct sg_telling *t)
{
    const struct sg_mail *mail = t->x->facts->mail;
    sg_put_heading(t, "heading-hops");
    if (mail->n_hops == 0)
        sg_sheet_put(&t->sheet, 2, 2, sg_label(t, "none"));
    for (size_t i = 0; i < mail->n_hops && i < MAX_HOPS_SHOWN; i++)
        put_hop(t, &mail->hops[i], i);
}

/* Each kind once, with how often. */
void sg_text_oddities(const struct sg_telling *t)
{
    size_t counts[SG_N_ODDITIES] = { 0 }, n = 0;
    for (const struct sg_oddity *o = t->x->facts->oddities.first; o != NULL; o = o->next)
        counts[o->kind]++;
    for (int kind = 0; kind < SG_N_ODDITIES; kind++) {
        if (counts[kind] == 0)
            continue;
        if (n++ == 0)
            sg_put_heading(t, "heading-oddities");
        const char *id = sg_oddity_id((enum sg_oddity_kind)kind);
        sg_span words = sg_words_in(t->teller.words, "oddity", sg_span_of(id));
        struct sg_buf line = SG_BUF(SG_LINE_ROOM);
        sg_put(&line, SG_SPAN("- "));
        sg_put(&line, words.len > 0 ? words : sg_span_of(id));
        if (counts[kind] > 1)
            sg_putf(&line, " \xc3\x97%zu", counts[kind]);
        sg_sheet_put(&t->sheet, 2, 4, sg_buf_span(&line));
        sg_buf_free(&line);
    }
}

static void put_item(const struct sg_telling *t, sg_span sentence)
{
    const struct sg_finding names = { .brand = t->x->facts->brand };
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    sg_put(&line, SG_SPAN("- "));
    sg_put_sentence(&line, &t->teller, sentence, &names);
    sg_sheet_put(&t->sheet, 2, 4, sg_buf_span(&line));
    sg_buf_free(&line);
}

void sg_text_unchecked(const struct sg_telling *t)
{
    struct sg_unchecked all = sg_unchecked_of(t->x);
    sg_put_heading(t, "heading-unchecked");
    for (size_t i = 0; i < all.n; i++) {
        sg_span words = sg_words_in(t->teller.words, "unchecked", sg_span_of(all.ids[i]));
        put_item(t, words.len > 0 ? words : sg_span_of(all.ids[i]));
    }
}

/* What an administrator of the brand's customers has to fear; then received, opened, entered. */
static void put_situations(const struct sg_telling *t)
{
    static const char *const situations[] = { "advice-received", "advice-opened",
                                              "advice-entered" };
    const struct sg_brand *brand = t->x->facts->brand;
    sg_span risk = { 0 };
    if (brand != NULL)
        risk = sg_words_in(t->teller.words, "consequence", brand->category);
    if (risk.len > 0)
        put_item(t, risk);
    for (size_t i = 0; i < sizeof(situations) / sizeof(*situations); i++)
        put_item(t, sg_label(t, situations[i]));
    if (brand == NULL || brand->contact_url.len == 0)
        return;
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    sg_put(&line, sg_label(t, "official-contact"));
    sg_put(&line, SG_SPAN(" "));
    sg_put_shown(&line, NULL, brand->contact_url, (struct sg_showing){ .stays_live = true });
    sg_sheet_put(&t->sheet, 4, 6, sg_buf_span(&line));
    sg_buf_free(&line);
}

void sg_text_advice(const struct sg_telling *t)
{
    enum sg_level level = t->x->verdict.level;
    sg_put_heading(t, "heading-advice");
    put_item(t, sg_words_in(t->teller.words, "advice", sg_span_of(sg_level_id(level))));
    if (level == SG_LEVEL_PHISHING || level == SG_LEVEL_SUSPICIOUS)
        put_situations(t);
}
