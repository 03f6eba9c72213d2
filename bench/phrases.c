/* bench/phrases.c - how many mails of each label hold each phrase: what the risk of a phrase is judged by.
 *
 *     phrases LABELS.tsv FOLDER
 *
 * LABELS.tsv has a header row with the columns path (below FOLDER), label, and, where it has it, rep: near-duplicates,
 * rows whose rep is not 1, are left out.  One line a phrase, most mails first: mails of each label, language, category,
 * risk, phrase.  Figures only: nothing of a mail is printed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/limits.h"
#include "facts/facts.h"

enum { MAX_LABELS = 8, PATH_ROOM = 4096, TABLE_OCTETS = 256 * 1024 * 1024 };

struct column {
    size_t path, label, rep;
};

struct table {
    const struct sg_intel *intel;
    sg_span labels[MAX_LABELS];
    size_t n_labels, n_phrases, mails[MAX_LABELS];
    uint32_t *counts; /* of mails, by phrase and label */
    uint32_t *seen;   /* the last mail that held the phrase */
};

static size_t label_index(struct table *t, sg_span label)
{
    for (size_t i = 0; i < t->n_labels; i++)
        if (sg_same(t->labels[i], label))
            return i;
    if (t->n_labels == MAX_LABELS)
        return MAX_LABELS - 1;
    t->labels[t->n_labels] = label;
    return t->n_labels++;
}

static void count(struct table *t, const struct sg_facts *f, size_t label, uint32_t mail)
{
    for (size_t i = 0; i < f->n_passages; i++)
        for (size_t k = 0; k < f->passages[i].phrases.n; k++) {
            size_t which = 0;
            while (sg_phrases_at(t->intel->phrases, which) != f->passages[i].phrases.at[k].phrase)
                which++;
            if (t->seen[which] == mail)
                continue;
            t->seen[which] = mail;
            t->counts[which * MAX_LABELS + label]++;
        }
}

static sg_span cell(sg_span row, size_t column)
{
    sg_span value = { 0 };
    for (size_t i = 0; i <= column; i++)
        value = sg_next(&row, '\t');
    return value;
}

static size_t column_of(sg_span header, const char *name)
{
    for (size_t i = 0; header.len > 0; i++)
        if (sg_same(sg_next(&header, '\t'), sg_span_of(name)))
            return i;
    return SIZE_MAX;
}

static void read_mail(struct table *t, struct sg_arena *arena, const char *folder, sg_span path,
                      size_t label, uint32_t number)
{
    const struct sg_envelope envelope = { 0 };
    char name[PATH_ROOM];
    struct sg_error err;
    sg_span mail;
    snprintf(name, sizeof name, "%s/%.*s", folder, (int)path.len, (const char *)path.at);
    if (sg_file_read(arena, name, SG_MAX_MAIL, &mail, &err) == SG_OK) {
        t->mails[label]++;
        count(t, sg_facts_open(arena, t->intel, &envelope, mail), label, number);
    }
    sg_arena_reset(arena);
}

static const struct table *sorted;

static uint32_t total(size_t phrase)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < MAX_LABELS; i++)
        sum += sorted->counts[phrase * MAX_LABELS + i];
    return sum;
}

static int by_total(const void *a, const void *b)
{
    uint32_t x = total(*(const size_t *)a), y = total(*(const size_t *)b);
    return x < y ? 1 : x > y ? -1 : 0;
}

static void print(const struct table *t)
{
    static const char *const risks[] = { "low", "medium", "high" };
    size_t *order = calloc(t->n_phrases, sizeof *order);
    for (size_t i = 0; i < t->n_phrases; i++)
        order[i] = i;
    sorted = t;
    qsort(order, t->n_phrases, sizeof *order, by_total);
    for (size_t i = 0; i < t->n_labels; i++)
        printf("%.*s:%zu\t", (int)t->labels[i].len, (const char *)t->labels[i].at, t->mails[i]);
    printf("language\tcategory\trisk\tphrase\n");
    for (size_t i = 0; i < t->n_phrases && total(order[i]) > 0; i++) {
        const struct sg_phrase *p = sg_phrases_at(t->intel->phrases, order[i]);
        for (size_t k = 0; k < t->n_labels; k++)
            printf("%u\t", t->counts[order[i] * MAX_LABELS + k]);
        printf("%.*s\t%s\t%s\t%.*s\n", (int)p->language.len, (const char *)p->language.at,
               sg_phrase_category_id(p->category), risks[p->risk], (int)p->phrase.len,
               (const char *)p->phrase.at);
    }
    free(order);
}

int main(int argc, char **argv)
{
    struct sg_error err = { 0 };
    struct table t = { 0 };
    const char *dir = getenv("SHINGAN_DATA");
    struct sg_intel_options options = { .dir = dir != NULL ? dir : "data" };
    struct sg_arena *kept = sg_arena_open(TABLE_OCTETS), *arena = sg_arena_open(SG_MAX_ARENA);
    sg_span rows = { 0 };
    if (argc != 3 || sg_file_read(kept, argv[1], SG_MAX_DATA_FILE, &rows, &err) != SG_OK ||
        sg_intel_load(&options, &t.intel, &err) != SG_OK) {
        fprintf(stderr, "usage: phrases LABELS.tsv FOLDER %s\n", err.text);
        return 1;
    }
    t.n_phrases = sg_phrases_count(t.intel->phrases);
    t.counts = calloc(t.n_phrases * MAX_LABELS, sizeof *t.counts);
    t.seen = calloc(t.n_phrases, sizeof *t.seen);
    sg_span header = sg_next(&rows, '\n');
    struct column at = { column_of(header, "path"), column_of(header, "label"),
                         column_of(header, "rep") };
    for (uint32_t number = 1; rows.len > 0; number++) {
        sg_span row = sg_next(&rows, '\n');
        if (at.rep != SIZE_MAX && !sg_same(sg_trim(cell(row, at.rep)), SG_SPAN("1")))
            continue;
        size_t label = label_index(&t, cell(row, at.label));
        read_mail(&t, arena, argv[2], cell(row, at.path), label, number);
    }
    print(&t);
    free(t.counts);
    free(t.seen);
    sg_intel_close(t.intel);
    sg_arena_close(arena);
    sg_arena_close(kept);
    return 0;
}
