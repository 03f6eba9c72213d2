/* What a page draws: codes as areas, and addresses that stand in one string shown, of a font whose codes are ASCII.
 *
 * A content stream is a list of operands and operators (ISO 32000-1 7.8.2, 8.5, 9.4.3).  Clipping, patterns, shadings and
 * transparency are passed over, and curves are their chords. */
#include "unpack/codes.h"
#include "unpack/pdf.h"
#include "unpack/pdf_drawing.h"

enum {
    OPERANDS = 8,          /* of the numbers before an operator, the last so many are kept */
    SAVED = 32,            /* graphics states saved at a time */
    SHOWN = 4096,          /* octets of one string shown */
    MOST_NUMBER = 1 << 16, /* points: larger coordinates are cut to it */
    MOST = MOST_NUMBER *
           (SG_PDF_UNIT / 2) /* the same in units, halved so that two products fit 64 bits */
};

typedef int64_t number; /* SG_PDF_UNIT is one */

struct matrix {
    number a, b, c, d, e, f;
};

struct state {
    struct matrix matrix;
    uint8_t fill, stroke; /* grey */
    number line;          /* width */
};

struct content {
    struct sg_pdf_reading *r;
    sg_span rest;
    struct sg_pdf_drawing drawing;
    number operands[OPERANDS];
    size_t n; /* operands */
    struct state now, saved[SAVED];
    size_t depth;
    number x, y, start_x,
        start_y; /* where the pen is, where its line began; in units of the page */
    size_t path; /* edge that the path begins with */
    struct sg_buf shown;
};

static number bounded(number n)
{
    return n > MOST ? MOST : n < -MOST ? -MOST : n;
}

static number times(number a, number b)
{
    return a * b / SG_PDF_UNIT;
}

/* ---- the page's coordinates */

static void to_page(const struct content *c, number x, number y, number *px, number *py)
{
    const struct matrix *m = &c->now.matrix;
    *px = bounded(times(m->a, x) + times(m->c, y) + m->e);
    *py = bounded(times(m->b, x) + times(m->d, y) + m->f);
}

static void concatenate(struct content *c, const number o[6])
{
    const struct matrix m = c->now.matrix;
    struct matrix *to = &c->now.matrix;
    to->a = bounded(times(o[0], m.a) + times(o[1], m.c));
    to->b = bounded(times(o[0], m.b) + times(o[1], m.d));
    to->c = bounded(times(o[2], m.a) + times(o[3], m.c));
    to->d = bounded(times(o[2], m.b) + times(o[3], m.d));
    to->e = bounded(times(o[4], m.a) + times(o[5], m.c) + m.e);
    to->f = bounded(times(o[4], m.b) + times(o[5], m.d) + m.f);
}

/* ---- paths */

static void line_to_page(struct content *c, number x, number y)
{
    if (x != c->x || y != c->y)
        sg_pdf_draw_edge(&c->drawing, (struct sg_pdf_edge){ c->x, c->y, x, y });
    c->x = x;
    c->y = y;
}

static void line_to(struct content *c, number x, number y)
{
    to_page(c, x, y, &x, &y);
    line_to_page(c, x, y);
}

static void close_line(struct content *c)
{
    line_to_page(c, c->start_x, c->start_y);
}

static void move_to(struct content *c, number x, number y)
{
    close_line(c);
    to_page(c, x, y, &c->x, &c->y);
    c->start_x = c->x;
    c->start_y = c->y;
}

static void rectangle(struct content *c, const number o[4])
{
    move_to(c, o[0], o[1]);
    line_to(c, bounded(o[0] + o[2]), o[1]);
    line_to(c, bounded(o[0] + o[2]), bounded(o[1] + o[3]));
    line_to(c, o[0], bounded(o[1] + o[3]));
    close_line(c);
}

static void end_path(struct content *c)
{
    c->path = c->drawing.edges.n;
    c->start_x = c->x;
    c->start_y = c->y;
}

static void fill(struct content *c, bool is_even_odd)
{
    close_line(c);
    sg_pdf_draw_area(&c->drawing, c->path, is_even_odd, c->now.fill);
    end_path(c);
}

/* By how much lengths grow, roughly. */
static number scale_of(const struct matrix *m)
{
    const number entries[4] = { m->a, m->b, m->c, m->d };
    number most = 0;
    for (size_t i = 0; i < 4; i++) {
        number n = entries[i] < 0 ? -entries[i] : entries[i];
        most = n > most ? n : most;
    }
    return most;
}

