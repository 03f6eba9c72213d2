/* warn/reply.h - what a support desk answers a customer who asks about a mail: what was found, and what to do after what the customer
 * did already.  "Nothing found" is never called safe; the answer names nobody but "〇〇様". */
#ifndef SG_WARN_REPLY_H
#define SG_WARN_REPLY_H

#include "warn/notice_page.h"

enum sg_did {
    SG_DID_NOTHING,
    SG_DID_OPEN, /* the link */
    SG_DID_OPEN_ATTACHMENT,
    SG_DID_REPLY,
    SG_DID_ENTER_PASSWORD,
    SG_DID_ENTER_MAIL_PASSWORD,
    SG_DID_ENTER_CARD,
    SG_DID_NOT_SAY,
};

/* "nothing", "opened", "opened-attachment", "replied", "entered-password", "entered-mail-password", "entered-card"; false for anything
 * else. */
bool sg_did_of(sg_span name, enum sg_did *did);

/* The answer in the language of `words`, to be written as a notice's page is (warn/notice_render.h).  `publisher` is who answers. */
void sg_reply_page(struct sg_arena *arena, const struct sg_intel *intel,
                   const struct sg_publisher *publisher, const struct sg_words *words,
                   const struct sg_specimen *mail, enum sg_did did, struct sg_page_blocks *out);

#endif
