#include "unpack_made.h"
#include "unpack_shown.h"

static const struct made_entry some[] = {
    { "folder/", { NULL, 0 } },      { "folder/a.html", SG_SPAN_INIT("<b>a</b>") },
    { "b.exe", SG_SPAN_INIT("MZ") }, { "no-extension", SG_SPAN_INIT("%PDF-1.4\n") },
    { "empty.pdf", { NULL, 0 } },    { "note.txt", SG_SPAN_INIT("words") },
    { NULL, { NULL, 0 } },
};
static const char some_shown[] = "file folder/a.html <b>a</b>\nname b.exe\n"
                                 "file no-extension %PDF-1.4\n\nname empty.pdf\nname note.txt\n";

static void every_format_gives_names_and_the_files_that_may_lure(void **state)
{
    (void)state;

    static const struct {
        const char *format, *filter;
    } rows[] = { { "zip", NULL },      { "7zip", NULL },  { "ustar", NULL },  { "pax", "gzip" },
                 { "ustar", "bzip2" }, { "ustar", "xz" }, { "iso9660", NULL } };

    struct sg_arena *arena = sg_arena_open((size_t)64 << 20);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        sg_span octets = made_archive(arena, rows[i].format, rows[i].filter, NULL, some);
        enum sg_file_kind kind = sg_file_sniff(octets);
        assert_int_equal(kind, i == 0 ? SG_FILE_ZIP : SG_FILE_ARCHIVE);
        assert_true(sg_unpack_is_foreign(kind));
        struct sg_unpacked u = sg_unpack(arena, kind, octets);
        assert_int_equal(u.traits, 0);
        assert_int_equal(u.n, 5);
        size_t files = 0;
        for (size_t k = 0; k < u.n; k++)
            files += u.items[k].kind == SG_ITEM_FILE;
        assert_int_equal(files, 2);
        if (i == 0)
            assert_unpacks(kind, octets, some_shown);
    }
    sg_arena_close(arena);
}

static void one_compressed_file_is_given_as_it_is(void **state)
{
    (void)state;

    static const struct made_entry one[] = { { "a.html", SG_SPAN_INIT("<html>") },
                                             { NULL, { NULL, 0 } } };

    struct sg_arena *arena = sg_arena_open((size_t)64 << 20);
    assert_unpacks(SG_FILE_ARCHIVE, made_archive(arena, "raw", "gzip", NULL, one),
                   "file  <html>\n");
    assert_unpacks(SG_FILE_ARCHIVE, made_archive(arena, "raw", "bzip2", NULL, one),
                   "file  <html>\n");
    assert_unpacks(SG_FILE_ARCHIVE, made_archive(arena, "raw", "xz", NULL, one), "file  <html>\n");
    assert_unpacks(SG_FILE_ARCHIVE, SG_SPAN("no archive at all"), "broken\n");
    assert_unpacks(SG_FILE_ZIP, SG_SPAN(""), "broken\n");
    sg_arena_close(arena);
}

static void names_are_text_whatever_their_charset(void **state)
{
    (void)state;

    static const struct made_entry raw[] = {
        { "\x90\xbf\x8b\x81\x8f\x91_\x82\xa8\x8e\x78\x95\xa5\x82\xa2.exe", { NULL, 0 } },
        { "\xe8\xab\x8b\xe6\xb1\x82\xe6\x9b\xb8.exe", { NULL, 0 } },
        { NULL, { NULL, 0 } },
    };

    struct sg_arena *arena = sg_arena_open((size_t)64 << 20);
    assert_unpacks(SG_FILE_ZIP, made_archive(arena, "zip", NULL, NULL, raw),
                   "name 請求書_お支払い.exe\nname 請求書.exe\n");
    assert_unpacks(SG_FILE_ARCHIVE, made_archive(arena, "ustar", NULL, NULL, raw),
                   "name 請求書_お支払い.exe\nname 請求書.exe\n");
    /* one that says it is UTF-8, and is not */
    sg_span octets = made_archive(arena, "zip", NULL, NULL, raw);
    uint8_t *at = (uint8_t *)(uintptr_t)octets.at;
    at[sg_find_span(octets, SG_SPAN("PK\1\2"), 0) + 9] |= 8;
    assert_unpacks(SG_FILE_ZIP, octets, "name 請求書_お支払い.exe\nname 請求書.exe\n");
    /* LHA, which libarchive reads but does not write */
    assert_unpacks(
        SG_FILE_ARCHIVE,
        SG_SPAN(
            "\x1e\xee-lh0-\x02\x00\x00\x00\x02\x00\x00\x00\x00\x00!X\x20\x00\x08\x90\xbf\x8b\x81"
            ".exe\xb5kMZ\x00"),
        "name 請求.exe\n");
    sg_arena_close(arena);
}

