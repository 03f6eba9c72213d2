#include "measure/tally.h"

#include <stdlib.h>

static const struct {
    const char *name;
    size_t at;
} COLUMNS[] = {
    { "source", offsetof(struct sg_measured, source) },
    { "lang", offsetof(struct sg_measured, lang) },
    { "sub", offsetof(struct sg_measured, fine) },
    { "date", offsetof(struct sg_measured, date) },
    { "charset", offsetof(struct sg_measured, charset) },
};

enum { N_COLUMNS = sizeof(COLUMNS) / sizeof(*COLUMNS) };

const char *sg_tally_column(const char *name)
{
    for (size_t i = 0; i < N_COLUMNS; i++)
        if (strcmp(COLUMNS[i].name, name) == 0)
            return COLUMNS[i].name;
    return strcmp(name, "label") == 0 ? "label" : NULL;
}

static sg_span key_of(const struct sg_measured *m, const char *by)
{
    sg_span key = { 0 };
    for (size_t i = 0; i < N_COLUMNS; i++)
        if (strcmp(COLUMNS[i].name, by) == 0)
            key = *(const sg_span *)(const void *)((const char *)m + COLUMNS[i].at);
    return key.len > 0 ? key : SG_SPAN("-");
}

/* ---- rows ---- */

static void count(struct sg_arena *arena, struct sg_tally *t, sg_span label, sg_span key,
                  const struct sg_measured *m)
{
    struct sg_tally_row *row = NULL;
    for (size_t i = 0; i < t->rows.n && row == NULL; i++)
        if (sg_same(t->rows.at[i].label, label) && sg_same(t->rows.at[i].key, key))
            row = &t->rows.at[i];
    if (row == NULL) {
        row = SG_PUSH(arena, &t->rows);
        row->label = label;
        row->key = key;
    }
    row->n_mails++;
    row->mails[m->level]++;
    row->n_clusters += m->is_rep;
    row->clusters[m->level] += m->is_rep;
}

static void count_all(struct sg_arena *arena, struct sg_tally *t, const struct sg_measured *m)
{
    static const struct {
        const char *label;
        unsigned is;
    } more[] = {
        { "ham-html", SG_IS_HAM | SG_IS_HTML },
        { "phish-strict", SG_IS_STRICT },
        { "phish-broad", SG_IS_BROAD },
        { "spam-advertising", SG_IS_ADVERTISING },
    };

    count(arena, t, m->label, (sg_span){ 0 }, m);
    for (size_t i = 0; i < sizeof(more) / sizeof(*more); i++)
        if ((m->is & more[i].is) == more[i].is)
            count(arena, t, sg_span_of(more[i].label), (sg_span){ 0 }, m);
}

static int order(sg_span a, sg_span b)
{
    size_t least = a.len < b.len ? a.len : b.len;
    int by = least == 0 ? 0 : memcmp(a.at, b.at, least);
    return by != 0 ? by : a.len < b.len ? -1 : a.len > b.len;
}

static int by_label_and_key(const void *a, const void *b)
{
    const struct sg_tally_row *x = a, *y = b;
    int by = order(x->label, y->label);
    return by != 0 ? by : order(x->key, y->key);
}

struct sg_tally sg_tally_of(struct sg_arena *arena, struct sg_measured_list mails, const char *by)
{
    struct sg_tally t = { .by = by };
    for (size_t i = 0; i < mails.n; i++) {
        const struct sg_measured *m = &mails.at[i];
        if (strcmp(by, "label") == 0) {
            count_all(arena, &t, m);
            continue;
        }
        count(arena, &t, m->label, key_of(m, by), m);
        if ((m->is & SG_IS_STRICT) != 0)
            count(arena, &t, SG_SPAN("phish-strict"), key_of(m, by), m);
    }
    if (t.rows.n > 0)
        qsort(t.rows.at, t.rows.n, sizeof(*t.rows.at), by_label_and_key);
    return t;
}

/* ---- scores ---- */

struct sg_scores sg_scores_of(struct sg_arena *arena, struct sg_measured_list mails, unsigned is,
                              unsigned also)
{
    struct sg_scores s = { .at = SG_NEW_N(arena, int32_t, mails.n + 1) };
    for (size_t i = 0; i < mails.n; i++) {
        const struct sg_measured *m = &mails.at[i];
        if (m->is_rep && (m->is & is) != 0 && (m->is & also) == also)
            s.at[s.n++] = sg_accusable_points(m);
    }
    sg_scores_sort(s);
    return s;
}

/* Strict phish or ham, of one source or of all but it. */
static struct sg_scores of_source(struct sg_arena *arena, struct sg_measured_list mails,
                                  unsigned is, sg_span source, bool is_it)
{
    struct sg_scores s = { .at = SG_NEW_N(arena, int32_t, mails.n + 1) };
    for (size_t i = 0; i < mails.n; i++) {
        const struct sg_measured *m = &mails.at[i];
        if (m->is_rep && (m->is & is) != 0 && sg_same(m->source, source) == is_it)
            s.at[s.n++] = sg_accusable_points(m);
    }
    sg_scores_sort(s);
    return s;
}

static bool is_known(const sg_held_out_list *list, sg_span source)
{
    for (size_t i = 0; i < list->n; i++)
        if (sg_same(list->at[i].source, source))
            return true;
    return false;
}

static int by_source(const void *a, const void *b)
{
    const struct sg_held_out *x = a, *y = b;
    return order(x->source, y->source);
}

sg_held_out_list sg_hold_out(struct sg_arena *arena, struct sg_measured_list mails, int32_t share)
{
    sg_held_out_list list = { 0 };
    for (size_t i = 0; i < mails.n; i++) {
        const struct sg_measured *m = &mails.at[i];
        if (!m->is_rep || (m->is & (SG_IS_STRICT | SG_IS_HAM)) == 0 || is_known(&list, m->source))
            continue;
        struct sg_scores phish = of_source(arena, mails, SG_IS_STRICT, m->source, true),
                         ham = of_source(arena, mails, SG_IS_HAM, m->source, true),
                         others = of_source(arena, mails, SG_IS_HAM, m->source, false);
        struct sg_cut_at cut = sg_cut_for(phish, others, share);
        *SG_PUSH(arena, &list) =
            (struct sg_held_out){ .source = m->source,
                                  .threshold = cut.threshold,
                                  .phish = phish.n,
                                  .caught = cut.caught,
                                  .ham = ham.n,
                                  .alarms = sg_scores_from(ham, cut.threshold) };
    }
    if (list.n > 0)
        qsort(list.at, list.n, sizeof(*list.at), by_source);
    return list;
}
