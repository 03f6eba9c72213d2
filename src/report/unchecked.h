/* report/unchecked.h - what this examination did not look at, so that silence is not taken for an answer. */
#ifndef SG_REPORT_UNCHECKED_H
#define SG_REPORT_UNCHECKED_H

#include "verdict/examine.h"

enum { SG_MAX_UNCHECKED = 16 };

struct sg_unchecked {
    const char *ids[SG_MAX_UNCHECKED]; /* keys of the words' section `unchecked` */
    size_t n;
};

struct sg_unchecked sg_unchecked_of(const struct sg_examination *x);

/* The ids for other rooms' reports: how a hop, a link, a claim is called. */
const char *sg_claim_where_id(enum sg_claim_where where);
const char *sg_attachment_state_id(enum sg_attachment_state state); /* "read" */
const char *sg_unpack_trait_id(enum sg_unpack_trait trait);         /* "encrypted"; NULL for 0 */
const char *sg_link_place_id(enum sg_link_place place);
const char *sg_link_role_id(enum sg_link_role role);
const char *sg_boundary_id(enum sg_boundary_how how);
const char *sg_auth_state_id(enum sg_auth_state state);
const char *sg_certainty_id(enum sg_certainty certainty);

/* Who wrote hop `at`: "own" (our side), "boundary" (our side, about the foreign client), "claimed". */
const char *sg_hop_writer_id(const struct sg_sender *sender, size_t at);

/* Whose the link's host is: a brand, a hoster of a kind, or nobody known. */
struct sg_owner {
    const char *kind; /* "brand", "hoster", "unknown" */
    sg_span id;       /* the brand's id, the hoster's domain, or empty */
    const char *sort; /* the kind of domain or hoster, or NULL */
};

struct sg_owner sg_owner_of(const struct sg_link *link);

/* The reason speaks for the mail. */
bool sg_reason_reassures(const struct sg_reason *reason);

#endif
