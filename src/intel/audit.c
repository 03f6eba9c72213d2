#include "intel/audit.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/buf.h"
#include "base/limits.h"
#include "text/unicode.h"

enum { NOTE_ROOM = 400, MIN_NAME = 2, MIN_TOKEN = 2 };

struct auditing {
    struct sg_arena *arena;
    const struct sg_intel *intel;
    struct sg_audit_notes *notes;
    struct sg_map names; /* folded -> const struct owned_name */
};

struct owned_name {
    const struct sg_brand *brand;
    const struct sg_brand_name *name;
};

void sg_audit_note(struct sg_arena *arena, struct sg_audit_notes *notes, struct sg_data_place place,
                   const char *fmt, ...)
{
    char text[NOTE_ROOM];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof text, fmt, args);
    va_end(args);
    struct sg_buf b = SG_BUF_IN(arena, NOTE_ROOM + SG_MAX_PATH);
    sg_putf(&b, "%s:%zu: %s", place.path, place.line, text);
    *SG_PUSH(arena, notes) = sg_buf_done(&b);
}

/* For "%.*s". */
static int shown(sg_span s)
{
    return (int)s.len;
}

/* ---- names ---- */

/* A name of two strangers names neither; the reader gives it to the first. */
static void audit_name(struct auditing *a, const struct sg_brand *brand,
                       const struct sg_brand_name *name)
{
    if (sg_utf8_count(name->folded) < MIN_NAME && !name->is_weak)
        sg_audit_note(a->arena, a->notes, name->place, "the name '%.*s' is too short: say 'weak'",
                      shown(name->name), (const char *)name->name.at);
    struct owned_name *mine = SG_NEW(a->arena, struct owned_name);
    *mine = (struct owned_name){ brand, name };
    const struct owned_name *first = sg_map_put(&a->names, name->folded, mine);
    if (sg_brand_kin(first->brand, brand))
        return;
    sg_audit_note(a->arena, a->notes, name->place,
                  "'%.*s' is a name of '%.*s' too (%s:%zu), which is no kin of '%.*s'",
                  shown(name->name), (const char *)name->name.at, shown(first->brand->id),
                  (const char *)first->brand->id.at, first->name->place.path,
                  first->name->place.line, shown(brand->id), (const char *)brand->id.at);
}

/* ---- domains ---- */

static bool is_own(const struct sg_brand_domain *d)
{
    return d->kind == SG_DOMAIN_OFFICIAL || d->kind == SG_DOMAIN_MAILBOX;
}

static void audit_twins(struct auditing *a, const struct sg_brand_domain *d,
                        const struct sg_brand_domain *other)
{
    if (other->place.line == d->place.line && other->place.path == d->place.path)
        return;
    bool are_kin = sg_brand_kin(d->brand, other->brand);
    if (is_own(d) && is_own(other) && !are_kin)
        sg_audit_note(a->arena, a->notes, d->place,
                      "'%.*s' is official for '%.*s' too (%s:%zu), which is no kin",
                      shown(d->domain), (const char *)d->domain.at, shown(other->brand->id),
                      (const char *)other->brand->id.at, other->place.path, other->place.line);
    if (is_own(d) && !d->is_host && other->kind == SG_DOMAIN_USER_CONTENT)
        sg_audit_note(a->arena, a->notes, d->place,
                      "'%.*s' is official here, but published by anybody in %s:%zu",
                      shown(d->domain), (const char *)d->domain.at, other->place.path,
                      other->place.line);
}

/* Kinds of hosters whose domains nobody's mail may call its own. */
static bool is_anybodys(enum sg_hoster_kind kind)
{
    return kind != SG_HOSTER_BRAND_SHORTENER && kind != SG_HOSTER_REWRITER &&
           kind != SG_HOSTER_CLICK_TRACKER && kind != SG_HOSTER_CDN && kind != SG_HOSTER_TRUSTED &&
           kind != SG_HOSTER_REDIRECTOR && kind != SG_HOSTER_DOCUMENTS && kind != SG_HOSTER_FORMS &&
           kind != SG_HOSTER_TRANSLATE;
}

static void audit_domain(struct auditing *a, const struct sg_brand_domain *d)
{
    for (const struct sg_brand_domain *other = sg_map_get(&a->intel->brands->by_domain, d->domain);
         other != NULL; other = other->next)
        audit_twins(a, d, other);
    if (!is_own(d))
        return;
    sg_span suffix = sg_host_suffix(a->intel->hosts, d->domain);
    if (!d->is_host && sg_same(suffix, d->domain))
        sg_audit_note(a->arena, a->notes, d->place,
                      "'%.*s' is a public suffix: what is under it is many people's",
                      shown(d->domain), (const char *)d->domain.at);
    const struct sg_hoster *hoster = sg_hoster_of(a->intel->hosters, d->domain);
    if (hoster != NULL && !d->is_host && is_anybodys(hoster->kind))
        sg_audit_note(a->arena, a->notes, d->place,
                      "'%.*s' is official, but under '%.*s' anybody publishes (%s)",
                      shown(d->domain), (const char *)d->domain.at, shown(hoster->domain),
                      (const char *)hoster->domain.at, sg_hoster_kind_id(hoster->kind));
}

