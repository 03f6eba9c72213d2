#include "intel/brands_read.h"

#include "base/buf.h"
#include "intel/compiled.h"
#include "intel/datafile.h"
#include "intel/misspelt.h"
#include "intel/scanner.h"

struct reading {
    struct sg_arena *arena;
    const struct sg_folder *folder;
    struct sg_error *err;
    SG_LIST(struct sg_data_record) records;
    SG_LIST(struct sg_brand_called) called;
    SG_LIST(sg_span) words;
    struct sg_map seen_names, seen_ids;
    struct sg_brands *brands;
};

static const struct sg_data_field_rule FIELDS[] = {
    { "ja", false, false },         { "en", false, false },      { "category", true, false },
    { "owner", false, false },      { "name", false, true },     { "weak", false, true },
    { "product", false, true },     { "official", false, true }, { "mailbox", false, true },
    { "published", false, true },   { "partner", false, true },  { "token", false, true },
    { "country", false, true },     { "marker", false, true },   { "pattern", false, false },
    { "contact", false, false },    { "reset", false, false },   { "software", false, false },
    { "host", false, true },        { "notice", false, false },  { "source", false, true },
    { "confidence", false, false }, { "panel", false, true },    { NULL, false, false },
};
static const struct sg_data_kind KINDS[] = { { "brand", FIELDS }, { NULL, NULL } };

static bool is_ascii_word(sg_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (sg_at(s, i) >= 0x80)
            return false;
    return s.len > 0;
}

static const sg_span *values(struct reading *r, const struct sg_data_record *record,
                             const char *field, size_t *n)
{
    sg_span *all = SG_NEW_N(r->arena, sg_span, record->n_fields + 1);
    *n = 0;
    for (size_t i = 0; i < record->n_fields; i++)
        if (sg_same(record->fields[i].name, sg_span_of(field)))
            all[(*n)++] = record->fields[i].value;
    return all;
}

static bool is_name_field(sg_span field)
{
    static const char *const names[] = { "ja", "en", "name", "weak", "product" };
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (sg_same(field, sg_span_of(names[i])))
            return true;
    return false;
}

/* What is said to be weak is so however else it is given. */
static bool is_weak(const struct sg_brand_name *names, const sg_span *fields, size_t n,
                    sg_span folded)
{
    for (size_t i = 0; i < n; i++)
        if (sg_same(fields[i], SG_SPAN("weak")) && sg_same(names[i].folded, folded))
            return true;
    return false;
}

enum {
    MIN_JOINED = 8
}; /* octets of a name of several words before it is looked for in one: TrustWallet */

static sg_span without_blanks(struct sg_arena *arena, sg_span folded)
{
    struct sg_buf b = SG_BUF_IN(arena, folded.len);
    for (size_t i = 0; i < folded.len; i++)
        if (sg_at(folded, i) != ' ')
            sg_put_octet(&b, (uint8_t)sg_at(folded, i));
    return sg_buf_done(&b);
}

static void enter_word(struct reading *r, const struct sg_brand *brand,
                       const struct sg_brand_name *name, sg_span word)
{
    *SG_PUSH(r->arena, &r->words) = word;
    *SG_PUSH(r->arena, &r->called) = (struct sg_brand_called){ brand, name };
}

static enum sg_status add_names(struct reading *r, const struct sg_data_record *record,
                                struct sg_brand *brand)
{
    struct sg_brand_name *names = SG_NEW_N(r->arena, struct sg_brand_name, record->n_fields + 1);
    sg_span *fields = SG_NEW_N(r->arena, sg_span, record->n_fields + 1);
    brand->names = names;
    for (size_t i = 0; i < record->n_fields; i++) {
        const struct sg_data_field *f = &record->fields[i];
        sg_span folded = { 0 };
        if (is_name_field(f->name))
            folded = sg_trim(sg_fold_span(r->arena, r->folder, f->value));
        if (folded.len == 0)
            continue;
        fields[brand->n_names] = f->name;
        names[brand->n_names++] =
            (struct sg_brand_name){ .name = f->value,
                                    .folded = folded,
                                    .is_word = is_ascii_word(folded),
                                    .is_product = sg_same(f->name, SG_SPAN("product")),
                                    .place = f->place };
    }
    for (size_t i = 0; i < brand->n_names; i++) {
        names[i].is_weak = is_weak(names, fields, brand->n_names, names[i].folded);
        if (!sg_scanner_takes(names[i].folded))
            return sg_data_fail(r->err, SG_E_VALUE, names[i].place,
                                "one character too often in a row");
        if (sg_map_put(&r->seen_names, names[i].folded, &names[i]) != &names[i])
            continue; /* the first brand of that name keeps it */
        enter_word(r, brand, &names[i], names[i].folded);
        sg_span joined = without_blanks(r->arena, names[i].folded);
        if (joined.len >= MIN_JOINED && joined.len < names[i].folded.len &&
            sg_map_put(&r->seen_names, joined, &names[i]) == &names[i])
            enter_word(r, brand, &names[i], joined);
    }
    return SG_OK;
}

