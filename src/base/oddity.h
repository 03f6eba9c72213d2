/* base/oddity.h - what is not as the standards would have it, kept with its place.
 *
 * Reading a mail never fails: what cannot be read plainly is read as the common programs read it,
 * and noted here.  A malformed mail is evidence, and it is also every tenth honest mail, so an oddity
 * judges nothing.  Every room that reads bytes notes into the same list. */
#ifndef SG_BASE_ODDITY_H
#define SG_BASE_ODDITY_H

#include "base/arena.h"

/* Every kind: enum name and the id that leaves the program. */
#define SG_ODDITIES(X)                                                                           \
    /* a limit of base/limits.h was reached: the examination is not complete */                  \
    X(LIMIT, "limit-reached")                                                                    \
    /* header block */                                                                           \
    X(NO_COLON, "field-without-colon")                                                           \
    X(FIELD_NAME, "field-name-malformed") /* octets that RFC 5322 does not allow, `name :` */    \
    X(FIELD_REPEATED, "field-repeated")   /* a field that may stand once stands twice */         \
    X(FIELD_MISSING, "field-missing")     /* no From or no Date */                               \
    X(FIELD_RAW_8BIT, "field-raw-8bit")                                                          \
    X(BARE_CR, "bare-cr")                                                                        \
    X(BARE_LF_MIXED, "line-ends-mixed") /* CRLF and LF in one header block */                    \
    X(NUL, "nul-octet")                                                                          \
    X(HEADER_UNENDED, "header-without-end") /* no blank line before the end of the mail */       \
    X(ADDRESS, "address-malformed")                                                              \
    X(DATE, "date-malformed")                                                                    \
    X(RECEIVED, "received-unreadable")                                                           \
    /* MIME */                                                                                   \
    X(BOUNDARY_MISSING, "boundary-missing")       /* multipart without a boundary parameter */   \
    X(BOUNDARY_UNQUOTED, "boundary-quote-open")   /* `boundary="` without its closing quote */   \
    X(BOUNDARY_UNENDED, "multipart-unterminated") /* no closing delimiter */                     \
    X(BOUNDARY_REPEATED, "boundary-repeated")     /* an inner multipart reuses an outer one's */ \
    X(PARAMETER, "parameter-malformed")                                                          \
    X(TRANSFER_UNKNOWN, "transfer-encoding-unknown")                                             \
    X(TRANSFER_NOISE, "transfer-encoding-noise") /* octets that base64 or QP does not allow */   \
    /* characters */                                                                             \
    X(CHARSET_UNKNOWN, "charset-unknown")                                                        \
    X(CHARSET_REPAIRED, "charset-repaired") /* the label was wrong or missing */                 \
    X(CHARSET_BROKEN, "charset-broken")     /* octets that no guess could read */                \
    X(WORD_SPLIT, "encoded-word-splits-character")                                               \
    X(WORD_MALFORMED, "encoded-word-malformed")                                                  \
    /* HTML */                                                                                   \
    X(HTML_UNENDED, "html-unterminated") /* a tag, comment or raw text runs to the end */

enum sg_oddity_kind {

#define SG_ODDITY(name, id) SG_ODD_##name,
    SG_ODDITIES(SG_ODDITY)
#undef SG_ODDITY
        SG_N_ODDITIES,
};

struct sg_oddity {
    enum sg_oddity_kind kind;
    struct sg_range place; /* octets in the mail as received */
    const char *what;      /* a detail of ours, e.g. the limit's or the charset's name; or NULL */
    struct sg_oddity *next;
};

struct sg_oddities {
    struct sg_arena *arena;
    struct sg_oddity *first, **last;
    size_t n, dropped;  /* dropped: past SG_MAX_ODDITIES */
    bool limit_reached; /* some SG_ODD_LIMIT was noted, kept or not */
};

#define SG_ODDITIES_IN(in_arena) ((struct sg_oddities){ .arena = (in_arena) })

/* Note one.  `what` is a literal of ours or NULL. */
void sg_odd(struct sg_oddities *all, enum sg_oddity_kind kind, struct sg_range place,
            const char *what);

const char *sg_oddity_id(enum sg_oddity_kind kind); /* "charset-repaired" */

#endif
