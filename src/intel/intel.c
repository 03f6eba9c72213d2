#include "intel/intel.h"

#include "base/file.h"
#include "base/limits.h"
#include "intel/brands_read.h"
#include "intel/datafile.h"
#include "intel/wrappers.h"

enum { CEILING = 512 * 1024 * 1024 }; /* octets of all that is known, address tables included */

/* The parts that hold more than arena memory, as they were opened. */
struct opened {
    struct sg_intel intel; /* first: the intel that is given out */
    struct sg_charsets *charsets;
    struct sg_folder *folder;
    struct sg_host_tools *hosts;
};

void sg_intel_close(const struct sg_intel *intel)
{
    if (intel == NULL)
        return;
    const struct opened *o = (const struct opened *)intel;
    struct sg_arena *arena = intel->arena;
    sg_brands_close(intel->brands);
    sg_phrases_close(intel->phrases);
    sg_geo_close(intel->geo);
    sg_host_tools_close(o->hosts);
    sg_folder_close(o->folder);
    sg_charsets_close(o->charsets);
    sg_arena_close(arena);
}

static enum sg_status open_hosts(struct sg_arena *arena, const char *dir, struct opened *o,
                                 struct sg_error *err)
{
    sg_span list, supplement;
    enum sg_status st =
        sg_file_read(arena, sg_data_path(arena, dir, "suffixes/public_suffix_list.dat"),
                     SG_MAX_DATA_FILE, &list, err);
    if (st == SG_OK)
        st = sg_file_read(arena, sg_data_path(arena, dir, "suffixes/supplement.dat"),
                          SG_MAX_DATA_FILE, &supplement, err);
    return st == SG_OK ? sg_host_tools_open(list, supplement, &o->hosts, err) : st;
}

static enum sg_status open_tools(struct sg_arena *arena, const char *dir, struct opened *o,
                                 struct sg_error *err)
{
    enum sg_status st = sg_charsets_open(&o->charsets, err);
    if (st == SG_OK)
        st = sg_folder_open(&o->folder, err);
    if (st == SG_OK)
        st = open_hosts(arena, dir, o, err);
    o->intel.charsets = o->charsets;
    o->intel.folder = o->folder;
    o->intel.hosts = o->hosts;
    return st;
}

/* What is read of one directory after another; the overlay first, so that it wins. */
static enum sg_status read_tables(struct sg_arena *arena, const char *const *dirs, struct opened *o,
                                  struct sg_error *err)
{
    struct sg_lists *lists = SG_NEW(arena, struct sg_lists);
    struct sg_hosters *hosters = SG_NEW(arena, struct sg_hosters);
    *lists = sg_lists_in(arena);
    hosters->by_domain = SG_MAP(arena);
    enum sg_status st = SG_OK;
    for (size_t i = 0; dirs[i] != NULL && st == SG_OK; i++) {
        st = sg_lists_add(arena, o->folder, dirs[i], lists, err);
        if (st == SG_OK)
            st = sg_hosters_add(arena, dirs[i], hosters, err);
    }
    o->intel.lists = lists;
    o->intel.hosters = hosters;
    if (st == SG_OK)
        st = sg_brands_open(arena, o->folder, dirs, &o->intel.brands, err);
    return st == SG_OK ? sg_phrases_open(arena, o->folder, dirs, &o->intel.phrases, err) : st;
}

static enum sg_status read_rest(struct sg_arena *arena, const struct sg_intel_options *options,
                                struct opened *o, struct sg_error *err)
{
    const struct sg_geo_places places = { options->dir, options->country, options->network, false };
    const char *weights = sg_data_path(arena, options->dir, "weights.conf");
    if (options->overlay != NULL &&
        sg_data_exists(sg_data_path(arena, options->overlay, "weights.conf")))
        weights = sg_data_path(arena, options->overlay, "weights.conf");
    enum sg_status st = sg_weights_read(arena, weights, &o->intel.weights, err);
    if (st == SG_OK)
        st = sg_model_read(arena, sg_data_path(arena, options->dir, "model/wording.model"),
                           &o->intel.model, err);
    if (st == SG_OK)
        st = sg_wrappers_read(arena, options->dir, &o->intel.wrappers, err);
    if (st == SG_OK)
        st = sg_url_points_read(arena, options->dir, &o->intel.urls, err);
    if (st == SG_OK)
        st = sg_site_read(arena, o->hosts, &options->site, &o->intel.site, err);
    if (st == SG_OK)
        st = sg_world_read(arena, options->dir, &o->intel.world, err);
    return st == SG_OK ? sg_geo_open(arena, &places, &o->intel.geo, err) : st;
}

enum sg_status sg_intel_load(const struct sg_intel_options *options, const struct sg_intel **out,
                             struct sg_error *err)
{
    struct sg_arena *arena = sg_arena_open(CEILING);
    struct opened *o = SG_NEW(arena, struct opened);
    const char *dirs[3] = { options->dir };
    if (options->overlay != NULL) {
        dirs[0] = options->overlay;
        dirs[1] = options->dir;
    }
    o->intel.arena = arena;
    enum sg_status st = open_tools(arena, options->dir, o, err);
    if (st == SG_OK)
        st = read_tables(arena, dirs, o, err);
    if (st == SG_OK)
        st = read_rest(arena, options, o, err);
    if (st != SG_OK) {
        sg_intel_close(&o->intel);
        return st;
    }
    o->intel.octets = sg_arena_used(arena);
    *out = &o->intel;
    return SG_OK;
}
