/* facts/sender.c - who handed the mail to our side, and what authentication proves of it.
 *
 * Everything below the boundary is the sender's own writing (RFC 5321 7.2, document S4: the From line
 * says kagoya.net, the Received line says 40.71.38.95). */
#include "facts/build.h"

static bool is_trusted_name(const sg_span *names, size_t n, sg_span host)
{
    for (size_t i = 0; i < n; i++)
        if (sg_host_is_under(host, names[i]))
            return true;
    return false;
}

static bool is_outside(const struct sg_received *hop)
{
    return !hop->is_local && hop->ip.is_set && sg_ip_kind_of(&hop->ip) == SG_IP_PUBLIC;
}

/* Lines that our own side wrote stand at the top without a gap; between them there may be hand-overs
 * inside one machine.  The lowest of them that names an outside client is the boundary. */
static bool find_trusted(const struct sg_facts *f, size_t *at)
{
    const struct sg_envelope *e = f->envelope;
    bool found = false, outside = false;
    for (size_t i = 0; i < f->mail->n_hops; i++) {
        const struct sg_received *hop = &f->mail->hops[i];
        bool trusted = is_trusted_name(e->trusted_mx, e->n_trusted_mx, hop->by);
        if (!trusted && is_outside(hop))
            break;
        if (!trusted || (outside && !is_outside(hop)))
            continue;
        found = true;
        outside = is_outside(hop);
        *at = i;
    }
    return found;
}

/* Exchange Online's own IPv6 networks, by their first octets (Microsoft's list of Office 365 ranges). */
static bool is_exchange_address(const struct sg_ip *ip)
{
    static const uint8_t networks[][4] = { { 0x26, 0x03, 0x10, 0 }, { 0x2a, 0x01, 0x01, 0x11 } };
    static const size_t lengths[] = { 3, 4 }; /* octets */
    for (size_t i = 0; !ip->is_v4 && i < sizeof(lengths) / sizeof(*lengths); i++) {
        size_t same = 0;
        while (same < lengths[i] && ip->octets[same] == networks[i][same])
            same++;
        if (same == lengths[i])
            return true;
    }
    return false;
}

/* Exchange Online hands a mail on inside itself several times, over public addresses of its own; only its front
 * doors (*.mail.protection.outlook.com) talk to others. */
static bool is_by_exchange(const struct sg_received *hop)
{
    return sg_host_is_under(hop->by, SG_SPAN("outlook.com")) ||
           sg_host_is_under(hop->by, SG_SPAN("office365.com")) ||
           sg_host_is_under(hop->by, SG_SPAN("exchangelabs.com"));
}

static bool is_inside_exchange(const struct sg_received *hop)
{
    return is_exchange_address(&hop->ip) && is_by_exchange(hop) &&
           !sg_host_is_under(hop->by, SG_SPAN("mail.protection.outlook.com"));
}

static bool find_inferred(const struct sg_facts *f, size_t *at)
{
    bool found = false;
    for (size_t i = 0; i < f->mail->n_hops; i++) {
        const struct sg_received *hop = &f->mail->hops[i];
        if (!is_outside(hop) || (found && is_inside_exchange(hop)))
            continue;
        if (found && !is_by_exchange(hop))
            break; /* below those that Exchange wrote anybody may have written */
        *at = i;
        found = true;
        if (!is_inside_exchange(hop))
            break;
    }
    return found;
}

static void from_envelope(struct sg_sender *s, const struct sg_envelope *e)
{
    s->how = SG_BOUNDARY_ENVELOPE;
    s->ip = sg_ip_read(e->client_ip);
    s->helo = e->helo;
    s->helo_ip = sg_ip_read(e->helo);
    bool unknown = sg_same_nocase(e->rdns, SG_SPAN("unknown"));
    s->rdns = unknown ? (sg_span){ 0 } : e->rdns;
    s->rdns_unknown = unknown;
    s->is_authenticated_client = e->is_authenticated;
}

/* Whoever attached a mail may have written its hops: none of them makes its sender our own user. */
static void from_hop(struct sg_sender *s, const struct sg_received *hop, bool is_inside)
{
    s->boundary = hop;
    s->ip = hop->ip;
    s->helo = hop->helo;
    s->helo_ip = hop->helo_ip;
    s->rdns = hop->rdns;
    s->rdns_unknown = hop->rdns_unknown;
    s->is_authenticated_client = hop->is_authenticated && !is_inside;
    s->place = hop->field->place;
}

static void find_boundary(struct sg_facts *f)
{
    struct sg_sender *s = &f->sender;
    if (f->envelope->client_ip.len > 0) {
        from_envelope(s, f->envelope);
    } else if (f->envelope->n_trusted_mx > 0) {
        if (find_trusted(f, &s->boundary_at))
            s->how = SG_BOUNDARY_TRUSTED;
    }
    if (s->how == SG_BOUNDARY_NONE && find_inferred(f, &s->boundary_at))
        s->how = SG_BOUNDARY_INFERRED;
    if (s->how == SG_BOUNDARY_TRUSTED || s->how == SG_BOUNDARY_INFERRED)
        from_hop(s, &f->mail->hops[s->boundary_at], f->wrapper != NULL);
    if (s->ip.is_set)
        s->location = sg_geo_find(f->arena, f->intel->geo, s->ip.octets);
}

