#include "programs/pages.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/limits.h"
#include "report/as_html.h"

enum { NAME_ROOM = 32, INDEX_CEILING = 64 * 1024 * 1024, FOLDER_MODE = 0777 };

struct sg_pages {
    const char *folder;
    const struct sg_words *words;
    size_t n;
    struct sg_buf index;
};

static enum sg_status write_file(const char *folder, const char *name, sg_span text,
                                 struct sg_error *err)
{
    char path[SG_MAX_PATH];
    if ((size_t)snprintf(path, sizeof(path), "%s/%s", folder, name) >= sizeof(path))
        return sg_fail(err, SG_E_VALUE, "the name '%.40s...' is too long", folder);
    FILE *file = fopen(path, "we");
    if (file == NULL)
        return sg_fail(err, SG_E_IO, "cannot write '%s': %s", path, strerror(errno));
    bool written = fwrite(text.at, 1, text.len, file) == text.len;
    written = fclose(file) == 0 && written;
    return written ? SG_OK : sg_fail(err, SG_E_IO, "cannot write '%s': %s", path, strerror(errno));
}

enum sg_status sg_pages_open(struct sg_arena *arena, const char *folder,
                             const struct sg_words *words, struct sg_pages **out,
                             struct sg_error *err)
{
    if (mkdir(folder, FOLDER_MODE) != 0 && errno != EEXIST)
        return sg_fail(err, SG_E_IO, "cannot make '%s': %s", folder, strerror(errno));
    struct sg_pages *pages = SG_NEW(arena, struct sg_pages);
    *pages = (struct sg_pages){ .folder = folder, .words = words, .index = SG_BUF(INDEX_CEILING) };
    sg_report_html_index_begin(&pages->index, words);
    *out = pages;
    return SG_OK;
}

enum sg_status sg_pages_add(struct sg_pages *pages, enum sg_level level, sg_span name, sg_span page,
                            struct sg_error *err)
{
    char href[NAME_ROOM];
    (void)snprintf(href, sizeof(href), "%05zu.html", ++pages->n);
    sg_report_html_index_row(&pages->index, pages->words, sg_level_id(level), href, name);
    return write_file(pages->folder, href, page, err);
}

enum sg_status sg_pages_close(struct sg_pages *pages, struct sg_error *err)
{
    sg_report_html_index_end(&pages->index);
    enum sg_status st = write_file(pages->folder, "index.html", sg_buf_span(&pages->index), err);
    sg_buf_free(&pages->index);
    return st;
}
