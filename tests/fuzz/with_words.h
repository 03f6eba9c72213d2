/* tests/fuzz/with_words.h - what a target needs that works with the data and the words that are shipped: loaded once, an arena, and how a
 * broken property ends the run. */
#ifndef SG_TESTS_FUZZ_WITH_WORDS_H
#define SG_TESTS_FUZZ_WITH_WORDS_H

#include <stdio.h>
#include <stdlib.h>

#include "intel/intel.h"
#include "report/words.h"

enum {
    WORDS_OCTETS = 64 * 1024 * 1024,  /* ceiling of the words */
    WORK_OCTETS = 1024 * 1024 * 1024, /* of one run */
};

static const struct sg_intel *intel;
static const struct sg_words *ja, *en;
static struct sg_arena *arena, *kept;

static inline void require(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "property broken: %s\n", what);
    abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *at, size_t len);
int LLVMFuzzerInitialize(int *argc, char ***argv);

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    const char *dir = getenv("SHINGAN_DATA");
    struct sg_intel_options options = { .dir = dir != NULL ? dir : "data" };
    struct sg_error err = { 0 };
    kept = sg_arena_open(WORDS_OCTETS);
    arena = sg_arena_open(WORK_OCTETS);
    if (sg_intel_load(&options, &intel, &err) != SG_OK ||
        sg_words_load(kept, options.dir, "ja", &ja, &err) != SG_OK ||
        sg_words_load(kept, options.dir, "en", &en, &err) != SG_OK) {
        fprintf(stderr, "%s\n", err.text);
        exit(1);
    }
    return 0;
}

#endif
