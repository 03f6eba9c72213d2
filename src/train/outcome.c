#include "train/outcome.h"

#include <stdlib.h>

#include "train/wording.h"

/* What may be accused, in hundredths of a percent of the mails of a kind; of those written by us none. */
enum { HAM_SUSPICIOUS = 10, COMMERCIAL_SUSPICIOUS = 800, COMMERCIAL_PHISHING = 350 };

enum { ROOM = 80 }; /* points that a threshold stands above the honest mail it is to spare */

struct sg_scored *sg_score_all(struct sg_arena *arena, const struct sg_weighed_list *weighed,
                               const int32_t *points, const int32_t *caps,
                               const struct sg_sample *samples, size_t n, int32_t most)
{
    struct sg_scored *scored = SG_NEW_N(arena, struct sg_scored, n + 1);
    for (size_t i = 0; i < n; i++) {
        unsigned parts;
        scored[i].points = sg_points_of(weighed, points, caps, &samples[i], most, &parts);
        scored[i].may_be_suspicious = sg_parts_allow(SG_LEVEL_SUSPICIOUS, parts);
        scored[i].may_be_phishing = sg_parts_allow(SG_LEVEL_PHISHING, parts);
    }
    return scored;
}

/* ---- thresholds ---- */

enum kind { HAM, COMMERCIAL, OWN, N_KINDS };

static bool is_of(const struct sg_sample *s, enum kind kind)
{
    switch (kind) {
    case HAM:
        return s->is_honest && !s->is_own;
    case COMMERCIAL:
        return s->is_commercial;
    case OWN:
    case N_KINDS:
        break;
    }
    return s->is_honest && s->is_own;
}

static int descending(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return x < y ? 1 : x > y ? -1 : 0;
}

struct looked { /* at which mails */
    const struct sg_sample *samples;
    const struct sg_scored *scored;
    size_t n;
    const uint8_t *keep;
};

/* The lowest threshold at which of the mails of `kind` no more than `allowed` hundredths of a percent are accused. */
static int32_t lowest(struct sg_arena *arena, const struct looked *l, enum kind kind,
                      bool as_phishing, int32_t allowed)
{
    int32_t *points = SG_NEW_N(arena, int32_t, l->n + 1);
    size_t n_all = 0, n = 0;
    for (size_t i = 0; i < l->n; i++) {
        if (!is_of(&l->samples[i], kind) || (l->keep != NULL && l->keep[i] == 0))
            continue;
        n_all++;
        if (as_phishing ? l->scored[i].may_be_phishing : l->scored[i].may_be_suspicious)
            points[n++] = l->scored[i].points;
    }
    size_t spared = n_all * (size_t)allowed / 10000; /* that many may be accused */
    if (n <= spared)
        return 1;
    qsort(points, n, sizeof(*points), descending);
    return points[spared] + (kind == COMMERCIAL ? 1 : ROOM);
}

static int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

struct sg_thresholds sg_thresholds_for(struct sg_arena *arena, const struct sg_sample *samples,
                                       const struct sg_scored *scored, size_t n,
                                       const uint8_t *keep)
{
    const struct looked l = { samples, scored, n, keep };
    struct sg_thresholds t;
    t.suspicious = larger(lowest(arena, &l, HAM, false, HAM_SUSPICIOUS),
                          larger(lowest(arena, &l, COMMERCIAL, false, COMMERCIAL_SUSPICIOUS),
                                 lowest(arena, &l, OWN, false, 0)));
    t.phishing = larger(lowest(arena, &l, HAM, true, 0),
                        larger(lowest(arena, &l, COMMERCIAL, true, COMMERCIAL_PHISHING),
                               lowest(arena, &l, OWN, true, 0)));
    t.suspicious = larger(t.suspicious, 1);
    t.phishing = larger(t.phishing, t.suspicious + 1);
    return t;
}

/* ---- sources not seen ---- */

enum { LEAST_PHISH = 20, LUMPS = 4, MOST_GROUPS = 64 };

struct group {
    sg_span source; /* empty: one of the lumps of sources with few phish */
    unsigned lump;
};

static size_t count_phish(const struct sg_sample *samples, size_t n, sg_span source)
{
    size_t phish = 0;
    for (size_t i = 0; i < n; i++)
        phish += samples[i].side > 0 && sg_same(samples[i].source, source);
    return phish;
}

static unsigned lump_of(sg_span source)
{
    uint32_t hash = 0;
    for (size_t i = 0; i < source.len; i++)
        hash = hash * 31 + (uint32_t)sg_at(source, i);
    return hash % LUMPS;
}

static size_t groups_of(const struct sg_sample *samples, size_t n, struct group *groups)
{
    size_t n_groups = 0;
    for (size_t i = 0; i < n && n_groups < MOST_GROUPS - LUMPS; i++) {
        bool is_known = samples[i].is_own;
        for (size_t g = 0; g < n_groups && !is_known; g++)
            is_known = sg_same(groups[g].source, samples[i].source);
        if (!is_known && count_phish(samples, n, samples[i].source) >= LEAST_PHISH)
            groups[n_groups++].source = samples[i].source;
    }
    for (unsigned lump = 0; lump < LUMPS; lump++)
        groups[n_groups++] = (struct group){ .lump = lump };
    return n_groups;
}

