/* unpack/sniff.c - what a file is, by its first octets or by its name. */
#include "unpack/kinds.h"

struct magic {
    size_t at; /* octet where it stands */
    sg_span octets;
    enum sg_file_kind kind;
};

static enum sg_file_kind by_magic(sg_span octets)
{
    static const struct magic magics[] = {
        { 0, SG_SPAN_INIT("\x89PNG\r\n\x1a\n"), SG_FILE_PNG },
        { 0, SG_SPAN_INIT("\xff\xd8\xff"), SG_FILE_JPEG },
        { 0, SG_SPAN_INIT("GIF8"), SG_FILE_GIF },
        { 8, SG_SPAN_INIT("WEBPVP8"), SG_FILE_WEBP },
        { 0, SG_SPAN_INIT("P5\n"), SG_FILE_GREYMAP },
        { 0, SG_SPAN_INIT("BM"), SG_FILE_PICTURE },
        { 0, SG_SPAN_INIT("II*\0"), SG_FILE_PICTURE },
        { 0, SG_SPAN_INIT("MM\0*"), SG_FILE_PICTURE },
        { 0, SG_SPAN_INIT("\0\0\1\0"), SG_FILE_PICTURE },
        { 4, SG_SPAN_INIT("ftyphei"), SG_FILE_PICTURE },
        { 4, SG_SPAN_INIT("ftypmif1"), SG_FILE_PICTURE },
        { 4, SG_SPAN_INIT("ftypavif"), SG_FILE_PICTURE },
        { 0, SG_SPAN_INIT("\xd7\xcd\xc6\x9a"), SG_FILE_PICTURE },
        { 40, SG_SPAN_INIT(" EMF"), SG_FILE_PICTURE },
        { 4, SG_SPAN_INIT("ftyp"), SG_FILE_MEDIA },
        { 0, SG_SPAN_INIT("ID3"), SG_FILE_MEDIA },
        { 0, SG_SPAN_INIT("OggS"), SG_FILE_MEDIA },
        { 8, SG_SPAN_INIT("WAVEfmt"), SG_FILE_MEDIA },
        { 8, SG_SPAN_INIT("AVI LIST"), SG_FILE_MEDIA },
        { 0, SG_SPAN_INIT("\x1a\x45\xdf\xa3"), SG_FILE_MEDIA },
        { 0, SG_SPAN_INIT("PK\3\4"), SG_FILE_ZIP },
        { 0, SG_SPAN_INIT("PK\5\6"), SG_FILE_ZIP },
        { 0, SG_SPAN_INIT("PK00PK\3\4"), SG_FILE_ZIP },
        { 0, SG_SPAN_INIT("7z\xbc\xaf\x27\x1c"), SG_FILE_ARCHIVE },
        { 0, SG_SPAN_INIT("Rar!\x1a\x07"), SG_FILE_ARCHIVE },
        { 257, SG_SPAN_INIT("ustar"), SG_FILE_ARCHIVE },
        { 0, SG_SPAN_INIT("\x1f\x8b\x08"), SG_FILE_ARCHIVE },
        { 0, SG_SPAN_INIT("BZh"), SG_FILE_ARCHIVE },
        { 0,
          SG_SPAN_INIT("\xfd"
                       "7zXZ\0"),
          SG_FILE_ARCHIVE },
        { 0, SG_SPAN_INIT("MSCF\0\0\0\0"), SG_FILE_ARCHIVE },
        { 0x8001, SG_SPAN_INIT("CD001"), SG_FILE_ARCHIVE },
        { 2, SG_SPAN_INIT("-lh"), SG_FILE_ARCHIVE },
        { 0, SG_SPAN_INIT("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), SG_FILE_OLE },
        { 0, SG_SPAN_INIT("{\\rt"), SG_FILE_RTF },
        { 0, SG_SPAN_INIT("\x78\x9f\x3e\x22"), SG_FILE_TNEF },
        { 0, SG_SPAN_INIT("MZ"), SG_FILE_PROGRAM },
        { 0,
          SG_SPAN_INIT("\x7f"
                       "ELF"),
          SG_FILE_PROGRAM },
        { 0, SG_SPAN_INIT("\xca\xfe\xba\xbe"), SG_FILE_PROGRAM },
        { 0, SG_SPAN_INIT("\xcf\xfa\xed\xfe"), SG_FILE_PROGRAM },
        { 0, SG_SPAN_INIT("L\0\0\0\1\x14\2\0"), SG_FILE_SHORTCUT },
        { 0, SG_SPAN_INIT("\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d"), SG_FILE_NOTEBOOK },
        { 0, SG_SPAN_INIT("#!"), SG_FILE_SCRIPT },
    };
    for (size_t i = 0; i < sizeof(magics) / sizeof(*magics); i++)
        if (sg_starts(sg_tail(octets, magics[i].at), magics[i].octets))
            return magics[i].kind;
    return SG_FILE_UNKNOWN;
}

/* SEQUENCE { OID 1.2.840.113549.1.7.x or 1.9.16.1.x ...: a ContentInfo, its length in whatever form. */
static bool is_cms(sg_span octets)
{
    sg_span head = sg_cut(octets, 0, 20);
    return sg_at(octets, 0) == 0x30 &&
           (sg_find_span(head, SG_SPAN("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"), 0) < 8 ||
            sg_find_span(head, SG_SPAN("\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01"), 0) < 8);
}

/* A zip with the parts of OOXML or of OpenDocument among its names: in the first entries, or in the directory at its end,
 * as they may stand in any order. */
static bool is_office(sg_span octets)
{
    size_t from = octets.len > SG_MAX_DIRECTORY ? octets.len - SG_MAX_DIRECTORY : 0;
    const sg_span places[] = { sg_cut(octets, 0, SG_MAX_SNIFFED), sg_tail(octets, from) };
    for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
        if (sg_holds(places[i], SG_SPAN("[Content_Types].xml")) ||
            sg_holds(places[i], SG_SPAN("_rels/.rels")) ||
            sg_holds(places[i], SG_SPAN("mimetypeapplication/vnd.oasis.opendocument")))
            return true;
    return false;
}

/* ---- text ---- */

enum { TEXT_SHARE = 20 /* at most one octet in so many may be a control character */ };

static bool is_text(sg_span head)
{
    size_t controls = 0;
    for (size_t i = 0; i < head.len; i++) {
        int c = sg_at(head, i);
        if (c == 0)
            return false;
        controls += c < 0x20 && c != '\t' && c != '\r' && c != '\n' && c != '\f' && c != 0x1b;
    }
    return controls <= head.len / TEXT_SHARE;
}

/* "Name: value" of a field that mails begin with. */
static bool is_mail(sg_span head)
{
    static const char *const fields[] = {
        "received:",    "return-path:",  "from:",         "date:",
        "message-id:",  "mime-version:", "delivered-to:", "subject:",
        "x-originator", "to:",           "x-received:",   "dkim-signature:",
        "reply-to:",    "content-type:", "arc-seal:",     "x-mozilla"
    };
    size_t found = 0;
    for (size_t at = 0, lines = 0; at < head.len && lines < 40 && found < 3; lines++) {
        sg_span line = sg_tail(head, at);
        if (sg_at(line, 0) == '\n' || sg_at(line, 0) == '\r')
            break;
        for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
            found += sg_starts_nocase(line, sg_span_of(fields[i]));
        at = sg_find(head, '\n', at) + 1;
    }
    return found >= 2;
}

static sg_span without_mark(sg_span text)
{
    text = sg_starts(text, SG_SPAN("\xef\xbb\xbf")) ? sg_tail(text, 3) : text;
    return sg_trim(text);
}

static bool has_tag(sg_span text, const char *tag)
{
    return sg_find_nocase(text, sg_span_of(tag), 0) < text.len;
}

static enum sg_file_kind kind_of_markup(sg_span text)
{
    static const char *const html[] = { "<!doctype html", "<html",  "<head",  "<body",
                                        "<script",        "<meta ", "<form",  "<iframe",
                                        "<table",         "<div",   "<a href" };
    if (has_tag(text, "<svg") && !has_tag(text, "<html"))
        return SG_FILE_SVG;
    for (size_t i = 0; i < sizeof(html) / sizeof(*html); i++)
        if (has_tag(text, html[i]))
            return SG_FILE_HTML;
    return sg_starts_nocase(text, SG_SPAN("<?xml")) ? SG_FILE_XML : SG_FILE_TEXT;
}

static enum sg_file_kind kind_of_text(sg_span head)
{
    sg_span text = without_mark(head);
    if (sg_starts_nocase(text, SG_SPAN("BEGIN:VCALENDAR")))
        return SG_FILE_CALENDAR;
    if (sg_starts_nocase(text, SG_SPAN("BEGIN:VCARD")))
        return SG_FILE_CARD;
    if (sg_starts_nocase(text, SG_SPAN("[InternetShortcut]")) ||
        sg_starts_nocase(text, SG_SPAN("[Desktop Entry]")))
        return SG_FILE_SHORTCUT;
    if (sg_at(text, 0) == '<')
        return kind_of_markup(text);
    if (is_mail(head))
        return SG_FILE_MAIL;
    return SG_FILE_TEXT;
}

/* A PDF may have anything before its header, up to a kilobyte. */
static bool is_pdf(sg_span octets)
{
    return sg_holds(sg_cut(octets, 0, 1024), SG_SPAN("%PDF-"));
}

static bool is_utf16(sg_span octets)
{
    return sg_starts(octets, SG_SPAN("\xff\xfe")) || sg_starts(octets, SG_SPAN("\xfe\xff"));
}

enum sg_file_kind sg_file_sniff(sg_span octets)
{
    sg_span head = sg_cut(octets, 0, SG_MAX_SNIFFED);
    if (octets.len == 0)
        return SG_FILE_EMPTY;
    enum sg_file_kind kind = by_magic(octets);
    if (kind == SG_FILE_ZIP && is_office(octets))
        return SG_FILE_OFFICE;
    bool is_plain = is_text(head);
    /* two letters are a weak sign in what is text: "BMW ...", "MZ ..." */
    if (kind != SG_FILE_UNKNOWN &&
        !(is_plain &&
          (kind == SG_FILE_PICTURE || kind == SG_FILE_PROGRAM || kind == SG_FILE_MEDIA)))
        return kind;
    if (is_pdf(octets))
        return SG_FILE_PDF;
    if (is_cms(octets))
        return SG_FILE_CMS;
    if (is_plain)
        return kind_of_text(head);
    return is_utf16(octets) ? SG_FILE_TEXT : SG_FILE_UNKNOWN;
}

/* ---- by name ---- */

static bool holds_word(sg_span all, sg_span word)
{
    for (size_t at = 0; (at = sg_find_nocase(all, word, at)) < all.len; at++)
        if (sg_at(all, at - 1) == ' ' && sg_at(all, at + word.len) == ' ')
            return true;
    return false;
}

enum sg_file_kind sg_file_kind_of_name(sg_span name)
{
    static const struct {
        const char *extensions; /* each between blanks */
        enum sg_file_kind kind;
    } known[] = {
        { " txt log csv tsv md ini conf asc ", SG_FILE_TEXT },
        { " htm html shtml xhtml xht mht mhtml shtm phtml ", SG_FILE_HTML },
        { " svg svgz ", SG_FILE_SVG },
        { " xml xsl rss ", SG_FILE_XML },
        { " eml mbox ", SG_FILE_MAIL },
        { " ics vcs ical ", SG_FILE_CALENDAR },
        { " vcf vcard ", SG_FILE_CARD },
        { " pdf ", SG_FILE_PDF },
        { " png apng ", SG_FILE_PNG },
        { " jpg jpeg jpe jfif ", SG_FILE_JPEG },
        { " gif ", SG_FILE_GIF },
        { " webp ", SG_FILE_WEBP },
        { " pgm ", SG_FILE_GREYMAP },
        { " bmp tif tiff ico heic heif avif emf wmf psd ", SG_FILE_PICTURE },
        { " zip ", SG_FILE_ZIP },
        { " 7z rar tar gz tgz bz2 tbz xz txz cab iso img lzh lha arj z zst uue ace ",
          SG_FILE_ARCHIVE },
        { " docx docm dotx dotm xlsx xlsm xltx xlsb xlam pptx pptm ppsx potx ppam odt ods odp odg ",
          SG_FILE_OFFICE },
        { " doc dot xls xlt xla ppt pps pot msg vsd mpp pub ", SG_FILE_OLE },
        { " rtf ", SG_FILE_RTF },
        { " dat tnef ", SG_FILE_TNEF },
        { " p7m p7s p7b p7c ", SG_FILE_CMS },
        { " exe scr com pif dll cpl msi msp ocx sys jar class apk dmg pkg deb rpm appx msix xll gadget ",
          SG_FILE_PROGRAM },
        { " js jse vbs vbe wsf wsh ps1 psm1 bat cmd hta sct wsc sh py pl rb php reg chm inf application ",
          SG_FILE_SCRIPT },
        { " lnk url desktop webloc website library-ms search-ms searchconnector-ms scf settingcontent-ms ",
          SG_FILE_SHORTCUT },
        { " one onepkg ", SG_FILE_NOTEBOOK },
        { " mp3 mp4 m4a m4v avi mov wav wmv wma ogg webm mkv aac flac 3gp amr ", SG_FILE_MEDIA },
    };

    enum { MAX_EXTENSION = 20 };

    name = sg_trim(name);
    while (sg_at(name, name.len - 1) == '.' && name.len > 0)
        name = sg_trim(sg_cut(name, 0, name.len - 1));
    size_t dot = sg_find_last(name, '.');
    sg_span extension = dot == name.len ? (sg_span){ 0 } : sg_tail(name, dot + 1);
    if (extension.len == 0 || extension.len > MAX_EXTENSION)
        return SG_FILE_UNKNOWN;
    for (size_t i = 0; i < sizeof(known) / sizeof(*known); i++) {
        if (holds_word(sg_span_of(known[i].extensions), extension))
            return known[i].kind;
    }
    return SG_FILE_UNKNOWN;
}

const char *sg_file_kind_id(enum sg_file_kind kind)
{
    static const char *const ids[] = {
#define SG_FILE_KIND(name, id) [SG_FILE_##name] = (id),
        SG_FILE_KINDS(SG_FILE_KIND)
#undef SG_FILE_KIND
    };
    return ids[kind];
}
