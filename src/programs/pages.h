/* programs/pages.h - reports as pages in a folder, with an index that leads to them. */
#ifndef SG_PROGRAMS_PAGES_H
#define SG_PROGRAMS_PAGES_H

#include "report/words.h"
#include "verdict/verdict.h"

struct sg_pages;

/* Make `folder` where it is not there yet.  Its pages are called by number, never by what a mail says. */
SG_MUST_USE enum sg_status sg_pages_open(struct sg_arena *arena, const char *folder,
                                         const struct sg_words *words, struct sg_pages **out,
                                         struct sg_error *err);

/* Write the next page; one of an earlier run is overwritten.  `name`: what the index calls the mail. */
SG_MUST_USE enum sg_status sg_pages_add(struct sg_pages *pages, enum sg_level level, sg_span name,
                                        sg_span page, struct sg_error *err);

/* Write the index. */
SG_MUST_USE enum sg_status sg_pages_close(struct sg_pages *pages, struct sg_error *err);

#endif
