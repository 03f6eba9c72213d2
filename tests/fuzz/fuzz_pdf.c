/* PDF: items are within their bounds, names and addresses UTF-8, pages no more than there are. */
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
    static struct sg_arena *arena;
    if (arena == NULL)
        arena = sg_arena_open((size_t)1 << 30);
    sg_arena_reset(arena);
    struct sg_unpacked got = sg_unpack(arena, SG_FILE_PDF, (sg_span){ data, size });
    check(got.n <= SG_MAX_ITEMS && got.pages <= SG_MAX_PDF_PAGES);
    for (size_t i = 0; i < got.n; i++) {
        const struct sg_item *item = &got.items[i];
        check(item->page <= got.pages && sg_utf8_valid(item->name));
        check(item->kind == SG_ITEM_FILE || sg_utf8_valid(item->value));
        check(item->kind != SG_ITEM_LINK || item->value.len <= SG_MAX_URL);
    }
    return 0;
}
