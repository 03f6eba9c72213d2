/* warn/draft.h - reports of one mail as drafts: what abuse desks, councils, police and the impersonated company want, each in
 * its form.  Nothing is sent; a person reads, corrects and sends.
 *
 * Private drafts may carry the mail as received and so its recipient; public ones name no recipient, whatever the options. */
#ifndef SG_WARN_DRAFT_H
#define SG_WARN_DRAFT_H

#include "warn/contacts.h"
#include "warn/publisher.h"
#include "warn/specimen.h"

enum {
    SG_MAX_DRAFT = 96 * 1024 * 1024, /* octets of one: the mail in base64 and the rest */
    SG_MAX_DRAFT_SITES = 8,          /* sites of one mail that are reported */
    SG_MAX_DRAFT_URLS = 20,          /* addresses of all those */
};

struct sg_drafting { /* what drafts are made of */
    struct sg_arena *arena;
    const struct sg_intel *intel;
    const struct sg_contacts *contacts;
    const struct sg_publisher *publisher;
    const struct sg_words *ja, *en;
    const struct sg_specimen *specimen;
    sg_span mail;         /* private: the octets as received */
    int64_t now;          /* seconds since 1970: of a mail that says no time */
    sg_span language;     /* of letters to who reads any: "ja", "en"; empty: by where he is */
    uint32_t source_port; /* of the client that handed the mail over; 0: not known */
    bool with_token;      /* URLs whole, with what may tell the sender who reads */
    bool with_recipient;  /* name who received the mail, to abuse desks */
    bool redacts;         /* the ARF holds header fields without the recipient, not the mail */
};

struct sg_draft {
    sg_span name;                     /* "hoster-2", "arf" */
    sg_span file;                     /* "hoster-2.eml" */
    const struct sg_contact *contact; /* NULL: whoever is to get it */
    sg_span about;                    /* host or IP address, defanged; empty: the mail as a whole */
    bool is_private;
    bool is_mail; /* a mail to be opened, read and sent; else a text for a form, or data */
    bool carries_mail;
    sg_span octets;
};

struct sg_drafts {
    SG_LIST(struct sg_draft) list;
    bool lacks_publisher; /* XARF was left out, which needs to say who reports */
};

/* True for a mail that is phishing or suspicious: of others nothing should be reported. */
bool sg_is_to_be_reported(const struct sg_specimen *specimen);

void sg_drafts_make(const struct sg_drafting *d, struct sg_drafts *out);

/* What is in which file, to whom it goes and what is private: README.txt, in the language of `words`. */
sg_span sg_drafts_overview(const struct sg_drafting *d, const struct sg_drafts *drafts,
                           const struct sg_words *words);

/* The contacts as a list to read. */
sg_span sg_contacts_shown(struct sg_arena *arena, const struct sg_contacts *contacts,
                          const struct sg_words *words);

#endif
