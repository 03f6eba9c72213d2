/* Transfer encodings: the octets stand inside the input, in order; sizes agree; the same each time. */
#include <stdint.h>
#include <stdlib.h>

#include "base/limits.h"
#include "text/transfer.h"

static void check(bool truth)
{
    if (!truth)
        abort();
}

typedef struct sg_decoded decoder(struct sg_arena *, sg_span, const struct sg_places *, size_t);

static void check_decoder(struct sg_arena *arena, decoder *decode, sg_span in)
{
    const struct sg_places *at = sg_places_literal(arena, 0, NULL);
    struct sg_decoded d = decode(arena, in, at, SG_MAX_TEXT);
    check(d.noise <= in.len && d.octets.len <= in.len + 64);
    check(sg_same(d.octets, decode(arena, in, at, SG_MAX_TEXT).octets));
    size_t before = 0;
    for (size_t from = 0; from < d.octets.len; from += 1 + from / 32) {
        struct sg_range r = sg_places_find(d.places, (struct sg_range){ from, 1 });
        check(r.len > 0 && r.from <= in.len && r.len <= in.len - r.from && r.from >= before);
        before = r.from;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct sg_arena *arena;
    if (arena == NULL)
        arena = sg_arena_open((size_t)1 << 30);
    sg_arena_reset(arena);
    sg_span in = { data, size };
    check_decoder(arena, sg_base64_decode, in);
    check_decoder(arena, sg_quoted_printable_decode, in);
    check_decoder(arena, sg_uu_decode, in);
    check(sg_percent_decode(arena, in).len <= size);
    sg_span token = { 0 };
    if (sg_base64_token(arena, in, &token))
        check(token.len <= size);
    return 0;
}
