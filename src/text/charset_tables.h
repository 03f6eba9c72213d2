/* text/charset_tables.h - inside the room: the charsets that are read, and their tables. */
#ifndef SG_TEXT_CHARSET_TABLES_H
#define SG_TEXT_CHARSET_TABLES_H

#include "base/buf.h"
#include "text/charset.h"

enum sg_charset_how {
    SG_HOW_UTF8,
    SG_HOW_ASCII,
    SG_HOW_SINGLE,    /* a table of 256 characters */
    SG_HOW_JAPANESE,  /* one of three coats of JIS X 0208 */
    SG_HOW_CONVERTER, /* ICU's */
    SG_HOW_WIDE,      /* UTF-16 and UTF-32, their byte order found first */
};

/* Every charset: enum name, our name, how it is read, ICU's name for it. */
#define SG_CHARSETS(X)                                                 \
    X(UTF_8, "utf-8", SG_HOW_UTF8, NULL)                               \
    X(US_ASCII, "us-ascii", SG_HOW_ASCII, NULL)                        \
    X(SHIFT_JIS, "shift_jis", SG_HOW_JAPANESE, "windows-31j")          \
    X(EUC_JP, "euc-jp", SG_HOW_JAPANESE, "euc-jp-2007")                \
    X(ISO_2022_JP, "iso-2022-jp", SG_HOW_JAPANESE, NULL)               \
    X(GB18030, "gb18030", SG_HOW_CONVERTER, "gb18030")                 \
    X(HZ, "hz-gb-2312", SG_HOW_CONVERTER, "HZ")                        \
    X(BIG5, "big5", SG_HOW_CONVERTER, "Big5-HKSCS")                    \
    X(EUC_KR, "euc-kr", SG_HOW_CONVERTER, "windows-949-2000")          \
    X(ISO_2022_KR, "iso-2022-kr", SG_HOW_CONVERTER, "ISO-2022-KR")     \
    X(ISO_2022_CN, "iso-2022-cn", SG_HOW_CONVERTER, "ISO-2022-CN")     \
    X(UTF_7, "utf-7", SG_HOW_CONVERTER, "UTF-7")                       \
    X(UTF_16BE, "utf-16be", SG_HOW_WIDE, "UTF-16BE")                   \
    X(UTF_16LE, "utf-16le", SG_HOW_WIDE, "UTF-16LE")                   \
    X(UTF_32BE, "utf-32be", SG_HOW_WIDE, "UTF-32BE")                   \
    X(UTF_32LE, "utf-32le", SG_HOW_WIDE, "UTF-32LE")                   \
    X(IBM866, "ibm866", SG_HOW_SINGLE, "ibm-866")                      \
    X(IBM437, "ibm437", SG_HOW_SINGLE, "ibm-437")                      \
    X(IBM850, "ibm850", SG_HOW_SINGLE, "ibm-850")                      \
    X(IBM852, "ibm852", SG_HOW_SINGLE, "ibm-852")                      \
    X(ISO_8859_2, "iso-8859-2", SG_HOW_SINGLE, "iso-8859-2")           \
    X(ISO_8859_3, "iso-8859-3", SG_HOW_SINGLE, "iso-8859-3")           \
    X(ISO_8859_4, "iso-8859-4", SG_HOW_SINGLE, "iso-8859-4")           \
    X(ISO_8859_5, "iso-8859-5", SG_HOW_SINGLE, "iso-8859-5")           \
    X(ISO_8859_6, "iso-8859-6", SG_HOW_SINGLE, "iso-8859-6")           \
    X(ISO_8859_7, "iso-8859-7", SG_HOW_SINGLE, "iso-8859-7")           \
    X(ISO_8859_8, "iso-8859-8", SG_HOW_SINGLE, "iso-8859-8")           \
    X(ISO_8859_10, "iso-8859-10", SG_HOW_SINGLE, "iso-8859-10")        \
    X(ISO_8859_13, "iso-8859-13", SG_HOW_SINGLE, "iso-8859-13")        \
    X(ISO_8859_14, "iso-8859-14", SG_HOW_SINGLE, "iso-8859-14")        \
    X(ISO_8859_15, "iso-8859-15", SG_HOW_SINGLE, "iso-8859-15")        \
    X(KOI8_R, "koi8-r", SG_HOW_SINGLE, "koi8-r")                       \
    X(KOI8_U, "koi8-u", SG_HOW_SINGLE, "koi8-u")                       \
    X(MACINTOSH, "macintosh", SG_HOW_SINGLE, "macintosh")              \
    X(MAC_CYRILLIC, "x-mac-cyrillic", SG_HOW_SINGLE, "x-mac-cyrillic") \
    X(WINDOWS_874, "windows-874", SG_HOW_SINGLE, "windows-874")        \
    X(WINDOWS_1250, "windows-1250", SG_HOW_SINGLE, "windows-1250")     \
    X(WINDOWS_1251, "windows-1251", SG_HOW_SINGLE, "windows-1251")     \
    X(WINDOWS_1252, "windows-1252", SG_HOW_SINGLE, "windows-1252")     \
    X(WINDOWS_1253, "windows-1253", SG_HOW_SINGLE, "windows-1253")     \
    X(WINDOWS_1254, "windows-1254", SG_HOW_SINGLE, "windows-1254")     \
    X(WINDOWS_1255, "windows-1255", SG_HOW_SINGLE, "windows-1255")     \
    X(WINDOWS_1256, "windows-1256", SG_HOW_SINGLE, "windows-1256")     \
    X(WINDOWS_1257, "windows-1257", SG_HOW_SINGLE, "windows-1257")     \
    X(WINDOWS_1258, "windows-1258", SG_HOW_SINGLE, "windows-1258")

