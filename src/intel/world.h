/* intel/world.h - the countries as they are drawn on a map: data/map/world.map, made from Natural Earth's by
 * tools/world-map/make.  It may be absent: then nothing is drawn. */
#ifndef SG_INTEL_WORLD_H
#define SG_INTEL_WORLD_H

#include "base/arena.h"
#include "base/map.h"
#include "base/status.h"

struct sg_world_country {
    sg_span code; /* "JP"; empty: land of nobody's code */
    int32_t x, y; /* about its middle, in units of the map */
    sg_span
        outline; /* commands of an SVG path, digits and "MLlmz,- " only; empty: too small to be drawn */
};

struct sg_world {
    int32_t width, height;
    const struct sg_world_country *at;
    size_t n;
    struct sg_map by_code; /* const struct sg_world_country */
};

/* Read `dir`/map/world.map.  `*out` is NULL without one; a file that is there but damaged is an error. */
SG_MUST_USE enum sg_status sg_world_read(struct sg_arena *arena, const char *dir,
                                         const struct sg_world **out, struct sg_error *err);

#endif
