/* base/map.h - a table from spans to pointers, for loaded data and for counting what was seen.
 *
 * Keys are borrowed and must outlive the map.  Octets are compared exactly: callers fold case
 * first.  The hash is not secret; a table filled from mail must be bounded by base/limits.h. */
#ifndef SG_BASE_MAP_H
#define SG_BASE_MAP_H

#include "base/arena.h"

struct sg_map {
    struct sg_arena *arena;
    struct sg_map_slot *slots;
    size_t n, room; /* room is a power of two, or 0 */
};

#define SG_MAP(in_arena) ((struct sg_map){ .arena = (in_arena) })

/* Set `key` to `value` (not NULL) unless it is there already; gives the value that is there now. */
const void *sg_map_put(struct sg_map *map, sg_span key, const void *value);

/* Set `key`, which is there, to `value` (not NULL). */
void sg_map_replace(struct sg_map *map, sg_span key, const void *value);

/* The value of `key`, or NULL. */
const void *sg_map_get(const struct sg_map *map, sg_span key);

#endif
