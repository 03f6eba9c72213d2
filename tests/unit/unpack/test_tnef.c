#include "unpack/lzfu.h"
#include "unpack/mapi.h"
#include "unpack_shown.h"

#define LZFU_HELLO                                                                                 \
    "\x2d\x00\x00\x00\x2b\x00\x00\x00\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\x03\x00\x0a\x00\x72\x63\x70" \
    "\x67\x31\x32\x35\x42\x32\x0a\xf3\x20\x68\x65\x6c\x09\x00\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a" \
    "\x80\x0f\xa0"
#define HELLO "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n"

static void put_number(struct sg_buf *out, uint32_t n)
{
    for (int i = 0; i < 4; i++)
        sg_put_octet(out, (uint8_t)(n >> 8 * i));
}

static void put_attribute(struct sg_buf *out, uint32_t id, sg_span body)
{
    sg_put_octet(out, 1);
    put_number(out, id);
    put_number(out, (uint32_t)body.len);
    sg_put(out, body);
    sg_put(out, SG_SPAN("\0\0"));
}

static void put_padded(struct sg_buf *out, sg_span value)
{
    put_number(out, (uint32_t)value.len);
    sg_put(out, value);
    for (size_t i = value.len; i % 4 != 0; i++)
        sg_put_octet(out, 0);
}

static void put_property(struct sg_buf *out, uint32_t type, uint32_t id, sg_span value)
{
    put_number(out, id << 16 | type);
    put_number(out, 1);
    put_padded(out, value);
}

static struct sg_buf begun(struct sg_arena *arena)
{
    struct sg_buf b = SG_BUF_IN(arena, 1 << 16);
    sg_put(&b, SG_SPAN("\x78\x9f\x3e\x22\x01\x00"));
    return b;
}

static sg_span sample(struct sg_arena *arena)
{
    struct sg_buf b = begun(arena), message = SG_BUF_IN(arena, 1 << 12), file = message;
    put_number(&message, 7);
    put_number(&message, 0x10f40003); /* a number */
    put_number(&message, 1);
    put_number(&message, 0x8001001fu); /* one with a name, of several values */
    put_number(&message, 0);
    put_number(&message, 0);
    put_number(&message, 0);
    put_number(&message, 0);
    put_number(&message, 1);
    put_padded(&message, SG_SPAN("a\0b\0c\0"));
    put_number(&message, 1);
    put_padded(&message, SG_SPAN("d\0\0\0"));
    put_property(&message, SG_MAPI_UNICODE, SG_MAPI_SUBJECT, SG_SPAN("\x71\x5c\x30\x75\0\0"));
    put_property(&message, SG_MAPI_STRING, SG_MAPI_BODY, SG_SPAN("\x8e\x52\x93\x63\0"));
    put_property(&message, SG_MAPI_BINARY, SG_MAPI_HTML,
                 SG_SPAN("<a href='https://a.example.test/'>"));
    put_property(&message, SG_MAPI_BINARY, SG_MAPI_RTF, SG_SPAN(LZFU_HELLO));
    put_number(&message, 0x1234101e); /* several strings */
    put_number(&message, 2);
    put_padded(&message, SG_SPAN("e\0"));
    put_padded(&message, SG_SPAN("f\0"));
    put_number(&file, 2);
    put_property(&file, SG_MAPI_UNICODE, SG_MAPI_LONG_FILE_NAME,
                 SG_SPAN("\xcb\x8a.\0h\0t\0m\0l\0\0\0"));
    put_property(&file, SG_MAPI_OBJECT, SG_MAPI_FILE_DATA, SG_SPAN("0123456789abcdef<b>"));
    put_attribute(&b, 0x00069007, SG_SPAN("\xa4\x03\0\0\0\0\0\0"));
    put_attribute(&b, 0x00069003, sg_buf_span(&message));
    put_attribute(&b, 0x00069002, SG_SPAN("renddata"));
    put_attribute(&b, 0x00018010, SG_SPAN("\x90\xbf.pdf\0"));
    put_attribute(&b, 0x0006800f, SG_SPAN("%PDF-1.4"));
    put_attribute(&b, 0x00069002, SG_SPAN("renddata"));
    put_attribute(&b, 0x00018010, SG_SPAN("SHORT~1.HTM\0"));
    put_attribute(&b, 0x00069005, sg_buf_span(&file));
    put_attribute(&b, 0x00069002, SG_SPAN("renddata"));
    put_attribute(&b, 0x00018010, SG_SPAN("a.exe\0"));
    put_attribute(&b, 0x0006800f, SG_SPAN("MZ"));
    return sg_buf_span(&b);
}

static void the_text_in_its_forms_and_the_files_are_given(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open((size_t)16 << 20);
    sg_span octets = sample(arena);
    assert_int_equal(sg_file_sniff(octets), SG_FILE_TNEF);
    assert_unpacks(SG_FILE_TNEF, octets,
                   "text SUBJECT 山田\ntext BODY 山田\n"
                   "file body.html <a href='https://a.example.test/'>\n"
                   "file body.rtf " HELLO "\n"
                   "file 請.pdf %PDF-1.4\nfile 請.html <b>\nname a.exe\n");
    assert_survives(SG_FILE_TNEF, octets);
    sg_arena_close(arena);
}

static void absurd_numbers_are_broken(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open((size_t)16 << 20);
    struct sg_buf longer = begun(arena), many = begun(arena);
    sg_put(&longer, SG_SPAN("\1\x04\x80\x01\0\xff\xff\xff\xff"
                            "abc"));
    assert_unpacks(SG_FILE_TNEF, sg_buf_span(&longer), "text SUBJECT abc\nbroken\n");
    put_attribute(&many, 0x00069003,
                  SG_SPAN("\xff\xff\xff\xff\x1e\x00\x00\x10\xff\xff\xff\xff\xff\xff\xff\xff"
                          "a"));
    assert_unpacks(SG_FILE_TNEF, sg_buf_span(&many), "text BODY a\n");
    assert_unpacks(SG_FILE_TNEF, SG_SPAN("\x78\x9f\x3e\x22"), "");
    assert_unpacks(SG_FILE_TNEF, SG_SPAN("no such file"), "broken\n");
    sg_arena_close(arena);
}

static void compressed_rtf_is_read_within_its_size(void **state)
{
    (void)state;
    struct sg_arena *arena = sg_arena_open((size_t)16 << 20);
    assert_span_is(sg_lzfu_read(arena, SG_SPAN(LZFU_HELLO)), HELLO);
    assert_span_is(sg_lzfu_read(arena, SG_SPAN("\x08\0\0\0\x03\0\0\0MELA\0\0\0\0{\\rtf")), "{\\r");
    /* cut off, and one that says it is smaller than it is */
    assert_span_is(sg_lzfu_read(arena, sg_cut(SG_SPAN(LZFU_HELLO), 0, 20)), "{\\rtf1\\ansi\\");
    assert_span_is(sg_lzfu_read(arena, SG_SPAN("\x2d\0\0\0\x04\0\0\0LZFu\0\0\0\0\0abcdefgh")),
                   "abcd");
    assert_span_is(sg_lzfu_read(arena, SG_SPAN("{\\rtf1 not compressed}")), "");
    assert_span_is(sg_lzfu_read(arena, SG_SPAN("")), "");
    sg_arena_close(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_text_in_its_forms_and_the_files_are_given),
        cmocka_unit_test(absurd_numbers_are_broken),
        cmocka_unit_test(compressed_rtf_is_read_within_its_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
