#include "base/map.h"

#include <assert.h>

struct sg_map_slot {
    sg_span key;
    uint64_t hash;
    const void *value; /* NULL: free */
};

static struct sg_map_slot *slot_for(const struct sg_map *map, sg_span key, uint64_t hash)
{
    size_t i = (size_t)hash & (map->room - 1);
    while (map->slots[i].value != NULL &&
           (map->slots[i].hash != hash || !sg_same(map->slots[i].key, key)))
        i = (i + 1) & (map->room - 1);
    return &map->slots[i];
}

static void widen(struct sg_map *map)
{
    struct sg_map old = *map;
    map->room = old.room == 0 ? 16 : old.room * 2;
    map->slots = SG_NEW_N(map->arena, struct sg_map_slot, map->room);
    for (size_t i = 0; i < old.room; i++)
        if (old.slots[i].value != NULL)
            *slot_for(map, old.slots[i].key, old.slots[i].hash) = old.slots[i];
}

const void *sg_map_put(struct sg_map *map, sg_span key, const void *value)
{
    if (map->n >= map->room / 2)
        widen(map);
    uint64_t hash = sg_hash(key);
    struct sg_map_slot *slot = slot_for(map, key, hash);
    if (slot->value == NULL) {
        *slot = (struct sg_map_slot){ key, hash, value };
        map->n++;
    }
    return slot->value;
}

void sg_map_replace(struct sg_map *map, sg_span key, const void *value)
{
    struct sg_map_slot *slot = slot_for(map, key, sg_hash(key));
    assert(slot->value != NULL && value != NULL);
    slot->value = value;
}

const void *sg_map_get(const struct sg_map *map, sg_span key)
{
    return map->n == 0 ? NULL : slot_for(map, key, sg_hash(key))->value;
}
