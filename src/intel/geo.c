#include "intel/geo.h"

#include "base/file.h"
#include "base/limits.h"
#include "intel/cloud.h"
#include "intel/datafile.h"
#include "intel/mmdb.h"
#include "intel/table.h"

/* A table of ours, or an mmdb; neither when both are empty. */
struct source {
    struct sg_table table;
    const struct sg_mmdb *mmdb;
    bool is_there;
};

struct sg_geo {
    struct source country, network;
    const struct sg_clouds *clouds;
    bool has_all_networks; /* else those of the cloud list only */
};

static const char *const COUNTRY_FILES[] = { "GeoLite2-Country.mmdb",  "GeoIP2-Country.mmdb",
                                             "dbip-country-lite.mmdb", "dbip-country.mmdb",
                                             "GeoLite2-City.mmdb",     "GeoIP2-City.mmdb",
                                             "dbip-city-lite.mmdb",    NULL };
static const char *const NETWORK_FILES[] = { "GeoLite2-ASN.mmdb", "dbip-asn-lite.mmdb", NULL };

/* In the usual places any other name that ends so. */
static const char *const COUNTRY_ENDINGS[] = { "-country.mmdb", NULL };
static const char *const NETWORK_ENDINGS[] = { "-asn.mmdb", NULL };
static const char *const USUAL_PLACES[] = { "/var/lib/GeoIP", "/usr/share/GeoIP",
                                            "/usr/local/share/GeoIP", NULL };

static const char *find_in(struct sg_arena *arena, const char *dir, const char *const *files,
                           const char *const *endings)
{
    for (size_t i = 0; files[i] != NULL; i++) {
        const char *path = sg_data_path(arena, dir, files[i]);
        if (sg_data_exists(path))
            return path;
    }
    struct sg_data_paths paths = { 0 };
    struct sg_error unreadable; /* a directory that nobody may read holds nothing for us */
    for (size_t i = 0; endings[i] != NULL; i++)
        if (sg_data_paths(arena, dir, endings[i], &paths, &unreadable) == SG_OK && paths.n > 0)
            return paths.at[paths.n - 1];
    return NULL;
}

static const char *find_usual(struct sg_arena *arena, const char *const *files,
                              const char *const *endings)
{
    const char *path = NULL;
    for (size_t i = 0; USUAL_PLACES[i] != NULL && path == NULL; i++)
        path = find_in(arena, USUAL_PLACES[i], files, endings);
    return path;
}

/* A name in .table is a table of ours; anything else has to be an mmdb. */
static enum sg_status open_source(struct sg_arena *arena, const char *path, const char *kind,
                                  struct source *out, struct sg_error *err)
{
    sg_span file;
    enum sg_status st;
    if (sg_ends(sg_span_of(path), SG_SPAN(".table"))) {
        st = sg_file_read(arena, path, SG_MAX_GEO_TABLE, &file, err);
        if (st == SG_OK)
            st = sg_table_open(file, kind, path, &out->table, err);
    } else {
        st = sg_mmdb_open(arena, path, &out->mmdb, err);
    }
    out->is_there = st == SG_OK;
    return st;
}

/* The country table that is to be used, or NULL. */
static const char *country_path(struct sg_arena *arena, const struct sg_geo_places *places)
{
    const char *path = places->country;
    if (path == NULL && !places->only_own)
        path = find_usual(arena, COUNTRY_FILES, COUNTRY_ENDINGS);
    if (path == NULL && places->dir != NULL) {
        path = sg_data_path(arena, places->dir, "geo/country.table");
        path = sg_data_exists(path) ? path : NULL;
    }
    return path;
}

static const char *network_path(struct sg_arena *arena, const struct sg_geo_places *places,
                                bool *has_all)
{
    const char *path = places->network;
    *has_all = true;
    if (path == NULL && !places->only_own)
        path = find_usual(arena, NETWORK_FILES, NETWORK_ENDINGS);
    if (path != NULL || places->dir == NULL)
        return path;
    path = sg_data_path(arena, places->dir, "geo/network.table");
    if (!places->only_own && sg_data_exists(path))
        return path;
    *has_all = false;
    path = sg_data_path(arena, places->dir, "geo/cloud.table");
    return sg_data_exists(path) ? path : NULL;
}

static enum sg_status open_all(struct sg_arena *arena, const struct sg_geo_places *places,
                               struct sg_geo *geo, struct sg_error *err)
{
    const char *clouds =
        places->dir == NULL ? "" : sg_data_path(arena, places->dir, "networks/cloud.list");
    enum sg_status st = sg_clouds_read(arena, clouds, &geo->clouds, err);
    const char *path = country_path(arena, places);
    if (st == SG_OK && path != NULL)
        st = open_source(arena, path, "country", &geo->country, err);
    bool has_all;
    path = network_path(arena, places, &has_all);
    if (st == SG_OK && path != NULL)
        st = open_source(arena, path, "network", &geo->network, err);
    geo->has_all_networks = geo->network.is_there && has_all;
    return st;
}

enum sg_status sg_geo_open(struct sg_arena *arena, const struct sg_geo_places *places,
                           const struct sg_geo **out, struct sg_error *err)
{
    struct sg_geo *geo = SG_NEW(arena, struct sg_geo);
    enum sg_status st = open_all(arena, places, geo, err);
    if (st != SG_OK) {
        sg_geo_close(geo);
        return st;
    }
    *out = geo->country.is_there || geo->network.is_there ? geo : NULL;
    return SG_OK;
}

void sg_geo_close(const struct sg_geo *geo)
{
    if (geo == NULL)
        return;
    sg_mmdb_close(geo->country.mmdb);
    sg_mmdb_close(geo->network.mmdb);
}

static sg_span country_of(const struct sg_geo *geo, const uint8_t *address)
{
    if (geo->country.mmdb != NULL)
        return sg_mmdb_country(geo->country.mmdb, address);
    return geo->country.is_there ? sg_table_find(&geo->country.table, address).name
                                 : (sg_span){ 0 };
}

static void find_network(const struct sg_geo *geo, const uint8_t *address,
                         struct sg_location *found)
{
    if (geo->network.mmdb != NULL) {
        found->asn = sg_mmdb_network(geo->network.mmdb, address, &found->network);
    } else if (geo->network.is_there) {
        struct sg_table_entry entry = sg_table_find(&geo->network.table, address);
        found->asn = entry.number;
        found->network = entry.name;
    }
}

struct sg_location sg_geo_find(struct sg_arena *arena, const struct sg_geo *geo,
                               const uint8_t *address)
{
    struct sg_location found = { 0 };
    if (geo == NULL)
        return found;
    found.country = sg_keep(arena, country_of(geo, address));
    find_network(geo, address, &found);
    found.network = sg_keep(arena, found.network);
    found.is_cloud = sg_clouds_has(geo->clouds, found.asn, found.network, address);
    return found;
}

sg_span sg_geo_source(const struct sg_geo *geo)
{
    if (geo == NULL)
        return (sg_span){ 0 };
    return geo->country.mmdb != NULL ? sg_mmdb_source(geo->country.mmdb)
                                     : geo->country.table.source;
}

bool sg_geo_has_countries(const struct sg_geo *geo)
{
    return geo != NULL && geo->country.is_there;
}

bool sg_geo_has_networks(const struct sg_geo *geo)
{
    return geo != NULL && geo->has_all_networks;
}
