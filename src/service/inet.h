/* service/inet.h - an IP address as an operator writes it: 16 octets, IPv4 as ::ffff:a.b.c.d. */
#ifndef SG_SERVICE_INET_H
#define SG_SERVICE_INET_H

#include "base/span.h"

struct sg_inet {
    uint8_t octets[16];
};

/* "192.0.2.1", "2001:db8::1"; four decimal numbers without leading zeros, no zone.  False leaves `out` untouched. */
bool sg_inet_read(sg_span s, struct sg_inet *out);

bool sg_inet_is_v4(const struct sg_inet *address);
bool sg_inet_is_loopback(const struct sg_inet *address); /* 127.0.0.0/8, ::1 */

/* Addresses whose first `bits` are those of `base`. */
struct sg_network {
    struct sg_inet base;
    unsigned bits; /* of the 128; for IPv4 96 and its prefix */
};

/* "192.0.2.0/24", "2001:db8::/32", or an address alone.  False too when the base has bits behind its prefix, for then
 * it is not sure what was meant. */
bool sg_network_read(sg_span s, struct sg_network *out);
bool sg_network_has(const struct sg_network *network, const struct sg_inet *address);

#endif
