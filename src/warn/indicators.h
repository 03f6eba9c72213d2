/* warn/indicators.h - what of examined mails is worth blocking or watching for, and what is not, each with its reason.
 *
 * Only mails that were judged give any: of phishing what may be blocked, of suspicious mails what may be watched.  Nothing that
 * belongs to a known company, to its partners, to the recipient or to many becomes one; what stands at a hoster open to
 * all becomes one as the address or the customer's host alone, never the hoster.  A company whose site or mailbox was
 * broken into is a victim: its address is blocked, its domain only where the findings say that the domain itself was made
 * to deceive.  No text of the mails' recipients is in here. */
#ifndef SG_WARN_INDICATORS_H
#define SG_WARN_INDICATORS_H

#include "warn/recipients.h"

enum {
    SG_MAX_INDICATORS = 20000,      /* of one call; further ones are left out, and that is told */
    SG_MAX_INDICATOR_FINDINGS = 24, /* ids kept of one */
};

/* In the order in which they are listed. */
enum sg_indicator_kind {
    SG_INDICATOR_URL,
    SG_INDICATOR_HOST,        /* this host alone and what stands under it */
    SG_INDICATOR_DOMAIN,      /* a registrable domain and all under it */
    SG_INDICATOR_IP,          /* of a link, or of the client that handed the mail over */
    SG_INDICATOR_ADDRESS,     /* mail address it came from: From, or the envelope's */
    SG_INDICATOR_REPLY_TO,    /* mail address that answers go to */
    SG_INDICATOR_MAIL_DOMAIN, /* domain it was sent from */
    SG_INDICATOR_SUBJECT,
    SG_INDICATOR_FILE, /* SHA-256 of an attached file */
    SG_N_INDICATOR_KINDS,
};

enum sg_indicator_scope {
    SG_SCOPE_BLOCK, /* may be refused */
    SG_SCOPE_WATCH, /* may be looked for: others may have good reasons to meet it */
};

struct sg_indicator {
    enum sg_indicator_kind kind;
    enum sg_indicator_scope scope;
    sg_span value;      /* live; ASCII, but for subjects */
    bool is_prefix;     /* of a URL: it goes on with what may tell a recipient, and was cut there */
    sg_span name;       /* of a file: how it is called; may be empty */
    int32_t confidence; /* 1..100 */
    const char *why;    /* id of the rule that made it one: word `indicators.why-ID` */
    const char *why_not; /* watch: id of why it is not blocked, word `indicators.not-ID`; NULL */
    sg_span findings[SG_MAX_INDICATOR_FINDINGS]; /* ids, in order of the alphabet */
    size_t n_findings;
    int64_t first, last; /* seconds since 1970; 0: not known */
    size_t n_mails;
};

struct sg_kept_out {
    enum sg_indicator_kind kind;
    sg_span value;   /* empty where it names a recipient */
    const char *why; /* word `indicators.out-ID` */
    size_t n_mails;
};

struct sg_indicators {
    const struct sg_indicator *at; /* by kind, then by value */
    size_t n;
    const struct sg_kept_out *out; /* by kind, then by value */
    size_t n_out;
    const struct sg_specimen *const *mails; /* those that are phishing or suspicious, as given */
    size_t n_judged;
    size_t n_mails;                         /* mails given */
    const struct sg_recipients *recipients; /* of all of them */
    bool is_cut;                            /* SG_MAX_INDICATORS was reached */
};

/* Everything borrows the specimens or lives in `arena`. `now`: no mail is later than that (its dates are its own word);
 * seconds since 1970. */
const struct sg_indicators *sg_indicators_of(struct sg_arena *arena, const struct sg_intel *intel,
                                             const struct sg_specimen *const *specimens, size_t n,
                                             int64_t now);

const char *sg_indicator_kind_id(enum sg_indicator_kind kind); /* "mail-domain" */

/* When the mail came, not later than `now`: by our own side's field, else by its own; 0: not known. */
int64_t sg_specimen_time(const struct sg_specimen *specimen, int64_t now);

#endif
