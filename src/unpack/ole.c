/* unpack/ole.c - Office files of before 2007 and saved mails (.msg): addresses in their streams, macros, passwords, and of
 * a mail its text and files (MS-OXMSG).  The text of .doc, .xls and .ppt is not read. */
#include "unpack/cfb.h"
#include "unpack/mapi.h"
#include "unpack/words.h"

struct attached { /* of a mail's storage */
    sg_span name, data;
};

/* ---- what the streams' names and heads tell ---- */

static bool is_one_of(sg_span name, const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (sg_same_nocase(name, sg_span_of(names[i])))
            return true;
    return false;
}

static unsigned traits_of_name(sg_span name)
{
    static const char *const macros[] = { "_VBA_PROJECT", "VBA", "Macros", "_VBA_PROJECT_CUR" };
    static const char *const encrypted[] = { "EncryptedPackage", "EncryptionInfo",
                                             "EncryptedSummary" };
    if (is_one_of(name, macros, sizeof(macros) / sizeof(*macros)))
        return SG_UNPACK_MACROS;
    if (is_one_of(name, encrypted, sizeof(encrypted) / sizeof(*encrypted)))
        return SG_UNPACK_ENCRYPTED;
    return 0;
}

/* Records of a workbook (MS-XLS): a password, sheets of macros in the language of before VBA. */
static unsigned traits_of_workbook(sg_span octets)
{
    enum { FILE_PASS = 0x2f, BOUND_SHEET = 0x85, MACRO_SHEET = 1 };

    unsigned traits = 0;
    sg_span rest = octets;
    for (int n = 0; n < SG_MAX_RECORDS && rest.len >= 4; n++) {
        uint32_t type = sg_unpack_u16(rest, 0), len = sg_unpack_u16(rest, 2);
        if (type == FILE_PASS)
            return traits | SG_UNPACK_ENCRYPTED;
        if (type == BOUND_SHEET && sg_at(rest, 4 + 5) == MACRO_SHEET)
            traits |= SG_UNPACK_MACROS;
        rest = sg_tail(rest, 4 + (size_t)len);
    }
    return traits;
}

static unsigned traits_of_stream(sg_span name, sg_span octets)
{
    enum { WORD_FLAGS = 0x0a, WORD_ENCRYPTED = 0x100 };

    if (sg_same(name, SG_SPAN("Workbook")) || sg_same(name, SG_SPAN("Book")))
        return traits_of_workbook(octets);
    bool is_word = sg_same(name, SG_SPAN("WordDocument"));
    if (is_word && (sg_unpack_u16(octets, WORD_FLAGS) & WORD_ENCRYPTED) != 0)
        return SG_UNPACK_ENCRYPTED;
    return 0;
}

/* ---- files in documents ---- */

static sg_span next_string(sg_span *rest)
{
    return sg_next(rest, 0);
}

/* A file dropped into a document (MS-OLEDS 2.3.6 and what programs write in it): label, path, path again, octets. */
static void give_native(struct sg_unpacking *u, sg_span octets)
{
    sg_span rest = sg_tail(octets, 4 + 2);
    sg_span label = next_string(&rest);
    (void)next_string(&rest);
    rest = sg_tail(rest, 4);
    size_t path = sg_unpack_u32(rest, 0);
    rest = sg_tail(rest, 4 + path);
    size_t len = sg_unpack_u32(rest, 0);
    sg_unpack_give_file(u, sg_unpack_words(u->arena, (sg_span){ 0 }, label), sg_cut(rest, 4, len));
}

static void read_document_stream(struct sg_unpacking *u, sg_span name, sg_span octets)
{
    bool is_file = sg_same(name, SG_SPAN("Package")) || sg_same(name, SG_SPAN("CONTENTS"));
    u->traits |= traits_of_stream(name, octets);
    if (sg_same(name, SG_SPAN("\x01Ole10Native")))
        give_native(u, octets);
    else if (is_file && sg_unpack_wants(sg_file_sniff(octets)))
        sg_unpack_give_file(u, name, octets);
    else {
        sg_unpack_addresses(u, name, octets);
        sg_unpack_wide_addresses(u, name, octets);
    }
}

