/* web/sheet.h - the simple rules of <style> sheets: `tag`, `.class`, `#id`, `tag.class`, and lists of them.
 * The page reader's.  @media and other blocks are skipped: they say what other screens show. */
#ifndef SG_WEB_SHEET_H
#define SG_WEB_SHEET_H

#include "base/map.h"
#include "web/html.h"
#include "web/style.h"

struct sg_sheet_rule {
    struct sg_style style;
    enum sg_html_tag tag; /* only on this element; SG_TAG_NONE: any */
    struct sg_sheet_rule *next;
};

struct sg_sheet {
    struct sg_arena *arena;
    struct sg_map classes, ids; /* name to the first struct sg_sheet_rule */
    struct sg_sheet_rule *tags[SG_N_TAG_WORDS];
    size_t n; /* rules kept */
    bool cut; /* more than SG_MAX_RULES, or one element had too many */
};

/* What each declaration block holds is also given to `each` (fonts, images). */
void sg_sheet_read(struct sg_sheet *sheet, sg_span css,
                   void (*each)(void *self, const struct sg_style *style), void *self);

/* Lay what the sheet says of an element on `style`. */
void sg_sheet_apply(struct sg_sheet *sheet, const struct sg_html_element *tag,
                    struct sg_style *style);

#endif
