#include "warn/draft.h"

#include "base/limits.h"
#include "warn/draft_parts.h"

struct maker {
    const struct sg_drafting *d;
    const struct sg_draft_sites *sites;
    struct sg_drafts *out;
};

bool sg_is_to_be_reported(const struct sg_specimen *specimen)
{
    return specimen->level == SG_LEVEL_PHISHING || specimen->level == SG_LEVEL_SUSPICIOUS;
}

static sg_span joined(struct sg_arena *arena, sg_span a, const char *b, size_t n)
{
    struct sg_buf out = SG_BUF_IN(arena, 1024);
    sg_put(&out, a);
    if (n > 0)
        sg_putf(&out, "-%zu", n);
    sg_put_text(&out, b);
    return sg_buf_done(&out);
}

static void add(const struct maker *m, struct sg_draft draft)
{
    *SG_PUSH(m->d->arena, &m->out->list) = draft;
}

/* ---- letters ---- */

static bool ends_in_japan(sg_span host)
{
    return sg_ends_nocase(host, SG_SPAN(".jp"));
}

/* The company's country, where it is known. */
static bool is_of_japan(const struct sg_drafting *d)
{
    const struct sg_brand *brand = sg_brand_find(d->intel->brands, d->specimen->brand);
    for (size_t i = 0; brand != NULL && i < brand->n_countries; i++)
        if (sg_same(brand->countries[i], SG_SPAN("JP")))
            return true;
    return (brand == NULL || brand->n_countries == 0) &&
           sg_same(d->specimen->language, SG_SPAN("ja"));
}

/* Who reads any language gets what was asked for, else that of his country. */
static bool is_japanese(const struct sg_letter *l)
{
    const struct sg_drafting *d = l->d;
    if (!sg_same(l->contact->language, SG_SPAN("any")))
        return sg_same(l->contact->language, SG_SPAN("ja"));
    if (d->language.len > 0)
        return sg_same(d->language, SG_SPAN("ja"));
    switch (l->contact->kind) {
    case SG_CONTACT_HOSTER:
        return ends_in_japan(l->site->hoster.len > 0 ? l->site->hoster : l->site->host);
    case SG_CONTACT_REGISTRAR:
        return ends_in_japan(l->site->domain);
    case SG_CONTACT_NETWORK:
        return sg_same(d->specimen->country, SG_SPAN("JP"));
    case SG_CONTACT_COUNCIL:
    case SG_CONTACT_CSIRT:
    case SG_CONTACT_SPAM:
    case SG_CONTACT_POLICE:
    case SG_CONTACT_EXCHANGE:
    case SG_CONTACT_BROWSER:
    case SG_CONTACT_BRAND:
        return is_of_japan(d);
    }
    return false;
}

static sg_span as_mail(const struct sg_letter *l, sg_span subject, sg_span text)
{
    const struct sg_drafting *d = l->d;
    struct sg_buf out = SG_BUF_IN(d->arena, SG_MAX_DRAFT);
    sg_put_draft_head(&out, d, l->contact, subject);
    if (!l->contact->takes_mail) {
        sg_put_text_part(&out, text);
        return sg_buf_done(&out);
    }
    sg_span boundary = sg_mail_boundary(d);
    sg_putf(&out, "Content-Type: multipart/mixed;\r\n boundary=\"%.*s\"\r\n\r\n--%.*s\r\n",
            (int)boundary.len, (const char *)boundary.at, (int)boundary.len,
            (const char *)boundary.at);
    sg_put_text_part(&out, text);
    sg_putf(&out, "\r\n--%.*s\r\n", (int)boundary.len, (const char *)boundary.at);
    sg_put_mail_part(&out, d->mail);
    sg_putf(&out, "\r\n--%.*s--\r\n", (int)boundary.len, (const char *)boundary.at);
    return sg_buf_done(&out);
}

/* A letter where there is a mail address or one is to be found; the text for a form where there is only that. */
static bool goes_by_mail(const struct sg_contact *c)
{
    return c->mail.len > 0 || c->kind == SG_CONTACT_HOSTER || c->kind == SG_CONTACT_REGISTRAR ||
           c->kind == SG_CONTACT_NETWORK;
}

/* Forms of which more is asked than a mail holds get their text too, even where there is an address. */
static bool is_form(const struct sg_contact *c)
{
    return !goes_by_mail(c) || (c->page.len > 0 && !c->takes_mail);
}

