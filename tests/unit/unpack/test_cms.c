#include "unpack_shown.h"

#define DATA      "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"
#define SIGNED    "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
#define ENVELOPED "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03"
#define DIGESTED  "\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x05"
#define AUTH      "\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17"
/* SEQUENCE { signedData, [0] { SEQUENCE { 1, SET {}, SEQUENCE { data, ... of an indefinite length */
#define HEAD "\x30\x80" SIGNED "\xa0\x80\x30\x80\x02\x01\x01\x31\x00\x30\x80" DATA

static void the_mail_in_a_signed_one_is_given(void **state)
{
    (void)state;

    static const struct {
        sg_span octets;
        const char *lines;
    } rows[] = {
        /* definite lengths */
        { SG_SPAN_INIT("\x30\x28" SIGNED "\xa0\x1b\x30\x19\x02\x01\x01\x31\x00\x30\x12" DATA
                       "\xa0\x05\x04\x03"
                       "a:b"),
          "file smime.eml a:b\n" },
        { SG_SPAN_INIT("\x30\x82\x00\x29" SIGNED
                       "\xa0\x81\x1b\x30\x19\x02\x01\x01\x31\x00\x30\x12" DATA "\xa0\x05\x04\x03"
                       "a:b"),
          "file smime.eml a:b\n" },
        /* indefinite ones, the octets in pieces, and a SET of an indefinite length before them */
        { SG_SPAN_INIT(HEAD "\xa0\x80\x24\x80\x04\x01"
                            "a\x04\x02:b\0\0\0\0"),
          "file smime.eml a:b\n" },
        { SG_SPAN_INIT(HEAD "\xa0\x80\x24\x80\x24\x80\x04\x01"
                            "a\0\0\x24\x04\x04\x02:b\0\0\0\0"),
          "file smime.eml a:b\n" },
        { SG_SPAN_INIT("\x30\x80" SIGNED
                       "\xa0\x80\x30\x80\x02\x01\x01\x31\x80\x30\x80\x05\x00\0\0\x31\x80\0\0\0\0"
                       "\x30\x80" DATA "\xa0\x80\x04\x03"
                       "a:b"),
          "file smime.eml a:b\n" },
        /* nothing inside: a signature beside its mail, an empty one */
        { SG_SPAN_INIT(HEAD "\0\0\xa0\x80"), "" },
        { SG_SPAN_INIT(HEAD "\xa0\x80\x04\x00\0\0"), "" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        assert_int_equal(sg_file_sniff(rows[i].octets), SG_FILE_CMS);
        assert_unpacks(SG_FILE_CMS, rows[i].octets, rows[i].lines);
    }
}

static void what_is_encrypted_or_not_read_is_told(void **state)
{
    (void)state;

    static const struct {
        sg_span octets;
        const char *lines;
    } rows[] = {
        { SG_SPAN_INIT("\x30\x80" ENVELOPED "\xa0\x80\x30\x80\x02\x01\x00"), "encrypted\n" },
        { SG_SPAN_INIT("\x30\x80" AUTH "\xa0\x80\x30\x80"), "encrypted\n" },
        { SG_SPAN_INIT("\x30\x80" DIGESTED "\xa0\x80\x30\x80"), "cut\n" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_unpacks(SG_FILE_CMS, rows[i].octets, rows[i].lines);
}

static void what_is_no_such_structure_is_broken(void **state)
{
    (void)state;

    static const struct {
        sg_span octets;
        const char *lines;
    } rows[] = {
        { SG_SPAN_INIT(""), "broken\n" },
        { SG_SPAN_INIT("\x30"), "broken\n" },
        { SG_SPAN_INIT("\x30\x84\xff\xff\xff\xff" SIGNED), "broken\n" },
        { SG_SPAN_INIT("\x30\x88\xff\xff\xff\xff\xff\xff\xff\xff" SIGNED "\xa0\x80"), "broken\n" },
        { SG_SPAN_INIT("\x30\x80" SIGNED "\xa0\x80\x30\x80\x31\x00"), "broken\n" },
        { SG_SPAN_INIT("\x30\x80" SIGNED "\xa0\x80\x30\x80\x02\x01\x01\x31\x80\x30\x80"),
          "broken\n" },
        /* as far as it goes */
        { SG_SPAN_INIT(HEAD "\xa0\x80\x24\x80\x04\x01"
                            "a\x04\x09"
                            "b"),
          "file smime.eml ab\nbroken\n" },
        { SG_SPAN_INIT(HEAD "\xa0\x80\x24\x80\x04\x01"
                            "a\x05\x00"),
          "file smime.eml a\nbroken\n" },
        { SG_SPAN_INIT(HEAD "\xa0\x80\x04\x7f"
                            "a"),
          "file smime.eml a\n" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_unpacks(SG_FILE_CMS, rows[i].octets, rows[i].lines);
}

static void nesting_and_size_cost_nothing(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open((size_t)64 << 20);
    struct sg_buf deep = SG_BUF_IN(arena, SG_MAX_FILE), huge = SG_BUF_IN(arena, SG_MAX_FILE);
    sg_put(&deep, SG_SPAN("\x30\x80" SIGNED "\xa0\x80\x30\x80\x02\x01\x01"));
    for (int i = 0; i < 100000; i++)
        sg_put(&deep, SG_SPAN("\x31\x80"));
    struct sg_unpacked u = sg_unpack(arena, SG_FILE_CMS, sg_buf_span(&deep));
    assert_int_equal(u.traits, SG_UNPACK_BROKEN);
    sg_put(&huge, SG_SPAN(HEAD "\xa0\x80\x24\x80"));
    while (huge.len < 3 * SG_MAX_UNPACKED)
        sg_put(&huge, SG_SPAN("\x24\x80\x04\x01z\0\0"));
    u = sg_unpack(arena, SG_FILE_CMS, sg_buf_span(&huge));
    assert_int_equal(u.n, 1);
    assert_true((u.traits & SG_UNPACK_BROKEN) != 0);
    assert_true(u.items[0].value.len < SG_MAX_UNPACKED);
    sg_arena_close(arena);
}

static void changed_octets_are_survived(void **state)
{
    (void)state;
    assert_survives(SG_FILE_CMS, SG_SPAN(HEAD "\xa0\x80\x24\x80\x24\x80\x04\x01"
                                              "a\0\0\x24\x04\x04\x02:b\0\0\0\0"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_mail_in_a_signed_one_is_given),
        cmocka_unit_test(what_is_encrypted_or_not_read_is_told),
        cmocka_unit_test(what_is_no_such_structure_is_broken),
        cmocka_unit_test(nesting_and_size_cost_nothing),
        cmocka_unit_test(changed_octets_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
