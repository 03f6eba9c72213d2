#include "web/page.h"

#include "text/unicode.h"
#include "web/entity.h"
#include "web/page_reader.h"

enum { SEARCH_BUDGET = 200000, SHORT_SEARCH = 16 }; /* elements */

static unsigned flags_of(enum sg_html_tag tag)
{
    return sg_html_flags(tag);
}

static void pop(struct sg_page_reader *p)
{
    struct sg_page_element *top = &p->stack.at[p->depth--];
    if (top->tag != SG_TAG_NONE)
        p->open[top->tag]--;
    if (top->look.is_block)
        sg_page_gap(p, SG_GAP_LINE);
    if ((flags_of(top->tag) & SG_IS_CELL) != 0)
        sg_page_gap(p, SG_GAP_CELL);
    if (top->tag == SG_TAG_A || top->tag == SG_TAG_BUTTON) {
        sg_page_end_link(p, p->link);
        p->link = 0;
    }
}

static void pop_to(struct sg_page_reader *p, size_t index)
{
    while (p->depth >= index && p->depth > p->floor)
        pop(p);
}

/* The innermost `tag` above any barrier, or 0. */
static size_t find_open(struct sg_page_reader *p, enum sg_html_tag tag)
{
    size_t most = p->wasted < SEARCH_BUDGET ? SG_MAX_ELEMENTS : SHORT_SEARCH;
    size_t i = p->depth, steps = 0;
    if (tag == SG_TAG_NONE || p->open[tag] == 0)
        return 0;
    for (; i > p->floor && steps < most; i--, steps++) {
        if (p->stack.at[i].tag == tag) {
            p->wasted += steps;
            return i;
        }
        if ((flags_of(p->stack.at[i].tag) & SG_IS_BARRIER) != 0 &&
            (flags_of(tag) & SG_IS_BARRIER) == 0 && tag != SG_TAG_TR && tag != SG_TAG_TBODY)
            break;
    }
    p->wasted += steps;
    return 0;
}

/* A block inside of what ends stays open: `<b><div></b>text</div>`. */
static bool has_block_above(const struct sg_page_reader *p, size_t index)
{
    for (size_t i = p->depth; i > index; i--)
        if ((flags_of(p->stack.at[i].tag) & (SG_IS_BLOCK | SG_IS_CELL)) != 0)
            return true;
    return false;
}

static void end_element(struct sg_page_reader *p, enum sg_html_tag tag)
{
    size_t at = find_open(p, tag);
    if (at == 0)
        return;
    if ((flags_of(tag) & SG_IS_FORMAT) == 0 || !has_block_above(p, at)) {
        pop_to(p, at);
        return;
    }
    p->stack.at[at].tag = SG_TAG_NONE;
    p->open[tag]--;
    if (tag == SG_TAG_A) {
        sg_page_end_link(p, p->link);
        p->link = 0;
    }
}

static bool is_shape(enum sg_html_tag tag)
{
    return tag == SG_TAG_V_ROUNDRECT || tag == SG_TAG_V_RECT || tag == SG_TAG_V_SHAPE ||
           tag == SG_TAG_V_OVAL;
}

static void end_tag(struct sg_page_reader *p)
{
    enum sg_html_tag tag = p->in.tag.id;
    if (tag == SG_TAG_A || is_shape(tag)) {
        sg_page_end_link(p, p->link);
        p->link = 0;
    }
    if (tag == SG_TAG_FORM)
        p->form = 0;
    if (tag == SG_TAG_BR || (tag == SG_TAG_P && p->open[SG_TAG_P] == 0))
        sg_page_break(p);
    /* What follows </body> and </html> is still of the page. */
    if (tag == SG_TAG_BODY || tag == SG_TAG_HTML || (flags_of(tag) & SG_IS_VOID) != 0)
        return;
    if (p->flattened > 0) {
        p->flattened--;
        return;
    }
    end_element(p, tag);
}

