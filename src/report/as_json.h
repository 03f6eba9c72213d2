/* report/as_json.h - an examination for a program: docs/json.md, data/schema/examination.schema.json. */
#ifndef SG_REPORT_AS_JSON_H
#define SG_REPORT_AS_JSON_H

#include "report/sentence.h"

/* One object and a line end.  `path`: where the mail was, as given.  Sentences are for people (defanged,
 * recipient hidden); hrefs and evidence are as they stand in the mail. */
void sg_report_json(struct sg_buf *out, const struct sg_examination *x,
                    const struct sg_words *words, sg_span path, bool indented);

/* What is said of a mail whose worker died: level undetermined, the reason in not_checked. */
void sg_report_json_lost(struct sg_buf *out, const struct sg_words *words, sg_span path,
                         const char *reason, bool indented);

#endif
