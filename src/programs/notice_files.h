/* programs/notice_files.h - the folder in which a house keeps its notices: DIR/ID/ with every format of one, and over them an index
 * and a feed, made anew of all records each time. */
#ifndef SG_PROGRAMS_NOTICE_FILES_H
#define SG_PROGRAMS_NOTICE_FILES_H

#include "programs/specimens.h"
#include "warn/notice_lint.h"
#include "warn/notice_list.h"

enum sg_notice_format {
    SG_NOTICE_TEXT,
    SG_NOTICE_MARKDOWN,
    SG_NOTICE_HTML,
    SG_NOTICE_RECORD,
};

/* A notice as it was written, in every format. */
struct sg_notice_written {
    struct sg_page_blocks ja, en;
    sg_span text_ja, text_en, markdown_ja, markdown_en, html, record;
};

/* The words of notices, with the house's own templates in them. */
struct sg_notice_words {
    const struct sg_words *ja, *en;
};

void sg_notice_write(struct sg_arena *arena, const struct sg_notice_material *material,
                     const struct sg_notice_words *words, struct sg_notice_written *out);

/* The record at `path`; NULL after a line on stderr. */
const struct sg_notice *sg_notice_load(struct sg_arena *arena, const struct sg_intel *intel,
                                       const char *path);

/* Give the notice an id that no other notice of `dir` has: "-2" and so on behind it. */
void sg_notice_name(struct sg_arena *arena, const char *dir, struct sg_notice *notice);

/* Write all formats into `dir`/ID and rebuild index and feed, each of which `lint` reads first.  An exit status. */
int sg_notice_store(struct sg_lint *lint, const char *dir, const struct sg_notice_words *words,
                    const struct sg_notice_written *written);

/* Every problem and what is missing on stderr; true when there is no problem. */
bool sg_notice_passes(const struct sg_lint *lint);

#endif
