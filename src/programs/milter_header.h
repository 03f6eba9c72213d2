/* programs/milter_header.h - the fields that the milter adds: of our own words and numbers alone. */
#ifndef SG_PROGRAMS_MILTER_HEADER_H
#define SG_PROGRAMS_MILTER_HEADER_H

#include "programs/milter_message.h"

#define SG_FIELD_LEVEL    "X-Shingan-Level"
#define SG_FIELD_POINTS   "X-Shingan-Points"
#define SG_FIELD_FINDINGS "X-Shingan-Findings"

/* Each writes a field's body, folded with "\n\t". */
void sg_milter_put_points(struct sg_buf *out, int32_t points); /* "+3.61" */
void sg_milter_put_findings(struct sg_buf *out, const struct sg_milter_answer *answer);

/* "mx.example.jp; x-shingan=fail policy.level=phishing policy.points=+3.61"; `answer` NULL: temperror. */
void sg_milter_put_results(struct sg_buf *out, sg_span authserv_id,
                           const struct sg_milter_answer *answer);

/* The subject's raw body with `prefix` (UTF-8) before it, as encoded words where it is not US-ASCII (RFC 2047). */
void sg_milter_put_subject(struct sg_buf *out, sg_span prefix, sg_span subject);

#endif
