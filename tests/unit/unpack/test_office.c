#include "unpack/xml.h"
#include "unpack_made.h"
#include "unpack_shown.h"

#define HEAD                                            \
    {                                                   \
        "[Content_Types].xml", SG_SPAN_INIT("<Types/>") \
    }
#define END         \
    {               \
        NULL,       \
        {           \
            NULL, 0 \
        }           \
    }

enum { MAX_ENTRIES = 8 };

struct row {
    struct made_entry entries[MAX_ENTRIES];
    const char *lines;
};

static void assert_documents(const struct row *rows, size_t n)
{
    struct sg_arena *arena = sg_arena_open((size_t)64 << 20);
    for (size_t i = 0; i < n; i++) {
        sg_span octets = made_archive(arena, "zip", NULL, NULL, rows[i].entries);
        assert_int_equal(sg_file_sniff(octets), SG_FILE_OFFICE);
        assert_unpacks(SG_FILE_OFFICE, octets, rows[i].lines);
    }
    sg_arena_close(arena);
}

static void links_are_found_wherever_they_are_written(void **state)
{
    (void)state;

    static const struct row rows[] = {
        { { HEAD,
            { "word/_rels/document.xml.rels",
              SG_SPAN_INIT(
                  "<?xml version=\"1.0\"?><Relationships><Relationship Id='a' Type='http://s/hyperlink' "
                  "Target='https://a.example.test/?a=1&amp;b=2' TargetMode='External'/>"
                  "<Relationship Type=\"http://s/styles\" Target=\"styles.xml\"/></Relationships>") },
            { "word/document.xml",
              SG_SPAN_INIT(
                  "<w:p><w:r><w:t>口座を</w:t></w:r><w:r><w:t xml:space='preserve'>確認 &amp; 更新</w:t></w:r></w:p>"
                  "<!-- <w:t>no</w:t> --><w:p><w:fldChar w:fldCharType='begin'/><w:instrText> HYPER</w:instrText>"
                  "<w:instrText>LINK \\o \"tip\" &quot;https://b.example.test/&quot; </w:instrText>"
                  "<w:fldChar w:fldCharType='separate'/><w:t>here</w:t></w:p>"
                  "<w:fldSimple w:instr='HYPERLINK \"https://c.example.test/\"'/>") },
            END },
          "link word/_rels/document.xml.rels https://a.example.test/?a=1&b=2\n"
          "link word/document.xml https://b.example.test/\n"
          "link word/document.xml https://c.example.test/\n"
          "text  口座を確認 & 更新\nhere\n" },
        { { HEAD,
            { "ppt/slides/_rels/slide12.xml.rels",
              SG_SPAN_INIT(
                  "<Relationship Type='x/hyperlink' TargetMode='External' Target='https://d.example.test/'/>"
                  "<Relationship Type='x/hyperlink' TargetMode='External' Target='https://d.example.test/'/>") },
            { "ppt/slides/slide1.xml", SG_SPAN_INIT("<a:p><a:t>slide</a:t></a:p>") },
            END },
          "link@12 ppt/slides/_rels/slide12.xml.rels https://d.example.test/\ntext  slide\n" },
        { { HEAD,
            { "xl/worksheets/sheet2.xml",
              SG_SPAN_INIT(
                  "<c><f>HYPERLINK(\"https://e.example.test/\",\"open\")</f><v>1</v></c>") },
            { "xl/sharedStrings.xml", SG_SPAN_INIT("<si><t>one</t></si><si><t>two</t></si>") },
            END },
          "link xl/worksheets/sheet2.xml https://e.example.test/\ntext  one\ntwo\n" },
        { { { "mimetype", SG_SPAN_INIT("application/vnd.oasis.opendocument.text") },
            { "_rels/.rels", { NULL, 0 } },
            { "content.xml",
              SG_SPAN_INIT(
                  "<text:p>go <text:a xlink:type='simple' xlink:href='https://f.example.test/'>here"
                  "</text:a></text:p><draw:image xlink:href='Pictures/1.png'/>") },
            END },
          "link content.xml https://f.example.test/\ntext  go here\n" },
    };

    assert_documents(rows, sizeof(rows) / sizeof(*rows));
}

