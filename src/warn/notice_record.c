/* warn/notice_record.c - a notice as the file that the house keeps. */
#include "intel/datafile.h"
#include "warn/notice.h"
#include "warn/notice_harmless.h"

/* ---- writing ---- */

static void put_field(struct sg_buf *out, const char *name, sg_span value)
{
    if (value.len == 0)
        return;
    sg_put_text(out, "    ");
    sg_put_text(out, name);
    sg_put_octet(out, ' ');
    sg_put(out, value);
    sg_put_octet(out, '\n');
}

static void put_flag(struct sg_buf *out, bool is_set, const char *mark)
{
    if (is_set)
        put_field(out, "mark", sg_span_of(mark));
}

static void put_body(struct sg_buf *out, sg_span body)
{
    while (body.len > 0) {
        sg_span line = sg_next(&body, '\n');
        sg_put_text(out, line.len > 0 ? "    body | " : "    body |");
        sg_put(out, line);
        sg_put_octet(out, '\n');
    }
}

static void put_links(struct sg_buf *out, const struct sg_notice_type *type)
{
    for (size_t i = 0; i < type->n_links; i++) {
        const struct sg_notice_link *link = &type->links[i];
        sg_put_text(out, "    link ");
        sg_put(out, link->url);
        if (link->is_cut)
            sg_put_text(out, " cut");
        if (link->shown.len > 0) {
            sg_put_text(out, " shown ");
            sg_put(out, link->shown);
        }
        sg_put_octet(out, '\n');
    }
}

static void put_type(struct sg_buf *out, const struct sg_notice_type *type, size_t number)
{
    sg_putf(out, "\ntype %zu\n", number);
    put_field(out, "confirmed", type->confirmed);
    sg_putf(out, "    mails %lld\n", (long long)type->mails);
    for (size_t i = 0; i < type->n_subjects; i++)
        put_field(out, "subject", type->subjects[i]);
    put_field(out, "from-name", type->from_display);
    put_field(out, "from-address", type->from_address);
    put_links(out, type);
    for (size_t i = 0; i < type->n_files; i++)
        put_field(out, "file", type->files[i]);
    put_flag(out, type->forges_address, "forges-address");
    put_flag(out, type->forges_name, "forges-name");
    put_flag(out, type->forges_house, "forges-house");
    put_flag(out, type->has_code, "code");
    put_flag(out, type->asks_password, "asks-password");
    put_flag(out, type->asks_card, "asks-card");
    put_flag(out, type->body_is_cut, "body-cut");
    put_body(out, type->body);
}

void sg_notice_put_record(struct sg_buf *out, const struct sg_notice *notice)
{
    sg_put_text(
        out, "# A notice (docs/warn.md). Links are defanged; whoever edits this leaves them so.\n");
    sg_put_text(out, "notice ");
    sg_put(out, notice->id);
    sg_put_octet(out, '\n');
    put_field(out, "brand", notice->brand);
    if (notice->is_of_provider)
        put_field(out, "claims", SG_SPAN("mail-provider"));
    put_field(out, "posted", notice->posted);
    put_field(out, "status", notice->status);
    for (size_t i = 0; i < notice->n_history; i++) {
        sg_put_text(out, "    history ");
        sg_put(out, notice->history[i].day);
        sg_put_octet(out, ' ');
        sg_put(out, notice->history[i].what);
        sg_put_octet(out, '\n');
    }
    for (size_t i = 0; i < notice->n_types; i++)
        put_type(out, &notice->types[i], i + 1);
}

/* ---- reading ---- */

static const struct sg_data_field_rule NOTICE_FIELDS[] = {
    { "brand", false, false }, { "claims", false, false }, { "posted", true, false },
    { "status", true, false }, { "history", false, true }, { NULL, false, false },
};

static const struct sg_data_field_rule TYPE_FIELDS[] = {
    { "confirmed", true, false },  { "mails", true, false },         { "subject", false, true },
    { "from-name", false, false }, { "from-address", false, false }, { "link", false, true },
    { "file", false, true },       { "mark", false, true },          { "body", false, true },
    { NULL, false, false },
};

static const struct sg_data_kind KINDS[] = { { "notice", NOTICE_FIELDS },
                                             { "type", TYPE_FIELDS },
                                             { NULL, NULL } };

