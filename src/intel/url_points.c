#include "intel/url_points.h"

#include "intel/datafile.h"

enum {
    MOST = 100000, /* hundredths, either way */
    LEAST_STEP = -26,
    END = 0,
    DIGIT = 27,
    OTHER = 28
};

static int letter_of(int octet)
{
    if (octet >= 'a' && octet <= 'z')
        return octet - 'a' + 1;
    return octet == '^' ? END : sg_is_digit(octet) ? DIGIT : OTHER;
}

/* A to Z are -26 to -1, a to z 0 to 25. */
static bool step_of(int octet, int8_t *step)
{
    if (!sg_is_alpha(octet))
        return false;
    *step = (int8_t)(octet >= 'a' ? octet - 'a' : octet - 'A' + LEAST_STEP);
    return true;
}

/* "ab STEPS": what follows a and b, a step for each letter */
static enum sg_status add_row(const struct sg_data_record *r, struct sg_url_letters *table,
                              struct sg_error *err)
{
    sg_span rest = r->name, two = sg_data_word(&rest), steps = sg_trim(rest);
    if (two.len != 2 || steps.len != SG_URL_LETTERS)
        return sg_data_fail(err, SG_E_VALUE, r->place, "two letters and %d steps are wanted",
                            SG_URL_LETTERS);
    int8_t *row = table->at[letter_of(sg_at(two, 0))][letter_of(sg_at(two, 1))];
    for (size_t i = 0; i < steps.len; i++)
        if (!step_of(sg_at(steps, i), &row[i]))
            return sg_data_fail(err, SG_E_VALUE, r->place, "a step is a letter");
    return SG_OK;
}

static enum sg_status add_number(struct sg_arena *arena, const struct sg_data_record *r,
                                 struct sg_url_points *p, struct sg_error *err)
{
    const struct {
        const char *name;
        int32_t *points;
    } limits[] = { { "accused", &p->accused },
                   { "random-domain", &p->random_domain },
                   { "random-subdomain", &p->random_subdomain },
                   { "risky-zone", &p->risky_zone } };

    sg_span rest = r->name, name = sg_data_word(&rest);
    int64_t n;
    if (!sg_number(sg_trim(rest), -MOST, MOST, &n))
        return sg_data_fail(err, SG_E_VALUE, r->place, "a name and a whole number are wanted");
    if (sg_same(r->kind, SG_SPAN("limit"))) {
        for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++)
            if (sg_same(name, sg_span_of(limits[i].name))) {
                *limits[i].points = (int32_t)n;
                return SG_OK;
            }
        return sg_data_fail(err, SG_E_VALUE, r->place, "no such limit");
    }
    int32_t *points = SG_NEW(arena, int32_t);
    *points = (int32_t)n;
    struct sg_map *map = sg_same(r->kind, SG_SPAN("zone")) ? &p->zones : &p->signs;
    if (sg_map_put(map, name, points) != points)
        return sg_data_fail(err, SG_E_VALUE, r->place, "this one has points already");
    return SG_OK;
}

static enum sg_status add_file(struct sg_arena *arena, const char *path, struct sg_url_points *p,
                               struct sg_error *err)
{
    static const struct sg_data_kind kinds[] = { { "sign", NULL },      { "zone", NULL },
                                                 { "limit", NULL },     { "domain", NULL },
                                                 { "subdomain", NULL }, { NULL, NULL } };
    struct sg_data_file file;
    enum sg_status st = sg_data_read(arena, path, kinds, &file, err);
    for (size_t i = 0; st == SG_OK && i < file.n_records; i++) {
        const struct sg_data_record *r = &file.records[i];
        if (sg_same(r->kind, SG_SPAN("domain")))
            st = add_row(r, p->domain, err);
        else if (sg_same(r->kind, SG_SPAN("subdomain")))
            st = add_row(r, p->subdomain, err);
        else
            st = add_number(arena, r, p, err);
    }
    return st;
}

enum sg_status sg_url_points_read(struct sg_arena *arena, const char *dir,
                                  const struct sg_url_points **out, struct sg_error *err)
{
    struct sg_url_points *p = SG_NEW(arena, struct sg_url_points);
    p->signs = SG_MAP(arena);
    p->zones = SG_MAP(arena);
    p->domain = SG_NEW(arena, struct sg_url_letters);
    p->subdomain = SG_NEW(arena, struct sg_url_letters);
    p->accused = p->random_domain = p->random_subdomain = p->risky_zone = MOST;
    struct sg_data_paths paths = { 0 };
    enum sg_status st =
        sg_data_paths(arena, sg_data_path(arena, dir, "urls"), ".points", &paths, err);
    for (size_t i = 0; st == SG_OK && i < paths.n; i++)
        st = add_file(arena, paths.at[i], p, err);
    if (st == SG_OK)
        *out = p;
    return st;
}

int32_t sg_url_points_of(const struct sg_map *points, sg_span id)
{
    const int32_t *found = sg_map_get(points, id);
    return found == NULL ? 0 : *found;
}

int32_t sg_url_letters_points(const struct sg_url_letters *table, sg_span label)
{
    int before = END, last = END;
    int32_t steps = 0;
    for (size_t i = 0; i <= label.len; i++) {
        int letter = i == label.len ? END : letter_of(sg_at(label, i));
        if (i > 0)
            steps += table->at[before][last][letter];
        before = last;
        last = letter;
    }
    return steps * SG_URL_LETTER_STEP;
}
