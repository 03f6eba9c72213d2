#include "base/limits.h"
#include "unpack/mapi.h"
#include "unpack_shown.h"

enum {
    SECTOR = 512,
    MAX_SECTORS = 128, /* one sector of chains */
    NOBODY = -1,
    END = -2,
};

struct made {
    const char *name;
    int parent; /* index of a storage in the list; NOBODY: the root */
    bool is_storage;
    sg_span octets;
};

struct making {
    uint8_t at[(MAX_SECTORS + 1) * SECTOR];
    int n_sectors;
    uint8_t small[8 * SECTOR], small_chains[SECTOR];
    int n_small;
};

static void put_number(uint8_t *at, size_t octets, int64_t n)
{
    for (size_t i = 0; i < octets; i++)
        at[i] = (uint8_t)(n >> 8 * i);
}

static void chain(struct making *m, int from, int to)
{
    put_number(m->at + SECTOR + 4 * from, 4, to);
}

/* Sectors one behind the other; gives the first. */
static int put_sectors(struct making *m, const uint8_t *octets, size_t len)
{
    int first = m->n_sectors;
    for (size_t at = 0; at < len; at += SECTOR) {
        assert_true(m->n_sectors < MAX_SECTORS);
        memcpy(m->at + (m->n_sectors + 1) * SECTOR, octets + at,
               len - at < SECTOR ? len - at : SECTOR);
        chain(m, m->n_sectors, at + SECTOR < len ? m->n_sectors + 1 : END);
        m->n_sectors++;
    }
    return len == 0 ? END : first;
}

static int put_small(struct making *m, sg_span octets)
{
    int first = m->n_small;
    for (size_t at = 0; at < octets.len; at += 64) {
        sg_span piece = sg_cut(octets, at, 64);
        memcpy(m->small + 64 * m->n_small, piece.at, piece.len);
        put_number(m->small_chains + 4 * m->n_small, 4,
                   at + 64 < octets.len ? m->n_small + 1 : END);
        m->n_small++;
    }
    return octets.len == 0 ? END : first;
}

static void put_entry(uint8_t *entry, const char *name, int type, int start, size_t size)
{
    for (size_t i = 0; name[i] != 0; i++)
        entry[2 * i] = (uint8_t)name[i];
    put_number(entry + 64, 2, (int64_t)(2 * strlen(name) + 2));
    entry[66] = (uint8_t)type;
    put_number(entry + 68, 4, NOBODY);
    put_number(entry + 72, 4, NOBODY);
    put_number(entry + 76, 4, NOBODY);
    put_number(entry + 116, 4, start);
    put_number(entry + 120, 4, (int64_t)size);
}

