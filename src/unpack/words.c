#include "unpack/words.h"

#include <assert.h>

#include "text/charset.h"
#include "text/unicode.h"

static struct sg_charsets *kept_charsets; /* set once, never changed after */

/* The charsets are the same for everybody and nothing changes them; who comes second drops his own. */
static const struct sg_charsets *charsets(void)
{
    struct sg_charsets *kept = __atomic_load_n(&kept_charsets, __ATOMIC_ACQUIRE), *opened = NULL;
    if (kept != NULL)
        return kept;
    struct sg_error err;
    if (sg_charsets_open(&opened, &err) != SG_OK)
        return NULL;
    if (__atomic_compare_exchange_n(&kept_charsets, &kept, opened, false, __ATOMIC_ACQ_REL,
                                    __ATOMIC_ACQUIRE))
        return opened;
    sg_charsets_close(opened);
    return kept;
}

void sg_unpack_words_warm(void)
{
    (void)charsets();
}

sg_span sg_unpack_words(struct sg_arena *arena, sg_span label, sg_span octets)
{
    if (label.len == 0 && sg_utf8_valid(octets))
        return octets;
    if (charsets() == NULL)
        return sg_utf8_mended(arena, octets);
    return sg_charset_convert(arena, charsets(), label, octets, NULL).text.utf8;
}

sg_span sg_unpack_codepage(uint32_t number)
{
    static const struct {
        uint32_t number;
        const char *label;
    } known[] = {
        { 932, "shift_jis" },     { 936, "gb18030" },       { 949, "euc-kr" },
        { 950, "big5" },          { 874, "windows-874" },   { 1250, "windows-1250" },
        { 1251, "windows-1251" }, { 1252, "windows-1252" }, { 1253, "windows-1253" },
        { 1254, "windows-1254" }, { 1255, "windows-1255" }, { 1256, "windows-1256" },
        { 1257, "windows-1257" }, { 1258, "windows-1258" }, { 20866, "koi8-r" },
        { 50220, "iso-2022-jp" }, { 50221, "iso-2022-jp" }, { 50222, "iso-2022-jp" },
        { 51932, "euc-jp" },      { 65001, "utf-8" },
    };

    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++)
        if (known[i].number == number)
            return sg_span_of(known[i].label);
    return (sg_span){ 0 };
}

sg_span sg_unpack_utf16(struct sg_arena *arena, sg_span octets)
{
    struct sg_buf out = SG_BUF_IN(arena, SG_MAX_UNPACKED);
    for (size_t at = 0; at + 1 < octets.len; at += 2) {
        uint32_t c = sg_unpack_u16(octets, at), low = sg_unpack_u16(octets, at + 2);
        if (c == 0)
            break;
        if (c >= 0xd800 && c < 0xdc00 && low >= 0xdc00 && low < 0xe000) {
            c = 0x10000 + ((c - 0xd800) << 10 | (low - 0xdc00));
            at += 2;
        }
        sg_put_utf8(&out, c >= 0xd800 && c < 0xe000 ? 0xfffd : (int32_t)c);
    }
    return sg_utf8_cut(sg_buf_done(&out), SG_MAX_UNPACKED);
}

void sg_unpack_give(struct sg_unpacking *u, enum sg_item_kind kind, sg_span name, sg_span value)
{
    struct sg_item item = { .kind = kind, .name = name, .value = value };
    (void)sg_unpack_add(u, &item); /* which says CUT */
}

/* ---- files ---- */

bool sg_unpack_wants(enum sg_file_kind kind)
{
    switch (kind) {
    case SG_FILE_UNKNOWN:
    case SG_FILE_EMPTY:
    case SG_FILE_PICTURE:
    case SG_FILE_PROGRAM:
    case SG_FILE_MEDIA:
    case SG_N_FILE_KINDS:
        return false;
    case SG_FILE_TEXT:
    case SG_FILE_HTML:
    case SG_FILE_SVG:
    case SG_FILE_XML:
    case SG_FILE_MAIL:
    case SG_FILE_CALENDAR:
    case SG_FILE_CARD:
    case SG_FILE_PDF:
    case SG_FILE_PNG:
    case SG_FILE_JPEG:
    case SG_FILE_GIF:
    case SG_FILE_WEBP:
    case SG_FILE_GREYMAP:
    case SG_FILE_ZIP:
    case SG_FILE_ARCHIVE:
    case SG_FILE_OFFICE:
    case SG_FILE_OLE:
    case SG_FILE_RTF:
    case SG_FILE_TNEF:
    case SG_FILE_CMS:
    case SG_FILE_SCRIPT:
    case SG_FILE_SHORTCUT:
    case SG_FILE_NOTEBOOK:
        return true;
    }
    return false;
}

void sg_unpack_give_file(struct sg_unpacking *u, sg_span name, sg_span octets)
{
    enum sg_file_kind kind = sg_file_kind_of_name(name);
    bool is_wanted = sg_unpack_wants(kind == SG_FILE_UNKNOWN ? sg_file_sniff(octets) : kind);
    if (is_wanted && octets.len > 0 && octets.len <= SG_MAX_INNER_FILE) {
        sg_unpack_give(u, SG_ITEM_FILE, name, octets);
        return;
    }
    if (is_wanted && octets.len > 0)
        u->traits |= SG_UNPACK_CUT;
    sg_unpack_give(u, SG_ITEM_NAME, name, (sg_span){ 0 });
}

