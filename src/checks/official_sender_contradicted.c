/* official-sender-contradicted: From is at a brand's own domain, and the way the mail came says otherwise.
 *
 * Two of three are needed: a Message-ID made at another organisation, a return path to another one, and a server whose
 * reverse name is missing or another's; a server with the name of a line or a rented machine counts as two.  Source: measured, 27 % of Japanese phishing forges the official From, and archives keep
 * no results of authentication.  Quiet with aligned authentication, with a signature in the brand's name (checked or not:
 * who forges hardly ever copies one), with a return path of the brand's that is not the From, in lists, replies, reports and notices.  Known false alarm: a brand's mail passed on by a
 * forwarder that keeps no signature and writes its own Message-ID. */
#include "facts/check.h"
#include "mail/signature.h"

static const struct sg_finding_kind kinds[] = {
    { "official-sender-contradicted", SG_GROUP_IDENTITY, SG_CORRELATED,
      SG_PART_CLAIM | SG_PART_INCONSISTENCY },
    { 0 },
};

enum { N_NEEDED = 2 };

/* Official for the brand that the mail claims, or, where it asks something, for any that hands out no
 * mailboxes. */
static const struct sg_brand *forged_brand(const struct sg_facts *facts)
{
    const struct sg_sender *s = &facts->sender;
    if (facts->brand != NULL && sg_from_stand(facts, facts->brand) == SG_FROM_OFFICIAL)
        return facts->brand;
    bool is_official = facts->has_ask && s->from_owner != NULL &&
                       s->from_owner->kind == SG_DOMAIN_OFFICIAL && !s->from_owner->has_mailboxes &&
                       !s->from_is_free_mail;
    return is_official ? s->from_owner->brand : NULL;
}

static bool is_quiet(const struct sg_facts *facts)
{
    const struct sg_sender *s = &facts->sender;
    return s->from == NULL || s->is_aligned || s->is_authenticated_client ||
           sg_speaks_for_others(facts) ||
           sg_same(s->from_host.registrable, facts->recipient_host.registrable);
}

/* True when `name` is the host of an organisation, and not of the brand's. */
static bool is_strangers(const struct sg_facts *facts, const struct sg_brand *brand, sg_span name,
                         struct sg_host *host)
{
    *host = sg_host_read(facts->arena, facts->intel->hosts, name, NULL);
    return host->registrable.len > 0 && !sg_same_owner(facts, host, &facts->sender.from_host) &&
           !sg_brand_owns(facts->intel->brands, brand, host->ascii);
}

static bool is_signed(const struct sg_facts *facts, const struct sg_brand *brand)
{
    const struct sg_fields *fields = facts->mail->fields;
    const struct sg_field *field = sg_fields_first(fields, SG_SPAN("DKIM-Signature"));
    for (; field != NULL; field = sg_fields_next(fields, field)) {
        struct sg_host host;
        sg_span domain = sg_signature_read(facts->arena, field).domain;
        if (domain.len > 0 && !is_strangers(facts, brand, domain, &host) &&
            host.registrable.len > 0)
            return true;
    }
    return false;
}

struct contradiction {
    struct sg_range place;
    sg_span shown;
};

static bool message_id(const struct sg_facts *facts, const struct sg_brand *brand,
                       struct contradiction *c)
{
    struct sg_host host;
    sg_span id = facts->mail->message_id;
    size_t sign = sg_find_last(id, '@');
    const struct sg_field *field = sg_fields_first(facts->mail->fields, SG_SPAN("Message-ID"));
    if (field == NULL || sign == id.len ||
        !is_strangers(facts, brand, sg_tail(id, sign + 1), &host))
        return false;
    *c = (struct contradiction){ field->place, id };
    return true;
}

static bool return_path(const struct sg_facts *facts, const struct sg_brand *brand,
                        struct contradiction *c)
{
    struct sg_host host;
    const struct sg_address *path = &facts->mail->return_path;
    if (path->domain.len == 0 || !is_strangers(facts, brand, path->domain, &host))
        return false;
    *c = (struct contradiction){ path->place, sg_address_spec(facts->arena, path) };
    return true;
}

static bool server(const struct sg_facts *facts, const struct sg_brand *brand,
                   struct contradiction *c)
{
    struct sg_host host;
    const struct sg_sender *s = &facts->sender;
    bool is_known = s->how != SG_BOUNDARY_NONE && (s->rdns.len > 0 || s->rdns_unknown);
    if (!is_known || (!s->rdns_unknown && !is_strangers(facts, brand, s->rdns, &host)))
        return false;
    *c = (struct contradiction){ s->place, s->boundary != NULL ? s->boundary->from : s->helo };
    return true;
}

/* Returns go to the brand itself, to another address than the From: so do delivery services that work for it, and hardly
 * any forger. */
static bool returns_home(const struct sg_facts *facts, const struct sg_brand *brand)
{
    struct sg_host host;
    const struct sg_address *path = &facts->mail->return_path;
    const struct sg_address *from = facts->sender.from;
    bool is_from =
        sg_same_nocase(path->domain, from->domain) && sg_same_nocase(path->local, from->local);
    return path->domain.len > 0 && !is_from && !is_strangers(facts, brand, path->domain, &host) &&
           host.registrable.len > 0;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_brand *brand = is_quiet(facts) ? NULL : forged_brand(facts);
    bool is_unnamed = sg_sender_is_unnamed(&facts->sender);
    if (brand == NULL || is_signed(facts, brand) || (!is_unnamed && returns_home(facts, brand)))
        return;
    struct contradiction seen[3];
    size_t n = 0;
    n += message_id(facts, brand, &seen[n]);
    n += return_path(facts, brand, &seen[n]);
    n += server(facts, brand, &seen[n]);
    if (n + is_unnamed < N_NEEDED)
        return;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    f->brand = brand;
    sg_found_from(f, facts);
    for (size_t i = 0; i < n; i++)
        sg_found_at(f, seen[i].place, seen[i].shown);
}

const struct sg_check sg_check_official_sender_contradicted = {
    .name = "official-sender-contradicted",
    .looks_for = "a From at a brand's own domain that the way the mail came contradicts",
    .kinds = kinds,
    .run = run,
};
