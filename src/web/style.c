#include "web/style.h"

#include "base/wide.h"
#include "web/html.h"

enum unit { PIXELS, PER_CENT, NO_LENGTH };

enum { NORMAL_FONT = 1600, LONGEST = 100 * 1000 * 1000 }; /* hundredths of a pixel */

struct length {
    enum unit unit;
    int32_t n; /* hundredths of a pixel, or whole per cent */
};

struct scale {
    sg_span name;
    enum unit unit;
    int32_t times, by;
};

static const struct scale scales[] = {
    { SG_SPAN_INIT("px"), PIXELS, 1, 1 },   { SG_SPAN_INIT(""), PIXELS, 1, 1 },
    { SG_SPAN_INIT("pt"), PIXELS, 4, 3 },   { SG_SPAN_INIT("em"), PER_CENT, 1, 1 },
    { SG_SPAN_INIT("rem"), PIXELS, 16, 1 }, { SG_SPAN_INIT("%"), PER_CENT, 1, 100 },
    { SG_SPAN_INIT("ex"), PER_CENT, 1, 2 }, { SG_SPAN_INIT("in"), PIXELS, 96, 1 },
    { SG_SPAN_INIT("cm"), PIXELS, 38, 1 },  { SG_SPAN_INIT("mm"), PIXELS, 4, 1 },
    { SG_SPAN_INIT("vw"), PIXELS, 10, 1 },  { SG_SPAN_INIT("vh"), PIXELS, 10, 1 },
};

static sg_span unit_name(sg_span s, size_t from)
{
    size_t i = from;
    while (sg_is_alpha(sg_at(s, i)) || sg_at(s, i) == '%')
        i++;
    return sg_cut(s, from, i - from);
}

/* "-1.5em" and the like; what follows does not matter. */
static struct length read_length(sg_span s)
{
    size_t i = sg_at(s, 0) == '-' || sg_at(s, 0) == '+';
    int64_t n = 0;
    if (!sg_is_digit(sg_at(s, i)) && !(sg_at(s, i) == '.' && sg_is_digit(sg_at(s, i + 1))))
        return (struct length){ NO_LENGTH, 0 };
    for (; sg_is_digit(sg_at(s, i)); i++)
        n = n > 100000 ? n : n * 10 + (sg_at(s, i) - '0');
    n *= 100;
    if (sg_at(s, i) == '.') {
        for (int64_t place = 10; sg_is_digit(sg_at(s, ++i)); place /= 10)
            n += place * (sg_at(s, i) - '0');
    }
    sg_span unit = unit_name(s, i);
    for (size_t k = 0; k < sizeof(scales) / sizeof(*scales); k++) {
        if (!sg_same_nocase(unit, scales[k].name))
            continue;
        n = n * scales[k].times / scales[k].by;
        n = n < LONGEST ? n : LONGEST;
        return (struct length){ scales[k].unit, (int32_t)(sg_at(s, 0) == '-' ? -n : n) };
    }
    return (struct length){ NO_LENGTH, 0 };
}

static int32_t pixels(sg_span value)
{
    struct length length = read_length(value);
    if (length.unit == NO_LENGTH)
        return SG_LENGTH_OTHER;
    return length.unit == PIXELS ? length.n : length.n * (NORMAL_FONT / 100);
}

static bool has_word(sg_span value, sg_span word)
{
    return sg_starts_nocase(value, word);
}

static void put(struct sg_style *style, enum sg_style_part part, int32_t value, bool important)
{
    uint32_t bit = UINT32_C(1) << part;
    if ((style->important & bit) != 0 && !important)
        return;
    style->set |= bit;
    style->important |= important ? bit : 0;
    style->value[part] = value;
}

static void read_font_size(struct sg_style *style, sg_span value, bool important)
{
    struct length length = read_length(value);
    if (length.unit == PIXELS)
        put(style, SG_STYLE_FONT, length.n > 0 ? length.n : 0, important);
    else if (length.unit == PER_CENT)
        put(style, SG_STYLE_FONT, length.n > 0 ? -length.n : 0, important);
    else if (has_word(value, SG_SPAN("small")) || has_word(value, SG_SPAN("medium")) ||
             has_word(value, SG_SPAN("large")) || has_word(value, SG_SPAN("x-")) ||
             has_word(value, SG_SPAN("xx-")) || has_word(value, SG_SPAN("initial")))
        put(style, SG_STYLE_FONT, NORMAL_FONT, important);
}

/* `font: italic 0/0 Arial`: the first word with a digit in front is the size, what follows it the family. */
static void read_font(struct sg_style *style, sg_span value, bool important)
{
    sg_span rest = value;
    while (rest.len > 0) {
        sg_span word = sg_next(&rest, ' ');
        struct length length = read_length(word);
        bool is_weight = word.len == 3 && length.n >= 10000;
        if (length.unit == NO_LENGTH || is_weight)
            continue;
        read_font_size(style, word, important);
        style->family = rest;
        return;
    }
}

