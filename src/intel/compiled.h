/* intel/compiled.h - scanners saved beside the data they were compiled from: DIR/compiled/NAME.scanner.
 *
 * Made by `shingan intel compile`, for a program that is started for one mail: without them loading compiles for
 * longer than all else takes.  They are never needed and never wrong: what was made of other words is left
 * aside. */
#ifndef SG_INTEL_COMPILED_H
#define SG_INTEL_COMPILED_H

#include "intel/intel.h"

enum sg_compiled {
    SG_COMPILED_NAMES, /* of brands */
    SG_COMPILED_PHRASES,
    SG_COMPILED_PATTERNS, /* of phrases */
    SG_N_COMPILED,
};

/* Where it is looked for: in the last of the directories (NULL ends them), which holds most of the words. */
const char *sg_compiled_path(struct sg_arena *arena, const char *const *dirs,
                             enum sg_compiled which);

/* What is to stand in that file, in `arena`; empty when there is nothing to save. */
sg_span sg_compiled_octets(struct sg_arena *arena, const struct sg_intel *intel,
                           enum sg_compiled which);

#endif
