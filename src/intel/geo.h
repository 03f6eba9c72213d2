/* intel/geo.h - which country and network an address is registered in: an estimate, never a building. */
#ifndef SG_INTEL_GEO_H
#define SG_INTEL_GEO_H

#include "base/arena.h"
#include "base/status.h"

struct sg_geo;

/* Where the tables are looked for.  Each may be NULL. */
struct sg_geo_places {
    const char *dir;     /* the data directory: geo/ and networks/ in it */
    const char *country; /* a table of ours or an mmdb to use instead of any other */
    const char *network; /* likewise */
    /* look in `dir` only, not where packages put theirs: for tests that must give the same
     * everywhere */
    bool only_own;
};

struct sg_location {
    sg_span country; /* "US"; empty: not in the table */
    uint32_t asn;    /* 0: no network table, or not in it */
    sg_span network; /* "Microsoft Corporation"; empty likewise */
    bool is_cloud;   /* the network rents out servers (data/networks/cloud.list) */
};

/* Open the tables: those named, else an mmdb in the usual places (/usr/share/GeoIP, /var/lib/GeoIP), else our own
 * in data/geo/.  Without any country table `*out` is NULL and that is no error; a table that is there but
 * damaged is one, naming the file.  Lives in `arena`; close releases what the arena does not hold. */
SG_MUST_USE enum sg_status sg_geo_open(struct sg_arena *arena, const struct sg_geo_places *places,
                                       const struct sg_geo **out, struct sg_error *err);
void sg_geo_close(const struct sg_geo *geo); /* NULL is fine */

/* `address`: 16 octets, IPv4 as ::ffff:a.b.c.d.  All empty when `geo` is NULL. */
struct sg_location sg_geo_find(struct sg_arena *arena, const struct sg_geo *geo,
                               const uint8_t *address);

/* What the table is and of when: "geo-whois-asn-country 2026-11-20". Empty when `geo` is NULL. */
sg_span sg_geo_source(const struct sg_geo *geo);

/* True when countries can be looked up; false when `geo` is NULL. */
bool sg_geo_has_countries(const struct sg_geo *geo);

/* True when the name of every network can be looked up.  Without that table the ones of data/networks/cloud.list
 * are still known: a location without a number then only says that it is none of those. */
bool sg_geo_has_networks(const struct sg_geo *geo);

#endif
