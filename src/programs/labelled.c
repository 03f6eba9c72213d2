#include "programs/labelled.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/limits.h"
#include "text/unicode.h"

enum { MOST_COLUMNS = 32 };

/* The columns that are known, and where each goes. */
static const struct {
    const char *name;
    size_t at;
} COLUMNS[] = {
    { "path", offsetof(struct sg_labelled, path) },
    { "label", offsetof(struct sg_labelled, label) },
    { "source", offsetof(struct sg_labelled, source) },
    { "sub", offsetof(struct sg_labelled, sub) },
    { "date", offsetof(struct sg_labelled, date) },
    { "lang", offsetof(struct sg_labelled, lang) },
    { "charset", offsetof(struct sg_labelled, charset) },
    { "cluster", offsetof(struct sg_labelled, cluster) },
};

enum { N_COLUMNS = sizeof(COLUMNS) / sizeof(*COLUMNS), REP = N_COLUMNS, UNKNOWN };

struct table {
    struct sg_arena *arena;
    const char *path, *folder;
    int columns[MOST_COLUMNS]; /* index in COLUMNS, REP, or UNKNOWN */
    size_t n_columns, line;
};

static sg_span cell(sg_span *rest, bool *is_last)
{
    size_t end = sg_find(*rest, '\t', 0);
    sg_span one = sg_cut(*rest, 0, end);
    *is_last = end >= rest->len;
    *rest = sg_tail(*rest, end + 1);
    return one;
}

static int column_of(sg_span name)
{
    if (sg_same(name, SG_SPAN("rep")))
        return REP;
    for (int i = 0; i < N_COLUMNS; i++)
        if (sg_same(name, sg_span_of(COLUMNS[i].name)))
            return i;
    return UNKNOWN;
}

static bool has_column(const struct table *t, int column)
{
    for (size_t i = 0; i < t->n_columns; i++)
        if (t->columns[i] == column)
            return true;
    return false;
}

static enum sg_status read_header(struct table *t, sg_span line, struct sg_error *err)
{
    for (bool is_last = false; !is_last && t->n_columns < MOST_COLUMNS;)
        t->columns[t->n_columns++] = column_of(cell(&line, &is_last));
    if (!has_column(t, 0) || !has_column(t, 1))
        return sg_fail(err, SG_E_SYNTAX, "%s:%zu: a header row with 'path' and 'label' is wanted",
                       t->path, t->line);
    return SG_OK;
}

/* "folder/path" */
static const char *file_of(struct sg_arena *arena, const char *folder, sg_span path)
{
    struct sg_buf name = SG_BUF_IN(arena, SG_MAX_PATH);
    sg_put(&name, sg_span_of(folder));
    sg_put_octet(&name, '/');
    sg_put(&name, path);
    sg_put_octet(&name, '\0');
    return (const char *)sg_buf_done(&name).at;
}

static enum sg_status add_row(struct table *t, sg_span line, struct sg_labelled_list *list,
                              struct sg_error *err)
{
    struct sg_labelled *m = SG_PUSH(t->arena, &list->mails);
    bool is_last = false;
    size_t n = 0;
    m->is_rep = true;
    for (; !is_last && n < t->n_columns; n++) {
        sg_span value = cell(&line, &is_last);
        if (t->columns[n] == REP)
            m->is_rep = sg_same(value, SG_SPAN("1"));
        else if (t->columns[n] != UNKNOWN)
            *(sg_span *)(void *)((char *)m + COLUMNS[t->columns[n]].at) = value;
    }
    if (n < t->n_columns || !is_last)
        return sg_fail(err, SG_E_SYNTAX, "%s:%zu: %zu columns are wanted", t->path, t->line,
                       t->n_columns);
    if (m->path.len == 0 || m->label.len == 0 || m->path.len > SG_MAX_PATH / 2)
        return sg_fail(err, SG_E_VALUE, "%s:%zu: no path, no label, or a path too long", t->path,
                       t->line);
    m->fine = sg_cut(m->sub, 0, sg_find(m->sub, ':', 0));
    m->file = file_of(t->arena, t->folder, m->path);
    return SG_OK;
}

static const char *folder_of(struct sg_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (slash == NULL)
        return ".";
    struct sg_buf name = SG_BUF_IN(arena, SG_MAX_PATH);
    sg_put(&name, sg_cut(sg_span_of(path), 0, (size_t)(slash - path)));
    sg_put_octet(&name, '\0');
    return (const char *)sg_buf_done(&name).at;
}