static void add_letter(const struct maker *m, const struct sg_contact *contact,
                       const struct sg_draft_site *site, size_t n)
{
    const struct sg_drafting *d = m->d;
    struct sg_letter l = {
        .d = d, .sites = m->sites, .contact = contact, .site = site, .is_private = true
    };
    l.words = is_japanese(&l) ? d->ja : d->en;
    bool is_mail = !is_form(contact);
    sg_span about = contact->kind == SG_CONTACT_NETWORK     ? d->specimen->ip
                    : site == NULL                          ? (sg_span){ 0 }
                    : contact->kind == SG_CONTACT_REGISTRAR ? site->domain
                                                            : site->host;
    sg_span text = sg_letter_text(&l);
    add(m,
        (struct sg_draft){
            .name = joined(d->arena, contact->id, "", n),
            .file = joined(d->arena, contact->id, is_mail ? ".eml" : ".txt", n),
            .contact = contact,
            .about = contact->kind == SG_CONTACT_NETWORK ? about : sg_draft_host(d->arena, about),
            .is_private = true,
            .is_mail = is_mail,
            .carries_mail = is_mail && contact->takes_mail,
            .octets = is_mail ? as_mail(&l, sg_letter_subject(&l), text) : text });
}

/* Of a name under a hoster's domain the registrar can close nothing but the hoster. */
static bool has_registrar(const struct sg_draft_site *site)
{
    return site->hoster.len == 0 && sg_find(site->domain, '.', 0) < site->domain.len &&
           !sg_is_digit(sg_at(site->domain, site->domain.len - 1));
}

static void add_for_sites(const struct maker *m, const struct sg_contact *contact)
{
    size_t n = 0, all = 0;
    bool is_registrar = contact->kind == SG_CONTACT_REGISTRAR;
    for (size_t i = 0; i < m->sites->n; i++)
        all += !is_registrar || has_registrar(&m->sites->at[i]);
    for (size_t i = 0; i < m->sites->n; i++)
        if (!is_registrar || has_registrar(&m->sites->at[i]))
            add_letter(m, contact, &m->sites->at[i], all > 1 ? ++n : 0);
}

static void add_for(const struct maker *m, const struct sg_contact *contact)
{
    const struct sg_specimen *s = m->d->specimen;
    switch (contact->kind) {
    case SG_CONTACT_HOSTER:
    case SG_CONTACT_REGISTRAR:
        add_for_sites(m, contact);
        return;
    case SG_CONTACT_NETWORK:
        if (s->ip_is_public && s->ip.len > 0)
            add_letter(m, contact, NULL, 0);
        return;
    case SG_CONTACT_BRAND:
        if (s->brand.len > 0 && !sg_publisher_owns(m->d->publisher, s->brand))
            add_letter(m, contact, NULL, 0);
        return;
    case SG_CONTACT_BROWSER:
        if (m->sites->n > 0)
            add_letter(m, contact, NULL, 0);
        return;
    case SG_CONTACT_COUNCIL:
    case SG_CONTACT_CSIRT:
    case SG_CONTACT_SPAM:
    case SG_CONTACT_POLICE:
    case SG_CONTACT_EXCHANGE:
        add_letter(m, contact, NULL, 0);
    }
}

/* ---- all ---- */

static void add_data(const struct maker *m, const char *name, const char *file, sg_span octets,
                     bool is_private)
{
    bool is_arf = sg_same(sg_span_of(name), SG_SPAN("arf"));
    add(m, (struct sg_draft){ .name = sg_span_of(name),
                              .file = sg_span_of(file),
                              .is_private = is_private,
                              .is_mail = is_arf,
                              .carries_mail = is_private && !(is_arf && m->d->redacts),
                              .octets = octets });
}

static sg_span masked_report(const struct maker *m, const struct sg_words *words)
{
    const struct sg_letter l = { .d = m->d, .sites = m->sites, .words = words };
    struct sg_buf out = SG_BUF_IN(m->d->arena, SG_MAX_SPECIMEN);
    sg_put(&out, sg_letter_subject(&l));
    sg_put_text(&out, "\n\n");
    sg_put(&out, sg_letter_text(&l));
    return sg_buf_done(&out);
}

void sg_drafts_make(const struct sg_drafting *d, struct sg_drafts *out)
{
    const struct maker m = { d, sg_draft_sites_of(d->arena, d->specimen), out };
    bool has_xarf = m.sites->n > 0 || d->specimen->ip_is_public;
    out->lacks_publisher = d->publisher->reporter_mail.len == 0;
    add_data(&m, "report-ja", "report.ja.txt", masked_report(&m, d->ja), false);
    add_data(&m, "report-en", "report.en.txt", masked_report(&m, d->en), false);
    if (has_xarf && !out->lacks_publisher)
        add_data(&m, "xarf-masked", "xarf.json", sg_draft_xarf(d, m.sites, false), false);
    add_data(&m, "arf", "arf.eml", sg_draft_arf(d, m.sites), true);
    if (has_xarf && !out->lacks_publisher)
        add_data(&m, "xarf", "xarf.json", sg_draft_xarf(d, m.sites, true), true);
    for (size_t i = 0; i < d->contacts->list.n; i++)
        add_for(&m, &d->contacts->list.at[i]);
}
