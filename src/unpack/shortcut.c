/* unpack/shortcut.c - files that only lead elsewhere: .lnk (MS-SHLLINK), .url, .desktop, .webloc, .library-ms. */
#include "unpack/words.h"
#include "unpack/xml.h"

/* "\\host\share": opened, it shows Windows' password to that host. */
static bool is_share(sg_span text)
{
    return sg_starts(text, SG_SPAN("\\\\")) && sg_is_alnum(sg_at(text, 2)) &&
           sg_find(sg_cut(text, 0, SG_MAX_URL), '\\', 3) < text.len;
}

static bool leads_outside(sg_span text)
{
    return sg_unpack_is_address(text) || is_share(text) ||
           sg_starts_nocase(text, SG_SPAN("file:")) || sg_starts_nocase(text, SG_SPAN("ftp://")) ||
           sg_starts_nocase(text, SG_SPAN("search-ms:")) || sg_starts_nocase(text, SG_SPAN("ms-"));
}

static void give(struct sg_unpacking *u, sg_span name, sg_span value)
{
    value = sg_trim(value);
    if (leads_outside(value))
        sg_unpack_link(u, name, 0, value);
    else if (value.len > 0)
        sg_unpack_addresses(u, name, value); /* among the arguments of a program */
}

/* ---- .lnk ---- */

static void read_link_file(struct sg_unpacking *u, sg_span octets)
{
    enum { HEAD = 0x4c, FLAGS = 0x14, HAS_LIST = 1, HAS_INFO = 2, IS_WIDE = 0x80 };

    static const struct {
        unsigned flag;
        const char *name;
    } strings[] = {
        { 4, "name" }, { 8, "path" }, { 16, "folder" }, { 32, "arguments" }, { 64, "icon" }
    };

    uint32_t flags = sg_unpack_u32(octets, FLAGS);
    sg_span rest = sg_tail(octets, HEAD);
    if ((flags & HAS_LIST) != 0)
        rest = sg_tail(rest, 2 + (size_t)sg_unpack_u16(rest, 0));
    if ((flags & HAS_INFO) != 0)
        rest = sg_tail(rest, sg_unpack_u32(rest, 0));
    for (size_t i = 0; i < sizeof(strings) / sizeof(*strings); i++) {
        if ((flags & strings[i].flag) == 0)
            continue;
        bool is_wide = (flags & IS_WIDE) != 0;
        size_t len = (size_t)sg_unpack_u16(rest, 0) * (is_wide ? 2 : 1);
        sg_span octets_of = sg_cut(rest, 2, len), name = sg_span_of(strings[i].name);
        sg_span value = is_wide ? sg_unpack_utf16(u->arena, octets_of)
                                : sg_unpack_words(u->arena, (sg_span){ 0 }, octets_of);
        rest = sg_tail(rest, 2 + len);
        give(u, name, value);
        if (strings[i].flag == 32 && value.len > 0)
            sg_unpack_give(u, SG_ITEM_TEXT, name, value);
    }
    sg_unpack_addresses(u, (sg_span){ 0 }, octets);
    sg_unpack_wide_addresses(u, (sg_span){ 0 }, octets);
}

/* ---- text ---- */

/* URL=..., Exec=..., IconFile=...: keys may have a language in brackets. */
static void read_lines(struct sg_unpacking *u, sg_span text)
{
    static const char *const keys[] = { "URL",  "BASEURL", "IconFile", "WorkingDirectory",
                                        "Exec", "Icon",    "Path",     "Command" };
    for (int n = 0; text.len > 0 && n < SG_MAX_PROPERTIES; n++) {
        sg_span line = sg_next(&text, '\n'), value = line;
        sg_span key = sg_trim(sg_next(&value, '='));
        key = sg_cut(key, 0, sg_find(key, '[', 0));
        for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++)
            if (sg_same_nocase(key, sg_span_of(keys[i])))
                give(u, key, value);
    }
}

static void read_xml(struct sg_unpacking *u, sg_span text)
{
    struct sg_xml x = { .rest = text };
    while (sg_xml_next(&x))
        if (x.is_end)
            give(u, x.name, sg_xml_decoded(u->arena, x.text));
}

void sg_unpack_shortcut(struct sg_unpacking *u, enum sg_file_kind kind, sg_span octets)
{
    (void)kind;
    if (sg_starts(octets, SG_SPAN("L\0\0\0\1\x14\2\0"))) {
        read_link_file(u, octets);
        return;
    }
    bool is_wide = sg_starts(octets, SG_SPAN("\xff\xfe")) || sg_starts(octets, SG_SPAN("\xfe\xff"));
    sg_span text = sg_unpack_words(u->arena, is_wide ? SG_SPAN("utf-16") : (sg_span){ 0 }, octets);
    if (sg_starts(text, SG_SPAN("\xef\xbb\xbf")))
        text = sg_tail(text, 3);
    if (sg_at(sg_trim(text), 0) == '<')
        read_xml(u, text);
    else
        read_lines(u, text);
}
