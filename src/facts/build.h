/* facts/build.h - how the facts are worked out, step by step; for the files of this room only.
 *
 * Each step reads what the steps before it wrote.  The order is that of sg_facts_open(). */
#ifndef SG_FACTS_BUILD_H
#define SG_FACTS_BUILD_H

#include "facts/facts.h"

/* Who it was delivered to. */
void sg_facts_recipient(struct sg_facts *f);

/* The texts a reader sees, folded, with their phrases; pages; language. */
void sg_facts_passages(struct sg_facts *f);

/* Leave out the hits of lure wording that the text only mentions, as quoted words. */
void sg_facts_drop_mentions(struct sg_passage *p);

/* Boundary hop, address, authentication. */
void sg_facts_sender(struct sg_facts *f);

/* Which brands it says it is. */
void sg_facts_claims(struct sg_facts *f);

/* The claim to be the recipient's own mail service in a text and the same folded, `where` it stands: a display name or a
 * subject. */
bool sg_facts_names_own(const struct sg_facts *f, const struct sg_text *text,
                        const struct sg_text *folded, enum sg_claim_where where,
                        struct sg_claim *out);

/* Who says that the recipient's mailbox is full speaks as its mail service, without saying so. */
void sg_facts_own_service(struct sg_facts *f);

/* What only follows from sender and claims together. */
void sg_facts_authenticated_brand(struct sg_facts *f);

/* Every link, whose it is, what it is for. */
void sg_facts_links(struct sg_facts *f);

/* True when the mail warns of phishing and lures nobody itself. */
bool sg_facts_notice(const struct sg_facts *f);

/* How the recipient's address stands in `url`; `token` gets the part of url->href. */
enum sg_token_form sg_facts_recipient_token(const struct sg_facts *f, const struct sg_url *url,
                                            sg_span *token);

/* Find what the words of `n` links say; `words` holds those of each, folded, or nothing where they are not worth
 * reading. */
void sg_facts_link_words(const struct sg_facts *f, const sg_span *words, struct sg_link *links,
                         size_t n);

/* Which of the links is the call to action. */
void sg_facts_mark_action(const struct sg_facts *f, struct sg_link *links, size_t n);

#endif
