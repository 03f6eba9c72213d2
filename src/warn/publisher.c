#include "warn/publisher.h"

#include "intel/datafile.h"
#include "web/find.h"

const struct sg_publisher sg_no_publisher = { 0 };

static const struct sg_data_field_rule FIELDS[] = {
    { "en", true, false },          { "company-ja", false, false },
    { "company-en", false, false }, { "brand", false, true },
    { "contact", false, false },    { "reset", false, false },
    { "login-ja", false, false },   { "login-en", false, false },
    { "pattern", false, true },     { "domain", false, true },
    { "marker", false, true },      { "promise-ja", false, true },
    { "promise-en", false, true },  { "viewing", false, false },
    { "notices", false, false },    { "organisation", false, false },
    { "reporter", false, false },   { "mail", false, false },
    { "phone", false, false },      { "reporting-mta", false, false },
    { NULL, false, false },
};

static const struct sg_data_kind KINDS[] = { { "publisher", FIELDS }, { NULL, NULL } };

struct reading {
    struct sg_arena *arena;
    const struct sg_intel *intel;
    const struct sg_data_record *record;
    struct sg_publisher *out;
    struct sg_error *err;
};

static void take_list(const struct reading *r, const char *name, const sg_span **at, size_t *n)
{
    sg_span *all = SG_NEW_N(r->arena, sg_span, r->record->n_fields + 1);
    *at = all;
    for (size_t i = 0; i < r->record->n_fields; i++)
        if (sg_same(r->record->fields[i].name, sg_span_of(name)))
            all[(*n)++] = r->record->fields[i].value;
}

static void take_values(const struct reading *r)
{
    struct sg_publisher *p = r->out;

    const struct {
        const char *name;
        sg_span *value;
    } values[] = { { "en", &p->name_en },
                   { "company-ja", &p->company_ja },
                   { "company-en", &p->company_en },
                   { "contact", &p->contact_url },
                   { "reset", &p->reset_url },
                   { "login-ja", &p->login_ja },
                   { "login-en", &p->login_en },
                   { "notices", &p->notices_url },
                   { "organisation", &p->reporter_organisation },
                   { "reporter", &p->reporter_name },
                   { "mail", &p->reporter_mail },
                   { "phone", &p->reporter_phone },
                   { "reporting-mta", &p->reporting_mta } };

    p->name_ja = r->record->name;
    for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
        *values[i].value = sg_data_value(r->record, values[i].name);
    if (p->company_ja.len == 0)
        p->company_ja = p->name_ja;
    if (p->company_en.len == 0)
        p->company_en = p->name_en;
    if (p->reporter_organisation.len == 0)
        p->reporter_organisation = p->company_en;
    p->reporter_domain = sg_tail(p->reporter_mail, sg_find(p->reporter_mail, '@', 0) + 1);
    take_list(r, "brand", &p->brands, &p->n_brands);
    take_list(r, "pattern", &p->patterns, &p->n_patterns);
    take_list(r, "domain", &p->domains, &p->n_domains);
    take_list(r, "marker", &p->markers, &p->n_markers);
    take_list(r, "promise-ja", &p->promises_ja, &p->n_promises_ja);
    take_list(r, "promise-en", &p->promises_en, &p->n_promises_en);
}

static bool is_field(const struct sg_data_field *f, const char *name)
{
    return sg_same(f->name, sg_span_of(name));
}

/* A page of the house: https, and where its own patterns say that its pages are. */
static enum sg_status check_page(const struct reading *r, const struct sg_data_field *f)
{
    struct sg_url url = sg_url_read(r->arena, r->intel->hosts, f->value, NULL);
    if (!url.is_valid || url.scheme != SG_SCHEME_HTTPS || url.traits != 0)
        return sg_data_fail(r->err, SG_E_VALUE, f->place, "'%.*s' is not an https:// address",
                            (int)f->value.len, (const char *)f->value.at);
    for (size_t i = 0; i < r->out->n_patterns; i++)
        if (sg_url_pattern_matches(r->out->patterns[i], url.scheme_name, url.host.ascii))
            return SG_OK;
    if (r->out->n_patterns == 0)
        return SG_OK;
    return sg_data_fail(r->err, SG_E_VALUE, f->place, "'%.*s' is under no pattern of the publisher",
                        (int)f->value.len, (const char *)f->value.at);
}

