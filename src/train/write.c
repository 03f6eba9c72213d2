#include "train/write.h"

enum { ROW = 64 }; /* weights of the model in one line */

void sg_write_model(const struct sg_model *m, struct sg_buf *out)
{
    sg_putf(out,
            "# How like lures a mail reads: weights of runs of characters (src/text/grams.h).\n"
            "# Made by `shingan train`; not by hand.\n"
            "bias %d\nscale %d\nmost %d\n",
            m->bias, m->scale, m->most);
    for (size_t i = 0; i < SG_GRAM_BUCKETS; i++) {
        if (i % ROW == 0)
            sg_put(out, SG_SPAN("row "));
        sg_putf(out, "%02x", (unsigned)(uint8_t)m->weights[i]);
        if (i % ROW == ROW - 1)
            sg_put_octet(out, '\n');
    }
}

static void put_combination(const struct sg_weighed *w, int32_t points, struct sg_buf *out)
{
    sg_putf(out, "\ncombination %.*s\n    points %d\n", (int)w->id.len, (const char *)w->id.at,
            points);
    for (size_t i = 0; i < w->combination->n_findings; i++) {
        sg_span id = w->combination->findings[i];
        sg_putf(out, "    finding %.*s\n", (int)id.len, (const char *)id.at);
    }
}

/* Below, at or above 0: in the order of octets. */
static int compared(sg_span a, sg_span b)
{
    size_t both = a.len < b.len ? a.len : b.len;
    for (size_t i = 0; i < both; i++)
        if (sg_at(a, i) != sg_at(b, i))
            return sg_at(a, i) - sg_at(b, i);
    return a.len < b.len ? -1 : a.len > b.len;
}

/* Index of the weighed finding whose id comes next in the alphabet after `last`; n: none. */
static size_t next_id(const struct sg_weighed_list *all, sg_span last)
{
    size_t best = all->n;
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i].kind != NULL && compared(all->at[i].id, last) > 0 &&
            (best == all->n || compared(all->at[i].id, all->at[best].id) < 0))
            best = i;
    return best;
}

void sg_write_weights(const struct sg_trained *t, struct sg_buf *out)
{
    sg_put(
        out,
        SG_SPAN(
            "# How much a finding weighs: hundredths of the natural log of how much more often phishing shows it than honest mail.\n"
            "# Made by `shingan train` from data/prior.conf (set by hand: change that) and labelled mails; docs/training.md.\n"
            "# Below 0 reassures.  Findings of one group count up to its cap.\n\n"));
    sg_putf(out, "threshold suspicious %d\nthreshold phishing %d\n\n", t->thresholds.suspicious,
            t->thresholds.phishing);
    for (size_t g = 0; g < SG_N_GROUPS; g++)
        if (t->priors->caps[g] != 0)
            sg_putf(out, "cap %s %d\n", sg_group_id((enum sg_group)g), t->priors->caps[g]);
    sg_put_octet(out, '\n');
    sg_span last = { 0 };
    for (size_t i; (i = next_id(t->weighed, last)) < t->weighed->n;) {
        last = t->weighed->at[i].id;
        sg_putf(out, "weight %.*s %d\n", (int)last.len, (const char *)last.at,
                t->fitted->points[i]);
    }
    for (size_t i = 0; i < t->weighed->n; i++)
        if (t->weighed->at[i].combination != NULL)
            put_combination(&t->weighed->at[i], t->fitted->points[i], out);
}

/* ---- what changed ---- */

struct shown { /* in how many mails */
    size_t phish, honest, other;
};

static bool shows(const struct sg_sample *s, const struct sg_weighed *w, size_t at)
{
    if (w->is_wording)
        return !s->is_quoted && sg_wording_is_lure((int32_t)(s->wording * 100));
    for (size_t i = 0; i < s->n_features; i++)
        if (s->features[i].at == at)
            return true;
    return false;
}

static struct shown shown_by(const struct sg_sample *samples, size_t n, const struct sg_weighed *w,
                             size_t at)
{
    struct shown out = { 0 };
    for (size_t i = 0; i < n; i++) {
        const struct sg_sample *s = &samples[i];
        if (!shows(s, w, at))
            continue;
        out.phish += s->side > 0;
        out.honest += s->is_honest;
        out.other += s->side < 0 && !s->is_honest;
    }
    return out;
}

static int32_t before_of(const struct sg_trained *t, const struct sg_weighed *w)
{
    const struct sg_weight *found = sg_map_get(&t->before->by_finding, w->id);
    if (w->kind != NULL)
        return found == NULL ? 0 : found->points;
    for (size_t i = 0; i < t->before->n_combinations; i++)
        if (sg_same(t->before->combinations[i].name, w->id))
            return t->before->combinations[i].points;
    return 0;
}

/* Why a weight is what it is, in a few words. */
static const char *why(const struct sg_weighed *w, int32_t points, const struct shown *s)
{
    if (w->prior == 0)
        return "tells, does not weigh";
    if (s->phish + s->honest + s->other == 0)
        return "in no mail: as set by hand, scaled";
    if (points == 0)
        return "speaks the wrong way here: 0";
    int32_t departed = points - w->prior;
    return departed * 4 > (w->prior < 0 ? -w->prior : w->prior)   ? "fitted, more than set"
           : departed * 4 < (w->prior < 0 ? w->prior : -w->prior) ? "fitted, less than set"
                                                                  : "as set";
}

void sg_write_changes(const struct sg_trained *t, const struct sg_sample *samples, size_t n,
                      struct sg_buf *out)
{
    sg_put(out, SG_SPAN("finding\tset\tbefore\tnow\tphish\thonest\tother\twhy\n"));
    for (size_t i = 0; i < t->weighed->n; i++) {
        const struct sg_weighed *w = &t->weighed->at[i];
        struct shown s = shown_by(samples, n, w, i);
        sg_putf(out, "%.*s\t%d\t%d\t%d\t%zu\t%zu\t%zu\t%s\n", (int)w->id.len,
                (const char *)w->id.at, w->prior, before_of(t, w), t->fitted->points[i], s.phish,
                s.honest, s.other, why(w, t->fitted->points[i], &s));
    }
}

/* ---- what sets the thresholds ---- */

enum { NEAREST = 8 };

static const struct sg_scored *next_nearest(const struct sg_sample *samples,
                                            const struct sg_scored *scored, size_t n,
                                            bool is_honest, const struct sg_scored *last)
{
    const struct sg_scored *best = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct sg_scored *s = &scored[i];
        bool is_after =
            last == NULL || s->points < last->points || (s->points == last->points && s > last);
        bool is_of = is_honest ? samples[i].is_honest : samples[i].is_commercial;
        if (is_of && is_after && s->may_be_suspicious && (best == NULL || s->points > best->points))
            best = s;
    }
    return best;
}

void sg_write_nearest(const struct sg_sample *samples, const struct sg_scored *scored, size_t n,
                      struct sg_buf *out)
{
    sg_put(out, SG_SPAN("\nnearest to an accusation\tpoints\twording\tpath\n"));
    for (int pass = 0; pass < 2; pass++) {
        const struct sg_scored *last = NULL;
        for (int k = 0; k < NEAREST; k++) {
            last = next_nearest(samples, scored, n, pass == 0, last);
            if (last == NULL)
                break;
            const struct sg_sample *s = &samples[last - scored];
            sg_putf(out, "%s\t%d\t%.2f\t%.*s\n", pass == 0 ? "honest" : "advertising", last->points,
                    s->wording, (int)s->path.len, (const char *)s->path.at);
        }
    }
}
