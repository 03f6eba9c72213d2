/* intel/wrappers.h - data/hosters/wrappers.list: which links carry another one, and how.
 *
 *   parameter safelinks.protection.outlook.com url rewriter
 *   proofpoint-v3 urldefense.com __ path=/v3/ rewriter
 *
 * The coding, the domain (it and all under it), the key or `-`, and as needed path= and rewriter. */
#ifndef SG_INTEL_WRAPPERS_H
#define SG_INTEL_WRAPPERS_H

#include "web/unwrap.h"

/* Those of `dir`/hosters/wrappers.list, in the order of the file; none when there is no such file. */
SG_MUST_USE enum sg_status sg_wrappers_read(struct sg_arena *arena, const char *dir,
                                            struct sg_wrappers *out, struct sg_error *err);

#endif