struct reading {
    struct sg_arena *arena;
    const struct sg_intel *intel;
    struct sg_notice *notice;
    struct sg_notice_type *type;
    struct sg_buf body;
    struct sg_error *err;
};

static SG_MUST_USE enum sg_status bad(const struct reading *r, const struct sg_data_field *f,
                                      const char *what)
{
    return sg_data_fail(r->err, SG_E_VALUE, f->place, "'%.*s' %s",
                        (int)(f->value.len < 60 ? f->value.len : 60), (const char *)f->value.at,
                        what);
}

static SG_MUST_USE enum sg_status full(const struct reading *r, const struct sg_data_field *f)
{
    return sg_data_fail(r->err, SG_E_LIMIT, f->place, "too many of '%.*s'", (int)f->name.len,
                        (const char *)f->name.at);
}

static bool is_called(const struct sg_data_field *f, const char *name)
{
    return sg_same(f->name, sg_span_of(name));
}

static sg_span harmless(const struct reading *r, sg_span s)
{
    return sg_harmless(r->arena, r->intel, s, SG_DEFANG_LAST_DOT);
}

static SG_MUST_USE enum sg_status take_day(const struct reading *r, const struct sg_data_field *f,
                                           sg_span *out)
{
    if (!sg_notice_is_day(f->value))
        return bad(r, f, "is not a day like 2022-01-30");
    *out = f->value;
    return SG_OK;
}

static SG_MUST_USE enum sg_status take_event(const struct reading *r, const struct sg_data_field *f)
{
    sg_span rest = f->value;
    sg_span day = sg_data_word(&rest);
    if (!sg_notice_is_day(day))
        return bad(r, f, "does not begin with a day like 2022-01-30");
    if (sg_trim(rest).len == 0)
        return bad(r, f, "does not say what happened");
    if (r->notice->n_history == SG_MAX_NOTICE_HISTORY)
        return full(r, f);
    sg_notice_tell(r->notice, day, harmless(r, sg_trim(rest)));
    return SG_OK;
}

static SG_MUST_USE enum sg_status take_notice_field(const struct reading *r,
                                                    const struct sg_data_field *f)
{
    if (is_called(f, "posted"))
        return take_day(r, f, &r->notice->posted);
    if (is_called(f, "status"))
        return take_day(r, f, &r->notice->status);
    if (is_called(f, "history"))
        return take_event(r, f);
    if (is_called(f, "claims")) {
        r->notice->is_of_provider = sg_same(f->value, SG_SPAN("mail-provider"));
        return r->notice->is_of_provider ? SG_OK : bad(r, f, "is not 'mail-provider'");
    }
    r->notice->brand = f->value;
    return sg_brand_find(r->intel->brands, f->value) != NULL
               ? SG_OK
               : bad(r, f, "is no brand that is known");
}

static SG_MUST_USE enum sg_status take_link(const struct reading *r, const struct sg_data_field *f)
{
    sg_span rest = f->value;
    struct sg_notice_link link = { .url = harmless(r, sg_data_word(&rest)) };
    for (sg_span word = sg_data_word(&rest); word.len > 0; word = sg_data_word(&rest)) {
        if (sg_same(word, SG_SPAN("cut")))
            link.is_cut = true;
        else if (sg_same(word, SG_SPAN("shown")))
            link.shown = harmless(r, sg_data_word(&rest));
        else
            return bad(r, f, "is not 'URL', 'URL cut' or 'URL shown URL'");
    }
    if (r->type->n_links == SG_MAX_NOTICE_LINKS)
        return full(r, f);
    r->type->links[r->type->n_links++] = link;
    return SG_OK;
}

static SG_MUST_USE enum sg_status take_mark(const struct reading *r, const struct sg_data_field *f)
{
    const struct {
        const char *name;
        bool *flag;
    } marks[] = {
        { "forges-address", &r->type->forges_address }, { "forges-name", &r->type->forges_name },
        { "forges-house", &r->type->forges_house },     { "code", &r->type->has_code },
        { "asks-password", &r->type->asks_password },   { "asks-card", &r->type->asks_card },
        { "body-cut", &r->type->body_is_cut }
    };

    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
        if (sg_same(f->value, sg_span_of(marks[i].name))) {
            *marks[i].flag = true;
            return SG_OK;
        }
    return bad(r, f, "is no mark that is known");
}

