/* programs/milter_settings.h - what `shingan-milter` is told by its configuration. */
#ifndef SG_PROGRAMS_MILTER_SETTINGS_H
#define SG_PROGRAMS_MILTER_SETTINGS_H

#include "service/config.h"
#include "verdict/verdict.h"

enum { SG_N_LEVELS = SG_LEVEL_UNDETERMINED + 1 };

enum sg_action {                       /* mildest first */
                 SG_ACTION_ACCEPT,     /* goes on untouched */
                 SG_ACTION_TAG,        /* goes on with our fields */
                 SG_ACTION_QUARANTINE, /* tagged, and held in Postfix's queue */
                 SG_ACTION_TEMPFAIL,   /* 451: the sender tries again */
                 SG_ACTION_REJECT,     /* 550 */
                 SG_N_ACTIONS,
};

enum sg_unanswered { SG_UNANSWERED_ACCEPT, SG_UNANSWERED_TAG, SG_UNANSWERED_TEMPFAIL };

const char *sg_action_id(enum sg_action action); /* "tag" */

enum sg_handling {                    /* of mail from our own users, and from our own networks */
                   SG_HANDLE_EXAMINE, /* like any other */
                   SG_HANDLE_OBSERVE, /* examined, logged and counted; never more than tagged */
                   SG_HANDLE_PASS,    /* not examined */
};

enum sg_verifiers {
    SG_VERIFIERS_NONE,   /* nobody verified before us: results in our name are forged */
    SG_VERIFIERS_BEFORE, /* OpenDKIM, OpenDMARC or others run before us and write in our name */
};

struct sg_milter_section {
    sg_span socket;      /* "unix:/run/shingan/milter.sock", "inet:8891@127.0.0.1" */
    sg_span socket_mode; /* octal */
    int64_t deadline_ms; /* from the end of a mail until the answer to Postfix */
    int on_failure;      /* enum sg_unanswered */
    int64_t workers;     /* 0: one for each core */
};

struct sg_intel_section {
    sg_span data, overlay, country, network; /* empty: as built in, none */
    sg_span mailboxes, hosted, known_senders, feed, pardons;
};

struct sg_identity_section {
    sg_span authserv_id; /* in whose name we write Authentication-Results; empty: we write none */
    int verifiers;       /* enum sg_verifiers */
    struct sg_config_list own_networks; /* "192.0.2.0/24" */
};

struct sg_policy_section {
    int actions[SG_N_LEVELS];                   /* enum sg_action by enum sg_level */
    sg_span prefix_phishing, prefix_suspicious; /* UTF-8, put before the subject; empty: none */
    sg_span reject_text;                        /* US-ASCII */
};

struct sg_senders_section {          /* who is handled in another way */
    int authenticated, own_networks; /* enum sg_handling */
};

struct sg_metrics_section {
    sg_span listen; /* "127.0.0.1:9464"; empty: none */
};

struct sg_log_section {
    int level;
};

struct sg_milter_settings {
    const struct sg_milter_section *milter;
    const struct sg_intel_section *intel;
    const struct sg_identity_section *identity;
    const struct sg_senders_section *senders;
    const struct sg_metrics_section *metrics;
    const struct sg_log_section *log;
    const struct sg_policy_section *policy; /* of every domain that has none of its own */
    const struct sg_config *config;
};

/* Read `path`; All that is wrong goes to `errors`, a line each. */
SG_MUST_USE enum sg_status sg_milter_settings_read(struct sg_arena *arena, const char *path,
                                                   struct sg_milter_settings *out,
                                                   struct sg_buf *errors);

/* The policy for an address; that of its domain, or the general one. */
const struct sg_policy_section *sg_milter_policy_of(const struct sg_milter_settings *settings,
                                                    sg_span address);

/* The configuration with every key, its default, bounds and what it does. */
void sg_milter_settings_sample(struct sg_buf *out);

#endif