/* Lines along an axis become the areas they cover; a row of modules may be drawn as a dashless thick line. */
static void stroke(struct content *c)
{
    size_t end = c->drawing.edges.n, from = c->path;
    number half = bounded(times(c->now.line, scale_of(&c->now.matrix))) / 2;
    end_path(c);
    for (size_t i = from; i < end && half > 0; i++) {
        struct sg_pdf_edge e = c->drawing.edges.at[i];
        if (e.x0 != e.x1 && e.y0 != e.y1)
            continue;
        number wide = e.x0 == e.x1 ? half : 0, high = e.x0 == e.x1 ? 0 : half;
        size_t first = c->drawing.edges.n;
        number corners[4][2] = { { e.x0 - wide, e.y0 - high },
                                 { e.x1 - wide, e.y1 - high },
                                 { e.x1 + wide, e.y1 + high },
                                 { e.x0 + wide, e.y0 + high } };
        for (size_t k = 0; k < 4; k++)
            sg_pdf_draw_edge(&c->drawing, (struct sg_pdf_edge){ corners[k][0], corners[k][1],
                                                                corners[(k + 1) % 4][0],
                                                                corners[(k + 1) % 4][1] });
        sg_pdf_draw_area(&c->drawing, first, false, c->now.stroke);
    }
    end_path(c);
}

/* ---- operators */

static uint8_t octet_of(number n)
{
    return (uint8_t)(n <= 0 ? 0 : n >= SG_PDF_UNIT ? 255 : n * 255 / SG_PDF_UNIT);
}

/* Grey, RGB or CMYK, by how many numbers there are. */
static void set_colour(const struct content *c, uint8_t *to)
{
    uint8_t o[4];
    for (size_t i = 0; i < 4; i++)
        o[i] = octet_of(c->operands[i]);
    if (c->n == 1)
        *to = o[0];
    if (c->n == 3)
        *to = (uint8_t)((306U * o[0] + 601U * o[1] + 117U * o[2]) >> 10 & 255);
    if (c->n == 4) {
        uint32_t inks = (306U * o[0] + 601U * o[1] + 117U * o[2]) >> 10;
        *to = (uint8_t)((255 - inks) * (255U - o[3]) / 255);
    }
}

static void save(struct content *c)
{
    if (c->depth < SAVED)
        c->saved[c->depth] = c->now;
    c->depth++;
}

static void restore(struct content *c)
{
    if (c->depth == 0)
        return;
    c->depth--;
    if (c->depth < SAVED)
        c->now = c->saved[c->depth];
}

static void show(struct content *c)
{
    sg_pdf_keep_links_in(c->r, SG_SPAN("text"), sg_buf_span(&c->shown));
    c->shown.len = 0;
}

/* What is acted upon; the rest is passed over. */
enum operator{
    NONE,
    CM,
    RE,
    M,
    L,
    C,
    V,
    H,
    FILL,
    FILL_EVEN,
    STROKE,
    CLOSE_STROKE,
    END,
    G,
    STROKE_G,
    W,
    SAVE,
    RESTORE,
    SHOW,
    IMAGE
};

