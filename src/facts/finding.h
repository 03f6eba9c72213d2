/* facts/finding.h - one thing a check noticed, with where it stands in the mail. */
#ifndef SG_FACTS_FINDING_H
#define SG_FACTS_FINDING_H

#include "base/limits.h"
#include "facts/facts.h"
#include "intel/weights.h"

enum sg_certainty {
    SG_DIRECT,     /* stands in the octets of this mail */
    SG_CORRELATED, /* follows from a table or a lookup: country, owner, reverse name */
    SG_HEURISTIC,  /* an experience: wording, look-alikes */
};

/* Its part in the conjunction that makes phishing (DESIGN.md, decision 6); bits. */
enum sg_part_of {
    SG_PART_NONE = 0,
    SG_PART_CLAIM = 1 << 0,         /* it says it is somebody */
    SG_PART_ASK = 1 << 1,           /* it wants something */
    SG_PART_INCONSISTENCY = 1 << 2, /* sender or link is not theirs */
    SG_PART_GENUINE = 1 << 3,       /* speaks for it */
    SG_PART_STRANGE = 1 << 4,       /* no company writes so; no inconsistency of sender or link */
};

struct sg_finding_kind {
    /* "display-name-brand-claim": key of its weight and of its words; never renamed */
    const char *id;
    enum sg_group group;
    enum sg_certainty certainty;
    unsigned part; /* enum sg_part_of */
};

struct sg_evidence {
    /* octets in the mail as received; len 0 when it comes from the envelope */
    struct sg_range place;
    sg_span shown; /* UTF-8, untrusted, at most SG_MAX_SHOWN octets: renderers escape it */
    bool is_url;   /* renderers defang it */
};

struct sg_arg { /* a named value for the words of a finding */
    const char *name;
    sg_span value; /* UTF-8, untrusted */
    bool is_url;   /* or a host: renderers defang it */
};

struct sg_finding {
    const struct sg_finding_kind *kind;
    struct sg_arg args[SG_MAX_ARGS];
    struct sg_evidence evidence[SG_MAX_EVIDENCE];
    size_t n_args, n_evidence;
    /* the brand it speaks of, or NULL; `{brand}` in the words is its name */
    const struct sg_brand *brand;
    struct sg_arena *arena; /* where it lives */
    /* the wording it speaks of, or NULL: `{why}` is what is odd about it, or `{lure}` about its
     * category */
    const struct sg_phrase *phrase;
    const struct sg_inner *inner; /* the mail inside that it tells of, or NULL */
    int32_t
        strength; /* hundredths of its weight that it counts; 100 unless it is a matter of degree */
    struct sg_finding *next;
};

struct sg_findings {
    struct sg_arena *arena;
    struct sg_finding *first, **last;
    size_t count, dropped; /* dropped: past SG_MAX_FINDINGS */
};

struct sg_findings sg_findings_open(struct sg_arena *arena);

/* Add a finding; give its words and its evidence with the calls below.  Never NULL.  What is shown may be octets
 * as they stand in a field: the calls make it short and valid UTF-8. */
struct sg_finding *sg_found(struct sg_findings *all, const struct sg_finding_kind *kind);
void sg_found_arg(struct sg_finding *f, const char *name, sg_span value);
void sg_found_url_arg(struct sg_finding *f, const char *name, sg_span value);
void sg_found_at(struct sg_finding *f, struct sg_range place, sg_span shown);
void sg_found_url_at(struct sg_finding *f, struct sg_range place, sg_span shown);
void sg_found_text(struct sg_finding *f, const struct sg_text *text,
                   sg_span part); /* part of text->utf8 */

/* The From address, where there is one, as evidence and as the value `address`. */
void sg_found_from(struct sg_finding *f, const struct sg_facts *facts);

/* The words of a phrase hit, as they stand in the mail. */
void sg_found_phrase(struct sg_finding *f, const struct sg_passage *p,
                     const struct sg_phrase_hit *hit);

/* Add a finding of `kind` with the hits of `category` as evidence, unless there are none: the finding, or NULL. */
struct sg_finding *sg_found_phrases(struct sg_findings *all, const struct sg_finding_kind *kind,
                                    const struct sg_facts *facts, enum sg_phrase_category category);

#endif
