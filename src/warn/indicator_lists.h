/* warn/indicator_lists.h - indicators for machines that know lists, and for a person.
 *
 * Lists that block hold what may be blocked; those for looking on hold also what may be watched, and say which is which.
 * `words`: of the language that descriptions are in. */
#ifndef SG_WARN_INDICATOR_LISTS_H
#define SG_WARN_INDICATOR_LISTS_H

#include "report/words.h"
#include "warn/indicators.h"

/* CSV (RFC 4180), columns `date,URL,description` as JPCERT/CC publishes them; only addresses.  `is_defanged`: for people to
 * pass around.  A cell that a spreadsheet would take for a formula gets a ' before it. */
void sg_put_indicator_csv(struct sg_buf *out, const struct sg_indicators *all,
                          const struct sg_words *words, bool is_defanged);

/* Postfix access(5) for check_sender_access, as `postmap` compiles it. */
void sg_put_indicator_access(struct sg_buf *out, const struct sg_indicators *all);

/* Postfix pcre_table(5) for header_checks; and for body_checks, which sees neither base64 nor what is quoted. */
void sg_put_indicator_header_checks(struct sg_buf *out, const struct sg_indicators *all);
void sg_put_indicator_body_checks(struct sg_buf *out, const struct sg_indicators *all);

/* A response policy zone; `serial` of its SOA. */
void sg_put_indicator_rpz(struct sg_buf *out, const struct sg_indicators *all, uint32_t serial);

/* hosts(5). */
void sg_put_indicator_hosts(struct sg_buf *out, const struct sg_indicators *all);

/* What an event of MISP says besides the indicators. */
struct sg_misp {
    const struct sg_words *words; /* English: of the comments */
    sg_span organisation;         /* whose event it is; empty: Shingan's */
    sg_span target;               /* name of whom the mails claim to be; may be empty */
    const char *tlp;              /* how far it may go: "amber" */
    int64_t now;                  /* seconds since 1970 */
};

/* One event in the core format of MISP, unpublished, for this organisation alone; only what may be blocked is for detection
 * (`to_ids`). */
void sg_put_indicator_misp(struct sg_buf *out, const struct sg_indicators *all,
                           const struct sg_misp *how);

/* All of it for a person: defanged, with why and why not. */
void sg_put_indicator_text(struct sg_buf *out, const struct sg_indicators *all,
                           const struct sg_words *words);

/* In one sentence why it became one, why it is not blocked, and by which findings. */
void sg_put_indicator_why(struct sg_buf *out, const struct sg_indicator *indicator,
                          const struct sg_words *words);

/* With what a regular expression (PCRE) takes for its own escaped; ASCII. */
void sg_put_regex(struct sg_buf *out, sg_span s);

#endif