/* Cells and rows end the cell and row before them, but not those of an outer table. */
static void end_table_parts(struct sg_page_reader *p, enum sg_html_tag tag)
{
    bool is_cell = tag == SG_TAG_TD || tag == SG_TAG_TH;
    size_t most = p->wasted < SEARCH_BUDGET ? SG_MAX_ELEMENTS : SHORT_SEARCH;
    size_t at = p->depth, last = 0;
    for (; at > p->floor && p->stack.at[at].tag != SG_TAG_TABLE && most > 0; at--, most--) {
        p->wasted++;
        enum sg_html_tag inner = p->stack.at[at].tag;
        if (is_cell && inner == SG_TAG_TR)
            break;
        if (inner == SG_TAG_TD || inner == SG_TAG_TH || inner == SG_TAG_CAPTION ||
            (!is_cell && inner == SG_TAG_TR) || (tag != SG_TAG_TR && inner == SG_TAG_TBODY))
            last = at;
    }
    if (last > 0 && p->stack.at[at].tag != SG_TAG_NONE)
        pop_to(p, last);
}

static void end_implied(struct sg_page_reader *p, enum sg_html_tag tag, unsigned flags)
{
    if ((flags & SG_IS_CLOSES_P) != 0 && p->open[SG_TAG_P] > 0)
        end_element(p, SG_TAG_P);
    if (tag == SG_TAG_A && p->open[SG_TAG_A] > 0)
        end_element(p, SG_TAG_A);
    if (tag == SG_TAG_OPTION || tag == SG_TAG_BUTTON)
        end_element(p, tag);
    if (tag == SG_TAG_LI && p->stack.at[p->depth].tag != SG_TAG_UL &&
        p->stack.at[p->depth].tag != SG_TAG_OL) {
        size_t item = find_open(p, SG_TAG_LI), list = find_open(p, SG_TAG_UL);
        size_t numbered = find_open(p, SG_TAG_OL);
        if (item > list && item > numbered)
            pop_to(p, item);
    }
    if (tag == SG_TAG_DT || tag == SG_TAG_DD) {
        end_element(p, SG_TAG_DT);
        end_element(p, SG_TAG_DD);
    }
    if (p->open[SG_TAG_TABLE] > 0 &&
        (tag == SG_TAG_TD || tag == SG_TAG_TH || tag == SG_TAG_TR || tag == SG_TAG_TBODY))
        end_table_parts(p, tag);
}

static void style_from_attributes(struct sg_page_reader *p, struct sg_style *style)
{
    const struct sg_html_element *tag = &p->in.tag;
    if ((flags_of(tag->id) & SG_IS_UNSEEN) != 0 || sg_html_has(tag, SG_ATTR_HIDDEN))
        sg_style_set(style, SG_STYLE_DISPLAY, SG_DISPLAY_NONE);
    if (p->in.is_foreign &&
        (tag->id == SG_TAG_STYLE || tag->id == SG_TAG_SCRIPT || tag->id == SG_TAG_TITLE))
        sg_style_set(style, SG_STYLE_DISPLAY, SG_DISPLAY_NONE);
    if (sg_html_has(tag, SG_ATTR_BGCOLOR)) {
        int32_t ground = sg_colour_read(sg_html_value(tag, SG_ATTR_BGCOLOR), true);
        sg_style_set(style, SG_STYLE_GROUND, ground);
    }
    if (sg_html_value(tag, SG_ATTR_BACKGROUND).len > 0)
        sg_style_set(style, SG_STYLE_GROUND, SG_COLOUR_UNKNOWN);
    enum sg_html_attribute colour = tag->id == SG_TAG_BODY ? SG_ATTR_TEXT : SG_ATTR_COLOR;
    if (sg_html_has(tag, colour) && (tag->id == SG_TAG_BODY || tag->id == SG_TAG_FONT))
        sg_style_set(style, SG_STYLE_COLOUR, sg_colour_read(sg_html_value(tag, colour), true));
    if (tag->id == SG_TAG_FONT && sg_html_has(tag, SG_ATTR_SIZE))
        sg_style_set(style, SG_STYLE_FONT, 1600);
    if (sg_html_has(tag, SG_ATTR_FACE))
        style->family = sg_html_value(tag, SG_ATTR_FACE);
}