/* ---- mails ---- */

static sg_span storage_name(const struct sg_cfb *cfb, const struct sg_cfb_entry *entry)
{
    return entry->parent == SG_CFB_NOBODY ? (sg_span){ 0 } : cfb->entries[entry->parent].name;
}

/* "__substg1.0_1000001F": property 0x1000 of type 0x1f. */
static bool read_name(sg_span name, struct sg_mapi *p)
{
    sg_span prefix = SG_SPAN("__substg1.0_"), digits = sg_tail(name, prefix.len);
    if (!sg_starts(name, prefix) || digits.len < 8)
        return false;
    uint32_t n = 0;
    for (size_t i = 0; i < 8; i++) {
        int digit = sg_hex_value(sg_at(digits, i));
        if (digit < 0)
            return false;
        n = n << 4 | (uint32_t)digit;
    }
    p->id = n >> 16;
    p->type = n & 0xffff;
    return true;
}

static void take_attached(struct sg_unpacking *u, struct attached *a, const struct sg_mapi *p)
{
    if (p->id == SG_MAPI_LONG_FILE_NAME || (p->id == SG_MAPI_FILE_NAME && a->name.len == 0))
        a->name = sg_mapi_text(u->arena, p, (sg_span){ 0 });
    else if (p->id == SG_MAPI_FILE_DATA && p->type == SG_MAPI_BINARY)
        a->data = p->value;
}

static void read_mail(struct sg_unpacking *u, struct sg_cfb *cfb)
{
    struct attached *attached = SG_NEW_N(u->arena, struct attached, cfb->n);
    for (size_t i = 0; i < cfb->n; i++) {
        const struct sg_cfb_entry *entry = &cfb->entries[i];
        struct sg_mapi p;
        sg_span storage = storage_name(cfb, entry);
        if (!entry->is_stream || !read_name(entry->name, &p))
            continue;
        bool is_attached = sg_starts(storage, SG_SPAN("__attach_version1.0"));
        bool is_mail = storage.len == 0 || sg_starts(storage, SG_SPAN("__substg1.0_3701000D"));
        if (is_attached || is_mail)
            p.value = sg_cfb_read(cfb, entry);
        if (is_attached)
            take_attached(u, &attached[entry->parent], &p);
        else if (is_mail)
            sg_mapi_give(u, &p, (sg_span){ 0 });
    }
    for (size_t i = 0; i < cfb->n; i++)
        if (attached[i].data.len > 0)
            sg_unpack_give_file(u, attached[i].name, attached[i].data);
}

static bool is_mail(const struct sg_cfb *cfb)
{
    for (size_t i = 0; i < cfb->n; i++)
        if (sg_same(cfb->entries[i].name, SG_SPAN("__properties_version1.0")))
            return true;
    return false;
}

void sg_unpack_ole(struct sg_unpacking *u, enum sg_file_kind kind, sg_span octets)
{
    struct sg_cfb cfb;
    (void)kind;
    if (!sg_cfb_open(u, octets, &cfb))
        return;
    if (is_mail(&cfb)) {
        read_mail(u, &cfb);
        return;
    }
    /* an installer's addresses are its maker's */
    sg_span installer = SG_SPAN("\x84\x10\x0c\0\0\0\0\0\xc0\0\0\0\0\0\0\x46");
    bool is_installer = sg_same(cfb.class, installer);
    for (size_t i = 0; i < cfb.n; i++) {
        const struct sg_cfb_entry *entry = &cfb.entries[i];
        u->traits |= traits_of_name(entry->name);
        if (entry->is_stream && !is_installer)
            read_document_stream(u, entry->name, sg_cfb_read(&cfb, entry));
    }
}
