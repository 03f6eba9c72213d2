#include "warn/indicator_rules.h"

enum {
    /* hundredths of certainty that an indicator deserves */
    OF_PHISHING = 60,
    OF_SUSPICIOUS = 30,
    MORE_ACCUSED = 15, /* a finding's evidence stands in the link */
    MORE_MAIN = 10,    /* it is where the mail wants its reader */
    MORE_MADE = 10,    /* the name itself was made to deceive */
    MOST = 95,         /* nothing of this kind is certain */
    MOST_WATCHED = 50,
    MAX_VALUE = 2000, /* octets of a URL; a longer one blocks nothing that its host does not */
};

bool sg_has_finding(const struct sg_specimen_link *link, const char *const *ids)
{
    for (; *ids != NULL; ids++)
        for (size_t i = 0; i < link->n_findings; i++)
            if (sg_same(link->findings[i], sg_span_of(*ids)))
                return true;
    return false;
}

void sg_rules_give(const struct sg_rules *r, struct sg_candidate c)
{
    if (c.value.len == 0)
        return;
    bool is_recipients = c.out != NULL && strcmp(c.out, "recipient") == 0;
    if (is_recipients || sg_names_recipient(r->recipients, c.value)) {
        c.value = c.name = (sg_span){ 0 };
        c.out = "recipient";
    }
    if (sg_names_recipient(r->recipients, c.name))
        c.name = (sg_span){ 0 };
    if (c.out == NULL && r->mail->level != SG_LEVEL_PHISHING)
        c.why_not = "suspicious-only";
    int32_t most = c.why_not == NULL ? MOST : MOST_WATCHED;
    c.confidence = c.confidence < most ? c.confidence : most;
    r->give(r->with, &c);
}

/* ---- whose a host is ---- */

static const char platform[] = "platform"; /* open to all: its addresses, but not the whole */

static const char *of_brand(const struct sg_intel *intel, sg_span host)
{
    const char *why = NULL;
    for (const struct sg_brand_domain *d = sg_brand_domain_of(intel->brands, host); d != NULL;
         d = d->next) {
        if (d->kind == SG_DOMAIN_OFFICIAL || d->kind == SG_DOMAIN_MAILBOX)
            return "official";
        why = d->kind == SG_DOMAIN_PARTNER ? "partner" : platform;
    }
    return why;
}

/* Hosters whose customers have a host each, which can be named without harm to the others. */
static bool has_customer_hosts(enum sg_hoster_kind kind)
{
    return kind == SG_HOSTER_DYNAMIC_DNS || kind == SG_HOSTER_APP_PLATFORM ||
           kind == SG_HOSTER_SITE_BUILDER || kind == SG_HOSTER_FREE_HOSTING ||
           kind == SG_HOSTER_SHARED_HOSTING || kind == SG_HOSTER_FREE_SUBDOMAIN ||
           kind == SG_HOSTER_TUNNEL || kind == SG_HOSTER_IPFS;
}

static bool is_customer_host(const struct sg_hoster *hoster, sg_span host)
{
    return has_customer_hosts(hoster->kind) && host.len > hoster->domain.len &&
           !sg_starts(host, SG_SPAN("www."));
}

const char *sg_rules_known(const struct sg_rules *r, sg_span host)
{
    const char *why = of_brand(r->intel, host);
    const struct sg_hoster *hoster = sg_hoster_of(r->intel->hosters, host);
    if (why != NULL && why != platform)
        return why;
    if (hoster != NULL)
        return is_customer_host(hoster, host) ? NULL : platform;
    if (why != NULL)
        return why;
    struct sg_host read = sg_host_read(r->arena, r->intel->hosts, host, NULL);
    if (read.kind == SG_HOST_NAME && read.registrable.len == 0)
        return "suffix";
    return sg_list_has(&r->intel->lists->free_mail, read.registrable) ? "free-mail" : NULL;
}

/* ---- links ---- */

/* The name of the host, or of its registrable domain, was made to be taken for another's or for nothing. */
static const char *const host_made[] = { "lookalike-domain",   "combosquat-domain",
                                         "idn-homograph",      "mixed-script-host",
                                         "brand-in-subdomain", "suffix-label-in-subdomain",
                                         "random-host-label",  "hyphenated-suffix-host",
                                         "threat-feed-hit",    NULL };
static const char *const domain_made[] = { "lookalike-domain", "combosquat-domain", "idn-homograph",
                                           "hyphenated-suffix-host", NULL };
static const char *const broken_into[] = { "compromised-site-path", NULL };

static int32_t confidence_of(const struct sg_rules *r, const struct sg_specimen_link *link)
{
    return (r->mail->level == SG_LEVEL_PHISHING ? OF_PHISHING : OF_SUSPICIOUS) +
           (link->n_findings > 0 ? MORE_ACCUSED : 0) + (link->is_main_action ? MORE_MAIN : 0);
}

/* What follows scheme and host of `url`. */
static sg_span path_of(sg_span url)
{
    size_t host = sg_find_span(url, SG_SPAN("://"), 0) + 3;
    return sg_tail(url, sg_find(url, '/', host));
}

/* The page that the mail sends to is the front page of its host. */
static bool is_front_page(const struct sg_specimen_link *link)
{
    sg_span path = path_of(link->private_target);
    int next = sg_at(path, 1);
    return path.len <= 1 || next == '?' || next == '#';
}

