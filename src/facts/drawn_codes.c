/* facts/drawn_codes.c - QR codes that are drawn in letters or in the cells of a table, made into pictures.
 *
 * Rows of one width that hold nothing but block letters, or cells of two looks, are modules; the opener that reads
 * pictures reads the code. */
#include "base/buf.h"
#include "base/limits.h"
#include "facts/build.h"
#include "text/unicode.h"
#include "web/entity.h"
#include "web/html.h"
#include "web/style.h"

enum {
    MIN_MODULES = 21, /* a side of the smallest code */
    MAX_MODULES = 200,
    MIN_ROWS = 11, /* of letters that hold two rows each */
    SCALE = 4,     /* octets of the picture for a module's width */
    QUIET = 4,     /* modules around it */
    MAX_DRAWN = 3, /* codes taken of one text */
    MAX_TAG = 2000 /* octets of a tag in letters that are passed over */
};

struct drawing {
    struct sg_opening *o;
    const struct sg_passage *passage;
    struct sg_buf row;   /* modules, an octet each: 1 dark */
    struct sg_buf lower; /* the row below it, where letters hold two */
    struct sg_buf rows;  /* those of one width so far */
    size_t width, n_rows, n_drawn;
    bool is_drawn;  /* the row holds drawing letters only */
    bool is_halved; /* some letter of these rows holds two modules */
};

/* ---- the picture ---- */

static void put_line(struct sg_buf *out, const struct drawing *d, size_t row)
{
    sg_span modules =
        row < d->n_rows ? sg_cut(sg_buf_span(&d->rows), row * d->width, d->width) : (sg_span){ 0 };
    for (size_t i = 0; i < d->width + 2 * (size_t)QUIET; i++) {
        bool is_dark = i >= QUIET && sg_at(modules, i - QUIET) == 1;
        for (int k = 0; k < SCALE; k++)
            sg_put_octet(out, is_dark ? 0 : 255);
    }
}

/* Codes are square, whatever the letters' form. */
static sg_span picture_of(const struct drawing *d)
{
    size_t height = (d->width * SCALE + d->n_rows - 1) / d->n_rows;
    size_t side = (d->width + 2 * (size_t)QUIET) * SCALE, quiet = QUIET * (size_t)SCALE;
    size_t lines = d->n_rows * height + 2 * quiet;
    struct sg_buf b = SG_BUF_IN(d->o->f->arena, 64 + side * lines);
    sg_putf(&b, "P5\n%zu %zu\n255\n", side, lines);
    for (size_t y = 0; y < lines; y++) {
        bool is_inside = y >= quiet && y < lines - quiet;
        put_line(&b, d, is_inside ? (y - quiet) / height : SIZE_MAX);
    }
    return sg_buf_done(&b);
}

static void finish_rows(struct drawing *d)
{
    if (d->n_rows >= (d->is_halved ? 2 * (size_t)MIN_ROWS - 1 : MIN_MODULES) &&
        d->n_rows <= MAX_MODULES && d->n_drawn < MAX_DRAWN) {
        const struct sg_content draft = { .part = d->passage->part,
                                          .how = SG_CONTENT_DRAWN,
                                          .octets = picture_of(d) };
        const struct sg_content *content = sg_facts_add_content(d->o, &draft);
        struct sg_file *file =
            content == NULL ? NULL : sg_facts_add_file(d->o, NULL, content, (sg_span){ 0 });
        if (file != NULL)
            file->shown->is_shown = true;
        d->n_drawn++;
    }
    d->rows.len = 0;
    d->n_rows = d->width = 0;
    d->is_halved = false;
}

static void take_row(struct drawing *d, const struct sg_buf *row)
{
    if (d->n_rows == MAX_MODULES)
        return;
    sg_put(&d->rows, sg_buf_span(row));
    d->n_rows++;
}

