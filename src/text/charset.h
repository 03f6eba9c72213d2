/* text/charset.h - octets in any charset to UTF-8.
 *
 * Labels are looked up in a whitelist: those of the WHATWG Encoding standard and those that mail
 * uses beside them (ISO-2022-JP-MS, CP50220, CP50221, CP932, EUC-JP-MS, ...; GB2312 is read as
 * GB18030, Shift_JIS as Windows-31J).  What the sender writes never chooses a file or a converter
 * outside that list.  The tables are ICU's, opened once and never changed by a conversion, so that
 * many examinations may share them.
 */
#ifndef SG_TEXT_CHARSET_H
#define SG_TEXT_CHARSET_H

#include "base/oddity.h"
#include "base/status.h"
#include "text/places.h"

struct sg_charsets;

SG_MUST_USE enum sg_status sg_charsets_open(struct sg_charsets **out, struct sg_error *err);
void sg_charsets_close(struct sg_charsets *charsets); /* NULL is fine */

struct sg_converted {
    struct sg_text text;
    const char *declared; /* our name of the label's charset; NULL: no label, or not in the list */
    const char *used;     /* what it was read as, e.g. "shift_jis" */
    bool repaired;        /* the label was missing or wrong, and another charset read it cleanly */
    size_t broken;        /* octets that became U+FFFD */
    bool cut;             /* past SG_MAX_TEXT octets of UTF-8; the rest was not converted */
};

/* Read `octets`, labelled `label` (may be empty), as text.  When the label does not fit (ISO-2022-JP
 * escapes in "utf-8", Shift_JIS or UTF-8 under another name, EUC-JP as gb2312, no label at all) the
 * charset that fits is used and `repaired` set.  BOMs are dropped.  NULs become U+FFFD. */
struct sg_converted sg_charset_convert(struct sg_arena *arena, const struct sg_charsets *charsets,
                                       sg_span label, sg_span octets,
                                       const struct sg_places *below);

/* Note what `c` tells (unknown, repaired, broken, cut) at `place`. */
void sg_charset_note(const struct sg_converted *c, sg_span label, struct sg_range place,
                     struct sg_oddities *oddities);

/* Our name for a label, or NULL when it is not in the list: "CP932" gives "shift_jis". */
const char *sg_charset_name(sg_span label);

#endif
