/* tests/unpack_made.h - archives made by libarchive's own writer, to be read again. */
#ifndef SG_TESTS_UNPACK_MADE_H
#define SG_TESTS_UNPACK_MADE_H

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "test.h"

struct made_entry {
    const char *name;
    sg_span octets;
};

/* An archive of entries up to the first without a name.  `format` as "zip", "7zip", "ustar"; `filter` as "gzip" or NULL;
 * `options` as "zip:compression=store" or NULL. */
static inline sg_span made_archive(struct sg_arena *arena, const char *format, const char *filter,
                                   const char *options, const struct made_entry *entries)
{
    enum { ROOM = 4 << 20 };

    uint8_t *room = sg_arena_octets(arena, ROOM);
    size_t used = 0;
    struct archive *a = archive_write_new();
    assert_int_equal(archive_write_set_format_by_name(a, format), ARCHIVE_OK);
    if (filter != NULL)
        assert_int_equal(archive_write_add_filter_by_name(a, filter), ARCHIVE_OK);
    if (options != NULL) {
        archive_write_set_passphrase(a, "infected");
        assert_int_equal(archive_write_set_options(a, options), ARCHIVE_OK);
    }
    archive_write_set_bytes_in_last_block(a, 1);
    assert_int_equal(archive_write_open_memory(a, room, ROOM, &used), ARCHIVE_OK);
    for (const struct made_entry *e = entries; e->name != NULL; e++) {
        struct archive_entry *entry = archive_entry_new();
        bool is_folder = e->name[strlen(e->name) - 1] == '/';
        archive_entry_set_pathname(entry, e->name);
        archive_entry_set_size(entry, (la_int64_t)e->octets.len);
        archive_entry_set_filetype(entry, is_folder ? AE_IFDIR : AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_mtime(entry, 1000000000, 0);
        assert_true(archive_write_header(a, entry) >= ARCHIVE_WARN);
        assert_true(archive_write_data(a, e->octets.at, e->octets.len) >= 0);
        archive_entry_free(entry);
    }
    assert_int_equal(archive_write_close(a), ARCHIVE_OK);
    archive_write_free(a);
    return (sg_span){ room, used };
}

#endif
