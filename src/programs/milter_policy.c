#include "programs/milter_policy.h"

const char *sg_because_id(enum sg_because because)
{
    static const char *const ids[SG_N_BECAUSE] = {
        [SG_BECAUSE_LEVEL] = "level",
        [SG_BECAUSE_FAILED] = "failed",
        [SG_BECAUSE_PARDONED] = "pardoned",
        [SG_BECAUSE_OBSERVED] = "observed",
    };
    return ids[because];
}

static enum sg_action milder(enum sg_action a, enum sg_action b)
{
    return a < b ? a : b;
}

static sg_span prefix_of(const struct sg_policy_section *p, enum sg_level level)
{
    if (level == SG_LEVEL_PHISHING)
        return p->prefix_phishing;
    return level == SG_LEVEL_SUSPICIOUS ? p->prefix_suspicious : (sg_span){ 0 };
}

/* The mildest policy of all recipients. */
static const struct sg_policy_section *policy_for(const struct sg_deciding *d, enum sg_level level)
{
    const struct sg_policy_section *best = NULL;
    for (size_t i = 0; i < d->n_recipients; i++) {
        const struct sg_policy_section *p = sg_milter_policy_of(d->settings, d->recipients[i]);
        if (best == NULL || p->actions[level] < best->actions[level])
            best = p;
    }
    return best == NULL ? d->settings->policy : best;
}

static struct sg_decision failed(const struct sg_deciding *d)
{
    static const enum sg_action unanswered[] = { [SG_UNANSWERED_ACCEPT] = SG_ACTION_ACCEPT,
                                                 [SG_UNANSWERED_TAG] = SG_ACTION_TAG,
                                                 [SG_UNANSWERED_TEMPFAIL] = SG_ACTION_TEMPFAIL };

    return (struct sg_decision){ .action = unanswered[d->settings->milter->on_failure],
                                 .because = SG_BECAUSE_FAILED,
                                 .level = SG_LEVEL_UNDETERMINED };
}

struct sg_decision sg_milter_decide(const struct sg_deciding *d)
{
    if (d->asked != SG_ASKED_ANSWERED)
        return failed(d);
    enum sg_level level = d->answer->level;
    const struct sg_policy_section *policy = policy_for(d, level);
    struct sg_decision out = {
        .action = (enum sg_action)policy->actions[level],
        .level = level,
        .prefix = prefix_of(policy, level),
        .reject_text = policy->reject_text,
    };
    enum sg_action wanted = out.action;
    if (d->answer->pardon != 0 || d->handling == SG_HANDLE_OBSERVE)
        out.action = milder(out.action, SG_ACTION_TAG);
    bool is_changed = out.action != wanted || out.prefix.len > 0;
    if (d->answer->pardon != 0 || d->handling == SG_HANDLE_OBSERVE)
        out.prefix = (sg_span){ 0 };
    if (is_changed && d->answer->pardon != 0)
        out.because = SG_BECAUSE_PARDONED;
    else if (is_changed && d->handling == SG_HANDLE_OBSERVE)
        out.because = SG_BECAUSE_OBSERVED;
    return out;
}
