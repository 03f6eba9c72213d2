#include "programs/notice_files.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/limits.h"
#include "intel/datafile.h"

enum {
    MAX_NOTICES = 10000, /* of one folder */
    MAX_NAMED = 1000,    /* notices of one brand on one day */
    FOLDER_MODE = 0755,
    ID_ROOM = 128,
};

static const char record_name[] = "notice.record";

/* ---- writing one ---- */

void sg_notice_write(struct sg_arena *arena, const struct sg_notice_material *material,
                     const struct sg_notice_words *words, struct sg_notice_written *out)
{
    struct sg_buf b[6];
    for (size_t i = 0; i < 6; i++)
        b[i] = SG_BUF_IN(arena, SG_MAX_NOTICE);
    sg_notice_page(arena, material, words->ja, &out->ja);
    sg_notice_page(arena, material, words->en, &out->en);
    sg_put_notice_text(&b[0], &out->ja);
    sg_put_notice_text(&b[1], &out->en);
    sg_put_notice_markdown(&b[2], &out->ja);
    sg_put_notice_markdown(&b[3], &out->en);
    sg_put_notice_html(&b[4], &out->ja, &out->en);
    sg_notice_put_record(&b[5], material->notice);
    out->text_ja = sg_buf_done(&b[0]);
    out->text_en = sg_buf_done(&b[1]);
    out->markdown_ja = sg_buf_done(&b[2]);
    out->markdown_en = sg_buf_done(&b[3]);
    out->html = sg_buf_done(&b[4]);
    out->record = sg_buf_done(&b[5]);
}

const struct sg_notice *sg_notice_load(struct sg_arena *arena, const struct sg_intel *intel,
                                       const char *path)
{
    struct sg_error err = { 0 };
    sg_span text;
    const struct sg_notice *notice = NULL;
    if (sg_file_read(arena, path, SG_MAX_NOTICE, &text, &err) != SG_OK ||
        sg_notice_read(arena, intel, path, text, &notice, &err) != SG_OK) {
        sg_cli_say("%s", err.text);
        return NULL;
    }
    return notice;
}

static bool is_taken(struct sg_arena *arena, const char *dir, sg_span id)
{
    char name[ID_ROOM + sizeof(record_name) + 1];
    (void)snprintf(name, sizeof(name), "%.*s/%s", (int)id.len, (const char *)id.at, record_name);
    return sg_data_exists(sg_data_path(arena, dir, name));
}

void sg_notice_name(struct sg_arena *arena, const char *dir, struct sg_notice *notice)
{
    sg_span base = notice->id;
    for (int n = 2; is_taken(arena, dir, notice->id) && n < MAX_NAMED; n++) {
        struct sg_buf id = SG_BUF_IN(arena, ID_ROOM);
        sg_put(&id, base);
        sg_putf(&id, "-%d", n);
        notice->id = sg_buf_done(&id);
    }
}

/* ---- the lint ---- */

bool sg_notice_passes(const struct sg_lint *lint)
{
    for (size_t i = 0; i < lint->missing.n; i++)
        sg_cli_say("note: %.*s", (int)lint->missing.at[i].len,
                   (const char *)lint->missing.at[i].at);
    for (size_t i = 0; i < lint->problems.n; i++)
        sg_cli_say("refused: %.*s", (int)lint->problems.at[i].len,
                   (const char *)lint->problems.at[i].at);
    return lint->problems.n == 0;
}

/* ---- the folder ---- */

struct listing {
    struct sg_arena *arena;
    const struct sg_lint *lint;
    const char *dir;
    const struct sg_notice_words *words;
    SG_LIST(struct sg_notice_entry) entries;
};

static void add_entry(struct listing *l, const struct sg_notice *notice)
{
    struct sg_notice_material material = *l->lint->material;
    struct sg_page_blocks ja, en;
    material.notice = notice;
    sg_notice_page(l->arena, &material, l->words->ja, &ja);
    sg_notice_page(l->arena, &material, l->words->en, &en);
    *SG_PUSH(l->arena, &l->entries) =
        (struct sg_notice_entry){ .notice = notice, .title_ja = ja.title, .title_en = en.title };
}

/* Each folder that holds a record; one that cannot be read is told and left out. */
static bool read_folder(struct listing *l)
{
    DIR *folder = opendir(l->dir);
    bool is_whole = true;
    if (folder == NULL)
        return errno == ENOENT;
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] == '.' || l->entries.n == MAX_NOTICES)
            continue;
        const char *path =
            sg_data_path(l->arena, sg_data_path(l->arena, l->dir, entry->d_name), record_name);
        if (!sg_data_exists(path))
            continue;
        const struct sg_notice *notice = sg_notice_load(l->arena, l->lint->material->intel, path);
        is_whole &= notice != NULL;
        if (notice != NULL)
            add_entry(l, notice);
    }
    closedir(folder);
    return is_whole;
}

static int rebuild(struct sg_lint *lint, const char *dir, const struct sg_notice_words *words)
{
    struct listing l = { .arena = lint->arena, .lint = lint, .dir = dir, .words = words };
    struct sg_buf index = SG_BUF_IN(lint->arena, SG_MAX_NOTICE);
    struct sg_buf feed = SG_BUF_IN(lint->arena, SG_MAX_NOTICE);
    if (!read_folder(&l))
        return SG_EXIT_DATA;
    sg_notice_sort(l.entries.at, l.entries.n);
    sg_put_notice_index(&index, words->ja, words->en, l.entries.at, l.entries.n);
    sg_put_notice_feed(&feed, lint->material->publisher, words->ja, l.entries.at, l.entries.n,
                       lint->today);
    sg_span index_text = sg_buf_done(&index), feed_text = sg_buf_done(&feed);
    size_t before = lint->problems.n;
    sg_lint_written(lint, "index.html", index_text);
    sg_lint_written(lint, "feed.atom", feed_text);
    if (lint->problems.n > before) {
        lint->missing.n = 0;
        (void)sg_notice_passes(lint);
        return SG_EXIT_REFUSED;
    }
    return sg_write_file(dir, "index.html", index_text, false) &&
                   sg_write_file(dir, "feed.atom", feed_text, false)
               ? 0
               : SG_EXIT_OUTPUT;
}

int sg_notice_store(struct sg_lint *lint, const char *dir, const struct sg_notice_words *words,
                    const struct sg_notice_written *w)
{
    char id[ID_ROOM];
    sg_span name = lint->material->notice->id;
    (void)snprintf(id, sizeof(id), "%.*s", (int)name.len, (const char *)name.at);
    const char *own = sg_data_path(lint->arena, dir, id);
    if (mkdir(dir, FOLDER_MODE) != 0 && errno != EEXIST) {
        sg_cli_say("'%s': cannot be made: %s", dir, strerror(errno));
        return SG_EXIT_OUTPUT;
    }
    bool is_written = sg_write_file(own, record_name, w->record, false) &&
                      sg_write_file(own, "notice.ja.txt", w->text_ja, false) &&
                      sg_write_file(own, "notice.en.txt", w->text_en, false) &&
                      sg_write_file(own, "notice.ja.md", w->markdown_ja, false) &&
                      sg_write_file(own, "notice.en.md", w->markdown_en, false) &&
                      sg_write_file(own, "notice.html", w->html, false);
    return is_written ? rebuild(lint, dir, words) : SG_EXIT_OUTPUT;
}
