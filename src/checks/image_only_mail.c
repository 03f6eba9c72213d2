/* image-only-mail: a picture with a link and next to no text: what it says is not for programs to read.
 *
 * Source: CHECKS.  Quiet where the link is the sender's own, the claimed brand's or another known company's, for replies, lists and reports.  Known false alarm: flyers of shops that use a service for their links. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "image-only-mail", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

enum { MAX_LETTERS = 60 }; /* of a mail that says nothing in words */

static bool is_wordy(const struct sg_facts *facts)
{
    size_t letters = 0;
    for (size_t i = 1; i < facts->n_passages; i++) {
        const struct sg_passage *p = &facts->passages[i];
        letters += p->n_kana + p->n_han + p->n_latin + p->n_greek_cyrillic;
    }
    return letters > MAX_LETTERS;
}

static bool has_picture(const struct sg_facts *facts)
{
    for (size_t i = 1; i < facts->n_passages; i++)
        if (facts->passages[i].page != NULL && facts->passages[i].page->n_images > 0)
            return true;
    return false;
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    const struct sg_link *l = sg_main_action(facts);
    if (facts->is_list || facts->is_report || facts->is_conversation || l == NULL ||
        l->attachment != NULL || l->where != SG_LINK_IN_PAGE || !sg_link_is_stray(l) ||
        (l->label.utf8.len > 0 && !l->label_is_alt) || is_wordy(facts) || !has_picture(facts))
        return;
    struct sg_finding *f = sg_found(out, &kinds[0]);
    sg_found_url_arg(f, "host", l->target.host.ascii);
    sg_found_url_at(f, l->place, l->url.href);
}

const struct sg_check sg_check_image_only_mail = {
    .name = "image-only-mail",
    .looks_for = "a linked picture in place of words",
    .kinds = kinds,
    .run = run,
};
