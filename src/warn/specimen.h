/* warn/specimen.h - one examined mail as the material of what goes out: notices, indicators, reports, answers.
 *
 * A worker, which alone may read the mail, makes it and hands it on as octets; whoever writes something out of one or of
 * many reads it from those, and believes nothing of it but its shape.  Texts are of two kinds, told apart by their names:
 * those that begin with `private_` are as they stand in the mail and may name its recipient; all others have the recipient
 * hidden (report/mask.h) and are UTF-8 without controls other than line ends, but are the mail's still: whoever writes them
 * out escapes them for his format and defangs what is a link. */
#ifndef SG_WARN_SPECIMEN_H
#define SG_WARN_SPECIMEN_H

#include "report/words.h"
#include "verdict/examine.h"

enum {
    SG_MAX_SPECIMEN = 2 * 1024 * 1024, /* octets of one as it is handed on */
    SG_MAX_SPECIMEN_BODY = 48 * 1024,  /* octets of the text kept */
    SG_MAX_SPECIMEN_TEXT = 4096,       /* octets of any other text */
    SG_MAX_SPECIMEN_LINKS = 200,
    SG_MAX_SPECIMEN_REASONS = 200,
    SG_MAX_SPECIMEN_FILES = 100,
    SG_MAX_SPECIMEN_CLAIMS = 16,
    SG_MAX_SPECIMEN_RECIPIENTS = 64,
};

struct sg_specimen_claim {
    sg_span brand; /* its id; empty: the recipient's own domain, or somebody unknown */
    sg_span where; /* "display-name", "subject", ... */
    sg_span shown; /* the words */
};

struct sg_specimen_link {
    sg_span private_href;   /* as a click would open it */
    sg_span private_target; /* after known wrappers were taken off */
    sg_span url;       /* the target without what may tell a recipient (warn/clean_url.h); ASCII */
    bool is_cleaned;   /* something was taken out of it */
    bool has_web_host; /* http or https on a host: what can be blocked, reported, closed */
    sg_span
        host; /* of the target, as in DNS; of `url`, so without a label that names the recipient */
    sg_span domain;      /* registrable; of an address the address */
    sg_span label;       /* what is shown on it */
    sg_span label_host;  /* the first host that is shown on it; empty: none */
    sg_span label_url;   /* the same as it is written there: "https://www.example.jp/" */
    sg_span words;       /* what the reader is told of it: the label, or what stands before it */
    sg_span owner;       /* id of the brand whose host it is, or empty */
    sg_span owner_sort;  /* "official", "mailbox", "user-content", "partner", or empty */
    sg_span hoster;      /* its domain, or empty */
    sg_span hoster_sort; /* "shortener", "free-hosting", ..., or empty */
    uint32_t role;       /* enum sg_link_role */
    uint32_t where;      /* enum sg_link_place */
    bool is_official;    /* of a brand that the mail claims */
    bool is_senders, is_own, is_hosted_by_us, is_hidden;
    bool is_main_action;  /* the call to action */
    bool is_followed;     /* a reader can follow it, and it is not there for opting out */
    bool is_stray;        /* nobody known answers for where it leads */
    bool names_recipient; /* the recipient's address stands in it, in whatever form */
    sg_span findings[SG_MAX_EVIDENCE]; /* ids of the findings whose evidence stands in it */
    size_t n_findings;
};

struct sg_specimen_reason {
    sg_span id; /* of the finding or the combination */
    int32_t points;
    sg_span certainty; /* "direct", ... */
    sg_span ja, en;    /* the sentence: links defanged, fit to show as they are */
    sg_span shown;     /* the first evidence, as it stands in the mail; may be empty */
};

struct sg_specimen_file { /* what comes attached; not pictures shown in a page */
    sg_span name;
    sg_span kind; /* "pdf", "html", ... */
    uint32_t octets;
    sg_span sha256;  /* 64 hexadecimal digits */
    bool is_accused; /* a finding's evidence stands in it or is its name */
};

struct sg_specimen {
    sg_span private_name; /* where the mail was: a path, never of a mail's making */
    enum sg_level level;
    int32_t points;
    bool is_complete;
    bool is_inner; /* it came inside another mail (attached or passed on) */
    bool has_date, has_received;
    int32_t date_offset; /* minutes east of UTC */
    int64_t date;        /* Date field, seconds since 1970 */
    int64_t received;    /* when our own side took it, by its Received field */
    sg_span language;    /* of its text, "ja" */

    sg_span brand; /* id of the brand it claims as a whole, or empty */
    sg_span
        own_domain_claim; /* it speaks as the recipient's own provider: what it shows, or empty */
    struct sg_specimen_claim *claims;
    size_t n_claims;

    sg_span subject;
    sg_span from_display, from_address, from_domain;
    bool from_is_official; /* at a domain of the claimed brand, proven or not */
    bool from_is_proven;   /* authenticated as the claimed brand */
    bool from_is_own;      /* at the recipient's own domain */
    bool from_is_free_mail;
    sg_span reply_to, return_path, mailer;
    sg_span message_id; /* empty where it names the recipient */

    sg_span ip, helo, rdns; /* of the client that handed it to our side; empty: not known */
    bool ip_is_public;
    bool auth_is_trusted; /* of spf, dkim and dmarc below */
    uint32_t asn;
    sg_span country, network;
    sg_span boundary;         /* how it is known: report/unchecked.h */
    sg_span spf, dkim, dmarc; /* "pass", "not-checked", ... */
    sg_span authenticated_as;

    /* as a reader sees it; lines end with \n.  Mail addresses of anybody but its sender and known companies are hidden */
    sg_span body;
    bool body_is_cut, links_are_cut;

    struct sg_specimen_link *links; /* in order of appearance; no pictures, styles */
    size_t n_links;
    struct sg_specimen_reason *reasons; /* heaviest first; how it reads as a whole last */
    size_t n_reasons;
    struct sg_specimen_file *files;
    size_t n_files;

    bool asks_password, asks_card; /* by its words, forms, and by whom it claims to be */
    uint32_t octets;               /* of the mail as received */
    sg_span sha256;                /* of the same */

    sg_span *private_recipients; /* "local@domain", lower case */
    size_t n_private_recipients;
    sg_span private_recipient_domain; /* empty: one that many people share */
};

/* In a worker. `ja`, `en`: for the sentences of the reasons. */
const struct sg_specimen *sg_specimen_of(const struct sg_examination *x, const struct sg_words *ja,
                                         const struct sg_words *en, sg_span name);

/* As octets: one build's form, for handing on between its processes. */
void sg_specimen_put(struct sg_buf *out, const struct sg_specimen *specimen);

/* Read it again; spans point into `octets`.  False when they are none: who wrote them is not to be believed. */
SG_MUST_USE bool sg_specimen_read(struct sg_arena *arena, sg_span octets,
                                  const struct sg_specimen **out);

/* True when a finding of that id is among its reasons. */
bool sg_specimen_has(const struct sg_specimen *specimen, const char *id);

#endif