static enum sg_status check_pattern(const struct reading *r, const struct sg_data_field *f)
{
    sg_span host = sg_tail(f->value, sizeof("https://") - 1);
    host = sg_cut(host, 0, sg_find(host, '/', 0));
    while (sg_at(host, 0) == '*')
        host = sg_tail(host, 1);
    host = sg_at(host, 0) == '.' ? sg_tail(host, 1) : host;
    if (!sg_starts(f->value, SG_SPAN("https://")) || !sg_data_is_domain(host) ||
        sg_find(host, '.', 0) == host.len)
        return sg_data_fail(r->err, SG_E_VALUE, f->place,
                            "'%.*s' is no pattern like https://*.example.jp/", (int)f->value.len,
                            (const char *)f->value.at);
    return SG_OK;
}

static enum sg_status check_mail(const struct reading *r, const struct sg_data_field *f)
{
    size_t at = 0;
    sg_span found = sg_find_address(f->value, &at);
    if (found.len == f->value.len && found.len > 0)
        return SG_OK;
    return sg_data_fail(r->err, SG_E_VALUE, f->place, "'%.*s' is not a mail address",
                        (int)f->value.len, (const char *)f->value.at);
}

static enum sg_status check_viewing(const struct reading *r, const struct sg_data_field *f)
{
    r->out->viewing_is_harmless = sg_same(f->value, SG_SPAN("harmless"));
    if (r->out->viewing_is_harmless || sg_same(f->value, SG_SPAN("unknown")))
        return SG_OK;
    return sg_data_fail(r->err, SG_E_VALUE, f->place, "'%.*s' is neither 'harmless' nor 'unknown'",
                        (int)f->value.len, (const char *)f->value.at);
}

static enum sg_status check_field(const struct reading *r, const struct sg_data_field *f)
{
    if (is_field(f, "contact") || is_field(f, "reset") || is_field(f, "notices"))
        return check_page(r, f);
    if (is_field(f, "pattern"))
        return check_pattern(r, f);
    if (is_field(f, "domain") || is_field(f, "reporting-mta"))
        return sg_data_domain(f->value, f->place, r->err);
    if (is_field(f, "mail"))
        return check_mail(r, f);
    if (is_field(f, "viewing"))
        return check_viewing(r, f);
    if (is_field(f, "brand") && sg_brand_find(r->intel->brands, f->value) == NULL)
        return sg_data_fail(r->err, SG_E_VALUE, f->place, "no brand '%.*s' is known",
                            (int)f->value.len, (const char *)f->value.at);
    return SG_OK;
}

enum sg_status sg_publisher_read(struct sg_arena *arena, const struct sg_intel *intel,
                                 const char *path, const struct sg_publisher **out,
                                 struct sg_error *err)
{
    struct sg_data_file file;
    enum sg_status st = sg_data_read(arena, path, KINDS, &file, err);
    if (st != SG_OK)
        return st;
    if (file.n_records != 1)
        return sg_fail(err, SG_E_VALUE, "%s: %zu publishers; one is wanted", path, file.n_records);
    struct reading r = { arena, intel, file.records, SG_NEW(arena, struct sg_publisher), err };
    take_values(&r);
    for (size_t i = 0; i < file.records->n_fields && st == SG_OK; i++)
        st = check_field(&r, &file.records->fields[i]);
    if (st == SG_OK)
        *out = r.out;
    return st;
}

bool sg_publisher_owns(const struct sg_publisher *publisher, sg_span brand)
{
    for (size_t i = 0; i < publisher->n_brands; i++)
        if (sg_same(publisher->brands[i], brand))
            return true;
    return false;
}
