/* unpack/unpack.h - what lies inside an attachment, whatever its kind: addresses, codes, texts, names, files.
 *
 * Every kind of container gives the same answer, a list of items, so that facts/ treats a link in a PDF like one in
 * the text.  Nothing here judges and nothing here fails: what cannot be read is `traits`.  Kinds that need a library
 * (pictures, PDF, archives) are foreign: their octets go through code that is not ours, which only an opener's process
 * behind its walls should run (service/).  The others are our own bounded parsers and may be read anywhere. */
#ifndef SG_UNPACK_UNPACK_H
#define SG_UNPACK_UNPACK_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/span.h"
#include "base/status.h"

/* What a file is.  Ids leave the program ("pdf"). */
#define SG_FILE_KINDS(X)                                                              \
    X(UNKNOWN, "unknown")                                                             \
    X(EMPTY, "empty")                                                                 \
    X(TEXT, "text") /* no NUL, mostly printable, and nothing below */                 \
    X(HTML, "html")                                                                   \
    X(SVG, "svg")                                                                     \
    X(XML, "xml")                                                                     \
    X(MAIL, "mail") /* RFC 5322: header fields first */                               \
    X(CALENDAR, "calendar")                                                           \
    X(CARD, "card")                                                                   \
    X(PDF, "pdf")                                                                     \
    X(PNG, "png")                                                                     \
    X(JPEG, "jpeg")                                                                   \
    X(GIF, "gif")                                                                     \
    X(WEBP, "webp")                                                                   \
    X(GREYMAP, "greymap") /* PGM (P5): how we hand on a code that is drawn in text */ \
    X(PICTURE, "picture") /* of a kind that is not read: BMP, TIFF, HEIF, ICO, EMF */ \
    X(ZIP, "zip")                                                                     \
    X(ARCHIVE, "archive") /* 7z, RAR, tar, gzip, bzip2, xz, cab, ISO 9660, LZH */     \
    X(OFFICE, "office")   /* OOXML and OpenDocument: a zip with their parts in it */  \
    X(OLE, "ole")         /* compound file: .doc, .xls, .msg, .msi */                 \
    X(RTF, "rtf")                                                                     \
    X(TNEF, "tnef")                                                                   \
    X(CMS, "cms")           /* PKCS #7 / CMS in DER: smime.p7m, smime.p7s */          \
    X(PROGRAM, "program")   /* PE, ELF, Mach-O, Java class */                         \
    X(SCRIPT, "script")     /* js, vbs, ps1, bat ...: told by the name, or by "#!" */ \
    X(SHORTCUT, "shortcut") /* .lnk, .url, .desktop, .library-ms */                   \
    X(NOTEBOOK, "notebook") /* OneNote */                                             \
    X(MEDIA, "media")       /* sound and film */

enum sg_file_kind {

#define SG_FILE_KIND(name, id) SG_FILE_##name,
    SG_FILE_KINDS(SG_FILE_KIND)
#undef SG_FILE_KIND
        SG_N_FILE_KINDS,
};

const char *sg_file_kind_id(enum sg_file_kind kind);

/* By its octets alone; looks at the first SG_MAX_SNIFFED and, for zip, at the names in its first entries. */
enum sg_file_kind sg_file_sniff(sg_span octets);

/* By the last extension of its name, without case; UNKNOWN where it has none or one that we do not know. */
enum sg_file_kind sg_file_kind_of_name(sg_span name);

enum sg_item_kind {
    SG_ITEM_LINK, /* an address that a click opens, as written: PDF URI action, external relationship, URL property */
    SG_ITEM_CODE, /* what a QR code says */
    SG_ITEM_TEXT, /* words that its reader sees: an entry's summary and description */
    SG_ITEM_NAME, /* of a file inside, which is not handed out */
    SG_ITEM_FILE, /* a file inside, with its octets: to be opened like an attachment of its own */
    SG_N_ITEM_KINDS,
};

struct sg_item {
    enum sg_item_kind kind;
    uint32_t page;     /* of a document, from 1; 0: none */
    bool is_encrypted; /* NAME: its octets are */
    /* where inside: the entry's name, "word/_rels/document.xml.rels", "DESCRIPTION"; UTF-8, untrusted, may be empty */
    sg_span name;
    sg_span value; /* LINK, CODE, TEXT: UTF-8, untrusted; FILE: octets; NAME: empty */
};

enum sg_unpack_trait { /* bits */
                       SG_UNPACK_BROKEN =
                           1 << 0, /* not as its format says; the items are what could be read */
                       SG_UNPACK_ENCRYPTED =
                           1 << 1, /* a password is needed to read it or some of it */
                       SG_UNPACK_CUT =
                           1 << 2, /* a limit was reached: something inside was not looked at */
                       SG_UNPACK_LAUNCHES =
                           1 << 3, /* PDF: an action that starts a program or opens a file */
                       SG_UNPACK_SCRIPT = 1 << 4, /* a script runs when it is opened */
                       SG_UNPACK_MACROS = 1 << 5, /* Office: VBA */
                       SG_UNPACK_FORM = 1 << 6,   /* a form that is sent somewhere */
                       SG_UNPACK_TEMPLATE =
                           1
                           << 7, /* Office: loads a template or an object from elsewhere by itself */
};

struct sg_unpacked {
    const struct sg_item *items;
    size_t n;        /* at most SG_MAX_ITEMS */
    unsigned traits; /* enum sg_unpack_trait */
    uint32_t pages;  /* of a document; 0: none, or not known */
};

/* True for the kinds whose octets go through a library. */
bool sg_unpack_is_foreign(enum sg_file_kind kind);

/* True when there is something to read in it: not for text, pages and mails, which facts/ reads itself, nor for
 * programs. */
bool sg_unpack_reads(enum sg_file_kind kind);

/* Read `octets`.  The items live in `arena` (FILE values of our own kinds point into `octets`). */
struct sg_unpacked sg_unpack(struct sg_arena *arena, enum sg_file_kind kind, sg_span octets);

/* Make the libraries load what they load late, so that an opener needs no file once it is behind its walls.  What
 * pictures and PDF ask of the system after that is memory (brk, mmap, munmap, mremap, madvise) and futex (only to wake);
 * qsort() of the C library may ask sysinfo. */
void sg_unpack_warm(void);

/* As octets between processes; never more than SG_MAX_UNPACKED: what does not fit is left out and CUT set. */
void sg_unpacked_put(struct sg_buf *out, const struct sg_unpacked *unpacked);

/* False, `out` untouched, when `octets` is not what sg_unpacked_put() writes: another version, an unknown kind, a length
 * past the end, text that is not UTF-8.  Items point into `octets`. */
SG_MUST_USE bool sg_unpacked_take(struct sg_arena *arena, sg_span octets, struct sg_unpacked *out);

/* How a container is opened: in this process, or by one behind walls of its own. */
enum sg_opened {
    SG_OPENED,
    SG_OPEN_LOST,    /* the opener died over it or took too long */
    SG_OPEN_REFUSED, /* nobody is there to open it */
};

struct sg_opener {
    void *with;
    enum sg_opened (*open)(void *with, struct sg_arena *arena, enum sg_file_kind kind,
                           sg_span octets, struct sg_unpacked *out);
};

/* sg_unpack() in this very process. */
extern const struct sg_opener sg_open_here;

#endif
