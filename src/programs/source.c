#include "programs/source.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "programs/mbox.h"

enum { PATH_ROOM = 4096, NAME_ROOM = PATH_ROOM + 32 };

struct folder { /* a directory that is being walked */
    struct sg_arena *arena;
    char *path;
    SG_LIST(char *) names;
    size_t at;
};

struct sg_source {
    struct sg_arena *arena;
    char **paths;
    size_t n_paths, at;
    struct folder folders[SG_MAX_FOLDERS];
    size_t n_folders;
    struct sg_mbox mbox;
    bool has_mbox, counts_only;
    char mbox_path[PATH_ROOM];
    char name[NAME_ROOM];
    size_t n_files;
};

struct sg_source *sg_source_open(struct sg_arena *arena, char **paths, size_t n, bool counts_only)
{
    struct sg_source *s = SG_NEW(arena, struct sg_source);
    s->arena = arena;
    s->paths = paths;
    s->n_paths = n;
    s->counts_only = counts_only;
    return s;
}

size_t sg_source_files(const struct sg_source *source)
{
    return source->n_files;
}

static void close_folder(struct sg_source *s)
{
    sg_arena_close(s->folders[--s->n_folders].arena);
}

void sg_source_close(struct sg_source *s)
{
    if (s->has_mbox)
        sg_mbox_close(&s->mbox);
    while (s->n_folders > 0)
        close_folder(s);
}

/* ---- directories ---- */

static bool join(char *out, const char *dir, const char *name)
{
    size_t len = strlen(dir);
    const char *slash = len > 0 && dir[len - 1] == '/' ? "" : "/";
    int n = snprintf(out, PATH_ROOM, "%s%s%s", dir, slash, name);
    return n > 0 && n < PATH_ROOM;
}

static bool is_folder(const char *dir, const char *name)
{
    char path[PATH_ROOM];
    struct stat info;
    return join(path, dir, name) && lstat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static void add_name(struct folder *f, const char *name)
{
    size_t len = strlen(name) + 1;
    char *copy = SG_NEW_N(f->arena, char, len);
    memcpy(copy, name, len);
    *SG_PUSH(f->arena, &f->names) = copy;
}

/* In a Maildir only cur/, new/ and the folders (.Name) hold mails; tmp/ and index files do not. */
static bool is_wanted(const char *dir, const char *name, bool is_maildir)
{
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return false;
    if (!is_maildir)
        return name[0] != '.';
    return strcmp(name, "cur") == 0 || strcmp(name, "new") == 0 ||
           (name[0] == '.' && is_folder(dir, name));
}

static SG_MUST_USE enum sg_status open_folder(struct sg_source *s, const char *path,
                                              struct sg_error *err)
{
    if (s->n_folders == SG_MAX_FOLDERS)
        return sg_fail(err, SG_E_LIMIT, "'%s' is nested too deeply", path);
    DIR *dir = opendir(path);
    if (dir == NULL)
        return sg_fail(err, SG_E_IO, "cannot read '%s': %s", path, strerror(errno));
    struct folder *f = &s->folders[s->n_folders++];
    *f = (struct folder){ .arena = sg_arena_open(SIZE_MAX / 2) };
    f->path = SG_NEW_N(f->arena, char, strlen(path) + 1);
    memcpy(f->path, path, strlen(path) + 1);
    bool is_maildir = is_folder(path, "cur") && is_folder(path, "new");
    for (const struct dirent *entry = readdir(dir); entry != NULL; entry = readdir(dir))
        if (is_wanted(path, entry->d_name, is_maildir))
            add_name(f, entry->d_name);
    (void)closedir(dir);
    if (f->names.n > 1)
        qsort(f->names.at, f->names.n, sizeof(*f->names.at), by_name);
    return SG_OK;
}

/* ---- files ---- */

static enum sg_source_step give(struct sg_source *s, struct sg_source_mail *mail, int fd,
                                const char *path)
{
    (void)snprintf(s->name, sizeof(s->name), "%s", path);
    *mail = (struct sg_source_mail){ .fd = fd, .name = sg_span_of(s->name) };
    return SG_SOURCE_MAIL;
}

static enum sg_source_step next_of_mbox(struct sg_source *s, struct sg_source_mail *mail,
                                        struct sg_error *err)
{
    struct sg_error why = { 0 };
    int fd = sg_mbox_next(&s->mbox, &why);
    if (fd < 0) {
        sg_mbox_close(&s->mbox);
        s->has_mbox = false;
        if (why.status == SG_OK)
            return SG_SOURCE_END;
        (void)!sg_fail(err, why.status, "cannot read '%s': %s", s->mbox_path, why.text);
        return SG_SOURCE_FAILED;
    }
    (void)give(s, mail, fd, s->mbox_path);
    mail->is_alone = !s->mbox.is_mbox;
    if (s->mbox.is_mbox) {
        (void)snprintf(s->name, sizeof(s->name), "%s#%zu", s->mbox_path, s->mbox.number);
        mail->name = sg_span_of(s->name);
    }
    return SG_SOURCE_MAIL;
}

static enum sg_source_step open_stream(struct sg_source *s, struct sg_source_mail *mail, int fd,
                                       const char *path, struct sg_error *err)
{
    sg_mbox_open(&s->mbox, fd);
    s->has_mbox = true;
    (void)snprintf(s->mbox_path, sizeof(s->mbox_path), "%s", path);
    return next_of_mbox(s, mail, err);
}

static enum sg_source_step open_file(struct sg_source *s, struct sg_source_mail *mail,
                                     const char *path, struct sg_error *err)
{
    s->n_files++;
    if (s->counts_only)
        return give(s, mail, -1, path);
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3)
                      : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        (void)!sg_fail(err, SG_E_IO, "cannot open '%s': %s", path, strerror(errno));
        return SG_SOURCE_FAILED;
    }
    uint8_t start[5];
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || is_stdin ||
        (pread(fd, start, sizeof(start), 0) == (ssize_t)sizeof(start) &&
         sg_same((sg_span){ start, sizeof(start) }, SG_SPAN("From "))))
        return open_stream(s, mail, fd, path, err);
    return give(s, mail, fd, path);
}

