/* warn/indicator_sender.c - what a mail's sender, subject and files give. */
#include "intel/datafile.h"
#include "warn/clean_url.h"
#include "warn/indicator_rules.h"

enum {
    OF_PHISHING = 60, /* hundredths of certainty */
    OF_SUSPICIOUS = 30,
    MORE_PROVEN = 15, /* authenticated: it is his, and no other's */
    MORE_MADE = 20,
    OF_FILE = 85,
    SHORTEST_SUBJECT = 12, /* octets: shorter ones stand on honest mail */
};

static int32_t confidence_of(const struct sg_rules *r)
{
    return r->mail->level == SG_LEVEL_PHISHING ? OF_PHISHING : OF_SUSPICIOUS;
}

static sg_span domain_of(sg_span address)
{
    size_t at = sg_find_last(address, '@');
    return at == address.len ? (sg_span){ 0 } : sg_tail(address, at + 1);
}

/* Fit to be compared with: nothing in it was hidden, nothing needs quoting anywhere, and its domain is one. */
static bool is_plain_address(sg_span address)
{
    static const struct sg_octets others = SG_EIGHT('@', '.', '-', '_', '+', '=', '@', '@');
    for (size_t i = 0; i < address.len; i++)
        if (!sg_is_alnum(sg_at(address, i)) && !sg_has_octet(&others, sg_at(address, i)))
            return false;
    sg_span domain = domain_of(address);
    return sg_find(address, '@', 0) + 1 + domain.len == address.len && sg_data_is_domain(domain) &&
           sg_find(domain, '.', 0) < domain.len;
}

static sg_span lowered(struct sg_arena *arena, sg_span s)
{
    struct sg_buf out = SG_BUF_IN(arena, s.len);
    for (size_t i = 0; i < s.len; i++)
        sg_put_octet(&out, (uint8_t)sg_lower(sg_at(s, i)));
    return sg_buf_done(&out);
}

static bool is_proven(const struct sg_specimen *mail, sg_span domain)
{
    sg_span as = mail->authenticated_as;
    return as.len > 0 && (sg_host_is_under(domain, as) || sg_host_is_under(as, domain));
}

/* The domain answers for what its customers send; a customer's mailbox there can be named alone. */
static const char *domain_kept_out(const struct sg_rules *r, sg_span domain)
{
    if (sg_is_of_recipient(r->recipients, domain))
        return "recipient";
    if (sg_list_has(&r->intel->lists->free_mail, domain))
        return "free-mail";
    const char *known = sg_rules_known(r, domain);
    if (known == NULL && sg_hoster_of(r->intel->hosters, domain) == NULL)
        return NULL;
    return known == NULL || strcmp(known, "platform") == 0 ? "hoster-whole" : known;
}

/* ---- addresses ---- */

/* An address that anybody can write into a field is its owner's only where that was proven, or where its domain was made to
 * deceive: who is forged is a victim too. */
static void give_address(const struct sg_rules *r, enum sg_indicator_kind kind, sg_span written,
                         const char *why)
{
    sg_span address = lowered(r->arena, written), domain = domain_of(address);
    if (!is_plain_address(address))
        return;
    const char *out = domain_kept_out(r, domain);
    bool is_shared =
        out != NULL && (strcmp(out, "free-mail") == 0 || strcmp(out, "hoster-whole") == 0);
    bool proven = is_proven(r->mail, domain);
    struct sg_candidate c = { .kind = kind,
                              .value = address,
                              .confidence = confidence_of(r) + (proven ? MORE_PROVEN : 0),
                              .why = why,
                              .out = is_shared ? NULL : out };
    if (kind == SG_INDICATOR_REPLY_TO)
        c.why_not = is_shared ? NULL : "maybe-victim";
    else if (!proven && !sg_specimen_has(r->mail, "lookalike-sender-domain"))
        c.why_not = "maybe-forged";
    sg_span local = sg_cut(address, 0, address.len - domain.len - 1);
    bool is_key = kind == SG_INDICATOR_ADDRESS && sg_same(sg_span_of(why), SG_SPAN("envelope")) &&
                  sg_is_personal_token(local);
    if (c.out == NULL &&
        (is_key || sg_find(local, '=', 0) < local.len || sg_find(local, '+', 0) < local.len))
        c.out = "personal";
    if (c.out != NULL && strcmp(c.out, "personal") == 0)
        c.value = domain;
    sg_rules_give(r, c);
}

/* ---- the domain it was sent from ---- */

