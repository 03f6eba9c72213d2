/* intel/geo.h - which country and network an address is registered in: an estimate, never a building. */
#ifndef SG_INTEL_GEO_H
#define SG_INTEL_GEO_H

#include "base/arena.h"
#include "base/status.h"

struct sg_geo;

struct sg_location {
    sg_span country; /* "US"; empty: not in the table */
    uint32_t asn;    /* 0: no network table, or not in it */
    sg_span network; /* "Microsoft Corporation"; empty likewise */
    bool is_cloud;   /* the network rents out servers (data/networks/cloud.list) */
};

/* `address`: 16 octets, IPv4 as ::ffff:a.b.c.d.  All empty when `geo` is NULL. */
struct sg_location sg_geo_find(struct sg_arena *arena, const struct sg_geo *geo,
                               const uint8_t *address);

/* What the table is and of when: "geo-whois-asn-country 2026-11-20". Empty when `geo` is NULL. */
sg_span sg_geo_source(const struct sg_geo *geo);
bool sg_geo_has_networks(const struct sg_geo *geo);

#endif
