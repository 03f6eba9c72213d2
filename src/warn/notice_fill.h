/* warn/notice_fill.h - sentences of data/words with the values of a notice or an answer put in: `{brand}`, and `[[ ... ]]`, which is
 * left out where a value inside it is empty (report/words.h). */
#ifndef SG_WARN_NOTICE_FILL_H
#define SG_WARN_NOTICE_FILL_H

#include "base/buf.h"
#include "report/words.h"

enum sg_fill_value {
    SG_FILL_BRAND,   /* who is imitated */
    SG_FILL_OWNER,   /* whose service it is: "our", or the brand */
    SG_FILL_SERVICE, /* the publisher's service */
    SG_FILL_COMPANY, /* the publisher's company */
    SG_FILL_LOGIN,   /* what is logged in to */
    SG_FILL_LURE,    /* what the mail does: a word of notice.lure-* */
    SG_FILL_POSTED,  /* days */
    SG_FILL_STATUS,
    SG_FILL_UPDATED, /* the day of status, where it is not that of posting */
    SG_FILL_CONFIRMED,
    SG_FILL_LAST, /* the last day of several on which types were confirmed */
    SG_FILL_NUMBER,
    SG_FILL_MAILS, /* how many; empty for one */
    SG_FILL_NAME,
    SG_FILL_SHOWN, /* URLs, defanged */
    SG_FILL_URL,
    SG_FILL_PATTERN, /* of official URLs */
    SG_FILL_SUBJECT,
    SG_N_FILL,
};

struct sg_fill {
    sg_span values[SG_N_FILL];
};

void sg_put_filled(struct sg_buf *out, sg_span sentence, const struct sg_fill *fill);

/* True for a value that stands in the list above, by the name that sentences use. */
bool sg_fill_knows(sg_span name);

/* The words with those of `dir`/ja.words or en.words in their place, where that file exists. */
SG_MUST_USE enum sg_status sg_notice_templates(struct sg_arena *arena, const struct sg_words *base,
                                               const char *dir, const struct sg_words **out,
                                               struct sg_error *err);

#endif
