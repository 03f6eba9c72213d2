/* report/text_parts.h - what the sections of the text report share; only for this room. */
#ifndef SG_REPORT_TEXT_PARTS_H
#define SG_REPORT_TEXT_PARTS_H

#include "report/as_text.h"
#include "report/unchecked.h"

enum {
    SG_MARGIN = 20,           /* columns of the labels */
    SG_MAX_SHOWN_LINK = 200,  /* octets of one address in the table */
    SG_LINE_ROOM = 16 * 1024, /* octets of one paragraph */
};

struct sg_telling {
    struct sg_sheet sheet;
    struct sg_teller teller;
    const struct sg_examination *x;
};

/* The word `label.name`. */
sg_span sg_label(const struct sg_telling *t, const char *name);
void sg_put_heading(const struct sg_telling *t, const char *label);

/* Untrusted text, quoted: 「…」 or "…". */
void sg_put_quoted(const struct sg_telling *t, struct sg_buf *out, sg_span s, bool is_url);
void sg_put_plain(const struct sg_telling *t, struct sg_buf *out, sg_span s);
void sg_put_points(struct sg_buf *out, int32_t points); /* "+3.20" */

void sg_text_forwarded(const struct sg_telling *t);
void sg_text_sender(const struct sg_telling *t);
void sg_text_reasons(const struct sg_telling *t, bool reassuring);
void sg_text_links(const struct sg_telling *t);
void sg_text_attachments(const struct sg_telling *t);
void sg_text_hops(const struct sg_telling *t);
void sg_text_oddities(const struct sg_telling *t);
void sg_text_unchecked(const struct sg_telling *t);
void sg_text_advice(const struct sg_telling *t);

#endif