static int32_t read_display(sg_span value)
{
    if (has_word(value, SG_SPAN("none")))
        return SG_DISPLAY_NONE;
    if (has_word(value, SG_SPAN("block")) || has_word(value, SG_SPAN("list-item")))
        return SG_DISPLAY_BLOCK;
    bool is_inline = has_word(value, SG_SPAN("inline")) && sg_at(value, 6) != '-';
    return is_inline ? SG_DISPLAY_INLINE : SG_DISPLAY_OTHER;
}

static void read_url(struct sg_style *style, sg_span value)
{
    size_t from = sg_find_nocase(value, SG_SPAN("url("), 0);
    if (from == value.len)
        return;
    size_t to = sg_find(value, ')', from);
    sg_span url = sg_trim(sg_cut(value, from + 4, to - from - 4));
    int quote = sg_at(url, 0);
    if (url.len >= 2 && (quote == '"' || quote == '\'') && sg_at(url, url.len - 1) == quote)
        url = sg_cut(url, 1, url.len - 2);
    if (style->url.len == 0)
        style->url = url;
}

/* A ground that is an image, a gradient or anything else not read hides no letters. */
static void read_ground(struct sg_style *style, enum sg_html_property property, sg_span value,
                        bool important)
{
    int32_t ground = SG_COLOUR_UNKNOWN;
    bool is_image = sg_holds(value, SG_SPAN("url(")) || sg_holds_nocase(value, SG_SPAN("gradient"));
    read_url(style, value);
    if (property == SG_CSS_BACKGROUND_IMAGE && !is_image)
        return;
    if (!is_image && sg_at(value, 0) != 'v') {
        size_t end = sg_at(value, 0) == 'r' ? sg_find(value, ')', 0) + 1 : sg_find(value, ' ', 0);
        ground = sg_colour_read(sg_cut(value, 0, end), false);
        if (has_word(value, SG_SPAN("none")) || has_word(value, SG_SPAN("initial")))
            ground = SG_COLOUR_CLEAR;
        if (has_word(value, SG_SPAN("inherit")))
            return;
    }
    put(style, SG_STYLE_GROUND, ground, important);
}

static bool leaves_nothing(enum sg_html_property property, sg_span value)
{
    if (property == SG_CSS_TRANSFORM)
        return sg_holds_nocase(value, SG_SPAN("scale(0)")) ||
               sg_holds_nocase(value, SG_SPAN("-9999"));
    if (property == SG_CSS_CLIP_PATH)
        return sg_holds_nocase(value, SG_SPAN("inset(50%")) ||
               sg_holds_nocase(value, SG_SPAN("inset(100%")) ||
               sg_holds_nocase(value, SG_SPAN("circle(0"));
    bool any = false;
    for (size_t i = 0; i < value.len; i++) {
        int c = sg_at(value, i);
        if (c >= '2' && c <= '9')
            return false;
        any = any || sg_is_digit(c);
    }
    return any && has_word(value, SG_SPAN("rect("));
}

static void put_least(struct sg_style *style, enum sg_style_part part, sg_span value,
                      bool important)
{
    int32_t n = pixels(value);
    if (n != SG_LENGTH_OTHER && (!sg_style_has(style, part) || n < style->value[part]))
        put(style, part, n, important);
}

static void read_box(struct sg_style *style, enum sg_html_property property, sg_span value,
                     bool important)
{
    if (property == SG_CSS_HEIGHT)
        put(style, SG_STYLE_HEIGHT, pixels(value), important);
    else if (property == SG_CSS_MAX_HEIGHT)
        put(style, SG_STYLE_MAX_HEIGHT, pixels(value), important);
    else if (property == SG_CSS_WIDTH)
        put(style, SG_STYLE_WIDTH, pixels(value), important);
    else if (property == SG_CSS_MAX_WIDTH)
        put(style, SG_STYLE_MAX_WIDTH, pixels(value), important);
    else if (property == SG_CSS_TEXT_INDENT)
        put(style, SG_STYLE_INDENT, pixels(value), important);
    else if (property == SG_CSS_MARGIN_LEFT || property == SG_CSS_MARGIN_TOP)
        put_least(style, SG_STYLE_MARGIN, value, important);
    else if (property == SG_CSS_LEFT || property == SG_CSS_TOP || property == SG_CSS_RIGHT ||
             property == SG_CSS_BOTTOM)
        put_least(style, SG_STYLE_OFFSET, value, important);
    else if (property == SG_CSS_CLIP || property == SG_CSS_CLIP_PATH ||
             property == SG_CSS_TRANSFORM)
        put(style, SG_STYLE_CLIPPED, leaves_nothing(property, value), important);
    else if (property == SG_CSS_PADDING || property == SG_CSS_PADDING_TOP ||
             property == SG_CSS_PADDING_LEFT || property == SG_CSS_BORDER_RADIUS)
        put(style, SG_STYLE_PADDING, sg_at(value, 0) != '0' || value.len > 3, important);
}

