/* report/html_rest.c - oddities, what was not checked, what to do. */
#include "report/html_parts.h"
#include "report/unchecked.h"

/* Each kind once, with how often. */
void sg_html_oddities(struct sg_html *h)
{
    size_t counts[SG_N_ODDITIES] = { 0 }, n = 0;
    for (const struct sg_oddity *o = h->x->facts->oddities.first; o != NULL; o = o->next)
        counts[o->kind]++;
    for (int kind = 0; kind < SG_N_ODDITIES; kind++) {
        if (counts[kind] == 0)
            continue;
        if (n++ == 0) {
            sg_html_open_section(h, "oddities");
            sg_put_text(h->out, "<ul>\n");
        }
        sg_put_text(h->out, "<li>");
        sg_html_put_word(h, "oddity", sg_oddity_id((enum sg_oddity_kind)kind));
        if (counts[kind] > 1)
            sg_putf(h->out, " \xc3\x97%zu", counts[kind]);
        sg_put_text(h->out, "</li>\n");
    }
    if (n == 0)
        return;
    sg_put_text(h->out, "</ul>\n");
    sg_html_close_section(h);
}

static void put_item(struct sg_html *h, sg_span sentence)
{
    const struct sg_finding names = { .brand = h->x->facts->brand };
    sg_put_text(h->out, "<li>");
    sg_html_sentence(h, sentence, &names);
    sg_put_text(h->out, "</li>\n");
}

void sg_html_unchecked(struct sg_html *h)
{
    struct sg_unchecked all = sg_unchecked_of(h->x);
    sg_html_open_section(h, "unchecked");
    sg_put_text(h->out, "<ul>\n");
    for (size_t i = 0; i < all.n; i++)
        put_item(h, sg_html_word(h, "unchecked", all.ids[i]));
    sg_put_text(h->out, "</ul>\n");
    sg_html_close_section(h);
}

/* What an administrator of the brand's customers has to fear; then received, opened, entered. */
static void put_situations(struct sg_html *h)
{
    static const char *const situations[] = { "advice-received", "advice-opened",
                                              "advice-entered" };
    const struct sg_brand *brand = h->x->facts->brand;
    sg_span risk = { 0 };
    if (brand != NULL)
        risk = sg_words_in(h->teller.words, "consequence", brand->category);
    if (risk.len > 0)
        put_item(h, risk);
    for (size_t i = 0; i < sizeof(situations) / sizeof(*situations); i++)
        put_item(h, sg_html_word(h, "label", situations[i]));
    if (brand == NULL || brand->contact_url.len == 0)
        return;
    sg_put_text(h->out, "<li>");
    sg_html_put_word(h, "label", "official-contact");
    sg_put_text(h->out, " <code class=\"address\">");
    sg_put_html(h->out, brand->contact_url);
    sg_put_text(h->out, "</code></li>\n");
}

void sg_html_advice(struct sg_html *h)
{
    enum sg_level level = h->x->verdict.level;
    sg_html_open_section(h, "advice");
    sg_put_text(h->out, "<ul>\n");
    put_item(h, sg_html_word(h, "advice", sg_level_id(level)));
    if (level == SG_LEVEL_PHISHING || level == SG_LEVEL_SUSPICIOUS)
        put_situations(h);
    sg_put_text(h->out, "</ul>\n");
    sg_html_close_section(h);
}
