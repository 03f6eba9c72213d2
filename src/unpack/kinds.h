/* unpack/kinds.h - the reader of each kind of container; for the files of this room only. */
#ifndef SG_UNPACK_KINDS_H
#define SG_UNPACK_KINDS_H

#include "base/limits.h"
#include "unpack/unpack.h"

/* What a reader fills: items up to SG_MAX_ITEMS and SG_MAX_UNPACKED octets, then CUT. */
struct sg_unpacking {
    struct sg_arena *arena;
    SG_LIST(struct sg_item) items;
    size_t octets; /* of names and values so far */
    size_t looked; /* pixels searched for codes, each time they were */
    unsigned traits;
    uint32_t pages;
};

/* Keep an item (name and value are copied to the arena and made valid UTF-8, but the octets of a FILE, which stay where
 * they are); false, CUT set, when there is no more room. */
bool sg_unpack_add(struct sg_unpacking *u, const struct sg_item *item);

/* A reader of one kind or several.  Foreign ones call libraries and come with a warm function. */
typedef void sg_unpack_reader(struct sg_unpacking *u, enum sg_file_kind kind, sg_span octets);

sg_unpack_reader sg_unpack_calendar; /* CALENDAR, CARD */
sg_unpack_reader sg_unpack_archive;  /* ZIP, ARCHIVE; foreign */
sg_unpack_reader sg_unpack_office;   /* OFFICE; foreign */
sg_unpack_reader sg_unpack_cms;      /* CMS */
sg_unpack_reader sg_unpack_tnef;     /* TNEF */
sg_unpack_reader sg_unpack_pdf;      /* PDF; foreign */
sg_unpack_reader sg_unpack_rtf;      /* RTF */
sg_unpack_reader sg_unpack_ole;      /* OLE */
sg_unpack_reader sg_unpack_shortcut; /* SHORTCUT */
sg_unpack_reader sg_unpack_notebook; /* NOTEBOOK */

#endif
