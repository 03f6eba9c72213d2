#include "intel/world.h"

#include "intel/datafile.h"

enum { MAX_SIDE = 10000 /* units of the map */ };

static const struct sg_data_kind kinds[] = { { "size", NULL }, { "country", NULL }, { 0 } };

static enum sg_status read_side(sg_span *rest, struct sg_data_place place, int32_t *out,
                                struct sg_error *err)
{
    int64_t n;
    if (!sg_number(sg_data_word(rest), 0, MAX_SIDE, &n))
        return sg_data_fail(err, SG_E_VALUE, place, "not a number of units of the map");
    *out = (int32_t)n;
    return SG_OK;
}

/* It is written into pages as it stands. */
static bool is_outline(sg_span s)
{
    struct sg_octets members = sg_octets_of("0123456789MLlmzZ,- ");
    return sg_find_not(s, &members, 0) == s.len;
}

/* "US 231 190 M12 34l5 6z", "- 0 0 M..." */
static enum sg_status read_country(const struct sg_data_record *r, struct sg_world *world,
                                   struct sg_world_country *c, struct sg_error *err)
{
    sg_span rest = r->name, code = sg_data_word(&rest);
    c->code = sg_same(code, SG_SPAN("-")) ? (sg_span){ 0 } : code;
    enum sg_status st = read_side(&rest, r->place, &c->x, err);
    if (st == SG_OK)
        st = read_side(&rest, r->place, &c->y, err);
    if (st != SG_OK)
        return st;
    c->outline = sg_trim(rest);
    if (!is_outline(c->outline))
        return sg_data_fail(err, SG_E_VALUE, r->place, "not the outline of a country");
    if (c->code.len > 0)
        (void)sg_map_put(&world->by_code, c->code, c);
    return SG_OK;
}

static enum sg_status read_size(const struct sg_data_record *r, struct sg_world *world,
                                struct sg_error *err)
{
    sg_span rest = r->name;
    enum sg_status st = read_side(&rest, r->place, &world->width, err);
    return st == SG_OK ? read_side(&rest, r->place, &world->height, err) : st;
}

enum sg_status sg_world_read(struct sg_arena *arena, const char *dir, const struct sg_world **out,
                             struct sg_error *err)
{
    const char *path = sg_data_path(arena, dir, "map/world.map");
    struct sg_data_file file;
    *out = NULL;
    if (!sg_data_exists(path))
        return SG_OK;
    enum sg_status st = sg_data_read(arena, path, kinds, &file, err);
    if (st != SG_OK)
        return st;
    struct sg_world *world = SG_NEW(arena, struct sg_world);
    struct sg_world_country *at = SG_NEW_N(arena, struct sg_world_country, file.n_records);
    world->by_code = SG_MAP(arena);
    for (size_t i = 0; i < file.n_records && st == SG_OK; i++) {
        const struct sg_data_record *r = &file.records[i];
        if (sg_same(r->kind, SG_SPAN("size")))
            st = read_size(r, world, err);
        else
            st = read_country(r, world, &at[world->n++], err);
    }
    world->at = at;
    if (st == SG_OK)
        *out = world;
    return st;
}