/* Read the style attribute over what `style` holds. */
static void style_from_css(struct sg_page_reader *p, struct sg_style *style)
{
    sg_span css = sg_html_value(&p->in.tag, SG_ATTR_STYLE);
    bool is_alone = style->set == 0 && style->family.len == 0;
    const struct sg_style *seen = is_alone ? sg_style_seen(&p->styles, css) : NULL;
    if (seen != NULL) {
        *style = *seen;
        return;
    }
    sg_style_read(style, sg_entities_decode(p->arena, css, true));
    if (style->family.len > 0 || style->url.len > 0)
        sg_page_see_style(p, style);
    style->family = (sg_span){ 0 };
    if (is_alone && style->url.len == 0)
        sg_style_see(p->arena, &p->styles, css, style);
    style->url = (sg_span){ 0 };
}

static void style_of_tag(struct sg_page_reader *p, struct sg_style *style)
{
    const struct sg_html_element *tag = &p->in.tag;
    style->set = style->important = 0;
    style->family = style->url = (sg_span){ 0 };
    if (tag->seen != 0 || p->in.is_foreign || (flags_of(tag->id) & SG_IS_UNSEEN) != 0)
        style_from_attributes(p, style);
    if (p->sheet->n > 0 && !p->is_beside)
        sg_sheet_apply(p->sheet, tag, style);
    if (sg_html_has(tag, SG_ATTR_STYLE))
        style_from_css(p, style);
    else if (style->family.len > 0)
        sg_page_see_style(p, style);
}

static void push(struct sg_page_reader *p, enum sg_html_tag tag, const struct sg_look *look)
{
    if (p->depth >= SG_MAX_ELEMENTS) {
        p->flattened++;
        p->page->cut = true;
        return;
    }
    if (++p->depth == p->stack.n)
        (void)SG_PUSH(p->arena, &p->stack);
    p->stack.at[p->depth] = (struct sg_page_element){ tag, *look };
    if (tag != SG_TAG_NONE)
        p->open[tag]++;
}

static void start_tag(struct sg_page_reader *p)
{
    enum sg_html_tag tag = p->in.tag.id;
    unsigned flags = flags_of(tag);
    if (p->flattened == 0)
        end_implied(p, tag, flags);
    if ((tag == SG_TAG_TD || tag == SG_TAG_TH || tag == SG_TAG_TR) && p->open[SG_TAG_TABLE] == 0 &&
        !p->is_beside)
        return;
    if (p->in.is_foreign && (flags & SG_IS_SVG_OUT) != 0) {
        end_element(p, SG_TAG_SVG);
        end_element(p, SG_TAG_MATH);
    }
    struct sg_style style;
    style_of_tag(p, &style);
    struct sg_look look = sg_look_under(sg_page_look(p), &style, &p->in.tag);
    if (look.is_block)
        sg_page_gap(p, SG_GAP_LINE);
    if (tag == SG_TAG_BR)
        sg_page_break(p);
    if ((tag == SG_TAG_HTML || tag == SG_TAG_BODY) && p->page->lang.len == 0)
        p->page->lang = sg_page_attribute(p, SG_ATTR_LANG);
    p->page->n_scripts += tag == SG_TAG_SCRIPT;
    p->page->n_cells += (flags & SG_IS_CELL) != 0;
    bool stays = (flags & SG_IS_VOID) == 0 && p->in.raw == SG_TAG_NONE &&
                 !(p->in.is_foreign && sg_at(p->in.tag.whole, p->in.tag.whole.len - 2) == '/');
    if (stays)
        push(p, tag, &look);
    sg_page_links_of_tag(p, &look, &style);
    p->in.is_foreign = p->open[SG_TAG_SVG] + p->open[SG_TAG_MATH] > p->open[SG_TAG_FOREIGNOBJECT];
}

