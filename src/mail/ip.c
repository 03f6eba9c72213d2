/* mail/ip.c - IP addresses as mail headers write them. */
#include <string.h>

#include "base/buf.h"
#include "mail/received.h"

enum { V4_AT = 12, GROUPS = 8 };

static bool v4_read(sg_span s, uint8_t out[4])
{
    for (size_t i = 0; i < 4; i++) {
        int64_t n;
        size_t dot = sg_find(s, '.', 0);
        if ((dot == s.len) != (i == 3) || dot > 3 || !sg_number(sg_cut(s, 0, dot), 0, 255, &n) ||
            sg_at(s, 0) == '-')
            return false;
        out[i] = (uint8_t)n;
        s = sg_tail(s, dot + 1);
    }
    return true;
}

static bool group_read(sg_span s, uint8_t out[2])
{
    int value = 0;
    if (s.len == 0 || s.len > 4)
        return false;
    for (size_t i = 0; i < s.len; i++) {
        int digit = sg_hex_value(sg_at(s, i));
        if (digit < 0)
            return false;
        value = value * 16 + digit;
    }
    out[0] = (uint8_t)(value >> 8);
    out[1] = (uint8_t)(value & 0xff);
    return true;
}

/* Groups separated by ":", no "::"; how many octets were written, or -1. */
static int groups_read(sg_span s, uint8_t out[16])
{
    int n = 0;
    while (s.len > 0) {
        size_t colon = sg_find(s, ':', 0);
        sg_span group = sg_cut(s, 0, colon);
        bool is_last = colon == s.len;
        if (is_last && n <= V4_AT && v4_read(group, out + n))
            return n + 4;
        if (n == 16 || !group_read(group, out + n))
            return -1;
        n += 2;
        s = sg_tail(s, colon + 1);
        if (!is_last && s.len == 0)
            return -1;
    }
    return n;
}

static bool v6_read(sg_span s, uint8_t out[16])
{
    uint8_t head[16] = { 0 }, tail[16] = { 0 };
    size_t gap = sg_find_span(s, SG_SPAN("::"), 0);
    int n = groups_read(sg_cut(s, 0, gap), head);
    if (gap == s.len) {
        memcpy(out, head, sizeof(head));
        return n == 16;
    }
    int m = groups_read(sg_tail(s, gap + 2), tail);
    if (n < 0 || m < 0 || n + m > 14)
        return false;
    memcpy(out, head, sizeof(head));
    memcpy(out + 16 - m, tail, (size_t)m);
    return true;
}

struct sg_ip sg_ip_read(sg_span s)
{
    static const uint8_t mapped[V4_AT] = { [10] = 0xff, [11] = 0xff };
    struct sg_ip ip = { 0 };
    if (sg_at(s, 0) == '[' && sg_at(s, s.len - 1) == ']')
        s = sg_cut(s, 1, s.len - 2);
    if (sg_starts_nocase(s, SG_SPAN("IPv6:")))
        s = sg_tail(s, 5);
    s = sg_cut(s, 0, sg_find(s, '%', 0));
    if (s.len < 2 || s.len > 45)
        return ip;
    if (v4_read(s, ip.octets + V4_AT)) {
        memcpy(ip.octets, mapped, sizeof(mapped));
        ip.is_set = ip.is_v4 = true;
        return ip;
    }
    if (sg_find(s, ':', 0) == s.len || !v6_read(s, ip.octets))
        return (struct sg_ip){ 0 };
    ip.is_set = true;
    ip.is_v4 = memcmp(ip.octets, mapped, sizeof(mapped)) == 0;
    return ip;
}

struct net {
    uint8_t octets[8];
    uint8_t bits;
    enum sg_ip_kind kind;
};

/* IANA IPv4 and IPv6 Special-Purpose Address Registries; the first match counts. */
static const struct net v4_nets[] = {
    { { 127 }, 8, SG_IP_LOOPBACK },
    { { 10 }, 8, SG_IP_PRIVATE },
    { { 172, 16 }, 12, SG_IP_PRIVATE },
    { { 192, 168 }, 16, SG_IP_PRIVATE },
    { { 100, 64 }, 10, SG_IP_PRIVATE },
    { { 169, 254 }, 16, SG_IP_PRIVATE },
    { { 0 }, 8, SG_IP_RESERVED },
    { { 192, 0, 0 }, 24, SG_IP_RESERVED },
    { { 192, 0, 2 }, 24, SG_IP_RESERVED },
    { { 192, 88, 99 }, 24, SG_IP_RESERVED },
    { { 198, 18 }, 15, SG_IP_RESERVED },
    { { 198, 51, 100 }, 24, SG_IP_RESERVED },
    { { 203, 0, 113 }, 24, SG_IP_RESERVED },
    { { 224 }, 3, SG_IP_RESERVED },
};

