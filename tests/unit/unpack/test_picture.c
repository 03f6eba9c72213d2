#include <stdio.h>

#include <gif_lib.h>
#include <jpeglib.h>
#include <png.h>
#include <webp/encode.h>

#include "base/limits.h"
#include "code_sample.h"
#include "test.h"
#include "unpack/unpack.h"

enum { ROOM = 1 << 20 };

static struct sg_arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = sg_arena_open(64 << 20);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    sg_arena_close(arena);
    return 0;
}

static struct sg_unpacked read_copy(enum sg_file_kind kind, const void *octets, size_t len)
{
    sg_span copy = exact_octets(octets, len);
    struct sg_unpacked got = sg_unpack(arena, kind, copy);
    drop(copy);
    return got;
}

static void assert_says_sample(struct sg_unpacked got)
{
    assert_int_equal(got.traits, 0);
    assert_int_equal(got.n, 1);
    assert_int_equal(got.items[0].kind, SG_ITEM_CODE);
    assert_span_is(got.items[0].value, sample_login.says);
}

static struct sg_unpacked read_map(const uint8_t *map, uint32_t width, uint32_t height)
{
    static uint8_t file[ROOM];
    int head = snprintf((char *)file, ROOM, "P5\n%u %u\n255\n", width, height);
    assert_true((size_t)head + (size_t)width * height <= ROOM);
    memcpy(file + head, map, (size_t)width * height);
    return read_copy(SG_FILE_GREYMAP, file, (size_t)head + (size_t)width * height);
}

static void a_code_is_read_at_any_size_and_in_any_light(void **state)
{
    (void)state;

    static const struct {
        uint32_t pixels, margin;
        uint8_t dark, light;
    } rows[] = {
        { 1, 0, 0, 255 },  { 1, 4, 0, 255 },    { 2, 0, 0, 255 },    { 2, 8, 0, 255 },
        { 3, 0, 0, 255 },  { 4, 16, 0, 255 },   { 8, 32, 0, 255 },   { 20, 80, 0, 255 },
        { 4, 16, 255, 0 }, { 1, 4, 255, 0 },    { 4, 16, 120, 140 }, { 4, 16, 200, 220 },
        { 4, 16, 30, 20 }, { 3, 12, 128, 118 },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        uint32_t side = 0;
        uint8_t *map =
            sample_map(rows[i].pixels, rows[i].margin, rows[i].dark, rows[i].light, &side);
        assert_says_sample(read_map(map, side, side));
        free(map);
    }
}

static void a_dark_code_does_not_hide_a_light_one(void **state)
{
    (void)state;
    static uint8_t map[300 * 300];
    memset(map, 255, sizeof(map));
    draw_sample(&sample_login, map, 300, 20, 20, 3, 0, 255);
    for (size_t y = 150; y < 290; y++)
        memset(map + y * 300 + 150, 0, 140);
    draw_sample(&sample_other, map, 300, 180, 180, 3, 255, 0);
    struct sg_unpacked got = read_map(map, 300, 300);
    assert_int_equal(got.n, 2);
    assert_span_is(got.items[0].value, sample_login.says);
    assert_span_is(got.items[1].value, sample_other.says);
}

static void what_is_no_code_says_nothing(void **state)
{
    (void)state;
    static uint8_t map[128 * 128];
    for (size_t i = 0; i < sizeof(map); i++)
        map[i] = (i / 128 / 4 + i % 128 / 4) % 2 ? 255 : 0;
    assert_int_equal(read_map(map, 128, 128).n, 0);
    memset(map, 77, sizeof(map));
    assert_int_equal(read_map(map, 128, 128).n, 0);
    assert_int_equal(read_map(map, 1, 1).n, 0);
    assert_int_equal(read_map(map, 128, 1).n, 0);
}

static void a_greymap_that_is_none_is_broken(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        "P5",
        "P5\n",
        "P5\n1 1\n255\n",
        "P5\n2 2\n255\nabc",
        "P5\n0 2\n255\nabc",
        "P5\n2 2\n65535\nabcdabcd",
        "P6\n1 1\n255\nabc",
        "P5\n1 1 255",
        "P5\n-1 -1\n255\nabcd",
        "P5\n99999999999 1\n255\nabc",
        "P5\n1000000000 1000000000\n255\n",
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_unpacked got = read_copy(SG_FILE_GREYMAP, rows[i], strlen(rows[i]));
        assert_int_equal(got.traits, SG_UNPACK_BROKEN);
        assert_int_equal(got.n, 0);
    }
}