static enum operator operator_of(sg_span word)
{
    static const struct {
        sg_span word;
        enum operator is;
    } rows[] = {
        { SG_SPAN_INIT("cm"), CM },
        { SG_SPAN_INIT("re"), RE },
        { SG_SPAN_INIT("m"), M },
        { SG_SPAN_INIT("l"), L },
        { SG_SPAN_INIT("c"), C },
        { SG_SPAN_INIT("v"), V },
        { SG_SPAN_INIT("y"), V },
        { SG_SPAN_INIT("h"), H },
        { SG_SPAN_INIT("f"), FILL },
        { SG_SPAN_INIT("F"), FILL },
        { SG_SPAN_INIT("f*"), FILL_EVEN },
        { SG_SPAN_INIT("B"), FILL },
        { SG_SPAN_INIT("b"), FILL },
        { SG_SPAN_INIT("B*"), FILL_EVEN },
        { SG_SPAN_INIT("b*"), FILL_EVEN },
        { SG_SPAN_INIT("S"), STROKE },
        { SG_SPAN_INIT("s"), CLOSE_STROKE },
        { SG_SPAN_INIT("n"), END },
        { SG_SPAN_INIT("g"), G },
        { SG_SPAN_INIT("rg"), G },
        { SG_SPAN_INIT("k"), G },
        { SG_SPAN_INIT("sc"), G },
        { SG_SPAN_INIT("scn"), G },
        { SG_SPAN_INIT("G"), STROKE_G },
        { SG_SPAN_INIT("RG"), STROKE_G },
        { SG_SPAN_INIT("K"), STROKE_G },
        { SG_SPAN_INIT("SC"), STROKE_G },
        { SG_SPAN_INIT("SCN"), STROKE_G },
        { SG_SPAN_INIT("w"), W },
        { SG_SPAN_INIT("q"), SAVE },
        { SG_SPAN_INIT("Q"), RESTORE },
        { SG_SPAN_INIT("Tj"), SHOW },
        { SG_SPAN_INIT("TJ"), SHOW },
        { SG_SPAN_INIT("'"), SHOW },
        { SG_SPAN_INIT("\""), SHOW },
        { SG_SPAN_INIT("ID"), IMAGE },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (sg_same(word, rows[i].word))
            return rows[i].is;
    return NONE;
}

/* The last `n` operands, or zeros when there are fewer. */
static const number *last(const struct content *c, size_t n)
{
    static const number zeros[OPERANDS];
    return n <= c->n ? c->operands + c->n - n : zeros;
}

/* Past the octets of an inline image: to "EI" between blanks. */
static void pass_image(struct content *c)
{
    for (size_t at = 0; (at = sg_find_span(c->rest, SG_SPAN("EI"), at)) < c->rest.len; at++)
        if ((at == 0 || sg_is_blank(sg_at(c->rest, at - 1))) &&
            (at + 2 == c->rest.len || sg_is_blank(sg_at(c->rest, at + 2)))) {
            c->rest = sg_tail(c->rest, at + 2);
            return;
        }
    c->rest = (sg_span){ 0 };
}

static void operate_path(struct content *c, enum operator is)
{
    const number *two = last(c, 2);
    switch (is) {
    case RE:
        rectangle(c, last(c, 4));
        break;
    case M:
        move_to(c, two[0], two[1]);
        break;
    case L:
    case C:
    case V:
        line_to(c, two[0], two[1]);
        break;
    case H:
        close_line(c);
        break;
    case FILL:
    case FILL_EVEN:
        fill(c, is == FILL_EVEN);
        break;
    case CLOSE_STROKE:
        close_line(c);
        stroke(c);
        break;
    case STROKE:
        stroke(c);
        break;
    case NONE:
    case CM:
    case END:
    case G:
    case STROKE_G:
    case W:
    case SAVE:
    case RESTORE:
    case SHOW:
    case IMAGE:
        break;
    }
}

static void operate(struct content *c, enum operator is)
{
    switch (is) {
    case CM:
        concatenate(c, last(c, 6));
        break;
    case END:
        end_path(c);
        break;
    case G:
        set_colour(c, &c->now.fill);
        break;
    case STROKE_G:
        set_colour(c, &c->now.stroke);
        break;
    case W:
        c->now.line = *last(c, 1);
        break;
    case SAVE:
        save(c);
        break;
    case RESTORE:
        restore(c);
        break;
    case SHOW:
        show(c);
        break;
    case IMAGE:
        pass_image(c);
        break;
    case NONE:
    case RE:
    case M:
    case L:
    case C:
    case V:
    case H:
    case FILL:
    case FILL_EVEN:
    case STROKE:
    case CLOSE_STROKE:
        operate_path(c, is);
        break;
    }
}

/* ---- tokens */

static bool is_regular(int c)
{
    return c > ' ' && c != '(' && c != ')' && c != '<' && c != '>' && c != '[' && c != ']' &&
           c != '{' && c != '}' && c != '/' && c != '%';
}

static sg_span word_next(struct content *c)
{
    size_t len = 0;
    while (is_regular(sg_at(c->rest, len)))
        len++;
    sg_span word = sg_cut(c->rest, 0, len);
    c->rest = sg_tail(c->rest, len);
    return word;
}

static number number_of(sg_span word)
{
    bool is_negative = sg_at(word, 0) == '-';
    number n = 0, part = SG_PDF_UNIT;
    size_t at = is_negative || sg_at(word, 0) == '+' ? 1 : 0;
    for (; sg_is_digit(sg_at(word, at)); at++)
        n = bounded(n * 10 + (number)(sg_at(word, at) - '0') * SG_PDF_UNIT);
    if (sg_at(word, at) == '.')
        for (at++; sg_is_digit(sg_at(word, at)) && part > 0; at++) {
            n += (sg_at(word, at) - '0') * part / 10;
            part /= 10;
        }
    return bounded(is_negative ? -n : n);
}

static void push(struct content *c, number n)
{
    if (c->n == OPERANDS) {
        memmove(c->operands, c->operands + 1, (OPERANDS - 1) * sizeof(n));
        c->n--;
    }
    c->operands[c->n++] = n;
}

/* "(...)" with its escapes; an octal one is not ASCII where it matters. */
static void string_next(struct content *c)
{
    size_t at = 1, depth = 1;
    for (int octet; (octet = sg_at(c->rest, at)) >= 0; at++) {
        if (octet == '(')
            depth++;
        if (octet == ')' && --depth == 0)
            break;
        if (octet == '\\')
            octet = sg_at(c->rest, ++at);
        if (octet >= 0)
            sg_put_octet(&c->shown, (uint8_t)octet);
    }
    c->rest = sg_tail(c->rest, at + 1);
}

static void hex_string_next(struct content *c)
{
    size_t end = sg_find(c->rest, '>', 1);
    int high = -1;
    for (size_t at = 1; at < end; at++) {
        int value = sg_hex_value(sg_at(c->rest, at));
        if (value < 0)
            continue;
        if (high >= 0)
            sg_put_octet(&c->shown, (uint8_t)(high * 16 + value));
        high = high >= 0 ? -1 : value;
    }
    c->rest = sg_tail(c->rest, end + 1);
}

static void token_next(struct content *c)
{
    int octet = sg_at(c->rest, 0);
    if (octet == '(') {
        string_next(c);
    } else if (octet == '<' && sg_at(c->rest, 1) != '<') {
        hex_string_next(c);
    } else if (octet == '%') {
        c->rest = sg_tail(
            c->rest, sg_find_any(c->rest, &(struct sg_octets)SG_FEW('\r', '\n', '\n', '\n'), 0));
    } else if (octet == '/') {
        c->rest = sg_tail(c->rest, 1);
        word_next(c);
    } else if (!is_regular(octet)) {
        c->rest = sg_tail(c->rest, 1);
    } else {
        sg_span word = word_next(c);
        int first = sg_at(word, 0);
        if (sg_is_digit(first) || first == '-' || first == '+' || first == '.') {
            push(c, number_of(word));
            return;
        }
        operate(c, operator_of(word));
        c->n = 0;
        c->shown.len = 0;
    }
}

static void read_content(struct sg_pdf_reading *r, sg_span octets)
{
    struct sg_arena *arena = sg_arena_open(SG_MAX_SCRATCH);
    struct content *c = SG_NEW(arena, struct content);
    *c = (struct content){ .r = r, .rest = octets, .drawing = { .arena = arena } };
    c->now.matrix = (struct matrix){ .a = SG_PDF_UNIT, .d = SG_PDF_UNIT };
    c->now.line = SG_PDF_UNIT;
    c->shown = SG_BUF_IN(arena, SHOWN);
    while (c->rest.len > 0)
        token_next(c);
    struct sg_picture picture;
    if (c->drawing.is_cut)
        r->u->traits |= SG_UNPACK_CUT;
    if (sg_pdf_drawing_paint(&c->drawing, arena, &picture))
        sg_codes_find(r->u, &picture, r->page);
    sg_arena_close(arena);
}

/* Streams of one page are read as one: what one begins another may end. */
void sg_pdf_read_contents(struct sg_pdf_reading *r, uint32_t contents)
{
    uint32_t n = sg_pdf_count(r->pdf, contents);
    struct sg_arena *arena = sg_arena_open(SG_MAX_SCRATCH);
    struct sg_buf all = SG_BUF_IN(arena, SG_MAX_PDF_CONTENT - (size_t)r->content);
    for (uint32_t i = 0; i < n && !all.cut; i++) {
        sg_put(&all, sg_pdf_stream(r->pdf, sg_pdf_item(r->pdf, contents, i)));
        sg_put_octet(&all, '\n');
    }
    if (all.cut)
        r->u->traits |= SG_UNPACK_CUT;
    r->content += all.len;
    read_content(r, sg_buf_span(&all));
    sg_arena_close(arena);
}
