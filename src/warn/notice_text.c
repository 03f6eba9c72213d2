/* warn/notice_text.c - a notice as plain text. */
#include "report/sheet.h"
#include "warn/notice_render.h"

enum { COLUMNS = 76 };

static const char rule[] =
    "----------------------------------------------------------------------------\n";

static void put_paragraph(struct sg_buf *out, size_t first, size_t rest, sg_span text)
{
    const struct sg_sheet sheet = { .out = out, .columns = COLUMNS };
    sg_sheet_put(&sheet, first, rest, text);
}

static void put_line(struct sg_buf *out, sg_span text)
{
    sg_put(out, text);
    sg_put_octet(out, '\n');
}

static void put_heading(struct sg_buf *out, sg_span text, bool japanese)
{
    sg_put_text(out, japanese ? "\n■" : "\n== ");
    sg_put(out, text);
    sg_put_text(out, japanese ? "\n" : " ==\n");
}

static void put_label(struct sg_buf *out, sg_span label, bool japanese)
{
    sg_put_text(out, japanese ? "【" : "");
    sg_put(out, label);
    sg_put_text(out, japanese ? "】" : ": ");
}

static void put_quoted(struct sg_buf *out, sg_span lines)
{
    while (lines.len > 0) {
        sg_put_text(out, "> ");
        put_line(out, sg_next(&lines, '\n'));
    }
}

static void put_table(struct sg_buf *out, const struct sg_block *block, bool japanese)
{
    for (size_t i = 1; i < block->n_rows; i++) {
        sg_put_octet(out, '\n');
        put_line(out, block->rows[i].cells[0]);
        for (size_t k = 1; k < SG_NOTICE_COLUMNS; k++) {
            if (block->rows[i].cells[k].len == 0)
                continue;
            sg_put_text(out, "  ");
            put_label(out, block->rows[0].cells[k], japanese);
            put_line(out, block->rows[i].cells[k]);
        }
    }
    sg_put_octet(out, '\n');
}

static void put_remark(struct sg_buf *out, const struct sg_block *block, bool japanese)
{
    sg_put_text(out, japanese ? "※" : "* ");
    put_line(out, block->text);
}

static void put_block(struct sg_buf *out, const struct sg_block *b, bool japanese)
{
    switch (b->kind) {
    case SG_BLOCK_TITLE:
    case SG_BLOCK_DAY:
        put_line(out, b->text);
        break;
    case SG_BLOCK_WARNING:
    case SG_BLOCK_TEXT:
    case SG_BLOCK_ORDER:
        sg_put_octet(out, '\n');
        put_paragraph(out, 0, 0, b->text);
        break;
    case SG_BLOCK_HEADING:
    case SG_BLOCK_SUBHEADING:
        put_heading(out, b->text, japanese);
        break;
    case SG_BLOCK_TABLE:
        put_table(out, b, japanese);
        break;
    case SG_BLOCK_QUOTE:
    case SG_BLOCK_UNQUOTE:
        sg_put_text(out, rule);
        break;
    case SG_BLOCK_FIELD:
        sg_put_text(out, "> ");
        put_label(out, b->label, japanese);
        put_line(out, b->text);
        break;
    case SG_BLOCK_BODY:
        sg_put_text(out, "> ");
        sg_put_text(out, japanese ? "【" : "");
        sg_put(out, b->label);
        sg_put_text(out, japanese ? "】\n" : ":\n");
        put_quoted(out, b->text);
        break;
    case SG_BLOCK_REMARK:
        put_remark(out, b, japanese);
        break;
    case SG_BLOCK_ITEM:
        sg_put_text(out, japanese ? "・" : "- ");
        put_line(out, b->text);
        break;
    case SG_BLOCK_PATTERN:
        sg_put_text(out, "  ");
        put_line(out, b->text);
        break;
    case SG_BLOCK_PAGE:
        sg_put_text(out, japanese ? "◇" : "> ");
        put_line(out, b->text);
        sg_put_text(out, "  ");
        put_line(out, b->url);
        break;
    case SG_BLOCK_EVENT:
        sg_put(out, b->label);
        sg_put_text(out, "  ");
        put_line(out, b->text);
        break;
    }
}

void sg_put_notice_text(struct sg_buf *out, const struct sg_page_blocks *page)
{
    for (size_t i = 0; i < page->n; i++)
        put_block(out, &page->at[i], page->words->japanese);
}
