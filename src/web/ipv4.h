/* web/ipv4.h - addresses as URLs write them: IPv4 in every base, IPv6 (WHATWG URL 3.5). */
#ifndef SG_WEB_IPV4_H
#define SG_WEB_IPV4_H

#include "base/buf.h"

/* One part of an IPv4 address: decimal, 0octal, 0xhex. */
bool sg_ipv4_number(sg_span s, uint64_t *n);

/* One to four numbers; `is_dotted` when it was written as four plain decimal ones. */
bool sg_ipv4_read(sg_span s, uint32_t *address, bool *is_dotted);

/* Without brackets; "::ffff:192.0.2.1" too. */
bool sg_ipv6_read(sg_span s, uint8_t address[16]);
void sg_ipv6_put(struct sg_buf *b, const uint8_t address[16]); /* RFC 5952 */

#endif
