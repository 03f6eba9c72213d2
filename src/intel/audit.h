/* intel/audit.h - mistakes in data that can be read: what contradicts itself or what is known elsewhere.
 *
 * Reading stops at the first line that is not well-formed; this finds what only shows when all is read, and all of it.
 * For `shingan intel check`: an examination does without. */
#ifndef SG_INTEL_AUDIT_H
#define SG_INTEL_AUDIT_H

#include "intel/intel.h"

struct sg_audit_notes {
    sg_span *at; /* "path:line: what" each */
    size_t n, room;
};

/* Add a note. */
void sg_audit_note(struct sg_arena *arena, struct sg_audit_notes *notes, struct sg_data_place place,
                   const char *fmt, ...) SG_PRINTF(4, 5);

/* Mistakes in brands: names and domains of two brands that are no kin, domains that are suffixes or where anybody
 * publishes, unknown owners and countries, pages that are not the brand's own. */
void sg_audit_brands(struct sg_arena *arena, const struct sg_intel *intel,
                     struct sg_audit_notes *notes);

#endif
