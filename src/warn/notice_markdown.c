/* warn/notice_markdown.c - a notice as Markdown. */
#include "warn/notice_render.h"

enum { MIN_FENCE = 3 };

/* "[.]" and "[@]", which defanging writes, mean nothing unless a link's address follows; they stay readable. */
static bool is_bracketed(sg_span s, size_t at)
{
    int c = sg_at(s, at + 1), after = sg_at(s, at + 3);
    return sg_at(s, at) == '[' && (c == '.' || c == '@') && sg_at(s, at + 2) == ']' &&
           after != '(' && after != '[' && after != ':';
}

static bool needs_escape(sg_span s, size_t at, size_t digits)
{
    static const char *const signs = "\\`*_{}[]<>#|~&$";
    static const struct sg_octets at_start = SG_FEW('+', '-', '=', ':');
    const struct sg_octets special = sg_octets_of(signs);
    int c = sg_at(s, at);
    bool ends_number = at == digits && at > 0 && (c == '.' || c == ')');
    return sg_has_octet(&special, c) || (at == 0 && sg_has_octet(&at_start, c)) || ends_number;
}

/* Every sign that means something anywhere gets a backslash (CommonMark 2.4): a mail's text then is text. */
static void put_escaped(struct sg_buf *out, sg_span s)
{
    size_t digits = 0;
    while (sg_is_digit(sg_at(s, digits)))
        digits++;
    for (size_t i = 0; i < s.len; i++) {
        if (is_bracketed(s, i)) {
            sg_put(out, sg_cut(s, i, 3));
            i += 2;
            continue;
        }
        if (needs_escape(s, i, digits))
            sg_put_octet(out, '\\');
        sg_put_octet(out, sg_at(s, i) == '\n' ? ' ' : (uint8_t)sg_at(s, i));
    }
}

static void put_marked(struct sg_buf *out, const char *before, sg_span text, const char *after)
{
    sg_put_text(out, before);
    put_escaped(out, text);
    sg_put_text(out, after);
}

static size_t longest_run(sg_span s, int octet)
{
    size_t longest = 0, run = 0;
    for (size_t i = 0; i < s.len; i++) {
        run = sg_at(s, i) == octet ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    return longest;
}

static void put_fence(struct sg_buf *out, size_t n, const char *after)
{
    for (size_t i = 0; i < n; i++)
        sg_put_octet(out, '`');
    sg_put_text(out, after);
}

static void put_body(struct sg_buf *out, const struct sg_block *b, bool japanese)
{
    size_t longest = longest_run(b->text, '`') + 1;
    size_t fence = longest > MIN_FENCE ? longest : MIN_FENCE;
    put_marked(out, japanese ? "**【" : "**", b->label, japanese ? "】**\n\n" : ":**\n\n");
    put_fence(out, fence, "text\n");
    sg_put(out, b->text);
    put_fence(out, fence, "\n\n");
}

static void put_table(struct sg_buf *out, const struct sg_block *b)
{
    for (size_t i = 0; i < b->n_rows; i++) {
        for (size_t k = 0; k < SG_NOTICE_COLUMNS; k++)
            put_marked(out, k == 0 ? "| " : " | ", b->rows[i].cells[k], "");
        sg_put_text(out, " |\n");
        for (size_t k = 0; i == 0 && k < SG_NOTICE_COLUMNS; k++)
            sg_put_text(out, k == 0 ? "| ---" : " | ---");
        if (i == 0)
            sg_put_text(out, " |\n");
    }
    sg_put_octet(out, '\n');
}

static void put_page(struct sg_buf *out, const struct sg_block *b)
{
    put_marked(out, "- ", b->text, ": <");
    sg_put(out, b->url);
    sg_put_text(out, ">\n");
}

static void put_field(struct sg_buf *out, const struct sg_block *b, bool japanese)
{
    put_marked(out, japanese ? "**【" : "**", b->label, japanese ? "】** " : ":** ");
    put_escaped(out, b->text);
    sg_put_text(out, "\n\n");
}

static void put_block(struct sg_buf *out, const struct sg_block *b, bool japanese)
{
    switch (b->kind) {
    case SG_BLOCK_TITLE:
        put_marked(out, "# ", b->text, "\n\n");
        break;
    case SG_BLOCK_DAY:
    case SG_BLOCK_TEXT:
        put_marked(out, "", b->text, "\n\n");
        break;
    case SG_BLOCK_WARNING:
        put_marked(out, "> ", b->text, "\n\n");
        break;
    case SG_BLOCK_ORDER:
        put_marked(out, "**", b->text, "**\n\n");
        break;
    case SG_BLOCK_HEADING:
        put_marked(out, "## ", b->text, "\n\n");
        break;
    case SG_BLOCK_SUBHEADING:
        put_marked(out, "### ", b->text, "\n\n");
        break;
    case SG_BLOCK_TABLE:
        put_table(out, b);
        break;
    case SG_BLOCK_QUOTE:
    case SG_BLOCK_UNQUOTE:
        sg_put_text(out, "---\n\n");
        break;
    case SG_BLOCK_FIELD:
        put_field(out, b, japanese);
        break;
    case SG_BLOCK_BODY:
        put_body(out, b, japanese);
        break;
    case SG_BLOCK_REMARK:
        put_marked(out, japanese ? "- ※" : "- ", b->text, "\n");
        break;
    case SG_BLOCK_ITEM:
        put_marked(out, "- ", b->text, "\n");
        break;
    case SG_BLOCK_PATTERN:
        sg_put_text(out, "- `");
        sg_put(out, b->text);
        sg_put_text(out, "`\n");
        break;
    case SG_BLOCK_PAGE:
        put_page(out, b);
        break;
    case SG_BLOCK_EVENT:
        put_marked(out, "- ", b->label, ": ");
        put_escaped(out, b->text);
        sg_put_octet(out, '\n');
        break;
    }
}

static bool is_item(enum sg_block_kind kind)
{
    return kind == SG_BLOCK_REMARK || kind == SG_BLOCK_ITEM || kind == SG_BLOCK_PATTERN ||
           kind == SG_BLOCK_PAGE || kind == SG_BLOCK_EVENT;
}

void sg_put_notice_markdown(struct sg_buf *out, const struct sg_page_blocks *page)
{
    for (size_t i = 0; i < page->n; i++) {
        put_block(out, &page->at[i], page->words->japanese);
        bool is_last = i + 1 == page->n || !is_item(page->at[i + 1].kind);
        if (is_item(page->at[i].kind) && is_last)
            sg_put_octet(out, '\n');
    }
}
