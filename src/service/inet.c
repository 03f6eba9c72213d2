#include "service/inet.h"

#include <arpa/inet.h>
#include <stdio.h>

enum { V4_BITS = 32, BITS = 128 };

static const uint8_t V4_MAPPED[12] = { [10] = 0xff, [11] = 0xff };

bool sg_inet_read(sg_span s, struct sg_inet *out)
{
    char text[INET6_ADDRSTRLEN];
    struct sg_inet read = { { 0 } };
    if (s.len == 0 || s.len >= sizeof(text) || sg_find(s, '\0', 0) < s.len)
        return false;
    (void)snprintf(text, sizeof(text), "%.*s", (int)s.len, (const char *)s.at);
    memcpy(read.octets, V4_MAPPED, sizeof(V4_MAPPED));
    if (inet_pton(AF_INET, text, read.octets + sizeof(V4_MAPPED)) != 1 &&
        inet_pton(AF_INET6, text, read.octets) != 1)
        return false;
    *out = read;
    return true;
}

bool sg_inet_is_v4(const struct sg_inet *address)
{
    return memcmp(address->octets, V4_MAPPED, sizeof(V4_MAPPED)) == 0;
}

bool sg_inet_is_loopback(const struct sg_inet *address)
{
    static const struct sg_inet six = { { [15] = 1 } };
    return memcmp(address, &six, sizeof(six)) == 0 ||
           (sg_inet_is_v4(address) && address->octets[12] == 127);
}

/* The octet's bits that lie in the prefix. */
static unsigned mask_of(unsigned bits, size_t octet)
{
    size_t before = octet * 8;
    if (bits <= before)
        return 0;
    size_t n = bits - before;
    return n >= 8 ? 0xffU : 0xffU << (8 - n) & 0xffU;
}

static bool is_whole(const struct sg_network *network)
{
    for (size_t i = 0; i < sizeof(network->base.octets); i++)
        if ((network->base.octets[i] & mask_of(network->bits, i)) != network->base.octets[i])
            return false;
    return true;
}

bool sg_network_read(sg_span s, struct sg_network *out)
{
    size_t slash = sg_find(s, '/', 0);
    struct sg_network read = { 0 };
    if (!sg_inet_read(sg_cut(s, 0, slash), &read.base))
        return false;
    int64_t most = sg_inet_is_v4(&read.base) ? V4_BITS : BITS, length = most;
    if (slash < s.len && !sg_number(sg_tail(s, slash + 1), 0, most, &length))
        return false;
    read.bits = (unsigned)(BITS - most + length);
    if (!is_whole(&read))
        return false;
    *out = read;
    return true;
}

bool sg_network_has(const struct sg_network *network, const struct sg_inet *address)
{
    for (size_t i = 0; i < sizeof(address->octets); i++)
        if (((network->base.octets[i] ^ address->octets[i]) & mask_of(network->bits, i)) != 0)
            return false;
    return true;
}
