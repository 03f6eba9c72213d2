#include "unpack/entries.h"

#include <archive.h>
#include <archive_entry.h>
#include <iconv.h>
#include <locale.h>
#include <time.h>

#include "unpack/rar5.h"
#include "unpack/words.h"

/* LHA is Japanese, its names do not say their charset, and the library gives up on one that it cannot read. */
#define LHA_CHARSET "CP932"

struct sg_entries {
    struct sg_unpacking *u;
    struct archive *archive;
    sg_span octets;
    struct sg_rar5 rar5;
    locale_t before;      /* of the thread that opened it */
    size_t left;          /* octets that it may still be unpacked to */
    size_t slowness;      /* that one octet counts as */
    size_t n;             /* entries so far */
    bool is_by_directory; /* a zip: passing over costs nothing */
    bool is_open;         /* an entry has octets that were not passed over */
    bool is_over;
};

/* ---- names ---- */

static locale_t kept_locale; /* set once, never changed after */

/* libarchive gives names in the charset of the locale; in this one only LHA needs iconv, which loads files. */
static locale_t utf8_locale(void)
{
    locale_t kept = __atomic_load_n(&kept_locale, __ATOMIC_ACQUIRE);
    if (kept != (locale_t)0)
        return kept;
    locale_t opened = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    if (opened == (locale_t)0 || __atomic_compare_exchange_n(&kept_locale, &kept, opened, false,
                                                             __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
        return opened;
    freelocale(opened);
    return kept;
}

void sg_entries_warm(void)
{
    static iconv_t kept_converter; /* for good, or its module would be let go again */
    struct tm tm = { .tm_year = 100, .tm_mday = 1 };
    (void)utf8_locale();
    if (kept_converter == (iconv_t)0)
        kept_converter = iconv_open("UTF-8", LHA_CHARSET);
    (void)setenv("TZ", "UTC0", 1); /* without it, every mktime() looks at /etc/localtime */
    (void)mktime(&tm);
}

/* ---- opening ---- */

/* libarchive reads a zip's whole directory at once: one that would take long is read entry by entry instead. */
static bool has_long_directory(sg_span octets)
{
    size_t n = 0;
    for (size_t at = 0; (at = sg_find_span(octets, SG_SPAN("PK\1\2"), at)) < octets.len; at++)
        if (++n > SG_MAX_ENTRIES)
            return true;
    return false;
}

/* Only formats and filters within the library: others would start programs. */
static void support_all(struct archive *a)
{
    (void)archive_read_support_format_zip_streamable(a);
    (void)archive_read_support_format_7zip(a);
    (void)archive_read_support_format_rar(a);
    (void)archive_read_support_format_rar5(a);
    (void)archive_read_support_format_tar(a);
    (void)archive_read_support_format_cab(a);
    (void)archive_read_support_format_lha(a);
    (void)archive_read_set_format_option(a, "lha", "hdrcharset", LHA_CHARSET);
    (void)archive_read_support_format_iso9660(a);
    (void)archive_read_support_format_raw(a); /* one file, compressed */
    (void)archive_read_support_filter_gzip(a);
    (void)archive_read_support_filter_bzip2(a);
    (void)archive_read_support_filter_xz(a);
}

/* By its directory, which is how people's programs see a zip. */
static bool open_zip(struct sg_entries *entries, sg_span octets)
{
    entries->archive = archive_read_new();
    assert(entries->archive != NULL);
    (void)archive_read_support_format_zip_seekable(entries->archive);
    if (archive_read_open_memory(entries->archive, octets.at, octets.len) == ARCHIVE_OK)
        return true;
    (void)archive_read_free(entries->archive);
    return false;
}

static bool open_any(struct sg_entries *entries, sg_span octets)
{
    entries->archive = archive_read_new();
    assert(entries->archive != NULL);
    support_all(entries->archive);
    return archive_read_open_memory(entries->archive, octets.at, octets.len) == ARCHIVE_OK;
}

static size_t most_unpacked(sg_span octets)
{
    size_t by_size = octets.len * SG_MAX_RATIO; /* SG_MAX_FILE octets at most: no overflow */
    return by_size < SG_MAX_INFLATED ? by_size : SG_MAX_INFLATED;
}

struct sg_entries *sg_entries_open(struct sg_unpacking *u, enum sg_file_kind kind, sg_span octets)
{
    struct sg_entries *entries = SG_NEW(u->arena, struct sg_entries);
    bool is_zip = kind == SG_FILE_ZIP || kind == SG_FILE_OFFICE;
    entries->u = u;
    entries->octets = octets;
    entries->left = most_unpacked(sg_cut(octets, 0, SG_MAX_FILE));
    entries->rar5 = sg_rar5_open(octets);
    entries->before = uselocale(utf8_locale());
    entries->is_by_directory = is_zip && !has_long_directory(octets) && open_zip(entries, octets);
    if (!entries->is_by_directory && !open_any(entries, octets)) {
        u->traits |= SG_UNPACK_BROKEN;
        entries->is_over = true;
    }
    return entries;
}

void sg_entries_close(struct sg_entries *entries)
{
    (void)archive_read_free(entries->archive);
    (void)uselocale(entries->before);
}

/* ---- octets ---- */

/* The library says in words only that it cannot read what is encrypted. */
static void note_error(struct sg_entries *entries)
{
    sg_span why = sg_span_of(archive_error_string(entries->archive));
    bool is_encrypted =
        sg_holds_nocase(why, SG_SPAN("encrypt")) || sg_holds_nocase(why, SG_SPAN("passphrase"));
    entries->u->traits |= is_encrypted ? SG_UNPACK_ENCRYPTED : SG_UNPACK_BROKEN;
}

static void end_by_limit(struct sg_entries *entries)
{
    entries->u->traits |= SG_UNPACK_CUT;
    entries->is_over = true;
}

/* How many times slower than inflating, roughly: a bomb is one of time. */
static size_t slowness(struct archive *a)
{
    enum { BY_BZIP2 = 12, BY_7ZIP = 6, BY_XZ = 4, BY_RAR = 4 };

    sg_span name = sg_span_of(archive_format_name(a)); /* "ZIP 6.3 (lzma)" */
    int format = archive_format(a) & ARCHIVE_FORMAT_BASE_MASK;
    if (archive_filter_code(a, 0) == ARCHIVE_FILTER_BZIP2 || sg_holds(name, SG_SPAN("bzip")))
        return BY_BZIP2;
    if (format == ARCHIVE_FORMAT_7ZIP || sg_holds(name, SG_SPAN("ppmd")))
        return BY_7ZIP;
    if (archive_filter_code(a, 0) == ARCHIVE_FILTER_XZ || sg_holds(name, SG_SPAN("lzma")) ||
        sg_holds(name, SG_SPAN("xz")))
        return BY_XZ;
    return format == ARCHIVE_FORMAT_RAR || format == ARCHIVE_FORMAT_RAR_V5 ? BY_RAR : 1;
}

/* The next run of octets; false at the end and when nothing more is to be had. */
static bool next_block(struct sg_entries *entries, sg_span *block)
{
    const void *at = NULL;
    size_t len = 0;
    la_int64_t offset = 0;
    int got = archive_read_data_block(entries->archive, &at, &len, &offset);
    if (got < ARCHIVE_WARN)
        note_error(entries);
    if (got == ARCHIVE_EOF || got < ARCHIVE_WARN) {
        entries->is_open = false;
        entries->is_over |= got == ARCHIVE_FATAL;
        return false;
    }
    size_t cost = len * entries->slowness + SG_MIN_BLOCK_COST;
    if (cost > entries->left) {
        end_by_limit(entries);
        return false;
    }
    entries->left -= cost;
    *block = (sg_span){ at, len };
    return true;
}

bool sg_entries_read(struct sg_entries *entries, size_t most, sg_span *octets)
{
    struct sg_buf out = SG_BUF_IN(entries->u->arena, most);
    sg_span block;
    unsigned traits = entries->u->traits;
    entries->u->traits = 0;
    while (entries->is_open && !out.cut && next_block(entries, &block))
        sg_put(&out, block);
    bool is_whole = (entries->u->traits & SG_UNPACK_CUT) == 0 && !out.cut;
    entries->u->traits |= traits;
    *octets = sg_buf_done(&out);
    return is_whole;
}

/* The library would do it by itself, but without a bound. */
static void pass_over(struct sg_entries *entries)
{
    sg_span block;
    while (!entries->is_by_directory && entries->is_open && !entries->is_over &&
           next_block(entries, &block))
        continue;
    entries->is_open = false;
}

/* ---- entries ---- */

/* The library drops a zip's name that says it is UTF-8 and is not; it still stands in the entry's head. */
static sg_span name_in_head(const struct sg_entries *entries)
{
    enum { NAME_LENGTH = 26, HEAD = 30 };

    la_int64_t at = archive_read_header_position(entries->archive);
    sg_span head = at < 0 ? (sg_span){ 0 } : sg_tail(entries->octets, (size_t)at);
    if (!sg_starts(head, SG_SPAN("PK\3\4")))
        return (sg_span){ 0 };
    return sg_cut(head, HEAD, sg_unpack_u16(head, NAME_LENGTH));
}

static sg_span name_of(struct sg_entries *entries, struct archive_entry *entry)
{
    sg_span name = sg_span_of(archive_entry_pathname(entry));
    if (name.len == 0)
        name = sg_span_of(archive_entry_pathname_utf8(entry));
    if (name.len == 0)
        name = name_in_head(entries);
    name = sg_keep(entries->u->arena, sg_cut(name, 0, SG_MAX_FILE_NAME));
    return sg_unpack_words(entries->u->arena, (sg_span){ 0 }, name);
}

/* Anything is "raw": it means something only behind a filter. */
static bool is_no_archive(struct archive *a)
{
    return archive_format(a) == ARCHIVE_FORMAT_RAW &&
           archive_filter_code(a, 0) == ARCHIVE_FILTER_NONE;
}

static bool is_encrypted(struct sg_entries *entries, struct archive_entry *entry)
{
    bool by_rar5 = false;
    (void)sg_rar5_next(&entries->rar5, &by_rar5);
    return by_rar5 || archive_entry_is_encrypted(entry) > 0;
}

static void describe(struct sg_entries *entries, struct archive_entry *entry, struct sg_entry *out)
{
    unsigned type = archive_entry_filetype(entry);
    *out = (struct sg_entry){
        .name = name_of(entries, entry),
        .is_encrypted = is_encrypted(entries, entry),
        .is_folder = type == AE_IFDIR,
        .has_octets = type == AE_IFREG || type == 0,
    };
    if (archive_format(entries->archive) == ARCHIVE_FORMAT_RAW &&
        sg_same(out->name, SG_SPAN("data"))) /* the library's own word for "not named" */
        out->name = (sg_span){ 0 };
    if (out->is_encrypted) {
        out->has_octets = false;
        entries->u->traits |= SG_UNPACK_ENCRYPTED;
    }
    entries->is_open = out->has_octets;
    entries->slowness = slowness(entries->archive);
}

bool sg_entries_next(struct sg_entries *entries, struct sg_entry *entry)
{
    struct archive_entry *got = NULL;
    pass_over(entries);
    if (!entries->is_over && entries->n++ >= SG_MAX_ENTRIES)
        end_by_limit(entries);
    if (entries->is_over)
        return false;
    int status = archive_read_next_header(entries->archive, &got);
    if (archive_read_has_encrypted_entries(entries->archive) > 0)
        entries->u->traits |= SG_UNPACK_ENCRYPTED;
    if (status == ARCHIVE_EOF)
        return false;
    if (status < ARCHIVE_WARN)
        note_error(entries);
    if (status < ARCHIVE_WARN || got == NULL)
        return false;
    if (is_no_archive(entries->archive)) {
        entries->u->traits |= SG_UNPACK_BROKEN;
        return false;
    }
    describe(entries, got, entry);
    return true;
}
