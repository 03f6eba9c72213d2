/* unpack/entries.h - an archive as its entries, one after the other; libarchive behind it.
 *
 * An archive may be made to burst, so what it may be unpacked to in all is bounded, by its own size too; past that,
 * and past SG_MAX_ENTRIES, there are no more entries and CUT is set. */
#ifndef SG_UNPACK_ENTRIES_H
#define SG_UNPACK_ENTRIES_H

#include "unpack/kinds.h"

struct sg_entries;

struct sg_entry {
    sg_span name; /* UTF-8; its charset guessed where the archive does not say it */
    bool is_encrypted, is_folder;
    bool has_octets; /* a file whose octets can be read */
};

/* Open `octets`; traits are set in `u`, and memory comes from its arena.  Never NULL. */
struct sg_entries *sg_entries_open(struct sg_unpacking *u, enum sg_file_kind kind, sg_span octets);
void sg_entries_close(struct sg_entries *entries);

/* The next entry, passing over what was not read of the one before; false at the end. */
bool sg_entries_next(struct sg_entries *entries, struct sg_entry *entry);

/* The octets of the entry that sg_entries_next() gave last, in the arena, at most `most`; false when there are more or when
 * the archive has burst.  Broken ones are given as far as they go. */
bool sg_entries_read(struct sg_entries *entries, size_t most, sg_span *octets);

/* Make the C library load what libarchive needs of it: the locale for names, the time zone (UTC, for the process). */
void sg_entries_warm(void);

#endif
