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
    uint8_t tones;          /* enum sg_page_tone */
    bool unseen;            /* visibility: hidden */
    bool is_block;
    bool is_preformatted;
    bool has_ground; /* a ground of its own, other than its parent's */
};

struct sg_look sg_look_of_page(void);

extern const uint8_t
    sg_look_tones[SG_N_TAG_WORDS]; /* enum sg_page_tone that an element adds by itself */

/* What a link or an element with a style makes of the look that it has by its place. */
void sg_look_set(struct sg_look *look, const struct sg_style *style,
                 const struct sg_html_element *tag);

static inline struct sg_look sg_look_under(const struct sg_look *parent,
                                           const struct sg_style *style,
                                           const struct sg_html_element *tag)
{
    struct sg_look look = *parent;
    look.is_block = (sg_html_flags(tag->id) & SG_IS_BLOCK) != 0;
    look.is_preformatted = parent->is_preformatted || tag->id == SG_TAG_PRE ||
                           tag->id == SG_TAG_XMP || tag->id == SG_TAG_PLAINTEXT;
    look.tones |= sg_look_tones[tag->id];
    look.has_ground = false;
    if (style->set != 0 || (tag->id == SG_TAG_A && sg_html_has(tag, SG_ATTR_HREF)))
        sg_look_set(&look, style, tag);
    return look;
}

#endif
