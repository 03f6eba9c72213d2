/* spf-*, dkim-*, dmarc-fail, authenticated-as-other, auth-results-untrusted: results that our own side wrote (RFC 8601).
 *
 * Quiet for results of an authserv-id that is not listed, for SPF when something else is aligned, and where a
 * sender proves its own name and names the brand only in the subject, as agencies and news do.
 * A signature that fails, lacks or is another's counts only when nothing else is aligned.  A pass that our side did
 * not write is told only where the caller said whom to believe; it is not believed and weighs nothing.
 * Known false alarm: forwards and mailing lists break SPF and DKIM of honest mail. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "spf-fail", SG_GROUP_AUTH, SG_CORRELATED, SG_PART_INCONSISTENCY },
    { "spf-softfail", SG_GROUP_AUTH, SG_CORRELATED, SG_PART_NONE },
    { "spf-none", SG_GROUP_AUTH, SG_CORRELATED, SG_PART_NONE },
    { "dmarc-fail", SG_GROUP_AUTH, SG_CORRELATED, SG_PART_INCONSISTENCY },
    { "authenticated-as-other", SG_GROUP_AUTH, SG_CORRELATED, SG_PART_NONE },
    { "dkim-fail", SG_GROUP_AUTH, SG_CORRELATED, SG_PART_NONE },
    { "dkim-none", SG_GROUP_AUTH, SG_CORRELATED, SG_PART_NONE },
    { "dkim-misaligned", SG_GROUP_AUTH, SG_CORRELATED, SG_PART_NONE },
    { "auth-results-untrusted", SG_GROUP_AUTH, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

static void add(const struct sg_facts *facts, struct sg_findings *out, size_t kind, sg_span domain)
{
    struct sg_finding *f = sg_found(out, &kinds[kind]);
    f->brand = facts->brand;
    sg_found_arg(f, "domain", domain);
    for (size_t i = 0; i < facts->mail->n_auth; i++) {
        const struct sg_auth_result *r = &facts->mail->auth[i];
        if (r->field->place.from == facts->sender.auth_place.from)
            sg_found_at(f, r->field->place, r->shown);
    }
}

/* Proven to be somebody else than it says: a pass for the From's own domain counts only against a display name. */
static bool is_other(const struct sg_facts *facts)
{
    const struct sg_sender *s = &facts->sender;
    const struct sg_brand *brand = facts->brand;
    if (brand == NULL || brand->is_software || s->authenticated_as.len == 0 ||
        sg_brand_owns(facts->intel->brands, brand, s->authenticated_as))
        return false;
    return !s->is_aligned ||
           (sg_is_named_brand(facts) && sg_from_stand(facts, brand) == SG_FROM_FOREIGN);
}

static void dkim(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_sender *s = &facts->sender;
    if (s->dkim == SG_AUTH_FAIL)
        add(facts, out, 5, s->dkim_domain);
    else if (s->dkim == SG_AUTH_NONE && facts->brand != NULL)
        add(facts, out, 6, s->from_host.registrable);
    else if (s->dkim == SG_AUTH_PASS && !facts->is_list)
        add(facts, out, 7, s->dkim_domain);
}

/* A pass that nobody on our side wrote: the sender's own praise, or a forwarder's. */
static void disbelieved(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_auth_result *r = facts->sender.disbelieved;
    if (r == NULL || facts->is_list)
        return;
    struct sg_finding *f = sg_found(out, &kinds[8]);
    sg_found_arg(f, "domain", r->authserv_id);
    sg_found_at(f, r->field->place, r->shown);
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_sender *s = &facts->sender;
    disbelieved(facts, out);
    if (!s->auth_is_trusted)
        return;
    if (s->dmarc == SG_AUTH_FAIL)
        add(facts, out, 3, s->from_host.registrable);
    if (is_other(facts))
        add(facts, out, 4, s->authenticated_as);
    if (s->is_aligned)
        return;
    if (s->spf == SG_AUTH_FAIL)
        add(facts, out, 0, s->spf_domain);
    else if (s->spf == SG_AUTH_SOFTFAIL)
        add(facts, out, 1, s->spf_domain);
    else if (s->spf == SG_AUTH_NONE)
        add(facts, out, 2, s->spf_domain);
    dkim(facts, out);
}

const struct sg_check sg_check_authentication = {
    .name = "authentication",
    .looks_for = "what trusted authentication results say against the From",
    .kinds = kinds,
    .run = run,
};
