/* report/shown.h - untrusted text made fit for a person's eyes.
 *
 * Controls, bidi controls and invisible characters become visible (`<U+202E>`), blanks become one
 * space, URLs are defanged (`hxxps://www.example[.]com/`), long text is cut with `…`, the recipient is
 * hidden.  What comes out holds no octet below 0x20, so no mail can drive a terminal. */
#ifndef SG_REPORT_SHOWN_H
#define SG_REPORT_SHOWN_H

#include "base/buf.h"
#include "report/mask.h"

struct sg_showing {
    size_t most;     /* octets of the original that are shown; 0: all */
    bool is_url;     /* or a host: defanged also without a scheme */
    bool stays_live; /* an official address: not defanged */
};

/* `mask` NULL: nobody is hidden. */
void sg_put_shown(struct sg_buf *out, const struct sg_mask *mask, sg_span s, struct sg_showing how);

/* Every URL in `s` made harmless: http becomes hxxp, ftp fxp, the colon of another scheme `[:]`, the
 * last dot of the host `[.]`.  With `is_host`, `s` may begin with a host. */
void sg_put_defanged(struct sg_buf *out, sg_span s, bool is_host);

/* The same, a step at a time: writes the scheme that stands at `at`, harmless, and gives its octets in `s`; 0: none is
 * there.  `dot`: index of the dot further on that is to become `[.]`, or SIZE_MAX. */
size_t sg_defang(struct sg_buf *out, sg_span s, size_t at, size_t *dot);

/* A character of which a reader sees nothing or another order, and which is shown as `<U+202E>`. */
bool sg_is_shown_as_code(int32_t character);

/* A variation selector: it is left out. */
bool sg_is_glyph_chooser(int32_t character);

#endif