/* The sample as RGBA: `dark` and `light` are 0xRRGGBBAA. */
static uint8_t *sample_rgba(uint32_t dark, uint32_t light, uint32_t *side)
{
    uint8_t *map = sample_map(4, 16, 1, 0, side);
    size_t pixels = (size_t)*side * *side;
    uint8_t *rgba = malloc(pixels * 4);
    for (size_t i = 0; i < pixels * 4; i++)
        rgba[i] = (uint8_t)((map[i / 4] ? dark : light) >> (24 - i % 4 * 8));
    free(map);
    return rgba;
}

static size_t write_png(uint8_t *file, const uint8_t *rgba, uint32_t side)
{
    png_image image = { .version = PNG_IMAGE_VERSION, .width = side, .height = side };
    png_alloc_size_t len = ROOM;
    image.format = PNG_FORMAT_RGBA;
    assert_true(png_image_write_to_memory(&image, file, &len, 0, rgba, 0, NULL));
    return len;
}

static void a_png_shows_its_code_through_colour_and_transparency(void **state)
{
    (void)state;
    static uint8_t file[ROOM];

    static const struct {
        uint32_t dark, light;
    } rows[] = {
        { 0x000000ff, 0xffffffff }, { 0x000000ff, 0xffffff00 }, { 0xffffffff, 0x00000000 },
        { 0xffffffff, 0xffffff00 }, { 0x1a73e8ff, 0xfde293ff }, { 0xff0000ff, 0x008200ff },
        { 0x00000060, 0x00000000 },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        uint32_t side = 0;
        uint8_t *rgba = sample_rgba(rows[i].dark, rows[i].light, &side);
        size_t len = write_png(file, rgba, side);
        assert_says_sample(read_copy(SG_FILE_PNG, file, len));
        free(rgba);
    }
}

static void half_a_png_is_broken_and_a_huge_one_is_not_read(void **state)
{
    (void)state;
    static uint8_t file[ROOM];
    uint32_t side = 0;
    uint8_t *rgba = sample_rgba(0xff, 0xffffffff, &side);
    size_t len = write_png(file, rgba, side);
    for (size_t cut = 0; cut + 12 < len; cut += 7)
        assert_true(read_copy(SG_FILE_PNG, file, cut).traits & SG_UNPACK_BROKEN);
    memcpy(file + 16, "\0\0\xff\xff\0\0\xff\xff", 8);
    assert_int_equal(read_copy(SG_FILE_PNG, file, len).traits, SG_UNPACK_CUT);
    free(rgba);
}

static void a_large_png_is_read_scaled_down(void **state)
{
    (void)state;
    static uint8_t file[ROOM];
    uint32_t side = 0;
    uint8_t *map = sample_map(150, 600, 0, 255, &side);
    png_image image = { .version = PNG_IMAGE_VERSION, .width = side, .height = side };
    png_alloc_size_t len = ROOM;
    image.format = PNG_FORMAT_GRAY;
    assert_true((size_t)side * side > SG_MAX_PIXELS);
    assert_true(png_image_write_to_memory(&image, file, &len, 0, map, 0, NULL));
    assert_says_sample(read_copy(SG_FILE_PNG, file, len));
    free(map);
}

/* Which would take the library minutes. */
static void a_field_of_corners_is_not_looked_at(void **state)
{
    (void)state;

    enum { SIDE = 600, CELL = 9 };

    static uint8_t map[SIDE * SIDE];
    for (size_t i = 0; i < sizeof(map); i++) {
        size_t x = i % SIDE % CELL, y = i / SIDE % CELL;
        bool is_ring = x == 0 || x == 6 || y == 0 || y == 6;
        bool is_middle = x >= 2 && x <= 4 && y >= 2 && y <= 4;
        map[i] = x < 7 && y < 7 && (is_ring || is_middle) ? 0 : 255;
    }
    assert_int_equal(read_map(map, SIDE, SIDE).traits, SG_UNPACK_CUT);
}

