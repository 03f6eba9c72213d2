/* warn/draft_parts.h - what the writers of drafts share. */
#ifndef SG_WARN_DRAFT_PARTS_H
#define SG_WARN_DRAFT_PARTS_H

#include "warn/draft.h"

/* ---- draft_words.c: sentences and times ---- */

struct sg_draft_value {
    const char *name;
    sg_span value; /* fit to show as it is */
};

/* The word "draft.`id`" with its {values} put in; [[ ... ]] falls out when a value inside is empty. */
void sg_put_draft_word(struct sg_buf *out, const struct sg_words *words, const char *id,
                       const struct sg_draft_value *values, size_t n);

/* Text of the mail, fit to show: one line, defanged, controls visible. */
sg_span sg_draft_shown(struct sg_arena *arena, sg_span s);

/* The same of a host: `www.example[.]test`. */
sg_span sg_draft_host(struct sg_arena *arena, sg_span host);

/* ---- draft_sites.c: what of the mail is reported ---- */

struct sg_draft_site {           /* what one hoster has to look at */
    sg_span host;                /* the first */
    sg_span domain;              /* registrable */
    sg_span hoster, hoster_sort; /* who lets others publish there; empty: nobody known */
    const struct sg_specimen_link *links[SG_MAX_DRAFT_URLS];
    size_t n_links;
};

struct sg_draft_sites {
    struct sg_draft_site at[SG_MAX_DRAFT_SITES];
    size_t n;
    size_t n_left_out; /* addresses past the limits */
};

/* Links of the mail that lead to whom it accuses: neither official ones nor the recipient's own, nor companies', and none of
 * which nothing is said where others are accused. */
const struct sg_draft_sites *sg_draft_sites_of(struct sg_arena *arena,
                                               const struct sg_specimen *specimen);

/* The address as it is reported: cleaned, or whole; ASCII without blanks, or empty. */
sg_span sg_draft_url(const struct sg_drafting *d, const struct sg_specimen_link *link, bool whole);

const char *sg_draft_lure(const struct sg_specimen *specimen); /* of XARF: "account_suspension" */

/* When it came: our own side's time, else the mail's own, else now. */
int64_t sg_draft_time(const struct sg_drafting *d);

/* ---- draft_mime.c: mails ---- */

/* "Name: text": folded, what is not ASCII as RFC 2047 words.  `text` is UTF-8; no octet of it can end the line. */
void sg_put_mail_field(struct sg_buf *out, const char *name, sg_span text);
void sg_put_mailbox_field(struct sg_buf *out, const char *name, sg_span display, sg_span address);
void sg_put_base64(struct sg_buf *out, sg_span octets, bool in_lines);

/* How a message/rfc822 part may hold the mail: "7bit", "8bit", or "binary", which few servers take. */
const char *sg_mail_encoding(sg_span mail);

/* The mail with line ends of mails (CRLF). */
void sg_put_mail_octets(struct sg_buf *out, sg_span mail);

/* A boundary that does not occur in `mail`, made from its digest. */
sg_span sg_mail_boundary(const struct sg_drafting *d);

/* From, To, Subject and that it waits to be sent. */
void sg_put_draft_head(struct sg_buf *out, const struct sg_drafting *d,
                       const struct sg_contact *contact, sg_span subject);
void sg_put_text_part(struct sg_buf *out, sg_span text); /* with its fields */
void sg_put_mail_part(struct sg_buf *out, sg_span mail); /* the same, as an attachment */

/* ---- the drafts ---- */

/* Header fields as they were read, without the recipient; `is_read`: for a person, a field a line and nothing encoded. */
void sg_put_masked_head(struct sg_buf *out, const struct sg_drafting *d, bool is_read);

sg_span sg_draft_arf(const struct sg_drafting *d, const struct sg_draft_sites *sites);
sg_span sg_draft_xarf(const struct sg_drafting *d, const struct sg_draft_sites *sites,
                      bool is_private);

/* Who is written to, and what of. */
struct sg_letter {
    const struct sg_drafting *d;
    const struct sg_draft_sites *sites;
    const struct sg_contact *contact; /* NULL: the masked report, for anybody */
    const struct sg_draft_site *site; /* of hoster and registrar; NULL: all */
    const struct sg_words *words;
    bool is_private;
};

sg_span sg_letter_subject(const struct sg_letter *letter);
sg_span sg_letter_text(const struct sg_letter *letter);

#endif
