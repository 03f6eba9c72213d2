#include "warn/uuid.h"

#include <nettle/sha1.h>

enum { UUID_OCTETS = 16, VERSION_AT = 6, VARIANT_AT = 8 };

void sg_put_uuid5(struct sg_buf *out, const uint8_t namespace[UUID_OCTETS], sg_span name)
{
    struct sha1_ctx state;
    uint8_t sum[SHA1_DIGEST_SIZE];
    sha1_init(&state);
    sha1_update(&state, UUID_OCTETS, namespace);
    sha1_update(&state, name.len, name.at);
    sha1_digest(&state, sizeof(sum), sum);
    sum[VERSION_AT] = (uint8_t)((sum[VERSION_AT] & 0x0f) | 0x50);
    sum[VARIANT_AT] = (uint8_t)((sum[VARIANT_AT] & 0x3f) | 0x80);
    for (size_t i = 0; i < UUID_OCTETS; i++)
        sg_putf(out, i == 4 || i == 6 || i == 8 || i == 10 ? "-%02x" : "%02x", sum[i]);
}
