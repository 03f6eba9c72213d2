/* programs/milter_message.h - what goes between the milter's front and its workers: of a session there, of a verdict back.
 *
 * The front knows the mail's octets only as something to hand on; a worker reads them and may be taken over by them.  So what
 * comes back is numbers, which the front turns into words of its own, and nothing else. */
#ifndef SG_PROGRAMS_MILTER_MESSAGE_H
#define SG_PROGRAMS_MILTER_MESSAGE_H

#include "base/buf.h"
#include "verdict/verdict.h"

/* Of the SMTP session, as Postfix tells it.  Everything may be empty. */
struct sg_milter_session {
    sg_span client_ip; /* "192.0.2.1", "2001:db8::1" */
    sg_span rdns;      /* the verified reverse name, "unknown" when there is none */
    sg_span helo, mail_from;
    sg_span recipient; /* the first */
    bool is_authenticated;
};

enum {
    SG_MAX_TOLD = 40,  /* findings of an answer: the heaviest */
    SG_MAX_FORGED = 20 /* Authentication-Results of an answer that somebody else wrote */
};

struct sg_milter_answer {
    enum sg_level level;
    bool is_complete;
    int32_t points;
    size_t n_told;

    struct {
        uint16_t kind; /* index in sg_milter_kinds() */
        int32_t points;
    } told[SG_MAX_TOLD];

    /* Which fields Authentication-Results are in our name and not ours, counted from 1 as RFC 5322 has them. */
    size_t n_forged;
    uint16_t forged[SG_MAX_FORGED];
    uint32_t pardon; /* line of the pardon that holds; 0: none */
};

void sg_milter_put_session(struct sg_buf *out, const struct sg_milter_session *session);
SG_MUST_USE bool sg_milter_read_session(sg_span note, struct sg_milter_session *out);

void sg_milter_put_answer(struct sg_buf *out, const struct sg_milter_answer *answer);

/* False for anything that no worker of ours writes: a level, a kind, a number that there is not. */
SG_MUST_USE bool sg_milter_read_answer(sg_span reply, struct sg_milter_answer *out);

/* The kinds of findings in the order of the checks; the same in every process of one build. */
size_t sg_milter_n_kinds(void);
const char *sg_milter_kind_id(size_t kind);
size_t
sg_milter_kind_of(const struct sg_finding_kind *kind); /* sg_milter_n_kinds() when there is none */

#endif
