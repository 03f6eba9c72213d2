/* base/arena.h - memory that is given back all at once.
 *
 * One arena per examination, one for the intel; nothing is freed singly.  Memory comes zeroed.
 * Nothing here returns NULL: passing the ceiling (octets) ends the process through
 * sg_arena_exhausted(), because the limits in base/limits.h are set so that no mail can reach
 * it; a worker that ends is one mail reported as undetermined, not a service gone.
 */
#ifndef SG_BASE_ARENA_H
#define SG_BASE_ARENA_H

#include <string.h>

#include "base/span.h"

struct sg_arena;

struct sg_arena *sg_arena_open(size_t ceiling);
void sg_arena_reset(struct sg_arena *arena); /* all memory back; some kept for the next mail */
void sg_arena_close(struct sg_arena *arena); /* NULL is fine */
size_t sg_arena_used(const struct sg_arena *arena); /* octets handed out since the last reset */

/* Zeroed room for `count` items of `size` octets; the product is checked. */
void *sg_arena_take(struct sg_arena *arena, size_t count, size_t size, size_t align);

/* Room for `count` octets that is not zeroed: for buffers that hand out only what was written to them. */
uint8_t *sg_arena_octets(struct sg_arena *arena, size_t count);

/* The same memory with room for `to` octets instead of `from` (to >= from): in place when `memory`
 * was the last taken, else a copy.  The added octets are not zeroed.  `memory` may be NULL when from is 0. */
void *sg_arena_grow(struct sg_arena *arena, void *memory, size_t from, size_t to, size_t align);

/* Give back what lies past the first `kept` of the `taken` octets at `memory`, when it was the last
 * taken; otherwise nothing happens.  For decoders that ask for the most they could need. */
void sg_arena_trim(struct sg_arena *arena, void *memory, size_t taken, size_t kept);

#define SG_NEW(arena, type)      ((type *)sg_arena_take((arena), 1, sizeof(type), _Alignof(type)))
#define SG_NEW_N(arena, type, n) ((type *)sg_arena_take((arena), (n), sizeof(type), _Alignof(type)))

/* A copy of `s` in the arena. */
sg_span sg_keep(struct sg_arena *arena, sg_span s);

/* A growing array: declare `SG_LIST(struct thing) things;` and call `SG_PUSH(arena, &things)`, which
 * gives a pointer to a new zeroed item.  Pushing may move the items, so keep indices, not pointers,
 * while the list still grows. */
#define SG_LIST(type)   \
    struct {            \
        type *at;       \
        size_t n, room; \
    }
#define SG_PUSH(arena, list)                                                                   \
    ((list)->at = (list)->n < (list)->room                                                     \
                      ? (list)->at                                                             \
                      : sg_arena_room((arena), (list)->at, &(list)->room, sizeof(*(list)->at), \
                                      _Alignof(max_align_t)),                                  \
     memset(&(list)->at[(list)->n], 0, sizeof(*(list)->at)), &(list)->at[(list)->n++])

/* Behind SG_PUSH: `items`, of which there are `*room`, with room for more, which is not zeroed. */
void *sg_arena_room(struct sg_arena *arena, void *items, size_t *room, size_t size, size_t align);

_Noreturn void sg_arena_exhausted(size_t wanted, size_t ceiling);

/* Give back what a library handed over, which it had from malloc(). */
void sg_free_foreign(void *memory);

#endif
