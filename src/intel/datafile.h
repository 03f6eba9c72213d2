/* intel/datafile.h - the one format of everything under data/, and its parser.  docs/data.md describes it
 * for those who write data; in short: UTF-8; `#` starts a comment line; a line at column 0 begins a
 * record, `kind name...`; the indented lines after it are its fields, `field value...`, the value up to
 * the end of the line.  Long tables have one record a line and no fields.
 *
 * Spans point into the text that was parsed.  A file is read as a whole or not at all, and every
 * error says `file:line: what`. */
#ifndef SG_INTEL_DATAFILE_H
#define SG_INTEL_DATAFILE_H

#include "base/arena.h"
#include "base/map.h"
#include "base/status.h"

struct sg_data_place {
    const char *path;
    size_t line; /* from 1 */
};

struct sg_data_field {
    sg_span name, value; /* neither is empty; value without blanks at its ends */
    struct sg_data_place place;
};

struct sg_data_record {
    sg_span kind,
        name; /* neither is empty; name is the rest of the line, without blanks at its ends */
    struct sg_data_place place;
    const struct sg_data_field *fields;
    size_t n_fields;
};

struct sg_data_file {
    const char *path;
    const struct sg_data_record *records;
    size_t n_records;
};

/* What a record may hold. A table of kinds ends with .kind == NULL, its fields with .name == NULL. */
struct sg_data_field_rule {
    const char *name;
    bool is_needed;
    bool is_list; /* may stand more than once */
};

struct sg_data_kind {
    const char *kind;
    const struct sg_data_field_rule *fields; /* NULL: no fields */
};

/* Parse `text` (kept by the caller as long as the result); `path` is what errors call it and is kept
 * too.  Errors: SG_E_SYNTAX (not UTF-8, a control character, a field before any record, no name, an
 * empty value), SG_E_VALUE (a kind or field that `kinds` does not have, a needed field missing, a
 * field repeated). */
SG_MUST_USE enum sg_status sg_data_parse(struct sg_arena *arena, const char *path, sg_span text,
                                         const struct sg_data_kind *kinds, struct sg_data_file *out,
                                         struct sg_error *err);

/* Read and parse the file at `path`. */
SG_MUST_USE enum sg_status sg_data_read(struct sg_arena *arena, const char *path,
                                        const struct sg_data_kind *kinds, struct sg_data_file *out,
                                        struct sg_error *err);

/* A directory's files whose names end with `ending` (".brands"), sorted by name, as whole paths.  A directory
 * that does not exist gives none. */
struct sg_data_paths {
    const char **at;
    size_t n, room;
};

SG_MUST_USE enum sg_status sg_data_paths(struct sg_arena *arena, const char *dir,
                                         const char *ending, struct sg_data_paths *out,
                                         struct sg_error *err);

/* "dir/name" in the arena. */
const char *sg_data_path(struct sg_arena *arena, const char *dir, const char *name);

/* True when the file or directory exists. */
bool sg_data_exists(const char *path);

/* Record "path:line: ..." and give the status back. */
SG_MUST_USE enum sg_status sg_data_fail(struct sg_error *err, enum sg_status status,
                                        struct sg_data_place place, const char *fmt, ...)
    SG_PRINTF(4, 5);

/* The value of the first field `name`, or an empty span. */
sg_span sg_data_value(const struct sg_data_record *record, const char *name);

/* Take the next word (blanks between words) off `*rest`; empty when there is none. */
sg_span sg_data_word(sg_span *rest);

/* Put `key` into `seen` (key -> struct sg_data_place); SG_E_VALUE naming both places when it is there
 * already. */
SG_MUST_USE enum sg_status sg_data_once(struct sg_map *seen, sg_span key,
                                        const struct sg_data_place *place, struct sg_error *err);

/* True for a lower-case ASCII domain of non-empty labels of letters, digits, `-` and `_`, without a final dot.  One label is
 * a domain too (a suffix). */
bool sg_data_is_domain(sg_span s);

/* SG_E_VALUE unless sg_data_is_domain(). */
SG_MUST_USE enum sg_status sg_data_domain(sg_span s, struct sg_data_place place,
                                          struct sg_error *err);

#endif
