/* intel/intel.h - what is known before any mail arrives: brands, hosters, phrases, tables, weights.
 *
 * Loaded from data/ once by sg_intel_load(), then never changed: new data means a new intel.  An
 * examination reads it and nothing else.  (One exception to "never changed": the phrase scanner's
 * scratch memory, so one intel serves one examination at a time; workers are processes and have
 * their own.) */
#ifndef SG_INTEL_INTEL_H
#define SG_INTEL_INTEL_H

#include "base/map.h"
#include "base/status.h"
#include "intel/brands.h"
#include "intel/geo.h"
#include "intel/hosters.h"
#include "intel/lists.h"
#include "intel/model.h"
#include "intel/phrases.h"
#include "intel/site.h"
#include "intel/url_points.h"
#include "intel/weights.h"
#include "intel/world.h"
#include "text/charset.h"
#include "text/fold.h"
#include "web/host.h"
#include "web/unwrap.h"

struct sg_intel {
    struct sg_arena *arena;
    const struct sg_charsets *charsets;
    const struct sg_folder *folder;
    const struct sg_host_tools *hosts;
    struct sg_wrappers wrappers;
    const struct sg_brands *brands;
    const struct sg_hosters *hosters;
    const struct sg_phrases *phrases;
    const struct sg_lists *lists;
    const struct sg_weights *weights;
    const struct sg_model *model;
    const struct sg_site *site;
    const struct sg_url_points *urls;
    const struct sg_geo *geo;     /* NULL: no table, countries are "not looked up" */
    const struct sg_world *world; /* NULL: no map was made */
    size_t octets;                /* size of the data read */
};

struct sg_intel_options {
    const char *dir; /* the data directory */
    /* a second directory of the same layout, read in addition (a site's own brands, phrases,
     * lists); NULL: none */
    const char *overlay;
    /* a country mmdb to use instead of data/geo and the usual places; NULL: find one */
    const char *country;
    const char *network;       /* the same for network names (ASN mmdb); NULL: find one */
    struct sg_site_files site; /* lists of this house */
};

/* Read everything.  All or nothing: on failure `err` names the file and line and `out` is untouched. */
SG_MUST_USE enum sg_status sg_intel_load(const struct sg_intel_options *options,
                                         const struct sg_intel **out, struct sg_error *err);
void sg_intel_close(const struct sg_intel *intel); /* NULL is fine */

#endif
