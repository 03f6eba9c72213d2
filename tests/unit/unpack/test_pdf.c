#include <stdarg.h>
#include <stdio.h>

#include "base/limits.h"
#include "code_sample.h"
#include "test.h"
#include "unpack/unpack.h"

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

/* A document being written: objects numbered from 1, object 1 its catalog. */
struct paper {
    struct sg_buf file;
    size_t starts[64];
    size_t n;
};

static struct paper paper_begun(void)
{
    struct paper p = { .file = SG_BUF_IN(arena, 16 << 20) };
    sg_put_text(&p.file, "%PDF-1.7\n");
    return p;
}

static void put_object(struct paper *p, const char *text)
{
    p->starts[p->n++] = p->file.len;
    sg_putf(&p->file, "%zu 0 obj\n", p->n);
    sg_put_text(&p->file, text);
    sg_put_text(&p->file, "\nendobj\n");
}

static void put_stream(struct paper *p, const char *dictionary, sg_span octets)
{
    p->starts[p->n++] = p->file.len;
    sg_putf(&p->file, "%zu 0 obj\n<< /Length %zu %s >>\nstream\n", p->n, octets.len, dictionary);
    sg_put(&p->file, octets);
    sg_put_text(&p->file, "\nendstream\nendobj\n");
}

static sg_span paper_done(struct paper *p)
{
    size_t start = p->file.len;
    sg_putf(&p->file, "xref\n0 %zu\n0000000000 65535 f \n", p->n + 1);
    for (size_t i = 0; i < p->n; i++)
        sg_putf(&p->file, "%010zu 00000 n \n", p->starts[i]);
    sg_putf(&p->file, "trailer\n<< /Root 1 0 R /Size %zu >>\nstartxref\n%zu\n%%%%EOF\n", p->n + 1,
            start);
    return sg_buf_span(&p->file);
}

static struct sg_unpacked read_copy(sg_span octets)
{
    sg_span copy = exact_octets(octets.at, octets.len);
    struct sg_unpacked got = sg_unpack(arena, SG_FILE_PDF, copy);
    drop(copy);
    return got;
}

