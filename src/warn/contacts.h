/* warn/contacts.h - who takes reports of phishing, how, and what each wants: data/contacts/ *.contacts (docs/data.md). */
#ifndef SG_WARN_CONTACTS_H
#define SG_WARN_CONTACTS_H

#include "intel/datafile.h"

#define SG_CONTACT_KINDS(X)                                           \
    X(COUNCIL, "council") /* collects and warns */                    \
    X(CSIRT, "csirt")     /* coordinates that a site is closed */     \
    X(SPAM, "spam")       /* prosecutes unlawful advertising */       \
    X(POLICE, "police")                                               \
    X(EXCHANGE, "exchange")   /* collects mails or URLs for others */ \
    X(BROWSER, "browser")     /* warns those who open a page */       \
    X(BRAND, "brand")         /* who is impersonated */               \
    X(HOSTER, "hoster")       /* of the site */                       \
    X(REGISTRAR, "registrar") /* of its domain */                     \
    X(NETWORK, "network")     /* the mail came from */

enum sg_contact_kind {

#define SG_CONTACT_KIND(name, id) SG_CONTACT_##name,
    SG_CONTACT_KINDS(SG_CONTACT_KIND)
#undef SG_CONTACT_KIND
};

struct sg_contact {
    sg_span id; /* "capj" */
    sg_span name_ja, name_en;
    enum sg_contact_kind kind;
    sg_span mail, page; /* may be empty: found by a person, as `how` says */
    sg_span how_ja, how_en;
    sg_span wants_ja, wants_en;
    sg_span limits_ja, limits_en; /* may be empty */
    sg_span language;             /* it reads: "ja", "en", "any" */
    bool takes_mail;              /* the mail as received is attached */
    sg_span source, checked;      /* "no", "stored-copy", or the day: "2026-01-30" */
    struct sg_data_place place;
};

struct sg_contacts {
    SG_LIST(struct sg_contact) list;
};

/* Read the folder `contacts` of `overlay` (NULL: none), then of `dir`; what the overlay names is not taken again.  Errors name
 * file and line. */
SG_MUST_USE enum sg_status sg_contacts_read(struct sg_arena *arena, const char *dir,
                                            const char *overlay, const struct sg_contacts **out,
                                            struct sg_error *err);

const char *sg_contact_kind_id(enum sg_contact_kind kind);

/* Without an address that is known to be right: whoever sends has to look it up or check it. */
bool sg_contact_is_unchecked(const struct sg_contact *contact);

#endif
