/* tests/test.h - cmocka and what it needs before it, in the order it needs them, and a few helpers. */
#ifndef SG_TESTS_TEST_H
#define SG_TESTS_TEST_H

/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/span.h"

/* A copy of exactly the text's size on the heap, so that AddressSanitizer sees one octet too many. */
static inline sg_span exact_octets(const void *octets, size_t len)
{
    uint8_t *copy = malloc(len > 0 ? len : 1);
    memcpy(copy, octets, len);
    return (sg_span){ copy, len };
}

static inline sg_span exact(const char *text)
{
    return exact_octets(text, strlen(text));
}

static inline void drop(sg_span s)
{
    free((void *)(uintptr_t)s.at);
}

#define assert_span_is(span, text)                                                               \
    do {                                                                                         \
        sg_span span_is_got = (span);                                                            \
        const char *span_is_want = (text);                                                       \
        if (span_is_got.len != strlen(span_is_want) ||                                           \
            (span_is_got.len > 0 && memcmp(span_is_got.at, span_is_want, span_is_got.len) != 0)) \
            fail_msg("'%.*s' is not '%s'", (int)span_is_got.len, (const char *)span_is_got.at,   \
                     span_is_want);                                                              \
    } while (0)

#endif
