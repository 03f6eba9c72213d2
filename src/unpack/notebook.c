/* unpack/notebook.c - OneNote (MS-ONESTORE): the files dropped into a page, and addresses wherever they stand. */
#include "unpack/words.h"

void sg_unpack_notebook(struct sg_unpacking *u, enum sg_file_kind kind, sg_span octets)
{
    /* FileDataStoreObject: its GUID, 8 octets of length, 12 that say nothing, the file */
    enum { GUID = 16, LENGTH = 8, UNUSED = 12 };

    sg_span guid = SG_SPAN("\xe7\x16\xe3\xbd\x65\x26\x11\x45\xa4\xc4\x8d\x4d\x0b\x7a\x9e\xac");
    (void)kind;
    for (size_t at = 0; (at = sg_find_span(octets, guid, at)) < octets.len;) {
        size_t len = sg_unpack_u32(octets, at + GUID);
        sg_span file = sg_cut(octets, at + GUID + LENGTH + UNUSED, len);
        if (u->items.n == SG_MAX_ITEMS) {
            u->traits |= SG_UNPACK_CUT;
            return;
        }
        if (file.len > 0)
            sg_unpack_give_file(u, (sg_span){ 0 }, file);
        at += GUID + LENGTH + UNUSED + file.len;
    }
    sg_unpack_addresses(u, (sg_span){ 0 }, octets);
    sg_unpack_wide_addresses(u, (sg_span){ 0 }, octets);
}
