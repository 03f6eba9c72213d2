/* The readers of attachments that are our own: the first octet chooses which; items keep their limits and are the same
 * when put on the wire and taken from it. */
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

static void check_wire(struct sg_arena *arena, const struct sg_unpacked *u)
{
    struct sg_buf b = SG_BUF_IN(arena, 2 * SG_MAX_UNPACKED);
    struct sg_unpacked again;
    sg_unpacked_put(&b, u);
    must(sg_unpacked_take(arena, sg_buf_span(&b), &again));
    must(again.n == u->n && again.traits == u->traits && again.pages == u->pages);
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t len)
{
    static struct sg_arena *arena;
    if (arena == NULL)
        arena = sg_arena_open((size_t)256 << 20);
    sg_span all = { octets, len };
    int letter = sg_at(all, 0);
    sg_span kinds = SG_SPAN("CVTMRODN");

    const enum sg_file_kind of[] = { SG_FILE_CALENDAR, SG_FILE_CARD,    SG_FILE_TNEF,
                                     SG_FILE_CMS,      SG_FILE_RTF,     SG_FILE_OLE,
                                     SG_FILE_SHORTCUT, SG_FILE_NOTEBOOK };

    size_t i = letter < 0 ? kinds.len : sg_find(kinds, (uint8_t)letter, 0);
    if (i == kinds.len || !sg_unpack_reads(of[i]) || sg_unpack_is_foreign(of[i]))
        return 0;
    struct sg_unpacked u = sg_unpack(arena, of[i], sg_tail(all, 1));
    must(u.n <= SG_MAX_ITEMS);
    for (size_t k = 0; k < u.n; k++)
        must(sg_utf8_valid(u.items[k].name) &&
             (u.items[k].kind == SG_ITEM_FILE || sg_utf8_valid(u.items[k].value)));
    check_wire(arena, &u);
    sg_arena_reset(arena);
    return 0;
}
