/* fuzz_mail.c - any octets are a mail: it is read without harm, every place lies inside it, and the same
 * octets give the same mail. */
#include <stdlib.h>

#include "base/limits.h"
#include "mail/mail.h"

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t len);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void inside(const struct sg_mail *m, struct sg_range place)
{
    must(place.from <= m->bytes.len && place.len <= m->bytes.len - place.from);
}

static void check_fields(const struct sg_mail *m, const struct sg_fields *fields)
{
    inside(m, fields->place);
    for (size_t i = 0; i < fields->n; i++) {
        inside(m, fields->at[i].place);
        must(sg_same(sg_cut(m->bytes, fields->at[i].body_at, fields->at[i].body.len),
                     fields->at[i].body));
    }
}

static void check_addresses(const struct sg_mail *m, const struct sg_address_list *list)
{
    must(list->n <= SG_MAX_ADDRESSES);
    for (size_t i = 0; i < list->n; i++) {
        inside(m, list->at[i].place);
        inside(m, sg_place_of(&list->at[i].display, list->at[i].display.utf8));
    }
}

static void check_parts(struct sg_arena *arena, const struct sg_charsets *charsets,
                        const struct sg_mail *m)
{
    must(m->n_parts >= 1 && m->n_parts <= SG_MAX_PARTS);
    must(m->parts[0].parent == SG_NO_PARENT && m->parts[0].depth == 0);
    for (size_t i = 0; i < m->n_parts; i++) {
        const struct sg_part *p = &m->parts[i];
        check_fields(m, &p->fields);
        must(sg_same(sg_cut(m->bytes, p->body_at, p->body.len), p->body));
        must(i == 0 || (p->parent >= 0 && (size_t)p->parent < i));
        must(i == 0 || p->depth == m->parts[p->parent].depth + 1);
        must(p->depth <= SG_MAX_DEPTH);
        inside(m, sg_place_of(&p->filename, p->filename.utf8));
        struct sg_oddities odd = SG_ODDITIES_IN(arena);
        struct sg_converted c = sg_part_text(arena, charsets, p, (sg_span){ 0 }, &odd);
        inside(m, sg_place_of(&c.text, c.text.utf8));
    }
}

static uint64_t digest(const struct sg_mail *m)
{
    uint64_t h = m->n_parts * 31 + m->n_hops * 37 + m->n_auth * 41 + m->oddities.n * 43;
    h ^= sg_hash(m->subject.utf8) ^ (uint64_t)m->date;
    for (size_t i = 0; i < m->n_parts; i++)
        h = h * 33 + m->parts[i].body_at + m->parts[i].body.len +
            sg_hash(m->parts[i].filename.utf8);
    for (size_t i = 0; i < m->from.n; i++)
        h = h * 33 + sg_hash(m->from.at[i].display.utf8) + sg_hash(m->from.at[i].domain);
    return h;
}

int LLVMFuzzerTestOneInput(const uint8_t *octets, size_t len)
{
    static struct sg_arena *arena;
    static struct sg_charsets *charsets;
    struct sg_error err;
    if (arena == NULL) {
        arena = sg_arena_open((size_t)64 << 20);
        must(sg_charsets_open(&charsets, &err) == SG_OK);
    }
    const struct sg_mail *m = sg_mail_read(arena, charsets, (sg_span){ octets, len });
    must(digest(m) == digest(sg_mail_read(arena, charsets, (sg_span){ octets, len })));
    check_fields(m, m->fields);
    check_parts(arena, charsets, m);
    const struct sg_address_list *lists[] = { &m->from, &m->sender, &m->reply_to,
                                              &m->to,   &m->cc,     &m->delivered_to };
    for (size_t i = 0; i < sizeof(lists) / sizeof(*lists); i++)
        check_addresses(m, lists[i]);
    inside(m, sg_place_of(&m->subject, m->subject.utf8));
    for (struct sg_oddity *o = m->oddities.first; o != NULL; o = o->next)
        inside(m, o->place);
    sg_arena_reset(arena);
    return 0;
}