static const char *link_kept_out(const struct sg_rules *r, const struct sg_specimen_link *link)
{
    if (link->is_own || sg_is_of_recipient(r->recipients, link->host))
        return "recipient";
    struct sg_ip ip = sg_ip_read(link->host);
    if (ip.is_set && sg_ip_kind_of(&ip) != SG_IP_PUBLIC)
        return "not-public";
    const char *known = ip.is_set ? NULL : sg_rules_known(r, link->host);
    if (known != NULL && known != platform)
        return known;
    if (!link->is_followed && link->n_findings == 0)
        return "not-followed";
    if (link->is_senders && r->mail->level != SG_LEVEL_PHISHING)
        return "senders-own";
    if (!link->is_stray && !link->is_senders)
        return "known";
    return NULL;
}

static const char *why_link(const struct sg_specimen_link *link)
{
    return link->n_findings > 0   ? "link-accused"
           : link->is_main_action ? "link-main"
                                  : "link-stray";
}

/* The address, unless what was left of it when the recipient was taken out is its host alone, or a platform's start. */
static void give_url(const struct sg_rules *r, const struct sg_specimen_link *link,
                     bool is_platform)
{
    struct sg_candidate c = { .kind = SG_INDICATOR_URL,
                              .value = link->url,
                              .is_prefix = link->is_cleaned,
                              .confidence = confidence_of(r, link),
                              .why = why_link(link),
                              .why_not = link->is_hosted_by_us ? "hosted-by-us" : NULL,
                              .link = link };
    bool is_bare = path_of(link->url).len <= 1;
    if (is_platform && (is_bare || link->is_cleaned))
        c.out = is_bare ? "hoster-whole" : "platform-cut";
    else if (link->is_cleaned && is_bare)
        c.out = "cut-to-host";
    else if (link->url.len > MAX_VALUE)
        c.out = "too-long";
    sg_rules_give(r, c);
}

/* Only of `www.`: what a label further in looks like, nobody who gives out labels need have made. */
static void give_domain(const struct sg_rules *r, const struct sg_specimen_link *link)
{
    if (!sg_has_finding(link, domain_made) || !sg_starts(link->host, SG_SPAN("www.")) ||
        !sg_same(sg_tail(link->host, 4), link->domain) || sg_rules_known(r, link->domain) != NULL ||
        sg_hoster_of(r->intel->hosters, link->domain) != NULL)
        return;
    sg_rules_give(r, (struct sg_candidate){ .kind = SG_INDICATOR_DOMAIN,
                                            .value = link->domain,
                                            .confidence = confidence_of(r, link) + MORE_MADE,
                                            .why = "domain-made",
                                            .link = link });
}

static void give_host(const struct sg_rules *r, const struct sg_specimen_link *link)
{
    const struct sg_hoster *hoster = sg_hoster_of(r->intel->hosters, link->host);
    bool is_ip = sg_ip_read(link->host).is_set;
    bool is_made = sg_has_finding(link, host_made);
    struct sg_candidate c = { .kind = is_ip ? SG_INDICATOR_IP : SG_INDICATOR_HOST,
                              .value = link->host,
                              .confidence = confidence_of(r, link) + (is_made ? MORE_MADE : 0),
                              .why = "host-of-link",
                              .why_not = "maybe-victim",
                              .link = link };
    if (sg_same(link->domain, link->host) && sg_has_finding(link, domain_made))
        c.kind = SG_INDICATOR_DOMAIN;
    if (link->is_hosted_by_us)
        c.why_not = "hosted-by-us";
    else if (is_ip)
        c.why = "ip-in-link", c.why_not = NULL;
    else if (hoster != NULL)
        c.why = "customer-host", c.why_not = NULL;
    else if (is_made)
        c.why = c.kind == SG_INDICATOR_DOMAIN ? "domain-made" : "host-made", c.why_not = NULL;
    else if (link->is_main_action && is_front_page(link) && !sg_has_finding(link, broken_into))
        c.why = "front-page", c.why_not = NULL;
    sg_rules_give(r, c);
    if (hoster == NULL && !is_ip && !link->is_hosted_by_us)
        give_domain(r, link);
}

static void link_given(const struct sg_rules *r, const struct sg_specimen_link *link)
{
    const char *out = link_kept_out(r, link);
    if (out != NULL) {
        sg_rules_give(
            r, (struct sg_candidate){ .kind = SG_INDICATOR_HOST, .value = link->host, .out = out });
        return;
    }
    bool is_platform = !sg_ip_read(link->host).is_set && sg_rules_known(r, link->host) == platform;
    give_url(r, link, is_platform);
    if (is_platform)
        sg_rules_give(r, (struct sg_candidate){ .kind = SG_INDICATOR_HOST,
                                                .value = link->host,
                                                .out = "hoster-whole" });
    else
        give_host(r, link);
}

void sg_rules_links(const struct sg_rules *r)
{
    for (size_t i = 0; i < r->mail->n_links; i++) {
        const struct sg_specimen_link *link = &r->mail->links[i];
        if (link->has_web_host && link->url.len > 0 && link->host.len > 0)
            link_given(r, link);
    }
}
