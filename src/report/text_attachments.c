/* report/text_attachments.c - what comes with the mail: name, what it is, whether it was read. */
#include "report/text_parts.h"
#include "report/told.h"

enum { MAX_FILES_SHOWN = 30, MAX_NAMES_SHOWN = 8, NAME_SHOWN = 160 /* octets */ };

static void put_name(const struct sg_telling *t, struct sg_buf *line, sg_span name)
{
    if (name.len == 0)
        sg_put(line, sg_label(t, "no-name"));
    else
        sg_put_shown(line, &t->teller.mask, name, (struct sg_showing){ .most = NAME_SHOWN });
}

static void put_names_inside(const struct sg_telling *t, const struct sg_attachment *a)
{
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    size_t n = 0;
    sg_put(&line, sg_label(t, "files-inside"));
    for (size_t i = 0; i < a->n_items; i++) {
        const struct sg_item *item = &a->items[i];
        bool is_file = item->kind == SG_ITEM_NAME || item->kind == SG_ITEM_FILE;
        if (!is_file || item->name.len == 0)
            continue;
        if (n < MAX_NAMES_SHOWN) {
            sg_put_text(&line, n == 0 ? " " : ", ");
            put_name(t, &line, item->name);
        }
        n++;
    }
    if (n > MAX_NAMES_SHOWN)
        sg_putf(&line, " + %zu", n - MAX_NAMES_SHOWN);
    if (n > 0)
        sg_sheet_put(&t->sheet, 4, 6, sg_buf_span(&line));
    sg_buf_free(&line);
}

static void put_traits(const struct sg_telling *t, struct sg_buf *line, unsigned traits)
{
    for (unsigned bit = 1; bit <= SG_UNPACK_TEMPLATE; bit <<= 1) {
        const char *id = sg_unpack_trait_id((enum sg_unpack_trait)(traits & bit));
        if (id == NULL || bit == SG_UNPACK_CUT)
            continue;
        sg_put(line, SG_SPAN(" / "));
        sg_put(line, sg_words_in(t->teller.words, "file-trait", sg_span_of(id)));
    }
}

static void put_file(const struct sg_telling *t, const struct sg_attachment *a)
{
    const struct sg_words *words = t->teller.words;
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    sg_put(&line, SG_SPAN("- "));
    put_name(t, &line, a->name);
    sg_put(&line, SG_SPAN(" \xe2\x80\x94 "));
    sg_put(&line, sg_words_in(words, "file-kind", sg_span_of(sg_file_kind_id(a->kind))));
    sg_put(&line, SG_SPAN(" / "));
    sg_put(&line, sg_words_in(words, "file-state", sg_span_of(sg_attachment_state_id(a->state))));
    put_traits(t, &line, a->traits);
    sg_sheet_put(&t->sheet, 2, 4, sg_buf_span(&line));
    sg_buf_free(&line);
    put_names_inside(t, a);
}

void sg_text_attachments(const struct sg_telling *t)
{
    const struct sg_facts *f = t->x->facts;
    size_t n = 0;
    for (size_t i = 0; i < f->n_attachments; i++) {
        if (!sg_is_told(f->attachments[i]))
            continue;
        if (n++ == 0)
            sg_put_heading(t, "heading-attachments");
        if (n <= MAX_FILES_SHOWN)
            put_file(t, f->attachments[i]);
    }
    if (n <= MAX_FILES_SHOWN)
        return;
    struct sg_buf line = SG_BUF(SG_LINE_ROOM);
    sg_putf(&line, "+ %zu", n - MAX_FILES_SHOWN);
    sg_sheet_put(&t->sheet, 2, 2, sg_buf_span(&line));
    sg_buf_free(&line);
}
