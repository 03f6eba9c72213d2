/* unpack/archive.c - the files in an archive: all their names, and the octets of those that may hold a lure. */
#include "unpack/entries.h"
#include "unpack/words.h"

/* Plain texts come in hundreds, and nobody clicks in them. */
static bool is_lure(enum sg_file_kind kind)
{
    return sg_unpack_wants(kind) && kind != SG_FILE_TEXT && kind != SG_FILE_XML;
}

/* The octets of an entry that is worth opening; false when it is not, or cannot be read. */
static bool read_lure(struct sg_unpacking *u, struct sg_entries *entries,
                      const struct sg_entry *entry, sg_span *octets)
{
    enum sg_file_kind kind = sg_file_kind_of_name(entry->name);
    if (!entry->has_octets || (kind != SG_FILE_UNKNOWN && !is_lure(kind)))
        return false;
    bool is_whole = sg_entries_read(entries, SG_MAX_INNER_FILE, octets);
    if (octets->len == 0 || !is_lure(kind == SG_FILE_UNKNOWN ? sg_file_sniff(*octets) : kind))
        return false;
    if (!is_whole)
        u->traits |= SG_UNPACK_CUT;
    return is_whole;
}

void sg_unpack_archive(struct sg_unpacking *u, enum sg_file_kind kind, sg_span octets)
{
    struct sg_entries *entries = sg_entries_open(u, kind, octets);
    struct sg_entry entry;
    int handed_out = 0;
    while (u->items.n < SG_MAX_ITEMS && sg_entries_next(entries, &entry)) {
        struct sg_item item = { .kind = SG_ITEM_NAME, .name = entry.name };
        if (entry.is_folder)
            continue;
        item.is_encrypted = entry.is_encrypted;
        if (handed_out < SG_MAX_INNER_FILES && read_lure(u, entries, &entry, &item.value)) {
            item.kind = SG_ITEM_FILE;
            handed_out++;
        } else
            item.value = (sg_span){ 0 };
        (void)sg_unpack_add(u, &item);
    }
    if (u->items.n == SG_MAX_ITEMS)
        u->traits |= SG_UNPACK_CUT;
    sg_entries_close(entries);
}
