/* facts/inner.c - which mails a mail holds, and whether it was sent for their sake. */
#include "facts/inner.h"

#include "base/limits.h"
#include "facts/build.h"

struct holding {
    struct sg_facts *f;
    SG_LIST(struct sg_inner) inner;
    size_t room;   /* for so many */
    bool has_text; /* one of them is passed on as text */
};

static bool is_message(const struct sg_part *part)
{
    return sg_part_is(part, "message", "rfc822") || sg_part_is(part, "message", "global");
}

/* A file that its sender calls a mail, or that he does not say anything of. */
static bool may_be_mail(const struct sg_part *part)
{
    return is_message(part) || sg_ends_nocase(part->filename.utf8, SG_SPAN(".eml")) ||
           (sg_part_is(part, "application", "octet-stream") &&
            part->transfer != SG_TRANSFER_UUENCODE);
}

/* What the octets of the part are, by their first ones. */
static bool holds_mail(struct sg_facts *f, const struct sg_part *part)
{
    struct sg_oddities nowhere = SG_ODDITIES_IN(f->arena);
    struct sg_part head = *part;
    head.body = sg_cut(part->body, 0, 2 * (size_t)SG_MAX_SNIFFED);
    return sg_file_sniff(sg_part_octets(f->arena, &head, SG_MAX_TEXT, &nowhere).octets) ==
           SG_FILE_MAIL;
}

/* Servers' reports and lists' digests are judged by themselves, whatever they hold. */
static void limit(struct holding *h, const struct sg_part *part)
{
    if (h->f->is_report || h->f->is_digest)
        return;
    sg_odd(&h->f->oddities, SG_ODD_LIMIT, (struct sg_range){ part->body_at, part->body.len },
           "attached mails");
}

static const struct sg_mail *read_in_place(const struct sg_facts *f, const struct sg_part *part)
{
    sg_span bytes = sg_cut(f->mail->bytes, 0, part->body_at + part->body.len);
    return sg_mail_read_at(f->arena, f->intel->charsets, bytes, part->body_at);
}

static const struct sg_mail *read_decoded(struct sg_facts *f, const struct sg_part *part)
{
    sg_span octets = sg_part_octets(f->arena, part, SG_MAX_FILE, &f->oddities).octets;
    return sg_mail_read(f->arena, f->intel->charsets, octets);
}

static void add_attached(struct holding *h, size_t at)
{
    struct sg_facts *f = h->f;
    const struct sg_part *part = &f->mail->parts[at];
    if (h->inner.n == h->room) {
        limit(h, part);
        return;
    }
    struct sg_inner *inner = SG_PUSH(f->arena, &h->inner);
    inner->how = SG_INNER_ATTACHED;
    inner->part = at;
    inner->name = part->filename.utf8;
    inner->place = (struct sg_range){ part->body_at, part->body.len };
    inner->is_decoded = part->transfer != SG_TRANSFER_NONE;
    inner->mail = inner->is_decoded ? read_decoded(f, part) : read_in_place(f, part);
}

static void find_attached(struct holding *h)
{
    struct sg_facts *f = h->f;
    for (size_t i = 0; i < f->mail->n_parts; i++) {
        const struct sg_part *part = &f->mail->parts[i];
        if (!may_be_mail(part) || sg_facts_is_inside_message(f->mail, part))
            continue;
        if (part->is_message || holds_mail(f, part))
            add_attached(h, i);
    }
}

/* ---- for whose sake ---- */

/* "Fwd:" in a language, after the tags of lists and gateways. */
bool sg_facts_is_marked(const struct sg_facts *f)
{
    sg_span subject = f->passages[0].folded.utf8;
    for (int tags = 0; tags < 3 && sg_at(subject, 0) == '['; tags++)
        subject = sg_trim(sg_tail(subject, sg_find(subject, ']', 0) + 1));
    size_t mark = sg_words_start(&f->intel->lists->words[SG_WORDS_FORWARD_MARK], subject);
    return mark > 0 && sg_at(sg_trim(sg_tail(subject, mark)), 0) == ':';
}

/* Nothing of its own, or a note: "is this real?" and who asks. */
static bool is_short(const struct sg_facts *f)
{
    for (size_t i = 1; i < f->n_passages; i++)
        if (f->passages[i].text.utf8.len > SG_MAX_FORWARD_NOTE)
            return false;
    return true;
}

/* "abuse@", "phishing@": who is written to there is sent mails to judge. */
static bool is_to_desk(const struct sg_facts *f)
{
    return sg_words_are(&f->intel->lists->words[SG_WORDS_REPORT_BOX], f->recipient_local);
}

/* Mail servers return what they could not deliver, with an empty envelope sender (RFC 5321 4.5.5), and programs answer. */
static bool is_by_server(const struct sg_facts *f)
{
    const struct sg_field *path = sg_fields_first(f->mail->fields, SG_SPAN("Return-Path"));
    const struct sg_field *automatic = sg_fields_first(f->mail->fields, SG_SPAN("Auto-Submitted"));
    const struct sg_address *from = f->sender.from;
    return (path != NULL && sg_same(sg_trim(path->body), SG_SPAN("<>"))) ||
           (automatic != NULL && sg_starts_nocase(sg_trim(automatic->body), SG_SPAN("auto-"))) ||
           (from != NULL && (sg_same_nocase(from->local, SG_SPAN("mailer-daemon")) ||
                             sg_same_nocase(from->local, SG_SPAN("postmaster"))));
}

/* Who calls himself a brand passes nothing on, and servers and lists do so by themselves. */
static bool passes_on(const struct holding *h)
{
    const struct sg_facts *f = h->f;
    if (f->is_report || f->is_list || f->is_digest || is_by_server(f))
        return false;
    for (size_t i = 0; i < f->n_claims; i++)
        if (f->claims[i].where == SG_CLAIM_DISPLAY_NAME && f->claims[i].brand != NULL &&
            !f->claims[i].brand->is_software &&
            sg_from_stand(f, f->claims[i].brand) == SG_FROM_FOREIGN)
            return false;
    return h->has_text || sg_facts_is_marked(f) || is_short(f) || is_to_desk(f);
}

static size_t room_in(const struct sg_facts *f)
{
    size_t depth = 0;
    for (const struct sg_facts *w = f->wrapper; w != NULL; w = w->wrapper)
        depth++;
    if (depth == 0)
        return SG_MAX_INNER;
    return depth < SG_MAX_INNER_DEPTH ? SG_MAX_INNER_DEEPER : 0;
}

void sg_facts_inner(struct sg_facts *f)
{
    struct holding h = { .f = f, .room = room_in(f) };
    struct sg_inner as_text = { .how = SG_INNER_AS_TEXT };
    h.has_text = h.room > 0 && sg_facts_forwarded(f, &as_text);
    if (h.has_text)
        *SG_PUSH(f->arena, &h.inner) = as_text;
    if (f->as == NULL || f->as->how == SG_INNER_ATTACHED)
        find_attached(&h);
    f->inner = h.inner.at;
    f->n_inner = h.inner.n;
    f->passes_on = h.inner.n > 0 && passes_on(&h);
}
