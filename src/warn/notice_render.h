/* warn/notice_render.h - a notice in its formats. */
#ifndef SG_WARN_NOTICE_RENDER_H
#define SG_WARN_NOTICE_RENDER_H

#include "warn/notice_page.h"

/* Plain text: the quotation between rules, each of its lines behind "> ". */
void sg_put_notice_text(struct sg_buf *out, const struct sg_page_blocks *page);

/* Markdown (CommonMark, with the tables of GitHub): a mail's text escaped, its body in a fence that it cannot close. */
void sg_put_notice_markdown(struct sg_buf *out, const struct sg_page_blocks *page);

/* One page that needs nothing else: both languages, no script, nothing fetched. */
void sg_put_notice_html(struct sg_buf *out, const struct sg_page_blocks *ja,
                        const struct sg_page_blocks *en);

/* What the pages of notices share: the head up to and with <body>. `lang` and `title` are escaped here. */
void sg_put_html_head(struct sg_buf *out, const char *lang, sg_span title);

#endif
