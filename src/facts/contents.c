/* facts/contents.c - octets that were taken out of something, and where a range of places stands. */
#include "base/limits.h"
#include "facts/build.h"

const struct sg_content *sg_facts_add_content(struct sg_opening *o,
                                              const struct sg_content *content)
{
    _Static_assert((uint64_t)SG_MAX_MAIL + SG_MAX_CONTENTS < UINT32_MAX, "places are 32 bits wide");
    const struct sg_part *part = &o->f->mail->parts[content->part];
    size_t taken = o->base - SG_MAX_MAIL;
    if (content->octets.len >= SG_MAX_CONTENTS - taken) {
        sg_odd(&o->f->oddities, SG_ODD_LIMIT, (struct sg_range){ part->body_at, part->body.len },
               "contents");
        return NULL;
    }
    struct sg_content *kept = SG_NEW(o->f->arena, struct sg_content);
    *kept = *content;
    kept->base = o->base;
    o->base += content->octets.len + 1; /* so that no two stand at one place */
    /* NOLINTNEXTLINE(bugprone-sizeof-expression): a list of pointers */
    *SG_PUSH(o->f->arena, &o->contents) = kept;
    return kept;
}

static const struct sg_content *content_at(const struct sg_facts *f, size_t place)
{
    size_t low = 0, high = f->n_contents; /* contents before low start at or before it */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (f->contents[middle]->base <= place)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? NULL : f->contents[low - 1];
}

/* The attachment that is the part itself. */
static const struct sg_attachment *attachment_of(const struct sg_facts *f,
                                                 const struct sg_part *part)
{
    for (size_t i = 0; i < f->n_attachments; i++)
        if (f->attachments[i]->content == NULL && &f->mail->parts[f->attachments[i]->part] == part)
            return f->attachments[i];
    return NULL;
}

struct sg_stand sg_stand_of(const struct sg_facts *facts, struct sg_range place)
{
    struct sg_stand stand = { .in_mail = place };
    const struct sg_content *content =
        place.from < SG_MAX_MAIL ? NULL : content_at(facts, place.from);
    if (content == NULL) {
        struct sg_where where = sg_mail_where(facts->mail, place.from);
        bool is_in_body = where.part != NULL && where.field == NULL;
        stand.attachment = is_in_body ? attachment_of(facts, where.part) : NULL;
        return stand;
    }
    const struct sg_part *part = &facts->mail->parts[content->part];
    stand.in_mail = (struct sg_range){ part->body_at, part->body.len };
    stand.content = content;
    stand.in_content = (struct sg_range){ place.from - content->base, place.len };
    stand.attachment = content->attachment;
    return stand;
}