static size_t write_jpeg(uint8_t *file, const uint8_t *grey, uint32_t side, bool is_progressive)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    unsigned char *out = NULL;
    unsigned long len = 0;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &out, &len);
    jpeg.image_width = jpeg.image_height = side;
    jpeg.input_components = 1;
    jpeg.in_color_space = JCS_GRAYSCALE;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 60, TRUE);
    if (is_progressive)
        jpeg_simple_progression(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    while (jpeg.next_scanline < side) {
        JSAMPROW row = (JSAMPROW)(uintptr_t)(grey + (size_t)jpeg.next_scanline * side);
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    assert_true(len <= ROOM);
    memcpy(file, out, len);
    free(out);
    return len;
}

static void a_jpeg_shows_its_code(void **state)
{
    (void)state;
    static uint8_t file[ROOM];
    uint32_t side = 0;
    uint8_t *map = sample_map(5, 20, 0, 255, &side);
    for (int is_progressive = 0; is_progressive < 2; is_progressive++) {
        size_t len = write_jpeg(file, map, side, is_progressive);
        assert_says_sample(read_copy(SG_FILE_JPEG, file, len));
        for (size_t cut = 0; cut + 2 < len; cut += 61)
            assert_true(read_copy(SG_FILE_JPEG, file, cut).traits & SG_UNPACK_BROKEN);
    }
    free(map);
}

static void a_large_jpeg_is_read_scaled_down(void **state)
{
    (void)state;
    static uint8_t file[ROOM];
    uint32_t side = 0;
    uint8_t *map = sample_map(150, 600, 0, 255, &side);
    assert_true((size_t)side * side > SG_MAX_PIXELS);
    size_t len = write_jpeg(file, map, side, false);
    assert_says_sample(read_copy(SG_FILE_JPEG, file, len));
    free(map);
}

struct sink {
    uint8_t octets[ROOM];
    size_t len;
};

static int sink_write(GifFileType *gif, const GifByteType *from, int len)
{
    struct sink *s = gif->UserData;
    assert_true(s->len + (size_t)len <= ROOM);
    memcpy(s->octets + s->len, from, (size_t)len);
    s->len += (size_t)len;
    return len;
}

/* The code in the last of `frames`, the others white. */
static void write_gif(struct sink *s, int frames)
{
    uint32_t side = 0;
    uint8_t *map = sample_map(4, 16, 0, 1, &side);
    const GifColorType colors[2] = { { 0, 0, 0 }, { 255, 255, 255 } };
    ColorMapObject *palette = GifMakeMapObject(2, colors);
    int error = 0;
    GifFileType *gif = EGifOpen(s, sink_write, &error);
    assert_non_null(gif);
    EGifSetGifVersion(gif, true);
    EGifPutScreenDesc(gif, (int)side, (int)side, 1, 0, palette);
    uint8_t *white = malloc(side);
    memset(white, 1, side);
    for (int frame = 1; frame <= frames; frame++) {
        EGifPutImageDesc(gif, 0, 0, (int)side, (int)side, false, NULL);
        for (uint32_t y = 0; y < side; y++)
            EGifPutLine(gif, frame == frames ? map + (size_t)y * side : white, (int)side);
    }
    EGifCloseFile(gif, &error);
    GifFreeMapObject(palette);
    free(white);
    free(map);
}

static void a_gif_shows_the_code_of_any_of_its_first_frames(void **state)
{
    (void)state;
    static struct sink s;
    for (int frames = 1; frames <= SG_MAX_FRAMES; frames++) {
        s.len = 0;
        write_gif(&s, frames);
        struct sg_unpacked got = read_copy(SG_FILE_GIF, s.octets, s.len);
        assert_says_sample(got);
        assert_int_equal(got.items[0].page, frames);
    }
    for (size_t cut = 0; cut < s.len; cut += 31)
        assert_true(read_copy(SG_FILE_GIF, s.octets, cut).traits & SG_UNPACK_BROKEN);
}

static void a_webp_shows_its_code(void **state)
{
    (void)state;
    uint32_t side = 0;
    uint8_t *rgba = sample_rgba(0x000000ff, 0xffffff00, &side), *file = NULL;
    size_t len = WebPEncodeLosslessRGBA(rgba, (int)side, (int)side, (int)side * 4, &file);
    assert_says_sample(read_copy(SG_FILE_WEBP, file, len));
    assert_true(read_copy(SG_FILE_WEBP, file, len / 2).traits & SG_UNPACK_BROKEN);
    assert_true(read_copy(SG_FILE_WEBP, file, 12).traits & SG_UNPACK_BROKEN);
    WebPFree(file);
    len = WebPEncodeRGBA(rgba, (int)side, (int)side, (int)side * 4, 60, &file);
    assert_says_sample(read_copy(SG_FILE_WEBP, file, len));
    WebPFree(file);
    free(rgba);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_read_at_any_size_and_in_any_light),
        cmocka_unit_test(a_dark_code_does_not_hide_a_light_one),
        cmocka_unit_test(what_is_no_code_says_nothing),
        cmocka_unit_test(a_greymap_that_is_none_is_broken),
        cmocka_unit_test(a_png_shows_its_code_through_colour_and_transparency),
        cmocka_unit_test(half_a_png_is_broken_and_a_huge_one_is_not_read),
        cmocka_unit_test(a_large_png_is_read_scaled_down),
        cmocka_unit_test(a_field_of_corners_is_not_looked_at),
        cmocka_unit_test(a_jpeg_shows_its_code),
        cmocka_unit_test(a_large_jpeg_is_read_scaled_down),
        cmocka_unit_test(a_gif_shows_the_code_of_any_of_its_first_frames),
        cmocka_unit_test(a_webp_shows_its_code),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
