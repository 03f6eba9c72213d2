#include "intel/compiled.h"

#include <assert.h>

#include "intel/datafile.h"
#include "intel/scanner.h"

static const char *const FILES[SG_N_COMPILED] = {
    [SG_COMPILED_NAMES] = "compiled/names.scanner",
    [SG_COMPILED_PHRASES] = "compiled/phrases.scanner",
    [SG_COMPILED_PATTERNS] = "compiled/patterns.scanner",
};

const char *sg_compiled_path(struct sg_arena *arena, const char *const *dirs,
                             enum sg_compiled which)
{
    const char *last = NULL;
    assert(which < SG_N_COMPILED);
    for (size_t i = 0; dirs[i] != NULL; i++)
        last = dirs[i];
    return last == NULL ? NULL : sg_data_path(arena, last, FILES[which]);
}

sg_span sg_compiled_octets(struct sg_arena *arena, const struct sg_intel *intel,
                           enum sg_compiled which)
{
    const struct sg_scanner *scanner =
        which == SG_COMPILED_NAMES
            ? intel->brands->scanner
            : sg_phrases_scanner(intel->phrases, which == SG_COMPILED_PATTERNS);
    return sg_scanner_save(arena, scanner);
}