/* A host of it is where the mail wants its reader, and nothing says that somebody broke in there. */
static bool is_linked(const struct sg_specimen *mail, sg_span domain)
{
    static const char *const broken_into[] = { "compromised-site-path", NULL };
    bool is_linked = false;
    for (size_t i = 0; i < mail->n_links; i++) {
        const struct sg_specimen_link *l = &mail->links[i];
        if (!l->has_web_host || !sg_host_is_under(l->host, domain))
            continue;
        if (sg_has_finding(l, broken_into))
            return false;
        is_linked |= l->is_main_action && l->n_findings > 0;
    }
    return is_linked;
}

static void give_mail_domain(const struct sg_rules *r)
{
    const struct sg_specimen *mail = r->mail;
    sg_span domain = lowered(r->arena, mail->from_domain);
    struct sg_host host = sg_host_read(r->arena, r->intel->hosts, domain, NULL);
    if (host.kind != SG_HOST_NAME || !sg_same(host.ascii, domain))
        return;
    struct sg_candidate c = { .kind = SG_INDICATOR_MAIL_DOMAIN,
                              .value = domain,
                              .confidence = confidence_of(r),
                              .why = "sender-domain",
                              .why_not = "maybe-victim",
                              .out = mail->from_is_own ? "recipient" : domain_kept_out(r, domain) };
    if (sg_specimen_has(mail, "lookalike-sender-domain")) {
        c.why = "sender-domain-made", c.why_not = NULL;
        c.confidence += MORE_MADE;
    } else if (host.registrable.len > 0 && is_linked(mail, host.registrable)) {
        c.why = "sender-domain-linked", c.why_not = NULL;
    }
    sg_rules_give(r, c);
}

/* ---- the client, the subject, the files ---- */

static void give_client(const struct sg_rules *r)
{
    static const char *const of_itself[] = { "sender-in-threat-feed", "helo-loopback-literal" };
    const struct sg_specimen *mail = r->mail;
    sg_span rdns = lowered(r->arena, mail->rdns);
    struct sg_candidate c = { .kind = SG_INDICATOR_IP,
                              .value = mail->ip,
                              .confidence = confidence_of(r),
                              .why = "client",
                              .why_not = "shared-server" };
    if (!mail->ip_is_public)
        c.out = "not-public";
    else if (rdns.len > 0 && sg_is_of_recipient(r->recipients, rdns))
        c.out = "recipient";
    else if (rdns.len > 0 && sg_rules_known(r, rdns) != NULL)
        c.out = "mail-service";
    for (size_t i = 0; i < sizeof(of_itself) / sizeof(*of_itself); i++)
        if (sg_specimen_has(mail, of_itself[i]))
            c.why = "client-accused", c.why_not = NULL;
    sg_rules_give(r, c);
}

static void give_subject(const struct sg_rules *r)
{
    sg_span subject = r->mail->subject;
    if (subject.len < SHORTEST_SUBJECT || sg_holds(subject, SG_SPAN("***")) ||
        sg_is_personal_token(subject))
        return;
    sg_rules_give(r, (struct sg_candidate){ .kind = SG_INDICATOR_SUBJECT,
                                            .value = subject,
                                            .confidence = confidence_of(r),
                                            .why = "subject",
                                            .why_not = "shared-words" });
}

static void give_files(const struct sg_rules *r)
{
    for (size_t i = 0; i < r->mail->n_files; i++) {
        const struct sg_specimen_file *f = &r->mail->files[i];
        if (f->is_accused)
            sg_rules_give(r, (struct sg_candidate){ .kind = SG_INDICATOR_FILE,
                                                    .value = f->sha256,
                                                    .name = f->name,
                                                    .confidence = OF_FILE,
                                                    .why = "file-accused" });
    }
}

void sg_rules_sender(const struct sg_rules *r)
{
    const struct sg_specimen *mail = r->mail;
    if (mail->from_is_own)
        sg_rules_give(r, (struct sg_candidate){ .kind = SG_INDICATOR_ADDRESS,
                                                .value = mail->from_address,
                                                .out = "recipient" });
    else
        give_address(r, SG_INDICATOR_ADDRESS, mail->from_address, "sender");
    if (!sg_same_nocase(mail->return_path, mail->from_address))
        give_address(r, SG_INDICATOR_ADDRESS, mail->return_path, "envelope");
    if (!sg_same_nocase(mail->reply_to, mail->from_address))
        give_address(r, SG_INDICATOR_REPLY_TO, mail->reply_to, "reply");
    give_mail_domain(r);
    give_client(r);
    give_subject(r);
    give_files(r);
}
