#include "mail/entity.h"

#include "mail/lines.h"
#include "mail/parameter.h"

struct reader {
    struct sg_arena *arena;
    const struct sg_charsets *charsets;
    struct sg_part *part;
    struct sg_oddities *oddities;
};

static void odd(const struct reader *r, enum sg_oddity_kind kind, const struct sg_field *field)
{
    sg_odd(r->oddities, kind, field->place, NULL);
}

/* The first field counts; readers differ on a second one, so that it is noted. */
static const struct sg_field *only(const struct reader *r, sg_span name)
{
    const struct sg_field *first = sg_fields_first(&r->part->fields, name);
    const struct sg_field *second = first == NULL ? NULL : sg_fields_next(&r->part->fields, first);
    if (second != NULL)
        odd(r, SG_ODD_FIELD_REPEATED, second);
    return first;
}

/* False when the value cannot be read as a type. */
static bool type_split(const struct reader *r, sg_span value)
{
    struct sg_octets special = sg_octets_of("()<>@,;:\\\"/[]?=");
    size_t slash = sg_find(value, '/', 0);
    sg_span type = sg_cut(value, 0, slash), subtype = sg_tail(value, slash + 1);
    bool may_stand_alone = sg_is(type, "text") || sg_is(type, "multipart");
    if (type.len == 0 || (subtype.len == 0 && !may_stand_alone) ||
        sg_find_any(type, &special, 0) < type.len ||
        sg_find_any(subtype, &special, 0) < subtype.len)
        return false;
    r->part->type = sg_lowered(r->arena, type);
    r->part->type_given = true;
    if (subtype.len > 0)
        r->part->subtype = sg_lowered(r->arena, subtype);
    else
        r->part->subtype = sg_is(type, "text") ? SG_SPAN("plain") : SG_SPAN("mixed");
    return true;
}

static void boundary_read(const struct reader *r, const struct sg_parameters *all)
{
    const struct sg_parameter *p = sg_parameter_find(all, SG_SPAN("boundary"));
    if (p == NULL)
        return;
    sg_span value = sg_unfold(r->arena, p->value);
    if (p->is_quoted)
        value = sg_unquoted(r->arena, value);
    if (p->is_open)
        odd(r, SG_ODD_BOUNDARY_UNQUOTED, all->field);
    if (sg_at(value, value.len - 1) == ';' && p->is_open)
        value = sg_cut(value, 0, value.len - 1);
    r->part->boundary = value;
}

static void content_type_read(const struct reader *r)
{
    const struct sg_field *field = only(r, SG_SPAN("Content-Type"));
    if (field == NULL)
        return;
    struct sg_parameters all = sg_parameters_read(r->arena, field, r->oddities);
    const struct sg_field *second = sg_fields_next(&r->part->fields, field);
    if (!type_split(r, all.value) && second != NULL) { /* an unreadable one hides no other */
        all = sg_parameters_read(r->arena, second, r->oddities);
        type_split(r, all.value);
    }
    const struct sg_parameter *charset = sg_parameter_find(&all, SG_SPAN("charset"));
    boundary_read(r, &all);
    if (charset != NULL)
        r->part->charset = sg_trim(charset->value);
    struct sg_text name =
        sg_parameter_text(r->arena, r->charsets, &all, SG_SPAN("name"), r->oddities);
    if (r->part->filename.utf8.len == 0)
        r->part->filename = name;
    else if (!sg_same(name.utf8, r->part->filename.utf8))
        r->part->other_name = name;
}

static void disposition_read(const struct reader *r)
{
    const struct sg_field *field = only(r, SG_SPAN("Content-Disposition"));
    if (field == NULL)
        return;
    struct sg_parameters all = sg_parameters_read(r->arena, field, r->oddities);
    r->part->is_attachment = sg_same_nocase(all.value, SG_SPAN("attachment"));
    r->part->filename =
        sg_parameter_text(r->arena, r->charsets, &all, SG_SPAN("filename"), r->oddities);
}

static void transfer_read(const struct reader *r)
{
    static const struct {
        const char *name;
        enum sg_transfer transfer;
    } names[] = {
        { "7bit", SG_TRANSFER_NONE },
        { "8bit", SG_TRANSFER_NONE },
        { "binary", SG_TRANSFER_NONE },
        { "base64", SG_TRANSFER_BASE64 },
        { "quoted-printable", SG_TRANSFER_QUOTED_PRINTABLE },
        { "x-uuencode", SG_TRANSFER_UUENCODE },
        { "x-uue", SG_TRANSFER_UUENCODE },
        { "uuencode", SG_TRANSFER_UUENCODE },
    };
    static const struct sg_octets ends = SG_EIGHT(';', ' ', '\t', '\r', '\n', '(', '(', '(');
    const struct sg_field *field = only(r, SG_SPAN("Content-Transfer-Encoding"));
    if (field == NULL)
        return;
    size_t from = sg_skip_comments(field->body, 0);
    sg_span value = sg_cut(field->body, from, sg_find_any(field->body, &ends, from) - from);
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
        if (sg_is(value, names[i].name)) {
            r->part->transfer = names[i].transfer;
            return;
        }
    odd(r, SG_ODD_TRANSFER_UNKNOWN, field);
}

static void content_id_read(const struct reader *r)
{
    const struct sg_field *field = sg_fields_first(&r->part->fields, SG_SPAN("Content-ID"));
    if (field == NULL)
        return;
    sg_span id = sg_trim(field->body);
    if (sg_at(id, 0) == '<' && sg_at(id, id.len - 1) == '>')
        id = sg_cut(id, 1, id.len - 2);
    r->part->content_id = id;
}

void sg_mime_entity_read(struct sg_arena *arena, const struct sg_charsets *charsets,
                         struct sg_part *part, bool in_digest, struct sg_oddities *oddities)
{
    struct reader r = { arena, charsets, part, oddities };
    part->type = in_digest ? SG_SPAN("message") : SG_SPAN("text");
    part->subtype = in_digest ? SG_SPAN("rfc822") : SG_SPAN("plain");
    disposition_read(&r);
    content_type_read(&r);
    transfer_read(&r);
    content_id_read(&r);
}
