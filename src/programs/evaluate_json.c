/* programs/evaluate_json.c - an evaluation as JSON (docs/evaluate.md); shares are parts in a million. */
#include "programs/evaluate.h"
#include "report/json.h"

enum { MILLION = 1000000 };

static int64_t millionths(double share)
{
    return (int64_t)(share * MILLION + 0.5);
}

static void put_share(struct sg_json *j, const char *key, size_t n, size_t of)
{
    struct sg_interval i = sg_wilson(n, of);
    sg_json_object(j, key);
    sg_json_number(j, "n", (int64_t)n);
    sg_json_number(j, "of", (int64_t)of);
    sg_json_number(j, "low", millionths(i.low));
    sg_json_number(j, "high", millionths(i.high));
    sg_json_end(j);
}

static void put_levels(struct sg_json *j, const char *key, const size_t *levels)
{
    sg_json_object(j, key);
    for (int level = 0; level < SG_N_LEVELS; level++)
        sg_json_number(j, sg_level_id((enum sg_level)level), (int64_t)levels[level]);
    sg_json_end(j);
}

static void put_tally(struct sg_json *j, const struct sg_tally *t)
{
    sg_json_object(j, NULL);
    sg_json_word(j, "by", t->by);
    sg_json_array(j, "rows");
    for (size_t i = 0; i < t->rows.n && !sg_json_is_full(j); i++) {
        const struct sg_tally_row *r = &t->rows.at[i];
        size_t phishing = r->clusters[SG_LEVEL_PHISHING];
        sg_json_object(j, NULL);
        sg_json_text(j, "label", r->label);
        sg_json_text_or_null(j, "key", r->key);
        sg_json_number(j, "mails", (int64_t)r->n_mails);
        put_levels(j, "levels", r->mails);
        put_levels(j, "cluster_levels", r->clusters);
        put_share(j, "suspicious", phishing + r->clusters[SG_LEVEL_SUSPICIOUS], r->n_clusters);
        put_share(j, "phishing", phishing, r->n_clusters);
        sg_json_end(j);
    }
    sg_json_end(j);
    sg_json_end(j);
}

static void put_threshold(struct sg_json *j, int32_t threshold)
{
    if (threshold == SG_NEVER + 1)
        sg_json_null(j, "threshold");
    else
        sg_json_number(j, "threshold", threshold);
}

static void put_against(struct sg_json *j, const struct sg_evaluation *e,
                        const struct sg_against *a)
{
    sg_json_object(j, NULL);
    sg_json_word(j, "others", a->id);
    sg_json_number(j, "clusters", (int64_t)a->others.n);
    if (a->others.n > 0 && e->phish.n > 0)
        sg_json_number(j, "auc", millionths(a->auc));
    else
        sg_json_null(j, "auc");
    sg_json_array(j, "cuts");
    for (size_t k = 0; k < SG_N_SHARES && a->others.n > 0; k++) {
        sg_json_object(j, NULL);
        sg_json_number(j, "allowed", (int64_t)sg_evaluation_shares[k] * 100);
        put_threshold(j, a->cuts[k].threshold);
        sg_json_number(j, "alarms", (int64_t)a->cuts[k].alarms);
        put_share(j, "recall", a->cuts[k].caught, e->phish.n);
        sg_json_end(j);
    }
    sg_json_end(j);
    sg_json_end(j);
}

static void put_thresholds(struct sg_json *j, const struct sg_evaluation *e)
{
    sg_json_array(j, "roc");
    for (size_t i = 0; i < SG_N_OTHERS; i++)
        put_against(j, e, &e->against[i]);
    sg_json_end(j);
    sg_json_object(j, "spam_called_phish");
    put_share(j, "suspicious", e->n_spam_suspicious, e->n_spam_clusters);
    put_share(j, "phishing", e->n_spam_phishing, e->n_spam_clusters);
    sg_json_end(j);
    sg_json_array(j, "held_out");
    for (size_t i = 0; i < e->held_out.n && !sg_json_is_full(j); i++) {
        const struct sg_held_out *h = &e->held_out.at[i];
        sg_json_object(j, NULL);
        sg_json_text_or_null(j, "source", h->source);
        put_threshold(j, h->threshold);
        put_share(j, "recall", h->caught, h->phish);
        put_share(j, "accused", h->alarms, h->ham);
        sg_json_end(j);
    }
    sg_json_end(j);
}

static void put_decisive(struct sg_json *j, const struct sg_evaluation *e)
{
    sg_json_array(j, "findings");
    for (size_t i = 0; i < e->decisive.n && !sg_json_is_full(j); i++) {
        const struct sg_decisive *d = &e->decisive.at[i];
        sg_json_object(j, NULL);
        sg_json_text(j, "id", d->id);
        sg_json_number(j, "phish", (int64_t)d->phish);
        sg_json_number(j, "ham", (int64_t)d->ham);
        sg_json_number(j, "spam", (int64_t)d->spam);
        sg_json_number(j, "clusters", (int64_t)d->shown);
        sg_json_number(j, "points", d->points);
        sg_json_number(j, "fall_phish", (int64_t)d->fall_phish);
        sg_json_number(j, "fall_ham", (int64_t)d->fall_ham);
        sg_json_end(j);
    }
    sg_json_end(j);
}

static void put_mail(struct sg_json *j, const struct sg_evaluation *e, const struct sg_measured *m)
{
    sg_json_object(j, NULL);
    sg_json_text(j, "path", m->path);
    sg_json_word(j, "level", sg_level_id(m->level));
    sg_json_number(j, "points", m->points);
    sg_json_array(j, "reasons");
    for (size_t i = 0; i < m->n_signs; i++) {
        sg_json_object(j, NULL);
        sg_json_text(j, "id", e->weighed.at[m->signs[i].at].id);
        sg_json_number(j, "points", m->signs[i].counted);
        sg_json_end(j);
    }
    sg_json_end(j);
    sg_json_end(j);
}

static void put_mistakes(struct sg_json *j, const struct sg_evaluation *e, const char *key,
                         const struct sg_measured *const *list, size_t n)
{
    sg_json_object(j, key);
    sg_json_number(j, "clusters", (int64_t)n);
    sg_json_array(j, "worst");
    for (size_t i = 0; i < n && i < e->worst && !sg_json_is_full(j); i++)
        put_mail(j, e, list[i]);
    sg_json_end(j);
    sg_json_end(j);
}

void sg_evaluation_json(const struct sg_evaluation *e, struct sg_buf *out)
{
    struct sg_json j = { .out = out, .indented = true };
    sg_json_object(&j, NULL);
    sg_json_text(&j, "of", e->title);
    sg_json_number(&j, "mails", (int64_t)e->mails.n);
    sg_json_number(&j, "lost", (int64_t)e->n_lost);
    sg_json_object(&j, "thresholds");
    sg_json_number(&j, "suspicious", e->weights->suspicious);
    sg_json_number(&j, "phishing", e->weights->phishing);
    sg_json_end(&j);
    sg_json_array(&j, "levels");
    for (size_t i = 0; i < e->n_tallies; i++)
        put_tally(&j, &e->tallies[i]);
    sg_json_end(&j);
    put_thresholds(&j, e);
    put_mistakes(&j, e, "false_alarms", e->alarms, e->n_alarms);
    put_mistakes(&j, e, "misses", e->misses, e->n_misses);
    put_decisive(&j, e);
    sg_json_end(&j);
}
