#include "intel/table.h"

enum {
    AT_KIND = 8,
    AT_CHECKSUM = 16,
    AT_LENGTH = 24,
    AT_BODY = 32,
    AT_COUNTS = 96,
    HEADER = 120,
    SOURCE = 64,
    BLOCK4 = 8,  /* octets of one entry of the index */
    BLOCK6 = 12, /* likewise */
    NAME = 8,
    BLOCK_RANGES = 4096, /* ranges read of one block at most; the tool writes 64 */
};

/* `n` octets (at most 8) as a number; what lies past the end reads as 0. */
static uint64_t little(sg_span s, size_t at, size_t n)
{
    uint64_t value = 0;
    for (size_t i = 0; i < n; i++) {
        int octet = sg_at(s, at + i);
        value |= (uint64_t)(octet < 0 ? 0 : octet) << (8 * i);
    }
    return value;
}

static uint64_t big(sg_span s, size_t at, size_t n)
{
    uint64_t value = 0;
    for (size_t i = 0; i < n; i++)
        value = value << 8 | (uint64_t)(sg_at(s, at + i) & 0xff);
    return value;
}

/* FNV-1a by words of eight octets: a table is megabytes, and it is read at every start. */
static uint64_t checksum(sg_span s)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < s.len; i += 8) {
        h = (h ^ little(s, i, 8)) * UINT64_C(0x100000001b3);
        h ^= h >> 29;
    }
    return h;
}

/* Take `n` entries of `size` octets off `*rest`; false when there are fewer. */
static bool take(sg_span *rest, uint64_t n, size_t size, sg_span *out)
{
    if (n > rest->len / size)
        return false;
    *out = sg_cut(*rest, 0, (size_t)n * size);
    *rest = sg_tail(*rest, (size_t)n * size);
    return true;
}

static bool is_table(sg_span file)
{
    return sg_starts(file, SG_SPAN("SGTABLE1"));
}

static sg_span until_nul(sg_span s)
{
    return sg_cut(s, 0, sg_find(s, 0, 0));
}

static bool lay_out(sg_span file, struct sg_table *t)
{
    sg_span rest = sg_tail(file, HEADER);
    uint64_t n[6];
    for (size_t i = 0; i < 6; i++)
        n[i] = little(file, AT_COUNTS + 4 * i, 4);
    t->source = until_nul(sg_cut(file, AT_BODY, SOURCE));
    return take(&rest, n[0], BLOCK4, &t->blocks4) && take(&rest, n[1], BLOCK6, &t->blocks6) &&
           take(&rest, n[2], NAME, &t->names) && take(&rest, n[3], 1, &t->text) &&
           take(&rest, n[4], 1, &t->steps4) && take(&rest, n[5], 1, &t->steps6) && rest.len == 0;
}

enum sg_status sg_table_open(sg_span file, const char *kind, const char *path, struct sg_table *out,
                             struct sg_error *err)
{
    struct sg_table t = { 0 };
    if (!is_table(file))
        return sg_fail(err, SG_E_SYNTAX, "'%s' is not an address table of this version", path);
    if (!sg_same(until_nul(sg_cut(file, AT_KIND, 8)), sg_span_of(kind)))
        return sg_fail(err, SG_E_SYNTAX, "'%s' is not a %s table", path, kind);
    if (file.len < HEADER || little(file, AT_LENGTH, 8) != file.len - AT_BODY)
        return sg_fail(err, SG_E_SYNTAX, "'%s' is damaged: its length is not what it says", path);
    if (checksum(sg_tail(file, AT_BODY)) != little(file, AT_CHECKSUM, 8))
        return sg_fail(err, SG_E_SYNTAX, "'%s' is damaged: its checksum does not match", path);
    if (!lay_out(file, &t))
        return sg_fail(err, SG_E_SYNTAX, "'%s' is damaged: its parts do not fill it", path);
    *out = t;
    return SG_OK;
}

/* The last block whose first start is not past `wanted`; `n` when there is none. */
static size_t block_of(sg_span blocks, size_t size, uint64_t wanted)
{
    size_t n = blocks.len / size, low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (little(blocks, middle * size, size - 4) <= wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? n : low - 1;
}

static uint64_t leb(sg_span s, size_t *at)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 35; shift += 7) {
        int octet = sg_at(s, (*at)++);
        if (octet < 0)
            return 0;
        value |= (uint64_t)(octet & 0x7f) << shift;
        if (octet < 0x80)
            return value;
    }
    return 0;
}

static uint64_t step(sg_span s, size_t *at)
{
    static const size_t widths[] = { 0, 1, 2, 8 };
    unsigned head = (unsigned)sg_at(s, (*at)++) & 0xff;
    size_t width = widths[head >> 6];
    uint64_t odd = width == 0 ? 1 : little(s, *at, width);
    *at += width;
    return odd << (head & 63);
}

/* The value of the range that `wanted` lies in, within one block's steps. */
static uint64_t value_in(sg_span steps, uint64_t start, uint64_t wanted)
{
    size_t at = 0;
    uint64_t value = leb(steps, &at);
    for (size_t i = 0; at < steps.len && i < BLOCK_RANGES; i++) {
        uint64_t distance = step(steps, &at);
        if (distance > wanted - start)
            break;
        start += distance;
        value = leb(steps, &at);
    }
    return value;
}

static uint64_t find(sg_span blocks, size_t size, sg_span steps, uint64_t wanted)
{
    size_t n = blocks.len / size, i = block_of(blocks, size, wanted);
    if (i == n)
        return 0;
    size_t from = (size_t)little(blocks, i * size + size - 4, 4);
    size_t to = i + 1 < n ? (size_t)little(blocks, (i + 1) * size + size - 4, 4) : steps.len;
    if (to <= from)
        return 0;
    return value_in(sg_cut(steps, from, to - from), little(blocks, i * size, size - 4), wanted);
}

struct sg_table_entry sg_table_find(const struct sg_table *table, const uint8_t *address)
{
    sg_span octets = { address, 16 };
    bool is_v4 = big(octets, 0, 8) == 0 && big(octets, 8, 4) == 0xffff;
    uint64_t value = is_v4 ? find(table->blocks4, BLOCK4, table->steps4, big(octets, 12, 4))
                           : find(table->blocks6, BLOCK6, table->steps6, big(octets, 0, 8));
    size_t n = table->names.len / NAME;
    if (value == 0 || value > n)
        return (struct sg_table_entry){ 0 };
    size_t at = (size_t)(value - 1) * NAME;
    size_t from = (size_t)little(table->names, at + 4, 4);
    size_t to = value < n ? (size_t)little(table->names, at + NAME + 4, 4) : table->text.len;
    return (struct sg_table_entry){ (uint32_t)little(table->names, at, 4),
                                    to > from ? sg_cut(table->text, from, to - from)
                                              : (sg_span){ 0 } };
}
