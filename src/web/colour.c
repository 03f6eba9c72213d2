#include "web/style.h"

struct named {
    sg_span name;
    int32_t value;
};

/* The names that mails use; others are unknown, which hides nothing. */
static const struct named named[] = {
    { SG_SPAN_INIT("white"), 0xFFFFFF },       { SG_SPAN_INIT("black"), 0x000000 },
    { SG_SPAN_INIT("transparent"), -1 },       { SG_SPAN_INIT("red"), 0xFF0000 },
    { SG_SPAN_INIT("blue"), 0x0000FF },        { SG_SPAN_INIT("green"), 0x008000 },
    { SG_SPAN_INIT("gray"), 0x808080 },        { SG_SPAN_INIT("grey"), 0x808080 },
    { SG_SPAN_INIT("yellow"), 0xFFFF00 },      { SG_SPAN_INIT("orange"), 0xFFA500 },
    { SG_SPAN_INIT("silver"), 0xC0C0C0 },      { SG_SPAN_INIT("navy"), 0x000080 },
    { SG_SPAN_INIT("snow"), 0xFFFAFA },        { SG_SPAN_INIT("ivory"), 0xFFFFF0 },
    { SG_SPAN_INIT("whitesmoke"), 0xF5F5F5 },  { SG_SPAN_INIT("ghostwhite"), 0xF8F8FF },
    { SG_SPAN_INIT("lightgray"), 0xD3D3D3 },   { SG_SPAN_INIT("lightgrey"), 0xD3D3D3 },
    { SG_SPAN_INIT("darkgray"), 0xA9A9A9 },    { SG_SPAN_INIT("dimgray"), 0x696969 },
    { SG_SPAN_INIT("azure"), 0xF0FFFF },       { SG_SPAN_INIT("mintcream"), 0xF5FFFA },
    { SG_SPAN_INIT("floralwhite"), 0xFFFAF0 }, { SG_SPAN_INIT("seashell"), 0xFFF5EE },
    { SG_SPAN_INIT("aliceblue"), 0xF0F8FF },   { SG_SPAN_INIT("maroon"), 0x800000 },
    { SG_SPAN_INIT("purple"), 0x800080 },      { SG_SPAN_INIT("teal"), 0x008080 },
    { SG_SPAN_INIT("lime"), 0x00FF00 },        { SG_SPAN_INIT("aqua"), 0x00FFFF },
    { SG_SPAN_INIT("darkblue"), 0x00008B },    { SG_SPAN_INIT("darkred"), 0x8B0000 },
};

static int32_t hex_colour(sg_span digits)
{
    bool is_short = digits.len == 3 || digits.len == 4;
    if (!is_short && digits.len != 6 && digits.len != 8)
        return SG_COLOUR_UNKNOWN;
    int32_t value = 0;
    size_t colour_digits = is_short ? 3 : 6;
    for (size_t i = 0; i < digits.len; i++) {
        int digit = sg_hex_value(sg_at(digits, i));
        if (digit < 0)
            return SG_COLOUR_UNKNOWN;
        if (i < colour_digits)
            value = is_short ? value << 8 | digit * 17 : value << 4 | digit;
    }
    if (digits.len > colour_digits && sg_at(digits, colour_digits) == '0' &&
        sg_at(digits, digits.len - 1) == '0')
        return SG_COLOUR_CLEAR;
    return digits.len > colour_digits ? SG_COLOUR_UNKNOWN : value;
}

/* One number of rgb(): its value from 0 to 255; `*is_nil` when only zeros were written. */
static int32_t component(sg_span *rest, bool *is_nil)
{
    size_t i = 0;
    int32_t value = 0;
    while (i < rest->len && !sg_is_digit(sg_at(*rest, i)) && sg_at(*rest, i) != '.')
        i++;
    *is_nil = i < rest->len;
    for (; sg_is_digit(sg_at(*rest, i)); i++)
        value = value > 1000 ? value : value * 10 + (sg_at(*rest, i) - '0');
    *is_nil = *is_nil && value == 0;
    for (i += sg_at(*rest, i) == '.'; sg_is_digit(sg_at(*rest, i)); i++)
        *is_nil = *is_nil && sg_at(*rest, i) == '0';
    if (sg_at(*rest, i) == '%')
        value = value * 255 / 100;
    *rest = sg_tail(*rest, i);
    return value > 255 ? 255 : value;
}

static int32_t rgb_colour(sg_span text)
{
    bool has_alpha = false, is_nil;
    size_t commas = 0;
    for (size_t i = 0; i < text.len && i < 64; i++) {
        commas += sg_at(text, i) == ',';
        has_alpha = has_alpha || sg_at(text, i) == '/';
    }
    sg_span rest = text;
    int32_t red = component(&rest, &is_nil), green = component(&rest, &is_nil);
    int32_t value = red << 16 | green << 8 | component(&rest, &is_nil);
    if (!has_alpha && commas < 3)
        return value;
    sg_span alpha = rest;
    int32_t whole = component(&rest, &is_nil);
    if (is_nil)
        return SG_COLOUR_CLEAR;
    return whole == 1 || sg_holds(alpha, SG_SPAN("100%")) ? value : SG_COLOUR_UNKNOWN;
}

int32_t sg_colour_read(sg_span text, bool legacy)
{
    text = sg_trim(text);
    if (sg_at(text, 0) == '#')
        return hex_colour(sg_tail(text, 1));
    if (sg_starts_nocase(text, SG_SPAN("rgb")))
        return rgb_colour(text);
    for (size_t i = 0; i < sizeof(named) / sizeof(*named); i++)
        if (sg_same_nocase(text, named[i].name))
            return named[i].value;
    return legacy && text.len == 6 ? hex_colour(text) : SG_COLOUR_UNKNOWN;
}
