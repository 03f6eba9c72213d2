/* unpack/office.c - documents of Office (OOXML, ECMA-376) and OpenDocument: what they link to and load, say and hold.
 *
 * Both are zips of XML.  A link's target stands in the relations beside the part that shows it, in a field's code or, in
 * OpenDocument, at its place.  Whatever else is loaded from outside when the document is opened is TEMPLATE. */
#include "text/unicode.h"
#include "unpack/entries.h"
#include "unpack/field.h"
#include "unpack/words.h"
#include "unpack/xml.h"

struct document {
    struct sg_unpacking *u;
    struct sg_buf text;  /* of all parts */
    struct sg_buf field; /* the code of the field that is being read */
    sg_span name;        /* of the part */
    uint32_t page;       /* it is */
    int handed_out;
};

static void give_link(struct document *d, sg_span raw)
{
    sg_span target = sg_trim(sg_xml_decoded(d->u->arena, raw));
    if (target.len > 0 && sg_at(target, 0) != '#')
        sg_unpack_link(d->u, d->name, d->page, target);
}

/* ---- relations ---- */

static void read_relations(struct document *d, sg_span octets)
{
    struct sg_xml x = { .rest = octets };
    while (sg_xml_next(&x)) {
        bool is_external =
            sg_same_nocase(sg_xml_value(&x, SG_SPAN("TargetMode")), SG_SPAN("External"));
        if (!is_external || !sg_same(sg_xml_local(x.name), SG_SPAN("Relationship")))
            continue;
        if (!sg_ends_nocase(sg_xml_value(&x, SG_SPAN("Type")), SG_SPAN("/hyperlink")))
            d->u->traits |= SG_UNPACK_TEMPLATE;
        give_link(d, sg_xml_value(&x, SG_SPAN("Target")));
    }
}

/* ---- fields ---- */

static void end_field(struct document *d)
{
    if (d->field.len > 0)
        sg_field_read(d->u, d->name, d->page, sg_buf_span(&d->field));
    d->field.len = 0;
}

/* ---- text ---- */

static bool is_one_of(sg_span name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (sg_same(name, sg_span_of(names[i])))
            return true;
    return false;
}

static bool ends_line(sg_span name, bool is_end)
{
    static const char *const blocks[] = { "p", "si", "h", "row" };
    static const char *const breaks[] = { "br", "tab", "line-break" };
    return is_end ? is_one_of(name, blocks, sizeof(blocks) / sizeof(*blocks))
                  : is_one_of(name, breaks, sizeof(breaks) / sizeof(*breaks));
}

static void put_text(struct document *d, sg_span raw)
{
    sg_put(&d->text, sg_xml_decoded(d->u->arena, raw));
}

static void read_tag(struct document *d, const struct sg_xml *x, bool is_open_document)
{
    sg_span name = sg_xml_local(x->name);
    if (x->is_end && sg_same(name, SG_SPAN("instrText")))
        sg_put(&d->field, sg_xml_decoded(d->u->arena, x->text));
    else if (x->is_end && sg_same(name, SG_SPAN("f"))) /* HYPERLINK("..."), WEBSERVICE("...") */
        sg_unpack_addresses(d->u, d->name, sg_xml_decoded(d->u->arena, x->text));
    else if (is_open_document || (x->is_end && sg_same(name, SG_SPAN("t"))))
        put_text(d, x->text);
    if (sg_same(name, SG_SPAN("fldChar")))
        end_field(d);
    else if (sg_same(name, SG_SPAN("fldSimple")))
        sg_field_read(d->u, d->name, d->page,
                      sg_xml_decoded(d->u->arena, sg_xml_value(x, SG_SPAN("instr"))));
    if (ends_line(name, x->is_end))
        sg_put(&d->text, SG_SPAN("\n"));
}

static void read_content(struct document *d, sg_span octets, bool is_open_document)
{
    struct sg_xml x = { .rest = octets };
    while (sg_xml_next(&x)) {
        read_tag(d, &x, is_open_document);
        sg_span href = is_open_document ? sg_xml_value(&x, SG_SPAN("href")) : (sg_span){ 0 };
        bool is_outside = sg_find_span(href, SG_SPAN("://"), 0) < href.len;
        if (is_outside && !sg_same(x.name, SG_SPAN("text:a")) &&
            !sg_same(x.name, SG_SPAN("draw:a")))
            d->u->traits |= SG_UNPACK_TEMPLATE;
        if (is_outside)
            give_link(d, href);
    }
    end_field(d);
    sg_put(&d->text, SG_SPAN("\n"));
}

/* ---- parts ---- */

