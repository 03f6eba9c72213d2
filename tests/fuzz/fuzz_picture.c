/* Pictures: the first octet chooses the kind, so that one corpus serves all; items are within their bounds, UTF-8, and the
 * same each time. */
#include <stdint.h>
#include <stdlib.h>

#include "base/limits.h"
#include "text/unicode.h"
#include "unpack/unpack.h"

static void check(bool truth)
{
    if (!truth)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const enum sg_file_kind kinds[] = { SG_FILE_PNG, SG_FILE_JPEG, SG_FILE_GIF, SG_FILE_WEBP,
                                               SG_FILE_GREYMAP };
    static struct sg_arena *arena;
    if (arena == NULL)
        arena = sg_arena_open((size_t)1 << 30);
    sg_arena_reset(arena);
    if (size == 0)
        return 0;
    sg_span octets = { data + 1, size - 1 };
    struct sg_unpacked got = sg_unpack(arena, kinds[data[0] % 5], octets);
    check(got.n <= SG_MAX_ITEMS);
    for (size_t i = 0; i < got.n; i++) {
        check(got.items[i].kind == SG_ITEM_CODE && got.items[i].page <= SG_MAX_FRAMES);
        check(got.items[i].value.len > 0 && sg_utf8_valid(got.items[i].value));
    }
    return 0;
}
