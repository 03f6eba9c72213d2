/* web/style_seen.h - style attributes that a page repeats, read once.  The page reader's.
 *
 * Mail is laid out in tables whose cells all say the same, and reading declarations is dear.  What was read
 * is found again by the attribute as written; a few dozen are kept, a later one in place of an earlier. */
#ifndef SG_WEB_STYLE_SEEN_H
#define SG_WEB_STYLE_SEEN_H

#include "base/arena.h"
#include "web/style.h"

enum { SG_STYLES_SEEN = 64 }; /* a power of two */

struct sg_styles_seen {
    struct sg_style_seen *at[SG_STYLES_SEEN];
};

/* What was kept for `css`, or NULL. */
const struct sg_style *sg_style_seen(const struct sg_styles_seen *seen, sg_span css);

/* Keep `style`, read from `css` and from nothing else.  Borrows `css`. */
void sg_style_see(struct sg_arena *arena, struct sg_styles_seen *seen, sg_span css,
                  const struct sg_style *style);

#endif
