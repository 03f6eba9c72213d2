/* intel/misspelt.h - brand names that are written wrong on purpose: Mircosoft, Amazom, Paypa1, メルガリ.
 *
 * An index beside the names of the brands, so that a word costs a look-up for each of its letters and no walk over
 * the names.  Source: the deletions of W. Garbe's SymSpell; letters for digits as mail filters read them. */
#ifndef SG_INTEL_MISSPELT_H
#define SG_INTEL_MISSPELT_H

#include "intel/brands.h"

/* An index without names. */
struct sg_misspelt *sg_misspelt_in(struct sg_arena *arena);

/* Enter a name, folded; what is short, weak or of several words is left out. */
void sg_misspelt_enter(struct sg_misspelt *index, const struct sg_brand_called *called,
                       sg_span folded);

/* The brand that a folded word passes for without being its name, or NULL.  One letter left out, put in, put in place of
 * another or changed with its neighbour, of names of 6 letters and more; digits for letters from 5 on; the letters
 * between the first and the last in any order from 7 on; dots on kana put or left out. */
const struct sg_brand_called *sg_misspelt_find(struct sg_arena *arena,
                                               const struct sg_misspelt *index, sg_span word);

#endif
