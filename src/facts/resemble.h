/* facts/resemble.h - how a host or a URL is made to be taken for a brand's. */
#ifndef SG_FACTS_RESEMBLE_H
#define SG_FACTS_RESEMBLE_H

#include "intel/intel.h"
#include "web/url.h"

enum sg_resemblance {
    SG_RESEMBLES_NOT,
    SG_RESEMBLES_WORD,   /* its word stands in the subdomain, path or query: xserver.example.net/ */
    SG_RESEMBLES_JOINED, /* its word joined with others in the domain: xserver-vpsonc.com */
    SG_RESEMBLES_LABEL, /* its label under another suffix or one letter off: xserver.top, xsarver.ne.jp */
    SG_RESEMBLES_LETTERS, /* its label in look-alike letters (UTS #39) */
    SG_RESEMBLES_EMBEDDED, /* its whole domain in front of, or behind, another: xserver.ne.jp.example.net */
};

/* A host as it is compared with official domains: what is dear is worked out once for all of them. */
struct sg_resembling {
    struct sg_arena *arena;
    const struct sg_folder *folder;
    sg_span label, shown, skeleton; /* of its registrable domain; the skeleton of an IDN only */
    bool has_idn;
};

struct sg_resembling sg_resembling_of(struct sg_arena *arena, const struct sg_folder *folder,
                                      const struct sg_host *host);

/* How the registrable domain of the host stands to one official domain: NOT, LABEL or LETTERS.  Labels under five
 * octets resemble too much to say. */
enum sg_resemblance sg_domain_resembles(const struct sg_resembling *r, sg_span official);

/* True when a word of the brand stands joined with others in `label` ("xserver-vpsonc"). */
bool sg_label_joins_token(const struct sg_brand *brand, sg_span label);

/* A word of the brand as a whole word of `s`; `*shown` gets it as it stands there.  `brand` may be NULL. */
bool sg_holds_token(const struct sg_brand *brand, sg_span s, sg_span *shown);

/* The brand of which an official domain stands as whole labels in `labels` ("secure.xserver.ne.jp"), or NULL. */
const struct sg_brand *sg_labels_hold_domain(const struct sg_brands *brands, sg_span labels,
                                             sg_span *shown);

/* The host without its registrable domain and the dot before it; may be empty. */
sg_span sg_host_subdomain(const struct sg_host *host);

/* The brand that a reader of `url` is most likely to think of, or NULL: whoever owns it is not asked.  Looks at
 * every brand: for one address that a person asks about, not for every link of every mail. */
const struct sg_brand *sg_url_suggests(struct sg_arena *arena, const struct sg_intel *intel,
                                       const struct sg_url *url, enum sg_resemblance *how);

#endif
