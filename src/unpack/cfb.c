#include "unpack/cfb.h"

#include "unpack/words.h"

enum {
    SMALL = 4096,    /* octets: smaller streams lie in the small stream */
    SMALL_SHIFT = 6, /* whose sectors have 64 */
    N_FIRST = 109,   /* sectors of the table that the header names */
    FIRST_AT = 76,   /* octet of the header where they stand */
    ENTRY = 128,     /* octets of an entry of the directory */
    STORAGE = 1,     /* types of entries */
    STREAM = 2,
    ROOT = 5,
};

static const uint32_t last_sector = 0xfffffffa; /* numbers from here on are marks */

static size_t sector_size(const struct sg_cfb *cfb)
{
    return (size_t)1 << cfb->shift;
}

static sg_span sector(const struct sg_cfb *cfb, uint32_t n)
{
    if (n >= last_sector)
        return (sg_span){ 0 };
    return sg_cut(cfb->octets, ((size_t)n + 1) << cfb->shift, sector_size(cfb));
}

/* The sector after `n` in its chain. */
static uint32_t after(const struct sg_cfb *cfb, uint32_t n)
{
    size_t a_sector = sector_size(cfb) / 4, at = 4 * (n / a_sector);
    if (at >= cfb->sectors.len)
        return UINT32_MAX;
    sg_span table = sector(cfb, sg_unpack_u32(cfb->sectors, at));
    return table.len == 0 ? UINT32_MAX : sg_unpack_u32(table, 4 * (n % a_sector));
}

/* How much of what a stream says it has may be read. */
static size_t most_of(struct sg_cfb *cfb, size_t size)
{
    if (size > cfb->octets.len) {
        cfb->u->traits |= SG_UNPACK_BROKEN;
        size = cfb->octets.len;
    }
    if (size > cfb->left)
        cfb->u->traits |= SG_UNPACK_CUT;
    return size < cfb->left ? size : cfb->left;
}

static sg_span read_chain(struct sg_cfb *cfb, uint32_t start, size_t size)
{
    size_t most = most_of(cfb, size), left = cfb->octets.len / sector_size(cfb) + 1;
    sg_span run = { 0 }; /* sectors that lie one behind the other need no copy */
    struct sg_buf out = SG_BUF_IN(cfb->u->arena, most);
    for (uint32_t n = start; left > 0 && out.len + run.len < most; n = after(cfb, n), left--) {
        sg_span next = sector(cfb, n);
        if (next.len == 0)
            break;
        if (run.len > 0 && next.at == run.at + run.len) {
            run.len += next.len;
            continue;
        }
        if (run.len > 0)
            (void)sg_buf_room(&out, most);
        sg_put(&out, run);
        run = next;
    }
    if (out.len > 0) {
        sg_put(&out, run);
        run = sg_buf_done(&out);
    }
    run = sg_cut(run, 0, most);
    cfb->left -= run.len;
    return run;
}

static sg_span read_small(struct sg_cfb *cfb, const struct sg_cfb_entry *entry)
{
    struct sg_buf out = SG_BUF_IN(cfb->u->arena, entry->size);
    size_t left = entry->size;
    for (uint32_t n = entry->start; n < last_sector && left > 0;) {
        sg_span next = sg_cut(cfb->small, (size_t)n << SMALL_SHIFT, (size_t)1 << SMALL_SHIFT);
        next = sg_cut(next, 0, left);
        if (next.len == 0)
            break;
        sg_put(&out, next);
        left -= next.len;
        bool is_known = (size_t)n * 4 < cfb->small_chains.len;
        n = is_known ? sg_unpack_u32(cfb->small_chains, (size_t)n * 4) : UINT32_MAX;
    }
    return sg_buf_done(&out);
}

sg_span sg_cfb_read(struct sg_cfb *cfb, const struct sg_cfb_entry *entry)
{
    if (entry->size == 0)
        return (sg_span){ 0 };
    return entry->size < SMALL ? read_small(cfb, entry)
                               : read_chain(cfb, entry->start, entry->size);
}

/* ---- opening ---- */

/* The numbers of the sectors of the table: the first in the header, the others in a chain of their own. */
static sg_span table_sectors(const struct sg_cfb *cfb)
{
    size_t most = cfb->octets.len / sector_size(cfb) + 1, chained = sector_size(cfb) - 4;
    struct sg_buf out = SG_BUF_IN(cfb->u->arena, 4 * most);
    sg_put(&out, sg_cut(cfb->octets, FIRST_AT, (size_t)4 * N_FIRST));
    uint32_t n = sg_unpack_u32(cfb->octets, 68);
    for (size_t i = 0; i < most && !out.cut; i++) {
        sg_span next = sector(cfb, n);
        if (next.len == 0)
            break;
        sg_put(&out, sg_cut(next, 0, chained));
        n = sg_unpack_u32(next, chained);
    }
    return sg_buf_done(&out);
}

