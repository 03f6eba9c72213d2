/* facts/inner.h - the mails inside a mail.
 *
 * A user who passes a suspicious mail on to a support desk sends it attached, or as text below the lines that mail
 * programs write.  Then the inner mail is what is to be judged, and not the user's. */
#ifndef SG_FACTS_INNER_H
#define SG_FACTS_INNER_H

#include "facts/facts.h"

enum sg_inner_how {
    SG_INNER_ATTACHED, /* message/rfc822, or a file that is a mail */
    SG_INNER_AS_TEXT,  /* in the wrapper's own text, below a block of From, Subject, Date, To */
};

/* What of a text of the wrapper is the inner mail's. */
struct sg_inner_text {
    size_t passage;             /* index in the wrapper's */
    struct sg_text text;        /* as a reader sees it */
    const struct sg_page *page; /* of a page, cut to the same; else NULL */
};

struct sg_inner {
    enum sg_inner_how how;
    /* Attached: where it stands in the wrapper undecoded, its bytes are the wrapper's up to its own end, so that its
     * places are octets of the wrapper's mail. */
    const struct sg_mail *mail;
    size_t part;           /* index of the wrapper's part it came in */
    sg_span name;          /* of the attached file: UTF-8, untrusted; may be empty */
    struct sg_range place; /* in the wrapper's mail */
    /* As text: its fields come from the block, its parts are the wrapper's. */
    const struct sg_inner_text *texts;
    size_t n_texts;
    /* out of base64 and the like: its places are octets of the decoded attachment */
    bool is_decoded;
};

/* True when the subject says that the mail is passed on: "Fwd:", "転送:". */
bool sg_facts_is_marked(const struct sg_facts *f);

/* The mail that a person passes on in the text of `f`; false where there is none. */
bool sg_facts_forwarded(struct sg_facts *f, struct sg_inner *out);

#endif