static void raw_text(struct sg_page_reader *p)
{
    enum sg_html_tag tag = p->in.tag.id;
    if (tag == SG_TAG_STYLE && !p->is_beside) {
        size_t before = p->sheet->n;
        sg_sheet_read(p->sheet, p->in.text, sg_page_see_style, p);
        bool is_late = p->sinks[SG_SINK_SEEN].buf.len + p->sinks[SG_SINK_HIDDEN].buf.len > 0;
        p->has_late_rules = p->has_late_rules || (is_late && p->sheet->n > before);
    } else if (tag == SG_TAG_TITLE && p->page->title.utf8.len == 0 && !p->is_beside) {
        size_t from = p->sinks[SG_SINK_ALT].buf.len;
        sg_page_put_alt(p, p->in.text);
        struct sg_page_piece piece = { from, p->sinks[SG_SINK_ALT].buf.len };
        p->page->title = sg_page_cut(p, SG_SINK_ALT, piece, SG_MAX_LABEL);
        /* The stream may still move: keep its octets. */
        p->page->title.utf8 = sg_keep(p->arena, p->page->title.utf8);
    } else if (tag == SG_TAG_TEXTAREA || tag == SG_TAG_XMP || tag == SG_TAG_PLAINTEXT) {
        sg_page_put_text(p, p->in.text, tag == SG_TAG_TEXTAREA);
    }
}

/* The inside of `<!--[if mso]> ... <![endif]-->`, or an empty span. */
static sg_span conditional(sg_span comment)
{
    if (!sg_starts_nocase(comment, SG_SPAN("[if")))
        return (sg_span){ 0 };
    size_t from = sg_find_span(comment, SG_SPAN("]>"), 0);
    size_t to = sg_find_span(comment, SG_SPAN("<![endif]"), from);
    if (to == comment.len && sg_ends(comment, SG_SPAN("<[endif]"))) /* mistyped, and often so */
        to -= SG_SPAN("<[endif]").len;
    return sg_cut(comment, from + 2, to > from + 2 ? to - from - 2 : 0);
}

static void one_token(struct sg_page_reader *p, enum sg_html_token token)
{
    switch (token) {
    case SG_HTML_TEXT:
        if (p->in.is_blank && !sg_page_look(p)->is_preformatted)
            sg_page_put_blank(p);
        else
            sg_page_put_text(p, p->in.text, true);
        break;
    case SG_HTML_RAW_TEXT:
        raw_text(p);
        break;
    case SG_HTML_START:
        start_tag(p);
        break;
    case SG_HTML_END_TAG:
        end_tag(p);
        p->in.is_foreign = p->in.is_foreign && p->open[SG_TAG_SVG] + p->open[SG_TAG_MATH] > 0;
        break;
    case SG_HTML_COMMENT:
    case SG_HTML_OVER:
        break;
    }
}

/* What only Outlook reads: its links count, its text is kept beside.  It cannot close what stands outside. */
static void read_beside(struct sg_page_reader *p, sg_span inside)
{
    struct sg_html_reader outer = p->in;
    size_t depth = p->depth, floor = p->floor, link = p->link, flattened = p->flattened;
    p->in = (struct sg_html_reader){ .html = inside };
    p->floor = depth;
    p->is_beside = true;
    p->link = p->flattened = 0;
    enum sg_html_token token;
    while ((token = sg_html_next(&p->in)) != SG_HTML_OVER)
        one_token(p, token);
    pop_to(p, depth + 1);
    sg_page_end_link(p, p->link);
    p->is_beside = false;
    p->floor = floor;
    p->link = link;
    p->flattened = flattened;
    p->in = outer;
}

static void read_all(struct sg_page_reader *p)
{
    enum sg_html_token token;
    while ((token = sg_html_next(&p->in)) != SG_HTML_OVER) {
        sg_span inside = token == SG_HTML_COMMENT ? conditional(p->in.text) : (sg_span){ 0 };
        if (inside.len > 0)
            read_beside(p, inside);
        else
            one_token(p, token);
    }
    sg_page_end_link(p, p->link);
}

static void open_reader(struct sg_page_reader *p)
{
    *p = (struct sg_page_reader){ .arena = p->arena, .html = p->html, .sheet = p->sheet };
    p->page = SG_NEW(p->arena, struct sg_page);
    p->in.html = sg_utf8_cut(p->html->utf8, SG_MAX_TEXT);
    *SG_PUSH(p->arena, &p->stack) = (struct sg_page_element){ SG_TAG_NONE, sg_look_of_page() };
    p->fonts = SG_BUF_IN(p->arena, SG_MAX_FONTS + 80);
    for (size_t i = 0; i < SG_N_SINKS; i++) {
        p->sinks[i].buf = SG_BUF_IN(p->arena, SG_MAX_TEXT);
        if (p->html->places != NULL)
            p->sinks[i].places = sg_places_open(p->arena, p->html->places);
    }
}