enum sg_charset {

#define SG_CHARSET(id, name, how, icu) SG_CHARSET_##id,
    SG_CHARSETS(SG_CHARSET)
#undef SG_CHARSET
        SG_N_CHARSETS,
    SG_CHARSET_NONE = SG_N_CHARSETS, /* no label, or not in the list */
};

struct sg_charset_kind {
    const char *name;
    enum sg_charset_how how;
    const char *icu;
};

extern const struct sg_charset_kind sg_charset_kinds[SG_N_CHARSETS];

/* The charset of a label, without case and blanks. */
enum sg_charset sg_charset_of(sg_span label);

enum {
    SG_CP932_LEADS = 124,  /* 0x81 to 0xFC */
    SG_CP932_TRAILS = 189, /* 0x40 to 0xFC */
    SG_JIS_CELLS = 94,
};

struct sg_charsets {
    struct sg_arena *arena;              /* that this stands in */
    uint16_t single[SG_N_CHARSETS][256]; /* characters; 0xFFFD where there is none */
    uint16_t cp932[SG_CP932_LEADS][SG_CP932_TRAILS];
    uint16_t jis0212[SG_JIS_CELLS][SG_JIS_CELLS];
    void *converters[SG_N_CHARSETS]; /* ICU's, or NULL */
};

/* What a conversion writes into. */
struct sg_charset_out {
    struct sg_arena *arena;
    struct sg_buf utf8;
    struct sg_places *places;
    size_t broken;
    size_t run_end; /* source octet that ends the current run; a new run is due there */
};

/* A character outside ASCII that starts at source octet `in`. */
void sg_charset_put(struct sg_charset_out *out, int32_t character, size_t in);

/* Copy the ASCII octets of `octets` from `in` on; gives where they end. */
size_t sg_charset_put_ascii(struct sg_charset_out *out, sg_span octets, size_t in);

void sg_charset_japanese(const struct sg_charsets *charsets, enum sg_charset charset,
                         sg_span octets, struct sg_charset_out *out);
void sg_charset_by_converter(const struct sg_charsets *charsets, enum sg_charset charset,
                             sg_span octets, struct sg_charset_out *out);

/* True when `octets` hold escapes of ISO-2022-JP. */
bool sg_has_japanese_escapes(sg_span octets);

/* Shift_JIS or EUC-JP when `octets` (not ASCII) can hardly be anything else, else NONE. */
enum sg_charset sg_charset_guess_japanese(sg_span octets);

/* True when octets that could be EUC-JP are more likely Japanese in GB2312. */
bool sg_charset_is_rather_chinese(sg_span octets);

#endif