static const struct net v6_nets[] = {
    { { 0xfc }, 7, SG_IP_PRIVATE },
    { { 0xfe, 0x80 }, 10, SG_IP_PRIVATE },
    { { 0x20, 0x01, 0x0d, 0xb8 }, 32, SG_IP_RESERVED },
    { { 0x20, 0x01, 0x00 }, 23, SG_IP_RESERVED },
    { { 0x3f, 0xff, 0x00 }, 20, SG_IP_RESERVED },
    { { 0x20 }, 3, SG_IP_PUBLIC },
    { { 0x00, 0x64, 0xff, 0x9b, 0x00, 0x00 }, 48, SG_IP_PUBLIC },
};

static bool in_net(const uint8_t *octets, const struct net *net)
{
    size_t whole = net->bits / 8, rest = net->bits % 8;
    if (memcmp(octets, net->octets, whole) != 0)
        return false;
    return rest == 0 || ((octets[whole] ^ net->octets[whole]) >> (8 - rest)) == 0;
}

static enum sg_ip_kind kind_in(const uint8_t *octets, const struct net *nets, size_t n,
                               enum sg_ip_kind otherwise)
{
    for (size_t i = 0; i < n; i++)
        if (in_net(octets, &nets[i]))
            return nets[i].kind;
    return otherwise;
}

enum sg_ip_kind sg_ip_kind_of(const struct sg_ip *ip)
{
    static const uint8_t v6_loopback[16] = { [15] = 1 };
    if (!ip->is_set)
        return SG_IP_NONE;
    if (ip->is_v4)
        return kind_in(ip->octets + V4_AT, v4_nets, sizeof(v4_nets) / sizeof(*v4_nets),
                       SG_IP_PUBLIC);
    if (memcmp(ip->octets, v6_loopback, sizeof(v6_loopback)) == 0)
        return SG_IP_LOOPBACK;
    return kind_in(ip->octets, v6_nets, sizeof(v6_nets) / sizeof(*v6_nets), SG_IP_RESERVED);
}

static unsigned group_of(const struct sg_ip *ip, size_t i)
{
    return (unsigned)ip->octets[2 * i] << 8 | ip->octets[2 * i + 1];
}

/* The longest run of at least two zero groups, the first of equals (RFC 5952 4.2). */
static size_t zero_run(const struct sg_ip *ip, size_t *len)
{
    size_t best = GROUPS;
    *len = 1;
    for (size_t i = 0; i < GROUPS; i++) {
        size_t n = 0;
        while (i + n < GROUPS && group_of(ip, i + n) == 0)
            n++;
        if (n > *len) {
            *len = n;
            best = i;
        }
    }
    return best;
}

sg_span sg_ip_show(struct sg_arena *arena, const struct sg_ip *ip)
{
    struct sg_buf out = SG_BUF_IN(arena, 48);
    if (!ip->is_set)
        return (sg_span){ 0 };
    if (ip->is_v4) {
        const uint8_t *o = ip->octets + V4_AT;
        sg_putf(&out, "%u.%u.%u.%u", o[0], o[1], o[2], o[3]);
        return sg_buf_done(&out);
    }
    size_t run, gap = zero_run(ip, &run);
    for (size_t i = 0; i < GROUPS; i++) {
        if (i == gap) {
            sg_put_text(&out, "::");
            i += run - 1;
            continue;
        }
        sg_putf(&out, i > 0 && i != gap + run ? ":%x" : "%x", group_of(ip, i));
    }
    return sg_buf_done(&out);
}

bool sg_ip_same(const struct sg_ip *a, const struct sg_ip *b)
{
    return a->is_set && b->is_set && memcmp(a->octets, b->octets, sizeof(a->octets)) == 0;
}
