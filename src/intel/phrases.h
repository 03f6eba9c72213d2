/* intel/phrases.h - wording by language and category, found all at once. */
#ifndef SG_INTEL_PHRASES_H
#define SG_INTEL_PHRASES_H

#include "base/arena.h"
#include "base/status.h"
#include "intel/datafile.h"
#include "text/fold.h"

#define SG_PHRASE_CATEGORIES(X)                                                                           \
    X(GREETING_ODD, "greeting-odd")                                                                       \
    X(GREETING_GENERIC, "greeting-generic")                                                               \
    X(URGENCY, "urgency")                                                                                 \
    X(SUSPENSION, "suspension")                                                                           \
    X(THREAT, "threat")                                                                                   \
    X(VERIFY, "verify")     /* asks to log in, confirm, re-enter */                                       \
    X(PASSWORD, "password") /* password expiry, keep your password */                                     \
    X(MAILBOX_QUOTA, "mailbox-quota")                                                                     \
    X(UNDELIVERED, "undelivered")                                                                         \
    X(VERSION_UPGRADE, "version-upgrade")                                                                 \
    X(UNAUTHORIZED_SMTP, "unauthorized-smtp") /* 不審なSMTP接続, 大量送信, forced reset */       \
    X(UNUSUAL_LOGIN, "unusual-login")                                                                     \
    X(SECURITY_UPDATE, "security-update")                                                                 \
    X(PAYMENT, "payment")                                                                                 \
    X(REFUND_PRIZE, "refund-prize")                                                                       \
    X(TAX_PENALTY, "tax-penalty")                                                                         \
    X(DELIVERY, "delivery")                                                                               \
    X(RENEWAL, "renewal") /* domain, card, contract */                                                    \
    X(FINANCE, "finance")                                                                                 \
    X(CTA, "cta")                                                                                         \
    X(MT_ODDITY, "mt-oddity") /* machine-translated or nonsensical */                                     \
    X(HONORIFIC, "honorific")                                                                             \
    X(GLYPH, "glyph")                                                                                     \
    X(TYPO, "typo-lookalike")                                                                             \
    X(PUNCTUATION, "punctuation")                                                                         \
    X(SIGNATURE, "signature")                                                                             \
    X(PSEUDO_SAFETY, "pseudo-safety")                                                                     \
    X(VAGUE_SUBJECT, "vague-subject") /* a subject that says nothing: whole subject only */               \
    X(UNSUBSCRIBE, "unsubscribe")     /* marks a link as opt-out, judges nothing */                       \
    X(NOTICE, "notice") /* the mail warns of phishing: 注意喚起, 〜を騙る, を装った */        \
    X(LEGIT, "legit")   /* what honest mail says; never weighs against */                                 \
    X(TEMPLATE,                                                                                           \
      "template") /* a sentence of a brand's genuine notice, which phishing copies; never a sign alone */ \
    X(DOCUMENT, "document") /* something shared, a voice message, a fax */                                \
    X(OTHER, "other")

enum sg_phrase_category {

#define SG_PHRASE_CATEGORY(name, id) SG_PHRASE_##name,
    SG_PHRASE_CATEGORIES(SG_PHRASE_CATEGORY)
#undef SG_PHRASE_CATEGORY
        SG_N_PHRASE_CATEGORIES,
};

enum sg_risk { SG_RISK_LOW, SG_RISK_MEDIUM, SG_RISK_HIGH }; /* of a false alarm */

struct sg_phrase {
    sg_span phrase;         /* as in the data file */
    sg_span language;       /* "ja" */
    sg_span gloss;          /* English: what it means or is a calque of */
    sg_span why_ja, why_en; /* why it is odd, one sentence; may be empty */
    sg_span brand;          /* id, of a template: whose notice it is; else empty */
    enum sg_phrase_category category;
    enum sg_risk risk;
    bool is_pattern; /* a regular expression, in the file between slashes */
    struct sg_data_place place;
};

struct sg_phrase_hit {
    const struct sg_phrase *phrase;
    struct sg_range at; /* octets in the folded text */
};

struct sg_phrase_hits {
    struct sg_phrase_hit *at;
    size_t n, room;
    bool cut; /* more than SG_MAX_PHRASES */
};

struct sg_phrases; /* a compiled pattern database */

/* Read the phrases of every directory (NULL ends them): DIR/phrases/LANGUAGE.phrases.  A phrase that an earlier directory has
 * stays; one that folds to the same text as another of its directory, or to hardly any, is an error.  Close releases what the arena
 * does not hold. */
SG_MUST_USE enum sg_status sg_phrases_open(struct sg_arena *arena, const struct sg_folder *folder,
                                           const char *const *dirs, const struct sg_phrases **out,
                                           struct sg_error *err);
void sg_phrases_close(const struct sg_phrases *phrases); /* NULL is fine */

/* Every phrase in `folded` (sg_fold()ed UTF-8), ascending; of hits that one longer hit of the same category
 * covers, only the longer.  One of SG_PHRASE_VAGUE_SUBJECT counts only when it is all that `folded` says, brackets with
 * what is in them (【…】) and decoration aside. */
void sg_phrases_scan(struct sg_arena *arena, const struct sg_phrases *phrases, sg_span folded,
                     struct sg_phrase_hits *out);
const char *sg_phrase_category_id(enum sg_phrase_category category);
size_t sg_phrases_count(const struct sg_phrases *phrases);

/* What it searches with; for saving (intel/compiled.h). */
const struct sg_scanner *sg_phrases_scanner(const struct sg_phrases *phrases, bool of_patterns);

/* The phrase at `index`, in the order of the files; for tools. */
const struct sg_phrase *sg_phrases_at(const struct sg_phrases *phrases, size_t index);

#endif