/* How a domain may be told of; `host` is official for that host alone. */
static const struct {
    const char *field;
    enum sg_domain_kind kind;
} DOMAIN_FIELDS[] = { { "official", SG_DOMAIN_OFFICIAL },
                      { "mailbox", SG_DOMAIN_MAILBOX },
                      { "published", SG_DOMAIN_USER_CONTENT },
                      { "partner", SG_DOMAIN_PARTNER },
                      { "host", SG_DOMAIN_OFFICIAL } };

static bool domain_field(sg_span field, size_t *which)
{
    for (size_t i = 0; i < sizeof(DOMAIN_FIELDS) / sizeof(*DOMAIN_FIELDS); i++)
        if (sg_same(field, sg_span_of(DOMAIN_FIELDS[i].field))) {
            *which = i;
            return true;
        }
    return false;
}

static bool heads_group(const struct sg_brand *brand)
{
    return sg_same(brand->id, brand->owner);
}

/* A domain of several brands: they hang on the entry that came first, or on that of the brand that heads the group: amazon.co.jp
 * is Amazon's before it is Prime Video's. */
static void enter_domain(struct sg_map *map, struct sg_brand_domain *entry)
{
    const struct sg_brand_domain *first = sg_map_put(map, entry->domain, entry);
    if (first == entry)
        return;
    if (heads_group(entry->brand) && sg_brand_kin(entry->brand, first->brand)) {
        entry->next = first;
        sg_map_replace(map, entry->domain, entry);
        return;
    }
    struct sg_brand_domain *all = (struct sg_brand_domain *)(uintptr_t)first;
    entry->next = all->next;
    all->next = entry;
}

/* A domain twice in one brand is a mistake, but for a published one that has mailboxes too. */
static enum sg_status merge(struct reading *r, struct sg_brand_domain *first,
                            const struct sg_brand_domain *again)
{
    bool is_both = first->kind != again->kind &&
                   (first->kind == SG_DOMAIN_MAILBOX || again->kind == SG_DOMAIN_MAILBOX) &&
                   (first->kind == SG_DOMAIN_USER_CONTENT || again->kind == SG_DOMAIN_USER_CONTENT);
    if (!is_both)
        return sg_data_fail(r->err, SG_E_VALUE, again->place, "'%.*s' stands already in line %zu",
                            (int)again->domain.len, (const char *)again->domain.at,
                            first->place.line);
    first->kind = SG_DOMAIN_USER_CONTENT;
    first->has_mailboxes = true;
    return SG_OK;
}

/* The brand's entry for the domain, under which it may have mailboxes as well. */
static void inherit_mailboxes(struct sg_brand_domain *all, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < n && all[i].is_host; k++)
            all[i].has_mailboxes |= all[k].has_mailboxes && sg_same(all[k].domain, all[i].domain);
}

static bool owns_any(const struct sg_brand *brand)
{
    for (size_t i = 0; i < brand->n_domains; i++)
        if (brand->domains[i].kind != SG_DOMAIN_USER_CONTENT)
            return true;
    return false;
}

static enum sg_status add_domains(struct reading *r, const struct sg_data_record *record,
                                  struct sg_brand *brand)
{
    struct sg_brand_domain *all = SG_NEW_N(r->arena, struct sg_brand_domain, record->n_fields + 1);
    struct sg_map seen[2] = { SG_MAP(r->arena), SG_MAP(r->arena) };
    brand->domains = all;
    for (size_t i = 0; i < record->n_fields; i++) {
        const struct sg_data_field *f = &record->fields[i];
        size_t which;
        if (!domain_field(f->name, &which))
            continue;
        enum sg_status st = sg_data_domain(f->value, f->place, r->err);
        if (st != SG_OK)
            return st;
        struct sg_brand_domain *entry = &all[brand->n_domains];
        *entry = (struct sg_brand_domain){ .domain = f->value,
                                           .kind = DOMAIN_FIELDS[which].kind,
                                           .is_host = which == 4,
                                           .brand = brand,
                                           .place = f->place };
        entry->has_mailboxes = entry->kind == SG_DOMAIN_MAILBOX;
        struct sg_brand_domain *first =
            (struct sg_brand_domain *)(uintptr_t)sg_map_put(&seen[entry->is_host], f->value, entry);
        if (first == entry) {
            brand->n_domains++;
            enter_domain(entry->is_host ? &r->brands->by_host : &r->brands->by_domain, entry);
            continue;
        }
        st = merge(r, first, entry);
        if (st != SG_OK)
            return st;
    }
    inherit_mailboxes(all, brand->n_domains);
    brand->is_software |= !owns_any(brand);
    return SG_OK;
}

