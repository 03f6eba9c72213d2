/* web/page.h - an HTML page as its reader sees it.
 *
 * A streaming tokenizer (WHATWG HTML 13.2.5) with a bounded element stack, not a tree: every tree
 * builder is quadratic somewhere.  Visible and hidden text are kept apart, every link with the text
 * that a reader sees on it, forms, and what changes where links lead. */
#ifndef SG_WEB_PAGE_H
#define SG_WEB_PAGE_H

#include "base/oddity.h"
#include "text/places.h"

enum sg_page_link_kind {
    SG_LINK_ANCHOR,   /* <a href>, <area href>, SVG <a xlink:href> */
    SG_LINK_FORM,     /* <form action>, <button formaction> */
    SG_LINK_IMAGE,    /* <img src srcset>, background, CSS url(), poster, input type=image */
    SG_LINK_FRAME,    /* <iframe src>, <frame src>, <object data>, <embed src> */
    SG_LINK_REFRESH,  /* <meta http-equiv=refresh> */
    SG_LINK_RESOURCE, /* <link href>, <script src> */
};

struct sg_page_link {
    enum sg_page_link_kind kind;
    sg_span href;          /* attribute value, entities decoded, blanks trimmed */
    struct sg_range place; /* of the attribute value, in the mail */
    /* visible text on it, blanks collapsed; or the image's alt; at most SG_MAX_LABEL */
    struct sg_text label;
    bool label_is_alt;
    bool has_image; /* an image stands on it */
    bool is_hidden; /* nobody sees it */
    bool is_button; /* drawn as a button: background colour and padding, <button>, VML roundrect */
    size_t text_at; /* offset in visible.utf8 where it starts */
};

enum sg_hidden_how {
    SG_HIDDEN_DISPLAY, /* display:none, hidden attribute, mso-hide:all is ignored */
    SG_HIDDEN_VISIBILITY,
    SG_HIDDEN_TINY,      /* font-size 0 or 1px, zero height with overflow hidden */
    SG_HIDDEN_COLOUR,    /* letters in the colour of their ground */
    SG_HIDDEN_OFFSCREEN, /* position far outside, text-indent, clip */
    SG_HIDDEN_OPACITY,
};

struct sg_hidden_run {
    enum sg_hidden_how how;
    struct sg_text text;
    bool is_preheader; /* short, before all visible text: the preview line that mailers put there */
};

/* How letters are drawn, for who shows the page anew; bits. */
enum sg_page_tone {
    SG_TONE_BOLD = 1 << 0,
    SG_TONE_LARGE = 1 << 1,
    SG_TONE_SMALL = 1 << 2,
};

struct sg_page_tones {
    size_t at;      /* octet of visible.utf8 from which on, up to the next */
    unsigned tones; /* enum sg_page_tone */
};

struct sg_form {
    sg_span action;        /* entities decoded; empty: posts nowhere */
    struct sg_range place; /* the <form ...> tag */
    size_t n_inputs;       /* fields a person fills in */
    bool asks_password;
};

struct sg_page {
    struct sg_text visible; /* lines broken where blocks break; blanks collapsed */
    const struct sg_hidden_run *hidden;
    size_t n_hidden;
    const struct sg_page_link *links;
    size_t n_links;
    const struct sg_page_tones *tones; /* ascending; none: plain from the start */
    size_t n_tones;                    /* at most SG_MAX_TONES; after that as the last one */
    const struct sg_form *forms;
    size_t n_forms;
    bool asks_password; /* an <input type=password> anywhere */
    struct sg_text title;
    sg_span base; /* <base href> */
    struct sg_range base_place;
    sg_span lang;    /* of <html> or <body> */
    sg_span fonts;   /* every font family named, lower case, comma-separated, once each */
    sg_span charset; /* <meta charset> */
    size_t n_images;
    size_t n_cells;   /* <td>, <th> */
    size_t n_breaks;  /* longest run of <br> and empty blocks */
    size_t breaks_at; /* offset in visible.utf8 where it stands */
    size_t n_scripts;
    bool cut; /* a limit was reached */
};

/* Read `html`.  Oddities: HTML_UNENDED, LIMIT. */
const struct sg_page *sg_page_read(struct sg_arena *arena, const struct sg_text *html,
                                   struct sg_oddities *oddities);

/* The charset that the first kilobyte of `octets` declares in a <meta>, or empty: needed before the
 * octets can become the text that sg_page_read() takes. */
sg_span sg_page_charset(sg_span octets);

#endif
