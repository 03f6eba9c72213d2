/* report/mask.h - the recipient taken out of what a person reads.
 *
 * A report is shown to others.  Who received the mail is no evidence against anybody, so the address
 * is hidden wherever it stands: in To, in a link as it is, percent-encoded, in base64 or hexadecimal,
 * its domain in hosts and its personal local part in greetings.  A role account (admin@) keeps its
 * local part, because that is the finding. */
#ifndef SG_REPORT_MASK_H
#define SG_REPORT_MASK_H

#include "base/buf.h"
#include "facts/facts.h"

enum {
    SG_MAX_MASKED = 64,      /* addresses; further ones in To and Cc are not hidden */
    SG_MAX_MASKED_NAMES = 16 /* people's names */
};

/* What stands in place of a local part, a domain, an address. */
#define SG_MASKED_LOCAL   "***"
#define SG_MASKED_DOMAIN  "******.***"
#define SG_MASKED_ADDRESS SG_MASKED_LOCAL "@" SG_MASKED_DOMAIN

struct sg_masked_address {
    sg_span local, domain;
    bool keeps_local; /* a role account */
};

struct sg_mask {
    struct sg_arena *arena;
    struct sg_masked_address at[SG_MAX_MASKED];
    size_t n;
    sg_span domain; /* hidden also where it stands alone; empty: a domain that many people share */
    sg_span local;  /* the same; empty for role accounts and short or common words */
    sg_span names[SG_MAX_MASKED_NAMES]; /* hidden too: sg_mask_names() */
    size_t n_names;
};

struct sg_mask sg_mask_of(const struct sg_facts *facts);

/* Hide the recipients' names as well, as To and Cc have them: for what is published.  Not for who judges a mail: its sender
 * chooses those names, and could hide the words of his lure behind them. */
void sg_mask_names(struct sg_mask *mask, const struct sg_facts *facts);

/* `s` with the recipient hidden: "admin@******.***"; `s` itself when it is not in there.  Not more than a little above `most`
 * octets are looked at and given, which a longer text is then cut to; 0: all. */
sg_span sg_masked(const struct sg_mask *mask, sg_span s, size_t most);

/* The same, a step at a time: writes what is shown instead of the recipient where `s` names one at `at`, and gives how
 * many octets of `s` that is; 0: nobody stands there.  `at` goes up from call to call, past what was hidden. */
size_t sg_hide(const struct sg_mask *mask, struct sg_buf *out, sg_span s, size_t at);

#endif
