/* facts/wording.c - how like lures a mail reads, by runs of characters of the sender's name, the subject and its longest
 * text. */
#include "base/limits.h"
#include "facts/build.h"
#include "text/unicode.h"

enum {
    TELLING = 60, /* characters of what is quoted as the most telling */
    LURE = 100,   /* hundredths of log-odds: at least, to be like lures */
};

bool sg_wording_is_lure(int32_t score)
{
    return score >= LURE;
}

bool sg_wording_is_quoted(const struct sg_facts *f)
{
    return f->is_notice || f->is_forward || f->is_report || f->is_digest ||
           (f->is_list && sg_fields_first(f->mail->fields, SG_SPAN("List-Post")) != NULL);
}

bool sg_speaks_for_others(const struct sg_facts *f)
{
    return f->is_list || f->is_forward || f->is_conversation || f->is_report || f->is_digest ||
           f->is_notice;
}

static const struct sg_passage *longest_text(const struct sg_facts *f)
{
    const struct sg_passage *longest = NULL;
    for (size_t i = 1; i < f->n_passages; i++)
        if (f->passages[i].folded.utf8.len > 0 &&
            (longest == NULL || f->passages[i].folded.utf8.len > longest->folded.utf8.len))
            longest = &f->passages[i];
    return longest;
}

/* The texts that are read, the longest last; of the mail's own there is none where it has no body. */
enum { NAME, SUBJECT, BODY, N_TEXTS };

static struct sg_gram_walk walk_of(const struct sg_facts *f, int which)
{
    const struct sg_passage *longest = longest_text(f);
    if (which == BODY)
        return sg_gram_walk(longest == NULL ? (sg_span){ 0 } : longest->folded.utf8,
                            SG_MAX_WORDING);
    if (which == SUBJECT)
        return sg_gram_walk(f->passages[0].folded.utf8, SG_MAX_WORDING_SUBJECT);
    if (f->mail->from.n == 0)
        return sg_gram_walk((sg_span){ 0 }, 0);
    sg_span name = sg_utf8_cut(f->mail->from.at[0].display.utf8, SG_MAX_WORDING_SUBJECT);
    return sg_gram_walk(sg_fold_span(f->arena, f->intel->folder, name), SG_MAX_WORDING_SUBJECT);
}

/* What is set for the first time on the way, weighed; 0 without weights. */
static int32_t set_runs(const struct sg_gram_walk *w, const int8_t *weights, struct sg_grams *out)
{
    int32_t sum = 0;
    for (size_t i = 0; i < w->n_buckets; i++)
        if (sg_gram_set(out, w->buckets[i]) && weights != NULL)
            sum += weights[w->buckets[i]];
    return sum;
}

void sg_wording_grams(const struct sg_facts *facts, struct sg_grams *out)
{
    for (int which = 0; which < N_TEXTS; which++)
        for (struct sg_gram_walk w = walk_of(facts, which); sg_gram_next(&w);)
            (void)set_runs(&w, NULL, out);
}

/* The stretches of a text one after another, and the heaviest so far. */
struct telling {
    size_t from, characters;
    int32_t sum, most;
    struct sg_range best;
};

static void tell(struct telling *t, int32_t sum, const struct sg_gram_walk *w)
{
    size_t at = w->at;
    bool is_in_word = w->was_ascii && sg_is_alnum(sg_at(w->text, at));
    t->sum += sum;
    if (++t->characters < TELLING || (is_in_word && t->characters < (size_t)2 * TELLING))
        return;
    if (t->sum > t->most) {
        t->most = t->sum;
        t->best = (struct sg_range){ t->from, at - t->from };
    }
    *t = (struct telling){ .from = at, .most = t->most, .best = t->best };
}

void sg_facts_wording(struct sg_facts *f)
{
    const struct sg_model *model = f->intel->model;
    struct sg_grams grams = { 0 };
    struct telling telling = { 0 };
    int32_t sum = 0;
    f->wording.passage = longest_text(f);
    for (int which = 0; which < N_TEXTS; which++)
        for (struct sg_gram_walk w = walk_of(f, which); sg_gram_next(&w);) {
            int32_t more = set_runs(&w, model->weights, &grams);
            sum += more;
            if (which == BODY)
                tell(&telling, more, &w);
        }
    f->wording.telling = telling.best;
    f->wording.score = sg_model_score(model, sum, grams.n);
}
