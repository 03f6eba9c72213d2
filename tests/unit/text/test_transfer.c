#include "base/arena.h"
#include "base/limits.h"
#include "test.h"
#include "text/transfer.h"

struct row {
    const char *in, *out;
    size_t noise;
};

typedef struct sg_decoded decoder(struct sg_arena *, sg_span, const struct sg_places *, size_t);

static void check_rows(decoder *decode, const struct row *rows, size_t n)
{
    struct sg_arena *arena = sg_arena_open(1 << 20);
    for (size_t i = 0; i < n; i++) {
        sg_span in = exact(rows[i].in);
        struct sg_decoded d = decode(arena, in, NULL, SG_MAX_TEXT);
        assert_span_is(d.octets, rows[i].out);
        assert_int_equal(d.noise, rows[i].noise);
        assert_false(d.cut);
        drop(in);
    }
    sg_arena_close(arena);
}

static void base64_skips_noise_and_goes_on_after_padding(void **state)
{
    (void)state;

    static const struct row rows[] = {
        { "", "", 0 },
        { "QQ==", "A", 0 },
        { "QUI=", "AB", 0 },
        { "QUJD", "ABC", 0 },
        { "QUJDRA", "ABCD", 0 },
        { "QU\r\nJD\r\n", "ABC", 0 },
        { "QUJDQUJD\r\nQUJD\r\n", "ABCABCABC", 0 },
        { "Q!U*J-D", "ABC", 3 },
        { "QQ==QUJD", "AABC", 0 },
        { "QUJDQ", "ABC", 1 },
        { "====", "", 0 },
        { "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0NTY3ODkrLw==",
          "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 0 },
        { "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVph YmNkZWZnaGlqa2xtbm9wcXJzdHV2d3h5ejAxMjM0NTY*3ODkrLw==",
          "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", 1 },
    };

    check_rows(sg_base64_decode, rows, sizeof(rows) / sizeof(*rows));
}

static void quoted_printable_is_read_as_mail_programs_read_it(void **state)
{
    (void)state;

    static const struct row rows[] = {
        { "", "", 0 },
        { "plain text, longer than a word", "plain text, longer than a word", 0 },
        { "a=3Db=3d", "a=b=", 0 },
        { "soft=\r\nbreak=\nhere", "softbreakhere", 0 },
        { "soft=  \r\nbreak", "softbreak", 0 },
        { "blanks \t \r\nand", "blanks\r\nand", 0 },
        { "blanks  \nand  \n", "blanks\nand\n", 0 },
        { "meant=20\r\nx", "meant \r\nx", 0 },
        { "meant =20 \r\nx", "meant  \r\nx", 0 },
        { "bad=ZZ =4", "bad=ZZ =4", 2 },
        { "ends in =", "ends in ", 0 },
        { "=E3=81=82", "\xE3\x81\x82", 0 },
    };

    check_rows(sg_quoted_printable_decode, rows, sizeof(rows) / sizeof(*rows));
}

static void uuencode_is_read_line_by_line(void **state)
{
    (void)state;

    static const struct row rows[] = {
        { "begin 644 a.txt\r\n#0V%T\r\n`\r\nend\r\n", "Cat", 0 },
        { "#0V%T\n", "Cat", 0 },
        { "#0V%T\nnot a line of it\n", "Cat", 16 },
    };

    check_rows(sg_uu_decode, rows, sizeof(rows) / sizeof(*rows));
}

static void a_place_leads_back_to_the_octets_that_encode_it(void **state)
{
    (void)state;

    static const struct {
        decoder *decode;
        const char *in;
        size_t from, len, in_from, in_len;
    } rows[] = {
        { sg_base64_decode, "QUJDREVGR0hJ\r\nSktMTU5P\r\n", 3, 3, 4, 4 },
        { sg_base64_decode, "QUJDREVGR0hJ\r\nSktMTU5P\r\n", 4, 1, 4, 4 },
        { sg_base64_decode, "QUJDREVGR0hJ\r\nSktMTU5P\r\n", 9, 3, 14, 4 },
        { sg_base64_decode, "QUJDREVGR0hJ\r\nSktMTU5P\r\n", 8, 2, 8, 10 },
        { sg_base64_decode, "QU\r\nJD", 0, 1, 0, 6 },
        { sg_quoted_printable_decode, "ab=3Dcd=\r\nef", 0, 2, 0, 2 },
        { sg_quoted_printable_decode, "ab=3Dcd=\r\nef", 2, 1, 2, 3 },
        { sg_quoted_printable_decode, "ab=3Dcd=\r\nef", 3, 2, 5, 2 },
        { sg_quoted_printable_decode, "ab=3Dcd=\r\nef", 5, 2, 10, 2 },
        { sg_quoted_printable_decode, "=E3=81=82=E3=81=84", 3, 3, 9, 9 },
        { sg_quoted_printable_decode, "x  \r\ny", 1, 3, 3, 3 },
    };

    struct sg_arena *arena = sg_arena_open(1 << 20);
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        const struct sg_places *at = sg_places_literal(arena, 100, NULL);
        struct sg_decoded d = rows[i].decode(arena, sg_span_of(rows[i].in), at, SG_MAX_TEXT);
        struct sg_text text = { d.octets, d.places };
        struct sg_range r = sg_place_of(&text, sg_cut(d.octets, rows[i].from, rows[i].len));
        assert_int_equal(r.from, 100 + rows[i].in_from);
        assert_int_equal(r.len, rows[i].in_len);
    }
    sg_arena_close(arena);
}

static void a_token_is_base64_as_a_whole_or_not_at_all(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 20);
    sg_span out = SG_SPAN("untouched");
    assert_false(sg_base64_token(arena, SG_SPAN("QUJ DA"), &out));
    assert_false(sg_base64_token(arena, SG_SPAN("QUJDQ"), &out));
    assert_false(sg_base64_token(arena, SG_SPAN(""), &out));
    assert_span_is(out, "untouched");
    assert_true(sg_base64_token(arena, SG_SPAN("dXNlckBleGFtcGxlLmpw"), &out));
    assert_span_is(out, "user@example.jp");
    assert_true(sg_base64_token(arena, SG_SPAN("Pz8_Pg"), &out));
    assert_span_is(out, "?\?\?>");
    sg_arena_close(arena);
}

static void percent_decoding_borrows_what_needs_none(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open(1 << 20);
    sg_span plain = SG_SPAN("100% plain%zz");
    assert_ptr_equal(sg_percent_decode(arena, plain).at, plain.at);
    assert_span_is(sg_percent_decode(arena, SG_SPAN("a%40b%2e%")), "a@b.%");
    sg_arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(base64_skips_noise_and_goes_on_after_padding),
        cmocka_unit_test(quoted_printable_is_read_as_mail_programs_read_it),
        cmocka_unit_test(uuencode_is_read_line_by_line),
        cmocka_unit_test(a_place_leads_back_to_the_octets_that_encode_it),
        cmocka_unit_test(a_token_is_base64_as_a_whole_or_not_at_all),
        cmocka_unit_test(percent_decoding_borrows_what_needs_none),
    };
    return cmocka_run_group_tests_name("transfer", tests, NULL, NULL);
}
