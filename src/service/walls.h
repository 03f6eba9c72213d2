/* service/walls.h - what a process may still do once it has loaded all it needs.
 *
 * A worker keeps the descriptors named, its memory, the clock, and the system calls of its kind's table
 * (service/calls.c); nothing else: no file, no socket, no other process, no program.  A call that is not in the table
 * ends it at once.  There is no way back.  Source: landlock(7), seccomp(2), getrlimit(2), prctl(2). */
#ifndef SG_SERVICE_WALLS_H
#define SG_SERVICE_WALLS_H

#include <stdbool.h>
#include <stddef.h>

enum sg_walls {
    SG_WALLS_ENFORCE,
    SG_WALLS_LOG, /* a call outside the table is logged by the kernel, and done; no Landlock */
    SG_WALLS_OFF,
};

enum sg_process_kind {
    SG_EXAMINER, /* reads mails: our own code, ICU, the multi-pattern scanner */
    SG_OPENER,   /* decoders of others */
};

/* What the kernel lacks, of one process. */
enum sg_wall {
    SG_WALL_LANDLOCK = 1 << 0,
    SG_WALL_SECCOMP = 1 << 1,
    SG_WALL_MEMORY = 1 << 2, /* /proc does not say how much there is now */
};

struct sg_walls_plan {
    enum sg_walls walls;
    enum sg_process_kind kind;
    int kept[2];     /* descriptors beside 0 to 2; -1: none */
    size_t memory;   /* octets that it may take in addition to what it has */
    size_t max_file; /* octets of one file in memory */
};

/* Put this process behind its walls: gives the `enum sg_wall`s that the kernel lacks.  Ends the process when one
 * cannot be built for another reason. */
unsigned sg_walls_up(const struct sg_walls_plan *plan);

/* One line for a person about one of them. */
const char *sg_wall_lack(enum sg_wall wall);

#endif
