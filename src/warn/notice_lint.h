/* warn/notice_lint.h - what must hold of a notice before it may be shown to anybody.
 *
 * It reads what was written, not what was meant: a mistake of a template, of a record edited by hand or of our own is found all the
 * same.  That the examiner does not accuse the notice is asked by the program (programs/notice.c), since mails are examined in
 * workers alone. */
#ifndef SG_WARN_NOTICE_LINT_H
#define SG_WARN_NOTICE_LINT_H

#include "warn/notice_page.h"

struct sg_lint {
    struct sg_arena *arena;
    const struct sg_notice_material *material;
    const struct sg_specimen *const *mails; /* whose recipients must not stand anywhere */
    size_t n_mails;
    sg_span today;
    SG_LIST(sg_span) problems; /* one line each, for a person; never words of a mail */
    SG_LIST(sg_span) missing;  /* what the notice would be better with: no reason to refuse it */
};

/* Days, types, official pages, and the recipients in what the mails gave. */
void sg_lint_notice(struct sg_lint *lint);

/* What was written as `name`: no link that leads elsewhere than to an official page, no recipient. */
void sg_lint_written(struct sg_lint *lint, const char *name, sg_span text);

/* The notice as a mail that the publisher might send, for the examiner. */
void sg_put_notice_mail(struct sg_buf *out, const struct sg_publisher *publisher, sg_span title,
                        sg_span text);

#endif
