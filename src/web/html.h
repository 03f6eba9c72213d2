/* web/html.h - HTML cut into tags, text and comments, by WHATWG HTML 13.2.5.  The page reader's.
 *
 * Nothing is copied: names and values are spans of the input, with their references undecoded. */
#ifndef SG_WEB_HTML_H
#define SG_WEB_HTML_H

#include "base/span.h"

struct sg_html_word {
    sg_span name;
    uint64_t octets; /* of a name of at most eight, the first one lowest; else 0 */
    uint8_t id;
};

enum sg_html_flag {
    SG_IS_BLOCK = 1 << 0,
    SG_IS_CELL = 1 << 1,
    SG_IS_VOID = 1 << 2,
    SG_IS_CLOSES_P = 1 << 3,
    SG_IS_FORMAT = 1 << 4,
    SG_IS_BARRIER = 1 << 5,
    SG_IS_UNSEEN = 1 << 6,
    SG_IS_SVG_OUT = 1 << 7,
};

#include "web/html_words.h"

enum sg_html_token {
    SG_HTML_TEXT,
    SG_HTML_RAW_TEXT, /* the inside of <style>, <script>, <title> ...; `tag` is still the start tag */
    SG_HTML_START,
    SG_HTML_END_TAG,
    SG_HTML_COMMENT, /* `text` is its inside; doctypes and processing instructions too */
    SG_HTML_OVER,
};

struct sg_html_element {
    enum sg_html_tag id; /* SG_TAG_NONE: an element that means nothing to us */
    sg_span whole;       /* from < to > */
    uint64_t seen;       /* bit by enum sg_html_attribute: the first of each name counts */
    sg_span values[SG_N_ATTR_WORDS];
};

struct sg_html_reader {
    sg_span html;
    size_t at;
    enum sg_html_tag raw; /* raw text of this element comes next */
    bool is_foreign; /* inside <svg> or <math>: no raw text, and CDATA counts; set by the caller */
    bool unended;    /* a tag, comment or raw text ran to the end */
    struct sg_html_element tag;
    sg_span text;
    bool
        is_blank; /* the text is a line end and an indent, or the like; not said of every such text */
};

enum sg_html_token sg_html_next(struct sg_html_reader *reader);

static inline bool sg_html_has(const struct sg_html_element *tag, enum sg_html_attribute attribute)
{
    return (tag->seen >> attribute & 1) != 0;
}

/* The value as written, or an empty span. */
static inline sg_span sg_html_value(const struct sg_html_element *tag,
                                    enum sg_html_attribute attribute)
{
    return sg_html_has(tag, attribute) ? tag->values[attribute] : (sg_span){ 0 };
}

/* Names are compared without regard to ASCII case. */
enum sg_html_tag sg_html_tag_of(sg_span name);
enum sg_html_property sg_html_property_of(sg_span name);

static inline unsigned sg_html_flags(enum sg_html_tag tag) /* enum sg_html_flag */
{
    return sg_html_tag_flags[tag];
}

#endif
