#include "intel/brands_read.h"

#include "intel/datafile.h"
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
    { "ja", false, false },       { "en", false, false },      { "category", true, false },
    { "owner", false, false },    { "name", false, true },     { "weak", false, true },
    { "product", false, true },   { "official", false, true }, { "mailbox", false, true },
    { "published", false, true }, { "partner", false, true },  { "token", false, true },
    { "country", false, true },   { "marker", false, true },   { "pattern", false, false },
    { "contact", false, false },  { "reset", false, false },   { "software", false, false },
    { NULL, false, false },
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

static void add_names(struct reading *r, const struct sg_data_record *record,
                      struct sg_brand *brand)
{
    struct sg_brand_name *names = SG_NEW_N(r->arena, struct sg_brand_name, record->n_fields + 1);
    brand->names = names;
    for (size_t i = 0; i < record->n_fields; i++) {
        const struct sg_data_field *f = &record->fields[i];
        bool is_weak = sg_same(f->name, SG_SPAN("weak"));
        bool is_product = sg_same(f->name, SG_SPAN("product"));
        if (!is_weak && !is_product && !sg_same(f->name, SG_SPAN("name")) &&
            !sg_same(f->name, SG_SPAN("ja")) && !sg_same(f->name, SG_SPAN("en")))
            continue;
        sg_span folded = sg_trim(sg_fold_span(r->arena, r->folder, f->value));
        if (folded.len == 0)
            continue;
        struct sg_brand_name *name = &names[brand->n_names++];
        *name =
            (struct sg_brand_name){ f->value, folded, is_ascii_word(folded), is_weak, is_product };
        if (sg_map_put(&r->seen_names, folded, name) != name)
            continue; /* the first brand of that name keeps it */
        *SG_PUSH(r->arena, &r->words) = folded;
        *SG_PUSH(r->arena, &r->called) = (struct sg_brand_called){ brand, name };
    }
}

static bool domain_kind(sg_span field, enum sg_domain_kind *kind)
{
    static const char *const names[] = { "official", "mailbox", "published", "partner" };
    for (unsigned i = 0; i < 4; i++)
        if (sg_same(field, sg_span_of(names[i]))) {
            *kind = (enum sg_domain_kind)i;
            return true;
        }
    return false;
}

/* A domain of several brands: they hang on the entry that came first. */
static void enter_domain(struct reading *r, struct sg_brand_domain *entry)
{
    const struct sg_brand_domain *first = sg_map_put(&r->brands->by_domain, entry->domain, entry);
    if (first == entry)
        return;
    struct sg_brand_domain *all = (struct sg_brand_domain *)(uintptr_t)first;
    entry->next = all->next;
    all->next = entry;
}

static enum sg_status add_domains(struct reading *r, const struct sg_data_record *record,
                                  struct sg_brand *brand)
{
    struct sg_brand_domain *all = SG_NEW_N(r->arena, struct sg_brand_domain, record->n_fields + 1);
    struct sg_map seen = SG_MAP(r->arena);
    brand->domains = all;
    for (size_t i = 0; i < record->n_fields; i++) {
        const struct sg_data_field *f = &record->fields[i];
        enum sg_domain_kind kind;
        if (!domain_kind(f->name, &kind))
            continue;
        enum sg_status st = sg_data_domain(f->value, f->place, r->err);
        if (st == SG_OK)
            st = sg_data_once(&seen, f->value, &f->place, r->err);
        if (st != SG_OK)
            return st;
        struct sg_brand_domain *entry = &all[brand->n_domains++];
        *entry = (struct sg_brand_domain){ f->value, kind, brand, NULL };
        enter_domain(r, entry);
    }
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
    };
    if (brand->owner.len == 0)
        brand->owner = brand->id;
    if (brand->name_ja.len == 0 && brand->name_en.len == 0)
        return sg_data_fail(r->err, SG_E_VALUE, record->place, "a brand needs 'ja' or 'en'");
    brand->tokens = values(r, record, "token", &brand->n_tokens);
    brand->countries = values(r, record, "country", &brand->n_countries);
    brand->markers = values(r, record, "marker", &brand->n_markers);
    add_names(r, record, brand);
    (void)sg_map_put(&r->brands->by_id, brand->id, brand);
    return add_domains(r, record, brand);
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
    brands->by_id = brands->by_domain = SG_MAP(arena);
    enum sg_status st = SG_OK;
    for (size_t i = 0; dirs[i] != NULL && st == SG_OK; i++)
        st = gather(&r, dirs[i]);
    struct sg_brand *all = SG_NEW_N(arena, struct sg_brand, r.records.n + 1);
    for (size_t i = 0; i < r.records.n && st == SG_OK; i++)
        st = add_brand(&r, &r.records.at[i], &all[i]);
    brands->at = all;
    brands->n = r.records.n;
    brands->called = r.called.at;
    if (st == SG_OK)
        st = sg_scanner_open(r.words.at, r.words.n, &brands->scanner, err);
    if (st == SG_OK)
        *out = brands;
    return st;
}

void sg_brands_close(const struct sg_brands *brands)
{
    if (brands != NULL)
        sg_scanner_close(brands->scanner);
}
