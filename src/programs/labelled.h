/* programs/labelled.h - mails whose kind is known: a table of them, or a folder of folders named by label.
 *
 * A table is tab-separated UTF-8 with a header row; `path` and `label` are needed, the other columns may be missing, further
 * ones are passed over.  Paths are relative to the table's folder, or to one that is given.  In a folder each
 * sub-folder is a label, and each file below it a mail. */
#ifndef SG_PROGRAMS_LABELLED_H
#define SG_PROGRAMS_LABELLED_H

#include "base/arena.h"
#include "base/status.h"

struct sg_labelled {
    const char *file;                                  /* to open */
    sg_span path;                                      /* as the table has it */
    sg_span label;                                     /* "ham", "phish", "spam", or any other */
    sg_span source, sub, date, lang, charset, cluster; /* empty: not said */
    sg_span fine;                                      /* `sub` up to a colon */
    bool is_rep; /* counts when each cluster counts once: `rep` is 1, or no column says */
};

struct sg_labelled_list {
    SG_LIST(struct sg_labelled) mails;
};

/* Add the mails of a table or folder; SG_E_SYNTAX, SG_E_VALUE with file and line, SG_E_IO. */
SG_MUST_USE enum sg_status sg_labelled_add(struct sg_arena *arena, const char *path,
                                           const char *folder, struct sg_labelled_list *list,
                                           struct sg_error *err);

/* Phish that is after an account: label phish, and no finer label that says spam or another fraud. */
bool sg_labelled_is_strict(const struct sg_labelled *mail);

/* Advertising or games of chance, whoever's name it wears. */
bool sg_labelled_is_advertising(const struct sg_labelled *mail);

#endif