static void what_is_loaded_or_run_is_told(void **state)
{
    (void)state;

    static const struct row rows[] = {
        { { HEAD,
            { "word/_rels/settings.xml.rels",
              SG_SPAN_INIT(
                  "<Relationship Type='x/attachedTemplate' TargetMode='external' Target='https://a.example.test/t.dotm'/>") },
            END },
          "link word/_rels/settings.xml.rels https://a.example.test/t.dotm\ntemplate\n" },
        { { HEAD, { "word/vbaProject.bin", SG_SPAN_INIT("x") }, END }, "macros\n" },
        { { HEAD,
            { "word/document.xml",
              SG_SPAN_INIT(
                  "<w:instrText>DDEAUTO c:\\\\cmd.exe x</w:instrText><w:fldChar/>"
                  "<w:instrText>INCLUDEPICTURE \"https://b.example.test/p\" \\d</w:instrText>") },
            END },
          "link word/document.xml https://b.example.test/p\nlaunches\ntemplate\n" },
        { { { "content.xml", SG_SPAN_INIT("<draw:image xlink:href='https://c.example.test/p'/>") },
            { "Basic/Standard/Module1.xml", SG_SPAN_INIT("<m/>") },
            { "_rels/.rels", { NULL, 0 } },
            { "META-INF/manifest.xml", SG_SPAN_INIT("<manifest:encryption-data>") },
            END },
          "link content.xml https://c.example.test/p\nencrypted\nmacros\ntemplate\n" },
        /* near misses: all of it lies inside */
        { { HEAD,
            { "word/_rels/document.xml.rels",
              SG_SPAN_INIT(
                  "<Relationship Type='x/image' Target='media/image1.png'/>"
                  "<Other TargetMode='External' Target='https://d.example.test/'/>"
                  "<Relationship Type='x/hyperlink' TargetMode='External' Target='#top'/>") },
            { "word/document.xml", SG_SPAN_INIT("<w:instrText> PAGE </w:instrText><w:fldChar/>") },
            END },
          "" },
    };

    assert_documents(rows, sizeof(rows) / sizeof(*rows));
}

static void pictures_and_inner_documents_are_handed_out(void **state)
{
    (void)state;

    static const struct row row = {
        { HEAD,
          { "docProps/thumbnail.jpeg", SG_SPAN_INIT("\xff\xd8\xff") },
          { "word/media/image1.png", SG_SPAN_INIT("\x89PNG\r\n\x1a\n") },
          { "word/media/image2.emf", SG_SPAN_INIT("x") },
          { "word/afchunk.mht", SG_SPAN_INIT("<b>") },
          { "word/embeddings/a.exe", SG_SPAN_INIT("MZ") },
          END },
        "file word/media/image1.png \x89PNG\r\n\x1a\n\nfile word/afchunk.mht <b>\nname word/embeddings/a.exe\n"
    };

    assert_documents(&row, 1);
}

static void xml_is_read_as_it_comes(void **state)
{
    (void)state;

    static const struct {
        const char *octets, *shown; /* text|name|attributes, for each tag */
    } rows[] = {
        { "a<b c='>'>d</b><e/>", "a|b| c='>'\nd|/b|\n|e|/\n" },
        { "<![CDATA[<x>]]>y", "<x>||\ny||\n" },
        { "<!-- <a> --><?xml v?>", "|?xml| v?\n" },
        { "<a", "|a|\n" },
        { "<a b=\"c>d", "|a| b=\"c>d\n" },
        { "<!--", "" },
        { "<![CDATA[ab", "ab||\n" },
        { "<", "" },
        { "", "" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_arena *arena = sg_arena_open(1 << 20);
        struct sg_buf out = SG_BUF_IN(arena, 1 << 12);
        sg_span octets = exact(rows[i].octets);
        struct sg_xml x = { .rest = octets };
        while (sg_xml_next(&x)) {
            sg_put(&out, x.text);
            sg_put_text(&out, x.is_end ? "|/" : "|");
            sg_put(&out, x.name);
            sg_put_text(&out, "|");
            sg_put(&out, x.attributes);
            sg_put_text(&out, "\n");
        }
        assert_span_is(sg_buf_done(&out), rows[i].shown);
        drop(octets);
        sg_arena_close(arena);
    }
}

static void character_references_are_taken_out(void **state)
{
    (void)state;

    static const char *const rows[][2] = {
        { "a&amp;b", "a&b" },     { "&#x3042;&#12354;", "ああ" },
        { "&nbsp;&", "&nbsp;&" }, { "&#0;&#x110000;", "&#0;&#x110000;" },
        { "&&lt;", "&<" },        { "&amp;lt;", "&lt;" },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct sg_arena *arena = sg_arena_open(1 << 20);
        sg_span raw = exact(rows[i][0]);
        assert_span_is(sg_xml_decoded(arena, raw), rows[i][1]);
        drop(raw);
        sg_arena_close(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(links_are_found_wherever_they_are_written),
        cmocka_unit_test(what_is_loaded_or_run_is_told),
        cmocka_unit_test(pictures_and_inner_documents_are_handed_out),
        cmocka_unit_test(xml_is_read_as_it_comes),
        cmocka_unit_test(character_references_are_taken_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
