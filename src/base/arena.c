#include "base/arena.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct block {
    struct block *older;
    size_t size, used; /* octets of data[] */
    max_align_t data[];
};

struct sg_arena {
    struct block *newest;
    size_t used, ceiling;
};

enum {
    FIRST_BLOCK = 256 * 1024,     /* octets: most mails fit into one */
    KEPT_BLOCK = 4 * 1024 * 1024, /* octets: a block larger than this is not kept over a reset */
};

struct sg_arena *sg_arena_open(size_t ceiling)
{
    struct sg_arena *arena = calloc(1, sizeof(*arena));
    if (arena == NULL)
        sg_arena_exhausted(sizeof(*arena), ceiling);
    arena->ceiling = ceiling;
    return arena;
}

/* Keep the largest block that is not too large; an ordinary mail then never calls malloc. */
void sg_arena_reset(struct sg_arena *arena)
{
    struct block *kept = NULL;
    for (struct block *b = arena->newest, *older; b != NULL; b = older) {
        older = b->older;
        if (b->size <= KEPT_BLOCK && (kept == NULL || b->size > kept->size)) {
            free(kept);
            kept = b;
        } else {
            free(b);
        }
    }
    if (kept != NULL) {
        kept->older = NULL;
        kept->used = 0;
    }
    arena->newest = kept;
    arena->used = 0;
}

void sg_arena_close(struct sg_arena *arena)
{
    if (arena == NULL)
        return;
    for (struct block *b = arena->newest, *older; b != NULL; b = older) {
        older = b->older;
        free(b);
    }
    free(arena);
}

size_t sg_arena_used(const struct sg_arena *arena)
{
    return arena->used;
}

static struct block *block_add(struct sg_arena *arena, size_t need)
{
    size_t size = arena->newest == NULL ? FIRST_BLOCK : arena->newest->size * 2;
    if (size > KEPT_BLOCK)
        size = KEPT_BLOCK;
    if (size < need)
        size = need;
    struct block *b = malloc(sizeof(*b) + size);
    if (b == NULL)
        sg_arena_exhausted(size, arena->ceiling);
    *b = (struct block){ .older = arena->newest, .size = size };
    arena->newest = b;
    return b;
}

static void *take(struct sg_arena *arena, size_t octets, size_t align)
{
    if (octets > arena->ceiling - arena->used)
        sg_arena_exhausted(octets, arena->ceiling);
    struct block *b = arena->newest;
    size_t start = b == NULL ? 0 : (b->used + align - 1) & ~(align - 1);
    if (b == NULL || start > b->size || octets > b->size - start) {
        b = block_add(arena, octets);
        start = 0;
    }
    b->used = start + octets;
    arena->used += octets;
    return (uint8_t *)b->data + start;
}

void *sg_arena_take(struct sg_arena *arena, size_t count, size_t size, size_t align)
{
    size_t octets;
    if (__builtin_mul_overflow(count, size, &octets))
        sg_arena_exhausted(count, arena->ceiling);
    return memset(take(arena, octets, align), 0, octets);
}

uint8_t *sg_arena_octets(struct sg_arena *arena, size_t count)
{
    return take(arena, count, 1);
}

/* The newest block when `memory` of `len` octets ends it, else NULL. */
static struct block *ends_newest(struct sg_arena *arena, const void *memory, size_t len)
{
    struct block *b = arena->newest;
    if (b == NULL || memory == NULL)
        return NULL;
    const uint8_t *end = (const uint8_t *)b->data + b->used;
    return (const uint8_t *)memory + len == end ? b : NULL;
}

void *sg_arena_grow(struct sg_arena *arena, void *memory, size_t from, size_t to, size_t align)
{
    struct block *b = ends_newest(arena, memory, from);
    size_t added = to - from;
    if (b != NULL && added <= b->size - b->used && added <= arena->ceiling - arena->used) {
        b->used += added;
        arena->used += added;
        return memory;
    }
    uint8_t *moved = take(arena, to, align);
    if (from > 0)
        memcpy(moved, memory, from);
    return moved;
}

void sg_arena_trim(struct sg_arena *arena, void *memory, size_t taken, size_t kept)
{
    struct block *b = ends_newest(arena, memory, taken);
    if (b == NULL || kept > taken)
        return;
    b->used -= taken - kept;
    arena->used -= taken - kept;
}

void *sg_arena_room(struct sg_arena *arena, void *items, size_t *room, size_t size, size_t align)
{
    size_t wider = *room == 0 ? 8 : *room * 2;
    items = sg_arena_grow(arena, items, *room * size, wider * size, align);
    *room = wider;
    return items;
}

sg_span sg_keep(struct sg_arena *arena, sg_span s)
{
    if (s.len == 0)
        return (sg_span){ 0 };
    uint8_t *copy = sg_arena_octets(arena, s.len);
    memcpy(copy, s.at, s.len);
    return (sg_span){ copy, s.len };
}

_Noreturn void sg_arena_exhausted(size_t wanted, size_t ceiling)
{
    fprintf(stderr, "shingan: memory for one examination is used up (wanted %zu, ceiling %zu)\n",
            wanted, ceiling);
    abort();
}

void sg_free_foreign(void *memory)
{
    free(memory);
}
