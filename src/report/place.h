/* report/place.h - where in the mail a piece of evidence stands, in words. */
#ifndef SG_REPORT_PLACE_H
#define SG_REPORT_PLACE_H

#include "report/sentence.h"

/* For programs: "subject", "received" (a header field, lower case), "text/html" (a body), "envelope". */
void sg_put_place_id(struct sg_buf *out, const struct sg_mail *mail, struct sg_range place);

/* For people: "Subject, bytes 309-410". */
void sg_put_place(struct sg_buf *out, const struct sg_teller *teller, struct sg_range place);

#endif
