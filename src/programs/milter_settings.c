#include "programs/milter_settings.h"

#include <stddef.h>
#include <string.h>

#include "service/inet.h"
#include "service/log.h"

const char *sg_action_id(enum sg_action action)
{
    static const char *const ids[SG_N_ACTIONS] = {
        [SG_ACTION_ACCEPT] = "accept",         [SG_ACTION_TAG] = "tag",
        [SG_ACTION_QUARANTINE] = "quarantine", [SG_ACTION_TEMPFAIL] = "tempfail",
        [SG_ACTION_REJECT] = "reject",
    };
    return ids[action];
}

/* In the order of their enumerations. */
static const char *const actions[] = { "accept", "tag", "quarantine", "tempfail", "reject", NULL };
static const char *const failures[] = { "accept", "tag", "tempfail", NULL };
static const char *const handlings[] = { "examine", "observe", "pass", NULL };
static const char *const verifiers[] = { "none", "before", NULL };

enum { MAX_WORKERS = 256, MAX_PREFIX = 200, MAX_REPLY = 300 };

#define MILTER(key, kind, fallback, min, max, choices, help, member) \
    {                                                                \
        "milter", key, kind, fallback, min, max, choices, help,      \
            offsetof(struct sg_milter_section, member)               \
    }
#define INTEL(key, help, member)                               \
    {                                                          \
        "intel", key, SG_SETTING_TEXT, NULL, 0, 0, NULL, help, \
            offsetof(struct sg_intel_section, member)          \
    }
#define POLICY(level, fallback, help)                                            \
    {                                                                            \
        "policy", level##_KEY, SG_SETTING_CHOICE, fallback, 0, 0, actions, help, \
            offsetof(struct sg_policy_section, actions) + sizeof(int) * (level)  \
    }
#define SG_LEVEL_PHISHING_KEY     "phishing"
#define SG_LEVEL_SUSPICIOUS_KEY   "suspicious"
#define SG_LEVEL_NO_SIGN_KEY      "no-sign"
#define SG_LEVEL_GENUINE_KEY      "genuine"
#define SG_LEVEL_UNDETERMINED_KEY "undetermined"

