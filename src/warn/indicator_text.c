/* warn/indicator_text.c - indicators for a person: defanged, with why and why not. */
#include "report/shown.h"
#include "warn/clock.h"
#include "warn/indicator_lists.h"

static sg_span word(const struct sg_words *words, const char *id)
{
    return sg_words_in(words, "indicators", sg_span_of(id));
}

static sg_span word_of(const struct sg_words *words, const char *prefix, const char *id)
{
    struct sg_buf name = SG_BUF(128);
    sg_putf(&name, "%s-%s", prefix, id);
    sg_span sentence = sg_words_in(words, "indicators", sg_buf_span(&name));
    sg_buf_free(&name);
    return sentence;
}

static void put_value(struct sg_buf *out, enum sg_indicator_kind kind, sg_span value,
                      const struct sg_words *words)
{
    bool is_words = kind == SG_INDICATOR_SUBJECT || kind == SG_INDICATOR_FILE;
    if (value.len == 0)
        sg_put(out, word(words, "hidden"));
    else
        sg_put_shown(out, NULL, value, (struct sg_showing){ .is_url = !is_words });
}

static void put_heading(struct sg_buf *out, const struct sg_words *words, const char *id)
{
    sg_put_octet(out, '\n');
    sg_put(out, word(words, id));
    sg_put_octet(out, '\n');
}

static void put_dates(struct sg_buf *out, const struct sg_indicator *i)
{
    if (i->first == 0)
        return;
    sg_put_text(out, ", ");
    sg_put_day(out, i->first);
    if (i->last - i->first < 86400)
        return;
    sg_put_text(out, " - ");
    sg_put_day(out, i->last);
}

static void put_indicator(struct sg_buf *out, const struct sg_indicator *i,
                          const struct sg_words *words)
{
    sg_put_text(out, "  ");
    sg_put(out, word_of(words, "kind", sg_indicator_kind_id(i->kind)));
    sg_put_text(out, "  ");
    put_value(out, i->kind, i->value, words);
    if (i->is_prefix)
        sg_put_text(out, " \xe2\x80\xa6");
    if (i->name.len > 0) {
        sg_put_text(out, "  ");
        sg_put_shown(out, NULL, i->name, (struct sg_showing){ .most = 100 });
    }
    sg_putf(out, "  (%d%%, ", (int)i->confidence);
    sg_put(out, word(words, "mails"));
    sg_putf(out, " %zu", i->n_mails);
    put_dates(out, i);
    sg_put_text(out, ")\n      ");
    sg_put_indicator_why(out, i, words);
    sg_put_octet(out, '\n');
}

static void put_scope(struct sg_buf *out, const struct sg_indicators *all,
                      const struct sg_words *words, enum sg_indicator_scope scope)
{
    bool has_any = false;
    for (size_t i = 0; i < all->n; i++) {
        if (all->at[i].scope != scope)
            continue;
        if (!has_any)
            put_heading(out, words, scope == SG_SCOPE_BLOCK ? "heading-block" : "heading-watch");
        has_any = true;
        put_indicator(out, &all->at[i], words);
    }
}

void sg_put_indicator_text(struct sg_buf *out, const struct sg_indicators *all,
                           const struct sg_words *words)
{
    sg_put(out, word(words, "title"));
    sg_putf(out, "\n%zu / %zu ", all->n_judged, all->n_mails);
    sg_put(out, word(words, "judged"));
    sg_put_octet(out, '\n');
    put_scope(out, all, words, SG_SCOPE_BLOCK);
    put_scope(out, all, words, SG_SCOPE_WATCH);
    if (all->n_out > 0)
        put_heading(out, words, "heading-out");
    for (size_t i = 0; i < all->n_out; i++) {
        sg_put_text(out, "  ");
        sg_put(out, word_of(words, "kind", sg_indicator_kind_id(all->out[i].kind)));
        sg_put_text(out, "  ");
        put_value(out, all->out[i].kind, all->out[i].value, words);
        sg_put_text(out, "\n      ");
        sg_put(out, word_of(words, "out", all->out[i].why));
        sg_put_octet(out, '\n');
    }
    if (all->is_cut)
        put_heading(out, words, "cut");
}