static enum sg_status add_brand(struct reading *r, const struct sg_data_record *record,
                                struct sg_brand *brand)
{
    *brand = (struct sg_brand){
        .id = record->name,
        .name_ja = sg_data_value(record, "ja"),
        .name_en = sg_data_value(record, "en"),
        .category = sg_data_value(record, "category"),
        .owner = sg_data_value(record, "owner"),
        .url_pattern = sg_data_value(record, "pattern"),
        .contact_url = sg_data_value(record, "contact"),
        .reset_url = sg_data_value(record, "reset"),
        .is_software = sg_data_value(record, "software").len > 0,
        .notice_url = sg_data_value(record, "notice"),
        .confidence = sg_data_value(record, "confidence"),
        .place = record->place,
    };
    if (brand->owner.len == 0)
        brand->owner = brand->id;
    if (brand->name_ja.len == 0 && brand->name_en.len == 0)
        return sg_data_fail(r->err, SG_E_VALUE, record->place, "a brand needs 'ja' or 'en'");
    brand->tokens = values(r, record, "token", &brand->n_tokens);
    brand->countries = values(r, record, "country", &brand->n_countries);
    brand->markers = values(r, record, "marker", &brand->n_markers);
    brand->panels = values(r, record, "panel", &brand->n_panels);
    brand->sources = values(r, record, "source", &brand->n_sources);
    (void)sg_map_put(&r->brands->by_id, brand->id, brand);
    enum sg_status st = add_names(r, record, brand);
    return st == SG_OK ? add_domains(r, record, brand) : st;
}

static enum sg_status gather(struct reading *r, const char *dir)
{
    struct sg_data_paths paths = { 0 };
    enum sg_status st =
        sg_data_paths(r->arena, sg_data_path(r->arena, dir, "brands"), ".brands", &paths, r->err);
    for (size_t i = 0; st == SG_OK && i < paths.n; i++) {
        struct sg_data_file file;
        st = sg_data_read(r->arena, paths.at[i], KINDS, &file, r->err);
        for (size_t k = 0; st == SG_OK && k < file.n_records; k++) {
            struct sg_data_record *kept = SG_PUSH(r->arena, &r->records);
            *kept = file.records[k];
            st = sg_data_once(&r->seen_ids, kept->name, &file.records[k].place, r->err);
        }
    }
    return st;
}

enum sg_status sg_brands_open(struct sg_arena *arena, const struct sg_folder *folder,
                              const char *const *dirs, const struct sg_brands **out,
                              struct sg_error *err)
{
    struct sg_brands *brands = SG_NEW(arena, struct sg_brands);
    struct reading r = { .arena = arena, .folder = folder, .err = err, .brands = brands };
    r.seen_names = r.seen_ids = SG_MAP(arena);
    brands->by_id = brands->by_domain = brands->by_host = SG_MAP(arena);
    enum sg_status st = SG_OK;
    for (size_t i = 0; dirs[i] != NULL && st == SG_OK; i++)
        st = gather(&r, dirs[i]);
    struct sg_brand *all = SG_NEW_N(arena, struct sg_brand, r.records.n + 1);
    for (size_t i = 0; i < r.records.n && st == SG_OK; i++)
        st = add_brand(&r, &r.records.at[i], &all[i]);
    brands->at = all;
    brands->n = r.records.n;
    brands->called = r.called.at;
    brands->misspelt = sg_misspelt_in(arena);
    for (size_t i = 0; i < r.called.n; i++)
        sg_misspelt_enter(brands->misspelt, &r.called.at[i], r.words.at[i]);
    if (st == SG_OK)
        st =
            sg_scanner_open(r.words.at, r.words.n, sg_compiled_path(arena, dirs, SG_COMPILED_NAMES),
                            &brands->scanner, err);
    if (st == SG_OK)
        *out = brands;
    return st;
}

void sg_brands_close(const struct sg_brands *brands)
{
    if (brands != NULL)
        sg_scanner_close(brands->scanner);
}