/* The row ended: it goes with those before it when it is as wide. */
static void end_row(struct drawing *d, bool is_halved)
{
    size_t width = d->row.len;
    bool fits = d->is_drawn && width >= MIN_MODULES && width <= MAX_MODULES;
    if (!fits || width != d->width)
        finish_rows(d);
    if (fits) {
        d->width = width;
        take_row(d, &d->row);
        if (is_halved)
            take_row(d, &d->lower);
        d->is_halved |= is_halved;
    }
    d->row.len = d->lower.len = 0;
    d->is_drawn = true;
}

/* ---- letters ---- */

/* Bits: 1 the upper, 2 the lower half is dark; -1: no drawing letter. */
static int halves_of(int32_t c)
{
    switch (c) {
    case 0x2588: /* full block */
    case 0x2593: /* dark shade */
    case 0x25A0: /* squares */
    case 0x25FC:
    case '#':
    case 0x2B1B:
        return 3;
    case 0x2580: /* upper half */
        return 1;
    case 0x2584: /* lower half */
        return 2;
    case ' ':
    case 0xA0:
    case 0x3000:
    case 0x2591: /* light shade */
    case 0x25A1:
    case 0x25FB:
    case 0x2B1C:
        return 0;
    default:
        return -1;
    }
}

static bool is_half(int32_t c)
{
    return c == 0x2580 || c == 0x2584;
}

static bool ends_line(sg_span tag)
{
    static const char *const tags[] = { "<br", "<div", "</div", "<p", "</p", "<tr", "</tr", "<li" };
    for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
        if (sg_starts_nocase(tag, sg_span_of(tags[i])))
            return true;
    return false;
}

static void put_letter(struct drawing *d, int32_t c, bool *has_half)
{
    int halves = halves_of(c);
    *has_half |= is_half(c);
    if (halves < 0 || d->row.len > MAX_MODULES) {
        d->is_drawn = false;
        return;
    }
    sg_put_octet(&d->row, halves & 1);
    sg_put_octet(&d->lower, (uint8_t)(halves >> 1));
}

/* Rows of letters, where a tag may stand between them or end one. */
static void read_letters(struct drawing *d, sg_span text, bool is_page)
{
    bool has_half = false;
    d->is_drawn = true;
    for (size_t at = 0; at < text.len;) {
        int octet = sg_at(text, at);
        size_t tag_end =
            is_page && octet == '<' ? sg_find(sg_cut(text, 0, at + MAX_TAG), '>', at) : 0;
        bool is_end = octet == '\n' || (tag_end > 0 && ends_line(sg_tail(text, at)));
        if (tag_end > 0)
            at = tag_end + 1;
        if (is_end) {
            if (d->row.len > 0)
                end_row(d, has_half);
            has_half = false;
            d->is_drawn = true;
        }
        if (tag_end > 0)
            continue;
        int32_t c = sg_utf8_next(text, &at);
        if (c != '\n' && c != '\r')
            put_letter(d, c, &has_half);
    }
    end_row(d, has_half);
    finish_rows(d);
}

enum { FEW_LETTERS = 40 }; /* blocks, below which no code can be drawn */

/* At most FEW_LETTERS of the letter or the start of a letter that these two octets are. */
static size_t count_few(sg_span text, uint8_t first, uint8_t second)
{
    size_t n = 0;
    for (size_t at = 0; n < FEW_LETTERS && (at = sg_find(text, first, at)) < text.len; at++)
        n += sg_at(text, at + 1) == second;
    return n;
}

static bool has_blocks(sg_span text)
{
    return count_few(text, 0xE2, 0x96) == FEW_LETTERS || /* U+2580 to U+25BF */
           count_few(text, 0xE2, 0xAC) == FEW_LETTERS || /* U+2B00 to U+2B3F */
           count_few(text, '#', '#') == FEW_LETTERS;
}

/* ---- cells ---- */

enum { MIDDLE = 3 * 128 /* of the three colours' sum */ };

struct look_of_cell {
    uint64_t written; /* hash of how its look is written */
    int32_t ground;
};

