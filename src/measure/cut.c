#include "measure/cut.h"

#include <stdlib.h>

static int descending(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return x < y ? 1 : x > y ? -1 : 0;
}

void sg_scores_sort(struct sg_scores s)
{
    if (s.n > 0)
        qsort(s.at, s.n, sizeof(*s.at), descending);
}

size_t sg_scores_from(struct sg_scores sorted, int32_t threshold)
{
    size_t from = 0, to = sorted.n;
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        if (sorted.at[middle] >= threshold)
            from = middle + 1;
        else
            to = middle;
    }
    return from;
}

struct sg_cut_at sg_cut_for(struct sg_scores wanted, struct sg_scores others, int32_t share)
{
    size_t spared = others.n * (size_t)share / 10000;
    struct sg_cut_at cut = { .threshold = INT32_MIN + 1 }; /* above what may never be accused */
    if (spared < others.n && others.at[spared] >= cut.threshold)
        cut.threshold = others.at[spared] + 1;
    cut.caught = sg_scores_from(wanted, cut.threshold);
    cut.alarms = sg_scores_from(others, cut.threshold);
    return cut;
}

double sg_auc(struct sg_scores wanted, struct sg_scores others)
{
    if (wanted.n == 0 || others.n == 0)
        return 0.5;
    double won = 0;
    size_t above = 0, from = 0; /* others above this one; others at or above */
    for (size_t i = 0; i < wanted.n; i++) {
        while (above < others.n && others.at[above] > wanted.at[i])
            above++;
        from = from > above ? from : above;
        while (from < others.n && others.at[from] == wanted.at[i])
            from++;
        won += (double)(others.n - from) + (double)(from - above) / 2;
    }
    return won / ((double)wanted.n * (double)others.n);
}

struct sg_curve sg_curve_of(struct sg_arena *arena, struct sg_scores wanted,
                            struct sg_scores others)
{
    struct sg_cut_at *at = SG_NEW_N(arena, struct sg_cut_at, wanted.n + others.n + 1);
    size_t n = 0, w = 0, o = 0;
    while (w < wanted.n || o < others.n) {
        int32_t t = o == others.n || (w < wanted.n && wanted.at[w] > others.at[o]) ? wanted.at[w]
                                                                                   : others.at[o];
        while (w < wanted.n && wanted.at[w] == t)
            w++;
        while (o < others.n && others.at[o] == t)
            o++;
        at[n++] = (struct sg_cut_at){ t, w, o };
    }
    return (struct sg_curve){ at, n };
}