/* The next of the innermost directory; END when it is done and closed, or held nothing of use. */
static enum sg_source_step next_of_folder(struct sg_source *s, struct sg_source_mail *mail,
                                          struct sg_error *err)
{
    struct folder *f = &s->folders[s->n_folders - 1];
    char path[PATH_ROOM];
    struct stat info;
    if (f->at == f->names.n) {
        close_folder(s);
        return SG_SOURCE_END;
    }
    const char *name = f->names.at[f->at++];
    if (!join(path, f->path, name))
        return SG_SOURCE_END;
    if (is_folder(f->path, name))
        return open_folder(s, path, err) == SG_OK ? SG_SOURCE_END : SG_SOURCE_FAILED;
    if (stat(path, &info) != 0) {
        (void)!sg_fail(err, SG_E_IO, "cannot read '%s': %s", path, strerror(errno));
        return SG_SOURCE_FAILED;
    }
    if (!S_ISREG(info.st_mode))
        return SG_SOURCE_END;
    enum sg_source_step step = open_file(s, mail, path, err);
    mail->is_alone = false;
    return step;
}

static enum sg_source_step next_argument(struct sg_source *s, struct sg_source_mail *mail,
                                         struct sg_error *err)
{
    const char *path = s->paths[s->at++];
    struct stat info;
    if (strlen(path) >= PATH_ROOM) {
        (void)!sg_fail(err, SG_E_VALUE, "the name '%.40s...' is too long", path);
        return SG_SOURCE_FAILED;
    }
    if (strcmp(path, "-") != 0 && stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return open_folder(s, path, err) == SG_OK ? SG_SOURCE_END : SG_SOURCE_FAILED;
    enum sg_source_step step = open_file(s, mail, path, err);
    mail->is_alone = !s->has_mbox || !s->mbox.is_mbox;
    return step;
}

enum sg_source_step sg_source_next(struct sg_source *s, struct sg_source_mail *mail,
                                   struct sg_error *err)
{
    *mail = (struct sg_source_mail){ .fd = -1 };
    for (;;) {
        enum sg_source_step step;
        if (s->has_mbox)
            step = next_of_mbox(s, mail, err);
        else if (s->n_folders > 0)
            step = next_of_folder(s, mail, err);
        else if (s->at < s->n_paths)
            step = next_argument(s, mail, err);
        else
            return SG_SOURCE_END;
        if (step != SG_SOURCE_END)
            return step;
    }
}
