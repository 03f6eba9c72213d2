#include "report/sheet.h"

#include "text/unicode.h"

enum { MIN_ROOM = 10 }; /* columns left for text however deep the indent */

static bool is_ink(int32_t c)
{
    return c >= 1 && c <= 7;
}

static size_t columns_of(int32_t c)
{
    int n = is_ink(c) ? 0 : sg_columns_of(c);
    return n > 0 ? (size_t)n : 0;
}

size_t sg_columns(sg_span text)
{
    size_t n = 0;
    for (size_t at = 0; at < text.len;)
        n += columns_of(sg_utf8_next(text, &at));
    return n;
}

/* Kinsoku: what does not begin a line, what does not end one. */
static bool is_among(int32_t c, sg_span members)
{
    for (size_t at = 0; at < members.len;)
        if (sg_utf8_next(members, &at) == c)
            return true;
    return false;
}

static bool may_begin(int32_t c)
{
    return !is_among(c, SG_SPAN("、。,.・:;?!)]}」』】〉》〕ーぁぃぅぇぉっゃゅょゎァィゥェォッ"
                                "ャュョヮ々〜…‥,.)]!?:;\"'"));
}

static bool may_end(int32_t c)
{
    return !is_among(c, SG_SPAN("([{「『【〈《〔([{"));
}

/* A URL breaks after a slash of its path, not after that of "https://", which alone looks like an address. */
static bool may_break(int32_t earlier, int32_t before, int32_t after)
{
    if (before == ' ')
        return true;
    if (columns_of(before) < 2 && columns_of(after) < 2)
        return (before == '/' && after != '/' && earlier != '/') || before == '&' || before == '?';
    return may_begin(after) && may_end(before);
}

struct line {
    size_t end, next; /* the line's octets end here; the next line starts there */
};

/* The longest line from `from` that fits into `room` columns. */
static struct line fit(sg_span text, size_t from, size_t room)
{
    struct line best = { 0 };
    size_t used = 0;
    int32_t earlier = ' ', before = ' ';
    for (size_t at = from; at < text.len;) {
        size_t here = at;
        int32_t c = sg_utf8_next(text, &at);
        if (is_ink(c))
            continue;
        if (here > from && before != ' ' && (c == ' ' || may_break(earlier, before, c)))
            best = (struct line){ here, c == ' ' ? at : here };
        used += columns_of(c);
        if (used > room && c != ' ')
            return best.end > from
                       ? best
                       : (struct line){ here > from ? here : at, here > from ? here : at };
        earlier = before;
        before = c;
    }
    return (struct line){ text.len, text.len };
}

static const char *escape_of(int32_t ink)
{
    static const char *const escapes[] = { "",         "\033[0m",  "\033[1m", "\033[31m",
                                           "\033[33m", "\033[32m", "\033[2m", "\033[36m" };
    return escapes[ink];
}

static void put_line(const struct sg_sheet *sheet, sg_span line)
{
    for (size_t i = 0; i < line.len; i++) {
        int c = sg_at(line, i);
        if (!is_ink(c))
            sg_put_octet(sheet->out, (uint8_t)c);
        else if (sheet->colour)
            sg_put_text(sheet->out, escape_of(c));
    }
}

static void put_blanks(const struct sg_sheet *sheet, size_t n)
{
    for (size_t i = 0; i < n; i++)
        sg_put_octet(sheet->out, ' ');
}

static size_t room_after(const struct sg_sheet *sheet, size_t indent)
{
    if (sheet->columns == 0)
        return SIZE_MAX;
    return sheet->columns > indent + MIN_ROOM ? sheet->columns - indent : MIN_ROOM;
}

/* The lines of `text`; the first is already indented by `first` columns. */
static void put_lines(const struct sg_sheet *sheet, size_t first, size_t rest, sg_span text)
{
    for (size_t at = 0; at < text.len || at == 0;) {
        struct line line = fit(text, at, room_after(sheet, at == 0 ? first : rest));
        if (at > 0)
            put_blanks(sheet, rest);
        put_line(sheet, sg_cut(text, at, line.end - at));
        sg_put_octet(sheet->out, '\n');
        if (line.next <= at)
            break;
        at = line.next;
        while (sg_at(text, at) == ' ')
            at++;
    }
}

void sg_sheet_put(const struct sg_sheet *sheet, size_t first, size_t rest, sg_span text)
{
    put_blanks(sheet, first);
    put_lines(sheet, first, rest, text);
}

void sg_sheet_labelled(const struct sg_sheet *sheet, sg_span label, size_t margin, sg_span text)
{
    size_t used = sg_columns(label) + 2;
    put_blanks(sheet, 2);
    if (sheet->colour)
        sg_put_text(sheet->out, escape_of(2));
    put_line(sheet, label);
    if (sheet->colour)
        sg_put_text(sheet->out, escape_of(1));
    size_t start = used < margin ? margin : used + 1;
    put_blanks(sheet, start - used);
    put_lines(sheet, start, margin, text);
}
