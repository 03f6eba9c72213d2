#include "report/place.h"

#include <stdio.h>

enum { NUMBER_ROOM = 24, ID_ROOM = 200, MAX_NAME = 60 /* octets */ };

static void put_lower(struct sg_buf *out, sg_span s)
{
    for (size_t i = 0; i < s.len; i++)
        sg_put_octet(out, (uint8_t)sg_lower(sg_at(s, i)));
}

void sg_put_place_id(struct sg_buf *out, const struct sg_mail *mail, struct sg_range place)
{
    struct sg_where where = sg_mail_where(mail, place.from);
    if (place.len == 0) {
        sg_put_text(out, "envelope");
    } else if (where.field != NULL) {
        put_lower(out, sg_cut(where.field->name, 0, MAX_NAME));
    } else if (where.part != NULL) {
        put_lower(out, sg_cut(where.part->type, 0, MAX_NAME));
        sg_put_octet(out, '/');
        put_lower(out, sg_cut(where.part->subtype, 0, MAX_NAME));
    } else {
        sg_put_text(out, "mail");
    }
}

/* A field's name as people call it; its own name when the words have none. */
static sg_span name_of_field(const struct sg_teller *t, const struct sg_field *field)
{
    struct sg_buf id = SG_BUF_IN(t->facts->arena, ID_ROOM);
    put_lower(&id, sg_cut(field->name, 0, MAX_NAME));
    sg_span word = sg_words_in(t->words, "field", sg_buf_done(&id));
    return word.len > 0 ? word : sg_cut(field->name, 0, MAX_NAME);
}

static sg_span name_of(const struct sg_teller *t, struct sg_range place)
{
    struct sg_where where = sg_mail_where(t->facts->mail, place.from);
    if (where.field != NULL)
        return name_of_field(t, where.field);
    if (where.part == NULL)
        return sg_words_in(t->words, "body", SG_SPAN("mail"));
    if (where.part->is_attachment || where.part->filename.utf8.len > 0)
        return sg_words_in(t->words, "body", SG_SPAN("attachment"));
    if (sg_part_is(where.part, "text", "html"))
        return sg_words_in(t->words, "body", SG_SPAN("html"));
    return sg_words_in(t->words, "body",
                       sg_part_is(where.part, "text", "plain") ? SG_SPAN("plain")
                                                               : SG_SPAN("other"));
}

void sg_put_place(struct sg_buf *out, const struct sg_teller *teller, struct sg_range place)
{
    char first[NUMBER_ROOM], last[NUMBER_ROOM];
    (void)snprintf(first, sizeof(first), "%zu", place.from);
    (void)snprintf(last, sizeof(last), "%zu", place.from + place.len - 1);
    const struct sg_finding values = { .args = { { "where", name_of(teller, place), false },
                                                 { "first", sg_span_of(first), false },
                                                 { "last", sg_span_of(last), false } },
                                       .n_args = 3 };
    if (place.len == 0)
        sg_put(out, sg_words_in(teller->words, "label", SG_SPAN("from-envelope")));
    else
        sg_put_sentence(out, teller, sg_words_in(teller->words, "label", SG_SPAN("place")),
                        &values);
}