static bool is_content(sg_span name)
{
    static const char *const folders[] = { "word/", "ppt/slides/", "xl/worksheets/", "xl/drawings/",
                                           "xl/sharedStrings.xml" };
    static const char *const others[] = { "word/styles.xml", "word/settings.xml",
                                          "word/numbering.xml", "word/fontTable.xml",
                                          "word/webSettings.xml" };
    if (!sg_ends_nocase(name, SG_SPAN(".xml")) || sg_holds_nocase(name, SG_SPAN("word/theme/")) ||
        is_one_of(name, others, sizeof(others) / sizeof(*others)))
        return false;
    for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++)
        if (sg_starts_nocase(name, sg_span_of(folders[i])))
            return true;
    return false;
}

static bool has_macros(sg_span name)
{
    return sg_ends_nocase(name, SG_SPAN("vbaProject.bin")) ||
           sg_starts_nocase(name, SG_SPAN("xl/macrosheets/")) ||
           sg_starts_nocase(name, SG_SPAN("Basic/")) || sg_starts_nocase(name, SG_SPAN("Scripts/"));
}

/* The number at the end of "ppt/slides/slide12.xml" and "xl/worksheets/_rels/sheet3.xml.rels"; 0: neither. */
static uint32_t page_of(sg_span name)
{
    bool is_page = sg_starts_nocase(name, SG_SPAN("ppt/slides/")) ||
                   sg_starts_nocase(name, SG_SPAN("xl/worksheets/"));
    sg_span stem = sg_cut(name, 0, sg_find_nocase(name, SG_SPAN(".xml"), 0));
    size_t from = stem.len;
    while (from > 0 && sg_is_digit(sg_at(stem, from - 1)))
        from--;
    int64_t n = 0;
    if (!is_page || !sg_number(sg_tail(stem, from), 1, SG_MAX_DOCUMENT_PAGES, &n))
        return 0;
    return (uint32_t)n;
}

static sg_span read_part(struct document *d, struct sg_entries *entries)
{
    sg_span octets;
    if (!sg_entries_read(entries, SG_MAX_DOCUMENT_PART, &octets))
        d->u->traits |= SG_UNPACK_CUT;
    return sg_unpack_words(d->u->arena, (sg_span){ 0 }, octets);
}

/* Pictures, which may show a code, and documents in the document. */
static bool may_hold_lure(sg_span name)
{
    enum sg_file_kind kind = sg_file_kind_of_name(name);
    if (sg_starts_nocase(name, SG_SPAN("docProps/")) ||
        sg_starts_nocase(name, SG_SPAN("Thumbnails/")))
        return false;
    return sg_find_nocase(name, SG_SPAN("embeddings/"), 0) < name.len ||
           (sg_unpack_wants(kind) && kind != SG_FILE_XML && kind != SG_FILE_TEXT) ||
           kind == SG_FILE_PROGRAM;
}

static void give_inner_file(struct document *d, struct sg_entries *entries)
{
    sg_span octets;
    if (d->handed_out++ >= SG_MAX_INNER_FILES)
        return;
    if (sg_entries_read(entries, SG_MAX_INNER_FILE, &octets))
        sg_unpack_give_file(d->u, d->name, octets);
    else
        d->u->traits |= SG_UNPACK_CUT;
}

static void read_entry(struct document *d, struct sg_entries *entries)
{
    bool is_open_document = sg_same(d->name, SG_SPAN("content.xml"));
    if (has_macros(d->name))
        d->u->traits |= SG_UNPACK_MACROS;
    if (sg_ends_nocase(d->name, SG_SPAN(".rels")))
        read_relations(d, read_part(d, entries));
    else if (is_open_document || is_content(d->name))
        read_content(d, read_part(d, entries), is_open_document);
    else if (sg_same(d->name, SG_SPAN("META-INF/manifest.xml"))) {
        if (sg_holds(read_part(d, entries), SG_SPAN(":encryption-data")))
            d->u->traits |= SG_UNPACK_ENCRYPTED;
    } else if (may_hold_lure(d->name))
        give_inner_file(d, entries);
}

void sg_unpack_office(struct sg_unpacking *u, enum sg_file_kind kind, sg_span octets)
{
    struct document d = { .u = u,
                          .text = SG_BUF_IN(u->arena, SG_MAX_DOCUMENT_TEXT),
                          .field = SG_BUF_IN(u->arena, SG_MAX_URL) };
    struct sg_entries *entries = sg_entries_open(u, kind, octets);
    struct sg_entry entry;
    while (sg_entries_next(entries, &entry)) {
        if (!entry.has_octets)
            continue;
        d.name = entry.name;
        d.page = page_of(entry.name);
        u->pages = d.page > u->pages ? d.page : u->pages;
        read_entry(&d, entries);
    }
    sg_entries_close(entries);
    sg_span text = sg_trim(sg_buf_span(&d.text));
    if (text.len > 0)
        sg_unpack_give(u, SG_ITEM_TEXT, (sg_span){ 0 }, text);
    if (d.text.cut)
        u->traits |= SG_UNPACK_CUT;
}
