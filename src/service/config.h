/* service/config.h - a service's settings: a file of sections, keys and values (INI), read by a table that says what
 * there may be, what each value must be like, what it is when it is not given, and what it is for.
 *
 *     # a comment                   ; is one too, and so is what follows a blank and `;` after a value
 *     [listen]
 *     socket = unix:/run/shingan/milter.sock
 *     networks = 192.0.2.0/24, 2001:db8::/32
 *         198.51.100.0/24           only a list goes on, on an indented line
 *     [policy]                      the general one
 *     phishing = quarantine
 *     [policy example.jp]           one instance: what it leaves out is as in the general one
 *     phishing = mark
 *
 * The same table writes the sample file, so that what is documented and what is read cannot differ.
 *
 * Whatever the table does not allow is a fault: an unknown section or key, a value out of its bounds, a section or key
 * that stands twice, a line that is none of these, text that is not UTF-8, a control octet.  All faults of a file are
 * told, not the first alone. */
#ifndef SG_SERVICE_CONFIG_H
#define SG_SERVICE_CONFIG_H

#include "base/buf.h"
#include "base/map.h"

enum sg_setting_kind {
    /* kind            in the struct                        min and max are    */
    SG_SETTING_TEXT,   /* sg_span, a NUL behind it          octets; 0, 0: any  */
    SG_SETTING_NUMBER, /* int64_t                           its bounds         */
    SG_SETTING_SWITCH, /* bool: yes or no                   -                  */
    SG_SETTING_CHOICE, /* int: index into `choices`         -                  */
    SG_SETTING_LIST,   /* struct sg_config_list             words; 0, 0: any   */
};

/* Words, split at blanks and commas; each has a NUL behind it. */
struct sg_config_list {
    const sg_span *at;
    size_t n;
};

struct sg_setting {
    const char *section, *key; /* keys: small letters, digits and `-` */
    enum sg_setting_kind kind;
    const char *
        fallback; /* as it would stand in the file.  NULL: an empty text or list, and when that is below
                           * `min`, the general section has to give it.  Other kinds have a fallback. */
    int64_t min, max;
    const char *const *choices; /* ends with NULL */
    const char *help;           /* whole English sentences, without newlines, with the unit */
    size_t at;                  /* offsetof() in the struct of its section */
};

struct sg_section {
    const char *name;
    size_t size; /* octets of its struct */
    const char *help;
    const char
        *instance; /* what the name of an instance is ("a recipient's domain"); NULL: it has none */
    bool (*is_instance)(
        sg_span name); /* is it one?  Names are in lower case.  NULL: whatever is not empty */
};

struct sg_config_plan {
    const struct sg_setting *settings;
    size_t n_settings;
    const struct sg_section *sections;
    size_t n_sections;
};

enum { SG_CONFIG_FAULTS = 20 }; /* that are told */

struct sg_config_fault {
    size_t line;  /* 0: of the file as a whole */
    sg_span text; /* "FILE:LINE: what", for a person; a NUL behind it */
};

struct sg_config_instance {
    sg_span name; /* ASCII letters in lower case, a NUL behind it */
    const void *settings;
};

struct sg_config_part {
    const void *general;
    struct sg_config_instance *at; /* in the order of the file */
    size_t n, room;
    struct sg_map names; /* -> const struct sg_config_instance */
};

struct sg_config {
    const struct sg_config_plan *plan;
    struct sg_config_part *parts;                    /* one for each section of the plan */
    struct sg_config_fault faults[SG_CONFIG_FAULTS]; /* in the order of lines */
    size_t n_faults, n_more;                         /* n_more: faults beyond those */
};

/* Read `path`; NULL: no file, all as it is by itself.  Everything lives in `arena`; `plan` and `path` are kept.
 * SG_E_IO and SG_E_LIMIT when the file cannot be read; SG_E_VALUE for faults: `err` has the first, and of `out` only
 * the faults are set then. */
SG_MUST_USE enum sg_status sg_config_read(struct sg_arena *arena, const struct sg_config_plan *plan,
                                          const char *path, struct sg_config *out,
                                          struct sg_error *err);

/* The struct of a section, which must stand in the plan: the general one. */
const void *sg_config_general(const struct sg_config *config, const char *section);

/* That of the instance `name` (ASCII case does not matter), or the general one when there is no such instance. */
const void *sg_config_for(const struct sg_config *config, const char *section, sg_span name);

/* A sample file: each setting with its help, what it may be, and its fallback behind a `#`. */
void sg_config_write_help(const struct sg_config_plan *plan, struct sg_buf *out);

#endif
