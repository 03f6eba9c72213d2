/* warn/notice_page.h - what a notice says in one language, block by block, before any format: so that text, Markdown and HTML say
 * the same.
 *
 * Every text of a block may hold what a mail said: it is harmless already (warn/notice_harmless.h), and whoever writes it escapes
 * it for his format.  Only `url` is live: an official page. */
#ifndef SG_WARN_NOTICE_PAGE_H
#define SG_WARN_NOTICE_PAGE_H

#include "warn/notice.h"
#include "warn/notice_fill.h"
#include "warn/notice_harmless.h"
#include "warn/publisher.h"

enum sg_block_kind {
    SG_BLOCK_TITLE,
    SG_BLOCK_DAY,
    SG_BLOCK_WARNING, /* about the page itself */
    SG_BLOCK_TEXT,
    SG_BLOCK_ORDER, /* what to do at once */
    SG_BLOCK_HEADING,
    SG_BLOCK_SUBHEADING,
    SG_BLOCK_TABLE,
    SG_BLOCK_QUOTE, /* from here on a mail is quoted */
    SG_BLOCK_FIELD, /* of the quotation: label and text */
    SG_BLOCK_BODY,  /* of the quotation: lines */
    SG_BLOCK_UNQUOTE,
    SG_BLOCK_REMARK, /* ※ */
    SG_BLOCK_ITEM,
    SG_BLOCK_PATTERN, /* of official URLs; no link */
    SG_BLOCK_PAGE,    /* text and the live url of an official page */
    SG_BLOCK_EVENT,   /* label: the day */
};

enum { SG_NOTICE_COLUMNS = 5 };

struct sg_table_row {
    sg_span cells[SG_NOTICE_COLUMNS];
};

struct sg_block {
    enum sg_block_kind kind;
    sg_span label, text, url;
    const struct sg_table_row *rows; /* of a table; the first names the columns */
    size_t n_rows;
};

struct sg_page_blocks {
    const struct sg_words *words;
    sg_span title;
    struct sg_block *at;
    size_t n, room;
};

struct sg_notice_style {
    enum sg_defang_style defang;
    size_t quote_lines;  /* of a body that are quoted; 0: none */
    size_t quote_octets; /* and at most so many */
};

struct sg_notice_material {
    const struct sg_intel *intel;
    const struct sg_publisher *publisher;
    const struct sg_notice *notice;
    struct sg_notice_style style;
};

/* The whole notice in the language of `words`. */
void sg_notice_page(struct sg_arena *arena, const struct sg_notice_material *material,
                    const struct sg_words *words, struct sg_page_blocks *out);

/* ---- of its own files ---- */

/* Who speaks of whom. */
enum sg_notice_voice {
    SG_VOICE_OWN,      /* the publisher of its own service */
    SG_VOICE_BRAND,    /* somebody of another's */
    SG_VOICE_PROVIDER, /* of whoever runs the recipient's mail */
    SG_VOICE_UNKNOWN,
};

struct sg_composer {
    struct sg_arena *arena;
    const struct sg_notice_material *m;
    const struct sg_words *words;
    const struct sg_brand *brand; /* or NULL */
    enum sg_notice_voice voice;
    struct sg_fill fill;
    struct sg_page_blocks *out;
};

/* The sentence `notice.ID`, filled. */
sg_span sg_composed(const struct sg_composer *c, const char *id);
/* The same for `notice.ID-own`, `-brand`, `-provider` or `-unknown`. */
sg_span sg_composed_by_voice(const struct sg_composer *c, const char *id);

void sg_add_block(struct sg_composer *c, enum sg_block_kind kind, sg_span text);
void sg_add(struct sg_composer *c, enum sg_block_kind kind, const char *id);
/* An official page: nothing when `url` is empty. */
void sg_add_page(struct sg_composer *c, const char *id, sg_span url);

bool sg_any_type(const struct sg_notice *notice, bool (*holds)(const struct sg_notice_type *type));

/* How to tell the genuine, and what to do: warn/notice_guidance.c. */
void sg_compose_guidance(struct sg_composer *c);

/* Official pages of who is imitated, the publisher's where it is his own service; may be empty. */
sg_span sg_official_contact(const struct sg_composer *c);
sg_span sg_official_reset(const struct sg_composer *c);

#endif
