/* intel/brands.h - who is impersonated, what is really theirs, and how their genuine mail looks. */
#ifndef SG_INTEL_BRANDS_H
#define SG_INTEL_BRANDS_H

#include "base/map.h"
#include "base/status.h"
#include "intel/datafile.h"
#include "text/fold.h"

enum sg_domain_kind {
    SG_DOMAIN_OFFICIAL,     /* the brand's own: links and senders there are its own */
    SG_DOMAIN_MAILBOX,      /* its own, but customers have addresses there: a From proves little */
    SG_DOMAIN_USER_CONTENT, /* its own, but anybody may publish there: never official for a link */
    SG_DOMAIN_PARTNER, /* not its own, but its genuine mail links there or is sent from there */
};

struct sg_brand_domain {
    sg_span domain; /* lower case ASCII; the host itself and all under it */
    enum sg_domain_kind kind;
    bool has_mailboxes; /* customers have addresses there, of whatever kind it is */
    bool is_host; /* this host alone, not what stands under it: www.example.jp where example.jp is
                     published by customers */
    struct sg_data_place place;
    const struct sg_brand *brand;
    const struct sg_brand_domain *next; /* another brand's entry for the same domain, or NULL */
};

struct sg_brand_name {
    sg_span name;   /* as people write it, UTF-8 */
    sg_span folded; /* by sg_fold_span() */
    /* Latin, short or an everyday word: counts only as a whole word, in `needs_company` cases
     * with more */
    bool is_word;
    /* a word of the language too (Olive, au, Square): a claim only together with another sign */
    bool is_weak;
    /* サーバーパネル, Active! mail: names the product, hence the brand or the kind of service */
    bool is_product;
    struct sg_data_place place;
};

struct sg_brand {
    sg_span id;               /* "jcb": stable; used in reports and statistics */
    sg_span name_ja, name_en; /* either may be empty, not both */
    sg_span category;         /* "bank", "hosting", "webmail-software", ... */
    /* id of the group it belongs to (its own id when alone): links of one owner are kin */
    sg_span owner;
    const struct sg_brand_name *names;
    size_t n_names;
    const struct sg_brand_domain *domains;
    size_t n_domains;
    /* how it is written inside hosts and paths: "xserver", "smbc-card"; lower case */
    const sg_span *tokens;
    size_t n_tokens;
    /* where its own mail servers stand, "JP"; none: not known, never judged */
    const sg_span *countries;
    size_t n_countries;
    /* what its genuine mail always prints about the customer: "会員ID", "お名前ID" */
    const sg_span *markers;
    size_t n_markers;
    /* as the brand publishes it: "https:// *.xserver.ne.jp/ written without the blank; may be
     * empty */
    sg_span url_pattern;
    sg_span contact_url, reset_url; /* official pages for customers; may be empty */
    sg_span notice_url;             /* where the brand itself warns of phishing; may be empty */
    /* what its customers log in to, by names that many use: コントロールパネル */
    const sg_span *panels;
    size_t n_panels;
    const sg_span *sources; /* where the domains are known from */
    size_t n_sources;
    sg_span confidence; /* in them: "high", "medium", "low" */
    struct sg_data_place place;
    /* webmail or panel software (Roundcube, Active! mail) that runs on anybody's host, or none
     * of its domains is known: a foreign host alone contradicts nothing */
    bool is_software;
};

/* Which name a word of the scanner is. */
struct sg_brand_called {
    const struct sg_brand *brand;
    const struct sg_brand_name *name;
};

struct sg_brands {
    const struct sg_brand *at;
    size_t n;
    struct sg_map by_id;        /* const struct sg_brand */
    struct sg_map by_domain;    /* const struct sg_brand_domain, without those for one host */
    struct sg_map by_host;      /* const struct sg_brand_domain, those for one host alone */
    struct sg_scanner *scanner; /* finds the names */
    const struct sg_brand_called *called; /* which brand a name of the scanner is */
    struct sg_misspelt *misspelt;         /* finds what passes for a name (intel/misspelt.h) */
};

const struct sg_brand *sg_brand_find(const struct sg_brands *brands, sg_span id);

/* The entry whose domain is `host` or the longest one above it; NULL when nobody known owns it.  Follow
 * ->next for further brands.  A USER_CONTENT entry below an OFFICIAL one wins, because it is longer; an entry
 * for this host alone wins over all. */
const struct sg_brand_domain *sg_brand_domain_of(const struct sg_brands *brands, sg_span host);

/* True when `host` is official (or a partner's) for `brand` or for another brand of the same owner. */
bool sg_brand_owns(const struct sg_brands *brands, const struct sg_brand *brand, sg_span host);

/* True when the two belong to one owner. */
bool sg_brand_kin(const struct sg_brand *a, const struct sg_brand *b);

/* The brand's name for a reader of `japanese` or English. */
sg_span sg_brand_shown(const struct sg_brand *brand, bool japanese);

/* Patterns as the brands publish them, host part `*.xserver.ne.jp`: `*.` (also `***.`) is any host under the domain and the
 * domain itself; scheme must match; nothing is a regular expression. */
bool sg_url_pattern_matches(sg_span pattern, sg_span scheme, sg_span host);

struct sg_brand_hit {
    const struct sg_brand *brand;
    const struct sg_brand_name *name;
    struct sg_range at; /* octets in the folded text */
};

struct sg_brand_hits {
    struct sg_brand_hit *at;
    size_t n, room;
};

/* Every brand name in `folded` (from sg_fold()), longest match first where names overlap.  Latin names count
 * at word limits only; a name inside another brand's longer name does not count. */
void sg_brand_scan(struct sg_arena *arena, const struct sg_brands *brands, sg_span folded,
                   struct sg_brand_hits *out);

#endif
