/* programs/evaluate_text.c - an evaluation as aligned text. */
#include "base/limits.h"
#include "programs/evaluate.h"
#include "report/sheet.h"
#include "report/shown.h"

enum { KEY_COLUMNS = 34, MOST_KEY = 80, MOST_DECISIVE = 40 };

static void put_key(struct sg_buf *out, sg_span key, size_t columns)
{
    struct sg_buf shown = SG_BUF((size_t)SG_MAX_SHOWN * 8);
    sg_put_shown(&shown, NULL, key, (struct sg_showing){ .most = MOST_KEY });
    sg_put(out, sg_buf_span(&shown));
    for (size_t n = sg_columns(sg_buf_span(&shown)); n < columns; n++)
        sg_put_octet(out, ' ');
    sg_buf_free(&shown);
}

static void put_title(struct sg_buf *out, const char *title)
{
    sg_putf(out, "\n%s\n", title);
}

/* "12.3 [10.1-14.8]" */
static void put_share(struct sg_buf *out, size_t n, size_t of)
{
    struct sg_interval i = sg_wilson(n, of);
    if (of == 0)
        sg_putf(out, "%21s", "-");
    else
        sg_putf(out, " %6.2f [%5.2f-%6.2f]", 100 * (double)n / (double)of, 100 * i.low,
                100 * i.high);
}

/* ---- levels ---- */

static void put_row(struct sg_buf *out, const struct sg_tally_row *r)
{
    size_t phishing = r->clusters[SG_LEVEL_PHISHING];
    put_key(out, r->label, 18);
    put_key(out, r->key, KEY_COLUMNS - 18);
    sg_putf(out, " %6zu", r->n_mails);
    for (size_t level = 0; level < SG_N_LEVELS; level++)
        sg_putf(out, " %6zu", r->mails[level]);
    sg_putf(out, " %6zu", r->n_clusters);
    put_share(out, phishing + r->clusters[SG_LEVEL_SUSPICIOUS], r->n_clusters);
    put_share(out, phishing, r->n_clusters);
    sg_put_octet(out, '\n');
}

static void put_tally(struct sg_buf *out, const struct sg_tally *t)
{
    sg_putf(out, "\nLevels by %s: mails; each cluster once, %% with 95 %% intervals\n", t->by);
    put_key(out, SG_SPAN("label"), 18);
    put_key(out, strcmp(t->by, "label") == 0 ? (sg_span){ 0 } : sg_span_of(t->by),
            KEY_COLUMNS - 18);
    sg_putf(out, " %6s %6s %6s %6s %6s %6s %6s  %-22s %s\n", "mails", "phish", "susp", "none",
            "genuin", "undet", "clust", "suspicious or above", "phishing");
    for (size_t i = 0; i < t->rows.n; i++)
        put_row(out, &t->rows.at[i]);
}

/* ---- thresholds ---- */

static void put_threshold(struct sg_buf *out, int32_t threshold)
{
    if (threshold == SG_NEVER + 1)
        sg_putf(out, " %8s", "any");
    else
        sg_putf(out, " %8d", threshold);
}

static void put_against(struct sg_buf *out, const struct sg_evaluation *e,
                        const struct sg_against *a)
{
    sg_putf(out, "\nagainst %s (%zu clusters)", a->id, a->others.n);
    if (a->others.n == 0 || e->phish.n == 0) {
        sg_put_text(out, ": nothing to tell apart\n");
        return;
    }
    sg_putf(out, ": AUC %.4f\n", a->auc);
    sg_putf(out, "  %8s %8s %8s  %s\n", "allowed", "alarms", "from", "recall of strict phish %");
    for (size_t k = 0; k < SG_N_SHARES; k++) {
        sg_putf(out, "  %6.1f %% %8zu", (double)sg_evaluation_shares[k] / 100, a->cuts[k].alarms);
        put_threshold(out, a->cuts[k].threshold);
        put_share(out, a->cuts[k].caught, e->phish.n);
        sg_put_octet(out, '\n');
    }
}

