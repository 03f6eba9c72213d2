/* hidden-text, base-href-redirect: what the page does behind the reader's back.
 *
 * Quiet for preheaders and short leftovers, and for a base at the sender's or the claimed brand's.  Known false alarm: text for other mail programs or for
 * printing. */
#include "facts/check.h"

static const struct sg_finding_kind kinds[] = {
    { "hidden-text", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_NONE },
    { "base-href-redirect", SG_GROUP_MAKEUP, SG_DIRECT, SG_PART_NONE },
    { 0 },
};

enum { MIN_HIDDEN = 40 }; /* octets of hidden text before it is more than a leftover */

/* A base that sends every short link of the page to people who did not write it. */
static bool is_foreign(const struct sg_facts *facts, sg_span base)
{
    struct sg_url url = sg_url_read(facts->arena, facts->intel->hosts, base, NULL);
    const struct sg_host *from = &facts->sender.from_host;
    return url.host.kind != SG_HOST_NONE && !sg_same_owner(facts, &url.host, from) &&
           !sg_same(url.host.registrable, from->registrable) &&
           (facts->brand == NULL ||
            !sg_brand_owns(facts->intel->brands, facts->brand, url.host.ascii));
}

static void run(const struct sg_facts *facts, struct sg_findings *out)
{
    for (size_t i = 0; i < facts->n_passages; i++) {
        const struct sg_page *page = facts->passages[i].page;
        struct sg_finding *f = NULL;
        for (size_t j = 0; page != NULL && j < page->n_hidden; j++) {
            const struct sg_hidden_run *run_of = &page->hidden[j];
            if (run_of->is_preheader || run_of->text.utf8.len < MIN_HIDDEN)
                continue;
            if (f == NULL)
                f = sg_found(out, &kinds[0]);
            sg_found_text(f, &run_of->text, run_of->text.utf8);
        }
        if (page != NULL && page->base.len > 0 && is_foreign(facts, page->base))
            sg_found_url_at(sg_found(out, &kinds[1]), page->base_place, page->base);
    }
}

const struct sg_check sg_check_hidden_text = {
    .name = "hidden-text",
    .looks_for = "text that the reader does not see",
    .kinds = kinds,
    .run = run,
};
