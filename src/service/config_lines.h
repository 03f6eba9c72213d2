/* service/config_lines.h - a file of settings, line by line, through libinih; only for this room.
 *
 * libinih says which line is a setting of which key.  What it cannot tell, or tells otherwise than we want, is seen to
 * before it gets a line: what is no text, names of sections and values (it cuts lines at 200 octets), a `:` for a `=`. */
#ifndef SG_SERVICE_CONFIG_LINES_H
#define SG_SERVICE_CONFIG_LINES_H

#include "intel/datafile.h"
#include "service/config_value.h"

/* Whose settings are read. */
struct sg_config_place {
    size_t part;     /* SIZE_MAX: no section, or one that is wrong */
    size_t instance; /* SIZE_MAX: the general one */
};

struct sg_config_given {
    const struct sg_setting *setting;
    struct sg_config_place place;
    size_t line;
    struct sg_config_value value;
};

struct sg_config_lines {
    struct sg_arena *arena;
    const struct sg_config_plan *plan;
    struct sg_config *out; /* its faults and instances are added to; the parts are there */
    SG_LIST(struct sg_config_given) given;
    /* while it is read: */
    struct sg_data_place at;
    sg_span rest;       /* of the file */
    sg_span line;       /* that the library was given, as a whole */
    struct sg_map seen; /* "[policy example.jp] key" -> const struct sg_data_place */
    sg_span header;     /* "[policy example.jp]" */
    struct sg_config_place place;
    bool is_before;  /* before any section */
    bool goes_on;    /* this line is indented: it goes on with the setting before */
    bool can_go_on;  /* there is one */
    bool is_skipped; /* it was wrong, so what goes on with it is passed over */
};

struct sg_config_lines sg_config_lines_in(struct sg_arena *arena, const struct sg_config_plan *plan,
                                          const char *path, struct sg_config *out);

/* Read `text`: what it gives, and faults. */
void sg_config_lines_read(struct sg_config_lines *lines, sg_span text);

/* Add a fault of line `line`; 0: of the file as a whole. */
void sg_config_fault(struct sg_config_lines *lines, size_t line, const char *fmt, ...)
    SG_PRINTF(3, 4);

/* The section's place in the plan, or SIZE_MAX. */
size_t sg_config_part_of(const struct sg_config_plan *plan, sg_span section);

#endif
