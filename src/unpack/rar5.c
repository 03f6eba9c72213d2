#include "unpack/rar5.h"

enum {
    CHECKSUM = 4,    /* octets before a block's size */
    MAX_NUMBER = 10, /* octets of one number */
    BLOCK_FILE = 2,  /* type of a block */
    HAS_EXTRA = 1,   /* flags of a block */
    HAS_DATA = 2,
    RECORD_ENCRYPTION = 1, /* type of an extra record */
};

/* Seven bits an octet, the lowest first; what does not fit is the largest number. */
static uint64_t take_number(sg_span *rest)
{
    uint64_t n = 0;
    for (unsigned i = 0; i < MAX_NUMBER && rest->len > 0; i++) {
        int octet = sg_at(*rest, 0);
        *rest = sg_tail(*rest, 1);
        if (7 * i >= 63 && (octet & 0x7f) > 0)
            return UINT64_MAX;
        n |= (uint64_t)(octet & 0x7f) << 7 * i;
        if (octet < 0x80)
            return n;
    }
    return UINT64_MAX;
}

static bool has_encryption(sg_span extra)
{
    while (extra.len > 0) {
        uint64_t size = take_number(&extra);
        sg_span record = sg_cut(extra, 0, size);
        extra = sg_tail(extra, size);
        if (take_number(&record) == RECORD_ENCRYPTION)
            return true;
    }
    return false;
}

struct sg_rar5 sg_rar5_open(sg_span octets)
{
    sg_span mark = SG_SPAN("Rar!\x1a\x07\x01\x00");
    bool is_rar5 = sg_starts(octets, mark);
    return (struct sg_rar5){ is_rar5 ? sg_tail(octets, mark.len) : (sg_span){ 0 } };
}

bool sg_rar5_next(struct sg_rar5 *rar, bool *is_encrypted)
{
    while (rar->rest.len > 0) {
        sg_span rest = sg_tail(rar->rest, CHECKSUM);
        uint64_t size = take_number(&rest);
        sg_span block = sg_cut(rest, 0, size);
        uint64_t type = take_number(&block), flags = take_number(&block);
        uint64_t extra = (flags & HAS_EXTRA) != 0 ? take_number(&block) : 0;
        uint64_t data = (flags & HAS_DATA) != 0 ? take_number(&block) : 0;
        rar->rest = sg_tail(sg_tail(rest, size), data);
        if (type == BLOCK_FILE) {
            sg_span records =
                extra <= block.len ? sg_tail(block, block.len - extra) : (sg_span){ 0 };
            *is_encrypted = has_encryption(records);
            return true;
        }
    }
    return false;
}