/* Characters that are there to be read: no blanks, nothing invisible.  Counts no further than `most`. */
static size_t count_letters(sg_span text, size_t most)
{
    size_t n = 0;
    for (size_t at = 0; at < text.len && n < most;) {
        int32_t c = sg_utf8_next(text, &at);
        n += c > ' ' && !sg_is_invisible(c) && c != 0x34F && c != 0x2007 && c != 0x3000;
    }
    return n;
}

static void finish_runs(struct sg_page_reader *p)
{
    struct sg_hidden_run *runs = SG_NEW_N(p->arena, struct sg_hidden_run, p->runs.n);
    size_t n = 0;
    for (size_t i = 0; i < p->runs.n; i++) {
        const struct sg_page_run *run = &p->runs.at[i];
        struct sg_text text = sg_page_cut(p, SG_SINK_HIDDEN, run->piece, SG_MAX_TEXT);
        size_t letters = count_letters(text.utf8, SG_MAX_PREHEADER + 1);
        if (letters > 0)
            runs[n++] = (struct sg_hidden_run){ run->how, text,
                                                run->seen == 0 && letters <= SG_MAX_PREHEADER };
    }
    p->page->hidden = runs;
    p->page->n_hidden = n;
}

static const struct sg_page *finish(struct sg_page_reader *p, struct sg_oddities *oddities)
{
    struct sg_page *page = p->page;
    struct sg_range all =
        sg_places_find(p->html->places, (struct sg_range){ 0, p->html->utf8.len });
    sg_page_finish_links(p);
    finish_runs(p);
    page->visible =
        (struct sg_text){ sg_buf_span(&p->sinks[SG_SINK_SEEN].buf), p->sinks[SG_SINK_SEEN].places };
    page->tones = p->tones.at;
    page->n_tones = p->tones.n;
    page->forms = p->forms.at;
    page->n_forms = p->forms.n;
    page->fonts = sg_buf_span(&p->fonts);
    page->cut = page->cut || p->sheet->cut || p->html->utf8.len > SG_MAX_TEXT;
    if (p->in.unended)
        sg_odd(oddities, SG_ODD_HTML_UNENDED, all, NULL);
    if (page->cut)
        sg_odd(oddities, SG_ODD_LIMIT, all, "html");
    return page;
}

const struct sg_page *sg_page_read(struct sg_arena *arena, const struct sg_text *html,
                                   struct sg_oddities *oddities)
{
    struct sg_page_reader reader = { .arena = arena, .html = html };
    reader.sheet = SG_NEW(arena, struct sg_sheet);
    *reader.sheet =
        (struct sg_sheet){ .arena = arena, .classes = SG_MAP(arena), .ids = SG_MAP(arena) };
    open_reader(&reader);
    read_all(&reader);
    /* A sheet rules what stands before it too: read once more, now that all rules are known. */
    if (reader.has_late_rules) {
        open_reader(&reader);
        read_all(&reader);
    }
    return finish(&reader, oddities);
}

sg_span sg_page_charset(sg_span octets)
{
    struct sg_html_reader in = { .html = sg_cut(octets, 0, 1024) };
    enum sg_html_token token;
    while ((token = sg_html_next(&in)) != SG_HTML_OVER) {
        in.raw = SG_TAG_NONE;
        sg_span charset = token == SG_HTML_START && in.tag.id == SG_TAG_META
                              ? sg_page_charset_of(&in.tag)
                              : (sg_span){ 0 };
        /* It was read as ASCII, so it cannot be UTF-16. */
        if (sg_starts_nocase(charset, SG_SPAN("utf-16")))
            return SG_SPAN("utf-8");
        if (charset.len > 0)
            return charset;
    }
    return (sg_span){ 0 };
}
