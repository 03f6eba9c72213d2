/* report/as_text.h - an examination for a person at a terminal. */
#ifndef SG_REPORT_AS_TEXT_H
#define SG_REPORT_AS_TEXT_H

#include "report/sentence.h"
#include "report/sheet.h"

/* The whole report.  `path`: where the mail was, as given.  Links are defanged, the recipient hidden. */
void sg_report_text(const struct sg_sheet *sheet, const struct sg_examination *x,
                    const struct sg_words *words, sg_span path);

/* One or two lines for lists of many mails: level, points, path, and the heaviest reason. */
void sg_report_brief(const struct sg_sheet *sheet, const struct sg_examination *x,
                     const struct sg_words *words, sg_span path);

/* What is said of a mail whose worker died. */
void sg_report_text_lost(const struct sg_sheet *sheet, const struct sg_words *words, sg_span path,
                         const char *reason);

#endif