static void put_thresholds(struct sg_buf *out, const struct sg_evaluation *e)
{
    put_title(
        out,
        "Recall at equal false alarms, each cluster once; thresholds in hundredths of a point, laid on mails\n"
        "whose claim, ask and inconsistency allow an accusation at all");
    for (size_t i = 0; i < SG_N_OTHERS; i++)
        put_against(out, e, &e->against[i]);
    sg_putf(out, "\nSpam called phish, each cluster once (%zu): suspicious or above",
            e->n_spam_clusters);
    put_share(out, e->n_spam_suspicious, e->n_spam_clusters);
    sg_put_text(out, ", phishing");
    put_share(out, e->n_spam_phishing, e->n_spam_clusters);
    sg_put_octet(out, '\n');
}

static void put_held_out(struct sg_buf *out, const struct sg_evaluation *e)
{
    sg_putf(
        out,
        "\nEach source by the threshold that accuses %.1f %% of the others' ham (weights as loaded)\n",
        (double)SG_HELD_OUT_SHARE / 100);
    put_key(out, SG_SPAN("source"), KEY_COLUMNS);
    sg_putf(out, " %8s %6s  %-22s %6s  %s\n", "from", "phish", "recall %", "ham", "accused %");
    for (size_t i = 0; i < e->held_out.n; i++) {
        const struct sg_held_out *h = &e->held_out.at[i];
        put_key(out, h->source.len > 0 ? h->source : SG_SPAN("-"), KEY_COLUMNS);
        put_threshold(out, h->threshold);
        sg_putf(out, " %6zu", h->phish);
        put_share(out, h->caught, h->phish);
        sg_putf(out, " %6zu", h->ham);
        put_share(out, h->alarms, h->ham);
        sg_put_octet(out, '\n');
    }
}

/* ---- findings and mistakes ---- */

static void put_decisive(struct sg_buf *out, const struct sg_evaluation *e)
{
    put_title(out,
              "What decides: clusters that show it, mean points, accusations that fall without it");
    put_key(out, SG_SPAN("finding"), 52);
    sg_putf(out, " %7s %7s %7s %8s %10s %8s\n", "phish", "ham", "spam", "points", "fall-phish",
            "fall-ham");
    for (size_t i = 0; i < e->decisive.n && i < MOST_DECISIVE; i++) {
        const struct sg_decisive *d = &e->decisive.at[i];
        put_key(out, d->id, 52);
        sg_putf(out, " %7zu %7zu %7zu %8.0f %10zu %8zu\n", d->phish, d->ham, d->spam,
                (double)d->points / (double)d->shown, d->fall_phish, d->fall_ham);
    }
}

static void put_mail(struct sg_buf *out, const struct sg_evaluation *e, const struct sg_measured *m)
{
    sg_putf(out, "  %-12s %6d  ", sg_level_id(m->level), m->points);
    sg_put_shown(out, NULL, m->path, (struct sg_showing){ .most = SG_MAX_SHOWN });
    sg_put_text(out, "\n     ");
    for (size_t i = 0; i < m->n_signs; i++) {
        if (m->signs[i].counted == 0)
            continue;
        sg_put_octet(out, ' ');
        sg_put(out, e->weighed.at[m->signs[i].at].id);
        sg_putf(out, " %+d", m->signs[i].counted);
    }
    sg_put_octet(out, '\n');
}

static void put_mistakes(struct sg_buf *out, const struct sg_evaluation *e, const char *title,
                         const struct sg_measured *const *list, size_t n)
{
    sg_putf(out, "\n%s: %zu, each cluster once%s\n", title, n, n > e->worst ? "; the worst:" : "");
    for (size_t i = 0; i < n && i < e->worst; i++)
        put_mail(out, e, list[i]);
}

void sg_evaluation_text(const struct sg_evaluation *e, struct sg_buf *out)
{
    sg_put_shown(out, NULL, e->title, (struct sg_showing){ 0 });
    sg_putf(out,
            ": %zu mails, %zu that could not be examined; suspicious from %d, phishing from %d\n",
            e->mails.n, e->n_lost, e->weights->suspicious, e->weights->phishing);
    for (size_t i = 0; i < e->n_tallies; i++)
        put_tally(out, &e->tallies[i]);
    put_thresholds(out, e);
    put_held_out(out, e);
    put_decisive(out, e);
    put_mistakes(out, e, "False alarms", e->alarms, e->n_alarms);
    put_mistakes(out, e, "Misses of strict phish", e->misses, e->n_misses);
}