/* A compound file of these streams and storages. */
static sg_span made_file(struct sg_arena *arena, const struct made *streams, int n)
{
    struct making *m = SG_NEW(arena, struct making);
    uint8_t directory[8 * SECTOR] = { 0 };
    int last[32];
    memcpy(m->at, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
    memset(m->at + 76, 0xff, SECTOR - 76);
    memset(m->at + SECTOR, 0xff, SECTOR);
    put_number(m->at + 30, 2, 9);
    put_number(m->at + 76, 4, 0);
    put_number(m->at + 68, 4, END);
    m->n_sectors = 1;
    for (int i = 0; i < n; i++) {
        const struct made *s = &streams[i];
        bool is_small = s->octets.len < 4096;
        int start =
            is_small ? put_small(m, s->octets) : put_sectors(m, s->octets.at, s->octets.len);
        uint8_t *before = directory + 128 * (s->parent == NOBODY ? 0 : s->parent + 1);
        put_entry(directory + 128 * (i + 1), s->name, s->is_storage ? 1 : 2, start, s->octets.len);
        last[i] = s->parent;
        for (int k = i - 1; k >= 0; k--)
            if (last[k] == s->parent) { /* the right of its sister before */
                put_number(directory + 128 * (k + 1) + 72, 4, i + 1);
                before = NULL;
                break;
            }
        if (before != NULL)
            put_number(before + 76, 4, i + 1);
    }
    int first_child = n > 0 ? 1 : NOBODY;
    int small = put_sectors(m, m->small, 64 * (size_t)m->n_small);
    put_entry(directory, "Root Entry", 5, small, 64 * (size_t)m->n_small);
    put_number(directory + 76, 4, first_child);
    put_number(m->at + 48, 4, put_sectors(m, directory, 128 * (size_t)(n + 1)));
    put_number(m->at + 60, 4, put_sectors(m, m->small_chains, 4 * (size_t)m->n_small));
    return (sg_span){ m->at, (size_t)(m->n_sectors + 1) * SECTOR };
}

#define WIDE_URL "h\0t\0t\0p\0s\0:\0/\0/\0b\0.\0e\0x\0a\0m\0p\0l\0e\0.\0t\0e\0s\0t\0/\0\x42\x30\0\0"

static sg_span long_stream(struct sg_arena *arena)
{
    struct sg_buf b = SG_BUF_IN(arena, 1 << 16);
    while (b.len < 5000)
        sg_put_text(&b, "0123456789abcde\n");
    sg_put_text(&b,
                "HYPERLINK \"https://a.example.test/x\" \x14 http://schemas.microsoft.com/office/x "
                "https://a.example.test/x http://www.w3.org.example.test/y");
    return sg_buf_span(&b);
}

static void addresses_macros_and_passwords_are_seen(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open((size_t)16 << 20);
    const struct made document[] = {
        { "WordDocument", NOBODY, false, long_stream(arena) },
        { "Data", NOBODY, false, SG_SPAN("x" WIDE_URL) },
        { "Macros", NOBODY, true, { NULL, 0 } },
        { "VBA", 2, true, { NULL, 0 } },
    };
    const struct made locked[] = { { "EncryptedPackage", NOBODY, false, SG_SPAN("x") } };
    const struct made workbook[] = {
        { "Workbook", NOBODY, false,
          SG_SPAN("\x09\x08\x02\0ab\x85\0\x08\0\0\0\0\0\0\1\1s\x2f\0\0\0") },
    };
    const struct made plain[] = {
        { "Workbook", NOBODY, false, SG_SPAN("\x09\x08\x02\0ab\x85\0\x08\0\0\0\0\0\0\0\1s") },
        { "Macros of mine", NOBODY, false, SG_SPAN("http:/a https//b ://c") },
    };
    const struct made native[] = {
        { "\x01Ole10Native", NOBODY, false,
          SG_SPAN("\x30\0\0\0\2\0a.html\0C:\\a.html\0\0\0\3\0\x04\0\0\0C:\\\0\x03\0\0\0<b>") },
    };
    assert_unpacks(SG_FILE_OLE, made_file(arena, document, 4),
                   "link WordDocument https://a.example.test/x\n"
                   "link WordDocument http://www.w3.org.example.test/y\n"
                   "link Data https://b.example.test/あ\nmacros\n");
    assert_unpacks(SG_FILE_OLE, made_file(arena, locked, 1), "encrypted\n");
    assert_unpacks(SG_FILE_OLE, made_file(arena, workbook, 1), "encrypted\nmacros\n");
    assert_unpacks(SG_FILE_OLE, made_file(arena, plain, 2), "");
    assert_unpacks(SG_FILE_OLE, made_file(arena, native, 1), "file a.html <b>\n");
    assert_survives(SG_FILE_OLE, made_file(arena, document, 4));
    sg_arena_close(arena);
}

static void a_saved_mail_gives_its_text_and_files(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open((size_t)16 << 20);
    const struct made mail[] = {
        { "__properties_version1.0", NOBODY, false, SG_SPAN("x") },
        { "__substg1.0_0037001F", NOBODY, false, SG_SPAN("\x71\x5c\x30\x75") },
        { "__substg1.0_1000001E", NOBODY, false, SG_SPAN("\x8e\x52\x93\x63") },
        { "__substg1.0_10130102", NOBODY, false, SG_SPAN("<a href='https://a.example.test/'>") },
        { "__attach_version1.0_#00000000", NOBODY, true, { NULL, 0 } },
        { "__substg1.0_37010102", 4, false, SG_SPAN("%PDF-1.4") },
        { "__substg1.0_3704001F", 4, false, SG_SPAN("A\0.\0P\0D\0F\0") },
        { "__substg1.0_3707001F", 4, false, SG_SPAN("\xcb\x8a.\0p\0d\0f\0") },
        { "__attach_version1.0_#00000001", NOBODY, true, { NULL, 0 } },
        { "__substg1.0_37010102", 8, false, SG_SPAN("MZ") },
        { "__substg1.0_3704001F", 8, false, SG_SPAN("B\0.\0E\0X\0E\0") },
        { "__recip_version1.0_#00000000", NOBODY, true, { NULL, 0 } },
        { "__substg1.0_0037001F", 11, false, SG_SPAN("n\0o\0") },
        { "__substg1.0_100000", NOBODY, false, SG_SPAN("no") },
    };
    assert_unpacks(SG_FILE_OLE, made_file(arena, mail, 14),
                   "text SUBJECT 山田\ntext BODY 山田\n"
                   "file body.html <a href='https://a.example.test/'>\n"
                   "file 請.pdf %PDF-1.4\nname B.EXE\n");
    assert_survives(SG_FILE_OLE, made_file(arena, mail, 14));
    sg_arena_close(arena);
}

static void circles_and_absurd_sizes_end(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open((size_t)64 << 20);
    const struct made document[] = { { "WordDocument", NOBODY, false, long_stream(arena) } };
    sg_span octets = made_file(arena, document, 1);
    uint8_t *at = (uint8_t *)(uintptr_t)octets.at;
    for (int i = 1; i < MAX_SECTORS; i++) /* every chain runs in a circle */
        put_number(at + SECTOR + 4 * i, 4, 1 + i % 5);
    (void)unpack_shown(arena, SG_FILE_OLE, octets);
    memset(at + SECTOR, 0, SECTOR);
    (void)unpack_shown(arena, SG_FILE_OLE, octets);
    memset(at + 48, 0xff, 4);
    assert_unpacks(SG_FILE_OLE, octets, "broken\n");
    put_number(at + 30, 2, 40);
    assert_unpacks(SG_FILE_OLE, octets, "broken\n");
    assert_unpacks(SG_FILE_OLE, SG_SPAN("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "broken\n");
    sg_arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses_macros_and_passwords_are_seen),
        cmocka_unit_test(a_saved_mail_gives_its_text_and_files),
        cmocka_unit_test(circles_and_absurd_sizes_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
