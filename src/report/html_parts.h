/* report/html_parts.h - what the sections of the page share; only for this room.
 *
 * Everything from the mail goes through sg_html_shown(), sg_html_text_to() or sg_put_html(); the rest are words and
 * numbers of ours.  Tags are written so that the page is well-formed XML too. */
#ifndef SG_REPORT_HTML_PARTS_H
#define SG_REPORT_HTML_PARTS_H

#include "report/html.h"
#include "report/told.h"

enum {
    SG_HTML_LINE = 16 * 1024, /* octets of one sentence */
    SG_HTML_SPARE = 64 * 1024 /* octets kept free for what ends a section */
};

/* A piece of evidence, which may get a place on the page: an element with the id "mINDEX". */
struct sg_html_mark {
    struct sg_range place;
    sg_span shown;
    size_t reason;  /* its number in the list, from 1 */
    bool reassures; /* in the list of what speaks for the mail */
    bool is_placed;
};

struct sg_html {
    struct sg_buf *out;
    struct sg_teller teller;
    const struct sg_examination *x;
    struct sg_told_links links;
    struct sg_told_reasons against, in_favour;
    struct sg_html_mark *marks;
    size_t n_marks;
};

/* ---- html_put.c: small pieces ---- */
sg_span sg_html_word(const struct sg_html *h, const char *section, const char *name);
void sg_html_put_word(struct sg_html *h, const char *section, const char *name); /* as text */
void sg_html_shown(struct sg_html *h, sg_span s, struct sg_showing how);         /* masked */
void sg_html_sentence(struct sg_html *h, sg_span sentence, const struct sg_finding *values);
void sg_html_quoted(struct sg_html *h, sg_span s, bool is_url);
void sg_html_points(struct sg_buf *out, int32_t points); /* "+3.20" */
/* `<section id= aria-labelledby=><h2>` with the word html.ID. */
void sg_html_open_section(struct sg_html *h, const char *id);
void sg_html_close_section(struct sg_html *h);
/* The host with its registrable domain in <strong>; defanged unless it stays live. */
void sg_html_host(struct sg_html *h, const struct sg_host *host, bool stays_live);
bool sg_html_is_full(const struct sg_html *h); /* leave the further items out */

/* ---- html_text.c: a text as it stands, a stretch at a time ---- */
struct sg_html_text {
    struct sg_buf *out;
    const struct sg_mask *mask;
    sg_span s;
    size_t at, dot;
};

/* `s` with choosers of glyphs moved behind the word that they stand in, so that none hides an address or a scheme. */
sg_span sg_html_regular(struct sg_arena *arena, sg_span s);

/* Write on up to `to` at least: what is hidden or harmless as a whole goes on past it.  Escaped, masked, defanged. */
void sg_html_text_to(struct sg_html_text *text, size_t to);

/* ---- html_marks.c: evidence in its text ---- */

/* A link in a text, or a picture (from == to). */
struct sg_html_spot {
    size_t from, to;            /* octets of the text */
    const struct sg_link *link; /* NULL: a picture */
    sg_span alt;                /* of a picture */
    bool is_button;
};

struct sg_html_passage {
    struct sg_text text;
    size_t part;  /* of the mail; SG_HTML_NO_PART: a header field */
    bool is_main; /* what other parts say is marked here too, where it says the same */
    size_t most;  /* octets that are shown */
    const struct sg_html_spot *spots; /* ascending, none inside another */
    size_t n_spots;
    const struct sg_page *page; /* whose tones the text has; NULL: plain */
};

enum { SG_HTML_NO_PART = -1 };

void sg_html_find_marks(struct sg_html *h);
void sg_html_marked(struct sg_html *h, const struct sg_html_passage *passage);

/* Octets of `text` whose places meet `place`; len 0: none. */
struct sg_range sg_html_back(const struct sg_text *text, struct sg_range place);

/* The id of the element where evidence `place` is to be seen, written as ` href="#..."`; false: nowhere. */
bool sg_html_put_target(struct sg_html *h, struct sg_range place);

/* ---- sections ---- */
void sg_html_top(struct sg_html *h, sg_span path);
void sg_html_sender(struct sg_html *h);
void sg_html_reasons(struct sg_html *h, bool reassuring);
void sg_html_mail(struct sg_html *h);
void sg_html_fields(struct sg_html *h);
void sg_html_links(struct sg_html *h);
void sg_html_attachments(struct sg_html *h);
void sg_html_hops(struct sg_html *h);
void sg_html_oddities(struct sg_html *h);
void sg_html_unchecked(struct sg_html *h);
void sg_html_advice(struct sg_html *h);

#endif
