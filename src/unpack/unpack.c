#include "unpack/unpack.h"

#include "text/unicode.h"
#include "unpack/entries.h"
#include "unpack/kinds.h"
#include "unpack/picture.h"
#include "unpack/warm.h"
#include "unpack/words.h"

struct reader {
    sg_unpack_reader *read;
    bool is_foreign;
};

static const struct reader *reader_of(enum sg_file_kind kind)
{
    static const struct reader readers[SG_N_FILE_KINDS] = {
        [SG_FILE_CALENDAR] = { sg_unpack_calendar, false },
        [SG_FILE_CARD] = { sg_unpack_calendar, false },
        [SG_FILE_ZIP] = { sg_unpack_archive, true },
        [SG_FILE_ARCHIVE] = { sg_unpack_archive, true },
        [SG_FILE_OFFICE] = { sg_unpack_office, true },
        [SG_FILE_CMS] = { sg_unpack_cms, false },
        [SG_FILE_PDF] = { sg_unpack_pdf, true },
        [SG_FILE_PNG] = { sg_picture_read, true },
        [SG_FILE_JPEG] = { sg_picture_read, true },
        [SG_FILE_GIF] = { sg_picture_read, true },
        [SG_FILE_WEBP] = { sg_picture_read, true },
        [SG_FILE_GREYMAP] = { sg_picture_read, true },
        [SG_FILE_TNEF] = { sg_unpack_tnef, false },
        [SG_FILE_RTF] = { sg_unpack_rtf, false },
        [SG_FILE_OLE] = { sg_unpack_ole, false },
        [SG_FILE_SHORTCUT] = { sg_unpack_shortcut, false },
        [SG_FILE_NOTEBOOK] = { sg_unpack_notebook, false },
    };
    return &readers[kind];
}

bool sg_unpack_is_foreign(enum sg_file_kind kind)
{
    return reader_of(kind)->is_foreign;
}

bool sg_unpack_reads(enum sg_file_kind kind)
{
    return reader_of(kind)->read != NULL;
}

struct sg_unpacked sg_unpack(struct sg_arena *arena, enum sg_file_kind kind, sg_span octets)
{
    struct sg_unpacking u = { .arena = arena };
    assert(sg_unpack_reads(kind));
    reader_of(kind)->read(&u, kind, octets);
    return (struct sg_unpacked){ u.items.at, u.items.n, u.traits, u.pages };
}

bool sg_unpack_add(struct sg_unpacking *u, const struct sg_item *item)
{
    size_t left = SG_MAX_UNPACKED - u->octets;
    if (u->items.n == SG_MAX_ITEMS || item->name.len > left ||
        item->value.len > left - item->name.len) {
        u->traits |= SG_UNPACK_CUT;
        return false;
    }
    u->octets += item->name.len + item->value.len;
    struct sg_item *kept = SG_PUSH(u->arena, &u->items);
    *kept = *item;
    kept->name = sg_utf8_mended(u->arena, sg_keep(u->arena, item->name));
    if (item->kind != SG_ITEM_FILE)
        kept->value = sg_utf8_mended(u->arena, sg_keep(u->arena, item->value));
    return true;
}

static enum sg_opened open_here(void *with, struct sg_arena *arena, enum sg_file_kind kind,
                                sg_span octets, struct sg_unpacked *out)
{
    (void)with;
    *out = sg_unpack(arena, kind, octets);
    return SG_OPENED;
}

const struct sg_opener sg_open_here = { .open = open_here };

void sg_unpack_warm(void)
{
    sg_unpack_words_warm();
    sg_entries_warm();
    sg_warm_readers();
}
