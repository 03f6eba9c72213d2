/* dangerous-extension, double-extension, rtlo-filename: what a file's name says that it is.
 *
 * Names inside archives count too.  A page or a drawing is no dangerous file by itself, and scripts in an archive of many
 * files are somebody's program.  Quiet for "v1.2.pdf", "2026.11.25.xlsx", "name.tar.gz", and for names in Hebrew or Arabic
 * without overrides.  Known false alarm: a program that a colleague sends. */
#include "facts/check.h"
#include "text/unicode.h"

static const struct sg_finding_kind kinds[] = {
    { "dangerous-extension", SG_GROUP_ATTACHMENT, SG_DIRECT, SG_PART_ASK },
    { "double-extension", SG_GROUP_ATTACHMENT, SG_DIRECT, SG_PART_INCONSISTENCY },
    { "rtlo-filename", SG_GROUP_ATTACHMENT, SG_DIRECT, SG_PART_INCONSISTENCY },
    { 0 },
};

enum {
    MAX_EXTENSION = 12, /* octets */
    MANY_BLANKS = 8,    /* before an extension: it is moved out of sight */
    MANY_FILES = 10,    /* in an archive: a project, not a lure */
};

struct name {
    sg_span whole; /* without the folders before it */
    struct sg_range place;
    bool is_among_many;
};

struct looking {
    struct sg_findings *out;
    struct sg_finding *told[3];
};

/* Runs when it is opened: programs, scripts of Windows, links to programs, disks that bring their own. */
static bool is_dangerous(sg_span extension)
{
    static const char *const known[] = {
        "exe", "scr", "pif", "cpl",  "msi", "msix", "appx",        "bat",        "cmd", "ps1",
        "jse", "js",  "vbs", "vbe",  "wsf", "wsh",  "hta",         "lnk",        "jar", "xll",
        "iso", "img", "vhd", "vhdx", "chm", "reg",  "application", "library-ms",
    };
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        if (sg_same_nocase(extension, sg_span_of(known[i])))
            return true;
    return false;
}

/* Source files that people send to each other. */
static bool is_source(sg_span extension)
{
    return sg_same_nocase(extension, SG_SPAN("js")) || sg_same_nocase(extension, SG_SPAN("bat")) ||
           sg_same_nocase(extension, SG_SPAN("cmd")) || sg_same_nocase(extension, SG_SPAN("ps1")) ||
           sg_same_nocase(extension, SG_SPAN("jar"));
}

static bool is_document(sg_span extension)
{
    enum sg_file_kind kind = sg_file_kind_of_name(extension);
    return kind == SG_FILE_PDF || kind == SG_FILE_OFFICE || kind == SG_FILE_OLE ||
           kind == SG_FILE_RTF || kind == SG_FILE_PNG || kind == SG_FILE_JPEG ||
           kind == SG_FILE_GIF || kind == SG_FILE_MEDIA ||
           sg_same_nocase(sg_tail(extension, 1), SG_SPAN("txt"));
}

static bool is_page(sg_span extension)
{
    static const char *const known[] = { "htm", "html", "shtml", "xhtml", "svg" };
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        if (sg_same_nocase(extension, sg_span_of(known[i])))
            return true;
    return false;
}

/* From the last dot on; empty when there is none, or what follows is no extension. */
static sg_span extension_of(sg_span name)
{
    size_t dot = sg_find_last(name, '.');
    sg_span extension = sg_tail(name, dot);
    return extension.len > MAX_EXTENSION + 1 || extension.len < 2 ? (sg_span){ 0 } : extension;
}

static void tell(struct looking *l, size_t kind, const struct name *n, sg_span extension)
{
    if (l->told[kind] == NULL) {
        l->told[kind] = sg_found(l->out, &kinds[kind]);
        sg_found_arg(l->told[kind], "file", n->whole);
        sg_found_arg(l->told[kind], "extension", extension);
    }
    sg_found_at(l->told[kind], n->place, n->whole);
}

static bool is_double(sg_span name, sg_span extension)
{
    if (!is_dangerous(sg_tail(extension, 1)) && !is_page(sg_tail(extension, 1)))
        return false;
    sg_span before = sg_cut(name, 0, name.len - extension.len), shown = sg_trim(before);
    return is_document(extension_of(shown)) || before.len >= shown.len + MANY_BLANKS;
}

/* Overrides turn any letters round; the other controls have their use beside letters written from the right. */
static bool is_turned_round(sg_span name)
{
    bool has_control = false, has_right = false;
    for (size_t at = 0; at < name.len;) {
        int32_t c = sg_utf8_next(name, &at);
        if (c == 0x202D || c == 0x202E)
            return true;
        has_control |= c == 0x202A || c == 0x202B || (c >= 0x2066 && c <= 0x2069);
        has_right |= (c >= 0x590 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFEFC);
    }
    return has_control && !has_right;
}

static void look(struct looking *l, const struct name *n)
{
    sg_span extension = extension_of(n->whole), bare = sg_tail(extension, 1);
    if (is_dangerous(bare) && !(n->is_among_many && is_source(bare)))
        tell(l, 0, n, extension);
    if (is_double(n->whole, extension))
        tell(l, 1, n, extension);
    if (is_turned_round(n->whole))
        tell(l, 2, n, extension);
}

static sg_span without_folders(sg_span name)
{
    size_t slash = sg_find_last(name, '/');
    return slash == name.len ? name : sg_tail(name, slash + 1);
}

static bool is_archive(const struct sg_attachment *file)
{
    return file->kind == SG_FILE_ZIP || file->kind == SG_FILE_ARCHIVE;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    struct looking l = { .out = out };
    for (size_t i = 0; i < facts->n_attachments; i++) {
        const struct sg_attachment *file = facts->attachments[i];
        const struct name own = { without_folders(file->name), file->name_place, false };
        bool is_own = file->within == NULL; /* names inside are told by what they lie in */
        if (is_own)
            look(&l, &own);
        for (size_t k = 0; k < file->n_items && is_archive(file); k++) {
            const struct sg_item *item = &file->items[k];
            const struct name inner = { without_folders(item->name), file->name_place,
                                        file->n_items > MANY_FILES };
            if (item->kind == SG_ITEM_NAME || item->kind == SG_ITEM_FILE)
                look(&l, &inner);
        }
    }
}

const struct sg_check sg_check_attachment_name = {
    .name = "attachment-name",
    .looks_for = "a file whose name runs when opened, or hides what it is",
    .kinds = kinds,
    .run = run,
};
