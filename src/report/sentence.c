#include "report/sentence.h"

#include <stdio.h>
#include <string.h>

enum {
    VALUE_SHOWN = 160, /* octets of one value inside a sentence */
    NAME_ROOM = 40,    /* octets of a value's or section's name */
};

struct value {
    sg_span text;
    bool is_url, is_ours; /* ours: a word or a brand's name, nothing to hide */
};

struct sg_teller sg_teller_of(const struct sg_examination *x, const struct sg_words *words)
{
    return (struct sg_teller){ .words = words, .facts = x->facts, .mask = sg_mask_of(x->facts) };
}

sg_span sg_country_name(const struct sg_teller *teller, sg_span code)
{
    const struct sg_country *c = sg_map_get(&teller->facts->intel->lists->countries, code);
    if (c == NULL)
        return code;
    return teller->words->japanese ? c->name_ja : c->name_en;
}

static const struct sg_arg *find_arg(const struct sg_finding *f, sg_span name)
{
    for (size_t i = 0; i < f->n_args; i++)
        if (sg_same(sg_span_of(f->args[i].name), name))
            return &f->args[i];
    return NULL;
}

/* What is odd about the wording that a finding speaks of: of the phrase itself where it has that, else of its
 * category. */
static struct value explanation(const struct sg_teller *t, const struct sg_phrase *phrase,
                                bool of_category)
{
    sg_span own = t->words->japanese ? phrase->why_ja : phrase->why_en;
    if (own.len == 0 || of_category)
        own = sg_words_in(t->words, "lure", sg_span_of(sg_phrase_category_id(phrase->category)));
    return (struct value){ .text = own, .is_ours = true };
}

static struct value raw_value(const struct sg_teller *t, const struct sg_finding *f, sg_span name)
{
    char spoken[NAME_ROOM + 4];
    const struct sg_arg *arg = f == NULL ? NULL : find_arg(f, name);
    if (arg == NULL && f != NULL && name.len < NAME_ROOM) {
        (void)snprintf(spoken, sizeof(spoken), "%.*s_%s", (int)name.len, (const char *)name.at,
                       t->words->japanese ? "ja" : "en");
        arg = find_arg(f, sg_span_of(spoken));
    }
    if (arg != NULL)
        return (struct value){ .text = arg->value, .is_url = arg->is_url };
    if (f != NULL && f->brand != NULL && sg_same(name, SG_SPAN("brand")))
        return (struct value){ .text = sg_brand_shown(f->brand, t->words->japanese),
                               .is_ours = true };
    if (f != NULL && f->phrase != NULL &&
        (sg_same(name, SG_SPAN("why")) || sg_same(name, SG_SPAN("lure"))))
        return explanation(t, f->phrase, sg_same(name, SG_SPAN("lure")));
    return (struct value){ 0 };
}

/* `inside` is what stands between the braces: "name" or "name:section". */
static struct value value_of(const struct sg_teller *t, const struct sg_finding *f, sg_span inside)
{
    size_t colon = sg_find(inside, ':', 0);
    struct value v = raw_value(t, f, sg_cut(inside, 0, colon));
    sg_span section = sg_tail(inside, colon + 1);
    if (v.text.len == 0 || section.len == 0 || section.len >= NAME_ROOM)
        return v;
    char name[NAME_ROOM];
    (void)snprintf(name, sizeof(name), "%.*s", (int)section.len, (const char *)section.at);
    sg_span word = strcmp(name, "country") == 0 ? sg_country_name(t, v.text)
                                                : sg_words_in(t->words, name, v.text);
    return word.len == 0 ? v : (struct value){ .text = word, .is_ours = true };
}

struct told { /* one finding by one teller */
    const struct sg_teller *teller;
    const struct sg_finding *finding;
};

static bool put_value(const void *with, struct sg_buf *out, sg_span inside)
{
    const struct told *told = with;
    struct value v = value_of(told->teller, told->finding, inside);
    if (v.is_ours)
        sg_put(out, v.text);
    else
        sg_put_shown(out, &told->teller->mask, v.text,
                     (struct sg_showing){ .most = VALUE_SHOWN, .is_url = v.is_url });
    return v.text.len > 0;
}

void sg_put_sentence(struct sg_buf *out, const struct sg_teller *t, sg_span s,
                     const struct sg_finding *f)
{
    const struct told told = { t, f };
    sg_words_fill(out, s, &(struct sg_filling){ put_value, &told });
}

void sg_put_finding(struct sg_buf *out, const struct sg_teller *t, const struct sg_finding *f)
{
    sg_put_sentence(out, t, sg_words_for(t->words, f->kind->id), f);
}
