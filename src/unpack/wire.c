/* unpack/wire.c - what was unpacked as octets between processes.
 *
 * The reader believes nothing: an opener that runs a library over hostile octets may have become hostile itself.
 * Numbers are little-endian: version (1), traits (4), pages (4), items (4), then for each item kind (1), encrypted (1),
 * page (4), length of its name (4) and of its value (4), name, value. */
#include "text/unicode.h"
#include "unpack/kinds.h"

enum { VERSION = 1, HEAD = 13, ITEM_HEAD = 14 };

static void put_number(struct sg_buf *out, uint32_t n)
{
    for (int i = 0; i < 4; i++)
        sg_put_octet(out, (uint8_t)(n >> 8 * i));
}

static void put_item(struct sg_buf *out, const struct sg_item *item)
{
    sg_put_octet(out, (uint8_t)item->kind);
    sg_put_octet(out, item->is_encrypted);
    put_number(out, item->page);
    put_number(out, (uint32_t)item->name.len);
    put_number(out, (uint32_t)item->value.len);
    sg_put(out, item->name);
    sg_put(out, item->value);
}

void sg_unpacked_put(struct sg_buf *out, const struct sg_unpacked *unpacked)
{
    size_t n = 0, octets = 0;
    while (n < unpacked->n && n < SG_MAX_ITEMS) {
        octets += unpacked->items[n].name.len + unpacked->items[n].value.len;
        if (octets > SG_MAX_UNPACKED)
            break;
        n++;
    }
    sg_put_octet(out, VERSION);
    put_number(out, unpacked->traits | (n < unpacked->n ? (unsigned)SG_UNPACK_CUT : 0));
    put_number(out, unpacked->pages);
    put_number(out, (uint32_t)n);
    for (size_t i = 0; i < n; i++)
        put_item(out, &unpacked->items[i]);
}

struct taking {
    sg_span rest;
    bool is_broken; /* more was asked for than there is */
};

static sg_span take(struct taking *t, size_t len)
{
    sg_span taken = sg_cut(t->rest, 0, len);
    t->is_broken |= taken.len < len;
    t->rest = sg_tail(t->rest, len);
    return taken;
}

static uint32_t take_number(struct taking *t)
{
    sg_span s = take(t, 4);
    uint32_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n |= (uint32_t)sg_at(s, i) << 8 * i;
    return n;
}

static unsigned take_octet(struct taking *t)
{
    int octet = sg_at(take(t, 1), 0);
    return octet < 0 ? 0 : (unsigned)octet;
}

static bool take_item(struct taking *t, struct sg_item *item)
{
    unsigned kind = take_octet(t), is_encrypted = take_octet(t);
    item->page = take_number(t);
    size_t name = take_number(t), value = take_number(t);
    item->name = take(t, name);
    item->value = take(t, value);
    item->kind = (enum sg_item_kind)kind;
    item->is_encrypted = is_encrypted == 1;
    return !t->is_broken && kind < SG_N_ITEM_KINDS && is_encrypted <= 1 &&
           sg_utf8_valid(item->name) && (kind == SG_ITEM_FILE || sg_utf8_valid(item->value));
}

bool sg_unpacked_take(struct sg_arena *arena, sg_span octets, struct sg_unpacked *out)
{
    struct taking t = { .rest = octets };
    if (octets.len > HEAD + SG_MAX_ITEMS * (size_t)ITEM_HEAD + SG_MAX_UNPACKED ||
        take_octet(&t) != VERSION)
        return false;
    struct sg_unpacked u = { 0 };
    u.traits = take_number(&t);
    u.pages = take_number(&t);
    size_t n = take_number(&t);
    if (t.is_broken || n > SG_MAX_ITEMS || n > t.rest.len / ITEM_HEAD)
        return false;
    struct sg_item *items = SG_NEW_N(arena, struct sg_item, n);
    for (size_t i = 0; i < n; i++)
        if (!take_item(&t, &items[i]))
            return false;
    if (t.rest.len > 0)
        return false;
    u.items = items;
    u.n = n;
    *out = u;
    return true;
}
