#include "intel/datafile.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "text/unicode.h"

enum { QUOTED = 60 }; /* octets of a value quoted in an error */

struct parse {
    struct sg_arena *arena;
    const struct sg_data_kind *kinds;
    struct sg_data_place at;
    const struct sg_data_kind *kind; /* of the open record */
    SG_LIST(struct sg_data_record) records;
    SG_LIST(struct sg_data_field) fields; /* of all records, in order */
    size_t first_field;                   /* of the open record */
    struct sg_error *err;
};

enum sg_status sg_data_fail(struct sg_error *err, enum sg_status status, struct sg_data_place place,
                            const char *fmt, ...)
{
    char text[sizeof err->text];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    return sg_fail(err, status, "%s:%zu: %s", place.path, place.line, text);
}

/* For "%.*s": data is ours, but a broken file must not fill the message. */
static int shown(sg_span s)
{
    return (int)sg_utf8_cut(s, QUOTED).len;
}

static bool is_called(sg_span s, const char *name)
{
    return sg_same(s, sg_span_of(name));
}

static const struct sg_data_kind *kind_of(const struct sg_data_kind *kinds, sg_span name)
{
    for (const struct sg_data_kind *k = kinds; k->kind != NULL; k++)
        if (is_called(name, k->kind))
            return k;
    return NULL;
}

static const struct sg_data_field_rule *rule_of(const struct sg_data_kind *kind, sg_span name)
{
    for (const struct sg_data_field_rule *r = kind->fields; r != NULL && r->name != NULL; r++)
        if (is_called(name, r->name))
            return r;
    return NULL;
}

/* The fields of the record that ends here are complete: the rules about their number. */
static enum sg_status end_record(struct parse *p)
{
    if (p->kind == NULL)
        return SG_OK;
    assert(p->records.at != NULL && p->records.n > 0);
    struct sg_data_record *record = &p->records.at[p->records.n - 1];
    for (const struct sg_data_field_rule *r = p->kind->fields; r != NULL && r->name != NULL; r++) {
        size_t n = 0;
        for (size_t i = p->first_field; i < p->fields.n; i++)
            n += is_called(p->fields.at[i].name, r->name);
        if (n == 0 && r->is_needed)
            return sg_data_fail(p->err, SG_E_VALUE, record->place, "'%.*s' has no '%s'",
                                shown(record->name), (const char *)record->name.at, r->name);
        if (n > 1 && !r->is_list)
            return sg_data_fail(p->err, SG_E_VALUE, record->place, "'%.*s' has '%s' %zu times",
                                shown(record->name), (const char *)record->name.at, r->name, n);
    }
    record->n_fields = p->fields.n - p->first_field;
    p->first_field = p->fields.n;
    return SG_OK;
}

static enum sg_status begin_record(struct parse *p, sg_span line)
{
    enum sg_status st = end_record(p);
    if (st != SG_OK)
        return st;
    sg_span rest = line;
    sg_span kind = sg_data_word(&rest);
    sg_span name = sg_trim(rest);
    p->kind = kind_of(p->kinds, kind);
    if (p->kind == NULL)
        return sg_data_fail(p->err, SG_E_VALUE, p->at, "unknown kind '%.*s'", shown(kind),
                            (const char *)kind.at);
    if (name.len == 0)
        return sg_data_fail(p->err, SG_E_SYNTAX, p->at, "'%.*s' without a name", shown(kind),
                            (const char *)kind.at);
    *SG_PUSH(p->arena, &p->records) =
        (struct sg_data_record){ .kind = kind, .name = name, .place = p->at };
    return SG_OK;
}

static enum sg_status add_field(struct parse *p, sg_span line)
{
    if (p->kind == NULL)
        return sg_data_fail(p->err, SG_E_SYNTAX, p->at, "a field before any record");
    sg_span rest = line;
    sg_span name = sg_data_word(&rest);
    sg_span value = sg_trim(rest);
    if (rule_of(p->kind, name) == NULL)
        return sg_data_fail(p->err, SG_E_VALUE, p->at, "unknown field '%.*s' in a '%s'",
                            shown(name), (const char *)name.at, p->kind->kind);
    if (value.len == 0)
        return sg_data_fail(p->err, SG_E_SYNTAX, p->at, "'%.*s' without a value", shown(name),
                            (const char *)name.at);
    *SG_PUSH(p->arena, &p->fields) = (struct sg_data_field){ name, value, p->at };
    return SG_OK;
}

/* Invisible octets in a data file are mistakes that nobody can see. */
static enum sg_status readable(struct parse *p, sg_span line)
{
    for (size_t i = 0; i < line.len; i++) {
        int c = sg_at(line, i);
        if ((c < ' ' && c != '\t' && !(c == '\r' && i + 1 == line.len)) || c == 0x7f)
            return sg_data_fail(p->err, SG_E_SYNTAX, p->at, "a control character (0x%02x)",
                                (unsigned)c);
    }
    if (!sg_utf8_valid(line))
        return sg_data_fail(p->err, SG_E_SYNTAX, p->at, "not UTF-8");
    return SG_OK;
}

