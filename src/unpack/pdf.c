/* A PDF's pages, outlines, form and attached files, each tree walked without recursion. */
#include "unpack/pdf.h"

struct walk {
    SG_LIST(uint32_t) left;
};

static void walk_to(struct sg_pdf_reading *r, struct walk *w, uint32_t object)
{
    if (object != 0)
        *SG_PUSH(r->arena, &w->left) = object;
}

/* The next dictionary not met before, or 0. */
static uint32_t walk_next(struct sg_pdf_reading *r, struct walk *w)
{
    while (w->left.n > 0) {
        uint32_t object = w->left.at[--w->left.n];
        if (sg_pdf_is_dictionary(r->pdf, object) && sg_pdf_is_first(r->pdf, object))
            return object;
    }
    return 0;
}

/* The first last, so that it comes out first. */
static void walk_to_items(struct sg_pdf_reading *r, struct walk *w, uint32_t array)
{
    for (uint32_t n = sg_pdf_count(r->pdf, array); n > 0; n--)
        walk_to(r, w, sg_pdf_item(r->pdf, array, n - 1));
}

/* A bookmark may do what a link does. */
static void read_outlines(struct sg_pdf_reading *r, uint32_t outlines)
{
    struct walk w = { 0 };
    walk_to(r, &w, sg_pdf_key(r->pdf, outlines, "/First"));
    for (uint32_t item; (item = walk_next(r, &w)) != 0;) {
        sg_pdf_read_actions(r, item);
        walk_to(r, &w, sg_pdf_key(r->pdf, item, "/Next"));
        walk_to(r, &w, sg_pdf_key(r->pdf, item, "/First"));
    }
}

/* Fields that stand on a page were met there. */
static void read_form(struct sg_pdf_reading *r, uint32_t form)
{
    struct walk w = { 0 };
    walk_to_items(r, &w, sg_pdf_key(r->pdf, form, "/Fields"));
    for (uint32_t field; (field = walk_next(r, &w)) != 0;) {
        sg_pdf_read_actions(r, field);
        walk_to_items(r, &w, sg_pdf_key(r->pdf, field, "/Kids"));
    }
}

typedef void tree_value(struct sg_pdf_reading *r, uint32_t value);

static void read_name_tree(struct sg_pdf_reading *r, uint32_t root, tree_value *read)
{
    struct walk w = { 0 };
    walk_to(r, &w, root);
    for (uint32_t node; (node = walk_next(r, &w)) != 0;) {
        uint32_t names = sg_pdf_key(r->pdf, node, "/Names"), n = sg_pdf_count(r->pdf, names);
        for (uint32_t i = 1; i < n; i += 2)
            read(r, sg_pdf_item(r->pdf, names, i));
        walk_to_items(r, &w, sg_pdf_key(r->pdf, node, "/Kids"));
    }
}

static void read_annotation(struct sg_pdf_reading *r, uint32_t annotation)
{
    if (!sg_pdf_is_first(r->pdf, annotation))
        return;
    sg_pdf_read_actions(r, annotation);
    sg_pdf_read_file(r, sg_pdf_key(r->pdf, annotation, "/FS"));
    uint32_t looks = sg_pdf_key(r->pdf, sg_pdf_key(r->pdf, annotation, "/AP"), "/N");
    if (!sg_pdf_is_stream(r->pdf, looks) || !sg_pdf_is_first(r->pdf, looks))
        return;
    sg_pdf_read_contents(r, looks);
    sg_pdf_read_resources(r, sg_pdf_key(r->pdf, looks, "/Resources"));
}

/* A page's own, or those of the nearest folder above it that has some. */
static uint32_t resources_of(struct sg_pdf_reading *r, uint32_t page)
{
    for (int up = 0; up < SG_MAX_PDF_PARENTS && page != 0; up++) {
        uint32_t resources = sg_pdf_key(r->pdf, page, "/Resources");
        if (resources != 0)
            return resources;
        page = sg_pdf_key(r->pdf, page, "/Parent");
    }
    return 0;
}

static void read_page(struct sg_pdf_reading *r, uint32_t page)
{
    sg_pdf_read_actions(r, page);
    uint32_t annotations = sg_pdf_key(r->pdf, page, "/Annots");
    uint32_t n = sg_pdf_count(r->pdf, annotations);
    for (uint32_t i = 0; i < n; i++)
        read_annotation(r, sg_pdf_item(r->pdf, annotations, i));
    sg_pdf_read_contents(r, sg_pdf_key(r->pdf, page, "/Contents"));
    sg_pdf_read_resources(r, resources_of(r, page));
}

static void read_pages(struct sg_pdf_reading *r, uint32_t root)
{
    struct walk w = { 0 };
    walk_to(r, &w, root);
    for (uint32_t node; (node = walk_next(r, &w)) != 0;) {
        uint32_t kids = sg_pdf_key(r->pdf, node, "/Kids");
        if (sg_pdf_is_array(r->pdf, kids)) {
            walk_to_items(r, &w, kids);
            continue;
        }
        if (r->u->pages == SG_MAX_PDF_PAGES) {
            r->u->traits |= SG_UNPACK_CUT;
            break;
        }
        r->page = ++r->u->pages;
        read_page(r, node);
    }
    r->page = 0;
}

static void read_document(struct sg_pdf_reading *r)
{
    uint32_t root = sg_pdf_root(r->pdf), names = sg_pdf_key(r->pdf, root, "/Names");
    sg_pdf_read_action(r, sg_pdf_key(r->pdf, root, "/OpenAction"));
    sg_pdf_read_actions(r, root);
    read_pages(r, sg_pdf_key(r->pdf, root, "/Pages"));
    read_form(r, sg_pdf_key(r->pdf, root, "/AcroForm"));
    read_outlines(r, sg_pdf_key(r->pdf, root, "/Outlines"));
    read_name_tree(r, sg_pdf_key(r->pdf, names, "/JavaScript"), sg_pdf_read_action);
    read_name_tree(r, sg_pdf_key(r->pdf, names, "/EmbeddedFiles"), sg_pdf_read_file);
    uint32_t files = sg_pdf_key(r->pdf, root, "/AF"), n = sg_pdf_count(r->pdf, files);
    for (uint32_t i = 0; i < n; i++)
        sg_pdf_read_file(r, sg_pdf_item(r->pdf, files, i));
}

void sg_unpack_pdf(struct sg_unpacking *u, enum sg_file_kind kind, sg_span octets)
{
    (void)kind;
    struct sg_arena *arena = sg_arena_open(SG_MAX_SCRATCH);
    struct sg_pdf_reading r = { .u = u, .arena = arena, .links = SG_MAP(arena) };
    r.pdf = sg_pdf_open(arena, octets, &u->traits);
    if (r.pdf != NULL) {
        read_document(&r);
        sg_pdf_close(r.pdf, &u->traits);
    }
    sg_arena_close(arena);
}
