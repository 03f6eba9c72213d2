/* Header fields: valid UTF-8 that stands inside the field, without line breaks, the same each time. */
#include <stdint.h>
#include <stdlib.h>

#include "text/encoded_word.h"
#include "text/unicode.h"

static void check(bool truth)
{
    if (!truth)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct sg_charsets *charsets;
    static struct sg_arena *arena;
    struct sg_error err;
    if (arena == NULL) {
        arena = sg_arena_open((size_t)1 << 30);
        check(sg_charsets_open(&charsets, &err) == SG_OK);
    }
    sg_arena_reset(arena);
    sg_span raw = { data, size };
    struct sg_oddities oddities = SG_ODDITIES_IN(arena);
    const struct sg_places *at = sg_places_literal(arena, 0, NULL);
    struct sg_text t = sg_header_decode(arena, charsets, raw, at, SG_SPAN("shift_jis"), &oddities);
    check(sg_utf8_valid(t.utf8));
    check(sg_find(t.utf8, '\n', 0) == t.utf8.len && sg_find(t.utf8, '\r', 0) == t.utf8.len);
    for (size_t from = 0; from < t.utf8.len; from += 1 + from / 16) {
        struct sg_range r = sg_place_of(&t, sg_cut(t.utf8, from, 5));
        check(r.from <= size && r.len <= size - r.from);
    }
    struct sg_text again =
        sg_header_decode(arena, charsets, raw, at, SG_SPAN("shift_jis"), &oddities);
    check(sg_same(t.utf8, again.utf8));
    for (const struct sg_oddity *o = oddities.first; o != NULL; o = o->next)
        check(o->place.from <= size && o->place.len <= size - o->place.from);
    return 0;
}
