/* web/look.h - how an element is drawn, from its parent's look and its own style.  The page reader's. */
#ifndef SG_WEB_LOOK_H
#define SG_WEB_LOOK_H

#include "web/html.h"
#include "web/style.h"

struct sg_look {
    int32_t font;           /* hundredths of a pixel */
    int32_t colour, ground; /* 0xRRGGBB or SG_COLOUR_... */
    uint8_t shut;           /* enum sg_hidden_how + 1 that no descendant can undo; 0: none */
    uint8_t hidden;         /* enum sg_hidden_how + 1 for letters right here; 0: seen */
    bool unseen;            /* visibility: hidden */
    bool is_block;
    bool is_preformatted;
    bool has_ground; /* a ground of its own, other than its parent's */
};

struct sg_look sg_look_of_page(void);

struct sg_look sg_look_under(const struct sg_look *parent, const struct sg_style *style,
                             const struct sg_html_element *tag);

#endif
