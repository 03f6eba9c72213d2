/* report/as_html.h - an examination as one page for a person: docs/html.md.
 *
 * Self-contained: no script, no picture, nothing fetched; a policy inside it forbids browsers the rest.  No address of the
 * mail can be followed, the recipient is hidden.  Well-formed HTML and XML; at most SG_MAX_REPORT octets, whatever the
 * mail holds. */
#ifndef SG_REPORT_AS_HTML_H
#define SG_REPORT_AS_HTML_H

#include "report/sentence.h"

/* `path`: where the mail was, as given. */
void sg_report_html(struct sg_buf *out, const struct sg_examination *x,
                    const struct sg_words *words, sg_span path);

/* The page of a mail whose worker died. */
void sg_report_html_lost(struct sg_buf *out, const struct sg_words *words, sg_span path,
                         const char *reason);

/* The page that leads to pages of many mails: begin, one row a mail (`href` ours), end. */
void sg_report_html_index_begin(struct sg_buf *out, const struct sg_words *words);
void sg_report_html_index_row(struct sg_buf *out, const struct sg_words *words, const char *level,
                              const char *href, sg_span path);
void sg_report_html_index_end(struct sg_buf *out);

#endif
