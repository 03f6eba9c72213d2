/* intel/cloud.h - which networks rent out servers: data/networks/cloud.list.
 *
 *   asn 8075 Microsoft Azure           the network of that number
 *   word vps                           any network with that word in its name
 *   mail-service 40.107.0.0/16 ...     inside one of those, but a mail service's own, not rented out */
#ifndef SG_INTEL_CLOUD_H
#define SG_INTEL_CLOUD_H

#include "base/arena.h"
#include "base/status.h"

struct sg_clouds;

/* A file that is not there gives an empty list. */
SG_MUST_USE enum sg_status sg_clouds_read(struct sg_arena *arena, const char *path,
                                          const struct sg_clouds **out, struct sg_error *err);

/* `name` may be empty; `address`: 16 octets. */
bool sg_clouds_has(const struct sg_clouds *clouds, uint32_t asn, sg_span name,
                   const uint8_t *address);

#endif