static bool is_bold(sg_span value)
{
    int hundreds = sg_at(value, 0);
    return has_word(value, SG_SPAN("bold")) ||
           (value.len == 3 && hundreds >= '6' && hundreds <= '9');
}

static void read_property(struct sg_style *style, enum sg_html_property property, sg_span value,
                          bool important)
{
    if (property == SG_CSS_DISPLAY)
        put(style, SG_STYLE_DISPLAY, read_display(value), important);
    else if (property == SG_CSS_VISIBILITY)
        put(style, SG_STYLE_VISIBLE,
            !has_word(value, SG_SPAN("hidden")) && !has_word(value, SG_SPAN("collapse")),
            important);
    else if (property == SG_CSS_FONT_SIZE)
        read_font_size(style, value, important);
    else if (property == SG_CSS_FONT_WEIGHT)
        put(style, SG_STYLE_WEIGHT, is_bold(value), important);
    else if (property == SG_CSS_FONT)
        read_font(style, value, important);
    else if (property == SG_CSS_FONT_FAMILY)
        style->family = value;
    else if (property == SG_CSS_COLOR) {
        if (!has_word(value, SG_SPAN("inherit")))
            put(style, SG_STYLE_COLOUR, sg_colour_read(value, false), important);
    } else if (property == SG_CSS_BACKGROUND || property == SG_CSS_BACKGROUND_COLOR ||
               property == SG_CSS_BACKGROUND_IMAGE)
        read_ground(style, property, value, important);
    else if (property == SG_CSS_OPACITY)
        put(style, SG_STYLE_OPACITY, pixels(value), important);
    else if (property == SG_CSS_OVERFLOW || property == SG_CSS_OVERFLOW_Y ||
             property == SG_CSS_OVERFLOW_X)
        put(style, SG_STYLE_CLIPS,
            has_word(value, SG_SPAN("hidden")) || has_word(value, SG_SPAN("clip")), important);
    else if (property == SG_CSS_POSITION)
        put(style, SG_STYLE_POSITION, !has_word(value, SG_SPAN("static")), important);
    else
        read_box(style, property, value, important);
}

/* The next octet that may matter to declaration_end(), as far as sixteen octets at a time show. */
static size_t next_special(sg_span css, size_t at)
{
    for (; sg_wide_fits(css, at); at += SG_WIDE) {
        sg_wide w = sg_wide_load(css, at);
        /* ':' and ';' are neighbours, and so are '\'' and '(' */
        uint32_t found = sg_wide_bits(sg_wide_below(w - sg_wide_of(':'), 2) | sg_wide_same(w, '"') |
                                      sg_wide_below(w - sg_wide_of('\''), 2));
        if (found != 0)
            return at + sg_wide_first(found);
    }
    return at;
}

/* Where the declaration from `at` ends, and its colon; quotes and brackets hide semicolons. */
static size_t declaration_end(sg_span css, size_t at, size_t *colon)
{
    static const uint8_t special[257] = { [0] = 1,       [';' + 1] = 1,  [':' + 1] = 1,
                                          ['"' + 1] = 1, ['\'' + 1] = 1, ['(' + 1] = 1 };
    *colon = css.len;
    for (;; at++) {
        int octet;
        at = next_special(css, at);
        while (special[(octet = sg_at(css, at)) + 1] == 0)
            at++;
        if (octet < 0 || octet == ';')
            return at;
        if (octet == ':') {
            *colon = *colon < css.len ? *colon : at;
            continue;
        }
        size_t closing = sg_find(css, octet == '(' ? ')' : (uint8_t)octet, at + 1);
        if (closing == css.len)
            return css.len;
        at = closing;
    }
}

void sg_style_read(struct sg_style *style, sg_span css)
{
    for (size_t at = 0; at < css.len;) {
        size_t colon, end = declaration_end(css, at, &colon);
        sg_span name = sg_trim(sg_cut(css, at, colon - at));
        while (sg_starts(name, SG_SPAN("/*")))
            name = sg_trim(sg_tail(name, sg_find_span(name, SG_SPAN("*/"), 0) + 2));
        enum sg_html_property property = colon < end ? sg_html_property_of(name) : SG_CSS_NONE;
        at = end + 1;
        if (property == SG_CSS_NONE)
            continue;
        sg_span value = sg_trim(sg_cut(css, colon + 1, end - colon - 1));
        size_t bang = sg_find_last(value, '!');
        bool important = bang < value.len &&
                         sg_starts_nocase(sg_trim(sg_tail(value, bang + 1)), SG_SPAN("important"));
        if (important)
            value = sg_trim(sg_cut(value, 0, bang));
        read_property(style, property, value, important);
    }
}

void sg_style_set(struct sg_style *style, enum sg_style_part part, int32_t value)
{
    put(style, part, value, false);
}

void sg_style_add(struct sg_style *style, const struct sg_style *over)
{
    for (uint32_t left = over->set; left != 0; left &= left - 1) {
        unsigned part = (unsigned)__builtin_ctz(left);
        put(style, (enum sg_style_part)part, over->value[part], (over->important >> part & 1) != 0);
    }
}
