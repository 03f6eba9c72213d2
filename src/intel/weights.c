#include "intel/weights.h"

#include <assert.h>

#include "intel/datafile.h"

enum { MOST = 100000 }; /* hundredths of a point, either way */

static const char *const GROUPS[] = {
#define SG_GROUP(name, id) id,
    SG_GROUPS(SG_GROUP)
#undef SG_GROUP
};

const char *sg_group_id(enum sg_group group)
{
    assert(group < SG_N_GROUPS);
    return GROUPS[group];
}

/* "NAME POINTS" */
static enum sg_status named_number(const struct sg_data_record *r, sg_span *name, int32_t *points,
                                   struct sg_error *err)
{
    sg_span rest = r->name;
    int64_t n;
    *name = sg_data_word(&rest);
    if (!sg_number(sg_trim(rest), -MOST, MOST, &n))
        return sg_data_fail(err, SG_E_VALUE, r->place, "a name and a whole number are wanted");
    *points = (int32_t)n;
    return SG_OK;
}

static enum sg_status add_limit(const struct sg_data_record *r, sg_span name, int32_t points,
                                struct sg_weights *w, struct sg_error *err)
{
    if (sg_same(r->kind, SG_SPAN("threshold"))) {
        bool is_phishing = sg_same(name, SG_SPAN("phishing"));
        if (!is_phishing && !sg_same(name, SG_SPAN("suspicious")))
            return sg_data_fail(err, SG_E_VALUE, r->place, "no such threshold");
        *(is_phishing ? &w->phishing : &w->suspicious) = points;
        return SG_OK;
    }
    for (size_t i = 0; i < SG_N_GROUPS; i++)
        if (sg_same(name, sg_span_of(GROUPS[i]))) {
            w->caps[i] = points;
            return SG_OK;
        }
    return sg_data_fail(err, SG_E_VALUE, r->place, "no such group");
}

static enum sg_status add_combination(struct sg_arena *arena, const struct sg_data_record *r,
                                      struct sg_combination *out, struct sg_error *err)
{
    sg_span *findings = SG_NEW_N(arena, sg_span, r->n_fields);
    int64_t n;
    for (size_t i = 0; i < r->n_fields; i++)
        if (sg_same(r->fields[i].name, SG_SPAN("finding")))
            findings[out->n_findings++] = r->fields[i].value;
    if (!sg_number(sg_data_value(r, "points"), -MOST, MOST, &n))
        return sg_data_fail(err, SG_E_VALUE, r->place, "'points' wants a whole number");
    out->name = r->name;
    out->findings = findings;
    out->points = (int32_t)n;
    out->place = r->place;
    return SG_OK;
}

static enum sg_status add(struct sg_arena *arena, const struct sg_data_record *r,
                          struct sg_weights *w, const struct sg_weight **list, struct sg_error *err)
{
    sg_span name = { 0 };
    int32_t points = 0;
    enum sg_status st = named_number(r, &name, &points, err);
    if (st != SG_OK || !sg_same(r->kind, SG_SPAN("weight")))
        return st == SG_OK ? add_limit(r, name, points, w, err) : st;
    struct sg_weight *weight = SG_NEW(arena, struct sg_weight);
    *weight = (struct sg_weight){ name, points, r->place };
    if (sg_map_put(&w->by_finding, name, weight) != weight)
        return sg_data_fail(err, SG_E_VALUE, r->place, "this finding has a weight already");
    list[w->n_weights++] = weight;
    return SG_OK;
}

enum sg_status sg_weights_read(struct sg_arena *arena, const char *path,
                               const struct sg_weights **out, struct sg_error *err)
{
    static const struct sg_data_field_rule fields[] = { { "points", true, false },
                                                        { "finding", true, true },
                                                        { NULL, false, false } };
    static const struct sg_data_kind kinds[] = { { "weight", NULL },
                                                 { "cap", NULL },
                                                 { "threshold", NULL },
                                                 { "combination", fields },
                                                 { NULL, NULL } };
    struct sg_data_file file;
    enum sg_status st = sg_data_read(arena, path, kinds, &file, err);
    if (st != SG_OK)
        return st;
    struct sg_weights *w = SG_NEW(arena, struct sg_weights);
    struct sg_combination *all = SG_NEW_N(arena, struct sg_combination, file.n_records + 1);
    w->by_finding = SG_MAP(arena);
    w->combinations = all;
    const struct sg_weight **list = SG_NEW_N(arena, const struct sg_weight *, file.n_records + 1);
    w->weights = list;
    for (size_t i = 0; st == SG_OK && i < file.n_records; i++)
        st = sg_same(file.records[i].kind, SG_SPAN("combination"))
                 ? add_combination(arena, &file.records[i], &all[w->n_combinations++], err)
                 : add(arena, &file.records[i], w, list, err);
    if (st == SG_OK && (w->suspicious <= 0 || w->phishing <= w->suspicious))
        st =
            sg_fail(err, SG_E_VALUE, "%s: thresholds are to be above 0, phishing the higher", path);
    if (st == SG_OK)
        *out = w;
    return st;
}
