/* report/told.h - what a report for people tells and in which order, whatever its format. */
#ifndef SG_REPORT_TOLD_H
#define SG_REPORT_TOLD_H

#include "report/sentence.h"

enum { SG_MAX_TABLE = 40 /* links in the table */ };

/* The level in one sentence; with the brand's name when the mail claims one. */
void sg_put_verdict(struct sg_buf *out, const struct sg_teller *t, const struct sg_examination *x);

/* The points alone would say more than the verdict does. */
bool sg_is_held_back(const struct sg_examination *x);

/* The reasons as they are told: heaviest first, how the mail reads as a whole after the others; those without points come
 * last, under a heading of their own. */
struct sg_told_reasons {
    const struct sg_reason **at;
    size_t n, n_weighing;
};

struct sg_told_reasons sg_told_reasons_of(const struct sg_examination *x, bool reassuring);

/* The number of the reason whose finding has this id, from 1; 0: none. */
size_t sg_told_number(const struct sg_told_reasons *told, sg_span id);

/* True when an earlier piece of evidence shows the same: a mail says the same in its text and in its page. */
bool sg_is_quoted_before(const struct sg_finding *f, size_t at);

/* The links of the table: one for each address, the first that leads there. */
struct sg_told_links {
    const struct sg_facts *facts;
    size_t at[SG_MAX_TABLE]; /* indexes of links */
    size_t n, left;
};

struct sg_told_links sg_told_links_of(const struct sg_facts *facts);

/* The row of the table that `link` belongs to, from 1; 0: none. */
size_t sg_told_row(const struct sg_told_links *table, const struct sg_link *link);

/* Link `i` leads where `first` does, and shows what none before it does. */
bool sg_is_further_label(const struct sg_told_links *table, size_t first, size_t i);

/* An address that leads on to an official one is itself somebody's: it stays clickable only where it is a known company's. */
bool sg_link_stays_live(const struct sg_facts *facts, const struct sg_link *link);

/* Whose the link's host is, in words. */
void sg_put_owner(struct sg_buf *out, const struct sg_teller *t, const struct sg_link *link);

/* Pictures in the page are no files for its reader, but for what was found in them; what a page hides is told as its
 * own. */
bool sg_is_told(const struct sg_attachment *a);

#endif