static void what_is_encrypted_is_told(void **state)
{
    (void)state;

    static const char *const options[] = { "zip:encryption=zipcrypt", "zip:encryption=aes256" };

    struct sg_arena *arena = sg_arena_open((size_t)64 << 20);
    for (size_t i = 0; i < sizeof(options) / sizeof(*options); i++)
        assert_unpacks(SG_FILE_ZIP, made_archive(arena, "zip", NULL, options[i], some),
                       "name! folder/a.html\nname! b.exe\nname! no-extension\nname empty.pdf\n"
                       "name! note.txt\nencrypted\n");
    sg_arena_close(arena);
}

static void rar_5_is_read_and_its_encryption_told(void **state)
{
    (void)state;

    static const struct {
        sg_span octets;
        const char *lines;
    } rows[] = {
        { SG_SPAN_INIT(
              "Rar!\x1a\x07\x01\x00\xc5\x1a"
              "32\x03\x01\x00\x00"
              "34V\x9b\x1b\x02\x02\x03\x04\x03 \xab\x82\xb7o\x00\x00\x0e\xe8\xab\x8b\xe6\xb1\x82\xe6\x9b\xb8.html<a>|\xd1r|\x12\x02\x02\x02\x04\x02 ]\x9b\xb0\x8f\x00\x00\x05"
              "a.exeMZ\x19\xb2:5\x03\x05\x00\x00"),
          "file 請求書.html <a>\nname a.exe\n" },
        { SG_SPAN_INIT(
              "Rar!\x1a\x07\x01\x00\xc5\x1a"
              "32\x03\x01\x00\x00\x96o\x8d\xba=\x02\x03%\x10\x04\x10 \x0f\x18(\xbb\x00\x00\x0asecret.pdf$\x01\x00\x01\x0f\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00xxxxxxxxxxxxxxxx\xff"
              "FH4\x13\x02\x02\x03\x04\x03 h\xd1\x9a"
              "D\x00\x00\x06"
              "b.html<b>\x19\xb2:5\x03\x05\x00\x00"),
          "name! secret.pdf\nfile b.html <b>\nencrypted\n" },
        { SG_SPAN_INIT(
              "Rar!\x1a\x07\x01\x00\x0f;,\x9e\x15\x04\x00\x00\x00\x0f\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"),
          "encrypted\n" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_unpacks(SG_FILE_ARCHIVE, rows[i].octets, rows[i].lines);
}

static void an_archive_that_bursts_is_cut(void **state)
{
    (void)state;

    enum { HUGE = 40 << 20 };
    struct sg_arena *arena = sg_arena_open((size_t)256 << 20);
    struct made_entry entries[] = {
        { "a.bin", { sg_arena_take(arena, HUGE, 1, 1), HUGE } },
        { "b.html", SG_SPAN("<b>") },
        { NULL, { NULL, 0 } },
    };
    /* passed over at no cost, as each entry stands for itself */
    assert_unpacks(SG_FILE_ZIP, made_archive(arena, "zip", NULL, NULL, entries),
                   "name a.bin\nfile b.html <b>\n");
    assert_unpacks(SG_FILE_ARCHIVE, made_archive(arena, "ustar", "gzip", NULL, entries),
                   "name a.bin\ncut\n");
    entries[0].name = "a.html";
    assert_unpacks(SG_FILE_ZIP, made_archive(arena, "zip", NULL, NULL, entries),
                   "name a.html\nfile b.html <b>\ncut\n");
    sg_arena_close(arena);
}

static void a_thousand_files_are_named_but_few_handed_out(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open((size_t)64 << 20);
    struct made_entry *many = SG_NEW_N(arena, struct made_entry, SG_MAX_ITEMS + 100);
    for (size_t i = 0; i < SG_MAX_ITEMS + 99; i++)
        many[i] = (struct made_entry){ "a.html", SG_SPAN("<b>") };
    struct sg_unpacked u =
        sg_unpack(arena, SG_FILE_ZIP, made_archive(arena, "zip", NULL, NULL, many));
    size_t files = 0;
    for (size_t i = 0; i < u.n; i++)
        files += u.items[i].kind == SG_ITEM_FILE;
    assert_int_equal(files, SG_MAX_INNER_FILES);
    assert_int_equal(u.n, SG_MAX_ITEMS);
    assert_int_equal(u.traits, SG_UNPACK_CUT);
    sg_arena_close(arena);
}

static void changed_octets_are_survived(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open((size_t)64 << 20);
    assert_survives(SG_FILE_ZIP, made_archive(arena, "zip", NULL, NULL, some));
    assert_survives(SG_FILE_ARCHIVE, made_archive(arena, "7zip", NULL, NULL, some));
    assert_survives(SG_FILE_ARCHIVE, made_archive(arena, "pax", "gzip", NULL, some));
    sg_arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format_gives_names_and_the_files_that_may_lure),
        cmocka_unit_test(one_compressed_file_is_given_as_it_is),
        cmocka_unit_test(names_are_text_whatever_their_charset),
        cmocka_unit_test(what_is_encrypted_is_told),
        cmocka_unit_test(rar_5_is_read_and_its_encryption_told),
        cmocka_unit_test(an_archive_that_bursts_is_cut),
        cmocka_unit_test(a_thousand_files_are_named_but_few_handed_out),
        cmocka_unit_test(changed_octets_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
