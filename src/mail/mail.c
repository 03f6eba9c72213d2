#include "mail/mail.h"

#include "base/limits.h"
#include "mail/lines.h"
#include "text/encoded_word.h"
#include "text/unicode.h"

struct reader {
    struct sg_arena *arena;
    const struct sg_charsets *charsets;
    struct sg_mail *mail;
    struct sg_auth_list auth;
    SG_LIST(struct sg_received) hops;
    sg_span charset; /* of the first part that names one: what raw 8-bit in a field is tried as */
};

static void odd(struct reader *r, enum sg_oddity_kind kind, struct sg_range place, const char *what)
{
    sg_odd(&r->mail->oddities, kind, place, what);
}

static const struct sg_field *first(const struct reader *r, const char *name)
{
    return sg_fields_first(r->mail->fields, sg_span_of(name));
}

static struct sg_address_list addresses(struct reader *r, const struct sg_field *field)
{
    if (field == NULL)
        return (struct sg_address_list){ 0 };
    return sg_address_list_read(r->arena, r->charsets, field, r->charset, &r->mail->oddities);
}

/* Fields that may stand once (RFC 5322 3.6); readers differ on which of two they show. */
static void note_repeated(struct reader *r)
{
    static const char *const once[] = { "From",       "Sender",  "Reply-To", "To",          "Cc",
                                        "Message-ID", "Subject", "Date",     "MIME-Version" };
    for (size_t i = 0; i < sizeof(once) / sizeof(*once); i++) {
        const struct sg_field *f = first(r, once[i]);
        const struct sg_field *next = f == NULL ? NULL : sg_fields_next(r->mail->fields, f);
        if (next != NULL)
            odd(r, SG_ODD_FIELD_REPEATED, next->place, once[i]);
    }
}

static void from_read(struct reader *r)
{
    struct sg_mail *m = r->mail;
    m->from_field = first(r, "From");
    for (const struct sg_field *f = m->from_field; f != NULL; f = sg_fields_next(m->fields, f))
        m->n_from_fields++;
    m->from = addresses(r, m->from_field);
    if (m->from_field == NULL)
        odd(r, SG_ODD_FIELD_MISSING, m->fields->place, "From");
}

static void subject_read(struct reader *r)
{
    struct sg_mail *m = r->mail;
    m->subject_field = first(r, "Subject");
    if (m->subject_field == NULL)
        return;
    sg_span raw = sg_trim(m->subject_field->body);
    size_t at = m->subject_field->body_at + sg_range_in(m->subject_field->body, raw).from;
    m->subject = sg_header_decode(r->arena, r->charsets, raw, sg_places_literal(r->arena, at, NULL),
                                  r->charset, &m->oddities);
}

static void date_read(struct reader *r)
{
    struct sg_mail *m = r->mail;
    const struct sg_field *f = first(r, "Date");
    if (f == NULL) {
        odd(r, SG_ODD_FIELD_MISSING, m->fields->place, "Date");
        return;
    }
    m->has_date = sg_date_read(f->body, &m->date, &m->date_offset);
    if (!m->has_date)
        odd(r, SG_ODD_DATE, f->place, NULL);
}

static void message_id_read(struct reader *r)
{
    const struct sg_field *f = first(r, "Message-ID");
    if (f == NULL)
        return;
    sg_span id = sg_field_unfold(r->arena, f);
    size_t open = sg_find(id, '<', 0);
    if (open < id.len)
        id = sg_cut(id, open + 1, sg_find(id, '>', open) - open - 1);
    r->mail->message_id = id;
}

static void return_path_read(struct reader *r)
{
    struct sg_address_list list = addresses(r, first(r, "Return-Path"));
    if (list.n > 0)
        r->mail->return_path = list.at[0];
}

static void delivered_to_read(struct reader *r)
{
    static const char *const names[] = { "Delivered-To", "X-Original-To", "Envelope-To" };
    for (size_t i = 0; i < sizeof(names) / sizeof(*names) && r->mail->delivered_to.n == 0; i++)
        r->mail->delivered_to = addresses(r, first(r, names[i]));
}

