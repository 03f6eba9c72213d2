/* intel/mmdb.h - a MaxMind database that the administrator has: GeoLite2, DB-IP and the like. */
#ifndef SG_INTEL_MMDB_H
#define SG_INTEL_MMDB_H

#include "base/arena.h"
#include "base/status.h"

struct sg_mmdb; /* mapped by the library; shared, not changed by use */

/* Open `path` (kept by the library).  SG_E_SYNTAX, naming it, when it is no such database.  Close releases. */
SG_MUST_USE enum sg_status sg_mmdb_open(struct sg_arena *arena, const char *path,
                                        const struct sg_mmdb **out, struct sg_error *err);
void sg_mmdb_close(const struct sg_mmdb *db); /* NULL is fine */

/* "GeoLite2-Country 2026-06-17"; in the arena given to open. */
sg_span sg_mmdb_source(const struct sg_mmdb *db);

/* Two capital letters, or empty.  Borrows the database. */
sg_span sg_mmdb_country(const struct sg_mmdb *db, const uint8_t *address);

/* Network number and name; 0 and empty when not known. */
uint32_t sg_mmdb_network(const struct sg_mmdb *db, const uint8_t *address, sg_span *name);

#endif
