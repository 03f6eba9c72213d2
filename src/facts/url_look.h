/* facts/url_look.h - what an address looks like, whoever owns it: questions that checks and the judgement of an
 * address alone share. */
#ifndef SG_FACTS_URL_LOOK_H
#define SG_FACTS_URL_LOOK_H

#include "intel/intel.h"
#include "web/url.h"

/* The registrable label: "example" of www.example.co.jp.  Empty for addresses. */
sg_span sg_url_label(const struct sg_host *host);

/* The label before the registrable domain ("www" aside) that looks most as if nobody chose it to be read, and its
 * points; empty when there is none. */
sg_span sg_url_odd_subdomain(const struct sg_intel *intel, const struct sg_host *host,
                             int32_t *points);

/* The zone whose points say how many that stand in it are phishing: a hoster's domain, else the public suffix, else
 * the top-level domain; empty for one of which nothing is known. */
sg_span sg_url_zone(const struct sg_intel *intel, const struct sg_host *host, int32_t *points);

enum sg_inner_suffix {
    SG_INNER_NONE,
    SG_INNER_SUFFIX,    /* www.example.co.jp.other.test */
    SG_INNER_MISSPELT,  /* www.example.co.ip.other.test */
    SG_INNER_HYPHENATED /* www-example-co-jp.other.test */
};

/* A suffix that stands inside the host to pass for its end; `*shown` gets it. */
enum sg_inner_suffix sg_url_inner_suffix(const struct sg_intel *intel, const struct sg_host *host,
                                         sg_span *shown);

/* A folder that a site's own software owns, where no page for readers belongs (wp-content, ~user, cgi-bin), or
 * that its owner does not see (.well-known, .x), leading to a page; its name, or empty. */
sg_span sg_url_foreign_folder(const struct sg_url *url);

/* Letters of another style (mathematical, enclosed, small capitals, heaped marks) that readers take for
 * ASCII, plain or percent-encoded: the first, decoded; or empty.  Full-width letters and accents are none. */
sg_span sg_url_styled(struct sg_arena *arena, const struct sg_url *url);

/* "{random,6}", "[[email]]", "%recipient%": what the sender's program was to fill in, plain or percent-encoded; or
 * empty. */
sg_span sg_url_placeholder(struct sg_arena *arena, const struct sg_url *url);

/* Where another address may stand in `url`: what is behind its host, decoded; empty when none does. */
sg_span sg_url_behind(struct sg_arena *arena, const struct sg_url *url);

/* The host of the next address in `behind` at or after `*at`, which moves past it ("https://host/", "=//host"); false
 * when there is no more. */
bool sg_url_next_inner(struct sg_arena *arena, const struct sg_host_tools *tools, sg_span behind,
                       size_t *at, struct sg_host *host);

/* How many letters `label` is away from a brand's word that was scrambled to be read past: 1 for each letter too
 * many, 2 for each that is missing; at most `most`, else -1.  Both begin with the same letter; words under six
 * letters are in everything. */
int sg_label_scrambles(sg_span label, sg_span token, int most);

#endif
