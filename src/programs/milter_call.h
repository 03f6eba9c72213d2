/* programs/milter_call.h - one connection of Postfix and the mail that comes over it; only for the milter's session. */
#ifndef SG_PROGRAMS_MILTER_CALL_H
#define SG_PROGRAMS_MILTER_CALL_H

#include "programs/milter_header.h"
#include "programs/milter_session.h"
#include "service/inet.h"

struct smfi_str; /* libmilter's context of a connection */

enum {
    SG_N_OWN_FIELDS = 3,
    SG_MAX_RECIPIENTS = 1000, /* whose policies are looked at; the others have the general one */
    SG_MAX_SUBJECT = 4000,    /* octets; longer ones get no prefix */
    SG_MAX_HELO = 255
};

extern const char *const sg_own_fields[SG_N_OWN_FIELDS];

struct sg_letter { /* one mail */
    bool is_open;  /* one has begun */
    bool is_kept;  /* all its octets, up to the limit, are in the file */
    size_t octets;
    sg_span mail_from;
    SG_LIST(sg_span) recipients;
    int n_own[SG_N_OWN_FIELDS]; /* of our own fields that it came with */
    int n_subjects;
    sg_span subject; /* the first one's body as it came */
    bool is_authenticated;
};

struct sg_call { /* one connection */
    struct sg_arena *arena;
    unsigned long agreed; /* SMFIP_ bits */
    sg_span client_ip, rdns, helo;
    uint8_t helo_room[SG_MAX_HELO];
    struct sg_inet client;
    bool has_client; /* it is an address of the Internet */
    struct sg_letter letter;
    /* For the mails of this connection, one after the other. */
    struct sg_arena *of_letter;
    int fd;                /* a file in memory; -1: none yet */
    struct sg_buf pending; /* octets on their way there */
};

struct sg_front {
    struct sg_shifts *shifts;
    struct sg_metrics *metrics;
};

/* How mail of this sender is handled. */
enum sg_handling sg_call_handling(const struct sg_milter_settings *settings,
                                  const struct sg_call *call);

/* A value that Postfix gives, "" when it does not. */
const char *sg_call_macro(struct smfi_str *ctx, const char *name);

enum sg_call_answer { SG_CALL_ACCEPT, SG_CALL_REJECT, SG_CALL_TEMPFAIL };

/* The mail is whole: ask, and do what is decided; what Postfix is told. */
enum sg_call_answer sg_call_end(struct smfi_str *ctx, const struct sg_front *front,
                                struct sg_call *call);

#endif
