#include "intel/hosters.h"

#include <assert.h>

#include "intel/datafile.h"

enum { MAX_LABELS = 127 }; /* of a host: 253 octets hold no more */

/* The kinds of records are the kinds of hosters, in the order of the enum. */
static const struct sg_data_kind KINDS[] = {
#define SG_HOSTER_KIND(name, id) { id, NULL },
    SG_HOSTER_KINDS(SG_HOSTER_KIND)
#undef SG_HOSTER_KIND
        { NULL, NULL },
};

const char *sg_hoster_kind_id(enum sg_hoster_kind kind)
{
    assert(kind < SG_N_HOSTER_KINDS);
    return KINDS[kind].kind;
}

static enum sg_hoster_kind kind_of(sg_span id)
{
    unsigned i = 0;
    while (i + 1 < SG_N_HOSTER_KINDS && !sg_same(id, sg_span_of(KINDS[i].kind)))
        i++;
    return (enum sg_hoster_kind)i;
}

static enum sg_status add_file(struct sg_arena *arena, const char *path, struct sg_map *seen,
                               struct sg_hosters *hosters, struct sg_error *err)
{
    struct sg_data_file file;
    enum sg_status st = sg_data_read(arena, path, KINDS, &file, err);
    if (st != SG_OK)
        return st;
    struct sg_hoster *all = SG_NEW_N(arena, struct sg_hoster, file.n_records + 1);
    for (size_t i = 0; i < file.n_records && st == SG_OK; i++) {
        const struct sg_data_record *r = &file.records[i];
        all[i] = (struct sg_hoster){ r->name, kind_of(r->kind) };
        st = sg_data_domain(r->name, r->place, err);
        if (st == SG_OK)
            st = sg_data_once(seen, r->name, &r->place, err);
        if (st == SG_OK)
            (void)sg_map_put(&hosters->by_domain, r->name, &all[i]);
    }
    return st;
}

enum sg_status sg_hosters_add(struct sg_arena *arena, const char *dir, struct sg_hosters *hosters,
                              struct sg_error *err)
{
    struct sg_data_paths paths = { 0 };
    struct sg_map seen = SG_MAP(arena);
    enum sg_status st =
        sg_data_paths(arena, sg_data_path(arena, dir, "hosters"), ".list", &paths, err);
    for (size_t i = 0; st == SG_OK && i < paths.n; i++)
        if (!sg_ends(sg_span_of(paths.at[i]), SG_SPAN("/wrappers.list")))
            st = add_file(arena, paths.at[i], &seen, hosters, err);
    return st;
}

const struct sg_hoster *sg_hoster_of(const struct sg_hosters *hosters, sg_span host)
{
    for (size_t i = 0; host.len > 0 && i < MAX_LABELS; i++) {
        const struct sg_hoster *found = sg_map_get(&hosters->by_domain, host);
        if (found != NULL)
            return found;
        (void)sg_next(&host, '.');
    }
    return NULL;
}
