/* text/fold_tables.h - inside the room: what a folder holds. */
#ifndef SG_TEXT_FOLD_TABLES_H
#define SG_TEXT_FOLD_TABLES_H

#include "text/fold.h"

enum {                      /* what the table says instead of a character */
       SG_FOLD_REMOVED = 0, /* invisible */
       SG_FOLD_MANY = 1,    /* several characters, or one that joins others: ask ICU */
       SG_FOLD_JOINS = 2,   /* may change the character before it: ask ICU from there on */
       SG_FOLD_BLANK = ' ',
};

struct sg_skeleton_cell {
    uint8_t octets[7], len;
};

struct sg_folder {
    struct sg_arena *arena;   /* that this stands in */
    uint16_t simple[0x10000]; /* character of the basic plane to its folded one, or SG_FOLD_* */
    uint8_t visible[256];     /* octet of visible ASCII to its folded one; 0: another octet */
    const void *normalizer;   /* ICU's, shared */
    void *spoof;              /* ICU's */
    struct sg_skeleton_cell ascii[128];
};

#endif