/* A document of one page: `catalog` and `page` stand in their dictionaries, `fourth` is object 4. */
static struct sg_unpacked read_page(const char *catalog, const char *page, const char *fourth)
{
    struct paper p = paper_begun();
    struct sg_buf text = SG_BUF_IN(arena, 65536);
    sg_put_text(&text, "<< /Type /Catalog /Pages 2 0 R ");
    sg_put_text(&text, catalog);
    sg_put(&text, SG_SPAN(" >>\0"));
    put_object(&p, (const char *)text.at);
    put_object(&p, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    text.len = 0;
    sg_put_text(&text, "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] ");
    sg_put_text(&text, page);
    sg_put(&text, SG_SPAN(" >>\0"));
    put_object(&p, (const char *)text.at);
    put_object(&p, fourth);
    return read_copy(paper_done(&p));
}

static void every_action_that_opens_an_address_is_a_link(void **state)
{
    (void)state;

    static const struct {
        const char *catalog, *page, *fourth;
        uint32_t on_page;
        unsigned traits;
    } rows[] = {
        { "", "/Annots [<< /Subtype /Link /A << /S /URI /URI (https://a.example.test/) >> >>]",
          "null", 1, 0 },
        { "", "/Annots [4 0 R]",
          "<< /Subtype /Link /A << /S /URI /URI (https://a.example.test/) >> >>", 1, 0 },
        { "", "/Annots 4 0 R", "[<< /A << /S /URI /URI (https://a.example.test/) >> >>]", 1, 0 },
        { "", "/Annots [<< /PA << /S /URI /URI (https://a.example.test/) >> >>]", "null", 1, 0 },
        { "", "/Annots [<< /AA << /E << /S /URI /URI (https://a.example.test/) >> >> >>]", "null",
          1, 0 },
        { "", "/AA << /O << /S /URI /URI (https://a.example.test/) >> >>", "null", 1, 0 },
        { "",
          "/Annots [<< /A << /S /GoTo /D [3 0 R /Fit] /Next << /S /URI /URI (https://a.example.test/) >> >> >>]",
          "null", 1, 0 },
        { "",
          "/Annots [<< /A << /S /GoTo /Next [<< /S /Named >> << /S /URI /URI (https://a.example.test/) >>] >> >>]",
          "null", 1, 0 },
        { "/OpenAction << /S /URI /URI (https://a.example.test/) >>", "", "null", 0, 0 },
        { "/OpenAction 4 0 R", "",
          "<< /S /GoTo /Next << /S /URI /URI <68747470733a2f2f612e6578616d706c652e746573742f> >> >>",
          0, 0 },
        { "/Outlines << /First 4 0 R >>", "",
          "<< /Title (x) /A << /S /URI /URI (https://a.example.test/) >> /Next 4 0 R >>", 0, 0 },
        { "/AcroForm << /Fields [<< /T (x) /Kids [4 0 R] >>] >>", "",
          "<< /A << /S /SubmitForm /F << /FS /URL /F (https://a.example.test/) >> >> >>", 0,
          SG_UNPACK_FORM },
        { "",
          "/Annots [<< /Subtype /Widget /A << /S /SubmitForm /F (https://a.example.test/) >> >>]",
          "null", 1, SG_UNPACK_FORM },
        { "", "/Annots [<< /A << /S /GoToR /F (https://a.example.test/) >> >>]", "null", 1,
          SG_UNPACK_LAUNCHES },
        { "", "/Annots [<< /A << /S /Launch /Win << /F (https://a.example.test/) >> >> >>]", "null",
          1, SG_UNPACK_LAUNCHES },
        { "/OpenAction << /S /JavaScript /JS (app.launchURL\\('https://a.example.test/', true\\)) >>",
          "", "null", 0, SG_UNPACK_SCRIPT },
        { "/Names << /JavaScript << /Names [(a) 4 0 R] >> >>", "",
          "<< /S /JavaScript /JS (getURL\\(\"https://a.example.test/\"\\)) >>", 0,
          SG_UNPACK_SCRIPT },
        { "",
          "/Annots [<< /A << /S /URI /URI <feff00680074007400700073003a002f002f0061002e006500780061006d0070006c0065002e0074006500730074002f> >> >>]",
          "null", 1, 0 },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_unpacked got = read_page(rows[i].catalog, rows[i].page, rows[i].fourth);
        if (got.n != 1)
            fail_msg("row %zu gives %zu items", i, got.n);
        assert_int_equal(got.items[0].kind, SG_ITEM_LINK);
        assert_span_is(got.items[0].value, "https://a.example.test/");
        assert_int_equal(got.items[0].page, rows[i].on_page);
        assert_int_equal(got.traits, rows[i].traits);
        assert_int_equal(got.pages, 1);
    }
}

static void what_only_looks_like_an_action_is_none(void **state)
{
    (void)state;

    static const struct {
        const char *catalog, *page, *fourth;
        unsigned traits;
    } rows[] = {
        { "", "/Annots [<< /A << /S /GoTo /URI (https://a.example.test/) >> >>]", "null", 0 },
        { "", "/Annots [<< /A 4 0 R >>]", "(https://a.example.test/)", 0 },
        { "", "/Annots [[[[[4 0 R]]]]]", "<< /URI (https://a.example.test/) >>", 0 },
        { "", "/Annots 5", "null", 0 },
        { "", "/Annots [<< /A << /S /URI /URI () >> >>]", "null", 0 },
        { "", "/Annots [<< /A << /S /URI /URI 7 >> >>]", "null", 0 },
        { "", "/Annots [<< /A << /S /Launch /F (calc.exe) >> >>]", "null", SG_UNPACK_LAUNCHES },
        { "/OpenAction [3 0 R /Fit]", "", "null", 0 },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_unpacked got = read_page(rows[i].catalog, rows[i].page, rows[i].fourth);
        assert_int_equal(got.n, 0);
        assert_int_equal(got.traits, rows[i].traits);
    }
}

static void chains_that_bite_their_tail_end(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        { "", "/Annots [<< /A 4 0 R >>]",
          "<< /S /URI /URI (https://a.example.test/) /Next 4 0 R >>" },
        { "", "/Annots [<< /A 4 0 R >>]",
          "<< /S /URI /URI (https://a.example.test/) /Next [4 0 R 4 0 R] >>" },
        { "/OpenAction << /S /URI /URI (https://a.example.test/) >> /Outlines 4 0 R", "",
          "<< /First 4 0 R /Next 4 0 R >>" },
        { "/OpenAction << /S /URI /URI (https://a.example.test/) >> /AcroForm << /Fields [4 0 R] >>",
          "", "<< /Kids [4 0 R 4 0 R] >>" },
        { "/OpenAction << /S /URI /URI (https://a.example.test/) >> /Names << /EmbeddedFiles 4 0 R >>",
          "", "<< /Kids [4 0 R] >>" },
        { "/OpenAction << /S /URI /URI (https://a.example.test/) >>", "/Kids [2 0 R]", "null" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        assert_int_equal(read_page(rows[i][0], rows[i][1], rows[i][2]).n, 1);
}

static void files_inside_are_handed_out(void **state)
{
    (void)state;
    static const char catalog[] =
        "<< /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(a) 3 0 R (b) 5 0 R] >> >> >>";
    struct paper p = paper_begun();
    put_object(&p, catalog);
    put_object(&p, "<< /Type /Pages /Kids [] /Count 0 >>");
    put_object(
        &p,
        "<< /Type /Filespec /F (a.txt) /UF <feff8acb6c4266f8002e007400780074> /EF << /F 4 0 R >> >>");
    put_stream(&p, "", SG_SPAN("hello"));
    put_object(&p, "<< /Type /Filespec /F (b.bin) /EF << /F 6 0 R >> >>");
    uint8_t *large = calloc(SG_MAX_INNER_FILE + 1, 1);
    put_stream(&p, "", (sg_span){ large, SG_MAX_INNER_FILE + 1 });
    free(large);
    struct sg_unpacked got = read_copy(paper_done(&p));
    assert_int_equal(got.n, 2);
    assert_int_equal(got.items[0].kind, SG_ITEM_FILE);
    assert_span_is(got.items[0].name, "請求書.txt");
    assert_span_is(got.items[0].value, "hello");
    assert_int_equal(got.items[1].kind, SG_ITEM_NAME);
    assert_span_is(got.items[1].name, "b.bin");
}

/* The sample code as samples of `bits`, a row beginning with an octet. */
static sg_span sample_of_bits(uint32_t bits, uint32_t dark, uint32_t light, uint32_t *side)
{
    uint8_t *map = sample_map(4, 16, 0, 1, side);
    size_t row = ((size_t)*side * bits + 7) / 8;
    uint8_t *octets = SG_NEW_N(arena, uint8_t, row * *side);
    for (uint32_t y = 0; y < *side; y++)
        for (uint32_t x = 0; x < *side; x++) {
            uint32_t value = map[(size_t)y * *side + x] ? light : dark;
            size_t bit = (size_t)x * bits;
            octets[y * row + bit / 8] |=
                (uint8_t)(bits >= 8 ? value : value << (8 - bits - bit % 8));
        }
    free(map);
    return (sg_span){ octets, row * *side };
}

static void a_code_in_a_picture_is_read(void **state)
{
    (void)state;

    static const struct {
        const char *space;
        uint32_t bits, dark, light;
    } rows[] = {
        { "/ImageMask true", 1, 0, 1 },
        { "/ColorSpace /DeviceGray", 1, 0, 1 },
        { "/ColorSpace /DeviceGray", 2, 0, 3 },
        { "/ColorSpace /DeviceGray", 4, 2, 12 },
        { "/ColorSpace /DeviceGray", 8, 0, 255 },
        { "/ColorSpace [/Indexed /DeviceRGB 1 <000000ffffff>]", 8, 0, 1 },
        { "/ColorSpace [/Indexed /DeviceRGB 2 <ffffffffffff102080>]", 2, 2, 1 },
        { "/ColorSpace [/Indexed /DeviceGray 1 <ff00>]", 1, 1, 0 },
        { "/ColorSpace [/Separation /Black /DeviceCMYK 5 0 R]", 8, 255, 0 },
        { "/ColorSpace [/CalGray << >>]", 8, 0, 255 },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct paper p = paper_begun();
        struct sg_buf text = SG_BUF_IN(arena, 4096);
        uint32_t side = 0;
        sg_span samples = sample_of_bits(rows[i].bits, rows[i].dark, rows[i].light, &side);
        sg_putf(&text, "/Subtype /Image /Width %u /Height %u /BitsPerComponent %u %s", side, side,
                rows[i].bits, rows[i].space);
        sg_put_octet(&text, 0);
        put_object(&p, "<< /Pages 2 0 R >>");
        put_object(
            &p,
            "<< /Type /Pages /Kids [3 0 R] /Count 1 /Resources << /XObject << /A 4 0 R >> >> >>");
        put_object(&p, "<< /Type /Page /Parent 2 0 R >>");
        put_stream(&p, (const char *)text.at, samples);
        struct sg_unpacked got = read_copy(paper_done(&p));
        if (got.n != 1)
            fail_msg("row %zu gives %zu items", i, got.n);
        assert_int_equal(got.items[0].kind, SG_ITEM_CODE);
        assert_int_equal(got.items[0].page, 1);
        assert_span_is(got.items[0].value, sample_login.says);
    }
}

/* One page with `content`. */
static struct sg_unpacked read_content(sg_span content)
{
    struct paper p = paper_begun();
    put_object(&p, "<< /Pages 2 0 R >>");
    put_object(&p, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    put_object(&p, "<< /Type /Page /Parent 2 0 R /Contents 4 0 R >>");
    put_stream(&p, "", content);
    return read_copy(paper_done(&p));
}

/* The sample drawn with `form` (x, y) for each dark module, between `before` and `after`. */
static sg_span drawn_sample(const char *before, const char *form, const char *after)
{
    struct sg_buf text = SG_BUF_IN(arena, 1 << 20);
    sg_put_text(&text, before);
    for (unsigned y = 0; y < sample_login.modules; y++)
        for (unsigned x = 0; x < sample_login.modules; x++) {
            if (sample_login.rows[y][x] != '#')
                continue;
            for (const char *c = form; *c != '\0'; c++)
                if (*c == 'X' || *c == 'x')
                    sg_putf(&text, "%u", x + (*c == 'X'));
                else if (*c == 'Y' || *c == 'y')
                    sg_putf(&text, "%u", sample_login.modules - y + (*c == 'Y'));
                else
                    sg_put_octet(&text, (uint8_t)*c);
        }
    sg_put_text(&text, after);
    return sg_buf_span(&text);
}

static void a_code_drawn_as_areas_is_read(void **state)
{
    (void)state;
    static const char *const rows[][3] = {
        { "", "x y 1 1 re f\n", "" },
        { "q 2.5 0 0 2.5 100 100 cm 0 g\n", "x y 1 1 re f\n", "Q" },
        { "q .24 0 0 .24 50 800 cm 0 0 0 rg 10 0 0 10 0 0 cm\n", "x y 1 1 re f\n", "Q" },
        { "1 g 0 0 600 800 re f 0 0 0 1 k q 3 0 0 3 200 300 cm\n", "x y 1 1 re\n", "f Q" },
        { "0 g\n", "x y m X y l X Y l x Y l h\n", "f*" },
        { "0 g 5 0 0 5 0 0 cm\n", "x y m X y l X Y l x Y l\n", "f" },
        { "0 g 0 1 -1 0 300 300 cm\n", "x y m X y l X Y l x Y l b\n", "" },
        { "0 G 2 0 0 2 0 0 cm 1 w\n", "x y m X y l S\n", "" },
        { "0 g 0 0 60 60 re f 1 g\n", "x y 1 1 re f\n", "" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_unpacked got = read_content(drawn_sample(rows[i][0], rows[i][1], rows[i][2]));
        if (got.n != 1)
            fail_msg("row %zu gives %zu items", i, got.n);
        assert_int_equal(got.items[0].kind, SG_ITEM_CODE);
        assert_int_equal(got.items[0].page, 1);
        assert_span_is(got.items[0].value, sample_login.says);
    }
    sg_span unpainted = drawn_sample("", "x y 1 1 re n\n", "");
    assert_int_equal(read_content(unpainted).n, 0);
}

static void an_address_in_one_string_shown_is_a_link(void **state)
{
    (void)state;

    static const struct {
        const char *content, *address;
    } rows[] = {
        { "BT (see https://a.example.test/x now) Tj ET", "https://a.example.test/x" },
        { "BT [(https://a.) -20 (example.test/)] TJ ET", "https://a.example.test/" },
        { "BT (https://a.example.test/\\(x\\)) ' ET", "https://a.example.test/" },
        { "BT <68747470733a2f2f612e746573742f> Tj ET", "https://a.test/" },
        { "(https://a.example.test/) 5 /Name cm", NULL },
        { "BT (http) Tj (s://a.example.test/) Tj ET", NULL },
        { "% (https://a.example.test/) Tj", NULL },
        { "BI /W 1 ID (https://a.example.test/) Tj EI (https://b.test/) Tj", "https://b.test/" },
        { "(((((", NULL },
        { "<68", NULL },
        { "1 2 3 4 5 6 7 8 9 10 11 12 cm 9999999999999999999999 99999999.999999999999999 re f",
          NULL },
        { "Q Q Q f S h n re m l cm", NULL },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_unpacked got = read_content(sg_span_of(rows[i].content));
        if (got.n != (rows[i].address != NULL))
            fail_msg("row %zu gives %zu items", i, got.n);
        if (got.n == 1)
            assert_span_is(got.items[0].value, rows[i].address);
    }
}

static void half_a_document_is_broken(void **state)
{
    (void)state;
    struct paper p = paper_begun();
    put_object(&p, "<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R >>");
    put_object(&p, "<< /Type /Pages /Kids [3 0 R] /Count 1 >>");
    put_object(&p, "<< /Type /Page /Parent 2 0 R >>");
    put_object(&p, "<< /S /URI /URI (https://a.example.test/) >>");
    sg_span whole = paper_done(&p);
    for (size_t len = 0; len + 40 < whole.len; len += 3)
        if (!(read_copy(sg_cut(whole, 0, len)).traits & SG_UNPACK_BROKEN))
            fail_msg("%zu of %zu octets are whole", len, whole.len);
    struct sg_unpacked got = read_copy(sg_cut(whole, 0, whole.len - 20)); /* no startxref */
    assert_int_equal(got.n, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_action_that_opens_an_address_is_a_link),
        cmocka_unit_test(what_only_looks_like_an_action_is_none),
        cmocka_unit_test(chains_that_bite_their_tail_end),
        cmocka_unit_test(files_inside_are_handed_out),
        cmocka_unit_test(a_code_in_a_picture_is_read),
        cmocka_unit_test(a_code_drawn_as_areas_is_read),
        cmocka_unit_test(an_address_in_one_string_shown_is_a_link),
        cmocka_unit_test(half_a_document_is_broken),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
