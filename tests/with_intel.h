/* tests/with_intel.h - what a test needs that reads mails with the data that is shipped: loaded once, and an arena. */
#ifndef SG_TESTS_WITH_INTEL_H
#define SG_TESTS_WITH_INTEL_H

#include "intel/intel.h"
#include "test.h"

static const struct sg_intel *intel;
static struct sg_arena *arena;

static inline int load_intel(void **state)
{
    (void)state;
    struct sg_error err = { 0 };
    const struct sg_intel_options options = { .dir = getenv("SHINGAN_DATA") };
    if (sg_intel_load(&options, &intel, &err) != SG_OK)
        fail_msg("%s", err.text);
    arena = sg_arena_open((size_t)256 << 20);
    return 0;
}

static inline int unload_intel(void **state)
{
    (void)state;
    sg_arena_close(arena);
    sg_intel_close(intel);
    return 0;
}

#endif