static enum sg_status parse_line(struct parse *p, sg_span line)
{
    enum sg_status st = readable(p, line);
    sg_span text = sg_trim(line);
    if (st != SG_OK || text.len == 0 || sg_at(text, 0) == '#')
        return st;
    return sg_is_blank(sg_at(line, 0)) ? add_field(p, text) : begin_record(p, text);
}

/* The fields moved while the list grew; now each record gets its own. */
static void join(struct parse *p)
{
    size_t from = 0;
    for (size_t i = 0; i < p->records.n; i++) {
        p->records.at[i].fields = p->fields.at == NULL ? NULL : p->fields.at + from;
        from += p->records.at[i].n_fields;
    }
}

enum sg_status sg_data_parse(struct sg_arena *arena, const char *path, sg_span text,
                             const struct sg_data_kind *kinds, struct sg_data_file *out,
                             struct sg_error *err)
{
    struct parse p = { .arena = arena, .kinds = kinds, .at = { path, 0 }, .err = err };
    sg_span rest = text;
    while (rest.len > 0) {
        p.at.line++;
        enum sg_status st = parse_line(&p, sg_next(&rest, '\n'));
        if (st != SG_OK)
            return st;
    }
    enum sg_status st = end_record(&p);
    if (st != SG_OK)
        return st;
    join(&p);
    *out = (struct sg_data_file){ path, p.records.at, p.records.n };
    return SG_OK;
}

enum sg_status sg_data_read(struct sg_arena *arena, const char *path,
                            const struct sg_data_kind *kinds, struct sg_data_file *out,
                            struct sg_error *err)
{
    sg_span text = { 0 };
    enum sg_status st = sg_file_read(arena, path, SG_MAX_DATA_FILE, &text, err);
    return st == SG_OK ? sg_data_parse(arena, path, text, kinds, out, err) : st;
}

bool sg_data_exists(const char *path)
{
    return access(path, F_OK) == 0;
}

const char *sg_data_path(struct sg_arena *arena, const char *dir, const char *name)
{
    struct sg_buf b =
        SG_BUF_IN(arena, strlen(dir) + strlen(name) + 2); /* however long: the NUL is needed */
    sg_put_text(&b, dir);
    sg_put_octet(&b, '/');
    sg_put_text(&b, name);
    sg_put_octet(&b, '\0');
    return (const char *)sg_buf_done(&b).at;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

enum sg_status sg_data_paths(struct sg_arena *arena, const char *dir, const char *ending,
                             struct sg_data_paths *out, struct sg_error *err)
{
    DIR *open = opendir(dir);
    if (open == NULL && (errno == ENOENT || errno == ENOTDIR))
        return SG_OK;
    if (open == NULL)
        return sg_fail(err, SG_E_IO, "cannot open '%s': %s", dir, strerror(errno));
    for (const struct dirent *e = readdir(open); e != NULL; e = readdir(open))
        if (sg_ends(sg_span_of(e->d_name), sg_span_of(ending)) && e->d_name[0] != '.')
            *SG_PUSH(arena, out) = sg_data_path(arena, dir, e->d_name);
    (void)closedir(open);
    if (out->n > 0)
        qsort(out->at, out->n, sizeof *out->at, by_name);
    return SG_OK;
}

sg_span sg_data_value(const struct sg_data_record *record, const char *name)
{
    for (size_t i = 0; i < record->n_fields; i++)
        if (is_called(record->fields[i].name, name))
            return record->fields[i].value;
    return (sg_span){ 0 };
}

sg_span sg_data_word(sg_span *rest)
{
    size_t from = 0;
    while (sg_is_blank(sg_at(*rest, from)))
        from++;
    size_t to = from;
    while (to < rest->len && !sg_is_blank(sg_at(*rest, to)))
        to++;
    sg_span word = sg_cut(*rest, from, to - from);
    *rest = sg_tail(*rest, to);
    return word;
}

enum sg_status sg_data_once(struct sg_map *seen, sg_span key, const struct sg_data_place *place,
                            struct sg_error *err)
{
    const struct sg_data_place *first = sg_map_put(seen, key, place);
    if (first == place)
        return SG_OK;
    return sg_data_fail(err, SG_E_VALUE, *place, "'%.*s' stands already in %s:%zu", shown(key),
                        (const char *)key.at, first->path, first->line);
}

bool sg_data_is_domain(sg_span s)
{
    int before = '.';
    for (size_t i = 0; i < s.len; i++) {
        int c = sg_at(s, i);
        bool is_letter = (c >= 'a' && c <= 'z') || sg_is_digit(c) || c == '-' || c == '_';
        if (!is_letter && (c != '.' || before == '.'))
            return false;
        before = c;
    }
    return s.len > 0 && before != '.';
}

enum sg_status sg_data_domain(sg_span s, struct sg_data_place place, struct sg_error *err)
{
    if (sg_data_is_domain(s))
        return SG_OK;
    return sg_data_fail(err, SG_E_VALUE, place, "'%.*s' is not a domain in lower case", shown(s),
                        (const char *)s.at);
}
