/* report/place.h - where in the mail a piece of evidence stands, in words. */
#ifndef SG_REPORT_PLACE_H
#define SG_REPORT_PLACE_H

#include "report/sentence.h"

/* For programs: "subject", "received" (a header field, lower case), "text/html" (a body), "envelope". */
void sg_put_place_id(struct sg_buf *out, const struct sg_facts *facts, struct sg_range place);

const char *sg_content_how_id(enum sg_content_how how); /* "code" */

/* For people: "Subject, bytes 309-410"; 'QR code in "image001.png"'; '"請求書.pdf", page 1'. */
void sg_put_place(struct sg_buf *out, const struct sg_teller *teller, struct sg_range place);

#endif