static struct look_of_cell look_of(struct sg_arena *arena, const struct sg_html_element *tag)
{
    struct look_of_cell look = { .ground = SG_COLOUR_UNKNOWN };
    struct sg_style style = { 0 };
    sg_span css = sg_html_value(tag, SG_ATTR_STYLE), colour = sg_html_value(tag, SG_ATTR_BGCOLOR);
    look.written =
        sg_hash(css) ^ sg_hash(colour) * 3 ^ sg_hash(sg_html_value(tag, SG_ATTR_CLASS)) * 7;
    if (colour.len > 0)
        look.ground = sg_colour_read(colour, true);
    if (css.len == 0)
        return look;
    sg_style_read(&style, sg_entities_decode(arena, css, true));
    if (sg_style_has(&style, SG_STYLE_GROUND))
        look.ground = style.value[SG_STYLE_GROUND];
    return look;
}

static bool is_dark(int32_t ground)
{
    return (ground >> 16 & 0xFF) + (ground >> 8 & 0xFF) + (ground & 0xFF) < MIDDLE;
}

static size_t span_of(const struct sg_html_element *tag)
{
    sg_span name = SG_SPAN("colspan=");
    size_t at = sg_find_nocase(tag->whole, name, 0) + name.len, end;
    while (sg_at(tag->whole, at) == '"' || sg_at(tag->whole, at) == '\'')
        at++;
    for (end = at; sg_is_digit(sg_at(tag->whole, end));)
        end++;
    int64_t n = 1;
    return sg_number(sg_cut(tag->whole, at, end - at), 1, MAX_MODULES, &n) ? (size_t)n : 1;
}

static void read_cells(struct drawing *d, sg_span html)
{
    struct sg_html_reader in = { .html = html };
    struct look_of_cell first = { 0 };
    bool has_first = false;
    d->is_drawn = true;
    for (enum sg_html_token token; (token = sg_html_next(&in)) != SG_HTML_OVER;) {
        bool is_row = in.tag.id == SG_TAG_TR || in.tag.id == SG_TAG_TABLE;
        if ((token == SG_HTML_START || token == SG_HTML_END_TAG) && is_row && d->row.len > 0)
            end_row(d, false);
        if (token != SG_HTML_START || (in.tag.id != SG_TAG_TD && in.tag.id != SG_TAG_TH))
            continue;
        struct look_of_cell look = look_of(d->o->f->arena, &in.tag);
        if (!has_first)
            first = look;
        has_first = true;
        bool dark = look.ground >= 0
                        ? is_dark(look.ground)
                        : look.ground == SG_COLOUR_UNKNOWN && look.written != first.written;
        for (size_t n = span_of(&in.tag); n > 0 && d->row.len <= MAX_MODULES; n--)
            sg_put_octet(&d->row, dark);
    }
    end_row(d, false);
    finish_rows(d);
}

void sg_facts_drawn_codes(struct sg_opening *o, const struct sg_passage *passage)
{
    enum {
        MODULES = MAX_MODULES + 2,
        MIN_CELLS = 150, /* of the smallest code, its runs made one cell each */
        CELL_OCTETS = 8, /* of text for each cell: more than a page has that draws a code */
    };
    const struct sg_page *page = passage->page;
    sg_span text = page == NULL ? passage->text.utf8 : passage->source.utf8;
    bool has_cells = page != NULL && page->n_cells >= MIN_CELLS &&
                     page->visible.utf8.len / CELL_OCTETS < page->n_cells;
    if (!has_cells && !has_blocks(page == NULL ? text : page->visible.utf8))
        return;
    struct sg_arena *arena = o->f->arena;
    struct drawing d = { .o = o,
                         .passage = passage,
                         .row = SG_BUF_IN(arena, MODULES),
                         .lower = SG_BUF_IN(arena, MODULES),
                         .rows = SG_BUF_IN(arena, (size_t)MODULES * MODULES) };
    if (has_cells)
        read_cells(&d, text);
    else
        read_letters(&d, page == NULL ? text : sg_entities_decode(arena, text, false),
                     page != NULL);
}
