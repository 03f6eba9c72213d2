/* report/forwarded.h - that the mail judged came inside another, and what was lost on that way. */
#ifndef SG_REPORT_FORWARDED_H
#define SG_REPORT_FORWARDED_H

#include "verdict/examine.h"

enum { SG_MAX_LOST = 8 };

struct sg_lost {
    const char *ids[SG_MAX_LOST]; /* keys of the words' section `lost` */
    size_t n;
};

/* What the examined mail no longer has since it was passed on; nothing of a mail as received. */
struct sg_lost sg_lost_of(const struct sg_examination *x);

/* How it came: "attachment", "inline"; NULL for a mail as received. */
const char *sg_forwarded_how_id(const struct sg_examination *x);

/* The mail as received. */
const struct sg_examination *sg_outermost(const struct sg_examination *x);

#endif