static bool is_in(const struct group *groups, size_t n_groups, const struct group *g,
                  const struct sg_sample *s)
{
    if (g->source.len > 0)
        return sg_same(s->source, g->source);
    for (size_t i = 0; i < n_groups; i++)
        if (groups[i].source.len > 0 && sg_same(groups[i].source, s->source))
            return false;
    return !s->is_own && lump_of(s->source) == g->lump;
}

struct tally {
    size_t n_phish, n_caught, n_called, n_honest, n_accused;
};

static struct tally tally_of(const struct sg_sample *samples, const struct sg_scored *scored,
                             size_t n, const uint8_t *keep, struct sg_thresholds t)
{
    struct tally out = { 0 };
    for (size_t i = 0; i < n; i++) {
        if (keep[i] != 0)
            continue;
        bool is_called = scored[i].may_be_phishing && scored[i].points >= t.phishing;
        bool is_caught =
            is_called || (scored[i].may_be_suspicious && scored[i].points >= t.suspicious);
        bool is_phish = samples[i].side > 0, is_honest = samples[i].is_honest;
        out.n_phish += is_phish;
        out.n_caught += is_phish && is_caught;
        out.n_called += is_phish && is_called;
        out.n_honest += is_honest;
        out.n_accused += is_honest && is_caught;
    }
    return out;
}

static const int32_t SHARES[] = { 0, 100, 200, 300, 400 }; /* hundredths of log-odds */

enum { N_SHARES = sizeof(SHARES) / sizeof(*SHARES) };

static void put_percent(struct sg_buf *out, size_t n, size_t of)
{
    if (of == 0)
        sg_putf(out, "\t-");
    else
        sg_putf(out, "\t%.1f", 100.0 * (double)n / (double)of);
}

static void put_tallies(struct sg_buf *out, sg_span name, const struct tally *tallies)
{
    sg_put(out, name);
    sg_putf(out, "\t%zu\t%zu", tallies[0].n_phish, tallies[0].n_honest);
    for (size_t k = 0; k < N_SHARES; k++) {
        put_percent(out, tallies[k].n_caught, tallies[k].n_phish);
        put_percent(out, tallies[k].n_called, tallies[k].n_phish);
        put_percent(out, tallies[k].n_accused, tallies[k].n_honest);
    }
    sg_put_octet(out, '\n');
}

enum { WORTH = 200 }; /* a larger share has to bring one in two hundred */

/* The smallest share that does about as well as the best: what the wording does not bring on sources not seen, it is not
 * given. */
static size_t smallest_enough(const double *sums, size_t n)
{
    double best = 0;
    for (size_t k = 0; k < N_SHARES; k++)
        best = sums[k] > best ? sums[k] : best;
    for (size_t k = 0; k < N_SHARES; k++)
        if (sums[k] + (double)n * 2 / WORTH >= best)
            return k;
    return 0;
}

static void add(struct tally *sum, const struct tally *more)
{
    sum->n_phish += more->n_phish;
    sum->n_caught += more->n_caught;
    sum->n_called += more->n_called;
    sum->n_honest += more->n_honest;
    sum->n_accused += more->n_accused;
}

int32_t sg_leave_one_source_out(struct sg_arena *arena, const struct sg_weighed_list *weighed,
                                const int32_t *caps, struct sg_sample *samples, size_t n,
                                const struct sg_row *wordings, struct sg_buf *out)
{
    struct group groups[MOST_GROUPS];
    struct tally sums[N_SHARES] = { { 0 } };
    double means[N_SHARES] = { 0 };
    size_t n_groups = groups_of(samples, n, groups), n_with_phish = 0;
    uint8_t *keep = SG_NEW_N(arena, uint8_t, n + 1);
    struct sg_sample *copy = SG_NEW_N(arena, struct sg_sample, n + 1);
    for (size_t g = 0; g < n_groups; g++) {
        struct tally tallies[N_SHARES];
        for (size_t i = 0; i < n; i++)
            keep[i] = !is_in(groups, n_groups, &groups[g], &samples[i]);
        struct sg_line line = sg_wording_fit(arena, wordings, n, keep);
        for (size_t i = 0; i < n; i++) {
            copy[i] = samples[i];
            if (keep[i] == 0)
                copy[i].wording = sg_wording_of(&line, &samples[i]);
        }
        for (size_t k = 0; k < N_SHARES; k++) {
            struct sg_fitted f = sg_weights_fit(arena, weighed, copy, n, keep, SHARES[k]);
            struct sg_scored *scored =
                sg_score_all(arena, weighed, f.points, caps, copy, n, SHARES[k]);
            struct sg_thresholds t = sg_thresholds_for(arena, copy, scored, n, keep);
            tallies[k] = tally_of(copy, scored, n, keep, t);
            add(&sums[k], &tallies[k]);
            if (tallies[k].n_phish > 0)
                means[k] += (double)(tallies[k].n_caught + tallies[k].n_called) /
                            (double)tallies[k].n_phish;
        }
        n_with_phish += tallies[0].n_phish > 0;
        put_tallies(out, groups[g].source.len > 0 ? groups[g].source : SG_SPAN("(others)"),
                    tallies);
    }
    put_tallies(out, SG_SPAN("(all)"), sums);
    return SHARES[smallest_enough(means, n_with_phish)];
}