static enum sg_auth_state state_of(sg_span result)
{
    static const struct {
        const char *word;
        enum sg_auth_state state;
    } rows[] = {
        { "pass", SG_AUTH_PASS },     { "bestguesspass", SG_AUTH_NONE }, { "fail", SG_AUTH_FAIL },
        { "hardfail", SG_AUTH_FAIL }, { "softfail", SG_AUTH_SOFTFAIL },  { "none", SG_AUTH_NONE },
        { "neutral", SG_AUTH_NONE },  { "policy", SG_AUTH_FAIL },
    };

    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
        if (sg_same_nocase(result, sg_span_of(rows[i].word)))
            return rows[i].state;
    return SG_AUTH_ERROR; /* temperror, permerror, and what no standard knows */
}

/* Our own results stand above the first line that the sender could have written. */
static bool is_above_boundary(const struct sg_facts *f, const struct sg_field *field)
{
    const struct sg_sender *s = &f->sender;
    size_t below = s->how == SG_BOUNDARY_ENVELOPE ? 0 : s->boundary_at + 1;
    return s->how == SG_BOUNDARY_NONE || below >= f->mail->n_hops ||
           field->place.from < f->mail->hops[below].field->place.from;
}

static bool is_believed(const struct sg_facts *f, const struct sg_auth_result *r)
{
    const struct sg_envelope *e = f->envelope;
    bool listed = e->n_authserv_ids > 0
                      ? is_trusted_name(e->authserv_ids, e->n_authserv_ids, r->authserv_id)
                      : is_trusted_name(e->trusted_mx, e->n_trusted_mx, r->authserv_id);
    return listed && is_above_boundary(f, r->field);
}

static bool is_from_organisation(struct sg_facts *f, sg_span domain)
{
    struct sg_host host = sg_host_read(f->arena, f->intel->hosts, domain, NULL);
    return host.registrable.len > 0 && sg_same(host.registrable, f->sender.from_host.registrable);
}

/* A pass outweighs any other result of the same method: one good signature is enough. */
static bool takes(enum sg_auth_state *state, enum sg_auth_state result)
{
    if (*state == SG_AUTH_PASS || (*state != SG_AUTH_NOT_CHECKED && result != SG_AUTH_PASS))
        return false;
    *state = result;
    return true;
}

static void take_result(struct sg_facts *f, const struct sg_auth_result *r)
{
    struct sg_sender *s = &f->sender;
    enum sg_auth_state result = state_of(r->result);
    bool passed = result == SG_AUTH_PASS;
    s->auth_is_trusted = true;
    if (sg_same(r->method, SG_SPAN("dmarc"))) {
        if (takes(&s->dmarc, result) && (passed || s->auth_place.len == 0))
            s->auth_place = r->field->place;
        return;
    }
    if (sg_same(r->method, SG_SPAN("arc")))
        (void)takes(&s->arc, result);
    bool is_spf = sg_same(r->method, SG_SPAN("spf"));
    if (!is_spf && !sg_same(r->method, SG_SPAN("dkim")))
        return;
    bool aligned = passed && is_from_organisation(f, r->domain);
    enum sg_auth_state *state = is_spf ? &s->spf : &s->dkim;
    sg_span *domain = is_spf ? &s->spf_domain : &s->dkim_domain;
    if (takes(state, result) || aligned)
        *domain = r->domain;
    if (aligned)
        s->is_aligned = true;
    if (aligned || s->auth_place.len == 0)
        s->auth_place = r->field->place;
}

/* Whose mail it provably is: the From's organisation when aligned, else who signed it, else who sent it. */
static sg_span proven(struct sg_facts *f)
{
    struct sg_sender *s = &f->sender;
    if (s->is_aligned)
        return s->from_host.registrable;
    sg_span domain = s->dkim == SG_AUTH_PASS  ? s->dkim_domain
                     : s->spf == SG_AUTH_PASS ? s->spf_domain
                                              : (sg_span){ 0 };
    return sg_host_read(f->arena, f->intel->hosts, domain, NULL).registrable;
}

static void read_authentication(struct sg_facts *f)
{
    struct sg_sender *s = &f->sender;
    bool is_told = f->envelope->n_authserv_ids + f->envelope->n_trusted_mx > 0;
    if (f->wrapper != NULL)
        return; /* written by whoever attached it, as far as anybody can tell */
    for (size_t i = 0; i < f->mail->n_auth; i++) {
        const struct sg_auth_result *r = &f->mail->auth[i];
        if (is_believed(f, r))
            take_result(f, r);
        else if (is_told && s->disbelieved == NULL && state_of(r->result) == SG_AUTH_PASS)
            s->disbelieved = r;
    }
    if (s->dmarc == SG_AUTH_PASS && f->mail->from.n == 1)
        s->is_aligned = true;
    if (f->mail->n_from_fields != 1 || s->from_host.registrable.len == 0)
        s->is_aligned = false; /* readers differ on which From they show: nothing is proven */
    s->authenticated_as = proven(f);
}

void sg_facts_sender(struct sg_facts *f)
{
    struct sg_sender *s = &f->sender;
    if (f->mail->from.n > 0) {
        s->from = &f->mail->from.at[0];
        s->from_host = sg_host_read(f->arena, f->intel->hosts, s->from->domain, NULL);
        s->from_owner = sg_brand_domain_of(f->intel->brands, s->from_host.ascii);
        s->from_is_free_mail = sg_list_has(&f->intel->lists->free_mail, s->from_host.registrable) ||
                               sg_list_has(&f->intel->lists->free_mail, s->from_host.ascii);
    }
    find_boundary(f);
    read_authentication(f);
}

void sg_facts_authenticated_brand(struct sg_facts *f)
{
    struct sg_sender *s = &f->sender;
    for (const struct sg_brand_domain *d = s->from_owner; s->is_aligned && d != NULL; d = d->next)
        if (d->kind == SG_DOMAIN_OFFICIAL && !d->has_mailboxes && sg_claims(f, d->brand))
            s->is_authenticated_brand = true;
}
