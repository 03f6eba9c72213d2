/* mail-service-from-stranger: who speaks as the mail service, and of the mailbox, writes from a domain that is neither the
 * recipient's nor named like the sender.
 *
 * Speaks as the mail service who calls itself so, or whose subject says that the reader's mailbox is full, to be upgraded, its
 * password about to expire.
 * "Webmail Administrator" of a stranger's domain, with or without a link: answers, an attachment or a telephone do as well.
 * Quiet for senders whose domain bears their name out (a provider that writes to its customers), for links to the sender's own
 * domain, for postmaster and mailer-daemon, in replies, lists, reports and notices.  Known false alarm: a provider whose notices name
 * nobody and come from a domain of another name. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "mail-service-from-stranger", SG_GROUP_IDENTITY, SG_HEURISTIC,
      SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { 0 },
};

static const enum sg_phrase_category of_mailbox[] = {
    SG_PHRASE_MAILBOX_QUOTA,   SG_PHRASE_PASSWORD,          SG_PHRASE_UNDELIVERED,
    SG_PHRASE_VERSION_UPGRADE, SG_PHRASE_UNAUTHORIZED_SMTP,
};

enum { N_OF_MAILBOX = sizeof(of_mailbox) / sizeof(*of_mailbox) };

static const struct sg_phrase_hit *said_of_mailbox(const struct sg_facts *facts,
                                                   const struct sg_passage **where)
{
    for (size_t i = 0; i < N_OF_MAILBOX; i++) {
        const struct sg_phrase_hit *hit = sg_first_phrase(facts, of_mailbox[i], where);
        if (hit != NULL)
            return hit;
    }
    return NULL;
}

/* A threat or a request beside it. */
static bool tells_more(const struct sg_facts *facts)
{
    return sg_count_phrases(facts, SG_PHRASE_VERIFY) +
               sg_count_phrases(facts, SG_PHRASE_SUSPENSION) +
               sg_count_phrases(facts, SG_PHRASE_THREAT) >
           0;
}

/* Whose subject speaks of the reader's mailbox speaks as its host, whatever it calls itself; only where the rest reads like a
 * lure, threatens or asks for something. */
static const struct sg_phrase_hit *titled_of_mailbox(const struct sg_facts *facts)
{
    const struct sg_passage *subject = &facts->passages[0];
    bool is_subject = facts->n_passages > 0 && subject->kind == SG_TEXT_SUBJECT;
    if (!is_subject || !(sg_wording_is_lure(facts->wording.score) || tells_more(facts)))
        return NULL;
    for (size_t i = 0; i < subject->phrases.n; i++)
        for (size_t k = 0; k < N_OF_MAILBOX; k++)
            if (subject->phrases.at[i].phrase->category == of_mailbox[k])
                return &subject->phrases.at[i];
    return NULL;
}

static const struct sg_claim *service_claim(const struct sg_facts *facts)
{
    for (size_t i = 0; i < facts->n_claims; i++) {
        const struct sg_claim *c = &facts->claims[i];
        bool is_software = c->brand != NULL && c->brand->is_software;
        if (c->is_own_domain || c->is_unknown_organisation ||
            (is_software && c->where <= SG_CLAIM_SUBJECT))
            return c;
    }
    return NULL;
}

/* Mail servers write of mail that they could not deliver, in whatever form. */
static bool is_mail_server(const struct sg_address *from)
{
    return sg_same_nocase(from->local, SG_SPAN("mailer-daemon")) ||
           sg_same_nocase(from->local, SG_SPAN("postmaster"));
}

static bool is_quiet(const struct sg_facts *facts)
{
    const struct sg_sender *s = &facts->sender;
    return sg_speaks_for_others(facts) || s->from == NULL || is_mail_server(s->from) ||
           s->is_authenticated_client || facts->recipient_host.registrable.len == 0 ||
           sg_same(s->from_host.registrable, facts->recipient_host.registrable) ||
           (s->from_owner != NULL && !s->from_owner->has_mailboxes &&
            s->from_owner->kind != SG_DOMAIN_USER_CONTENT);
}

static bool is_borne_out(const struct sg_facts *facts)
{
    sg_span name = facts->sender.from->display.utf8;
    return name.len > 0 &&
           sg_facts_bears_out(facts, sg_fold_span(facts->arena, facts->intel->folder, name),
                              &facts->sender.from_host);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_link *action = sg_main_action(facts);
    const struct sg_passage *where = NULL;
    if (is_quiet(facts) || is_borne_out(facts) || (action != NULL && action->is_senders))
        return;
    const struct sg_claim *claim = service_claim(facts);
    const struct sg_phrase_hit *hit =
        claim == NULL ? titled_of_mailbox(facts) : said_of_mailbox(facts, &where);
    if (hit == NULL)
        return;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    if (claim != NULL)
        sg_found_text(f, &claim->text, claim->shown);
    sg_found_phrase(f, claim == NULL ? &facts->passages[0] : where, hit);
    sg_found_from(f, facts);
}

const struct sg_check sg_check_mail_service_from_stranger = {
    .name = "mail-service-from-stranger",
    .looks_for = "a mail service that writes from a stranger's domain",
    .kinds = kinds,
    .run = run,
};
