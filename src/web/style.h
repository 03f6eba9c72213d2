/* web/style.h - what a style attribute or a rule says about being seen.  The page reader's. */
#ifndef SG_WEB_STYLE_H
#define SG_WEB_STYLE_H

#include "base/span.h"

enum sg_style_part {
    SG_STYLE_DISPLAY,    /* enum sg_display */
    SG_STYLE_VISIBLE,    /* 0: hidden or collapse */
    SG_STYLE_FONT,       /* hundredths of a pixel; below 0: per cent of the parent's */
    SG_STYLE_COLOUR,     /* 0xRRGGBB, SG_COLOUR_CLEAR or SG_COLOUR_UNKNOWN */
    SG_STYLE_GROUND,     /* the same */
    SG_STYLE_OPACITY,    /* 0: none */
    SG_STYLE_HEIGHT,     /* hundredths of a pixel, like those below; SG_LENGTH_OTHER */
    SG_STYLE_MAX_HEIGHT, /* */
    SG_STYLE_WIDTH,      /* */
    SG_STYLE_MAX_WIDTH,  /* */
    SG_STYLE_CLIPS,      /* 1: overflow is not shown */
    SG_STYLE_POSITION,   /* 1: moved by its offset */
    SG_STYLE_OFFSET,     /* the least of left, top, right, bottom */
    SG_STYLE_INDENT,     /* */
    SG_STYLE_MARGIN,     /* the lesser of left and top */
    SG_STYLE_CLIPPED,    /* 1: clip, clip-path or transform leave nothing */
    SG_STYLE_PADDING,    /* 1: room around the text, or round corners */
    SG_STYLE_WEIGHT,     /* 1: bold */
    SG_N_STYLE_PARTS,
};

enum sg_display { SG_DISPLAY_NONE, SG_DISPLAY_INLINE, SG_DISPLAY_BLOCK, SG_DISPLAY_OTHER };

enum { SG_COLOUR_CLEAR = -1, SG_COLOUR_UNKNOWN = -2, SG_LENGTH_OTHER = INT32_MAX };

struct sg_style {
    uint32_t set, important; /* bits by enum sg_style_part */
    int32_t value[SG_N_STYLE_PARTS];
    sg_span family, url; /* font-family; the first url() */
};

/* Read declarations `css` over what `style` holds: later ones win, but not over important ones. */
void sg_style_read(struct sg_style *style, sg_span css);

/* Lay `over` on `style`. */
void sg_style_add(struct sg_style *style, const struct sg_style *over);

/* A value that is not important, as presentational attributes give it. */
void sg_style_set(struct sg_style *style, enum sg_style_part part, int32_t value);

static inline bool sg_style_has(const struct sg_style *style, enum sg_style_part part)
{
    return (style->set >> part & 1) != 0;
}

/* A colour of CSS or of an attribute; SG_COLOUR_UNKNOWN when it is not read.  With `legacy`, as bgcolor reads it. */
int32_t sg_colour_read(sg_span text, bool legacy);

#endif
