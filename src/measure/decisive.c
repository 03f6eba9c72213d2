#include "measure/decisive.h"

#include <stdlib.h>

static void add(struct sg_decisive *all, const struct sg_measured *m,
                const struct sg_weighed_list *weighed, const struct sg_weights *weights)
{
    bool is_strict = (m->is & SG_IS_STRICT) != 0, is_ham = (m->is & SG_IS_HAM) != 0;
    for (size_t i = 0; i < m->n_signs; i++) {
        struct sg_decisive *d = &all[m->signs[i].at];
        d->shown++;
        d->points += m->signs[i].counted;
        d->phish += is_strict;
        d->ham += is_ham;
        d->spam += (m->is & SG_IS_SPAM) != 0;
        if (!sg_is_accused(m) || sg_is_accused_without(m, i, weighed, weights))
            continue;
        d->fall_phish += is_strict;
        d->fall_ham += is_ham;
    }
}

static int most_first(const void *a, const void *b)
{
    const struct sg_decisive *x = a, *y = b;
    size_t falls_x = x->fall_phish + x->fall_ham, falls_y = y->fall_phish + y->fall_ham;
    if (falls_x != falls_y)
        return falls_x < falls_y ? 1 : -1;
    if (x->shown != y->shown)
        return x->shown < y->shown ? 1 : -1;
    size_t least = x->id.len < y->id.len ? x->id.len : y->id.len;
    int by = memcmp(x->id.at, y->id.at, least);
    return by != 0 ? by : x->id.len < y->id.len ? -1 : 1;
}

struct sg_decisive_list sg_decisive_of(struct sg_arena *arena, struct sg_measured_list mails,
                                       const struct sg_weighed_list *weighed,
                                       const struct sg_weights *weights)
{
    struct sg_decisive *all = SG_NEW_N(arena, struct sg_decisive, weighed->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < weighed->n; i++)
        all[i].id = weighed->at[i].id;
    for (size_t i = 0; i < mails.n; i++)
        if (mails.at[i].is_rep)
            add(all, &mails.at[i], weighed, weights);
    for (size_t i = 0; i < weighed->n; i++)
        if (all[i].shown > 0)
            all[n++] = all[i];
    if (n > 0)
        qsort(all, n, sizeof(*all), most_first);
    return (struct sg_decisive_list){ all, n };
}