static enum sg_status add_table(struct sg_arena *arena, const char *path, const char *folder,
                                struct sg_labelled_list *list, struct sg_error *err)
{
    struct table t = { .arena = arena,
                       .path = path,
                       .folder = folder != NULL ? folder : folder_of(arena, path) };
    sg_span text;
    enum sg_status st = sg_file_read(arena, path, SG_MAX_DATA_FILE, &text, err);
    if (st == SG_OK && !sg_utf8_valid(text))
        st = sg_fail(err, SG_E_SYNTAX, "%s: not UTF-8", path);
    for (size_t at = 0; st == SG_OK && at < text.len;) {
        size_t end = sg_find(text, '\n', at);
        sg_span line = sg_cut(text, at, end - at);
        at = end + 1;
        t.line++;
        if (sg_at(line, line.len - 1) == '\r')
            line.len--;
        if (t.line == 1)
            st = read_header(&t, line, err);
        else if (line.len > 0)
            st = add_row(&t, line, list, err);
    }
    if (st == SG_OK && t.line == 0)
        st = sg_fail(err, SG_E_SYNTAX, "%s: empty", path);
    return st;
}

/* ---- a folder of folders ---- */

static bool is_directory(const char *path)
{
    struct stat s;
    return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

struct folder { /* still to be walked */
    const char *path;
    sg_span name, label; /* below the top; label empty: the top itself */
};

static sg_span below(struct sg_arena *arena, sg_span folder, const char *name)
{
    struct sg_buf path = SG_BUF_IN(arena, SG_MAX_PATH);
    sg_put(&path, folder);
    if (folder.len > 0)
        sg_put_octet(&path, '/');
    sg_put(&path, sg_span_of(name));
    return sg_buf_done(&path);
}

typedef SG_LIST(struct folder) folders;

static void add_entry(struct sg_arena *arena, const struct folder *in, const char *name,
                      folders *todo, struct sg_labelled_list *list)
{
    const char *path = file_of(arena, in->path, sg_span_of(name));
    sg_span under = below(arena, in->name, name);
    if (is_directory(path)) {
        sg_span label = in->label.len > 0 ? in->label : under;
        *SG_PUSH(arena, todo) = (struct folder){ path, under, label };
        return;
    }
    if (in->label.len == 0)
        return;
    struct sg_labelled *m = SG_PUSH(arena, &list->mails);
    *m = (struct sg_labelled){ .file = path, .path = under, .label = in->label, .is_rep = true };
}

static enum sg_status add_folder(struct sg_arena *arena, const char *path,
                                 struct sg_labelled_list *list, struct sg_error *err)
{
    folders todo = { 0 };
    *SG_PUSH(arena, &todo) = (struct folder){ .path = path };
    for (size_t i = 0; i < todo.n; i++) {
        struct folder in = todo.at[i];
        struct dirent **entries = NULL;
        int n = scandir(in.path, &entries, NULL, by_name);
        if (n < 0)
            return sg_fail(err, SG_E_IO, "cannot read '%s'", in.path);
        for (int k = 0; k < n; k++) {
            if (entries[k]->d_name[0] != '.')
                add_entry(arena, &in, entries[k]->d_name, &todo, list);
            sg_free_foreign(entries[k]);
        }
        sg_free_foreign(entries);
    }
    return SG_OK;
}

enum sg_status sg_labelled_add(struct sg_arena *arena, const char *path, const char *folder,
                               struct sg_labelled_list *list, struct sg_error *err)
{
    return is_directory(path) ? add_folder(arena, path, list, err)
                              : add_table(arena, path, folder, list, err);
}

bool sg_labelled_is_strict(const struct sg_labelled *mail)
{
    static const char *const others[] = { "prize",     "scam",  "gambling",
                                          "marketing", "other", "malspam" };
    if (!sg_same(mail->label, SG_SPAN("phish")))
        return false;
    for (size_t i = 0; i < sizeof(others) / sizeof(*others); i++)
        if (sg_same(mail->fine, sg_span_of(others[i])))
            return false;
    return true;
}

bool sg_labelled_is_advertising(const struct sg_labelled *mail)
{
    return sg_same(mail->fine, SG_SPAN("marketing")) || sg_same(mail->fine, SG_SPAN("gambling"));
}