struct directory {
    sg_span octets;
    struct sg_cfb_entry *entries;
    uint32_t *pending; /* entries of one storage that are still to be walked */
    bool *is_seen;
    size_t n;
};

static void read_entry(struct sg_cfb *cfb, struct sg_cfb_entry *entry, sg_span octets)
{
    int type = sg_at(octets, 66);
    uint32_t len = sg_unpack_u16(octets, 64);
    entry->parent = SG_CFB_NOBODY;
    if (type != STORAGE && type != STREAM)
        return;
    entry->name = sg_unpack_utf16(cfb->u->arena, sg_cut(octets, 0, len < 64 ? len : 64));
    entry->is_stream = type == STREAM;
    entry->start = sg_unpack_u32(octets, 116);
    entry->size = sg_unpack_u32(octets, 120);
}

/* Tell everything below the storage `parent` that it lies there; each entry is told once. */
static void walk_storage(struct directory *d, size_t parent, bool is_root)
{
    size_t n_pending = 0;
    uint32_t next[3] = { sg_unpack_u32(sg_tail(d->octets, parent * ENTRY), 76), UINT32_MAX,
                         UINT32_MAX };
    for (;;) {
        for (int i = 0; i < 3; i++)
            if (next[i] < d->n && !d->is_seen[next[i]]) {
                d->is_seen[next[i]] = true;
                d->pending[n_pending++] = next[i];
            }
        if (n_pending == 0)
            return;
        uint32_t at = d->pending[--n_pending];
        sg_span octets = sg_tail(d->octets, (size_t)at * ENTRY);
        d->entries[at].parent = is_root ? SG_CFB_NOBODY : (int32_t)parent;
        next[0] = sg_unpack_u32(octets, 68);
        next[1] = sg_unpack_u32(octets, 72);
        next[2] = UINT32_MAX;
    }
}

static void read_directory(struct sg_cfb *cfb)
{
    struct sg_arena *arena = cfb->u->arena;
    struct directory d = { 0 };
    d.octets = read_chain(cfb, sg_unpack_u32(cfb->octets, 48), (size_t)SG_MAX_STREAMS * ENTRY);
    d.n = d.octets.len / ENTRY;
    d.entries = SG_NEW_N(arena, struct sg_cfb_entry, d.n + 1);
    d.pending = SG_NEW_N(arena, uint32_t, d.n + 1);
    d.is_seen = SG_NEW_N(arena, bool, d.n + 1);
    for (size_t i = 0; i < d.n; i++)
        read_entry(cfb, &d.entries[i], sg_tail(d.octets, i * ENTRY));
    for (size_t i = 0; i < d.n; i++) {
        int type = sg_at(d.octets, i * ENTRY + 66);
        if (type == STORAGE || type == ROOT)
            walk_storage(&d, i, type == ROOT);
    }
    cfb->entries = d.entries;
    cfb->n = d.n;
    cfb->class = sg_cut(d.octets, 80, 16);
    uint32_t start = sg_unpack_u32(d.octets, 116), size = sg_unpack_u32(d.octets, 120);
    cfb->small = read_chain(cfb, start, size < cfb->octets.len ? size : cfb->octets.len);
    cfb->small_chains = read_chain(cfb, sg_unpack_u32(cfb->octets, 60), cfb->small.len / 16 + 4);
}

bool sg_cfb_open(struct sg_unpacking *u, sg_span octets, struct sg_cfb *cfb)
{
    *cfb = (struct sg_cfb){ .u = u, .octets = octets, .left = SG_MAX_STREAMED };
    cfb->shift = sg_unpack_u16(octets, 30);
    if (!sg_starts(octets, SG_SPAN("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) ||
        (cfb->shift != 9 && cfb->shift != 12)) {
        u->traits |= SG_UNPACK_BROKEN;
        return false;
    }
    cfb->sectors = table_sectors(cfb);
    unsigned traits = u->traits; /* the directory is asked for at its largest */
    read_directory(cfb);
    u->traits = traits;
    if (cfb->n == 0)
        u->traits |= SG_UNPACK_BROKEN;
    return cfb->n > 0;
}
