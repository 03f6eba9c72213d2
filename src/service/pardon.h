/* service/pardon.h - mail that a site lets through whatever is found in it: its allow list, in the format of all data
 * (intel/datafile.h).
 *
 *     pardon authenticated example.jp
 *         reason newsletter of our parent company
 *         owner abuse@example.jp
 *         expires 2027-01-31
 *
 *     kind            what                               pardons
 *     client          192.0.2.7, 2001:db8::/32           mail that this client hands over: the address of the connection
 *     authenticated   example.jp                         mail proven to come from this organisational domain
 *     sender          info@example.jp, @example.jp       mail with this envelope sender, when SPF passed for it
 *
 * An envelope sender alone proves nothing, for whoever writes a mail chooses it: without SPF's word a `sender` pardons
 * nothing.  A domain is exactly that domain, so that a suffix (`co.jp`) never stands for all below it, and networks wider than
 * /8 (IPv4) or /16 (IPv6) are refused.  reason, owner and expires are needed: an allow list without them only grows.  An
 * entry holds to the end of the day `expires`; after that it is kept, pardons nothing, and can be listed. */
#ifndef SG_SERVICE_PARDON_H
#define SG_SERVICE_PARDON_H

#include "base/arena.h"
#include "base/status.h"
#include "service/inet.h"

enum sg_pardon_kind {
    SG_PARDON_CLIENT,
    SG_PARDON_AUTHENTICATED,
    SG_PARDON_SENDER,
    SG_N_PARDON_KINDS
};

struct sg_pardon {
    enum sg_pardon_kind kind;
    sg_span name;              /* "authenticated example.jp": kind and what, ours to log */
    sg_span reason, owner;     /* as written */
    sg_span expires;           /* "2027-01-31" */
    int64_t last_day;          /* of it, days since 1970-01-01 */
    size_t line;               /* of the file */
    struct sg_network network; /* of a client */
};

struct sg_pardons;

/* Everything lives in `arena`; many threads may look up at once.  SG_E_SYNTAX, SG_E_VALUE "FILE:LINE: ..." for what is no
 * such file, SG_E_LIMIT when it has more than SG_MAX_PARDONS entries; `out` is then untouched.  A `path` of NULL is a list
 * without entries. */
SG_MUST_USE enum sg_status sg_pardons_read(struct sg_arena *arena, const char *path,
                                           const struct sg_pardons **out, struct sg_error *err);

/* What is known of a mail.  Case of ASCII letters does not matter. */
struct sg_pardon_query {
    const struct sg_inet *client; /* NULL: not known */
    sg_span authenticated; /* organisational domain the mail is proven to come from; empty: none */
    sg_span sender;        /* envelope sender without <>; empty: none */
    bool has_spf_pass;     /* SPF passed for that sender's domain */
    int64_t today;         /* days since 1970-01-01 */
};

/* The entry that pardons the mail, or NULL: of several the client's, then the authenticated domain's. */
const struct sg_pardon *sg_pardon_find(const struct sg_pardons *pardons,
                                       const struct sg_pardon_query *query);

/* The first entry from `*next` on (0 at first) that no longer holds on `day`, with `*next` moved past it; NULL: no more.
 * For a day to come: those that will not hold then. */
const struct sg_pardon *sg_pardon_expired(const struct sg_pardons *pardons, int64_t day,
                                          size_t *next);

size_t sg_pardons_count(const struct sg_pardons *pardons);

#endif
