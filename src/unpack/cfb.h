/* unpack/cfb.h - a compound file (MS-CFB): streams and storages, as .doc, .xls, .ppt and .msg are made of.
 *
 * Chains of sectors may run in circles and into each other: each is followed for as many sectors as the file has, and all
 * that is read of one file is bounded. */
#ifndef SG_UNPACK_CFB_H
#define SG_UNPACK_CFB_H

#include "unpack/kinds.h"

enum { SG_CFB_NOBODY = -1 };

struct sg_cfb_entry {
    sg_span name; /* UTF-8 */
    bool is_stream;
    int32_t parent; /* index of the storage that it lies in; SG_CFB_NOBODY: the root, or lost */
    uint32_t start, size; /* first sector; octets */
};

struct sg_cfb {
    struct sg_unpacking *u;
    sg_span octets;
    unsigned shift;  /* a sector has 1 << shift octets */
    sg_span sectors; /* numbers of the sectors that the table of chains is in, four octets each */
    sg_span small, small_chains; /* what streams smaller than SMALL lie in, and their chains */
    const struct sg_cfb_entry *entries;
    size_t n;      /* at most SG_MAX_STREAMS; those that are not used are empty */
    sg_span class; /* 16 octets: what wrote it */
    size_t left;   /* octets that may still be read */
};

/* False, BROKEN set in `u`, when it is none.  Borrows `octets`. */
bool sg_cfb_open(struct sg_unpacking *u, sg_span octets, struct sg_cfb *cfb);

/* The octets of a stream as far as they are there, in the arena or in the file itself. */
sg_span sg_cfb_read(struct sg_cfb *cfb, const struct sg_cfb_entry *entry);

#endif
