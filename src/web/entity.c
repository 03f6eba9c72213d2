#include "web/entity.h"

#include "text/unicode.h"
#include "web/page.h"

struct sg_entity_row {
    uint16_t name_at, value_at;
    uint8_t name_len, value_len;
    bool bare; /* counts without its semicolon too */
};

#include "web/html_entities.h"

enum { SHORTEST_BARE = 2, LONGEST_BARE = 6 }; /* octets of names that need no semicolon */

/* What numbers 128 to 159 mean, because authors meant windows-1252. */
static const uint16_t windows_1252[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
};

static const struct sg_entity_row *row_of(sg_span name)
{
    uint32_t h = 0;
    for (size_t i = 0; i < name.len; i++)
        h = h * 31 + (uint32_t)sg_at(name, i);
    uint32_t slot = (h * UINT32_C(0x9E3779B1)) >> SG_ENTITY_SHIFT;
    for (; sg_entity_slots[slot] != 0; slot = (slot + 1) % SG_ENTITY_SLOTS) {
        const struct sg_entity_row *row = &sg_entity_rows[sg_entity_slots[slot] - 1];
        sg_span known = { sg_entity_names + row->name_at, row->name_len };
        if (sg_same(known, name))
            return row;
    }
    return NULL;
}

static void put_value(struct sg_buf *out, const struct sg_entity_row *row)
{
    sg_put(out, (sg_span){ sg_entity_values + row->value_at, row->value_len });
}

static size_t read_named(sg_span s, size_t at, bool in_attribute, struct sg_buf *out)
{
    size_t len = 0;
    while (len <= SG_ENTITY_LONGEST && sg_is_alnum(sg_at(s, at + 1 + len)))
        len++;
    if (sg_at(s, at + 1 + len) == ';') {
        const struct sg_entity_row *row = row_of(sg_cut(s, at + 1, len));
        if (row != NULL) {
            put_value(out, row);
            return len + 2;
        }
    }
    for (size_t n = len < LONGEST_BARE ? len : LONGEST_BARE; n >= SHORTEST_BARE; n--) {
        const struct sg_entity_row *row = row_of(sg_cut(s, at + 1, n));
        if (row == NULL || !row->bare)
            continue;
        int next = sg_at(s, at + 1 + n);
        if (in_attribute && next != ';' && (next == '=' || sg_is_alnum(next)))
            return 0;
        put_value(out, row);
        return n + 1 + (next == ';');
    }
    return 0;
}

static size_t read_number(sg_span s, size_t at, struct sg_buf *out)
{
    size_t i = at + 2;
    bool hex = sg_lower(sg_at(s, i)) == 'x';
    i += hex;
    size_t first = i;
    int32_t n = 0;
    for (;; i++) {
        int digit = sg_hex_value(sg_at(s, i));
        if (digit < 0 || (!hex && digit > 9))
            break;
        n = n > 0x10FFFF ? n : n * (hex ? 16 : 10) + digit;
    }
    if (i == first)
        return 0;
    if (n == 0 || n > 0x10FFFF || (n >= 0xD800 && n <= 0xDFFF))
        n = 0xFFFD;
    else if (n >= 0x80 && n < 0xA0)
        n = windows_1252[n - 0x80];
    sg_put_utf8(out, n);
    return i + (sg_at(s, i) == ';') - at;
}

size_t sg_entity_read(sg_span s, size_t at, bool in_attribute, struct sg_buf *out)
{
    if (sg_at(s, at + 1) == '#')
        return read_number(s, at, out);
    return read_named(s, at, in_attribute, out);
}

sg_span sg_entities_decode(struct sg_arena *arena, sg_span text, bool in_attribute)
{
    size_t at = 0, amp = sg_find(text, '&', 0);
    if (amp == text.len)
        return text;
    /* No reference is longer decoded than written but for a handful (&nGt; is 5 octets for 6). */
    struct sg_buf out = SG_BUF_IN(arena, text.len * 2);
    while (amp < text.len) {
        sg_put(&out, sg_cut(text, at, amp - at));
        size_t took = sg_entity_read(text, amp, in_attribute, &out);
        if (took == 0)
            sg_put_octet(&out, '&');
        at = amp + (took > 0 ? took : 1);
        amp = sg_find(text, '&', at);
    }
    sg_put(&out, sg_tail(text, at));
    return sg_buf_done(&out);
}
