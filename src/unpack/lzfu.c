#include "unpack/lzfu.h"

#include "unpack/words.h"

enum {
    HEAD = 16,               /* octets: size, size of the RTF, magic, checksum */
    WINDOW = 4096,           /* octets that a reference may reach back */
    SHORTEST = 2,            /* octets that a reference stands for at least */
    COMPRESSED = 0x75465a4c, /* "LZFu" */
    PLAIN = 0x414c454d       /* "MELA" */
};

/* What the window holds at first. */
static const char first[] =
    "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
    "\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
    "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

struct window {
    uint8_t octets[WINDOW];
    size_t at; /* where the next octet goes */
};

static void put(struct window *w, struct sg_buf *out, uint8_t octet)
{
    w->octets[w->at] = octet;
    w->at = (w->at + 1) % WINDOW;
    sg_put_octet(out, octet);
}

/* False for the reference that ends it all. */
static bool put_reference(struct window *w, struct sg_buf *out, unsigned reference)
{
    size_t from = reference >> 4, len = (reference & 15) + SHORTEST;
    if (from == w->at)
        return false;
    for (size_t i = 0; i < len; i++)
        put(w, out, w->octets[(from + i) % WINDOW]);
    return true;
}

static sg_span inflated(struct sg_arena *arena, sg_span in, size_t most)
{
    struct window *w = SG_NEW(arena, struct window);
    struct sg_buf out = SG_BUF_IN(arena, most);
    w->at = sizeof(first) - 1;
    for (size_t i = 0; i < w->at; i++)
        w->octets[i] = (uint8_t)first[i];
    size_t at = 0;
    while (at < in.len && !out.cut) {
        int flags = sg_at(in, at++);
        for (int bit = 0; bit < 8 && at < in.len; bit++) {
            bool is_reference = (flags >> bit & 1) != 0;
            unsigned high = (unsigned)sg_at(in, at), low = (unsigned)sg_at(in, at + 1) & 0xff;
            bool is_half = is_reference && at + 1 == in.len;
            if (is_half || (is_reference && !put_reference(w, &out, high << 8 | low)))
                return sg_buf_done(&out);
            if (!is_reference)
                put(w, &out, (uint8_t)high);
            at += is_reference ? 2 : 1;
        }
    }
    return sg_buf_done(&out);
}

sg_span sg_lzfu_read(struct sg_arena *arena, sg_span octets)
{
    size_t size = sg_unpack_u32(octets, 4);
    size_t most = size < SG_MAX_INNER_FILE ? size : SG_MAX_INNER_FILE;
    sg_span body = sg_tail(octets, HEAD);
    if (sg_unpack_u32(octets, 8) == PLAIN)
        return sg_cut(body, 0, most);
    return sg_unpack_u32(octets, 8) == COMPRESSED ? inflated(arena, body, most) : (sg_span){ 0 };
}