static SG_MUST_USE enum sg_status take_body(struct reading *r, const struct sg_data_field *f)
{
    if (sg_at(f->value, 0) != '|')
        return bad(r, f, "does not begin with '|'");
    sg_put(&r->body, harmless(r, sg_trim(sg_tail(f->value, 1))));
    sg_put_octet(&r->body, '\n');
    return SG_OK;
}

static SG_MUST_USE enum sg_status take_list(const struct reading *r, const struct sg_data_field *f,
                                            sg_span *list, size_t *n, size_t most)
{
    if (*n == most)
        return full(r, f);
    list[(*n)++] = harmless(r, f->value);
    return SG_OK;
}

static SG_MUST_USE enum sg_status take_type_field(struct reading *r, const struct sg_data_field *f)
{
    struct sg_notice_type *t = r->type;
    if (is_called(f, "confirmed"))
        return take_day(r, f, &t->confirmed);
    if (is_called(f, "mails"))
        return sg_number(f->value, 1, INT32_MAX, &t->mails) ? SG_OK : bad(r, f, "is no number");
    if (is_called(f, "subject"))
        return take_list(r, f, t->subjects, &t->n_subjects, SG_MAX_NOTICE_SUBJECTS);
    if (is_called(f, "file"))
        return take_list(r, f, t->files, &t->n_files, SG_MAX_NOTICE_FILES);
    if (is_called(f, "link"))
        return take_link(r, f);
    if (is_called(f, "mark"))
        return take_mark(r, f);
    if (is_called(f, "body"))
        return take_body(r, f);
    *(is_called(f, "from-name") ? &t->from_display : &t->from_address) = harmless(r, f->value);
    return SG_OK;
}

static SG_MUST_USE enum sg_status take_type(struct reading *r, const struct sg_data_record *record)
{
    if (r->notice->n_types == SG_MAX_NOTICE_TYPES)
        return sg_data_fail(r->err, SG_E_LIMIT, record->place, "more than %d types",
                            SG_MAX_NOTICE_TYPES);
    r->type = &r->notice->types[r->notice->n_types++];
    r->body = SG_BUF_IN(r->arena, 4 * (size_t)SG_MAX_SPECIMEN_BODY);
    enum sg_status st = SG_OK;
    for (size_t i = 0; i < record->n_fields && st == SG_OK; i++)
        st = take_type_field(r, &record->fields[i]);
    r->type->body = sg_buf_done(&r->body);
    return st;
}

static bool is_id(sg_span s)
{
    for (size_t i = 0; i < s.len; i++)
        if (!sg_is_alnum(sg_at(s, i)) && sg_at(s, i) != '-')
            return false;
    return s.len > 0 && s.len <= 100;
}

static SG_MUST_USE enum sg_status take_records(struct reading *r, const struct sg_data_file *file)
{
    const struct sg_data_record *head = file->records;
    if (file->n_records == 0 || !sg_same(head->kind, SG_SPAN("notice")))
        return sg_fail(r->err, SG_E_VALUE, "%s: no 'notice' at its start", file->path);
    if (!is_id(head->name))
        return sg_data_fail(r->err, SG_E_VALUE, head->place,
                            "a notice's name is of letters, digits and hyphens");
    r->notice->id = head->name;
    enum sg_status st = SG_OK;
    for (size_t i = 0; i < head->n_fields && st == SG_OK; i++)
        st = take_notice_field(r, &head->fields[i]);
    for (size_t i = 1; i < file->n_records && st == SG_OK; i++)
        st = sg_same(file->records[i].kind, SG_SPAN("type"))
                 ? take_type(r, &file->records[i])
                 : sg_data_fail(r->err, SG_E_VALUE, file->records[i].place, "a second notice");
    return st;
}

enum sg_status sg_notice_read(struct sg_arena *arena, const struct sg_intel *intel,
                              const char *path, sg_span text, const struct sg_notice **out,
                              struct sg_error *err)
{
    struct sg_data_file file;
    enum sg_status st = sg_data_parse(arena, path, text, KINDS, &file, err);
    if (st != SG_OK)
        return st;
    struct reading r = {
        .arena = arena, .intel = intel, .notice = SG_NEW(arena, struct sg_notice), .err = err
    };
    st = take_records(&r, &file);
    if (st == SG_OK)
        *out = r.notice;
    return st;
}
