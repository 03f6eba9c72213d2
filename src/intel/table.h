/* intel/table.h - our own tables from addresses to a country or a network: data/geo/NAME.table.
 *
 * Made by tools/make-geo.  All numbers are little-endian.
 *
 *    0  8    "SGTABLE1"
 *    8  8    "country" or "network", filled up with NUL
 *   16  8    checksum of everything from 32 on
 *   24  8    octets from 32 on
 *   32  64   source and date, filled up with NUL
 *   96  6x4  IPv4 blocks, IPv6 blocks, names, octets of: names' text, IPv4 steps, IPv6 steps
 *  120       IPv4 blocks (first start 4, offset in the steps 4), IPv6 blocks (8, 4), names (number 4, offset in
 *            the text 4), the names' text, IPv4 steps, IPv6 steps
 *
 * A range runs from its start to the next one's.  A block's steps are: the value of its first range,
 * then for each further range the distance from start to start (one octet: 6 bits shift, 2 bits how
 * the odd factor follows: it is 1, 1 octet, 2 octets, 8 octets) and its value (LEB128): 0 not known, else
 * the name's place counted from 1.  IPv6 goes by its first 64 bits. */
#ifndef SG_INTEL_TABLE_H
#define SG_INTEL_TABLE_H

#include "base/span.h"
#include "base/status.h"

struct sg_table {
    sg_span source; /* "geo-whois-asn-country 2026-06-17" */
    sg_span blocks4, blocks6, names, text, steps4, steps6;
};

struct sg_table_entry {
    uint32_t number; /* of the network; 0 in a country table */
    sg_span name;    /* empty: not known */
};

/* Open the table that `file` holds; borrows it.  SG_E_SYNTAX, naming `path`, when it is cut, of another kind
 * ("country", "network"), or was changed. */
SG_MUST_USE enum sg_status sg_table_open(sg_span file, const char *kind, const char *path,
                                         struct sg_table *out, struct sg_error *err);

/* What the table has for `address` (16 octets, IPv4 as ::ffff:a.b.c.d).  Never reads past the table,
 * whatever stands in it. */
struct sg_table_entry sg_table_find(const struct sg_table *table, const uint8_t *address);

#endif
