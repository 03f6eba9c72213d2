#include "web/ipv4.h"

bool sg_ipv4_number(sg_span s, uint64_t *n)
{
    unsigned base = 10;
    if (s.len == 0)
        return false;
    if (s.len > 1 && sg_at(s, 0) == '0') {
        base = sg_lower(sg_at(s, 1)) == 'x' ? 16 : 8;
        s = sg_tail(s, base == 16 ? 2 : 1);
    }
    uint64_t value = 0;
    for (size_t i = 0; i < s.len; i++) {
        int digit = sg_hex_value(sg_at(s, i));
        if (digit < 0 || (unsigned)digit >= base)
            return false;
        value = value * base + (unsigned)digit;
        if (value > UINT32_MAX)
            value = (uint64_t)UINT32_MAX + 1; /* too large stays too large */
    }
    *n = value;
    return true;
}

static bool is_plain_part(sg_span s)
{
    return sg_is_digit(sg_at(s, 0)) && (s.len == 1 || sg_at(s, 0) != '0');
}

bool sg_ipv4_read(sg_span s, uint32_t *address, bool *is_dotted)
{
    uint64_t parts[4];
    size_t n = 0;
    bool plain = true;
    if (sg_ends(s, SG_SPAN(".")))
        s.len--;
    while (s.len > 0) {
        sg_span part = sg_next(&s, '.');
        if (n == 4 || !sg_ipv4_number(part, &parts[n]))
            return false;
        plain = plain && is_plain_part(part);
        n++;
    }
    if (n == 0)
        return false;
    uint64_t value = parts[n - 1];
    if (value >= UINT64_C(1) << (8 * (5 - n)))
        return false;
    for (size_t i = 0; i + 1 < n; i++) {
        if (parts[i] > 255)
            return false;
        value += parts[i] << (8 * (3 - i));
    }
    *address = (uint32_t)value;
    *is_dotted = n == 4 && plain;
    return true;
}

/* Up to four hexadecimal digits. */
static bool piece(sg_span s, uint16_t *value)
{
    unsigned v = 0;
    if (s.len == 0 || s.len > 4)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        int digit = sg_hex_value(sg_at(s, i));
        if (digit < 0)
            return false;
        v = v * 16 + (unsigned)digit;
    }
    *value = (uint16_t)v;
    return true;
}

struct pieces {
    uint16_t at[8];
    size_t n;
};

/* "1:2:192.0.2.1": the pieces on one side of the "::". */
static bool side(sg_span s, struct pieces *p)
{
    while (s.len > 0) {
        bool last = sg_find(s, ':', 0) == s.len;
        sg_span part = sg_next(&s, ':');
        uint32_t v4;
        bool dotted;
        if (p->n >= 8)
            return false;
        if (last && sg_find(part, '.', 0) < part.len) {
            if (p->n > 6 || sg_ends(part, SG_SPAN(".")) || !sg_ipv4_read(part, &v4, &dotted) ||
                !dotted)
                return false;
            p->at[p->n++] = (uint16_t)(v4 >> 16);
            p->at[p->n++] = (uint16_t)v4;
        } else if (!piece(part, &p->at[p->n++])) {
            return false;
        }
        if (!last && s.len == 0)
            return false; /* a single colon at the end */
    }
    return true;
}

bool sg_ipv6_read(sg_span s, uint8_t address[16])
{
    struct pieces front = { .n = 0 }, back = { .n = 0 };
    size_t gap = sg_find_span(s, SG_SPAN("::"), 0);
    if (!side(sg_cut(s, 0, gap), &front) || !side(sg_tail(s, gap + 2), &back))
        return false;
    bool has_gap = gap < s.len;
    if (has_gap ? front.n + back.n > 7 : front.n != 8)
        return false;
    for (size_t i = 0; i < 8; i++) {
        size_t from_end = 8 - i;
        uint16_t v = i < front.n          ? front.at[i]
                     : from_end <= back.n ? back.at[back.n - from_end]
                                          : 0;
        address[2 * i] = (uint8_t)(v >> 8);
        address[2 * i + 1] = (uint8_t)v;
    }
    return true;
}

void sg_ipv6_put(struct sg_buf *b, const uint8_t address[16])
{
    size_t best = 8, most = 1;
    for (size_t i = 0; i < 8; i++) {
        size_t n = 0;
        while (i + n < 8 && address[2 * (i + n)] == 0 && address[2 * (i + n) + 1] == 0)
            n++;
        if (n > most) {
            most = n;
            best = i;
        }
    }
    for (size_t i = 0; i < 8; i++) {
        if (i == best) {
            sg_put_text(b, i == 0 ? "::" : ":");
            i += most - 1;
            continue;
        }
        sg_putf(b, "%x%s", (unsigned)(address[2 * i] << 8 | address[2 * i + 1]), i < 7 ? ":" : "");
    }
}