/* ---- addresses ---- */

static size_t scheme_length(sg_span text)
{
    if (sg_starts_nocase(text, SG_SPAN("https://")))
        return 8;
    return sg_starts_nocase(text, SG_SPAN("http://")) ? 7 : 0;
}

static bool is_of_address(int c)
{
    return c > ' ' && c != '"' && c != '<' && c != '>' && c != '{' && c != '}' && c != '|' &&
           c != '\\' && c != '^' && c != '`' && c != 0x7f;
}

bool sg_unpack_is_address(sg_span text)
{
    size_t scheme = scheme_length(text);
    return scheme > 0 && sg_is_alnum(sg_at(text, scheme) >= 0x80 ? 'a' : sg_at(text, scheme));
}

/* Where the formats of documents themselves live: no link that anybody clicks. */
static bool is_of_format(sg_span address)
{
    static const char *const hosts[] = { "schemas.openxmlformats.org",
                                         "schemas.microsoft.com",
                                         "www.w3.org",
                                         "purl.org",
                                         "ns.adobe.com",
                                         "www.apple.com/DTDs" };
    sg_span rest = sg_tail(address, scheme_length(address));
    for (size_t i = 0; i < sizeof(hosts) / sizeof(*hosts); i++) {
        sg_span host = sg_span_of(hosts[i]);
        int after = sg_at(rest, host.len);
        if (sg_starts_nocase(rest, host) && (after < 0 || after == '/'))
            return true;
    }
    return false;
}

/* The latest are compared: what a document says twice, it mostly says soon again. */
static bool is_known(const struct sg_unpacking *u, sg_span address)
{
    size_t first = u->items.n > SG_MAX_COMPARED ? u->items.n - SG_MAX_COMPARED : 0;
    for (size_t i = u->items.n; i > first; i--)
        if (u->items.at[i - 1].kind == SG_ITEM_LINK && sg_same(u->items.at[i - 1].value, address))
            return true;
    return false;
}

void sg_unpack_link(struct sg_unpacking *u, sg_span name, uint32_t page, sg_span address)
{
    struct sg_item item = { .kind = SG_ITEM_LINK, .page = page, .name = name };
    if (u->items.n == SG_MAX_ITEMS) {
        u->traits |= SG_UNPACK_CUT;
        return;
    }
    item.value = sg_utf8_mended(u->arena, sg_cut(address, 0, SG_MAX_URL));
    if (!is_known(u, item.value))
        (void)sg_unpack_add(u, &item); /* which says CUT */
}

static void give_address(struct sg_unpacking *u, sg_span name, sg_span address)
{
    if (sg_unpack_is_address(address) && !is_of_format(address))
        sg_unpack_link(u, name, 0, address);
}

/* Where the scheme of what stands around "://" begins; `at` itself when it is none of ours. */
static size_t scheme_before(sg_span text, size_t at)
{
    for (size_t back = 4; back <= 5 && back <= at; back++)
        if (scheme_length(sg_tail(text, at - back)) == back + 3)
            return at - back;
    return at;
}

void sg_unpack_addresses(struct sg_unpacking *u, sg_span name, sg_span text)
{
    size_t at = 0;
    for (int tried = 0; (at = sg_find_span(text, SG_SPAN("://"), at)) < text.len; tried++) {
        size_t from = scheme_before(text, at), end = at + 3;
        if (tried == SG_MAX_TRIED || u->items.n == SG_MAX_ITEMS) {
            u->traits |= SG_UNPACK_CUT;
            return;
        }
        while (is_of_address(sg_at(text, end)))
            end++;
        if (from < at)
            give_address(u, name, sg_cut(text, from, end - from));
        at = end;
    }
}

static int wide_at(sg_span text, size_t at)
{
    int low = sg_at(text, at), high = sg_at(text, at + 1);
    return low < 0 || high < 0 ? -1 : high << 8 | low;
}

/* What stands around the "://" at `at`, one octet a character where it can be, from its scheme on; gives its end. */
static size_t narrow_address(sg_span text, size_t at, struct sg_buf *out)
{
    enum { MAX_SCHEME = 2 * 5 };

    size_t from = at;
    while (at - from < MAX_SCHEME && from >= 2 && sg_is_alpha(wide_at(text, from - 2)))
        from -= 2;
    out->len = 0;
    out->cut = false;
    for (int c; is_of_address(c = wide_at(text, from)) && !out->cut; from += 2)
        sg_put_utf8(out, c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
    return from;
}

void sg_unpack_wide_addresses(struct sg_unpacking *u, sg_span name, sg_span text)
{
    sg_span mark = SG_SPAN(":\0/\0/\0");
    struct sg_buf narrow = SG_BUF_IN(u->arena, SG_MAX_URL);
    size_t at = 0;
    for (int tried = 0; (at = sg_find_span(text, mark, at)) < text.len; tried++) {
        if (tried == SG_MAX_TRIED || u->items.n == SG_MAX_ITEMS) {
            u->traits |= SG_UNPACK_CUT;
            return;
        }
        size_t end = narrow_address(text, at, &narrow);
        sg_unpack_addresses(u, name, sg_buf_span(&narrow));
        at = end > at + mark.len ? end : at + mark.len;
    }
}
