/* web/page_reader.h - what the files of the page reader share while a page is read. */
#ifndef SG_WEB_PAGE_READER_H
#define SG_WEB_PAGE_READER_H

#include "base/buf.h"
#include "base/limits.h"
#include "web/html.h"
#include "web/look.h"
#include "web/page.h"
#include "web/sheet.h"
#include "web/style_seen.h"

/* Where text goes: what is seen, what is hidden, what only Outlook shows (conditional comments), what stands
 * in place of images and fields. */
enum sg_page_sink { SG_SINK_SEEN, SG_SINK_HIDDEN, SG_SINK_BESIDE, SG_SINK_ALT, SG_N_SINKS };

enum sg_page_gap { SG_GAP_NONE, SG_GAP_SPACE, SG_GAP_CELL, SG_GAP_LINE, SG_GAP_LINES };

struct sg_page_stream {
    struct sg_buf buf;
    struct sg_places *places; /* NULL: the page stands nowhere in the mail */
    enum sg_page_gap gap;     /* put before the next text */
};

struct sg_page_element {
    enum sg_html_tag tag; /* SG_TAG_NONE too when it was ended inside of others */
    struct sg_look look;
};

struct sg_page_piece {
    size_t from, to;
};

struct sg_page_draft {
    struct sg_page_link link;
    struct sg_page_piece pieces[SG_N_SINKS]; /* what was written while it was open */
    bool is_shut;                            /* hidden whatever stands in it */
};

struct sg_page_run {
    struct sg_page_piece piece;
    enum sg_hidden_how how;
    size_t seen; /* length of the visible text then */
};

struct sg_page_reader {
    struct sg_arena *arena;
    const struct sg_text *html;
    struct sg_page *page;
    struct sg_html_reader in;
    struct sg_sheet *sheet;
    struct sg_styles_seen styles; /* without their fonts, which the page has by then */
    struct sg_page_stream sinks[SG_N_SINKS];
    SG_LIST(struct sg_page_element) stack; /* at[0] is the page; at most SG_MAX_ELEMENTS more */
    size_t depth;                          /* index of the innermost element */
    size_t flattened;                      /* elements open that found no room */
    size_t floor;                          /* end tags close nothing at or below this index */
    uint32_t open[SG_N_TAG_WORDS];         /* how many of each are on the stack */
    size_t wasted;                         /* steps of searches for an element to close */
    SG_LIST(struct sg_page_draft) links;
    SG_LIST(struct sg_page_run) runs;
    SG_LIST(struct sg_form) forms;
    SG_LIST(struct sg_page_tones) tones;
    unsigned tone; /* of the visible text so far */
    struct sg_buf fonts;
    size_t link;         /* index + 1 of the open anchor; 0: none */
    size_t form;         /* index + 1 of the open form */
    size_t breaks;       /* <br> and blank lines since the last text */
    bool saw_nbsp;       /* since the last text */
    bool is_beside;      /* in a conditional comment */
    bool has_late_rules; /* a sheet stood after what it applies to */
};

static inline const struct sg_look *sg_page_look(const struct sg_page_reader *p)
{
    return &p->stack.at[p->depth].look;
}

/* page_text.c */
void sg_page_put_text(struct sg_page_reader *p, sg_span text, bool has_references);
void sg_page_put_blank(struct sg_page_reader *p);
void sg_page_put_alt(struct sg_page_reader *p, sg_span text);
void sg_page_gap(struct sg_page_reader *p, enum sg_page_gap gap);
void sg_page_break(struct sg_page_reader *p);
/* The text of a stream between two octets, without the blanks at its ends. */
struct sg_text sg_page_cut(struct sg_page_reader *p, enum sg_page_sink sink,
                           struct sg_page_piece piece, size_t most);

/* page_link.c */
/* What a <meta> tag declares. */
sg_span sg_page_charset_of(const struct sg_html_element *tag);
sg_span sg_page_attribute(struct sg_page_reader *p, enum sg_html_attribute attribute);
size_t sg_page_add_link(struct sg_page_reader *p, enum sg_page_link_kind kind, sg_span value);
void sg_page_end_link(struct sg_page_reader *p, size_t index);
/* The links and fields of the tag at hand.  Most tags cannot have any. */
void sg_page_links_of_linking(struct sg_page_reader *p, const struct sg_look *look,
                              const struct sg_style *style);

static inline void sg_page_links_of_tag(struct sg_page_reader *p, const struct sg_look *look,
                                        const struct sg_style *style)
{
    static const bool is_linking[SG_N_TAG_WORDS] = {
        [SG_TAG_A] = true,       [SG_TAG_AREA] = true,    [SG_TAG_V_ROUNDRECT] = true,
        [SG_TAG_V_RECT] = true,  [SG_TAG_V_SHAPE] = true, [SG_TAG_V_OVAL] = true,
        [SG_TAG_BUTTON] = true,  [SG_TAG_INPUT] = true,   [SG_TAG_TEXTAREA] = true,
        [SG_TAG_SELECT] = true,  [SG_TAG_FORM] = true,    [SG_TAG_IMG] = true,
        [SG_TAG_IMAGE] = true,   [SG_TAG_IFRAME] = true,  [SG_TAG_FRAME] = true,
        [SG_TAG_EMBED] = true,   [SG_TAG_OBJECT] = true,  [SG_TAG_LINK] = true,
        [SG_TAG_SCRIPT] = true,  [SG_TAG_META] = true,    [SG_TAG_BASE] = true,
        [SG_TAG_SOURCE] = true,  [SG_TAG_V_FILL] = true,  [SG_TAG_V_IMAGEDATA] = true,
        [SG_TAG_V_IMAGE] = true, [SG_TAG_VIDEO] = true,
    };
    if (is_linking[p->in.tag.id] || sg_html_has(&p->in.tag, SG_ATTR_BACKGROUND) ||
        (p->link > 0 && look->has_ground))
        sg_page_links_of_linking(p, look, style);
}

void sg_page_see_style(void *reader, const struct sg_style *style);
void sg_page_finish_links(struct sg_page_reader *p);

#endif
