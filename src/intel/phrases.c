#include "intel/phrases.h"

#include <assert.h>
#include <stdlib.h>

#include "base/limits.h"
#include "intel/datafile.h"
#include "intel/scanner.h"

enum { MOST_HITS = 4 * SG_MAX_PHRASES }; /* before the ones inside others are left out */

struct sg_phrases {
    struct sg_scanner *scanner;
    SG_LIST(struct sg_phrase) all;
    SG_LIST(sg_span) folded; /* of each */
};

static const struct sg_data_field_rule FIELDS[] = { { "risk", true, false },
                                                    { "gloss", false, false },
                                                    { "why-ja", false, false },
                                                    { "why-en", false, false },
                                                    { NULL, false, false } };
static const struct sg_data_kind CATEGORIES[] = {
#define SG_PHRASE_CATEGORY(name, id) { id, FIELDS },
    SG_PHRASE_CATEGORIES(SG_PHRASE_CATEGORY)
#undef SG_PHRASE_CATEGORY
        { NULL, NULL },
};

const char *sg_phrase_category_id(enum sg_phrase_category category)
{
    assert(category < SG_N_PHRASE_CATEGORIES);
    return CATEGORIES[category].kind;
}

size_t sg_phrases_count(const struct sg_phrases *phrases)
{
    return phrases->all.n;
}

static enum sg_phrase_category category_of(sg_span id)
{
    unsigned i = 0;
    while (i + 1 < SG_N_PHRASE_CATEGORIES && !sg_same(id, sg_span_of(CATEGORIES[i].kind)))
        i++;
    return (enum sg_phrase_category)i;
}

static enum sg_status add(struct sg_arena *arena, const struct sg_data_record *r, sg_span language,
                          struct sg_phrases *p, struct sg_error *err)
{
    static const char *const risks[] = { "low", "medium", "high" };
    unsigned risk = 0;
    while (risk < 3 && !sg_same(sg_data_value(r, "risk"), sg_span_of(risks[risk])))
        risk++;
    if (risk == 3)
        return sg_data_fail(err, SG_E_VALUE, r->place, "'risk' is low, medium or high");
    if (!sg_scanner_takes(p->folded.at[p->folded.n - 1]))
        return sg_data_fail(err, SG_E_VALUE, r->place, "one character too often in a row");
    *SG_PUSH(arena, &p->all) = (struct sg_phrase){
        .phrase = r->name,
        .language = language,
        .gloss = sg_data_value(r, "gloss"),
        .why_ja = sg_data_value(r, "why-ja"),
        .why_en = sg_data_value(r, "why-en"),
        .category = category_of(r->kind),
        .risk = (enum sg_risk)risk,
    };
    return SG_OK;
}

/* "…/ja.phrases" is the language "ja". */
static sg_span language_of(const char *path)
{
    sg_span name = sg_span_of(path);
    size_t slash = sg_find_last(name, '/');
    name = slash < name.len ? sg_tail(name, slash + 1) : name;
    return sg_cut(name, 0, sg_find(name, '.', 0));
}

static enum sg_status add_dir(struct sg_arena *arena, const struct sg_folder *folder,
                              const char *dir, struct sg_map *seen, struct sg_phrases *p,
                              struct sg_error *err)
{
    struct sg_data_paths paths = { 0 };
    enum sg_status st =
        sg_data_paths(arena, sg_data_path(arena, dir, "phrases"), ".phrases", &paths, err);
    for (size_t i = 0; st == SG_OK && i < paths.n; i++) {
        struct sg_data_file file;
        st = sg_data_read(arena, paths.at[i], CATEGORIES, &file, err);
        for (size_t k = 0; st == SG_OK && k < file.n_records; k++) {
            sg_span folded = sg_trim(sg_fold_span(arena, folder, file.records[k].name));
            if (folded.len == 0 || sg_map_put(seen, folded, p) == NULL || seen->n == p->folded.n)
                continue; /* the same phrase in another file: the first stays */
            *SG_PUSH(arena, &p->folded) = folded;
            st = add(arena, &file.records[k], language_of(paths.at[i]), p, err);
        }
    }
    return st;
}

enum sg_status sg_phrases_open(struct sg_arena *arena, const struct sg_folder *folder,
                               const char *const *dirs, const struct sg_phrases **out,
                               struct sg_error *err)
{
    struct sg_phrases *p = SG_NEW(arena, struct sg_phrases);
    struct sg_map seen = SG_MAP(arena);
    enum sg_status st = SG_OK;
    for (size_t i = 0; dirs[i] != NULL && st == SG_OK; i++)
        st = add_dir(arena, folder, dirs[i], &seen, p, err);
    if (st == SG_OK)
        st = sg_scanner_open(p->folded.at, p->folded.n, &p->scanner, err);
    if (st == SG_OK)
        *out = p;
    return st;
}

void sg_phrases_close(const struct sg_phrases *phrases)
{
    if (phrases != NULL)
        sg_scanner_close(phrases->scanner);
}

/* Latin words count at word limits: `mois` inside `moisture` is nothing. */
static bool stands_alone(sg_span text, struct sg_range at)
{
    int before = at.from > 0 ? sg_at(text, at.from - 1) : -1;
    int after = sg_at(text, at.from + at.len);
    return !(sg_is_alnum(before) && sg_is_alnum(sg_at(text, at.from))) &&
           !(sg_is_alnum(after) && sg_is_alnum(sg_at(text, at.from + at.len - 1)));
}

static int by_place(const void *a, const void *b)
{
    const struct sg_phrase_hit *x = a, *y = b;
    if (x->at.from != y->at.from)
        return x->at.from < y->at.from ? -1 : 1;
    if (x->at.len != y->at.len)
        return x->at.len > y->at.len ? -1 : 1;
    return 0;
}

/* Sorted hits: drop what an earlier kept one of the same category covers. */
static void drop_covered(struct sg_phrase_hits *hits)
{
    size_t ends[SG_N_PHRASE_CATEGORIES] = { 0 };
    size_t kept = 0;
    for (size_t i = 0; i < hits->n; i++) {
        struct sg_phrase_hit hit = hits->at[i];
        size_t *end = &ends[hit.phrase->category];
        if (hit.at.from + hit.at.len <= *end)
            continue;
        *end = hit.at.from + hit.at.len;
        hits->at[kept++] = hit;
    }
    hits->n = kept;
}

void sg_phrases_scan(struct sg_arena *arena, const struct sg_phrases *phrases, sg_span folded,
                     struct sg_phrase_hits *out)
{
    struct sg_scan_hits found;
    *out = (struct sg_phrase_hits){ 0 };
    sg_scan(arena, phrases->scanner, folded, MOST_HITS, &found);
    for (size_t i = 0; i < found.n; i++)
        if (stands_alone(folded, found.at[i].at)) {
            struct sg_phrase_hit *hit = SG_PUSH(arena, out);
            *hit = (struct sg_phrase_hit){ &phrases->all.at[found.at[i].word], found.at[i].at };
        }
    if (out->n > 1)
        qsort(out->at, out->n, sizeof *out->at, by_place);
    drop_covered(out);
    out->cut = found.cut || out->n > SG_MAX_PHRASES;
    out->n = out->n > SG_MAX_PHRASES ? SG_MAX_PHRASES : out->n;
}