/* ---- the rest of a brand ---- */

/* The host of an address that customers are sent to: "https://host/..." or "mailbox@host". */
static sg_span host_of(sg_span address)
{
    size_t at = sg_find_last(address, '@'), slashes = sg_find_span(address, SG_SPAN("://"), 0);
    if (slashes < address.len) {
        sg_span rest = sg_tail(address, slashes + 3);
        return sg_cut(rest, 0, sg_find(rest, '/', 0));
    }
    return sg_tail(address, at + 1);
}

static void audit_page(struct auditing *a, const struct sg_brand *b, const char *field,
                       sg_span page)
{
    if (page.len == 0)
        return;
    bool is_web = sg_starts(page, SG_SPAN("https://"));
    bool is_mail = sg_find_last(page, '@') < page.len && !sg_holds(page, SG_SPAN("://"));
    if (!is_web && !is_mail)
        sg_audit_note(a->arena, a->notes, b->place, "'%s' of '%.*s' is no https:// page", field,
                      shown(b->id), (const char *)b->id.at);
    else if (!sg_brand_owns(a->intel->brands, b, host_of(page)))
        sg_audit_note(a->arena, a->notes, b->place, "'%s' of '%.*s' is not at a domain of its own",
                      field, shown(b->id), (const char *)b->id.at);
}

static void audit_pattern(struct auditing *a, const struct sg_brand *b)
{
    sg_span host = host_of(b->url_pattern);
    while (sg_at(host, 0) == '*' || sg_at(host, 0) == '.')
        host = sg_tail(host, 1);
    if (b->url_pattern.len > 0 &&
        (!sg_starts(b->url_pattern, SG_SPAN("https://")) || !sg_data_is_domain(host) ||
         sg_brand_domain_of(a->intel->brands, host) == NULL))
        sg_audit_note(a->arena, a->notes, b->place,
                      "'pattern' of '%.*s' is not https:// with a domain of its own", shown(b->id),
                      (const char *)b->id.at);
}

static void audit_tokens(struct auditing *a, const struct sg_brand *b)
{
    for (size_t i = 0; i < b->n_tokens; i++) {
        sg_span folded = sg_fold_span(a->arena, a->intel->folder, b->tokens[i]);
        if (b->tokens[i].len < MIN_TOKEN || !sg_same(folded, b->tokens[i]))
            sg_audit_note(a->arena, a->notes, b->place,
                          "the token '%.*s' is too short or not in lower case", shown(b->tokens[i]),
                          (const char *)b->tokens[i].at);
    }
}

static void audit_values(struct auditing *a, const struct sg_brand *b)
{
    static const char *const confidences[] = { "high", "medium", "low" };
    bool is_known = b->confidence.len == 0;
    for (size_t i = 0; i < 3; i++)
        is_known |= sg_same(b->confidence, sg_span_of(confidences[i]));
    if (!is_known)
        sg_audit_note(a->arena, a->notes, b->place, "'confidence' is high, medium or low");
    for (size_t i = 0; i < b->n_countries; i++)
        if (sg_map_get(&a->intel->lists->countries, b->countries[i]) == NULL)
            sg_audit_note(a->arena, a->notes, b->place, "no country '%.*s'", shown(b->countries[i]),
                          (const char *)b->countries[i].at);
    if (sg_brand_find(a->intel->brands, b->owner) == NULL)
        sg_audit_note(a->arena, a->notes, b->place, "no brand '%.*s' that could be its owner",
                      shown(b->owner), (const char *)b->owner.at);
}

void sg_audit_brands(struct sg_arena *arena, const struct sg_intel *intel,
                     struct sg_audit_notes *notes)
{
    struct auditing a = { arena, intel, notes, SG_MAP(arena) };
    for (size_t i = 0; i < intel->brands->n; i++) {
        const struct sg_brand *b = &intel->brands->at[i];
        for (size_t k = 0; k < b->n_names; k++)
            audit_name(&a, b, &b->names[k]);
        for (size_t k = 0; k < b->n_domains; k++)
            audit_domain(&a, &b->domains[k]);
        audit_values(&a, b);
        audit_tokens(&a, b);
        audit_pattern(&a, b);
        audit_page(&a, b, "contact", b->contact_url);
        audit_page(&a, b, "reset", b->reset_url);
        audit_page(&a, b, "notice", b->notice_url);
    }
}
