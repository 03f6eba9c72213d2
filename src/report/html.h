/* report/html.h - untrusted text in a page of ours (WHATWG HTML 13.1): safe between tags and inside a quoted value. */
#ifndef SG_REPORT_HTML_H
#define SG_REPORT_HTML_H

#include "base/buf.h"

/* `s` as text: & < > " ' as references; controls, bidi controls, invisible characters and what is no character as
 * `&lt;U+202E&gt;` (runs of one with how many); choosers of a glyph left out; malformed octets as U+FFFD.  Tabs and line
 * feeds stay, a carriage return before a line feed goes.  Neither defanged nor masked: that is sg_put_shown()'s. */
void sg_put_html(struct sg_buf *out, sg_span s);

#endif