static void hops_read(struct reader *r)
{
    struct sg_mail *m = r->mail;
    const struct sg_field *f = first(r, "Received");
    for (; f != NULL && r->hops.n < SG_MAX_HOPS; f = sg_fields_next(m->fields, f))
        *SG_PUSH(r->arena, &r->hops) = sg_received_read(r->arena, f, &m->oddities);
    if (f != NULL)
        odd(r, SG_ODD_LIMIT, f->place, "hops");
    m->hops = r->hops.at;
    m->n_hops = r->hops.n;
}

static void auth_read(struct reader *r)
{
    struct sg_mail *m = r->mail;
    const struct sg_field *f = first(r, "Authentication-Results");
    for (; f != NULL && r->auth.n < SG_MAX_AUTH_RESULTS; f = sg_fields_next(m->fields, f))
        sg_auth_results_read(r->arena, f, &r->auth, &m->oddities);
    if (f != NULL)
        odd(r, SG_ODD_LIMIT, f->place, "authentication results");
    m->auth = r->auth.at;
    m->n_auth = r->auth.n;
}

static void fields_read(struct reader *r)
{
    struct sg_mail *m = r->mail;
    for (size_t i = 0; i < m->n_parts && r->charset.len == 0; i++)
        r->charset = m->parts[i].charset;
    note_repeated(r);
    from_read(r);
    m->sender = addresses(r, first(r, "Sender"));
    m->reply_to = addresses(r, first(r, "Reply-To"));
    m->to = addresses(r, first(r, "To"));
    m->cc = addresses(r, first(r, "Cc"));
    delivered_to_read(r);
    return_path_read(r);
    subject_read(r);
    message_id_read(r);
    date_read(r);
    hops_read(r);
    auth_read(r);
}

const struct sg_mail *sg_mail_read_at(struct sg_arena *arena, const struct sg_charsets *charsets,
                                      sg_span bytes, size_t from)
{
    struct sg_mail *m = SG_NEW(arena, struct sg_mail);
    struct reader r = { .arena = arena, .charsets = charsets, .mail = m };
    m->oddities = SG_ODDITIES_IN(arena);
    m->bytes = sg_cut(bytes, 0, SG_MAX_MAIL);
    if (bytes.len > SG_MAX_MAIL)
        odd(&r, SG_ODD_LIMIT, (struct sg_range){ SG_MAX_MAIL, 0 }, "mail");
    size_t start = from < m->bytes.len ? from : m->bytes.len;
    while (sg_at(m->bytes, start) == '\r' || sg_at(m->bytes, start) == '\n')
        start++;
    struct sg_fields *fields = SG_NEW(arena, struct sg_fields);
    *fields = sg_fields_read(arena, sg_tail(m->bytes, start), start, &m->oddities);
    m->fields = fields;
    size_t body_at = start + fields->place.len;
    struct sg_part_list parts =
        sg_parts_read(arena, charsets, fields, sg_tail(m->bytes, body_at), body_at, &m->oddities);
    m->parts = parts.at;
    m->n_parts = parts.n;
    fields_read(&r);
    return m;
}

const struct sg_mail *sg_mail_read(struct sg_arena *arena, const struct sg_charsets *charsets,
                                   sg_span bytes)
{
    return sg_mail_read_at(arena, charsets, bytes, 0);
}

static bool is_within(struct sg_range place, size_t octet)
{
    return octet >= place.from && octet - place.from < place.len;
}

static const struct sg_field *field_at(const struct sg_fields *fields, size_t octet)
{
    for (size_t i = 0; i < fields->n; i++)
        if (is_within(fields->at[i].place, octet))
            return &fields->at[i];
    return NULL;
}

struct sg_where sg_mail_where(const struct sg_mail *mail, size_t octet)
{
    /* parts stand in order of appearance, so the last that holds it is the innermost */
    for (size_t i = mail->n_parts; i-- > 0;) {
        const struct sg_part *part = &mail->parts[i];
        if (is_within(part->fields.place, octet))
            return (struct sg_where){ part, field_at(&part->fields, octet) };
        if (is_within((struct sg_range){ part->body_at, part->body.len }, octet))
            return (struct sg_where){ .part = part };
    }
    return (struct sg_where){ 0 };
}