static const struct sg_setting table[] = {
    MILTER(
        "socket", SG_SETTING_TEXT, "unix:/run/shingan/milter.sock", 1, 200, NULL,
        "Where Postfix finds the milter: unix:PATH, or inet:PORT@ADDRESS.  Takes effect at a restart.",
        socket),
    MILTER("socket-mode", SG_SETTING_TEXT, "0660", 3, 4, NULL,
           "Permissions of the unix socket, in octal.  Postfix must be able to write to it.",
           socket_mode),
    MILTER("deadline-ms", SG_SETTING_NUMBER, "8000", 50, 120000, NULL,
           "Milliseconds from the end of a mail until Postfix gets an answer, whatever happens.",
           deadline_ms),
    MILTER("on-failure", SG_SETTING_CHOICE, "tag", 0, 0, failures,
           "What happens to a mail for which there is no verdict in time: tag writes "
           "X-Shingan-Level: undetermined.",
           on_failure),
    MILTER("workers", SG_SETTING_NUMBER, "0", 0, MAX_WORKERS, NULL,
           "Processes that examine mails at the same time; 0: one for each processor.", workers),
    INTEL("data", "The data directory; empty: the one that was installed with the program.", data),
    INTEL("overlay",
          "A directory of the same layout with this site's own brands, phrases and lists.",
          overlay),
    INTEL("country-table", "A country table (mmdb); empty: the one that is found.", country),
    INTEL("network-table", "A table of network names (mmdb); empty: the one that is found.",
          network),
    INTEL("mailboxes", "A file with the mail addresses of this house, one a line.", mailboxes),
    INTEL("hosted", "A file with domains, addresses and blocks of this house's customers.", hosted),
    INTEL("known-senders", "A file with domains and addresses that wrote to this house before.",
          known_senders),
    INTEL("feed", "A file with addresses and hosts that others have warned of.", feed),
    INTEL("pardons",
          "The allow list: who is never more than tagged, with reason, owner and expiry.", pardons),
    { "identity", "authserv-id", SG_SETTING_TEXT, NULL, 0, 200, NULL,
      "The name under which this site writes Authentication-Results.  Fields that others wrote under "
      "it are removed.  Empty: none are written, none removed, none believed.",
      offsetof(struct sg_identity_section, authserv_id) },
    { "identity", "verifiers", SG_SETTING_CHOICE, "none", 0, 0, verifiers,
      "before: OpenDKIM, OpenDMARC or the like stand before this milter and write results under the "
      "same name, above the first Received field; those are believed.  They must remove what a sender "
      "wrote there under this name, for nobody else can tell it apart.",
      offsetof(struct sg_identity_section, verifiers) },
    { "identity", "own-networks", SG_SETTING_LIST, "127.0.0.0/8, ::1/128", 0, 200, NULL,
      "Networks from which this house's own machines send.",
      offsetof(struct sg_identity_section, own_networks) },
    { "senders", "authenticated", SG_SETTING_CHOICE, "observe", 0, 0, handlings,
      "Mail of users who have logged in: examine it like any other, observe it (it is examined, "
      "logged and counted, and never more than tagged), or pass it unseen.",
      offsetof(struct sg_senders_section, authenticated) },
    { "senders", "own-networks", SG_SETTING_CHOICE, "observe", 0, 0, handlings,
      "The same for mail from own-networks.", offsetof(struct sg_senders_section, own_networks) },
    POLICY(SG_LEVEL_PHISHING, "tag", "What happens to mail that is probably phishing."),
    POLICY(SG_LEVEL_SUSPICIOUS, "tag", "What happens to suspicious mail."),
    POLICY(SG_LEVEL_NO_SIGN, "tag", "What happens to mail without a sign of phishing."),
    POLICY(SG_LEVEL_GENUINE, "tag", "What happens to mail that is proven to be its brand's."),
    POLICY(SG_LEVEL_UNDETERMINED, "tag",
           "What happens to mail that was examined and could not be read far enough."),
    { "policy", "subject-prefix-phishing", SG_SETTING_TEXT, NULL, 0, MAX_PREFIX, NULL,
      "Words before the subject of mail that is probably phishing; empty: none.",
      offsetof(struct sg_policy_section, prefix_phishing) },
    { "policy", "subject-prefix-suspicious", SG_SETTING_TEXT, NULL, 0, MAX_PREFIX, NULL,
      "The same for suspicious mail.", offsetof(struct sg_policy_section, prefix_suspicious) },
    { "policy", "reject-text", SG_SETTING_TEXT, NULL, 0, MAX_REPLY, NULL,
      "What the sender of a refused mail is told, in US-ASCII, before the reference.",
      offsetof(struct sg_policy_section, reject_text) },
    { "metrics", "listen", SG_SETTING_TEXT, NULL, 0, 100, NULL,
      "ADDRESS:PORT of this machine for Prometheus, for example 127.0.0.1:9464; empty: none.  Takes "
      "effect at a restart.",
      offsetof(struct sg_metrics_section, listen) },
    { "log", "level", SG_SETTING_CHOICE, "info", 0, 0, sg_log_level_ids,
      "What is written to standard error: at info a line for each mail, without anything of its "
      "content.",
      offsetof(struct sg_log_section, level) },
};

static bool is_domain(sg_span name)
{
    for (size_t i = 0; i < name.len; i++)
        if (!sg_is_alpha(sg_at(name, i)) && !sg_is_digit(sg_at(name, i)) && sg_at(name, i) != '.' &&
            sg_at(name, i) != '-')
            return false;
    return sg_find(name, '.', 0) < name.len;
}

static const struct sg_section sections[] = {
    { "milter", sizeof(struct sg_milter_section), "The conversation with Postfix.", NULL, NULL },
    { "intel", sizeof(struct sg_intel_section), "What is known beforehand.", NULL, NULL },
    { "identity", sizeof(struct sg_identity_section), "Who this site is.", NULL, NULL },
    { "senders", sizeof(struct sg_senders_section), "Whose mail is handled in another way.", NULL,
      NULL },
    { "policy", sizeof(struct sg_policy_section),
      "What is done with a mail, by its level: accept (untouched), tag, quarantine (held in Postfix's "
      "queue), tempfail (451), reject (550).  Of several recipients' policies the mildest holds.",
      "a recipient's domain", is_domain },
    { "metrics", sizeof(struct sg_metrics_section), "Figures for Prometheus.", NULL, NULL },
    { "log", sizeof(struct sg_log_section), "The log.", NULL, NULL },
};

