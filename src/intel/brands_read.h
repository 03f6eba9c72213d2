/* intel/brands_read.h - brands from data/brands/NAME.brands. */
#ifndef SG_INTEL_BRANDS_READ_H
#define SG_INTEL_BRANDS_READ_H

#include "intel/brands.h"

/* Read the brands of every directory (NULL ends them): DIR/brands/NAME.brands.  A later directory cannot change a brand of an
 * earlier one.  Close releases what the arena does not hold. */
SG_MUST_USE enum sg_status sg_brands_open(struct sg_arena *arena, const struct sg_folder *folder,
                                          const char *const *dirs, const struct sg_brands **out,
                                          struct sg_error *err);
void sg_brands_close(const struct sg_brands *brands); /* NULL is fine */

#endif
