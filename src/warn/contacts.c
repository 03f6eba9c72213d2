#include "warn/contacts.h"

#include "web/find.h"

static const struct sg_data_field_rule FIELDS[] = {
    { "ja", true, false },         { "en", true, false },         { "kind", true, false },
    { "mail", false, false },      { "page", false, false },      { "how-ja", false, false },
    { "how-en", false, false },    { "wants-ja", true, false },   { "wants-en", true, false },
    { "limits-ja", false, false }, { "limits-en", false, false }, { "language", true, false },
    { "attach", true, false },     { "source", true, false },     { "checked", true, false },
    { NULL, false, false },
};

static const struct sg_data_kind KINDS[] = { { "contact", FIELDS }, { NULL, NULL } };

static const char *const IDS[] = {
#define SG_CONTACT_KIND(name, id) id,
    SG_CONTACT_KINDS(SG_CONTACT_KIND)
#undef SG_CONTACT_KIND
};

enum { N_KINDS = sizeof(IDS) / sizeof(*IDS), DAY_OCTETS = 10 };

const char *sg_contact_kind_id(enum sg_contact_kind kind)
{
    return IDS[kind];
}

static const struct sg_data_field *field(const struct sg_data_record *r, const char *name)
{
    for (size_t i = 0; i < r->n_fields; i++)
        if (sg_same(r->fields[i].name, sg_span_of(name)))
            return &r->fields[i];
    return NULL;
}

static enum sg_status wrong(const struct sg_data_record *r, const char *name, const char *what,
                            struct sg_error *err)
{
    const struct sg_data_field *f = field(r, name);
    return sg_data_fail(err, SG_E_VALUE, f->place, "'%.*s' is %s", (int)f->value.len,
                        (const char *)f->value.at, what);
}

static bool is_one_of(sg_span s, const char *a, const char *b, const char *c)
{
    return sg_same(s, sg_span_of(a)) || sg_same(s, sg_span_of(b)) || sg_same(s, sg_span_of(c));
}

static bool is_day(sg_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (i == 4 || i == 7 ? sg_at(s, i) != '-' : !sg_is_digit(sg_at(s, i)))
            return false;
    return s.len == DAY_OCTETS;
}

static bool is_mail(sg_span s)
{
    size_t at = 0;
    return sg_find_address(s, &at).len == s.len;
}

static bool is_id(sg_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!sg_is_alnum(sg_at(s, i)) && sg_at(s, i) != '-')
            return false;
    return true;
}

static enum sg_status check(const struct sg_data_record *r, const struct sg_contact *c, size_t kind,
                            struct sg_error *err)
{
    if (!is_id(c->id))
        return sg_data_fail(err, SG_E_VALUE, r->place, "an id is letters, digits and '-'");
    if (kind == N_KINDS)
        return wrong(r, "kind", "no kind of contact", err);
    if (c->mail.len > 0 && !is_mail(c->mail))
        return wrong(r, "mail", "not a mail address", err);
    if (c->page.len > 0 && !sg_starts(c->page, SG_SPAN("https://")))
        return wrong(r, "page", "not an https:// address", err);
    if (!is_one_of(c->language, "ja", "en", "any"))
        return wrong(r, "language", "neither 'ja', 'en' nor 'any'", err);
    if (!c->takes_mail && !sg_same(sg_data_value(r, "attach"), SG_SPAN("none")))
        return wrong(r, "attach", "neither 'mail' nor 'none'", err);
    if (!is_one_of(c->checked, "no", "stored-copy", "no") && !is_day(c->checked))
        return wrong(r, "checked", "neither 'no', 'stored-copy' nor a day like 2026-01-30", err);
    if (c->mail.len == 0 && c->page.len == 0 && (c->how_ja.len == 0 || c->how_en.len == 0))
        return sg_data_fail(err, SG_E_VALUE, r->place,
                            "neither 'mail', 'page' nor 'how-ja' and 'how-en'");
    return SG_OK;
}

static enum sg_status take(struct sg_arena *arena, const struct sg_data_record *r,
                           struct sg_contacts *all, struct sg_error *err)
{
    sg_span id = sg_data_value(r, "kind");
    size_t kind = 0;
    while (kind < N_KINDS && !sg_same(id, sg_span_of(IDS[kind])))
        kind++;
    struct sg_contact c = {
        .id = r->name,
        .name_ja = sg_data_value(r, "ja"),
        .name_en = sg_data_value(r, "en"),
        .kind = (enum sg_contact_kind)kind,
        .mail = sg_data_value(r, "mail"),
        .page = sg_data_value(r, "page"),
        .how_ja = sg_data_value(r, "how-ja"),
        .how_en = sg_data_value(r, "how-en"),
        .wants_ja = sg_data_value(r, "wants-ja"),
        .wants_en = sg_data_value(r, "wants-en"),
        .limits_ja = sg_data_value(r, "limits-ja"),
        .limits_en = sg_data_value(r, "limits-en"),
        .language = sg_data_value(r, "language"),
        .takes_mail = sg_same(sg_data_value(r, "attach"), SG_SPAN("mail")),
        .source = sg_data_value(r, "source"),
        .checked = sg_data_value(r, "checked"),
        .place = r->place,
    };
    enum sg_status st = check(r, &c, kind, err);
    if (st == SG_OK)
        *SG_PUSH(arena, &all->list) = c;
    return st;
}

/* Ids once in a folder; `known`: those of the folder read before. */
static enum sg_status read_folder(struct sg_arena *arena, const char *dir,
                                  const struct sg_map *known, struct sg_contacts *all,
                                  struct sg_map *seen, struct sg_error *err)
{
    struct sg_data_paths paths = { 0 };
    enum sg_status st =
        sg_data_paths(arena, sg_data_path(arena, dir, "contacts"), ".contacts", &paths, err);
    for (size_t i = 0; i < paths.n && st == SG_OK; i++) {
        struct sg_data_file file;
        if ((st = sg_data_read(arena, paths.at[i], KINDS, &file, err)) != SG_OK)
            return st;
        for (size_t k = 0; k < file.n_records && st == SG_OK; k++) {
            const struct sg_data_record *r = &file.records[k];
            st = sg_data_once(seen, r->name, &r->place, err);
            if (st == SG_OK && (known == NULL || sg_map_get(known, r->name) == NULL))
                st = take(arena, r, all, err);
        }
    }
    return st;
}

enum sg_status sg_contacts_read(struct sg_arena *arena, const char *dir, const char *overlay,
                                const struct sg_contacts **out, struct sg_error *err)
{
    struct sg_contacts *all = SG_NEW(arena, struct sg_contacts);
    struct sg_map seen_first = SG_MAP(arena), seen = SG_MAP(arena);
    enum sg_status st =
        overlay == NULL ? SG_OK : read_folder(arena, overlay, NULL, all, &seen_first, err);
    if (st == SG_OK)
        st = read_folder(arena, dir, &seen_first, all, &seen, err);
    if (st == SG_OK)
        *out = all;
    return st;
}

bool sg_contact_is_unchecked(const struct sg_contact *contact)
{
    return !is_day(contact->checked);
}
