#include "web/look.h"

#include "web/page.h"

enum {
    NORMAL_FONT = 1600,               /* hundredths of a pixel */
    LARGE_FONT = 2000,                /* from here on letters stand out */
    SMALL_FONT = 1150,                /* and up to here they are small print */
    LARGEST_FONT = 100 * NORMAL_FONT, /* hundredths of a pixel */
    TINY = 100,                       /* hundredths of a pixel: letters of one pixel are not read */
    FAR_OFF = -50000,                 /* hundredths of a pixel: outside any window */
    FAINT = 5,                        /* hundredths: an opacity of 0.05 is not seen */
    NEAR_COLOUR = 15, /* of 255, in each of red, green and blue: a contrast below 1.15 */
    LINK_COLOUR = 0x0000EE,
};

const uint8_t sg_look_tones[SG_N_TAG_WORDS] = {
    [SG_TAG_B] = SG_TONE_BOLD,
    [SG_TAG_STRONG] = SG_TONE_BOLD,
    [SG_TAG_TH] = SG_TONE_BOLD,
    [SG_TAG_H1] = SG_TONE_BOLD | SG_TONE_LARGE,
    [SG_TAG_H2] = SG_TONE_BOLD | SG_TONE_LARGE,
    [SG_TAG_H3] = SG_TONE_BOLD,
    [SG_TAG_H4] = SG_TONE_BOLD,
    [SG_TAG_BIG] = SG_TONE_LARGE,
    [SG_TAG_SMALL] = SG_TONE_SMALL,
};

struct sg_look sg_look_of_page(void)
{
    return (struct sg_look){ .font = NORMAL_FONT, .colour = 0, .ground = 0xFFFFFF };
}

static bool is_near(int32_t a, int32_t b)
{
    for (int shift = 0; shift <= 16; shift += 8) {
        int32_t apart = (a >> shift & 0xFF) - (b >> shift & 0xFF);
        if (apart > NEAR_COLOUR || apart < -NEAR_COLOUR)
            return false;
    }
    return true;
}

static bool at_most(const struct sg_style *style, enum sg_style_part part, int32_t most)
{
    return sg_style_has(style, part) && style->value[part] <= most;
}

static bool is_set(const struct sg_style *style, enum sg_style_part part)
{
    return sg_style_has(style, part) && style->value[part] != 0;
}

/* A box of no size that shows nothing outside of itself.  Table cells grow with what they hold. */
static bool is_flat(const struct sg_style *style, const struct sg_look *look,
                    const struct sg_html_element *tag)
{
    if (!is_set(style, SG_STYLE_CLIPS) || !look->is_block || tag->id == SG_TAG_TABLE ||
        tag->id == SG_TAG_TR || (sg_html_flags(tag->id) & SG_IS_CELL) != 0)
        return false;
    return at_most(style, SG_STYLE_HEIGHT, TINY) || at_most(style, SG_STYLE_MAX_HEIGHT, TINY) ||
           at_most(style, SG_STYLE_WIDTH, TINY) || at_most(style, SG_STYLE_MAX_WIDTH, TINY);
}

static bool is_far_off(const struct sg_style *style, const struct sg_look *look)
{
    return (is_set(style, SG_STYLE_POSITION) && at_most(style, SG_STYLE_OFFSET, FAR_OFF)) ||
           (look->is_block && at_most(style, SG_STYLE_INDENT, FAR_OFF)) ||
           at_most(style, SG_STYLE_MARGIN, FAR_OFF) || is_set(style, SG_STYLE_CLIPPED);
}

static uint8_t shut_by(const struct sg_style *style, const struct sg_look *look,
                       const struct sg_html_element *tag)
{
    if (at_most(style, SG_STYLE_DISPLAY, SG_DISPLAY_NONE))
        return SG_HIDDEN_DISPLAY + 1;
    if (is_flat(style, look, tag))
        return SG_HIDDEN_TINY + 1;
    if (is_far_off(style, look))
        return SG_HIDDEN_OFFSCREEN + 1;
    return at_most(style, SG_STYLE_OPACITY, FAINT) ? SG_HIDDEN_OPACITY + 1 : 0;
}

static uint8_t hidden_by(const struct sg_look *look)
{
    if (look->shut != 0)
        return look->shut;
    if (look->unseen)
        return SG_HIDDEN_VISIBILITY + 1;
    if (look->font <= TINY)
        return SG_HIDDEN_TINY + 1;
    bool is_clear = look->colour == SG_COLOUR_CLEAR;
    bool is_lost = look->colour >= 0 && look->ground >= 0 && is_near(look->colour, look->ground);
    return is_clear || is_lost ? SG_HIDDEN_COLOUR + 1 : 0;
}

static void set_ground(struct sg_look *look, const struct sg_style *style)
{
    int32_t ground = style->value[SG_STYLE_GROUND];
    if (ground == SG_COLOUR_CLEAR)
        return;
    look->has_ground = ground != look->ground;
    look->ground = ground;
}

static void set_tones(struct sg_look *look, const struct sg_style *style)
{
    unsigned tones = look->tones;
    if (sg_style_has(style, SG_STYLE_FONT)) {
        tones &= ~(unsigned)(SG_TONE_LARGE | SG_TONE_SMALL);
        tones |= look->font >= LARGE_FONT ? SG_TONE_LARGE : 0;
        tones |= look->font <= SMALL_FONT ? SG_TONE_SMALL : 0;
    }
    if (sg_style_has(style, SG_STYLE_WEIGHT)) {
        tones &= ~(unsigned)SG_TONE_BOLD;
        tones |= style->value[SG_STYLE_WEIGHT] != 0 ? SG_TONE_BOLD : 0;
    }
    look->tones = (uint8_t)tones;
}

void sg_look_set(struct sg_look *look, const struct sg_style *style,
                 const struct sg_html_element *tag)
{
    if (tag->id == SG_TAG_A && sg_html_has(tag, SG_ATTR_HREF))
        look->colour = LINK_COLOUR;
    if (sg_style_has(style, SG_STYLE_DISPLAY))
        look->is_block = style->value[SG_STYLE_DISPLAY] == SG_DISPLAY_BLOCK ||
                         (style->value[SG_STYLE_DISPLAY] == SG_DISPLAY_OTHER && look->is_block);
    if (sg_style_has(style, SG_STYLE_VISIBLE))
        look->unseen = style->value[SG_STYLE_VISIBLE] == 0;
    if (sg_style_has(style, SG_STYLE_FONT)) {
        int64_t font = style->value[SG_STYLE_FONT];
        font = font >= 0 ? font : look->font * -font / 100;
        look->font = font > LARGEST_FONT ? LARGEST_FONT : (int32_t)font;
    }
    set_tones(look, style);
    if (sg_style_has(style, SG_STYLE_COLOUR))
        look->colour = style->value[SG_STYLE_COLOUR];
    if (sg_style_has(style, SG_STYLE_GROUND))
        set_ground(look, style);
    if (look->shut == 0)
        look->shut = shut_by(style, look, tag);
    look->hidden = hidden_by(look);
}
