/* Archives and documents that libarchive opens, as what their first octets say they are: items keep their limits. */
#include <stdlib.h>

#include "base/limits.h"
#include "text/unicode.h"
#include "unpack/unpack.h"

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t len);

static void must(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t len)
{
    static struct sg_arena *arena;
    if (arena == NULL)
        arena = sg_arena_open((size_t)256 << 20);
    sg_span all = { octets, len };
    enum sg_file_kind kind = sg_file_sniff(all);
    if (kind != SG_FILE_ZIP && kind != SG_FILE_OFFICE)
        kind = SG_FILE_ARCHIVE;
    if (!sg_unpack_reads(kind))
        return 0;
    struct sg_unpacked u = sg_unpack(arena, kind, all);
    must(u.n <= SG_MAX_ITEMS &&
         sg_arena_used(arena) < 4 * SG_MAX_UNPACKED + (size_t)SG_MAX_INFLATED);
    for (size_t i = 0; i < u.n; i++)
        must(sg_utf8_valid(u.items[i].name) &&
             (u.items[i].kind == SG_ITEM_FILE ? u.items[i].value.len <= SG_MAX_INNER_FILE
                                              : sg_utf8_valid(u.items[i].value)));
    sg_arena_reset(arena);
    return 0;
}