static const struct sg_config_plan plan = { table, sizeof(table) / sizeof(*table), sections,
                                            sizeof(sections) / sizeof(*sections) };

/* ---- what the table cannot say ---- */

static bool is_ascii_text(sg_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (sg_at(s, i) < ' ' || sg_at(s, i) > '~' || sg_at(s, i) == '%')
            return false; /* libmilter takes no "%" */
    return true;
}

static bool is_octal(sg_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (sg_at(s, i) < '0' || sg_at(s, i) > '7')
            return false;
    return s.len > 0;
}

static bool is_socket(sg_span s)
{
    return sg_starts(s, SG_SPAN("unix:/")) || sg_starts(s, SG_SPAN("local:/")) ||
           sg_starts(s, SG_SPAN("inet:")) || sg_starts(s, SG_SPAN("inet6:"));
}

static void say(struct sg_buf *errors, const char *path, const char *what)
{
    sg_putf(errors, "%s: %s\n", path, what);
}

static bool is_sound_policy(const struct sg_policy_section *p, const char *path,
                            struct sg_buf *errors)
{
    if (!is_ascii_text(p->reject_text)) {
        say(errors, path, "'reject-text' wants printable US-ASCII without '%'");
        return false;
    }
    return true;
}

static bool are_networks(const struct sg_config_list *list)
{
    struct sg_network network;
    for (size_t i = 0; i < list->n; i++)
        if (!sg_network_read(list->at[i], &network))
            return false;
    return true;
}

static bool is_sound(const struct sg_milter_settings *s, const char *path, struct sg_buf *errors)
{
    const struct sg_config_part *policies = &s->config->parts[4];
    bool is_right = is_sound_policy(s->policy, path, errors);
    for (size_t i = 0; i < policies->n; i++)
        is_right &= is_sound_policy(policies->at[i].settings, path, errors);
    if (!is_socket(s->milter->socket)) {
        say(errors, path, "'socket' wants unix:/PATH or inet:PORT@ADDRESS");
        is_right = false;
    }
    if (!is_octal(s->milter->socket_mode)) {
        say(errors, path, "'socket-mode' wants octal digits, for example 0660");
        is_right = false;
    }
    if (!is_ascii_text(s->identity->authserv_id)) {
        say(errors, path, "'authserv-id' wants a host name");
        is_right = false;
    }
    if (!are_networks(&s->identity->own_networks)) {
        say(errors, path, "'own-networks' wants addresses and networks like 192.0.2.0/24");
        is_right = false;
    }
    return is_right;
}

enum sg_status sg_milter_settings_read(struct sg_arena *arena, const char *path,
                                       struct sg_milter_settings *out, struct sg_buf *errors)
{
    struct sg_error err = { 0 };
    struct sg_config *config = SG_NEW(arena, struct sg_config);
    enum sg_status st = sg_config_read(arena, &plan, path, config, &err);
    for (size_t i = 0; i < config->n_faults; i++) {
        sg_put(errors, config->faults[i].text);
        sg_put_octet(errors, '\n');
    }
    if (st != SG_OK && config->n_faults == 0)
        sg_putf(errors, "%s\n", err.text);
    if (st != SG_OK)
        return st;
    *out = (struct sg_milter_settings){
        .milter = sg_config_general(config, "milter"),
        .intel = sg_config_general(config, "intel"),
        .identity = sg_config_general(config, "identity"),
        .senders = sg_config_general(config, "senders"),
        .metrics = sg_config_general(config, "metrics"),
        .log = sg_config_general(config, "log"),
        .policy = sg_config_general(config, "policy"),
        .config = config,
    };
    return is_sound(out, path, errors) ? SG_OK : SG_E_VALUE;
}

const struct sg_policy_section *sg_milter_policy_of(const struct sg_milter_settings *s,
                                                    sg_span address)
{
    size_t sign = sg_find_last(address, '@');
    return sg_config_for(s->config, "policy", sg_tail(address, sign + 1));
}

void sg_milter_settings_sample(struct sg_buf *out)
{
    sg_config_write_help(&plan, out);
}
