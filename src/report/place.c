#include "report/place.h"

#include <stdio.h>

enum { NUMBER_ROOM = 24, ID_ROOM = 200, NAME_ROOM = 1024, MAX_NAME = 60 /* octets */ };

static void put_lower(struct sg_buf *out, sg_span s)
{
    for (size_t i = 0; i < s.len; i++)
        sg_put_octet(out, (uint8_t)sg_lower(sg_at(s, i)));
}

const char *sg_content_how_id(enum sg_content_how how)
{
    static const char *const ids[] = {
        [SG_CONTENT_FILE] = "file", [SG_CONTENT_LINK] = "link",       [SG_CONTENT_CODE] = "code",
        [SG_CONTENT_TEXT] = "text", [SG_CONTENT_DECODED] = "decoded", [SG_CONTENT_DRAWN] = "drawn"
    };
    return ids[how];
}

void sg_put_place_id(struct sg_buf *out, const struct sg_facts *facts, struct sg_range place)
{
    struct sg_stand stand = sg_stand_of(facts, place);
    struct sg_where where = sg_mail_where(facts->mail, stand.in_mail.from);
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

static sg_span name_of_body(const struct sg_teller *t, const struct sg_part *part)
{
    if (sg_part_is(part, "text", "html"))
        return sg_words_in(t->words, "body", SG_SPAN("html"));
    return sg_words_in(t->words, "body",
                       sg_part_is(part, "text", "plain") ? SG_SPAN("plain") : SG_SPAN("other"));
}

/* The file itself, or the text that something without a name was found in. */
static sg_span file_of(const struct sg_teller *t, const struct sg_stand *stand)
{
    if (stand->attachment != NULL && stand->attachment->name.len > 0)
        return stand->attachment->name;
    if (stand->attachment != NULL && !stand->attachment->is_shown)
        return sg_words_in(t->words, "body", SG_SPAN("attachment"));
    return name_of_body(t, &t->facts->mail->parts[stand->content->part]);
}

/* Which sentence tells it: "code", "code-drawn", "file" ... */
static sg_span sentence_of(const struct sg_teller *t, const struct sg_stand *stand)
{
    bool is_drawn = stand->attachment != NULL && stand->attachment->kind == SG_FILE_GREYMAP &&
                    stand->content->how == SG_CONTENT_CODE;
    const char *how = is_drawn ? "drawn" : sg_content_how_id(stand->content->how);
    return sg_words_in(t->words, "inside", sg_span_of(how));
}

static void put_inside(struct sg_buf *out, const struct sg_teller *t, const struct sg_stand *stand)
{
    char page[NUMBER_ROOM];
    (void)snprintf(page, sizeof(page), "%u", stand->content->page);
    const struct sg_finding values = { .args = { { "file", file_of(t, stand), false },
                                                 { "page", sg_span_of(page), false },
                                                 { "entry", stand->content->name, false } },
                                       .n_args = 3 };
    sg_put_sentence(out, t, sentence_of(t, stand), &values);
    if (stand->content->page > 0)
        sg_put_sentence(out, t, sg_words_in(t->words, "inside", SG_SPAN("page")), &values);
    if (stand->content->name.len > 0 && stand->content->how != SG_CONTENT_FILE)
        sg_put_sentence(out, t, sg_words_in(t->words, "inside", SG_SPAN("entry")), &values);
}

/* What stands in the mail itself: a field, a text, an attachment by its name. */
static sg_span name_of(const struct sg_teller *t, const struct sg_stand *stand)
{
    struct sg_where where = sg_mail_where(t->facts->mail, stand->in_mail.from);
    if (where.field != NULL)
        return name_of_field(t, where.field);
    if (where.part == NULL)
        return sg_words_in(t->words, "body", SG_SPAN("mail"));
    if (stand->attachment == NULL)
        return name_of_body(t, where.part);
    if (stand->attachment->name.len == 0)
        return sg_words_in(t->words, "body", SG_SPAN("attachment"));
    struct sg_buf name = SG_BUF_IN(t->facts->arena, NAME_ROOM);
    const struct sg_finding values = { .args = { { "file", stand->attachment->name, false } },
                                       .n_args = 1 };
    sg_put_sentence(&name, t, sg_words_in(t->words, "body", SG_SPAN("named-attachment")), &values);
    return sg_buf_done(&name);
}

void sg_put_place(struct sg_buf *out, const struct sg_teller *teller, struct sg_range place)
{
    struct sg_stand stand = sg_stand_of(teller->facts, place);
    if (place.len == 0) {
        sg_put(out, sg_words_in(teller->words, "label", SG_SPAN("from-envelope")));
        return;
    }
    if (stand.content != NULL) {
        put_inside(out, teller, &stand);
        return;
    }
    char first[NUMBER_ROOM], last[NUMBER_ROOM];
    (void)snprintf(first, sizeof(first), "%zu", place.from);
    (void)snprintf(last, sizeof(last), "%zu", place.from + place.len - 1);
    const struct sg_finding values = { .args = { { "first", sg_span_of(first), false },
                                                 { "last", sg_span_of(last), false } },
                                       .n_args = 2 };
    sg_put(out, name_of(teller, &stand));
    sg_put_sentence(out, teller, sg_words_in(teller->words, "label", SG_SPAN("place")), &values);
}
